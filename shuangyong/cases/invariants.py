"""What must always be true of stored cases, asked every night. A finding becomes a red item with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.timezone import localtime

from shuangyong.base.jobs import alarms
from shuangyong.base.jobs.models import Alarm
from shuangyong.base.organisation import paths, posts
from shuangyong.cases.engine.advance import fold
from shuangyong.cases.engine.clocks import Term
from shuangyong.cases.engine.state import State
from shuangyong.cases.keeping import own_terms
from shuangyong.cases.models import Case, Holding, StepRow, said_of
from shuangyong.cases.standing import calendar, restored_steps, term_of
from shuangyong.cases.turns import awaited
from shuangyong.catalog.model import OPEN_PHASES, Kind
from shuangyong.catalog.queries import kind_of

CHUNK = 500
ROUND = 30
"""Closed cases are looked at once in so many nights."""
MOST = 50
"""Red items told one by one; more of them is one fault of the program, told as a number."""
KEY = "cases.invariant:"
GRACE = timedelta(hours=4)
"""Millions of cases take their time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be."""

    what: str
    case: int
    says: str

    @property
    def key(self) -> str:
        return f"{KEY}{self.what}:{self.case}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored case with all that its invariants ask about."""

    row: Case
    kind: Kind
    state: State
    steps: tuple[StepRow, ...]
    holdings: tuple[Holding, ...]
    today: date


def look_over(*, now: datetime, progress: Callable[[int, int], None]) -> int:
    """Look over every open case and a part of the closed ones; gives how many findings there are."""
    today = localtime(now).date()
    findings: list[Finding] = []
    wanted = nightly(today)
    total, done = wanted.count(), 0
    for chunk in _chunks(wanted):
        progress(done, total)
        findings += [finding for row in chunk for finding in findings_of(row, today)]
        done += len(chunk)
    _tell(findings, now)
    return len(findings)


def nightly(today: date) -> QuerySet[Case]:
    """Open cases, and those closed ones whose turn it is."""
    turn = Case.objects.annotate(turn=F("pk") % ROUND)
    return turn.filter(Q(phase__in=OPEN_PHASES) | Q(turn=today.toordinal() % ROUND))


