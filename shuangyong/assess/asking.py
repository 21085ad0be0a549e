"""Which conditions are asked of cases: taken from standards as they are published, read back for each kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from shuangyong.assess.answers import Asked
from shuangyong.assess.models import Ask, PastSum, Trait, View
from shuangyong.assess.standard.model import Measure, Standard, all_measures, kinds_measured
from shuangyong.assess.standard.reading import read_standard
from shuangyong.assess.standard.vocabulary import late_condition
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.models import State as JobState
from shuangyong.base.statements import Condition, Select
from shuangyong.cases.models import Case
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import KIND, kind_of

JOB = "assess.answer"
CALENDAR_JOB = "assess.calendar"
OPENED = "opened_on"
FEW = 3


def published(made: Definition) -> None:
    """A standard was published: what it measures is asked from now on. Inside its transaction.

    Where cases of a kind exist already, a job lets them answer; until it is done scores are counted from the steps.
    """
    standard = read_standard(made.content, made.name)
    kinds = ask_all(standard)
    waiting = set(Case.objects.filter(kind__in=kinds).order_by().values_list("kind", flat=True).distinct())
    for kind in sorted(kinds):
        if kind in waiting:
            jobs.enqueue(JOB, {"kind": kind}, now=made.published_at, key=_key(kind))
        else:
            set_ready(kind)


@dataclass(frozen=True, slots=True)
class Needed:
    """What a standard needs to be asked: conditions, views, and what is told apart of which condition, by kind."""

    asks: frozenset[tuple[str, str]]
    views: frozenset[tuple[str, str]]
    traits: frozenset[tuple[str, str, str]]


def needed_by(standard: Standard) -> Needed:
    late, measures = late_condition(standard.late), all_measures(standard)
    return Needed(
        frozenset((m.kind, when) for m in measures for when in conditions_of(m, late)),
        frozenset((m.kind, by) for m in measures for by in (OPENED, m.by)),
        frozenset((m.kind, m.when, m.distinct) for m in measures if m.distinct),
    )


def ask_all(standard: Standard) -> set[str]:
    """Everything of a standard that is not asked yet; gives the kinds of which something new is asked."""
    needed = needed_by(standard)
    there = _asked(frozenset(measure.kind for measure in all_measures(standard)), any_state=True)
    asks = sorted(needed.asks - there.asks)
    Ask.objects.bulk_create((Ask(kind=k, when=w, digest=digest_of(w)) for k, w in asks), ignore_conflicts=True)
    views = sorted(needed.views - there.views)
    View.objects.bulk_create((View(kind=kind, by=by) for kind, by in views), ignore_conflicts=True)
    traits = sorted(needed.traits - there.traits)
    for kind, when, distinct in traits:
        asked = Ask.objects.get(kind=kind, digest=digest_of(when)) if when else None
        Trait.objects.get_or_create(kind=kind, ask=asked, distinct=distinct)
    return {kind for kind, *_ in (*asks, *views, *traits)}


def _asked(kinds: Collection[str], *, any_state: bool = False) -> Needed:
    """What is asked of some kinds, or only what every case has answered. Three queries."""
    state = {} if any_state else {"ready": True}
    asks = Ask.objects.filter(kind__in=kinds, **state).values_list("kind", "when")
    views = View.objects.filter(kind__in=kinds, **state).values_list("kind", "by")
    traits = Trait.objects.filter(kind__in=kinds, **state).values_list("kind", "ask__when", "distinct")
    return Needed(
        frozenset(asks), frozenset(views), frozenset((kind, when or "", distinct) for kind, when, distinct in traits)
    )


class NotCounted(Problem):
    """The ledgers that a standard asks are being counted for the first time: everything waits for a job."""

    status = 409

    def __init__(self, standard: str, waiting: tuple[Waiting, ...]) -> None:
        names = "、".join(one.name for one in waiting[:FEW]) + (f"等 {len(waiting)} 本" if len(waiting) > FEW else "")
        super().__init__(f"正在按“{standard}”清点台账，还没有清点完：{names}。", then="请过几分钟再看。")
        self.standard, self.waiting = standard, waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ledger that is not counted yet, and how far its job has come."""

    kind: str
    name: str
    state: str = ""
    """Of its last job; empty where there is none."""
    done: int = 0
    total: int = 0
    error: str = ""


def waiting_for(standard: Standard) -> NotCounted:
    """Which ledgers a standard waits for. Five queries."""
    needed, there = needed_by(standard), _asked(kinds_measured(standard))
    lacking = [
        *(kind for kind, _ in needed.asks - there.asks),
        *(kind for kind, _ in needed.views - there.views),
        *(kind for kind, *_ in needed.traits - there.traits),
    ]
    return NotCounted(standard.name, tuple(_waiting(sorted(set(lacking)))))


