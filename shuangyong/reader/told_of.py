"""Sentences known by their form that tell of something and direct nobody: what was found, who makes up a group."""

from __future__ import annotations

import re

_SET_UP = re.compile(
    "(?!.*(?:抽调|集中办公|脱产))(?:[县市区镇乡州]里?)?成立[^，。]{2,40}(?:小组|指挥部|专班|委员会)，.*任(?:第一|常务|总|副|双)*(?:指挥长?|组长|主任|召集人)"
    "|[^。]{0,24}(?:办公室设在|下设办公室)[^。]*负责[^，。]{0,6}日常工作"
)
"""成立创建工作领导小组，由镇党委书记某某任组长: who makes it up, not what is to be done."""
_FOUND = re.compile("经(?:查|核查|调查|核实|了解|梳理)[，,]")
"""经查，…未按要求落实: what was found."""
_OTHERWISE = re.compile(
    "(?:(?:对|凡|逾期|未按)[^。；要]{2,50}的[^，。；]{0,8}[，,][^，。；要]{2,20}|对[^。；要]{2,50}的[^，。；]{0,8}[，,])将(?![于对])[^。；要]{2,60}。?"
)
"""逾期未办结的，区双拥办将提请专项督查: what happens to whoever does not do it."""
_ABOVE_ASKED = re.compile(
    "(?:省|市|自治区|州|国务院|中央|领导|书记|总理|主席|部长)[^。；]{0,60}作出(?:重要|明确|专门)*(?:指示|批示)(?:批示)?[，,](?:[^，。]{2,20}[，,])?要求"
)
"""省委书记、省长分别作出批示，要求各地…: what those above asked is told before what this paper asks."""
_THE_PUBLIC = re.compile(
    "(?:^|[，；：])(?:敬?请|望|希望)(?:各位|全体|广大)?(?:人民|市民|居民|村民|游客)?(?:群众|市民|居民|村民|游客|乡亲|父老)(?!代表)"
)
"""请广大市民错峰出行: whom no office can be held to."""
_FROM_TO = re.compile("[^，。；要]{0,20}月[^，。；要]{0,6}(?:开始|启动|起)[，,至]至?[^，。；要]{2,14}结束。?")
"""活动从7月15日开始，8月10日结束。: when it is, and nothing to be done."""
_SOME_DO = re.compile(
    "(?:但是?[，,]?)?(?:有的|个别|一些|少数)(?:单位|地方|部门|同志|街道|乡镇|镇|干部|领导)[^要须应请由]*$"
)
"""但是，有的单位满足于老经验: what is amiss."""
_LATELY = re.compile("(?:近期|近日|日前|前期|前段时间)[，,][^要须应请前]*$")
"""近期，区双拥办会同区人武部开展走访调研，共收集需求6件: what has been done."""
_CASES = frozenset("经对凡逾未")


def asks_the_public(sentence: str) -> bool:
    """Whether a sentence asks people and no body: 请市民自觉遵守…."""
    return ("请" in sentence or "望" in sentence) and _THE_PUBLIC.search(sentence) is not None


def known(sentence: str) -> bool:
    """Whether a sentence asks a question, tells what was found, what becomes of whoever does not obey, or who makes up a group."""
    if sentence[-1] in "？?":
        return True
    if sentence[0] in _CASES and (_FOUND.match(sentence) or _OTHERWISE.match(sentence)):
        return True
    if sentence[0] in "但有个一少近日前" and (_SOME_DO.match(sentence) or _LATELY.match(sentence)):
        return True
    if "结束" in sentence and _FROM_TO.fullmatch(sentence):
        return True
    if "作出" in sentence and _ABOVE_ASKED.search(sentence):
        return True
    if "成立" not in sentence[:6] and "日常工作" not in sentence:
        return False
    return _SET_UP.match(sentence) is not None and not _ANSWERS.search(sentence)


_ANSWERS = re.compile("；由[^，。；]{2,24}(?:负责|牵头)(?!日常工作)")
"""成立专班，由某某任组长；由县双拥办负责日常调度: beside who leads it, who answers for the work."""
