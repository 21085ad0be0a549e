"""Every read of scores that a person sees. Begins with what this actor may see; nothing here writes.

score(actor, Place("520402"), on=day, known_on=day, today=day)   points, bars, indicators
indicator(actor, …, code)                                        one of them opened: rule, counts, records, files
gaps(actor, …)                                                   what is lacking, ranked; what is lost
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet

from shuangyong.assess.asking import is_ready, waiting_for
from shuangyong.assess.counting import (
    SHOWN,
    Behind,
    ByMeasure,
    Records,
    records_now,
    records_then,
    tally_now,
    tally_then,
)
from shuangyong.assess.engine import gaps as engine_gaps
from shuangyong.assess.engine.gaps import Forecast, Gap
from shuangyong.assess.engine.scoring import Ratings, Result, Score, Subject, score_cycle, score_year, told
from shuangyong.assess.engine.tally import Found, Reading, Tally
from shuangyong.assess.grounds import Ground
from shuangyong.assess.past import Sums, is_far, kept, said_when
from shuangyong.assess.ratings import Alarm, alarms_of, ratings_of
from shuangyong.assess.recounting import tally_from_steps
from shuangyong.assess.standard.model import BAR_SORTS, Measure, Standard, measures_of
from shuangyong.assess.standard.reading import SORT, read_standard
from shuangyong.assess.surroundings import bases_of
from shuangyong.assess.turns import RECOUNTS
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.actors import Thing, need, thing_of
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.regions import names_on
from shuangyong.cases.models import Case, Proof
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import kinds_in_force

SEE = "score.see"
USUAL = "working"
"""The standard that is taken where none is named and no official one is in force."""


# ── standards ──────────────────────────────────────────────────────────────────────────────────────────────────────


def standard_of(row: Definition) -> Standard:
    return read_standard(row.content, row.name)


def standards_on(on: date) -> list[Definition]:
    """Standards in force on a day, the newest version of each."""
    holds = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = Definition.objects.filter(holds, sort=SORT, valid_from__lte=on).order_by("key", "version")
    return list({row.key: row for row in rows}.values())


def standards_for(scored: Scored) -> list[Definition]:
    """Those of a day by which the same place, or unit, can be scored. One query."""
    subject, unit = scored.score.subject, scored.asked.ground.unit is not None
    return [row for row in standards_on(scored.asked.on) if fits(standard_of(row), subject, unit=unit)]


def standard_named(key: str, on: date) -> Standard:
    """The version of a standard in force on a day. Raises NotFound with those there are."""
    rows = {row.key: row for row in standards_on(on)}
    if key not in rows:
        there = "、".join(f"{row.key}（{row.name}）" for row in rows.values()) or "一个也没有"
        raise NotFound(f"没有在 {on:%Y-%m-%d} 有效的考评标准“{key}”。", f"现有：{there}。")
    return standard_of(rows[key])


def usual_standard(subject: Subject, on: date, *, unit: bool) -> Standard:
    """An official, complete standard for this level where there is one; the working standard otherwise."""
    fitting = [s for s in map(standard_of, standards_on(on)) if fits(s, subject, unit=unit)]
    if not fitting:
        raise NotFound(f"没有适用于“{subject.name}”的考评标准。", "请先发布标准（shuangyong catalog publish）。")
    return min(fitting, key=lambda s: (not (s.official and s.complete), s.key != USUAL, not s.complete, s.key))


def fits(standard: Standard, subject: Subject, *, unit: bool) -> bool:
    """Whether a standard is for places (or units) of this level."""
    level = not standard.levels or subject.level in standard.levels
    return level and (standard.subject == "unit") is unit


# ── the score ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose score, by which standard, as of when."""

    ground: Ground
    subject: Subject
    standard: Standard
    on: date
    known_on: date
    today: date
    cycle: bool = False
    most: int = SHOWN
    """How many records are named for one number."""
    patient: bool = False
    """Whether the steps are folded where ledgers are not counted yet: for a command or a job, which may take long."""

    @property
    def live(self) -> bool:
        """Whether the cells answer it: today, or a day to come, by all that is known."""
        return self.ground.has_cells and self.on >= self.today and self.known_on >= self.today