def _waiting(kinds: Collection[str]) -> Iterable[Waiting]:
    names = dict(Definition.objects.filter(sort=KIND, key__in=kinds).order_by("version").values_list("key", "name"))
    last = {job.key: job for job in Job.objects.filter(key__in=[_key(kind) for kind in kinds]).order_by("pk")}
    for kind in kinds:
        job = last.get(_key(kind))
        told = (job.state, job.progress_done, job.progress_total, job.error) if job else ()
        yield Waiting(kind, names.get(kind, kind), *told)


def start_waiting(*, now: datetime) -> int:
    """Queue the count of every ledger that waits for it, unless its job is queued already; gives how many wait."""
    waiting: set[str] = set()
    for model in (Ask, View, Trait):
        waiting.update(model.objects.filter(ready=False).values_list("kind", flat=True))
    for kind in sorted(waiting):
        jobs.enqueue(JOB, {"kind": kind}, now=now, key=_key(kind))
    return len(waiting)


# ── another calendar ───────────────────────────────────────────────────────────────────────────────────────────────


def counted_by() -> str:
    """The mark of the calendar by which ledgers were last counted; "" where no job has looked yet."""
    done = Job.objects.filter(name=CALENDAR_JOB, state=JobState.DONE).order_by("-pk")
    return str((done.values_list("result", flat=True).first() or {}).get("calendar", ""))


def ask_again_by_calendar(*, now: datetime) -> list[str]:
    """Other holidays move terms: every ledger that is asked about a term in working days is counted again.

    Until its job is done a page says so, as after an upgrade. Gives the kinds. Inside `writing()`.
    """
    kinds = sorted(set(_asked_about_terms()) & set(_with_working_days()))
    PastSum.objects.all().delete()
    for model in (Ask, View, Trait):
        model.objects.filter(kind__in=kinds).update(ready=False)
    for kind in kinds:
        jobs.enqueue(JOB, {"kind": kind}, now=now, key=_key(kind))
    return kinds


def _asked_about_terms() -> Iterator[str]:
    for kind, when in Ask.objects.values_list("kind", "when"):
        if "clocks." in when:
            yield kind


def _with_working_days() -> Iterator[str]:
    """Kinds of which some version counts a term, or what it may be put off by, in working days."""
    for key, pk in Definition.objects.filter(sort=KIND).values_list("key", "pk"):
        clocks = kind_of(pk).clocks.values()
        lengths = [length for clock in clocks for length in (clock.length, clock.extend and clock.extend.most)]
        if any(length and length.unit == "workdays" for length in lengths):
            yield key


def _key(kind: str) -> str:
    return f"{JOB}:{kind}"


def is_ready(standard: Standard) -> bool:
    """Whether every case has answered everything that a standard asks."""
    needed, there = needed_by(standard), _asked(kinds_measured(standard))
    return needed.asks <= there.asks and needed.views <= there.views and needed.traits <= there.traits


def digest_of(when: str) -> str:
    return sha256(when.encode()).hexdigest()


def conditions_of(measure: Measure, late: str) -> tuple[str, ...]:
    """The conditions that a measure's slots are told by."""
    own = (measure.when, measure.of if measure.over_cases else "", measure.still, late)
    return tuple(dict.fromkeys(when for when in own if when))


PARTS = ("lead",)
"""Parts by which a unit's own score counts cases. One for all kinds: the unit that answers for the case."""


def asked_of(kind: str) -> Asked:
    """Everything that is asked of a kind: three queries."""
    return everything_asked([kind])[kind]


def everything_asked(kinds: Iterable[str]) -> dict[str, Asked]:
    """Everything that is asked of some kinds: three queries, however many there are; one where nothing is asked."""
    wanted = sorted(set(kinds))
    asks: dict[str, list[tuple[int, str]]] = {kind: [] for kind in wanted}
    views: dict[str, list[str]] = {kind: [] for kind in wanted}
    traits: dict[str, list[tuple[int, str, str]]] = {kind: [] for kind in wanted}
    of_these: tuple[Condition, ...] = (("kind__in", wanted),)
    for kind, by in Select(View, ("kind", "by"), of_these, ("by",)).rows():
        views[kind].append(by)
    if not any(views.values()):  # a condition is asked together with a view
        return {kind: Asked() for kind in wanted}
    for kind, pk, when in Select(Ask, ("kind", "pk", "when"), of_these, ("pk",)).rows():
        asks[kind].append((pk, when))
    told = Select(Trait, ("kind", "pk", "ask__when", "distinct"), of_these, ("pk",)).rows()
    for kind, pk, asked, distinct in told:
        traits[kind].append((pk, asked or "", distinct))
    return {
        kind: Asked(tuple(asks[kind]), tuple(views[kind]), tuple(traits[kind]), PARTS if views[kind] else ())
        for kind in wanted
    }


def set_ready(kind: str) -> None:
    """Every case of a kind has answered everything that is asked of it."""
    PastSum.objects.all().delete()
    new = {"kind": kind, "ready": False}
    Ask.objects.filter(**new).update(ready=True)
    View.objects.filter(**new).update(ready=True)
    Trait.objects.filter(**new).update(ready=True)
