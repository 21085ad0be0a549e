"""The verdicts of a stretch's sentences, once it is known whether the stretch makes a task."""

from __future__ import annotations

import re

from shuangyong.reader import clauses, modals
from shuangyong.reader.model import Verdict
from shuangyong.reader.mood import Judged
from shuangyong.reader.pieces import Draft, Mark, Piece, opens

_MODAL = re.compile(modals.MODAL)


def _settled(verdict: Judged) -> Verdict:
    """Outside a task a demand is a call, and what tells nothing by itself is background."""
    if verdict == "plain":
        return "background"
    return "exhortation" if verdict == "task" else verdict


def topic_too(piece: Piece, start: int, end: int, verdict: Judged, draft: Draft) -> Judged:
    """The sentence that a task's words are taken from belongs to the task, though it asks for no more than its drift."""
    return "task" if verdict == "exhortation" and draft.words in piece.text[start:end] else verdict


def without_task(piece: Piece, start: int, end: int, verdict: Judged) -> Verdict:
    return "furniture" if _heading_alone(piece, start, end) else _settled(verdict)


def with_task(piece: Piece, start: int, end: int, verdict: Judged) -> Verdict:
    """Inside a task: a heading that directs belongs to it, and in a formal paper so does what is neither past nor a call."""
    if opens(piece, start, end):
        directs = _MODAL.search(piece.heading) or clauses.demands_action(piece.heading)
        return "task" if directs or not _heading_alone(piece, start, end) else "furniture"
    if verdict == "plain":
        return "task" if piece.kind in ("notice", "plan", "minutes") else "background"
    if verdict == "exhortation" and _must_be_so(piece.text[start:end]):
        return "task"
    return verdict


_MUST_BE = re.compile("必须|(?<![容慢等急舍马])不得|不准(?=[一-龥]{2})(?![备确时的])|严禁")
_CALLS = re.compile("[！!]|同志们|让我们|大家")
_AN_ACT = 4


def _must_be_so(sentence: str) -> bool:
    """高瓦斯隧道内必须采用防爆设备: a rule in an item, by a verb that no list knows; 必须高度重视 asks an attitude."""
    must = _MUST_BE.search(sentence)
    if must is None or _CALLS.search(sentence):
        return False
    for start, end in clauses.split(sentence, must.start(), len(sentence)):
        rest = clauses.after_subject(sentence[start:end].strip())
        if len(rest) < _AN_ACT or clauses.is_soft(rest) or clauses.is_result(rest) or clauses.asks_quality(rest):
            return False
    return True


def led_up_to(piece: Piece, marks: list[Mark]) -> list[Mark]:
    """The marks, where what neither directs nor calls stands before all that directs: why it is to be done, and no part of it."""
    first = next((start for start, end, verdict in marks if verdict == "task" and not opens(piece, start, end)), None)
    if first is None:
        return marks
    return [
        (
            start,
            end,
            "background" if verdict == "plain" and end <= first and _only_tells(piece, start, end) else verdict,
        )
        for start, end, verdict in marks
    ]


_ON_A_DAY_TO_COME = re.compile(r"\d月\d|[当全]天")


def _only_tells(piece: Piece, start: int, end: int) -> bool:
    """Whether such a sentence is not the item's first and sets no day: 9月19日全天免费开放 is part of what is to be done."""
    return not opens(piece, start, end) and not _ON_A_DAY_TO_COME.search(piece.text, start, end)


_WAS_DONE = re.compile("(?:宣读|传达|听取|观看|学习|通报|汇报|进行|组织|召开)了")
"""其次，社区安全员宣读了条例: what was done, with items behind it."""
_STOP = re.compile("[。；！]")
_ON_AFTER_STOP = re.compile("[；]|。.")


def _heading_alone(piece: Piece, start: int, end: int) -> bool:
    """A heading that is a line of its own."""
    line = piece.text[start:end]
    return (
        opens(piece, start, end)
        and line.endswith("\n")
        and len(line) < 50
        and piece.heading in line
        and not _STOP.search(line)
    )


def above_items(piece: Piece, start: int, end: int, verdict: Judged) -> Verdict:
    """What stands above items: a heading of its own is frame, a heading with 要 and every demand are calls."""
    if piece.heading and start == 0:
        if piece.kind == "rules" and piece.text[start:end].rstrip().endswith(("：", ":")):
            return "background"
        if _MODAL.search(piece.heading):
            return "exhortation"
        if _WAS_DONE.search(piece.text, start, end):
            return "background"
        if end - start < 50 and not _ON_AFTER_STOP.search(piece.text[start:end].strip()):
            return "furniture"
    return _settled(verdict)
