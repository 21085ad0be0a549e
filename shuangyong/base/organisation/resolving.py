"""From a name in a document to the units it may mean, with the reason for each. Several stay several.

A name is read in up to four ways: as a name stored whole, as place + name (云溪区教育局), as level + name (县教育局),
and, where none of these finds anything, as a bare name (教育局), which means the nearest unit so called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from shuangyong.base.actor import LENGTHS, LEVELS, Place
from shuangyong.base.organisation import naming
from shuangyong.base.organisation.models import Region, Unit, UnitName
from shuangyong.base.organisation.regions import NO_NAMES, codes_above, names_on

MOST = 200
"""Candidates shown at most; a name that so many units share in one place is no name."""
LONGEST_PLACE = 14
MOST_SUCCESSORS = 20
GOVERNMENT = "政府"
LEVEL_NAMES = dict(zip(LEVELS, ("省", "市", "县（区）", "乡镇（街道）", "村（社区）"), strict=True))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a name may mean; `open`: still there (or gone with no successor, said in `why`)."""

    unit: Unit
    why: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the document was written: the place, and the names of it and of those above by code."""

    place: Place
    names: dict[str, str]

    def nearness(self, code: str) -> int | None:
        """0 here, 1.. so many steps up, 100 below; None elsewhere."""
        above = codes_above(self.place.code)
        if code == self.place.code:
            return 0
        if code in above:
            return len(above) - 1 - above.index(code)
        return 100 if Place(code).within(self.place) else None

    def near(self) -> Q:
        """Names of units on the way up, and of everything below: a range that an index on (name, region) answers."""
        return Q(region__in=["", *codes_above(self.place.code)]) | _inside(self.place)


def resolve(name: str, around: Place | Unit, *, on: date) -> list[Candidate]:
    """The units that `name` may mean in a document of `around`, best first; empty where there is none."""
    wanted = naming.whole(name)
    if not wanted:
        return []
    place = around.place if isinstance(around, Unit) else around
    ground = Ground(place, names_on(codes_above(place.code), on))
    found = [*_stored(wanted, ground), *_with_place(wanted, ground), *_with_level(wanted, ground)]
    once = _once(found or list(_bare(wanted, ground)), on)
    if isinstance(around, Unit):
        once.sort(key=lambda candidate: not candidate.unit.path.startswith(around.path))
    return once


def _stored(wanted: str, ground: Ground) -> Iterator[Candidate]:
    """Stored just so, with its place in it. From elsewhere only where nothing near is so called."""
    with_place = Q(whole=wanted) & ~Q(core=F("whole"))
    near = list(_rows(with_place & ground.near()))
    for row in near or _rows(with_place & ~Q(kind=UnitName.Kind.SHORT)):
        yield Candidate(row.unit, f"与{row.get_kind_display()}“{row.text}”一致")


def _with_place(wanted: str, ground: Ground) -> Iterator[Candidate]:
    """云溪区教育局: the region called so, and in it the unit with the rest of the name."""
    codes, rest = _places(wanted, ground)
    if not codes:
        return
    core = naming.after_committee(rest) or GOVERNMENT
    said = wanted[: len(wanted) - len(rest)]
    for row in _rows(Q(core=core, region__in=codes)):
        what = f"名称为“{row.text}”" if rest else "单写地名，按当地政府理解"
        yield Candidate(row.unit, f"“{said}”是代码 {row.unit.region} 的地方，{what}")


def _places(wanted: str, ground: Ground) -> tuple[list[str], str]:
    """The codes that the name begins with and what is left; of places with one name the near ones, if any."""
    codes: list[str] = []
    rest = wanted
    while rest:
        heads = [rest[:length] for length in range(2, min(len(rest), LONGEST_PLACE) + 1)]
        regions = Region.objects.filter(name__in=heads).exclude(name__in=NO_NAMES).order_by("code")
        fitting = [region for region in regions if not codes or any(region.code.startswith(code) for code in codes)]
        if not fitting:
            break
        longest = max(len(region.name) for region in fitting)
        codes = sorted({region.code for region in fitting if len(region.name) == longest})
        rest = rest[longest:]
    near = [code for code in codes if ground.nearness(code) is not None]
    return near or codes, rest


def _with_level(wanted: str, ground: Ground) -> Iterator[Candidate]:
    """县教育局: the place's own county, or, seen from above, every county."""
    word, rest = naming.split_level(wanted)
    if not word:
        return
    for level in _levels(word, ground):
        code = ground.place.up(level)
        where = Q(region=code) if code else _all_at(level, ground.place)
        seen = f"“{word}”按{ground.names.get(code, code)}理解" if code else f"“{word}”指下面各{LEVEL_NAMES[level]}"
        for row in _rows(Q(core=rest) & where):
            yield Candidate(row.unit, f"{seen}，名称为“{row.text}”")


