"""Tables of a PDF that no rules part: 序号 over numbers that count on, and columns that begin, or stand, at one place each.

A number's line is the first of its row, or the middle one; which of them, all cells of a table must agree in. Whatever does
not fit is no table, and stays the text that it was.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from shuangyong.reader.formats.pdf_lines import Line, groups_of
from shuangyong.reader.formats.pdf_open_cells import (
    Columns,
    Group,
    Piece,
    Row,
    Span,
    by_first_lines,
    by_middles,
    cells_of,
    goes_on,
    gutters_between,
    line_of,
    text_of,
)
from shuangyong.reader.formats.pdf_page import Char

_SERIAL_ENDS = "号"
_SERIAL_BEGINS = frozenset("序编")
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 12
_FEWEST_FILLED = 3
"""Cells of a table's first row in which something stands, its number among them."""
_LONGEST_NAME = 14
_APART, _SPREAD, _BEHIND_SERIAL = 0.7, 2.5, 0.15
"""Ems between two words of the head line that are two columns', and between 序 and 号 at most."""
_STACKED, _ONE_ROW = 2.2, 0.95
_BESIDE = 0.5
_FARTHEST = 6.0
_MOST_BETWEEN = 60
"""Lines between two numbers: some row's cells are long."""
_MARGIN_LINES = 3
"""Lines of a page's margin, at most, over or below a table."""
_MOST_LINES = 8
"""Lines of a row, at most, on the page behind the one on which it begins."""
_NO_NAME = frozenset("。；：，？！")


@dataclass(frozen=True, slots=True)
class _Head:
    """The line of names over a table: its places among a page's lines, its cells."""

    first: int
    stop: int
    spans: list[Span]
    names: list[str]
    em: float
    y: float


@dataclass(slots=True)
class _Table:
    """A table so far: its columns, or only the names over them; its last row and what stands in it."""

    columns: Columns
    spans: list[Span]
    last: Line
    pieces: Row
    next_number: int

    def places(self) -> list[Span]:
        return self.columns.places(self.spans)


class OpenTables:
    """Takes them off page after page."""

    def __init__(self) -> None:
        self._going_on: _Table | None = None

    def taken_off(self, chars: list[Char]) -> tuple[list[Char], list[Line]]:
        """A page's characters that stand in no such table, and the rows of those that do."""
        before, self._going_on = self._going_on, None
        if before is None and not any(char.text in _SERIAL_BEGINS for char in chars):
            return chars, []
        page = _Page([sorted(group, key=lambda char: char.left) for group in groups_of(chars)])
        at = page.go_on(before) if before else 0
        while at < len(page.groups):
            at = page.begin(at, before) or at + 1
        self._going_on = page.table if page.ends_with_table() else None
        return [char for char in chars if id(char) not in page.gone], page.rows


