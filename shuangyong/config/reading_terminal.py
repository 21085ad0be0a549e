"""A reading, shown in the terminal: facts, outline, tasks, doubts. Plain text where the output is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shuangyong.config.lines import Line
from shuangyong.reader.model import Document, Item, Meeting, Person, Reason
from shuangyong.reports.task_rows import TaskRow, task_rows
from shuangyong.reports.wording import (
    KINDS,
    NO_TASKS,
    OPEN,
    REASONS,
    VERDICTS,
    chinese_date,
    doubts_alike,
    printable,
    repaired,
)

TABLE_FROM = 110
"""Columns from which tasks are a table; a narrower terminal and a pipe get one block a task."""
_QUOTE = 120
_PLACES = 8  # of one doubt that are told; the rest are counted
_MARK = 14  # columns that the mark of what is left open takes
_COLUMNS = (  # name, share of the width that is left, or a width of its own
    ("序号", 0, 4),
    ("工作任务", 5, 0),
    ("具体措施", 7, 0),
    ("牵头单位", 0, _MARK),
    ("配合单位", 0, _MARK),
    ("完成时限", 0, _MARK),
    ("出处", 0, 8),
)


class Terminal:
    """Makes the text for one stream; colours only where it is a terminal and NO_COLOR is not set."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        self._console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)

    def document(self, document: Document) -> str:
        """Everything found in `document`, ready to be written to the stream."""
        parts: list[Line | Table] = [*_facts(document), *_remarks(document), _head("提纲")]
        parts += list(_outline(document.outline)) or [_plain("  没有编号的层次。")]
        parts += [_head(f"任务（{len(document.tasks)} 项）"), *self._tasks(document), *_tail(document), _plain("")]
        return self._render(parts)

    def reasons(self, document: Document, reasons: Sequence[Reason]) -> str:
        """Why each decision was taken: what it is about, the rule, the words it rests on."""
        lines = [_head(f"判断的依据（{len(reasons)} 条）")]
        for reason in reasons:
            about = printable(REASONS.get(reason.about, reason.about))
            line = Text("  ").append(about, "cyan").append(f"　规则 {printable(reason.rule)}")
            lines.append(Line(line.append(f"：{printable(reason.said)}" if reason.said else ""), 4))
            if reason.end > reason.start:
                lines.append(Line(Text(f"    “{_short(document.text[reason.start : reason.end])}”", "dim"), 6))
        return self._render([*lines, _plain("")])

    def _tasks(self, document: Document) -> Iterator[Line | Table]:
        on_screen = self._console.is_terminal
        if not document.tasks:
            yield _plain(f"  {NO_TASKS}")
        elif on_screen and self._console.width >= TABLE_FROM:
            yield _table(task_rows(document))
        else:
            for row in task_rows(document):
                yield from _block(row, "\n" if on_screen else " ")

    def _render(self, parts: Iterable[Line | Table]) -> str:
        console = self._console
        if not console.is_terminal:  # whole lines without colours: ten thousand tasks need no layout
            return "".join(f"{part.text.plain}\n" for part in parts if isinstance(part, Line))
        with console.capture() as captured:
            for part in parts:
                console.print(part)
        return captured.get()


def _head(words: str) -> Line:
    return Line(Text(f"\n{words}", "bold"))


def _plain(words: str, style: str = "") -> Line:
    """A line that goes on two columns further in than it begins."""
    return Line(Text(words, style), 4)


def _or_open(text: str | None) -> Text:
    return Text(printable(text)) if text else Text(OPEN, "dim italic")


def _named(name: str, value: str | None, indent: int = 2) -> Line:
    """A name and what it is; what does not fit goes on below the value."""
    label = f"{' ' * indent}{name}："
    return Line(Text(label).append_text(_or_open(value)), cell_len(label))


def _facts(document: Document) -> Iterator[Line]:
    yield Line(Text(printable(document.title or "（没有标题）"), "bold"))
    yield _named("文件", document.source.name)
    yield _named("文种", KINDS.get(document.kind, document.kind))
    yield _named("来源", document.origin)
    yield _named("日期", chinese_date(document.published))
    if document.secrecy:
        yield _named("密级", document.secrecy)
    if document.meeting:
        yield from _meeting(document.meeting)


def _meeting(meeting: Meeting) -> Iterator[Line]:
    yield _named("会议", meeting.name)
    yield _named("会议日期", chinese_date(meeting.date))
    for role, people in (("主持", meeting.chair), ("讲话", meeting.speakers), ("出席", meeting.attendees)):
        if people:
            yield _named(role, "、".join(_person(person) for person in people))


def _person(person: Person) -> str:
    return f"{person.name}（{'、'.join(person.posts)}）" if person.posts else person.name


def _remarks(document: Document) -> Iterator[Line]:
    for repair in document.repairs:
        yield _plain(f"  修复：{repaired(repair)}", "green")
    for said, indices in doubts_alike(document).items():
        places = "、".join(str(document.warnings[index].start + 1) for index in indices[:_PLACES])
        more = f"等 {len(indices)} 处" if len(indices) > _PLACES else ""
        yield _plain(f"  存疑：第 {places} 字{more} {said}", "yellow")


def _outline(items: Sequence[Item]) -> Iterator[Line]:
    """Depth first, with a stack of our own: nobody promises how deep a document goes."""
    waiting = [(item, 1) for item in reversed(items)]
    while waiting:
        item, depth = waiting.pop()
        number = Text("  " * depth).append(printable(item.number), "cyan").append(" ")
        yield Line(number.copy().append(printable(item.heading)), number.cell_len)
        waiting += [(child, depth + 1) for child in reversed(item.children)]


def _table(rows: Iterable[TaskRow]) -> Table:
    table = Table(show_lines=True, expand=True, header_style="bold")
    for name, ratio, width in _COLUMNS:
        table.add_column(name, ratio=ratio or None, overflow="fold", width=None if ratio else width)
    for row in rows:
        cells = (Text(str(row.number)), *(_or_open(text) for text in row.cells()), Text(row.path))
        table.add_row(*(Line(cell) for cell in cells))
    return table


def _block(row: TaskRow, apart: str) -> Iterator[Line]:
    """One task below the other; `apart` stands between its measures."""
    number = f"  {row.number}. "
    yield Line(Text(number).append(row.task, "bold"), len(number))
    pairs = (("牵头单位", row.lead), ("配合单位", row.support), ("完成时限", _term(row)))
    for name, value in (*pairs, ("具体措施", row.measures.replace("\n", apart))):
        yield _named(name, value, 5)
    if row.path:
        yield _named("出处", row.path, 5)


def _term(row: TaskRow) -> str:
    said, _, day = row.deadline.partition("\n")
    return f"{said}（{day}）" if day else said


def _tail(document: Document) -> Iterator[Line]:
    if document.goals:
        yield _head("目标")
        yield from (_plain(f"  {printable(goal)}") for goal in document.goals)
    if document.references:
        yield _head("提到的文件")
        yield from (_plain(f"  《{printable(name)}》") for name in document.references)
    if document.sentences:
        yield _head("逐句判断")
        verdicts = [sentence.verdict for sentence in document.sentences]
        counts = (f"{name} {verdicts.count(code)} 句" for code, name in VERDICTS.items())
        yield _plain(f"  共 {len(verdicts)} 句：{'，'.join(counts)}")


def _short(text: str) -> str:
    flat = " ".join(printable(text).split())
    return flat if len(flat) <= _QUOTE else flat[:_QUOTE] + "……"
