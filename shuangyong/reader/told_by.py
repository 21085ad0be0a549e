"""Whether 要 tells somebody by his name, where the place of a sentence says that it would only call or frame."""

from __future__ import annotations

import re

from shuangyong.reader import bare, clauses, modals

_MODAL = re.compile(modals.MODAL)
PLAIN_MODAL = frozenset("要 须 应 需 应当 必须 务必".split(" "))
"""The modals that demand an act, and do not only say who answers for it."""
_FEW = 3
"""So many clauses behind a modal are looked at."""


def in_a_frame(told: str) -> bool:
    """三、外出对象。各村要通过电话逐一通知: somebody is told by 要 what the heading's word does not frame."""
    if _HOPED_FOR.search(told):
        return False
    for match in _MODAL.finditer(told):
        if (
            match.group() in ("要", "务必") or told[0] == "由" and match.group() in ("负责", "牵头")
        ) and modals.subject_before(told, 0, match.start()):
            end = clauses.split(told, match.start(), len(told))
            return any(clauses.demands_action(clauses.bare(told[low:high])) for low, high in end[:_FEW])
    return False


_PASSED_ON = re.compile(
    "(?:会议|大会|《[^》]{2,40}》|通知|意见|方案|通报)(?:还|同时|最后)?(?:要求|明确|部署|决定|议定)[，,：:]"
)


def passed_on(told: str) -> str:
    """What a meeting or a paper is told to ask for, without 要: 通知要求，动员社会力量开展结对帮扶."""
    match = _PASSED_ON.match(told)
    return told[match.end() :] if match else ""


_HOPED_FOR = re.compile("目标|原则|力争|实现|达到|坚持|努力")


def tells_a_body(sentence: str) -> bool:
    """Whether a body is told by its name to do something: 区委宣传部要把…纳入学习内容."""
    for match in _MODAL.finditer(sentence):
        names = modals.subject_before(sentence, 0, match.start()) if match.group() in PLAIN_MODAL else ()
        if names and all(map(bare.is_body, names)):
            spans = clauses.split(sentence, match.start(), len(sentence))
            return any(clauses.demands_action(clauses.bare(sentence[low:high])) for low, high in spans[:_FEW])
    return False