class _Page:
    """A page's lines, and the tables found in them."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups = groups
        self.rows: list[Line] = []
        self.gone: set[int] = set()
        self.table: _Table | None = None

    def begin(self, at: int, before: _Table | None) -> int:
        """Take off the table whose head stands at a line; the next line to look at, 0 where there is none."""
        head = _head_at(self.groups, at)
        if head is None:
            return 0
        number = before.next_number if before and _number_at(self.groups, head.stop) == str(before.next_number) else 1
        table = _Table(
            Columns([], head.em),
            head.spans,
            Line("\t".join(head.names), head.spans[0][0], head.y, 1.0, right=head.spans[-1][1]),
            [],
            number,
        )
        numbers = _numbers(self.groups, head.stop, head.spans[0], number, head.em)
        found = self._found(table, head.stop, numbers) if numbers else None
        if numbers and (found is None or found[0] or len(cells_of(found[1][0])) < _FEWEST_FILLED):
            return 0
        if not numbers and len(self.groups) - head.stop > _MARGIN_LINES:
            return 0
        self._write(table.last, [char for group in self.groups[head.first : head.stop] for char in group])
        if found:
            return self._take(table, found[1], numbers)
        self.table = table
        return head.stop

    def go_on(self, table: _Table) -> int:
        """Take off the rows with which a table of the page before goes on."""
        firsts = range(min(len(self.groups), _MARGIN_LINES + 1))
        if any(_head_at(self.groups, at) for at in firsts):
            return 0  # its names are printed again
        for at in firsts:
            numbers = _numbers(self.groups, at, table.spans[0], table.next_number, table.columns.em)
            going = replace(table, columns=table.columns.copy())
            found = self._found(going, at, numbers) if numbers else None
            if found and (not found[0] or self._join(going, found[0])):
                return self._take(going, found[1], numbers)
        return self._end(table) if table.pieces else 0

    def ends_with_table(self) -> bool:
        """Whether nothing but the page's margin stands below the last row."""
        low = next((at for at in range(len(self.groups) - 1, -1, -1) if id(self.groups[at][0]) in self.gone), -1)
        return len(self.groups) - 1 - low <= _MARGIN_LINES

    def _found(self, table: _Table, top: int, numbers: list[int]) -> tuple[Row, list[Row]] | None:
        gutters = gutters_between(table.places(), self.groups[top : numbers[-1] + 1], table.columns.em)
        if gutters is None:
            return None
        table.columns.gutters = gutters
        return _rows(self.groups, top, numbers, table.columns)

    def _end(self, table: _Table) -> int:
        """Take off what a page's end cut from the last row of a table; no row follows."""
        columns = table.columns
        for at in range(min(len(self.groups), 2)):
            rest: Row = []
            for group in self.groups[at : at + _MOST_LINES]:
                ones = columns.pieces(group)
                more = goes_on([*table.pieces, *rest], ones, columns) if ones else []
                if not ones or len(more) < len(table.pieces) + len(rest) + len(ones):
                    break
                rest += ones
            if rest and self._join(table, rest):
                self.table = None
                return at + 1
        return 0

    def _join(self, table: _Table, rest: Row) -> bool:
        """Write what a page's end cut off behind the cells of the last row."""
        columns = table.columns
        if not table.pieces or not _is_rest(rest, columns):
            return False
        cells = zip(table.last.text.split("\t"), text_of(rest, len(table.spans)), strict=True)
        table.last.text = "\t".join(one + two for one, two in cells)
        self.gone |= {id(char) for piece in rest for char in piece.chars}
        return True

    def _take(self, table: _Table, rows: list[Row], numbers: list[int]) -> int:
        for row in rows:
            chars = [char for piece in row for char in piece.chars]
            top = max(piece.y for piece in row)
            self._write(
                Line(
                    "\t".join(text_of(row, len(table.spans))),
                    chars[0].left,
                    top,
                    1.0,
                    right=max(char.right for char in chars),
                ),
                chars,
            )
        number = table.next_number + len(rows)
        self.table = replace(table, last=self.rows[-1], pieces=rows[-1], next_number=number)
        end = numbers[-1] + 1
        return next(
            (at for at in range(end, len(self.groups)) if id(self.groups[at][0]) not in self.gone), len(self.groups)
        )

    def _write(self, row: Line, chars: list[Char]) -> None:
        row.is_row = True
        self.rows.append(row)
        self.gone |= {id(char) for char in chars}


def _rows(groups: list[Group], start: int, numbers: list[int], columns: Columns) -> tuple[Row, list[Row]] | None:
    """What goes on with the row before, and the rows that are numbered; None where lines do not fit together."""
    pieces: list[Piece] = []
    for at in range(start, len(groups)):
        ones = columns.pieces(groups[at])
        if ones is None and at <= numbers[-1]:
            return None
        if ones is None or at > numbers[-1] and any(not one.column for one in ones):
            break
        pieces += ones
    pieces.sort(key=lambda piece: -piece.y)
    levels = [groups[at][0].y for at in numbers]
    known = bool(columns.lefts or columns.centres)
    found = None if columns.is_middle else by_first_lines(pieces, levels, columns)
    if found and found[0] and not (known and _is_rest(found[0], columns)):
        found = None
    if found and any(len(cell) > 1 for row in found[1][:-1] for cell in cells_of(row).values()):
        columns.is_middle = False
    if found is None and columns.is_middle is not False:
        columns.is_middle = True
        columns.lefts, columns.centres = (columns.lefts, columns.centres) if known else ({}, {})
        found = by_middles(pieces, levels, columns)
    return found if found and all(map(_is_numbered, found[1])) else None


