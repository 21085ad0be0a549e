"""Titles (称号): who holds which in which round, read from the ledger of titles; and how far they cover a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from shuangyong.assess.places import WIDE, counties_of, parts_of
from shuangyong.base.actor import Actor, Place
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.regions import valid_on
from shuangyong.cases.models import Case
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.queries import kind_of

TITLE = "title"
OF_PLACES = ("（县）", "模范县")
COVERED = ("town", "party", "government", "army", "group", "other")
"""Kinds of units that titles for units are given to."""
MOST = 3_000
NATIONAL = "全国双拥模范城（县）"
IN_LIST = ("sent_up", "noticed", "held")
"""Stages in which a place is recommended or named."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Title:
    """One title of one round."""

    case: int
    sort: str
    name: str
    holder: str
    round: str
    state: str
    """The stage's key: preparing, sent_up, noticed, held, closed, refused, revoked."""
    said: str
    named_on: str
    until: str
    place: str
    who: str
    """The holder as a key: the unit, the place of a title for places, else the name that was written."""
    town: bool
    """Held by something below the county: a street, a village, a unit of theirs."""


@dataclass(frozen=True, slots=True)
class Row:
    """Everything that one holder had, round by round."""

    holder: str
    cells: tuple[Title | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One sort of title: holders downwards, rounds across, the oldest first."""

    sort: str
    rounds: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def held(self) -> int:
        """How many hold it now."""
        return sum(any(cell is not None and cell.state == "held" for cell in row.cells) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the counties of a place hold a sort of title now; and of each province or prefecture in it."""

    sort: str
    held: int
    of: int
    name: str = ""
    code: str = ""
    parts: tuple[Coverage, ...] = ()

    @property
    def share(self) -> int:
        return round(100 * self.held / self.of) if self.of else 0


@dataclass(slots=True)
class Titles:
    """The titles of a place, the oldest first; of places with very many only the latest."""

    titles: list[Title]
    counties: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    """Provinces of the nation, prefectures of a province."""
    holders: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Codes of the counties that hold a sort now, all of them."""

    def charts(self) -> list[Chart]:
        """By sort, in the order in which sorts are met."""
        sorts = dict.fromkeys(title.sort for title in self.titles)
        return [_chart(sort, [title for title in self.titles if title.sort == sort]) for sort in sorts]

    def coverage(self) -> list[Coverage]:
        """Of sorts that places hold; nothing where there is one county only."""
        if len(self.counties) < 2:
            return []
        return [self._covered(sort, held) for sort, held in self.holders.items()]

    def _covered(self, sort: str, held: frozenset[str]) -> Coverage:
        length = len(next(iter(self.parts), ""))
        of = Counter(code[:length] for code in self.counties)
        got = Counter(code[:length] for code in held)
        parts = tuple(Coverage(sort, got[code], of[code], name, code) for code, name in self.parts.items() if of[code])
        return Coverage(sort, len(held), len(self.counties), parts=parts)

    def recommended(self, sort: str = NATIONAL) -> tuple[str, dict[str, str]]:
        """The latest round of a sort and the places recommended or named in it, by code."""
        mine = [title for title in self.titles if title.sort == sort and not title.town]
        last = max((title.round for title in mine), key=round_key, default="")
        return last, {title.place: title.holder for title in mine if title.round == last and title.state in IN_LIST}


def titles_of(actor: Actor, place: Place, on: date) -> Titles:
    """The titles of a place and all below it that this actor may see: five queries, at most MOST rows in full."""
    rows = visible_to(actor).filter(kind=TITLE).exclude(phase="void")
    if place.code:
        rows = rows.filter(**{place.level: place.code})
    wide = len(place.code) in WIDE
    counties = counties_of(place, on) if wide else {}
    return Titles(
        _latest(rows), counties, parts_of(place, on) if wide else {}, _holders(rows, counties) if wide else {}
    )


def units_covered(known: Titles, place: Place, on: date) -> list[Coverage]:
    """Of sorts that units of a county hold now: how many of its towns, of its bureaus and of the troops there, by what
    they are. A title written with a unit's name before titles named units counts as that unit's. One query."""
    if place.level != "county":
        return []
    there = Unit.objects.filter(valid_on(on), region__startswith=place.code, kind__in=COVERED)
    rows = list(there.values_list("pk", "name", "short", "kind"))
    kinds, of = {pk: kind for pk, _, _, kind in rows}, Counter(kind for *_, kind in rows)
    called = {name: pk for pk, whole, short, _ in rows for name in (whole, short)}
    held: dict[str, set[int]] = {}
    for title in known.titles:
        unit = int(title.who[5:]) if title.who.startswith("unit:") else called.get(title.who)
        if title.state == "held" and unit in kinds:
            held.setdefault(title.sort, set()).add(unit)
    return [_by_kind(sort, Counter(kinds[unit] for unit in units), of) for sort, units in held.items()]


def _by_kind(sort: str, got: Counter[str], of: Counter[str]) -> Coverage:
    names = dict(Unit.Kind.choices)
    parts = tuple(Coverage(sort, got[kind], of[kind], str(names[kind])) for kind in COVERED if got[kind])
    return Coverage(sort, got.total(), sum(part.of for part in parts), parts=parts)


def _holders(rows: QuerySet[Case], counties: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Counties that hold each sort of title for places. One query."""
    found: dict[str, set[str]] = {}
    there = rows.filter(town="").exclude(county="").order_by()
    for sort, county, stage in there.values_list("values__sort", "county", "stage").distinct():
        if "（县）" in str(sort) and county in counties:
            found.setdefault(str(sort), set()).update({county} if stage == "held" else ())
    return {sort: frozenset(held) for sort, held in sorted(found.items())}


def _latest(rows: QuerySet[Case]) -> list[Title]:
    columns = ("pk", "definition_id", "stage", "values", "city", "county", "town")
    found, lines = [], list(rows.order_by("-pk").values_list(*columns)[:MOST])
    units = _units([values.get("holder_unit") for _, _, _, values, *_ in lines])
    for pk, definition, stage, values, city, county, town in lines:
        unit, place = values.get("holder_unit"), county or city
        known = {key: str(values.get(key) or "") for key in ("title_name", "sort", "holder", "round")}
        days = {key: str(values.get(key) or "")[:10] for key in ("named_on", "until")}
        said = kind_of(definition).stages[stage].name
        found.append(
            Title(
                pk, known["sort"], known["title_name"], units.get(unit, known["holder"]), known["round"], stage, said,
                days["named_on"], days["until"], place, _who(unit, known["sort"], place, known["holder"]),
                bool(town) or unit is not None,
            )
        )  # fmt: skip
    return found[::-1]


def _units(keys: Iterable[int | None]) -> dict[int | None, str]:
    return dict(Unit.objects.filter(pk__in={key for key in keys if key}).values_list("pk", "name"))


def _who(unit: int | None, sort: str, place: str, written: str) -> str:
    """A title for places is its place's, however its name was written; one for a unit is the unit's."""
    if unit is not None:
        return f"unit:{unit}"
    return f"place:{place}" if sort.endswith(OF_PLACES) else written


def _called(cells: Iterable[Title]) -> str:
    """How a holder is called: by the last title."""
    return [cell.holder for cell in cells][-1]


def round_key(text: str) -> tuple[int, str]:
    """Rounds by the first year that they name; those without one before all others."""
    year = _YEAR.search(text)
    return (int(year[0]) if year else 0, text)


def _chart(sort: str, titles: Iterable[Title]) -> Chart:
    known = list(titles)
    rounds = tuple(sorted({title.round for title in known}, key=round_key))
    by_holder: dict[str, dict[str, Title]] = {}
    for title in known:
        by_holder.setdefault(title.who, {})[title.round] = title
    rows = (Row(_called(cells.values()), tuple(cells.get(one) for one in rounds)) for cells in by_holder.values())
    return Chart(sort, rounds, tuple(rows))
