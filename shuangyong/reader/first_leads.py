"""Lists of units of which the paper says that the first one leads: （…，列第一位者为牵头单位，下同）.

Said in one list it holds for that list, with 下同 for all behind it, and said of all tasks (说明：责任单位中排在首位的为牵头单位)
for the whole paper. Who stands first then leads and the others support; a list without such a word leads as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from shuangyong.reader.labels import FIRST_LEADS
from shuangyong.reader.model import Task

_NOTE = re.compile(FIRST_LEADS)
_FROM_HERE_ON = re.compile("[，,；;。]?下同")
_OF_ALL = re.compile(
    "(?:注|备注|说明)[：:][^\n：；（）()]{0,40}$|(?:责任|承办|负责|落实)(?:单位|部门)(?:名单|顺序)?(?:[里之当其]?中|内|以|，|,)?$"
)
"""What stands before a note that is no part of a list: 说明：各项任务责任单位中…."""
_NOTED = re.compile("(?:注|备注|说明)[：:]")
_ALL_LEAD = "(?:分别|共同|联合)牵头"
_LISTED = "(?:[（(\t|]|(?:责任|承办|落实|实施|完成|负责)(?:单位|部门|主体)[：:；])"


def divided(text: str, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks, with the first of a list as who leads where the paper says so."""
    notes = Notes.of(text)
    if not notes.at:
        return tuple(tasks)
    return tuple(_divided(text, task) if len(task.lead) > 1 and notes.hold(task) else task for task in tasks)


def is_note(sentence: str) -> bool:
    """Whether a sentence says nothing but who of a list leads: 注：责任单位中排在首位的为牵头单位."""
    return _NOTED.match(sentence) is not None and _NOTE.search(sentence) is not None


class Notes(NamedTuple):
    """Where a paper says that the first one leads, and how far that holds; each note is looked at once."""

    at: tuple[int, ...]
    from_here_on: int | None
    """Where the first of them stands that holds for all lists behind it."""
    of_all: bool

    @classmethod
    def of(cls, text: str) -> Notes:
        notes = list(_NOTE.finditer(text))
        return cls(
            tuple(note.start() for note in notes),
            next((note.start() for note in notes if _FROM_HERE_ON.match(text, note.end())), None),
            any(_OF_ALL.search(text, max(0, note.start() - 60), note.start()) for note in notes),
        )

    def hold(self, task: Task) -> bool:
        """Whether one of them is said of this task's list."""
        own = bisect_left(self.at, task.start)
        return (
            self.of_all
            or self.from_here_on is not None
            and self.from_here_on < task.start
            or own < len(self.at)
            and self.at[own] < task.end
        )


def _divided(text: str, task: Task) -> Task:
    names = "[、，,；;和及与 ]{1,2}".join(map(re.escape, task.lead))
    if not re.search(f"{_LISTED}\\s*{names}(?!{_ALL_LEAD})", text[task.start : task.end]):
        return task
    first, *others = task.lead
    return task._replace(lead=(first,), support=(*others, *(name for name in task.support if name not in others)))
