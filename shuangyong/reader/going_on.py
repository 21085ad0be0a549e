"""What the sentences before make of one: a report that goes on with what was asked, an account that goes on with what was done."""

from __future__ import annotations

import re

from shuangyong.reader import clauses, modals, told_of
from shuangyong.reader.done import directs_a_unit, is_done
from shuangyong.reader.pieces import Mark, Piece
from shuangyong.reader.told_by import passed_on

_MODAL = re.compile(modals.MODAL)


def looking_back(piece: Piece, marks: list[Mark]) -> list[Mark]:
    """The marks of a speech's paragraph: what units do, told without a word of order behind what was done, was done too.

    我们推进信息化，设备增至31套。各单位围绕设备使用开展探索。
    """
    out: list[Mark] = []
    done = False
    for start, end, verdict in marks:
        words = piece.text[start:end].strip()
        ordered = _MODAL.search(words) is not None or "请" in words
        if verdict == "task" and done and not ordered:
            verdict = "background"
        done = (done or verdict == "background" and is_done(words)) and not (ordered and verdict == "task")
        out.append((start, end, verdict))
    return out


def going_on(piece: Piece, marks: list[Mark]) -> list[Mark]:
    """The marks, where a report goes on with what was asked: 通知要求，各部队要…。组织官兵开展义务巡诊、结对助学."""
    out: list[Mark] = []
    asked = called = False
    for start, end, verdict in marks:
        words = piece.text[max(start, piece.body) : end].strip(" \n")
        if called and not asked and verdict == "background" and _goes_on(words):
            verdict = "exhortation"
        else:
            called = verdict == "exhortation" and _CALLS.match(words) is not None
        if verdict == "task" or verdict == "exhortation" and (directs_a_unit(words) or passed_on(words)):
            asked = bool(_MODAL.search(words) or passed_on(words))
        elif asked and verdict == "background" and (_goes_on(words) or _is_due(words)):
            verdict = "task"
        else:
            asked = False
        out.append((start, end, verdict))
    return out


_CALLS = re.compile("(?:[^，,。；：]{1,16}(?:强调|要求|指出)[，,])?要(?!求|是)")
"""要聚焦主业，…。持续加强国防教育，…: what goes on with a call calls too."""


def _goes_on(words: str) -> bool:
    """Whether a sentence orders without saying so: it begins with what is to be done, and nothing in it is done."""
    first, _, rest = words.replace(",", "，").partition("，")
    if first in _BESIDES:
        first, _, rest = rest.partition("，")
    if first[:2] in _BY_MEANS and clauses.is_frame(first):
        first = rest.partition("，")[0]
    return clauses.demands_action(first) and not is_done(words) and not told_of.known(words)


_BESIDES = frozenset({"同时", "此外", "另外"})
_BY_MEANS = frozenset({"依托", "借助", "通过", "围绕", "聚焦", "针对"})
"""依托服务中心，建好退役军人服务站: by what means an order is to be carried out stands before it."""


_DUE_BY = re.compile("\\d{1,2}(?:日|月底?)[之以]?前(?:全部|全面)?(?:完成|报|提交|上报|落实|整改|建成|办结|到位)")


def _is_due(words: str) -> bool:
    """市养殖中心做实施主体，对照清单自查，2月2日前完成报告: by when it is due tells that it is asked for."""
    return "前" in words and _DUE_BY.search(words) is not None and not is_done(words) and not told_of.known(words)
