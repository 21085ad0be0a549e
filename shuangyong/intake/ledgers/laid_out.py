"""A table laid out by its mapping: rows read, problems by cell, what was taken before, bad rows given back."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from math import isfinite
from typing import Any

from django.conf import settings
from xlsxwriter import Workbook

from shuangyong.base.trail.masking import MASKS, scrub
from shuangyong.cases.engine.steps import written
from shuangyong.intake.ledgers.asides import aside
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import NONE, Column
from shuangyong.intake.ledgers.meanings import LOOKED_AT, replaced
from shuangyong.intake.ledgers.sheets import Cell, Rows, address
from shuangyong.intake.ledgers.targets import Row, Target
from shuangyong.intake.ledgers.whole import MONTH, YEAR, dated, filled, scaled, unit_of
from shuangyong.intake.models import Table, TakenRow

CHUNK = 500
NO_NUMBER = "#NUM!"
"""As Excel shows what is no number: infinity, or NaN. A file may hold such a cell, none can be written."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, or with a row as a whole (column None)."""

    row: int
    column: int | None
    label: str
    says: str
    shows: str

    @property
    def address(self) -> str:
        return address(self.row, self.column) if self.column is not None else f"第 {self.row + 1} 行"


@dataclass(slots=True)
class Line:
    """One row with content: its place in the sheet, what was read, its fingerprint."""

    place: int
    cells: Sequence[Cell]
    row: Row
    mark: str
    older: str = ""
    """The fingerprint by which versions before 0.6 knew it, where that is another one."""


@dataclass(slots=True)
class Checked:
    """A table looked through."""

    good: list[Line] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    bad: list[tuple[Line, Mapping[str, str]]] = field(default_factory=list)


