"""What is said of a meeting and directs nobody: the order it goes in, what is to be heard, who is to come."""

from __future__ import annotations

import re

from shuangyong.reader import clauses, modals, subjects
from shuangyong.reader.lines import WAS_HELD

ORDER = re.compile(
    r"^(?:(?:(?:首先|现在|下面|接下来|最后|先|再)?[，,]?){1,3}(?:(?:我们将?)?进入|进行|举行|请)[^，。；]{2,30}(?:议程|上台(?:[（(][^（）()]{2,24}[）)])?|发言|讲话|致辞|作指示|颁奖|授牌|授旗|传达[^，。；《]{0,24}《[^》]+》|宣读[^，。]{0,40}|传达[^，。]{2,40}(?:精神|讲话|文件)|(?:(?<![工协合操制写创运])作|通报|汇报|介绍|部署)[^，。]{2,24})"
    r"(?:[，,](?:请[^，。；]{2,40}|大家欢迎))*[；。！]?)+$"
    r"|^由[^，。；要]{0,16}(?:宣读《[^。；]{2,60}》|作(?:重要|交流|表态|总结)?(?:讲话|发言))[；。]?$"
)
"""What whoever chairs says of the order of a meeting: 下面进行第二项议程，请县教体局作交流发言；由王书记作重要讲话。"""
ITEM = re.compile("(?:传达|通报|听取|审议|宣读|观看|研究)[^，。]*[；。]?")
"""Under 会议议程: what is to be heard."""
_EVERY = re.compile("全体|各[^，。]{1,16}(?:人|员|主任|部长|站长|代表|领导|同志)")


def says_who_comes(told: str) -> bool:
    """Under 参会人员: who is to come, and nothing else."""
    if _EVERY.search(told) is None:
        return False
    parts = clauses.split(told, 0, len(told))
    return all(subjects.only_units(told[start:end]) for start, end in parts)


_ATTENDED = re.compile(
    r"[^。；]{2,400}(?:参加|出席|列席|陪同)(?:了)?(?:本次|此次|上述)?(?:会议|活动|座谈会?|[^，。；、]{0,6}仪式|大会|推进会|调研|(?<=参加)(?:慰问|检查|督查|督导))?[。.]?"
)
_ALSO_THERE = re.compile(
    r"(?:参加|出席|列席)(?:了)?(?:本次|此次|这次)?(?:会议|活动|大会|座谈|座谈会|仪式)?的(?:还|领导)?有"
)
_IN_CHARGE = re.compile("负责[^，,。、]{0,10}(?:人员|同志|人|领导)")
"""各镇负责双拥业务人员等参加会议: whose work it is, and no order."""
_INVITES = re.compile(
    "邀请|组织(?!部)|(?<!国防)动员(?!委|部|办|处)|吸引|引导|鼓励|(?:^|[，,；;])(?:请(?!假)|望(?=[各全有相])|希望)|(?:报名|准时|按时|派人|派员)参加|将派"
)
"""举办军民联欢晚会，邀请立功军人家属参加, 望全院医务人员准时参加: who is to be asked, not who was there."""
_MODAL = re.compile(modals.MODAL)


def tells_who_came(sentence: str) -> bool:
    """Whether a sentence that holds 参加, 出席, 列席 or 陪同 tells who was there, and asks nobody."""
    if sentence[0] in "参出列" and _ALSO_THERE.match(sentence):
        return True
    return (
        _ATTENDED.fullmatch(sentence) is not None
        and not _INVITES.search(sentence)
        and "主持" not in sentence
        and not WAS_HELD.search(sentence)
        and "派员" not in sentence
        and not _MODAL.search(_IN_CHARGE.sub("", sentence))
        and "的" not in sentence[-14:]
    )


_GREETS = re.compile("代表[^。]{2,80}(?:表示|致以)[^。]{0,16}(?:欢迎|感谢|祝贺|问候|敬意|慰问)[！!。]?$")


def greets(sentence: str) -> bool:
    """一会儿某书记还要作重要讲话，在此，我代表…对…的光临表示最热烈的欢迎: a courtesy, whatever is to come."""
    return "代表" in sentence and _GREETS.search(sentence) is not None
