"""HTML tables: data becomes rows, a frame around an article is taken apart again."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuangyong.reader.formats.cell_lines import on_one_line
from shuangyong.reader.formats.merged import RowWriter, Slot, Slots
from shuangyong.reader.model import RawLine

_WIDEST = 200
_LONG_CELL = 1000
_ARTICLE_LINES = 3
_ARTICLE_CHARS = 300


@dataclass(slots=True)
class _Hanging:
    """A cell that covers rows below its own."""

    rows: int
    columns: int


@dataclass(slots=True)
class Cell:
    """A cell with its own lines; spans as declared, bounded."""

    colspan: int = 1
    rowspan: int = 1
    lines: list[RawLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell on one line."""
        return on_one_line([line.text.replace("\t", " ") for line in self.lines])


@dataclass(slots=True)
class Table:
    """A table while it is read; `marked` when it has a border or header cells."""

    marked: bool = False
    rows: list[list[Cell]] = field(default_factory=list)

    def lines(self) -> list[RawLine]:
        """One line a row for data; the cells' own lines for a frame."""
        if not any(len(row) >= 2 for row in self.rows) or self._is_frame():
            return [line for row in self.rows for cell in row for line in cell.lines]
        hanging: dict[int, _Hanging] = {}
        slots = [_slots(row, hanging) for row in self.rows]
        writer = RowWriter(slots)
        lines: list[RawLine] = []
        for row, cells in zip(self.rows, slots, strict=True):
            if len(row) <= 2 and any(_is_article(cell) for cell in row):
                lines.extend(line for cell in row for line in cell.lines)
            elif line := writer.line(cells):
                lines.append(line)
        return lines

    def _is_frame(self) -> bool:
        """Whether the table only places the parts of the page."""
        cells = [cell for row in self.rows for cell in row]
        if any(line.role in ("row", "title") for cell in cells for line in cell.lines):
            return True
        if not self.marked and any(map(_tells, cells)):
            return True
        articles = sum(map(_is_article, cells))
        return articles > 0 and not (self.marked and len(self.rows) > 2)


def _is_article(cell: Cell) -> bool:
    """Whether a cell holds running text of several paragraphs."""
    size = sum(len(line.text) for line in cell.lines)
    return size > _LONG_CELL or (len(cell.lines) >= _ARTICLE_LINES and size > _ARTICLE_CHARS)


_FEW_LINES = 3
_STORY = 120


def _tells(cell: Cell) -> bool:
    """Whether a cell of a table without lines holds a short article: paragraphs, two of them closed sentences."""
    closed = sum(1 for line in cell.lines if line.text.rstrip("”").endswith("。") and len(line.text) > 20)
    return len(cell.lines) >= _FEW_LINES and closed > 1 and sum(len(line.text) for line in cell.lines) > _STORY


def _slots(row: list[Cell], hanging: dict[int, _Hanging]) -> Slots:
    """The row's cells in the columns of the grid, with those that hang down from rows above. Updates `hanging` (by column)."""
    slots: Slots = []
    column = 0
    placed: dict[int, _Hanging] = {}
    for cell in row:
        column = _fill(hanging, column, slots)
        slots.append(Slot(column, cell.colspan, cell.text))
        if cell.rowspan > 1 and column < _WIDEST:
            placed[column] = _Hanging(cell.rowspan, cell.colspan)
        column += cell.colspan
    slots.extend(Slot(later, hanging[later].columns, "", True) for later in sorted(c for c in hanging if c >= column))
    hanging.update(placed)
    for key in list(hanging):
        hanging[key].rows -= 1
        if not hanging[key].rows:
            del hanging[key]
    return slots


def _fill(hanging: dict[int, _Hanging], column: int, slots: Slots) -> int:
    """Write what hangs into this row at `column`; return the next free column."""
    while column in hanging:
        slots.append(Slot(column, hanging[column].columns, "", True))
        column += hanging[column].columns
    return column
