"""What introduces the items of a list inside a paragraph: whether they tell what was done, or what is still to be done."""

from __future__ import annotations

import re

from shuangyong.reader import modals
from shuangyong.reader.done import is_done
from shuangyong.reader.people import SURNAMES

_MODAL = re.compile(modals.MODAL)
_FAR = 400
"""Characters that are looked back over for the sentence that introduces a list."""
_BEHIND_STOP = re.compile("(?<=[。！？])")
_COUNTED = re.compile("[一二三四五六七八九十](?:[是要、]|方面)|[①-⑳(（]")


def tells_past(text: str, at: int) -> bool:
    """Whether the last sentence of a paragraph before `at` tells what was done."""
    start = max(text.rfind("\n", 0, at) + 1, at - _FAR)
    before = [piece for piece in _BEHIND_STOP.split(text[start:at]) if piece.strip()]
    if _BUSINESS.search(text, max(start, at - 40), at) and "今天" in text[start:at]:
        return True
    while before and (_COUNTED.match(before[-1]) or _LEADS_ON.match(before[-1])):
        before.pop()
    if before and _DEPLOYED.search(before[-1]):
        return False
    if before and _EMBODIED.search(before[-1]):
        return True
    if before and (_SHORTCOMINGS.search(before[-1]) or _OF_TODAY.search(before[-1])):
        return True
    if before and _ASKS_BELOW.search(before[-1]):
        return False
    return bool(before) and is_done(before[-1]) and not _MODAL.search(before[-1])


_ASKS_BELOW = re.compile(
    "(?:(?:强调|指出|希望|(?<!原则)(?<!目标)要求|(?<![被所])提出(?=[，,：:]))|提出[^，。：；]{0,24}希望|[讲谈提]了?[^，。：；]{0,16}意见)[，,：:。 ]*$"
)
"""市国动办主任发表了讲话，强调：一是…: what follows was said then and is still to be done."""


_DEPLOYED = re.compile(
    "(?:部署|安排|要求|强调|指示|意见)了?[：:]$|(?:详细|具体|全面|再|安排|动员|工作)(?:部署|安排)[，,]$|[，,]并?要求[^，。]{2,8}[，,][^。]{4,}。$|[作做]了?[^，。：]{0,8}(?:要求|部署|安排)和(?:要求|部署|安排)。$"
    "|(?:进行|[作做])了?[^，。：]{0,8}(?:安排部署|部署安排|安排|部署|布置)[。，,]$|(?:安排|部署)了?(?:当前|近期|下一?步|下阶段|今后)[^。，]{0,10}工作[。：:]$"
)
"""赵某对消防工作进行了安排部署：一是…, 通报了情况，要求以问题为导向，抓好整改。一是…: what follows is still to be done."""
_OF_TODAY = re.compile(
    "(?:议程|议题)(?:共?有|共)?[一二三四五六七八]项[：:。]$|[一二三四五六七八]项(?:议程|议题)[：:。]$"
    "|(?:今天|本次|这次|此次)[^。：]{0,20}会议?[^。：]{0,12}(?:内容|议程|议题|目的|任务)(?:有[^。：]{0,6}|是)?[：:]$"
)
"""今天的大会主要有两项内容：一是…: what has been called for is done there."""
_BUSINESS = re.compile("(?:具体|主要)?内容(?:共?有|共)?[一二三四五六七八]项[：:]$")
"""经研究决定，今天召开全镇工作会议…。具体内容有三项：一是…: the same."""
_SHORTCOMINGS = re.compile("(?:还有|还存在|存在|仍有)[^，。]{0,16}(?:短板|不足|差距|问题|弱项)[。：:]?$")
"""同时也要看到，工作中还有不少短板。一是…: what follows is what is wrong."""


_EMBODIED = re.compile(
    "(?<!突出)(?:体现|表现|反映|归纳|集中)(?:在|为)[^，。：]{0,6}[一二两三四五六七八九十几]{1,2}个?(?:方面|点|特点)[：:]$"
)
"""这一理论主要体现在十一个方面：一是坚持…: what somebody holds, told in points."""


_LEADS_ON = re.compile("其|(?:主要|具体|分别)?(?:是|有|如下)?[，,：: ]*$")


_HEARD = re.compile(
    f"(?:[一-龥]{{0,14}}(?:[局办委部镇乡站院]|中心|街道|公司)|(?![高常方于时向及])[{SURNAMES}][一-龥]{{1,2}}|[?？×xX]{{2,6}})"
    "(?:主要负责人|负责人|同志)?(?:详细|分别)?汇报了?[^，。：要]{0,24}(?:情况|进展|工作)"
)


def was_heard(heading: str) -> bool:
    """县民政局汇报前期准备情况：…: what a meeting heard; 及时汇报情况 is to be done."""
    return "汇报" in heading and _HEARD.fullmatch(heading) is not None
