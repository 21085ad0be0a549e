"""What can be declared and published: kinds of case here, and what rooms above declare beside them (standards …).

A file says which sort it is by `sort = "…"` at its top; a kind of case says nothing. A room above registers its sort in
its AppConfig.ready; from then on `shuangyong catalog check` and `publish` take its files like those of kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from shuangyong.catalog.comparing import differences
from shuangyong.catalog.model import Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.proving import prove
from shuangyong.catalog.proving_base import Surroundings
from shuangyong.catalog.reading import read_kind

KIND = "kind"
_SORT = re.compile(r'^sort[ \t]*=[ \t]*["\']([a-z_]{1,20})["\']', re.MULTILINE)


class Declared(Protocol):
    """What every declaration has, whatever it declares."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def checked(self) -> str: ...
    @property
    def source(self) -> str: ...


def _nothing(_: Definition) -> None:
    """A sort that nothing follows from."""


def _alike(before: Any, after: Any) -> list[str]:
    """A sort whose versions nobody can tell apart in words yet says only that they are different."""
    return [] if before == after else ["内容有变"]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of definition: where its files lie, how they are read and proved, what publishing one sets going."""

    key: str
    name: str
    folder: str
    read: Callable[[str, str], Any]
    """Text and file name to what is declared; raises DefinitionError."""
    prove: Callable[[Any, Surroundings, str, str], None]
    """Raises DefinitionError with everything wrong."""
    published: Callable[[Definition], None] = _nothing
    """Called in the transaction that publishes a new version."""
    differences: Callable[[Any, Any], list[str]] = _alike
    """A sentence for each difference of two versions."""


SORTS: dict[str, Sort] = {KIND: Sort(KIND, "事项种类", "kinds", read_kind, prove, differences=differences)}
"""By key; kinds first, since the others speak of them."""


def register(sort: Sort) -> None:
    SORTS[sort.key] = sort


def sort_of(text: str) -> Sort:
    """The sort that a file says it is. A word that is no sort is taken as a kind, which then says what it misses."""
    found = _SORT.search(text)
    return SORTS.get(found[1] if found else KIND, SORTS[KIND])


def kinds_among(declared: object) -> list[Kind]:
    return [declared] if isinstance(declared, Kind) else []
