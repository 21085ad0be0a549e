"""Adding up the past of a city or a province takes the processor for seconds: one at a time, others are told."""

from __future__ import annotations

from shuangyong.base.turns import Turns

RECOUNTS = Turns(
    1,
    3.0,
    "正在为别人算全市（全省）过去某一天的得分。",
    "一次只算一份；今天的得分、各县过去的得分随时可看。",
    "请过一分钟再打开。",
)
