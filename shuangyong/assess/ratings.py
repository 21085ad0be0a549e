"""What people said: ratings of indicators and fatal alarms, as of a day, as known on a day. Read from their steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localtime

from shuangyong.assess.engine.points import SCALE, Points
from shuangyong.assess.engine.scoring import Rated
from shuangyong.assess.folding import folded_then
from shuangyong.assess.grounds import Ground
from shuangyong.assess.standard.model import BAR_SORTS, Bar, Standard
from shuangyong.assess.versions import Version, carried_from, versions_of
from shuangyong.base.actor import LEVELS, Place
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, Proof, StepRow
from shuangyong.catalog.model import Kind

RATING, ALARM = "rating", "alarm"
JUDGED = ("establish", "uphold", "dismiss", "overturn", "lift", "drop")
STATES = {
    "suspected": "疑似",
    "explained": "疑似，已说明",
    "established": "成立",
    "appealed": "成立，申诉中",
    "closed": "已消除",
    "refused": "不成立",
}
ESTABLISHED = ("established", "appealed")


def exactly(ground: Ground) -> Q:
    """Cases of this place itself, not of places below it; of a unit, those that it holds."""
    if ground.unit is not None:
        return Q(holdings__unit=ground.unit, holdings__part="lead")
    code = ground.place.code
    if not code:
        return Q(province="")
    return Q(**{ground.place.level: code}) & _itself(ground.place.level)


def _itself(level: str) -> Q:
    """Nothing below a level is named."""
    deeper = LEVELS.index(level) + 1
    return Q(**{LEVELS[deeper]: ""}) if deeper < len(LEVELS) else Q()


def ratings_of(ground: Ground, standard: Standard, on: date, known_on: date) -> dict[tuple[str, int], Rated]:
    """By indicator and year. Of several ratings of one thing the latest one counts."""
    return _ratings(_folded(RATING, exactly(ground), on, known_on), standard, versions_of(standard.key), known_on)


def ratings_by_county(first: str, last: str, standard: Standard, on: date) -> dict[str, dict[tuple[str, int], Rated]]:
    """The same for every county from one code to another: three queries."""
    return _ratings_by("county", _counties(first, last), standard, on)


def ratings_of_many(level: str, under: str, standard: Standard, on: date) -> dict[str, dict[tuple[str, int], Rated]]:
    """The same for every place of a level under a code, of the nation where there is none: three queries."""
    there = (Q(**{Place(under).level: under}) if under else Q()) & _itself(level) & ~Q(**{level: ""})
    return _ratings_by(level, there, standard, on)


def _ratings_by(level: str, there: Q, standard: Standard, on: date) -> dict[str, dict[tuple[str, int], Rated]]:
    versions, by_place = versions_of(standard.key), defaultdict[str, list[Folded]](list)
    for one in _folded(RATING, there, on, on):
        by_place[getattr(one[0], level)].append(one)
    return {code: _ratings(some, standard, versions, on) for code, some in by_place.items()}


def _ratings(
    folded: Iterable[Folded], standard: Standard, versions: Sequence[Version], known_on: date
) -> dict[tuple[str, int], Rated]:
    found: dict[tuple[str, int], Rated] = {}
    for row, kind, state, steps in folded:
        values = state.values
        if kind.stages[state.stage].phase != "void" and values.get("standard") == standard.key:
            known = [step for step in steps if localtime(step.at).date() <= known_on]
            key = (str(values["indicator"]), int(values["year"]))
            found[key] = _rated(row, kind, state, carried_from(standard, versions, known))
    return found


def _counties(first: str, last: str) -> Q:
    """Cases of the counties from one code to another themselves."""
    return Q(county__gte=first, county__lte=last, town="")


def _by_county(folded: Iterable[Folded]) -> dict[str, list[Folded]]:
    found: dict[str, list[Folded]] = {}
    for one in folded:
        found.setdefault(one[0].county, []).append(one)
    return found


def _rated(row: Case, kind: Kind, state: State, carried: int) -> Rated:
    own, upper = (points_of(state.values.get(key)) for key in ("own_points", "upper_points"))
    return Rated(own, upper, kind.stages[state.stage].name, row.pk, row.number, carried)


def points_of(value: object) -> Points | None:
    """A field's number as points, cut to four places."""
    if not isinstance(value, int | float):
        return None
    return int((Decimal(str(value)) * SCALE).to_integral_value())


SIDES = (
    ("自评", "own_points", "own_reason", ("rate",)),
    ("考评", "upper_points", "upper_reason", ("assess",)),
    ("申诉", "", "appeal", ("appeal",)),
    ("复评", "upper_points", "upper_reason", ("decide",)),
)
"""What each side says of an indicator: its name, points and reason, and the step by which it is said."""
ANEW = "anew"
"""The step after which everybody says it again, under another version."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said last: points (none of an appeal), why, who, when, and what it filed with it."""

    name: str
    points: Points | None
    why: str
    seat: str
    who: str
    on: date
    files: tuple[tuple[int, str], ...]


