"""Lines without a number that head what is still to be done in a report: 2026年重点工作, 今年重点抓好以下工作："""

from __future__ import annotations

import bisect
import re

_LONGEST = 24
_YEAR = "(?:20\\d\\d年度?|今年|明年|来年|新的?一年|下一步|下一?阶段|本年度|新学年|新学期|本学期)"
_PLANS = re.compile(
    f"[一二三四五六七八九]?[、.]?{_YEAR}的?(?:政府|学校|医院|公司|总体|全县|全市)?(?:重点|主要)?(?:工作|任务|安排|打算|部署|举措|计划|思路|建议|意见)+"
    f"|(?:{_YEAR}[，,]?[^，。：]{{0,8}})?(?:重点|着力|着重)(?:要)?(?:抓好|做好|推进|实施|办好)[^，。：]{{0,12}}(?:工作|方面|任务)[^，。：]{{0,6}}[：:。]"
)
_LOOKS_BACK = re.compile("[^，。：]{0,16}(?:回顾|总结|成绩|成效|工作情况|完成情况|体会|存在(?:的)?(?:主要)?问题)")


Lines = tuple[list[int], list[bool]]
"""Where such lines stand, and whether each of them plans."""


def is_below_a_plan(lines: Lines, at: int) -> bool:
    """Whether the last such line above a place says that what follows is planned, and none behind it looks back."""
    starts, plans = lines
    place = bisect.bisect_left(starts, at) - 1
    return place >= 0 and plans[place]


def find_lines(text: str) -> Lines:
    """Every line without a number that heads a report's plans or what it looks back on."""
    starts: list[int] = []
    plans: list[bool] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if 0 < len(words) <= _LONGEST and ((plan := _PLANS.fullmatch(words)) or _LOOKS_BACK.fullmatch(words)):
            starts.append(at)
            plans.append(plan is not None)
        at += len(line) + 1
    return starts, plans
