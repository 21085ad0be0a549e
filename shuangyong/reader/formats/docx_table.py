"""Word tables: cells collected while walking, rows written when the table ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuangyong.reader.formats.cell_lines import on_one_line
from shuangyong.reader.formats.docx_xml import Element, attribute, child, number, switched_on
from shuangyong.reader.formats.merged import RowWriter, Slot, Slots
from shuangyong.reader.model import RawLine

_WIDEST = 200
_FORM_LINES = 5
_FORM_CHARS = 500


@dataclass(slots=True)
class Cell:
    """A cell: its lines, its width in grid columns, and how it hangs together with others."""

    lines: list[RawLine] = field(default_factory=list)
    span: int = 1
    continues: bool = False
    swallowed: bool = False

    def set_properties(self, properties: Element) -> None:
        """Take span and merges from a w:tcPr."""
        self.span = min(max(number(child(properties, "gridSpan")) or 1, 1), _WIDEST)
        merge = child(properties, "vMerge")
        self.continues = merge is not None and attribute(merge) != "restart"
        merge = child(properties, "hMerge")
        swallowed = merge is not None and attribute(merge) != "restart"
        self.swallowed = swallowed or child(properties, "cellDel") is not None

    @property
    def text(self) -> str:
        """The cell on one line: its paragraphs joined, tabs inside it turned to spaces."""
        return on_one_line([line.text.replace("\t", " ").strip() for line in self.lines])


@dataclass(slots=True)
class Row:
    """A table row; `before` counts grid columns that it leaves free on the left."""

    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    gone: bool = False

    def set_properties(self, properties: Element) -> None:
        """Take what a w:trPr says: a row deleted or hidden, columns left free."""
        self.before = min(max(number(child(properties, "gridBefore")) or 0, 0), _WIDEST)
        self.gone = child(properties, "del") is not None or bool(switched_on(child(properties, "hidden")))


@dataclass(slots=True)
class Table:
    """A table while it is read."""

    rows: list[Row] = field(default_factory=list)

    def lines(self) -> list[RawLine]:
        """The table's lines: one a row, or the cells' own lines where it is only a frame."""
        rows = [row for row in self.rows if not row.gone]
        if all(len(row.cells) <= 1 for row in rows):
            return [line for row in rows for cell in row.cells for line in cell.lines]
        slots = [_slots(row) for row in rows]
        writer = RowWriter(slots)
        lines: list[RawLine] = []
        for row, cells in zip(rows, slots, strict=True):
            if _is_form(row):
                lines.extend(_form_lines(row))
            elif line := writer.line(cells):
                lines.append(line)
        return lines


def _slots(row: Row) -> Slots:
    """The row's cells in the columns of the grid; one that another swallowed widens it."""
    slots = [Slot(0, row.before, "")] if row.before else []
    column = row.before
    for cell in row.cells:
        if not cell.swallowed:
            slots.append(Slot(column, cell.span, "" if cell.continues else cell.text, cell.continues))
        elif slots:
            slots[-1] = slots[-1]._replace(span=column + cell.span - slots[-1].column)
        column += cell.span
    return slots


def _is_form(row: Row) -> bool:
    """Whether the row holds an article (a form 内容 | 正文…), not a value."""
    if len(row.cells) > 2:
        return False
    return any(len(cell.lines) >= _FORM_LINES and len(cell.text) > _FORM_CHARS for cell in row.cells)


def _form_lines(row: Row) -> list[RawLine]:
    """The lines of such a row, cell after cell."""
    return [line for cell in row.cells for line in cell.lines if not cell.swallowed]