def sides_of(rating: int, on: date, known_on: date) -> tuple[Side, ...]:
    """Self-rating, upper rating, appeal and its answer beside each other, as of a day as known on a day. Of a side that
    spoke twice the last word. Two queries."""
    rows = StepRow.objects.filter(case=rating, on__lte=on).order_by("seq")
    steps = [step for step in rows if localtime(step.at).date() <= known_on]
    begun = max((number for number, step in enumerate(steps) if step.action == ANEW), default=0)
    said = [(side, step) for side in SIDES if (step := _last(steps[begun:], side[3])) is not None]
    filed = {pk for _, step in said for proofs in step.data.get("proofs", {}).values() for pk, *_ in proofs}
    titles = dict(Proof.objects.filter(pk__in=filed).values_list("pk", "title"))
    return tuple(_side(name, points, why, step, titles) for (name, points, why, _), step in said)


def _last(steps: Sequence[StepRow], actions: Sequence[str]) -> StepRow | None:
    return next((step for step in reversed(steps) if step.action in actions), None)


def _side(name: str, points: str, why: str, step: StepRow, titles: Mapping[int, str]) -> Side:
    values, proofs = step.data.get("values", {}), step.data.get("proofs", {}).values()
    files = tuple((pk, titles[pk]) for filed in proofs for pk, *_ in filed if pk in titles)
    return Side(
        name, points_of(values.get(points)), str(values.get(why, "")), step.seat, step.actor_name, step.on, files
    )


@dataclass(frozen=True, slots=True)
class Alarm:
    """A fatal thing: raised by somebody or by a ledger, judged by somebody named or not yet."""

    code: str
    sort: str
    name: str
    state: str
    """A stage of the kind `alarm`; `hinted` where only a ledger raises the question."""
    why: str
    case: int = 0
    number: str = ""
    judge: str = ""
    opinion: str = ""

    @property
    def open(self) -> bool:
        """Whether it bars an application: suspected or established, not yet settled."""
        return self.state in {"suspected", "explained", *ESTABLISHED}

    @property
    def established(self) -> bool:
        return self.state in ESTABLISHED

    @property
    def state_name(self) -> str:
        return STATES.get(self.state, "台账提示，尚未立案")


def alarms_of(ground: Ground, standard: Standard, on: date, known_on: date) -> list[Alarm]:
    """Every alarm of a place that was not dropped, the open ones first."""
    return _alarms(_folded(ALARM, exactly(ground), on, known_on), standard)


def alarms_by_county(first: str, last: str, standard: Standard, on: date) -> dict[str, list[Alarm]]:
    """The same for every county from one code to another: two queries."""
    folded = _by_county(_folded(ALARM, _counties(first, last), on, on))
    return {county: _alarms(some, standard) for county, some in folded.items()}


def _alarms(folded: Iterable[Folded], standard: Standard) -> list[Alarm]:
    found = []
    for row, kind, state, steps in folded:
        if kind.stages[state.stage].phase != "void":
            found.append(_alarm(row, state, steps, standard.bars))
    return sorted(found, key=lambda alarm: (not alarm.open, alarm.code, alarm.case))


def _alarm(row: Case, state: State, steps: list[StepRow], bars: Mapping[str, Bar]) -> Alarm:
    code = str(state.values.get("bar", ""))
    judged = next((step for step in reversed(steps) if step.action in JUDGED), None)
    bar = bars.get(code)
    sort = BAR_SORTS[bar.sort] if bar else str(state.values.get("sort", ""))
    return Alarm(
        code=code,
        sort=sort,
        name=bar.name if bar else str(state.values.get("area", "")),
        state=state.stage,
        why=str(state.values.get("matter", "")),
        case=row.pk,
        number=row.number,
        judge=judged.actor_name if judged else "",
        opinion=str(state.values.get("opinion", "")),
    )


Folded = tuple[Case, Kind, State, list[StepRow]]


def _folded(key: str, where: Q, on: date, known_on: date) -> Iterator[Folded]:
    """Two queries; there are as many as a place has indicators, not as it has cases."""
    known = Prefetch("steps", StepRow.objects.filter(on__lte=on).order_by("seq"))
    rows: QuerySet[Case] = Case.objects.filter(where, kind=key).order_by("pk").prefetch_related(known)
    for row in rows:
        steps = list(row.steps.all())
        folded = folded_then(row, steps, known_on)
        if folded is not None:
            yield row, folded.kind, folded.state, steps
