"""Published definitions, read back. They never change, so what was parsed once is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.db.models import Q, QuerySet

from shuangyong.base.errors import NotFound
from shuangyong.base.statements import Line, Select
from shuangyong.base.storing import is_writing
from shuangyong.base.together import Asking, alone
from shuangyong.catalog.model import Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.reading import read_kind

KIND = "kind"


@lru_cache(maxsize=512)
def kind_of(definition_id: int) -> Kind:
    """The kind of a published definition. Raises NotFound."""
    try:
        row = Definition.objects.get(pk=definition_id, sort=KIND)
    except Definition.DoesNotExist:
        raise NotFound("没有这个版本的事项定义。") from None
    return read_kind(row.content, row.name)


def current(key: str, on: date) -> Definition:
    """The version of a kind that new cases take on that day. Raises NotFound."""
    found = in_force(on).filter(key=key).order_by("-version").first()
    if found is None:
        later = Definition.objects.filter(sort=KIND, key=key, valid_from__gt=on).order_by("version").first()
        if later is not None:
            raise NotFound(
                f"“{later.name}”从{later.valid_from:%Y年%-m月%-d日}起才能立项。",
                "请到那一天再来。",
            )
        raise NotFound(
            f"没有在 {on:%Y年%-m月%-d日} 有效的“{key}”事项定义。", "请先发布定义（shuangyong catalog publish）。"
        )
    return found


def in_force(on: date) -> QuerySet[Definition]:
    """Versions of kinds that hold on a day."""
    still = Q(("valid_to", None), ("valid_to__gte", on), _connector=Q.OR)
    return Definition.objects.filter(still, sort=KIND, valid_from__lte=on)


def kinds_in_force(on: date) -> dict[str, Kind]:
    """Key to kind, the newest version that holds on a day of each."""
    return dict(published().in_force(on))


def right_to_open(key: str, on: date) -> str:
    """The permission that opening a kind asks for on a day; where none is in force, that of whoever opens anything."""
    found = kinds_in_force(on).get(key)
    return found.opening.may if found else ANY


ANY = "case.open"


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """All published versions of kinds, in the order of key and version. What is worked out of them is kept by it."""

    lines: tuple[Line, ...]
    """Row, key, first and last day of each."""
    held: dict[date, dict[str, Kind]] = field(default_factory=dict)
    begun: dict[date, tuple[tuple[int, Kind], ...]] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(line[0] for line in self.lines)

    def in_force(self, on: date) -> dict[str, Kind]:
        """Of each key the newest version that holds on a day."""

        def find() -> dict[str, Kind]:
            held = {key: pk for pk, key, since, to in self.lines if since <= on and (to is None or to >= on)}
            return {key: kind_of(pk) for key, pk in held.items()}

        return _of_day(self.held, on, find)

    def running(self, on: date) -> tuple[tuple[int, Kind], ...]:
        """All versions by which cases may go on a day, with their rows; those of a key beside each other, the newest
        last."""
        return _of_day(
            self.begun, on, lambda: tuple((pk, kind_of(pk)) for pk, _, since, _ in self.lines if since <= on)
        )


Found = TypeVar("Found")


def _of_day(days: dict[date, Found], on: date, find: Callable[[], Found]) -> Found:
    """What was found for a day before, or is found now; of DAYS days at the most."""
    known = days.get(on)
    if known is None:
        if len(days) >= DAYS:
            days.clear()
        known = days[on] = find()
    return known


DAYS = 50
_known: dict[tuple[Line, ...], Published] = {}
"""By the last of them: none is changed but when another is published (one after the other: actions.publish), and none
is taken away."""


def published() -> Published:
    """Every page asks; the last row says whether what a process read before is still all there is."""
    return alone(asking_published())


LAST = Select(Definition, ("pk",), (), ("-pk",))


def asking_published() -> Asking[Published]:
    """The same, beside other reads."""
    if is_writing():  # what it writes may be undone, and other versions get the same rows
        return _read()
    [last] = yield [(LAST, 1)]
    mark = tuple(last)
    if mark not in _known:
        _known.clear()
        _known[mark] = _read()
    return _known[mark]


def read_last() -> Published | None:
    """What a process read last, which `asking_published` confirms: for what is asked beside it."""
    return None if is_writing() else next(iter(_known.values()), None)


def _read() -> Published:
    columns = ("pk", "key", "valid_from", "valid_to")
    return Published(tuple(Select(Definition, columns, (("sort", KIND),), ("key", "version")).rows()))


def forget() -> None:
    """Nothing is kept any more: for tests, whose rows are undone and whose numbers return."""
    kind_of.cache_clear()
    _known.clear()


def latest_text(sort: str, key: str) -> str | None:
    """What the newest published version of a definition of any sort says; None where there is none."""
    rows = Definition.objects.filter(sort=sort, key=key).order_by("-version")
    return rows.values_list("content", flat=True).first()


def version_of(key: str, version: int) -> Definition:
    """One published version. Raises NotFound."""
    found = Definition.objects.filter(sort=KIND, key=key, version=version).first()
    if found is None:
        raise NotFound(f"没有发布过“{key}”第 {version} 版。", "用 shuangyong catalog list 看有哪些版本。")
    return found


def kinds_published() -> list[Definition]:
    """All published versions of kinds without their text, the newest of each first."""
    return list(Definition.objects.filter(sort=KIND).defer("content").order_by("key", "-version"))


def kind_published(pk: int) -> Definition:
    """One published version of a kind. Raises NotFound."""
    found = Definition.objects.filter(pk=pk, sort=KIND).first()
    if found is None:
        raise NotFound
    return found


def every() -> list[Definition]:
    """All published versions, of whatever sort."""
    return list(Definition.objects.order_by("sort", "key", "version"))
