"""What a table can become. A target says which columns it takes, reads a row, and takes the rows that were read.

Every kind of case is one; the register's is `persons`. Further ones plug in through `targets_for`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actors import need
from shuangyong.cases.forms import Wrong
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.intake.ledgers.cells import text_of, value_of
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.quick import READERS, SLOW

PERMISSION = "ledger.import"
Written = Callable[[Sequence[tuple[int, str]]], None]
"""Called in the transaction with (place among the rows, what it became): fingerprints stand or fall with it."""
BLANK = frozenset("无 没有 暂无 不详 未知 匿名 待定 / ／ - -- — —— － 、 .".split())
"""How an old table leaves a cell empty."""
WORDY = frozenset({"text", "long_text", "yes_no"})
KNOWN = "known:"
"""Begins what a row became where it was there already, by another way than a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row read: values by column key, problems by column key ("" for the row as a whole)."""

    values: Mapping[str, Any]
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of rows that were taken: problems by the row's place among those handed in."""

    wrong: Mapping[int, Mapping[str, str]]


class Target(ABC):
    """Something that a table can become."""

    key: str
    name: str
    columns: tuple[Column, ...]
    together: str = ""
    """A column whose rows belong together while it says the same: no batch ends between them."""

    title: str = ""
    """The column by which a row is called."""
    own_types: frozenset[str] = frozenset()
    """Plain types that `value` reads in a way of its own."""
    apart = False
    """Whether `check` judges each column by itself: then also those of a row in which another could not be read."""

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def _quick(self) -> dict[str, Callable[[Any], Any]]:
        """How the cells of a column are read at once, where this target reads them as everybody does."""
        return {
            column.key: READERS[column.type]
            for column in self.columns
            if column.type in READERS and column.type not in self.own_types
        }

    @cached_property
    def _required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def shared(self, used: Collection[str]) -> tuple[Column, ...]:
        """The columns that a table may say once for all of its rows, where none of `used` says them."""
        return ()

    def unused(self) -> list[tuple[str, int, str]]:
        """What the rows that were checked hold and none of them brings along: column, rows, and why."""
        return []

    def reached(self) -> list[tuple[str, int]]:
        """Where the rows that were checked stand once they are taken, and how many."""
        return []

    def goes_on(self) -> bool:
        """Whether some of them are still under way then."""
        return False

    def here_already(self, numbers: Collection[str]) -> int:
        """How many rows of the platform bear one of these numbers (编号): such a table came out of it."""
        return 0

    def options(self, column: Column) -> tuple[str, ...]:
        """What may be written in a column, where that can be listed."""
        return column.choices

    def read(self, cells: Mapping[str, Any]) -> Row:
        """The values of a row, each by its column's type."""
        quick = self._quick
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for key, cell in cells.items():
            reader = quick.get(key)
            value = SLOW if reader is None else reader(cell)
            if value is not SLOW:
                if value is not None:
                    values[key] = value
                continue
            try:
                value = self.value(self._by_key[key], "" if self._blank(key, cell) else cell)
            except Wrong as problem:
                wrong[key] = str(problem)
                continue
            if value is not None and value != "" and value != ():
                values[key] = value
        for column in self._required:
            if column.key not in values and column.key not in wrong:
                wrong[column.key] = f"“{column.label}”必须填写。"
        return Row(values, wrong)

    def _blank(self, key: str, cell: Any) -> bool:
        """Whether a cell says that there is nothing, where a word would be no value anyhow: 无, ／, 不详."""
        column = self._by_key[key]
        return column.type not in WORDY and not column.choices and text_of(cell) in BLANK

    def value(self, column: Column, cell: Any) -> Any:
        """One cell as a value. Raises Wrong."""
        return value_of(column.type, cell, column.choices)

    @abstractmethod
    def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
        """What would be refused of rows without a problem of their own; nothing is written."""

    @abstractmethod
    def take(self, rows: Sequence[Mapping[str, Any]], source: str, after: Written) -> Outcome:
        """Write them; what is refused is told."""


def targets_for(actor: Actor, now: datetime) -> dict[str, Target]:
    """Every target that this actor may fill. Raises Forbidden."""
    from shuangyong.intake.ledgers.of_cases import KindTarget
    from shuangyong.intake.ledgers.of_persons import PersonTarget

    seat = need(actor, PERMISSION)
    on: date = localtime(now).date()
    found: dict[str, Target] = {}
    for key, kind in kinds_in_force(on).items():
        found[key] = KindTarget(actor, seat, kind, now)
    persons = PersonTarget(actor, seat, now)
    found[persons.key] = persons
    return found