@dataclass(frozen=True)
class LaidOut:
    """A stored table with its rows and its target."""

    table: Table
    target: Target
    rows: Rows
    sheets: tuple[str, ...] = ()
    """The names of all sheets of the file."""

    @property
    def places(self) -> dict[str, int]:
        """Column of the target to column of the sheet."""
        return {key: int(place) for place, key in self.table.mapping.items() if key != NONE}

    def lines(self) -> Iterator[Line]:
        """The rows below the heading that hold something; a row of sums is none."""
        places = self.places
        width = max(places.values(), default=-1) + 1
        for place in range(self.table.last + 1, len(self.rows)):
            cells = self._dated(self.rows[place])
            if not _says_anything(cells) or self._aside(cells):
                continue
            whole = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
            asked = {key: whole[column] for key, column in places.items()}
            if self.table.words:
                asked = self._meant(asked)
            row = self.target.read(filled(asked, self.table.whole))
            key, beside = self.target.key, self._beside
            yield Line(place, cells, row, mark_of(key, row, beside), mark_of(key, row) if beside else "")

    @cached_property
    def _beside(self) -> frozenset[str]:
        """What the table says once of later steps: said otherwise the next time, the rows are no others."""
        must = {column.key for column in self.target.columns if column.required}
        return frozenset(self.table.whole.keys() - must - self.places.keys())

    def asides(self, most: int) -> list[tuple[int, str]]:
        """Rows (from 1) below the heading that are not read as data, and why; of the first `most` rows."""
        below = range(self.table.last + 1, min(len(self.rows), self.table.last + 1 + most))
        return [(place + 1, why) for place in below if (why := self._aside(self.rows[place]))]

    def _aside(self, cells: Sequence[Cell]) -> str:
        return aside(cells, self._names, self._used)

    @cached_property
    def _names(self) -> list[str]:
        return [text_of(cell) for cell in self.rows[self.table.last]] if self.table.last < len(self.rows) else []

    @cached_property
    def _used(self) -> frozenset[int]:
        return frozenset(self.places.values())

    def _meant(self, asked: dict[str, Cell]) -> dict[str, Cell]:
        """The cells with what the office's own words mean."""
        said, known = self.table.words, self._columns
        return {
            key: replaced(known[key], text_of(cell), said[key]) if key in said and key in known else cell
            for key, cell in asked.items()
        }

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.target.columns}

    @property
    def below(self) -> list[Sequence[Cell]]:
        """The rows of data as they stand, without those that are none; of the first ones."""
        rows = self.rows[self.table.last + 1 : self.table.last + 1 + LOOKED_AT]
        return [cells for cells in rows if not self._aside(cells)]

    def _dated(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The row with the table's year where a day has none, and amounts in 万元 where the heading says so."""
        year = self.table.whole.get(YEAR.key, "")
        month = self.table.whole.get(MONTH.key, "")
        if year or month:
            cells = [dated(cell, year, month) if place in self._days else cell for place, cell in enumerate(cells)]
        if self._scaled:
            cells = [scaled(cell, self._scaled.get(place, "")) for place, cell in enumerate(cells)]
        return cells

    @cached_property
    def _days(self) -> frozenset[int]:
        """The columns of the sheet that hold days."""
        return self._of_type("date")

    @cached_property
    def _scaled(self) -> dict[int, str]:
        """The columns of amounts that are not in yuan, and what they are in."""
        head = self.rows[self.table.first : self.table.last + 1]
        above = self.rows[: self.table.first]
        found = {place: unit_of([row[place] for row in head if place < len(row)], above) for place in self._money}
        return {place: unit for place, unit in found.items() if unit}

    @cached_property
    def _money(self) -> frozenset[int]:
        return self._of_type("money")

    def _of_type(self, type_: str) -> frozenset[int]:
        keys = {column.key for column in self.target.columns if column.type == type_}
        return frozenset(place for key, place in self.places.items() if key in keys)

    def chunks(self) -> Iterator[list[Line]]:
        """The rows by batches; those that belong together stay so, up to twice a batch."""
        chunk: list[Line] = []
        for line in self.lines():
            if len(chunk) >= CHUNK and (len(chunk) >= 2 * CHUNK or not self._belongs(chunk[-1], line)):
                yield chunk
                chunk = []
            chunk.append(line)
        if chunk:
            yield chunk

    def _belongs(self, line: Line, following: Line) -> bool:
        group = following.row.values.get(self.target.together)
        return group is not None and group == line.row.values.get(self.target.together)

    def check(self, lines: Sequence[Line], seen: set[str]) -> Checked:
        """Sort some rows into new, known and bad. `seen`: fingerprints of rows above."""
        known = self.known(lines)
        found = Checked()
        fresh: list[Line] = []
        unread: list[Line] = []
        for line in lines:
            if line.row.wrong:
                unread.append(line)
            elif line.mark in known or line.mark in seen:
                found.same.append(line)
            else:
                fresh.append(line)
                seen.add(line.mark)
        found.bad += self._unread(unread)
        wrong = self.target.check([line.row.values for line in fresh]) if fresh else {}
        for place, line in enumerate(fresh):
            if place in wrong:
                found.bad.append((line, wrong[place]))
                seen.discard(line.mark)
            else:
                found.good.append(line)
        found.bad.sort(key=lambda one: one[0].place)
        return found

    def _unread(self, lines: Sequence[Line]) -> list[tuple[Line, Mapping[str, str]]]:
        """Rows with cells that cannot be read, and what else is wrong with those that can: all told at once."""
        more = self.target.check([line.row.values for line in lines]) if self.target.apart and lines else {}
        return [(line, {**_of(line, more.get(at, {})), **line.row.wrong}) for at, line in enumerate(lines)]

    def known(self, lines: Sequence[Line]) -> set[str]:
        """The fingerprints among these that were taken before; one statement."""
        scope = TakenRow.objects.filter(region=self.table.region, target=self.target.key)
        asked = [mark for line in lines for mark in (line.mark, line.older) if mark]
        found = set(scope.filter(mark__in=asked).values_list("mark", flat=True))
        return {line.mark for line in lines if line.mark in found or line.older in found}

    def faults(self, line: Line, wrong: Mapping[str, str]) -> list[Fault]:
        known, places = self._columns, self.places
        for column in self.target.columns:  # a person who is told by the number alone
            if column.beside and column.key in places:
                places.setdefault(column.beside, places[column.key])
        return [
            Fault(line.place, places.get(key), label, says, _shown(line.cells, places.get(key), mask))
            for key, says in wrong.items()
            for label, mask in [(known[key].label, known[key].mask) if key in known else ("", "")]
        ]

    def give_back(self, bad: Sequence[tuple[Line, Mapping[str, str]]]) -> bytes:
        """The bad rows as a workbook under their heading: cell coloured, reason as a note and in the last column."""
        stream = BytesIO()
        book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("需要改正的行")
        head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True})
        red = book.add_format({"bg_color": "#F8D0CC", "border": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        headings = self.rows[self.table.first : self.table.last + 1]
        width = max((len(row) for row in self.rows[self.table.first :]), default=0)
        for at, row in enumerate(headings):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, str(cell), head)
        once = self._said_once()
        for column, (label, _) in enumerate(once, width):
            for at in range(len(headings)):  # in each line of the heading: a name of its own, part of no group
                sheet.write_string(at, column, label, head)
        width += len(once)
        sheet.write_string(len(headings) - 1, width, "要改正什么", head)
        sheet.set_column(0, width, 14)
        sheet.set_column(width, width, 60)
        for at, (line, wrong) in enumerate(bad, len(headings)):
            faults = self.faults(line, wrong)
            marked = {fault.column: fault.says for fault in faults if fault.column is not None}
            for column, cell in enumerate(line.cells):
                _write(sheet, at, column, cell, red if column in marked else None, day)
            for column, (_, text) in enumerate(once, width - len(once)):
                sheet.write_string(at, column, text)
            for column, says in marked.items():
                sheet.write_comment(at, column, says, {"x_scale": 2})
            sheet.write_string(at, width, "；".join(f"{fault.label}：{fault.says}" for fault in faults)[:2000])
        book.close()
        return stream.getvalue()

    def _said_once(self) -> list[tuple[str, str]]:
        """Heading and text of what the table says once: in the rows given back each says it, so that it comes back."""
        labels = {column.key: column.label for column in self.target.columns}
        return [(labels[key], text) for key, text in self.table.whole.items() if key in labels]


def _write(sheet: Any, row: int, column: int, cell: Cell, look: Any, day: Any) -> None:
    """As it was: a text stays a text, whatever it begins with."""
    if isinstance(cell, str):
        if cell or look is not None:
            sheet.write_string(row, column, cell, look)
    elif isinstance(cell, float) and not isfinite(cell):
        sheet.write_string(row, column, NO_NUMBER, look)
    elif isinstance(cell, bool | int | float):
        sheet.write(row, column, cell, look)
    elif hasattr(cell, "year"):
        sheet.write_datetime(row, column, cell, look or day)
    else:
        sheet.write_string(row, column, str(cell), look)


def _of(line: Line, wrong: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with cells that were read; what is missing was told already."""
    return {key: says for key, says in wrong.items() if key in line.row.values}


def _says_anything(cells: Sequence[Cell]) -> bool:
    return bool(cells) and (cells[0] != "" or any(cell != "" for cell in cells))


def _shown(cells: Sequence[Cell], column: int | None, mask: str) -> str:
    text = text_of(cells[column])[:40] if column is not None and column < len(cells) else ""
    return MASKS[mask](text) if mask else scrub(text)


def mark_of(target: str, row: Row, beside: Collection[str] = ()) -> str:
    """The fingerprint of what a row says, keyed so that nobody can try numbers through it."""
    said = {key: value for key, value in row.values.items() if key not in beside} if beside else row.values
    values = {key: value if type(value) in _PLAIN else written(value) for key, value in said.items()}
    return hmac.digest(_key(settings.SECRET_KEY), _JSON.encode([target, values]).encode(), hashlib.sha256).hex()


_PLAIN = frozenset({str, int, float})
_JSON = json.JSONEncoder(sort_keys=True, default=str)


@lru_cache(1)
def _key(secret: str) -> bytes:
    return f"ledger:{secret}".encode()
