"""Ruled tables that run over a page break: heads printed again, rows cut in two."""

from __future__ import annotations

from shuangyong.reader.formats.pdf_lines import Line
from shuangyong.reader.model import Role

Roles = dict[tuple[int, int], Role]


def mend(pages: list[list[Line]], roles: Roles) -> None:
    """Give heads repeated on the next page the role `header`; join rows cut by the break.

    Works in place. The second half of a joined row is left empty, with the role `footer`.
    """
    head: str | None = None
    above: Line | None = None
    merged = False
    for number, lines in enumerate(pages):
        fresh = number > 0
        for index, line in enumerate(lines):
            if (number, index) in roles:
                continue
            ruled = line.is_row and not line.cells
            merged = ruled and (merged or bool(line.hangs))
            if ruled and fresh and line.text == head:
                roles[number, index] = "header"
                continue
            if ruled and fresh and above is not None and _continues(above, line, merged):
                _join(above, line)
                roles[number, index] = "footer"
            else:
                head = _head(head, above, line, ruled)
                above = line
            fresh = False


def _head(head: str | None, above: Line | None, line: Line, ruled: bool) -> str | None:
    """The first row of the table that the line stands in; None outside tables."""
    if not ruled:
        return None
    return head if above is not None and above.is_row else line.text


def in_one(columns: list[list[Line]]) -> list[Line]:
    """The lines of a page's columns one after the other, rows joined that a column's end cuts in two."""
    out: list[Line] = []
    for lines in columns:
        merged = any(line.hangs for line in [*out, *lines])
        first = lines[0] if lines else None
        if first and out and first.is_row and not first.cells and _continues(out[-1], first, merged):
            _join(out[-1], first)
            out += lines[1:]
        else:
            out += lines
    return out


def _continues(above: Line, line: Line, merged: bool) -> bool:
    """Whether a row is the rest of the one above: no number of its own, and most cells empty, or a number above it.

    A cell merged over several rows also leaves its place empty, but then the others are full, as those of a cut row may
    be in a table in which no cells are `merged`.
    """
    before, cells = above.text.split("\t"), line.text.split("\t")
    if not above.is_row or above.cells or len(before) != len(cells) or len(cells) < 2:
        return False
    return not cells[0] and (2 * cells.count("") >= len(cells) or before[0].isdecimal() and not merged)


def _join(above: Line, line: Line) -> None:
    """Write the second half of a row behind the first, cell by cell."""
    pairs = zip(above.text.split("\t"), line.text.split("\t"), strict=True)
    above.text = "\t".join(one + two for one, two in pairs)
    line.text = ""