def _levels(word: str, ground: Ground) -> list[str]:
    """What the word means by itself, and what the places around are called: 市 is the county too in a 县级市."""
    own = [Place(code).level for code, name in ground.names.items() if name.endswith(word) and name not in NO_NAMES]
    usual = [level for level in naming.LEVELS_OF[word] if not (own and _called_otherwise(level, word, ground))]
    return [level for level in LEVELS if level in {*own, *usual}]


def _called_otherwise(level: str, word: str, ground: Ground) -> bool:
    """The place at that level has a name, and the name ends with another word."""
    name = ground.names.get(ground.place.up(level), "")
    return bool(name) and name not in NO_NAMES and not name.endswith(word)


def _all_at(level: str, place: Place) -> Q:
    """Names of units of every place of a level within `place`."""
    at = LEVELS.index(level)
    exactly = ~Q(**{f"unit__{level}": ""})
    return _inside(place) & exactly & (Q(**{f"unit__{LEVELS[at + 1]}": ""}) if at + 1 < len(LEVELS) else Q())


def _inside(place: Place) -> Q:
    """Codes have digits only: everything that begins with one lies between it and it filled up with nines."""
    code = place.code
    return Q(region__gte=code, region__lte=code.ljust(max(LENGTHS), "9")) if code else Q()


def _bare(wanted: str, ground: Ground) -> Iterator[Candidate]:
    """教育局: here; else the next one up; else all those below."""
    rows = list(_rows(Q(core=wanted) & ground.near()))
    ranked = [(rank, row) for row in rows if (rank := _rank(row, ground)) is not None]
    best = min((rank for rank, _ in ranked), default=0)
    for rank, row in ranked:
        if rank == best:
            yield Candidate(row.unit, f"{_said(rank, row, ground)}，名称为“{row.text}”")


def _rank(row: UnitName, ground: Ground) -> int | None:
    return 99 if row.unit.region == "" and ground.place.code else ground.nearness(row.unit.region)


def _said(rank: int, row: UnitName, ground: Ground) -> str:
    where = ground.names.get(row.unit.region, row.unit.region)
    if rank == 0:
        return "原文没写层级，按本级理解"
    return f"原文没写层级，本级没有，{where}有" if rank < 100 else f"原文没写层级，本级和上级没有，下级{where}有"


def _rows(where: Q) -> Iterable[UnitName]:
    return UnitName.objects.filter(where).select_related("unit").order_by("unit__path", "pk")[:MOST]


def _once(found: Iterable[Candidate], on: date) -> list[Candidate]:
    """Each unit once, with its first reason; a unit that ended is replaced by the one it went into."""
    once: dict[int, Candidate] = {}
    for candidate in found:
        standing = _standing(candidate, on)
        if standing.unit.valid_from <= on:
            once.setdefault(standing.unit.pk, standing)
    opened = [candidate for candidate in once.values() if candidate.open]
    return opened or list(once.values())


def _standing(candidate: Candidate, on: date) -> Candidate:
    unit, why = candidate.unit, candidate.why
    for _ in range(MOST_SUCCESSORS):
        if unit.valid_to is None or on < unit.valid_to:
            return Candidate(unit, why)
        if unit.successor is None:
            break
        why = f"{why}；{unit.name}已于 {unit.valid_to} 并入{unit.successor.name}"
        unit = unit.successor
    parts = "、".join(unit.parts.order_by("pk").values_list("name", flat=True))
    ended = f"分设为{parts}，请写明是哪一个" if parts else "撤销，没有承接单位"
    return Candidate(unit, f"{why}；{unit.name}已于 {unit.valid_to} {ended}", open=False)