@dataclass(slots=True)
class Scored:
    """A score with everything that explains it. Records and kind names are fetched when they are first asked for."""

    asked: Asked
    score: Score
    tally: Tally
    ratings: Ratings
    alarms: list[Alarm]
    _behind: Behind | None = None
    _names: dict[str, str] = field(default_factory=dict)

    @property
    def eligible(self) -> bool:
        """Whether nothing fatal is open (可申报). Says nothing about the points."""
        return not any(alarm.open for alarm in self.alarms)

    @property
    def names(self) -> dict[str, str]:
        if not self._names:
            self._names = {key: kind.name for key, kind in kinds_in_force(self.asked.on).items()}
        return self._names

    @property
    def behind(self) -> Behind:
        if self._behind is None:
            self._behind = _behind(self.asked)
        return self._behind

    def why(self, result: Result) -> str:
        return told(self.score, self.tally, result, self.names)

    def records(self, result: Result) -> Records:
        """The cases that count for an indicator, in the years that it looks at."""
        return self._collect(result, self.behind.yes)

    def open_records(self, result: Result) -> Records:
        """Those that do not count yet and still may; none of what takes points away."""
        rule = result.indicator.rule
        still = {key: found for key, found in self.behind.still.items() if not engine_gaps.harms(rule, key[0])}
        return self._collect(result, still)

    def lost_records(self, result: Result) -> Records:
        """Those that were due and came to nothing, and those for which the whole indicator is void."""
        found = self._collect(result, self.behind.lost)
        if result.indicator.void:
            void = self._collect(result, self.behind.yes, (result.indicator.void,))
            found = Records(sorted({*found.cases, *void.cases}), found.total + void.total)
        return found

    def unsure_records(self, result: Result) -> Records:
        """Those of which nobody can tell, since a fact is lacking."""
        return self._collect(result, self.behind.unsure)

    def _collect(self, result: Result, found: ByMeasure, measures: tuple[Measure, ...] = ()) -> Records:
        gathered, seen = Records(), set()
        for measure in measures or measures_of(result.indicator.rule):
            for (counted, year), records in found.items():
                if counted == measure and self._looked_at(measure, year, result):
                    gathered.total += records.total
                    seen.update(records.cases)
        gathered.cases = sorted(seen)
        return gathered

    def _looked_at(self, measure: Measure, year: int, result: Result) -> bool:
        if measure.period == "as_of":
            return True
        wide = measure.period == "cycle" or not result.indicator.yearly or self.score.over_cycle
        return (self.score.first if wide else self.score.year) <= year <= self.score.year


def score(
    actor: Actor,
    place: Place,
    *,
    on: date,
    today: date,
    known_on: date | None = None,
    standard: str = "",
    unit: int | None = None,
    cycle: bool = False,
    patient: bool = False,
) -> Scored:
    """The score of a place, or of a unit, on a day, from what was known on a day. A fixed number of queries.

    Raises Forbidden, NotFound; NotCounted while the ledgers of a new standard are being counted, unless `patient`.
    """
    asked = ask(actor, place, on=on, today=today, known_on=known_on, standard=standard, unit=unit, cycle=cycle)
    return answered(replace(asked, patient=patient))


def ask(
    actor: Actor,
    place: Place,
    *,
    on: date,
    today: date,
    known_on: date | None = None,
    standard: str = "",
    unit: int | None = None,
    cycle: bool = False,
) -> Asked:
    """What is asked, once it is sure that this actor may ask it."""
    row = None if unit is None else Unit.objects.filter(pk=unit).first()
    if unit is not None and row is None:
        raise NotFound
    need(actor, SEE, Thing(place) if row is None else thing_of(row))
    subject = subject_of(place, row, on)
    chosen = standard_named(standard, on) if standard else usual_standard(subject, on, unit=unit is not None)
    where = place if row is None else row.place
    return Asked(Ground(where, unit), subject, chosen, on, known_on or max(on, today), today, cycle)