def _is_rest(pieces: Row, columns: Columns) -> bool:
    return all(piece.column and columns.fits(piece) for piece in pieces)


def _is_numbered(row: Row) -> bool:
    return all(char.text.isdecimal() for piece in row if not piece.column for char in piece.chars)


def _head_at(groups: list[Group], at: int) -> _Head | None:
    """The names of a table's columns, 序号 first, where a line holds them."""
    group = groups[at]
    if len(group) < 2 and at + 1 == len(groups) or group[0].text not in _SERIAL_BEGINS:
        return None
    em = group[0].em
    first, stop = _head_lines(groups, at, em)
    if not stop:
        return None
    chars = sorted((char for one in groups[first:stop] for char in one), key=lambda char: char.left)
    cells: list[list[Char]] = []
    end = 0.0
    for char in chars:
        serial = len(cells) == 1 and cells[0][-1].text != _SERIAL_ENDS
        if cells and (serial or char.left - end <= (_BEHIND_SERIAL if len(cells) == 1 else _APART) * em):
            cells[-1].append(char)
        else:
            cells.append([char])
        end = max(char.right, end) if len(cells[-1]) > 1 else char.right
    names = [line_of(cell) for cell in cells]
    if not _FEWEST_COLUMNS <= len(cells) <= _MOST_COLUMNS or names[0].replace(" ", "")[1:] != _SERIAL_ENDS:
        return None
    if any(len(name) > _LONGEST_NAME or _NO_NAME & set(name) for name in names):
        return None
    spans = [(cell[0].left, max(char.right for char in cell)) for cell in cells]
    names[0] = names[0].replace(" ", "")
    return _Head(first, stop, spans, names, em, max(char.y for char in chars))


def _head_lines(groups: list[Group], at: int, em: float) -> tuple[int, int]:
    """The lines of a head: from 序, above or beside 号, with those between, and those so near that none is below another."""
    group = groups[at]
    low = at
    if len(group) < 2 or group[1].text != _SERIAL_ENDS or group[1].left - group[0].right > _SPREAD * em:
        below = range(at + 1, min(at + 4, len(groups)))
        under = (k for k in below if groups[k][0].text == _SERIAL_ENDS and group[0].y - groups[k][0].y <= _STACKED * em)
        low = next((k for k in under if abs(groups[k][0].left - group[0].left) <= _BESIDE * em), -1)
    if low < 0:
        return 0, 0
    first, stop = at, low + 1
    while first and groups[first - 1][0].y - group[0].y < _ONE_ROW * em:
        first -= 1
    while stop < len(groups) and groups[low][0].y - groups[stop][0].y < _ONE_ROW * em:
        stop += 1
    return first, stop


def _numbers(groups: list[Group], start: int, serial: Span, number: int, em: float) -> list[int]:
    """The lines below a head that begin with the numbers that count on, until one begins there with anything else."""
    found: list[int] = []
    between = 0
    above = groups[start - 1][0].y if start else groups[start][0].y
    for at in range(start, len(groups)):
        first = groups[at][0]
        if above - first.y > _FARTHEST * em:
            break
        above = first.y
        if first.left >= serial[1] + _BESIDE * em:
            between += 1
            if between > _MOST_BETWEEN:
                break
            continue
        if _leading(groups[at], em) != str(number) or first.left < serial[0] - _BESIDE * em:
            break
        found.append(at)
        number += 1
        between = 0
    return found


def _number_at(groups: list[Group], start: int) -> str:
    """The first number that stands below a head."""
    found = (_leading(group, group[0].em) for group in groups[start : start + _MOST_BETWEEN])
    return next((number for number in found if number), "")


def _leading(group: Group, em: float) -> str:
    """The figures that stand alone at a line's head."""
    text = ""
    for char, after in itertools.pairwise([*group, None]):
        if char is None or not char.text.isdecimal():
            return ""
        text += char.text
        if after is None or after.left - char.right > _BESIDE * em:
            return text
    return text
