"""Why tasks have the units and terms that they have, told from the result: reading pays nothing for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shuangyong.reader import helping, modals
from shuangyong.reader.counted import Days, days_of
from shuangyong.reader.model import Document, Reason, Task

_LEADS = re.compile(f"牵头|负责|承办|主责|请|{modals.MODAL}")
_ENDS = "。；;！!？?\n\t"
_YEAR = re.compile(r"\d{4}")


def tasks_told(document: Document) -> Iterator[Reason]:
    """What was noted while tasks were made, each row of a table of tasks, every unit."""
    noted = {(reason.start, reason.end) for reason in document.reasons if reason.about == "tasks"}
    days = _days(document)
    for reason in document.reasons:
        yield _with_its_day(document.text, reason, days) if reason.about == "deadline" else reason
    for task in document.tasks:
        in_row = (task.start, task.end) not in noted
        if in_row:
            yield from _row(document.text, task, days)
        yield from _units(document.text, task, in_row)


def _days(document: Document) -> Days:
    held = document.meeting.date if document.meeting else None
    written, met = (date.fromisoformat(day) if day else None for day in (document.published, held))
    return days_of(document.kind, written, met, document.title, document.text)


def _with_its_day(text: str, reason: Reason, days: Days) -> Reason:
    """A term without a year says from which day it was understood."""
    words = text[reason.start : reason.end]
    seen = days.seen_from(words)
    if seen is None or _YEAR.search(words) or not _YEAR.search(reason.said):
        return reason
    return reason._replace(said=f"{reason.said}，没有写出的按文件日期（{seen.isoformat()}）推算")


def _row(text: str, task: Task, days: Days) -> Iterator[Reason]:
    yield Reason("tasks", "任务表的一行", task.start, task.end, f"表头写明有任务、措施和单位或时限：{task.task}")
    if task.deadline is not None:
        at = max(text.find(task.deadline.text, task.start, task.end), task.start)
        end = min(at + len(task.deadline.text), task.end)
        known = task.deadline.date or "没有写明是哪一天，不填日期"
        yield _with_its_day(text, Reason("deadline", "时限一栏", at, end, f"“{task.deadline.text}”→{known}"), days)


def _units(text: str, task: Task, in_row: bool) -> Iterator[Reason]:
    for about, names, tell in (("lead", task.lead, _leads), ("support", task.support, _supports)):
        for name in names:
            at = text.find(name, task.start, task.end)
            if at < 0:
                yield Reason(about, "上文带下来，或者按单位名称整理", task.start, task.end, name)
            else:
                end = at + len(name)
                how = "表中单位一栏" if in_row else tell(_before(text, task.start, at), _behind(text, end, task.end))
                yield Reason(about, how, at, end, name)


def _before(text: str, low: int, at: int) -> str:
    """What stands before a name in its sentence."""
    return text[max(low, *(text.rfind(mark, low, at) + 1 for mark in _ENDS)) : at]


def _behind(text: str, at: int, high: int) -> str:
    """What stands behind a name in its sentence."""
    ends = (text.find(mark, at, high) for mark in _ENDS)
    return text[at : min((end for end in ends if end >= 0), default=high)]


def _leads(before: str, behind: str) -> str:
    own = re.split("[，,：:]", before)[-1]
    found = _LEADS.search(re.split("[，,]", behind)[0])
    if own.lstrip("（(一二三四五六七八九十是)）").startswith("由"):
        return f"“由”后面的单位，“{found.group()}”以前" if found else "“由”后面的单位"
    return f"后面有“{found.group()}”的主语" if found else "这句话的主语"


def _supports(before: str, behind: str) -> str:
    own = re.split("[，,：:]", before)[-1]
    after = re.split("[，,]", behind)[0]
    joined = re.search("会同|联合|协同", own) or helping.word().search(own)
    if joined:
        return f"前面有“{joined.group()}”"
    found = helping.word().search(after) or re.search("参加|参与|落实|实施|承建", after)
    return f"后面有“{found.group()}”" if found else "和牵头单位并列，没有要它牵头"
