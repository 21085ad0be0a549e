"""What happens to a clock (期限): its rule, the events, and what they add up to. No calendar is needed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from shuangyong.rules.calendar import ONE
from shuangyong.rules.lengths import ALLOWED, ClockError, Length, add_months
from shuangyong.rules.wording import day_text

Kind = Literal["start", "stop", "suspend", "file", "resume", "extend", "set_due", "transfer"]
NAMES: dict[Kind, str] = {
    "start": "开始计算",
    "stop": "停止计算",
    "suspend": "中止",
    "file": "报送",
    "resume": "恢复",
    "extend": "延期",
    "set_due": "改定期限",
    "transfer": "移交",
}
Begins = Literal["day", "month", "next_month", "next_year"]
"""Counted from the day itself, the first of its month (当月), of the next month, of the next year (次年1月)."""
State = Literal["not_started", "running", "suspended", "filed", "stopped", "expired"]
"""filed: whoever owes it has done the step and another hand is to answer; it rests until it is given back."""
Counted = Literal["days", "workdays"]


@dataclass(frozen=True, slots=True)
class Extend:
    """How far and how often a term may be extended."""

    most: Length | None = None
    """At most so long each time; None: any length."""
    times: int | None = 1
    """None: any number of times."""
    late: bool = False
    """Whether it may still be granted after the due day."""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How a term is counted. Neither length nor due: the start event says it, or there is none."""

    name: str
    length: Length | None = None
    due: date | None = None
    from_next_day: bool = True
    """The day of an event is not counted, counting starts (stops, goes on) the next day (民法典第二百零一条)."""
    begins: Begins = "day"
    warn: Length | None = None
    extend: Extend | None = None
    roll_to_workday: bool = False
    """A last day off gives way to the next working day (民法典第二百零三条). Not for petitions."""
    carried: bool = True
    """Whether it goes on when the case is handed to another unit; otherwise it starts anew."""
    duty: bool = True
    """Whether something is owed by the due day. Otherwise a period that merely ends (等待期、续发期)."""
    act: str = "办结"
    """What is owed: 办结, 告知, 答复, 报到 …"""

    def __post_init__(self) -> None:
        if self.length and self.due:
            raise ClockError(
                f"期限“{self.name}”既写了时长{self.length}，又写了截止日{day_text(self.due)}。", "两者只能写一个。"
            )
        most = self.extend.most if self.extend else None
        for what, length in (("时长", self.length), ("预警", self.warn), ("延期", most)):
            _check_positive(self.name, what, length)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a clock. `length` or `until` belong to start, extend and set_due; `by` says of a
    filing by which step it was done."""

    kind: Kind
    on: date
    length: Length | None = None
    until: date | None = None
    why: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """One suspension, or the time between filing and being given back. Its days are those after `away` up to and with
    `back`."""

    on: date
    resumed: date | None
    why: str
    lag: timedelta
    filed: str = ""
    """Of a filing: what was done (提请办结). It may come after the due day, and moves that too."""

    @property
    def away(self) -> date:
        return self.on - self.lag

    @property
    def back(self) -> date | None:
        return None if self.resumed is None else self.resumed - self.lag


@dataclass(frozen=True, slots=True)
class Fixed:
    """A due day that was named, and since when: only later suspensions move it."""

    until: date
    since: date


Part = Length | Fixed


@dataclass(frozen=True, slots=True)
class Run:
    """What the events of one counting add up to."""

    zero: date
    """Day 0: the first day that counts is the next."""
    anchor: date
    """Day 0 of the plan; later than `zero` where a new length was set meanwhile."""
    whole: bool
    """Whether the plan begins with a day that counts: then months end on the day before the corresponding one."""
    base: Part | None
    plan: tuple[Part, ...]
    """The base and its extensions; neighbours of one unit are one, so that a + b extends like a then b."""
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Event, ...] = ()
    changed: Event | None = None
    moved: Event | None = None
    stopped: Event | None = None

    @property
    def paused(self) -> Pause | None:
        """The suspension that is still open."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].resumed is None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows on a day."""

    state: State
    says: str = ""
    since: date | None = None
    """The first day that counts."""
    unit: Counted = "days"
    """What `day`, `total` and `remaining` are counted in."""
    day: int | None = None
    """The number of the day; 0 before the first that counts, None where a calendar is missing."""
    total: int | None = None
    due: date | None = None
    """The last day in time; None without a term, while suspended, and where a calendar is missing."""
    warn_on: date | None = None
    remaining: int | None = None
    overdue: int = 0
    """Calendar days after the due day."""
    suspended_days: int = 0
    waited_days: int = 0
    """Calendar days between filing and being given back, or the end."""
    filed_on: date | None = None
    """Where it is filed: since when, by which step, and how many days late that was."""
    filed_by: str = ""
    known: bool = True
    year: int | None = None
    """The year whose calendar is missing."""
    not_before: date | None = None
    """Where a calendar is missing: the due day cannot be earlier than this."""
    ended_on: date | None = None


