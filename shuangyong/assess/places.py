"""Counties side by side: every county of a prefecture or province, scored as it is when it is opened alone.

A constant number of queries, whatever the number of counties: cells, values, ratings, alarms and bases come grouped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial

from django.db.models import Q, Sum
from django.db.models.functions import Length

from shuangyong.assess import queries
from shuangyong.assess.answers import Asked, pattern_of
from shuangyong.assess.asking import OPENED, everything_asked, is_ready
from shuangyong.assess.counting import Ground, Turned, turned_by
from shuangyong.assess.engine.gathering import Gatherer
from shuangyong.assess.engine.scoring import Subject, score_year
from shuangyong.assess.engine.tally import NO_YEAR, Tally
from shuangyong.assess.many import Cells, cells_of, tallies
from shuangyong.assess.models import Member
from shuangyong.assess.queries import SEE, Scored, hints
from shuangyong.assess.ratings import alarms_by_county, ratings_by_county
from shuangyong.assess.standard.model import Standard, kinds_measured
from shuangyong.assess.surroundings import bases_by_county
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import NotFound, Stale
from shuangyong.base.organisation.actors import Thing, need
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions import NO_NAMES, valid_on

CITY, COUNTY = 4, 6


def counties_of(place: Place, on: date) -> dict[str, str]:
    """Names of the counties in a place by code, in the order of codes. One query."""
    found = Region.objects.filter(valid_on(on), code__startswith=place.code).exclude(name__in=NO_NAMES)
    found = found.annotate(length=Length("code")).filter(length=COUNTY)
    return dict(found.order_by("code").values_list("code", "name"))


def taking_part(place: Place, on: date) -> int:
    """How many cities and counties of a place may be named. One query."""
    found = Region.objects.filter(valid_on(on), code__startswith=place.code).exclude(name__in=NO_NAMES)
    return found.annotate(length=Length("code")).filter(length__in=(CITY, COUNTY)).count()


def side_by_side(actor: Actor, place: Place, *, today: date, standard: str = "") -> list[Scored]:
    """Today's score of every county of a place, in the order of codes. Raises Forbidden, NotFound, Stale."""
    need(actor, SEE, Thing(place))
    if len(place.code) not in {2, 4}:
        raise NotFound("并排看的是一个市（州）或一个省所辖的县。", "请选市或省的代码，如 5204。")
    county = Subject("", "县", "county")
    chosen = queries.standard_named(standard, today) if standard else queries.usual_standard(county, today, unit=False)
    if not is_ready(chosen):
        raise Stale("这份标准刚发布，各本台账还没有清点完。", then="请过几分钟再看；一个地方的得分现在就能看。")
    return _scored(place, chosen, today)


def _scored(place: Place, standard: Standard, today: date) -> list[Scored]:
    names = counties_of(place, today)
    found = tallies_of(place, standard, today)
    bases = bases_by_county(place, today)
    ratings = ratings_by_county(place, standard, today)
    alarms = alarms_by_county(place, standard, today)
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


def tallies_of(place: Place, standard: Standard, on: date) -> dict[str, Tally]:
    """What every county has, as of a day that is today or later: cells, cases that turn by then, different values."""
    asked = everything_asked(kinds_measured(standard))
    turned = turned_by(Ground(place), asked, on)
    found = tallies(standard, _cells(place, turned))
    gatherer = Gatherer(standard)
    _turned(found, gatherer, turned, asked)
    _values(found, gatherer, place, turned, asked)
    return found


def _cells(place: Place, turned: Turned) -> Cells:
    above = str(int(place.code) + 1).zfill(len(place.code))
    yield from cells_of(Q(scope__gte=place.code, scope__lt=above))
    yield from ((mark.scope, mark.shape_id, mark.year, -1) for mark in turned.marks)


def _turned(found: dict[str, Tally], gatherer: Gatherer, turned: Turned, asked: Mapping[str, Asked]) -> None:
    """Put in what the cases say on that day; what their marks say was taken out with the cells."""
    scopes = {mark.case_id: mark.scope for mark in turned.marks}
    for one in turned.seen:
        whens, tally = dict(asked[one.kind].asks), found.setdefault(scopes[one.case], Tally())
        for said in one.answers:
            shape = (one.kind, said.by, said.text)
            for measure, slots in gatherer.filled(shape, one.kind, said.by, partial(pattern_of, said.text, whens)):
                tally.add(measure, said.year, slots)
            if said.by == OPENED and said.year != NO_YEAR:
                tally.keep(one.kind, said.year)


def _values(
    found: dict[str, Tally], gatherer: Gatherer, place: Place, turned: Turned, asked: Mapping[str, Asked]
) -> None:
    """Different values that are counted, by county: one query."""
    told = {pk: (kind, when, distinct) for kind, one in asked.items() for pk, when, distinct in one.traits}
    if not told:
        return
    sums: Counter[tuple[str, int, str, int, str]] = Counter()
    members = Member.objects.filter(Ground(place).scope, trait__in=list(told)).order_by()
    columns = ("scope", "trait_id", "by", "year", "value")
    for scope, pk, by, year, value, n in members.values_list(*columns).annotate(total=Sum("n")):
        sums[scope, pk, by, year, value] += n
    scopes = {mark.case_id: mark.scope for mark in turned.marks}
    for mark in turned.marks:
        sums.subtract((mark.scope, pk, mark.by, mark.year, value) for pk, value in mark.values)
    for one in turned.seen:
        sums.update((scopes[one.case], pk, a.by, a.year, value) for a in one.answers for pk, value in a.values)
    for (scope, pk, by, year, value), n in sums.items():
        if n > 0:
            for measure in gatherer.traits.get((*told[pk], by), ()):
                tally = found.setdefault(scope, Tally())
                tally.values.setdefault(measure, {}).setdefault(year, set()).add(value)