def _chunks(wanted: QuerySet[Case]) -> Iterator[list[Case]]:
    """In the order of their keys, with steps and holdings: three queries a chunk."""
    held = Prefetch("holdings", Holding.objects.select_related("unit"))
    whole = wanted.prefetch_related("steps", held).order_by("pk")
    last = 0
    while chunk := list(whole.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _tell(findings: list[Finding], now: datetime) -> None:
    found = {finding.key: finding.says for finding in findings[:MOST]}
    if len(findings) > MOST:
        found[f"{KEY}more"] = f"夜间核对共发现 {len(findings)} 处不一致，这里列出前 {MOST} 处。请联系运行维护人员。"
    for key in Alarm.objects.filter(key__startswith=KEY, ended=None).values_list("key", flat=True):
        if key not in found:
            alarms.end(key, now=now)
    for key, says in found.items():
        alarms.begin(key, says, now=now)


def findings_of(row: Case, today: date) -> list[Finding]:
    """Everything that is wrong with one case."""
    try:
        kind = kind_of(row.definition_id)
        state = State.restored(row.state, kind)
        seen = Seen(row, kind, state, tuple(row.steps.all()), tuple(row.holdings.all()), today)
        return [Finding(what, row.pk, f"{row.number}：{says}") for what, rule in RULES.items() for says in rule(seen)]
    except Exception as error:  # noqa: BLE001 - a case that cannot even be read is the finding
        return [Finding("read", row.pk, f"{row.number}：读不出来（{type(error).__name__}）。请联系运行维护人员。")]


def _cache_is_the_sum(seen: Seen) -> Iterator[str]:
    """The cached state, and the columns drawn from it, are what the steps add up to."""
    summed = fold(kind_of, seen.row.definition_id, restored_steps(seen.row.definition_id, seen.steps), calendar())
    if summed != seen.state:
        yield "现在的状态与历次步骤加起来的不一致，请核对留痕。"
    shown = (seen.state.stage, seen.kind.stages[seen.state.stage].phase, seen.state.closed_on)
    if shown != (seen.row.stage, seen.row.phase, seen.row.closed_on) or seen.row.values != seen.row.state["values"]:
        yield "列表里显示的环节与明细不一致。"
    waits = awaited(seen.row.definition_id, seen.state.stage)
    held = any(held.awaits != waits.by_part(held.part) for held in seen.holdings)
    if held or seen.row.awaits != waits.by_post:
        yield "工作台上轮到谁办的，与定义不一致。"


def _steps_are_whole(seen: Seen) -> Iterator[str]:
    if [step.seq for step in seen.steps] != list(range(1, seen.row.rev + 1)):
        yield f"应有 {seen.row.rev} 步，实有 {len(seen.steps)} 步，步骤有缺失。"


def _holdings_are_the_state(seen: Seen) -> Iterator[str]:
    wanted = {(part, unit, who) for part, held in seen.state.holders.items() for unit, who in held}
    if wanted != {(held.part, held.unit_id, held.account_id) for held in seen.holdings}:
        yield "承办单位与历次步骤加起来的不一致。"
    if (seen.row.held or "") != said_of(seen.state.holders):
        yield "列表里显示的承办单位与明细不一致。"
    on = seen.steps[-1].on if seen.steps else seen.today
    own = own_terms(seen.row, seen.kind, seen.state, on)
    if any(_copied(held) != _shown(seen.row, own.get(held.unit_id)) for held in seen.holdings):
        yield "承办单位工作台上的期限或状态与事项不一致。"


def _copied(held: Holding) -> tuple[object, ...]:
    top = held.unit_path[: paths.WIDTH]
    waits = held.kind, held.stage, held.phase, held.due, held.warn_on
    return *waits, held.degree, held.place, held.open, held.root == top


def _shown(row: Case, own: Term | None) -> tuple[object, ...]:
    days = (own.due, own.warn_on) if own else (row.due, row.warn_on)
    waits = row.kind, row.stage, row.phase, *days
    return *waits, row.degree, row.place.code, row.phase in OPEN_PHASES, True


def _due_is_the_nearest(seen: Seen) -> Iterator[str]:
    on = seen.steps[-1].on if seen.steps else seen.today
    term = term_of(seen.kind, seen.state, on)
    if (term.due, term.warn_on, term.clock) != (seen.row.due, seen.row.warn_on, seen.row.due_clock):
        yield f"列表里的期限是{_said(seen.row.due)}，按期限规则算应是{_said(term.due)}。"


def _said(day: date) -> str:
    return "“没有期限”" if day.year == date.max.year else f"{day:%Y-%m-%d}"


def _there_is_a_way_out(seen: Seen) -> Iterator[str]:
    """An open case has a transition to another stage that somebody's post may take."""
    if seen.row.phase not in OPEN_PHASES:
        return
    able = frozenset().union(*(post.permissions for post in posts.load().by_key.values()))
    ways = [step for step in seen.kind.leaving(seen.state.stage) if step.to and step.to != seen.state.stage]
    if not any(step.may in able for step in ways):
        yield f"停在“{seen.kind.stages[seen.state.stage].name}”，没有任何岗位能往下办。"


def _holders_still_exist(seen: Seen) -> Iterator[str]:
    if seen.row.phase not in OPEN_PHASES:
        return
    for held in seen.holdings:
        if held.unit.valid_to is not None and held.unit.valid_to <= seen.today:
            name = seen.kind.part_name(held.part)
            yield f"{name}{held.unit.name}已于 {held.unit.valid_to} 撤销，请改由他单位办理。"
        if held.unit_path != held.unit.path:
            yield f"{held.unit.name}在组织里的位置已变，承办记录没有跟上。"


RULES: dict[str, Callable[[Seen], Iterable[str]]] = {
    "steps": _steps_are_whole,
    "cache": _cache_is_the_sum,
    "holdings": _holdings_are_the_state,
    "due": _due_is_the_nearest,
    "way": _there_is_a_way_out,
    "units": _holders_still_exist,
}