def fold(rule: ClockRule, events: Iterable[Event]) -> Run | None:
    """What the events add up to; None before the start. Raises ClockError for what cannot have happened."""
    run: Run | None = None
    last: Event | None = None
    for event in events:
        _check_order(rule, event, last)
        after = (
            _started(rule, run, event)
            if event.kind == "start"
            else _STEPS[event.kind](rule, _alive(rule, run, event), event)
        )
        if is_again(last, event) and after != run:
            raise ClockError(f"“{rule.name}”{day_text(event.on)}的{NAMES[event.kind]}已经登记过，不能登记两次。")
        run, last = after, event
    return run


def is_again(last: Event | None, event: Event) -> bool:
    """Whether an event is told twice running: on one day, in the same words.

    What then changes nothing is passed over (handed from one to the next twice on a day, the same due day set twice),
    what would change anything is refused (`fold`). With something else between, it is a thing of its own.
    """
    return event == last


def refuse_extension(rule: ClockRule, run: Run, length: Length | None) -> str:
    """Why a term may not be extended by that length, as far as rule and events tell; "" where it may."""
    allowed = rule.extend
    if allowed is None:
        return f"“{rule.name}”没有可以延期的规定。"
    if not run.plan:
        return f"“{rule.name}”没有定期限，不需要延期。"
    if allowed.times is not None and len(run.extensions) >= allowed.times:
        return f"“{rule.name}”最多延期{allowed.times}次，已经延期{len(run.extensions)}次。"
    longer = length.longer_than(allowed.most) if length and allowed.most else False
    if longer is None:
        return f"“{rule.name}”的延期按“{allowed.most}”规定，申请的“{length}”单位不同，请换成同一单位。"
    if longer:
        return f"“{rule.name}”每次延期最长{allowed.most}，申请的{length}超过了。"
    return ""


def _check_order(rule: ClockRule, event: Event, last: Event | None) -> None:
    if last is not None and event.on < last.on:
        raise ClockError(
            f"“{rule.name}”的{NAMES[event.kind]}（{day_text(event.on)}）早于前面的{NAMES[last.kind]}（{day_text(last.on)}）。",
            "各项变动应按发生的先后登记。",
        )


def _alive(rule: ClockRule, run: Run | None, event: Event) -> Run:
    if run is None:
        raise ClockError(f"“{rule.name}”还没有开始计算，不能{NAMES[event.kind]}。", then="请先登记开始的日期。")
    if run.stopped is not None:
        raise ClockError(
            f"“{rule.name}”已于{day_text(run.stopped.on)}停止计算，不能再{NAMES[event.kind]}。",
            then="确需继续的，请重新开始计算。",
        )
    return run


def _started(rule: ClockRule, run: Run | None, event: Event) -> Run:
    if run is not None and run.stopped is None:
        raise ClockError(f"“{rule.name}”已经在计算，不能再次开始。", "停止之后才能重新开始。")
    length, until = _told(rule, event)
    if length is None and until is None:
        length, until = rule.length, rule.due
    return _begin(rule, event.on, Fixed(until, event.on) if until else length)


def _begin(rule: ClockRule, on: date, base: Part | None) -> Run:
    if isinstance(base, Fixed) and base.until < on:
        raise ClockError(
            f"“{rule.name}”的截止日{day_text(base.until)}早于开始计算的{day_text(on)}。",
            then="请改正截止日或开始日期。",
        )
    zero = _first_day(rule, on) - ONE
    whole = rule.begins != "day" or not rule.from_next_day
    return Run(zero, zero, whole, base, () if base is None else (base,))