def subject_of(place: Place, unit: Unit | None, on: date) -> Subject:
    if unit is not None:
        return Subject(str(unit.pk), unit.name, unit.kind)
    name = names_on([place.code], on).get(place.code) if place.code else "全国"
    if name is None:
        raise NotFound(f"没有代码是“{place.code}”的地方。", "请用行政区划代码，如 520402。")
    return Subject(place.code, name, place.level)


def answered(asked: Asked) -> Scored:
    """The score that was asked for. Raises NotCounted."""
    tally, behind = _counted(asked)
    tally.bases = bases_of(asked.ground.place, asked.ground.unit, asked.on)
    ratings = ratings_of(asked.ground, asked.standard, asked.on, asked.known_on)
    work_out = score_cycle if asked.cycle else score_year
    points = work_out(asked.standard, asked.subject, tally, ratings, asked.on.year)
    alarms = alarms_of(asked.ground, asked.standard, asked.on, asked.known_on)
    return Scored(asked, points, tally, ratings, [*alarms, *hints(asked, tally, alarms)], behind)


def _counted(asked: Asked) -> tuple[Tally, Behind | None]:
    """The tally; the records behind it only where they cost nothing more."""
    if not is_ready(asked.standard):
        if not asked.patient:
            raise waiting_for(asked.standard)
        return tally_from_steps(asked.standard, asked.ground, asked.on, asked.known_on, asked.most)
    if asked.live:
        return tally_now(asked.standard, asked.ground, asked.on), None
    with _turn(asked):
        return tally_then(asked.standard, asked.ground, asked.on, asked.known_on, _kept(asked)), None


def _behind(asked: Asked) -> Behind:
    if asked.live and asked.most == SHOWN:
        return records_now(asked.standard, asked.ground, asked.on)
    with _turn(asked):
        kept = _kept(asked) if asked.most == SHOWN else None
        return records_then(asked.standard, asked.ground, asked.on, asked.known_on, asked.most, kept)


def _kept(asked: Asked) -> Sums | None:
    """A past day of a province or the nation is added up by a job; a command adds it up itself. Raises NotSummed."""
    far = is_far(asked.ground) and not asked.patient
    return kept(asked.ground, asked.on, asked.known_on) if far else None


def summed_when(scored: Scored) -> str:
    """For a past day that was added up while more could still be entered: up to when. One query, of such a place."""
    asked = scored.asked
    there = None if asked.live else _kept(asked)
    return said_when(there, asked.known_on) if there else ""


def _turn(asked: Asked) -> AbstractContextManager[None]:
    """The past of a city's counties is added up for one person at a time; what was kept is read by all."""
    wide = asked.ground.is_wide and (asked.patient or not is_far(asked.ground))
    return RECOUNTS.turn() if wide else nullcontext()


def hints(asked: Asked, tally: Tally, alarms: list[Alarm]) -> list[Alarm]:
    """Bars of which a ledger holds something and that nobody has raised: a question, not an answer."""
    first, _ = asked.standard.cycle_of(asked.on.year)
    find, raised = Reading(tally, asked.on.year, first), {alarm.code for alarm in alarms}
    return [
        Alarm(code, BAR_SORTS[bar.sort], bar.name, "hinted", f"台账里有 {found.yes} 件可能属于这一条，请人判定。")
        for code, bar in asked.standard.bars.items()
        if bar.watch and code not in raised and (found := find(bar.watch)).yes
    ]


# ── one indicator ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Counts:
    """One thing that was counted for an indicator."""

    item: str
    measure: Measure
    kind: str
    found: Found


@dataclass(frozen=True, slots=True)
class Opened:
    """An indicator laid open: its result, why, what was counted, the records and their files."""

    result: Result
    why: str
    counts: tuple[Counts, ...]
    records: Records
    open: Records
    lost: Records
    unsure: Records
    files: tuple[Proof, ...]


def indicator(scored: Scored, code: str) -> Opened:
    """One indicator of a score that somebody may see. Raises NotFound for a code that the standard does not have."""
    result = scored.score.result(code)
    if result is None:
        raise NotFound(f"这份标准没有编号为“{code}”的指标。")
    records = scored.records(result)
    return Opened(
        result,
        scored.why(result),
        tuple(_counts(scored, result)),
        records,
        scored.open_records(result),
        scored.lost_records(result),
        scored.unsure_records(result),
        tuple(files_of([case for case, _ in records.cases] + ([result.rated.case] if result.rated.case else []))),
    )


