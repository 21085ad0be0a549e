"""Counties side by side: those of a prefecture, a province or the nation, each scored as when it is opened alone.

A constant number of queries, whatever the number of counties: cells, values, ratings, alarms and bases come grouped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Length

from shuangyong.assess import queries
from shuangyong.assess.asking import is_ready, waiting_for
from shuangyong.assess.counting import Reader
from shuangyong.assess.engine.scoring import Subject, score_year
from shuangyong.assess.engine.tally import Tally
from shuangyong.assess.grounds import Ground, Stretch, cells_now, values_now
from shuangyong.assess.queries import SEE, Scored, hints
from shuangyong.assess.ratings import alarms_by_county, ratings_by_county
from shuangyong.assess.standard.model import Standard
from shuangyong.assess.surroundings import bases_by_county
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.actors import Thing, need
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions import NO_NAMES, valid_on

PROVINCE, CITY, COUNTY = 2, 4, 6
WIDE = (0, PROVINCE, CITY)
"""Digits of the codes of what holds several counties; the nation has none."""
MOST = 120
"""Counties on a page: every prefecture, and most provinces, on one."""


def counties_of(place: Place, on: date, after: str = "", most: int | None = None) -> dict[str, str]:
    """Names of the counties in a place by code, in the order of codes, from behind a code. One query."""
    found = Region.objects.filter(valid_on(on), code__startswith=place.code, code__gt=after)
    named = found.exclude(name__in=NO_NAMES).annotate(length=Length("code")).filter(length=COUNTY)
    return dict(named.order_by("code").values_list("code", "name")[:most])


def parts_of(place: Place, on: date) -> dict[str, str]:
    """The provinces of the nation, the prefectures of a province: names by code. One query."""
    length = {0: PROVINCE, PROVINCE: CITY}.get(len(place.code), 0)
    found = Region.objects.filter(valid_on(on), code__startswith=place.code).exclude(name__in=NO_NAMES)
    parts = found.annotate(length=Length("code")).filter(length=length).order_by("code")
    return dict(parts.values_list("code", "name"))


def taking_part(place: Place, on: date) -> int:
    """How many cities and counties of a place may be named. One query."""
    found = Region.objects.filter(valid_on(on), code__startswith=place.code).exclude(name__in=NO_NAMES)
    return found.annotate(length=Length("code")).filter(length__in=(CITY, COUNTY)).count()


@dataclass(frozen=True, slots=True)
class Page:
    """Some counties side by side, and the code behind which the next page begins; "" after the last."""

    lines: list[Scored]
    standard: Standard
    following: str


def side_by_side(
    actor: Actor, place: Place, *, today: date, standard: str = "", after: str = "", most: int = MOST
) -> Page:
    """Today's scores of the counties of a prefecture, a province or the nation, a page in the order of codes.

    A constant number of queries, each over one range of codes. Raises Forbidden, NotFound, NotCounted.
    """
    need(actor, SEE, Thing(place))
    if len(place.code) not in WIDE:
        raise NotFound("并排看的是一个市（州）、一个省或全国所辖的县。", "请选市或省的代码，如 5204。")
    county = Subject("", "县", "county")
    chosen = queries.standard_named(standard, today) if standard else queries.usual_standard(county, today, unit=False)
    if not is_ready(chosen):
        raise waiting_for(chosen)
    names = counties_of(place, today, after, most + 1)
    shown = dict(list(names.items())[:most])
    return Page(_scored(shown, chosen, today), chosen, list(shown)[-1] if len(names) > most else "")


def _scored(names: Mapping[str, str], standard: Standard, today: date) -> list[Scored]:
    if not names:
        return []
    ground = Stretch(Place(""), first=min(names), last=max(names))
    found = tallies_of(ground, standard, today)
    bases = bases_by_county(ground.first, ground.last, today)
    ratings = ratings_by_county(ground.first, ground.last, standard, today)
    alarms = alarms_by_county(ground.first, ground.last, standard, today)
    lines = []
    for code, name in names.items():
        tally = found.get(code) or Tally()
        tally.bases = bases.get(code, {})
        subject = Subject(code, name, "county")
        asked = queries.Asked(Ground(Place(code)), subject, standard, today, today, today)
        rated, alarmed = ratings.get(code, {}), alarms.get(code, [])
        score = score_year(standard, subject, tally, rated, today.year)
        lines.append(Scored(asked, score, tally, rated, [*alarmed, *hints(asked, tally, alarmed)]))
    return lines


def tallies_of(ground: Ground, standard: Standard, on: date) -> dict[str, Tally]:
    """What every county has, as of today or a day to come: the rows of one county alone, grouped by county."""
    reader = Reader(standard)
    cells: defaultdict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    values: defaultdict[str, Counter[tuple[int, str, int, str]]] = defaultdict(Counter)
    for scope, shape, year, n in cells_now(ground, on, ("scope",)):
        cells[scope][shape, year] += n
    for scope, trait, by, year, value, n in values_now(ground, on, reader.traits, ("scope",)):
        values[scope][trait, by, year, value] += n
    return {scope: reader.tally(cells[scope], values[scope]) for scope in cells}
