"""Days that a paper tells of and that set no term: on which something is made known to begin, or that are to be made use of."""

from __future__ import annotations

import re

_TOLD_TO_BEGIN = re.compile("(?:明确|获悉|宣布|公布)[^，。；]{2,40}于$")
"""并明确全国征兵网于1月10日正式开通: a day that is made known."""
_IS_FIXED = re.compile(
    "(?:[已拟初暂]|原则上|初步)?(?:定|订|安排|计划)(?:在|于)|拟[在于]$|[^，。；]{2,20}(?:时间|日期)(?:初)?[定为](?:于|在)?$"
)
"""座谈会定于7月30日举行: the day of what is held, while who prepares it by when stands behind."""
_HELD = re.compile(
    "(?:[（(][^（）()]{1,6}[）)])?(?:上午|下午|晚上?)?(?:\\d{1,2}[时点：:](?:\\d{1,2}分?|半)?)?(?:在[^，。；]{2,24})?(?:举行|召开|举办|开幕|开班|开赛|开营|进行)(?=[，。；]|$)"
)
_BY_WHEN = re.compile("[^\n]{0,80}(?:月\\d{1,2}日|[上中下]旬|月底|会前|天)[之以]?前")
"""Where no other day stands behind it, the day of what is held is the term of whoever prepares it."""
_USES = re.compile("(?:充分|积极|紧紧|要)*(?:利用|运用)")
_OCCASIONS = re.compile("[^，。；\n]*(?:节点|时机|契机|纪念日|教育日)")
"""充分利用9月3日抗战胜利纪念日、9月30日烈士纪念日等节点: on what days something may be done."""


_AS = re.compile("为[^，。；]{2,12}[日天]")
"""定于10月28日为上站体检日: what a day is made."""


_FORETOLD = re.compile(
    "[^，。；要]{0,8}(?:有|出现|迎来|遭遇)[^，。；要]{0,14}(?:[雨雪风寒旱汛涝]|洪水|降温|高温|天气|过程)|[^，。；要]{0,4}(?:将|启动)[^，。；要]{0,16}响应"
)
_FORECAST = re.compile("(?:预计|预报|预测|据气象|据水文)")
"""3月7日至9日有强降雨, 3月6日8时启动Ⅲ级响应，: what comes, and by when nothing is to be done."""


def foretold(text: str, day: re.Match[str]) -> bool:
    """Whether a day or stretch of days is that of weather to come, or of what a headquarters has put in force."""
    begun = max(text.rfind(mark, max(0, day.start() - _FAR), day.start()) for mark in "，。；\n") + 1
    if _FORETOLD.match(text, day.end()) or _COMING.search(text, begun, day.start()):
        return True
    return _FORECAST.search(text, begun, day.start()) is not None


_COMING = re.compile(
    "(?<![同和与及])(?:检查|考评|验收|考核|督查|复查|评估|巡查|督导|暗访)组[^，。；]{0,6}将(?:于|在)?$"
)
"""检查组将于3月18日至22日实地检查: when somebody comes, while who is to be ready by then stands before."""
_COME_TO_US = re.compile("(?:起|左右|将)?(?:进驻|莅临|来|到|赴|抵达)我[省市县区州镇乡街旗]")
"""市考评组5月10日进驻我县: when somebody comes."""
_SIGNED = re.compile("20\\d\\d年\\d{1,2}月\\d{1,2}日$")
_SIGNS = ("人民政府", "委员会", "办公室", "办公厅", "领导小组", "指挥部")
"""云溪县人民政府2025年8月10日云溪县创建方案…: a signature and its day that run into the text behind them."""
_FAR = 200
"""Characters that a clause is looked back over."""


def is_told(text: str, day: re.Match[str]) -> bool:
    """Whether a day of a month that was found in `text` is only told of; its clause is looked at, and nothing beyond."""
    begun = max(text.rfind(mark, max(0, day.start() - _FAR), day.start()) for mark in "，。；\n") + 1
    before = text[begun : day.start()]
    if foretold(text, day) or _COME_TO_US.match(text, day.end()):
        return True
    if _SIGNED.match(day.group()) and before.endswith(_SIGNS):
        return True
    if before.endswith("于") and _TOLD_TO_BEGIN.search(before):
        return True
    if before.endswith(("定于", "确定", "安排在", "定在")) and _AS.match(text, day.end()):
        return True
    if (
        before.endswith(("于", "在"))
        and _IS_FIXED.search(before)
        and (held := _HELD.match(text, day.end()))
        and _BY_WHEN.match(text, held.end())
    ):
        return True
    return "用" in before and _USES.match(before) is not None and _OCCASIONS.match(text, day.end()) is not None