def _first_day(rule: ClockRule, on: date) -> date:
    if rule.begins == "day":
        return on + ONE if rule.from_next_day else on
    if rule.begins == "next_year":
        return date(on.year + 1, 1, 1)
    first = on.replace(day=1)
    return first if rule.begins == "month" else add_months(first, 1)


def _told(rule: ClockRule, event: Event) -> tuple[Length | None, date | None]:
    _check_positive(rule.name, NAMES[event.kind], event.length)
    if event.length and event.until:
        raise ClockError(f"“{rule.name}”的{NAMES[event.kind]}既写了时长，又写了截止日。", "两者只能写一个。")
    return event.length, event.until


def _check_positive(name: str, what: str, length: Length | None) -> None:
    if length is not None and length.count < 1:
        raise ClockError(f"“{name}”的{what}不能是“{length}”。", ALLOWED)


def _stop(rule: ClockRule, run: Run, event: Event) -> Run:
    """What was filed and is found good had waited until then: the end of the term waited with it."""
    if run.paused and run.paused.filed:
        run = _resume(rule, run, event)
    return replace(run, stopped=event)


def _suspend(rule: ClockRule, run: Run, event: Event) -> Run:
    if run.paused:
        rests = run.paused.filed or NAMES["suspend"]
        raise ClockError(
            f"“{rule.name}”自{day_text(run.paused.on)}起已经{rests}，不能再次{NAMES[event.kind]}。",
            then="请先恢复，再登记新的中止。",
        )
    lag = timedelta(0) if rule.from_next_day else ONE
    filed = (event.by or NAMES["file"]) if event.kind == "file" else ""
    return replace(run, pauses=(*run.pauses, Pause(event.on, None, event.why, lag, filed)))


def _resume(rule: ClockRule, run: Run, event: Event) -> Run:
    if run.paused is None:
        raise ClockError(f"“{rule.name}”没有中止，无须恢复。", "只有中止中的期限可以恢复。")
    return replace(run, pauses=(*run.pauses[:-1], replace(run.paused, resumed=event.on)))


def _extend(rule: ClockRule, run: Run, event: Event) -> Run:
    length, until = _told(rule, event)
    if length is None and until is None:
        raise ClockError(f"“{rule.name}”的延期没有写延到什么时候。", "可以写时长（如“30日”）或延期后的截止日。")
    reason = refuse_extension(rule, run, length)
    if reason:
        raise ClockError(reason)
    part: Part = Fixed(until, event.on) if until else length or Length(1)
    return replace(run, plan=_joined(run.plan, part), extensions=(*run.extensions, event))


def _joined(plan: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    last = plan[-1]
    together = last.plus(part) if isinstance(last, Length) and isinstance(part, Length) else None
    return (*plan, part) if together is None else (*plan[:-1], together)


def _set_due(rule: ClockRule, run: Run, event: Event) -> Run:
    length, until = _told(rule, event)
    if until and until < event.on:
        raise ClockError(f"“{rule.name}”改定的截止日{day_text(until)}早于改定的当天{day_text(event.on)}。")
    part: Part | None = Fixed(until, event.on) if until else length
    if part is None:
        raise ClockError(f"“{rule.name}”改定期限时没有写新的期限。", "可以写截止日，或从当天起算的时长。")
    return replace(run, anchor=event.on, whole=False, base=part, plan=(part,), changed=event)


def _transfer(rule: ClockRule, run: Run, event: Event) -> Run:
    """A day that was named stands, whoever has the case; a length starts anew where the rule says so."""
    if rule.carried or isinstance(run.base, Fixed):
        return replace(run, moved=event)
    return replace(_begin(rule, event.on, run.base), moved=event)


_STEPS: dict[Kind, Callable[[ClockRule, Run, Event], Run]] = {
    "stop": _stop,
    "suspend": _suspend,
    "file": _suspend,
    "resume": _resume,
    "extend": _extend,
    "set_due": _set_due,
    "transfer": _transfer,
}
