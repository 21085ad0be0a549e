"""Recounting a score from the steps takes the processor for many seconds: one at a time, others are told."""

from __future__ import annotations

from shuangyong.base.turns import Turns

RECOUNTS = Turns(
    1, 3.0, "正在为别人重算过去某一天的得分。", "一次只重算一份；今天的得分随时可看。", "请过一分钟再打开。"
)