def _counts(scored: Scored, result: Result) -> Iterable[Counts]:
    find = Reading(scored.tally, scored.score.year, scored.score.first, whole=not result.indicator.yearly)
    rule = result.indicator.rule
    named = [("", measure) for measure in rule.measures]
    named += [(item.name, measure) for item in rule.items for measure in measures_of(item.rule)]
    for item, measure in named:
        yield Counts(item, measure, scored.names.get(measure.kind, measure.kind), find(measure))


def files_of(cases: Iterable[int]) -> QuerySet[Proof]:
    """The proofs filed in some cases."""
    return Proof.objects.filter(uses__case__in=list(cases)).distinct().order_by("pk")


# ── gaps and forecast ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lack:
    """A gap with whose hand it lies in: units of the open cases where there are some, else the unit whose score it is,
    or those of the standard."""

    gap: Gap
    hands: tuple[str, ...]
    records: Records
    due: date
    """The earliest term of what is open; otherwise the cut-off."""

    def proposed(self, today: date) -> date:
        """The term to hand it out with: the earliest of what is open, or where that is past the cut-off itself."""
        return self.due if self.due >= today else self.gap.by


def gaps(scored: Scored) -> list[Lack]:
    """What is lacking, by points still to be had, then by when, then by effort. One query beside the records."""
    found = engine_gaps.gaps_of(scored.score, scored.tally, scored.asked.on)
    results = {result.indicator.code: result for result in scored.score.results}
    opened = {gap.indicator.code: scored.open_records(results[gap.indicator.code]) for gap in found}
    terms = _terms(case for records in opened.values() for case, _ in records.cases)
    own = () if scored.asked.ground.unit is None else (scored.score.subject.name,)
    return [_lack(gap, opened[gap.indicator.code], terms, own or gap.indicator.units) for gap in found]


def _terms(cases: Iterable[int]) -> dict[int, tuple[date | None, tuple[str, ...]]]:
    """Term and lead units of open cases."""
    found: dict[int, tuple[date | None, tuple[str, ...]]] = {}
    rows = Case.objects.filter(pk__in=set(cases)).prefetch_related("holdings__unit")
    for row in rows:
        leads = tuple(held.unit.short for held in row.holdings.all() if held.part == "lead")
        found[row.pk] = (row.term, leads)
    return found


def _lack(
    gap: Gap, records: Records, terms: dict[int, tuple[date | None, tuple[str, ...]]], bearers: tuple[str, ...]
) -> Lack:
    known = [terms[case] for case, _ in records.cases if case in terms]
    hands = tuple(dict.fromkeys(name for _, leads in known for name in leads)) or bearers
    due = min((term for term, _ in known if term is not None), default=gap.by)
    return Lack(gap, hands, records, min(due, gap.by))


def forecast(scored: Scored) -> Forecast:
    """The points at the cut-off of the year, from a score as of today or any day before."""
    asked = scored.asked
    cut_off = max(asked.on, asked.standard.cut_off_of(asked.on.year))
    later = answered(replace(asked, on=cut_off)).score
    found = engine_gaps.gaps_of(scored.score, scored.tally, asked.on)
    return engine_gaps.forecast(scored.score, later, found, scored.tally, cut_off, _risen(asked, cut_off))


def _risen(asked: Asked, cut_off: date) -> engine_gaps.Risen | None:
    """What the same days brought last year. None where no case was known then: an office that kept its first ledgers
    later would take its beginning for a rise. Not for many counties at once, whose past takes seconds to add up."""
    if asked.ground.is_wide:
        return None
    on, end = year_before(asked.on), year_before(cut_off)
    then = answered(replace(asked, on=on, known_on=min(on, asked.known_on)))
    if not then.tally.since:
        return None
    return engine_gaps.risen(then.score, answered(replace(asked, on=end, known_on=min(end, asked.known_on))).score)


def year_before(day: date) -> date:
    """The same day of the year before; of a leap day the one before it."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
