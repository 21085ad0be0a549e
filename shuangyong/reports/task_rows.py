"""The rows of the table of tasks, the same for the sheet and the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuangyong.reader.model import Deadline, Document, Task
from shuangyong.reports.wording import printable, said_date

COLUMNS = ("序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限", "依据原文")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as text for cells. An empty string is what the document leaves open."""

    number: int
    task: str
    measures: str
    lead: str
    support: str
    deadline: str
    path: str
    quote: str

    def cells(self) -> tuple[str, ...]:
        """The cells between 序号 and 依据原文, in the order of COLUMNS."""
        return (self.task, self.measures, self.lead, self.support, self.deadline)

    def basis(self, limit: int | None = None) -> str:
        """依据原文: where it stands in the outline, then the words; more than `limit` characters are shortened."""
        quote = self.quote
        if limit is not None and len(quote) > limit:
            quote = quote[:limit] + "……"
        return f"{self.path}\n{quote}" if self.path else quote


def task_rows(document: Document, first: int = 1) -> Iterator[TaskRow]:
    """The tasks of `document` in its own order, numbered from `first`."""
    for number, task in enumerate(document.tasks, first):
        yield TaskRow(
            number=number,
            task=printable(task.task),
            measures=_numbered(task.measures),
            lead=_units(task.lead),
            support=_units(task.support),
            deadline=deadline_text(task.deadline),
            path=path_text(task),
            quote=printable(document.text[task.start : task.end]).strip().replace("\t", "｜"),
        )


def path_text(task: Task) -> str:
    """The numbers of the outline above and at the task: 第二 → (一)."""
    return printable(" → ".join(task.path))


def deadline_text(deadline: Deadline | None, between: str = "\n") -> str:
    """The term as printed, then its day where it has one; empty where the document gives none."""
    if deadline is None:
        return ""
    printed = printable(deadline.text)
    day = said_date(printed, deadline.date)
    return f"{printed}{between}{day}" if day else printed


def _numbered(measures: tuple[str, ...]) -> str:
    if len(measures) == 1:
        return printable(measures[0])
    return "\n".join(_marked(number, printable(measure)) for number, measure in enumerate(measures, 1))


def _marked(number: int, measure: str) -> str:
    """1.修订… as officials write it; 1. 2024年… so that two numbers do not run together."""
    return f"{number}. {measure}" if measure[:1].isdigit() else f"{number}.{measure}"


def _units(names: tuple[str, ...]) -> str:
    return "、".join(printable(name) for name in names)
