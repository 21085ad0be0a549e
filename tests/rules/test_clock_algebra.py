"""What must hold of every clock, whatever happens to it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import ClockError, ClockRule, Event, Extend, Length, add, read
from tests.rules.cast import CALENDAR

STARTS = st.dates(date(2017, 1, 1), date(2021, 12, 31))
DAYS = st.builds(Length, st.integers(1, 120), st.just("days"))
WORKDAYS = st.builds(Length, st.integers(1, 60), st.just("workdays"))
MONTHS = st.builds(Length, st.integers(1, 14), st.just("months"))
LENGTHS = st.one_of(DAYS, WORKDAYS, MONTHS)
ANY = Extend(None, None)
GAPS = st.integers(0, 40)


def rules(lengths: st.SearchStrategy[Length] = LENGTHS) -> st.SearchStrategy[ClockRule]:
    return st.builds(
        ClockRule,
        st.just("办理期限"),
        lengths,
        from_next_day=st.booleans(),
        extend=st.just(ANY),
        roll_to_workday=st.booleans(),
        carried=st.booleans(),
    )


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def due(rule: ClockRule, events: tuple[Event, ...], calendar: Calendar = CALENDAR) -> date:
    found = read(rule, events, events[-1].on, calendar).due
    assert found is not None
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[ClockRule, tuple[Event, ...]]:
    """A rule and events that a person could have entered: what is refused is left out."""
    rule = draw(rules())
    events: tuple[Event, ...] = (Event("start", draw(STARTS)),)
    kinds = st.sampled_from(
        ["suspend", "resume", "extend", "set_due", "transfer", "suspend", "resume", "stop", "start", "file", "resume"]
    )
    for number, (kind, gap) in enumerate(draw(st.lists(st.tuples(kinds, GAPS), max_size=8))):
        on = later(events[-1].on, gap)
        length = draw(LENGTHS) if kind == "extend" else None
        until = later(on, draw(GAPS)) if kind == "set_due" else None
        try:
            events = add(rule, events, Event(kind, on, length, until, why=str(number)), CALENDAR)
        except ClockError:
            continue
    return rule, events


@given(rules(st.one_of(DAYS, MONTHS)), STARTS, GAPS, st.integers(0, 60))
def test_a_suspension_of_n_days_moves_the_end_by_n_days(rule: ClockRule, on: date, gap: int, days: int) -> None:
    rule = ClockRule("办理期限", rule.length, from_next_day=rule.from_next_day)
    plain = (Event("start", on),)
    away = later(on, gap)
    assume(away <= due(rule, plain))
    paused = (*plain, Event("suspend", away), Event("resume", later(away, days)))
    assert due(rule, paused) == later(due(rule, plain), days)


@given(STARTS, st.integers(1, 60), GAPS, st.integers(0, 60), st.booleans())
def test_after_a_suspension_the_working_days_that_were_left_are_counted(
    on: date, count: int, gap: int, days: int, next_day: bool
) -> None:
    rule = ClockRule("答复期限", Length(count, "workdays"), from_next_day=next_day)
    plain = (Event("start", on),)
    away, end = later(on, gap), due(rule, plain)
    assume(away < end)
    back = later(away, days)
    lag = timedelta(days=0 if next_day else 1)
    left = CALENDAR.workdays_between(away - lag, end)
    assert left is not None
    paused = (*plain, Event("suspend", away), Event("resume", back))
    before_start = max(back - lag, on - lag)
    assert due(rule, paused) == CALENDAR.add_workdays(before_start, left)


def walked(rule: ClockRule, on: date, pauses: list[tuple[date, date]]) -> date:
    """The due day found by going from day to day: the slow truth."""
    assert rule.length is not None
    lag = timedelta(days=0 if rule.from_next_day else 1)
    day, left = on - lag, rule.length.count
    while left:
        day += timedelta(days=1)
        free = not any(away - lag < day <= back - lag for away, back in pauses)
        left -= free and (rule.length.unit == "days" or CALENDAR.works(day))
    return day


@given(
    rules(st.one_of(DAYS, WORKDAYS)), STARTS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4)
)
def test_the_due_day_is_the_one_found_by_going_from_day_to_day(
    rule: ClockRule, on: date, gaps: list[tuple[int, int]]
) -> None:
    rule = ClockRule("办理期限", rule.length, from_next_day=rule.from_next_day)
    events: tuple[Event, ...] = (Event("start", on),)
    pauses: list[tuple[date, date]] = []
    for number, (gap, days) in enumerate(gaps):
        away = later(events[-1].on, gap)
        if away >= due(rule, events):  # suspended on the last day: the day of resuming is the last, said elsewhere
            break
        back = later(away, days)
        pauses.append((away, back))
        events = (*events, Event("suspend", away, why=f"{number}"), Event("resume", back, why=f"{number}"))
    assert due(rule, events) == walked(rule, on, pauses)


@given(rules(), STARTS, st.integers(0, 30), st.integers(0, 30), LENGTHS)
def test_it_does_not_matter_whether_it_was_extended_before_or_after_a_suspension(
    rule: ClockRule, on: date, gap: int, days: int, more: Length
) -> None:
    away, back = later(on, gap), later(on, gap + days)
    assume(away <= due(rule, (Event("start", on),)))
    pause = (Event("suspend", away), Event("resume", back))
    first = (Event("start", on), Event("extend", on, more), *pause)
    second = (Event("start", on), *pause, Event("extend", back, more))
    during = (Event("start", on), pause[0], Event("extend", back, more), pause[1])
    assert due(rule, first) == due(rule, second) == due(rule, during)


@given(rules(), STARTS, st.data())
def test_to_extend_by_a_then_b_is_to_extend_by_both(rule: ClockRule, on: date, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(["days", "workdays", "months"]))
    a, b = (Length(data.draw(st.integers(1, 12)), unit) for _ in "ab")
    begun = Event("start", on)
    twice = (begun, Event("extend", on, a, why="第一次"), Event("extend", on, b, why="第二次"))
    swapped = (begun, Event("extend", on, b, why="第一次"), Event("extend", on, a, why="第二次"))
    once = (begun, Event("extend", on, Length(a.count + b.count, unit)))
    assert due(rule, twice) == due(rule, swapped) == due(rule, once)


@given(rules(DAYS), STARTS, GAPS, GAPS, GAPS)
def test_two_suspensions_that_touch_are_one(rule: ClockRule, on: date, gap: int, one: int, two: int) -> None:
    away, middle, end = later(on, gap), later(on, gap + one), later(on, gap + one + two)
    parted = (
        Event("start", on),
        Event("suspend", away, why="甲"),
        Event("resume", middle, why="甲"),
        Event("suspend", middle, why="乙"),
        Event("resume", end, why="乙"),
    )
    assert due(rule, parted) == due(rule, (parted[0], parted[1], parted[4]))


@given(histories(), st.integers(-10, 200), st.data())
def test_the_past_does_not_depend_on_the_future(
    history: tuple[ClockRule, tuple[Event, ...]], gap: int, data: st.DataObject
) -> None:
    rule, events = history
    known = events[: data.draw(st.integers(0, len(events)))]
    following = events[len(known) :]
    on = later(events[0].on, gap)
    assume(all(event.on > on for event in following))
    assert read(rule, known, on, CALENDAR) == read(rule, events, on, CALENDAR)


@given(histories(), st.integers(0, 200), st.integers(0, 60))
def test_time_alone_only_goes_forward(history: tuple[ClockRule, tuple[Event, ...]], gap: int, days: int) -> None:
    rule, events = history
    on = later(events[-1].on, gap)
    early, late = (read(rule, events, each, CALENDAR) for each in (on, later(on, days)))
    assert early.day is not None and late.day is not None
    assert early.day <= late.day
    assert early.overdue <= late.overdue
    assert early.due == late.due
    assert (early.state, late.state) in {
        ("running", "running"),
        ("running", "expired"),
        ("expired", "expired"),
        ("suspended", "suspended"),
        ("filed", "filed"),
        ("stopped", "stopped"),
    }
    if early.state in {"suspended", "filed"}:
        assert (early.day, early.remaining) == (late.day, late.remaining)


@given(histories())
def test_the_due_day_is_never_before_the_start(history: tuple[ClockRule, tuple[Event, ...]]) -> None:
    rule, events = history
    for event in events:
        reading = read(rule, events, event.on, CALENDAR)
        assert reading.since is not None
        assert reading.due is None or reading.due >= max(
            each.on for each in events if each.kind == "start" and each.on <= event.on
        )
        assert reading.known


@given(rules(st.one_of(DAYS, WORKDAYS)), STARTS, st.integers(0, 90), st.integers(0, 15), st.integers(0, 15))
def test_what_is_done_and_what_is_left_are_the_whole(
    rule: ClockRule, on: date, gap: int, quiet: int, days: int
) -> None:
    rule = ClockRule("办理期限", rule.length, from_next_day=rule.from_next_day)
    away = later(on, quiet)
    events = (Event("start", on), Event("suspend", away), Event("resume", later(away, days)))
    reading = read(rule, events, later(on, gap), CALENDAR)
    assume(reading.state in {"running", "suspended"} and reading.day)
    # on the last day suspended, on the day resumed: there is that one day more to work, which is no new day
    assume(read(rule, events[:1], on, CALENDAR).due != away)
    assert reading.day is not None and reading.remaining is not None
    assert reading.day + reading.remaining == reading.total


@settings(max_examples=60)
@given(histories(), st.integers(0, 300))
def test_every_reading_explains_itself(history: tuple[ClockRule, tuple[Event, ...]], gap: int) -> None:
    rule, events = history
    reading = read(rule, events, later(events[0].on, gap), CALENDAR)
    words = {"expired": "已逾期", "suspended": "起中止", "filed": "等待期间不计", "stopped": "停止计算"}
    assert words.get(reading.state, "") in reading.says
    assert (f"{reading.overdue}日" in reading.says) or not reading.overdue
    if reading.due and reading.state in {"running", "expired"}:
        assert f"{reading.due.year}年{reading.due.month}月{reading.due.day}日" in reading.says


@given(st.integers(1, 60), st.integers(0, 40))
def test_an_unpublished_year_gives_a_bound_and_no_guess(count: int, gap: int) -> None:
    """Take a year away: what was known is either the same or unknown, and the bound is never later than the truth."""
    rule = ClockRule("答复期限", Length(count, "workdays"), roll_to_workday=True)
    events = (Event("start", later(date(2025, 11, 20), gap)),)
    short = Calendar(CALENDAR.years - {2026}, CALENDAR.off, CALENDAR.worked)
    truth = due(rule, events)
    blind = read(rule, events, events[0].on, short)
    if blind.known:
        assert blind.due == truth
    else:
        assert (blind.due, blind.year) == (None, 2026)
        assert blind.not_before is not None
        assert blind.not_before <= truth
        assert "2026年的放假安排尚未公布" in blind.says


# ── filing: whoever owes it has done the step, another hand has the case ──────────────────────────────────────────────


def filed(rule: ClockRule, on: date, gap: int, days: int) -> tuple[Event, ...]:
    """Filed so long after the start, given back so much later."""
    away = later(on, gap)
    return Event("start", on), Event("file", away, by="报告"), Event("resume", later(away, days))


@given(rules(), STARTS, GAPS, GAPS)
def test_filed_in_time_a_clock_goes_on_as_if_it_had_been_suspended(
    rule: ClockRule, on: date, gap: int, days: int
) -> None:
    events = filed(rule, on, gap, days)
    assume(events[1].on <= due(rule, events[:1]))
    suspended = (events[0], Event("suspend", events[1].on), events[2])
    for after in (0, 1, 30, 200):
        day = later(events[2].on, after)
        one, other = read(rule, events, day, CALENDAR), read(rule, suspended, day, CALENDAR)
        assert (one.state, one.due, one.day, one.remaining, one.overdue) == (
            *(other.state, other.due, other.day, other.remaining, other.overdue),
        )
        assert (one.waited_days, one.suspended_days) == (other.suspended_days, 0)


@given(rules(), STARTS, GAPS, st.lists(GAPS, min_size=1, max_size=5))
def test_while_it_waits_nobody_grows_late(rule: ClockRule, on: date, gap: int, looks: list[int]) -> None:
    events = filed(rule, on, gap, 0)[:2]
    at_once = read(rule, events, events[1].on, CALENDAR)
    for wait in looks:
        found = read(rule, events, later(events[1].on, wait), CALENDAR)
        assert (found.state, found.overdue, found.day, found.due) == (
            "filed",
            at_once.overdue,
            at_once.day,
            at_once.due,
        )
        assert found.waited_days == wait + (0 if rule.from_next_day else 1)


@given(rules(), STARTS, st.integers(0, 400), GAPS, GAPS)
def test_whoever_files_is_as_late_as_he_was_on_that_day_and_not_a_day_more(
    rule: ClockRule, on: date, gap: int, days: int, after: int
) -> None:
    rule = ClockRule("办理期限", rule.length, from_next_day=rule.from_next_day)
    events = filed(rule, on, gap, days)
    then = read(rule, events[:1], events[1].on, CALENDAR).overdue
    back = events[2].on
    stopped = (*events[:2], Event("stop", back))
    assert read(rule, stopped, later(back, after), CALENDAR).overdue == then
    if then:  # late already: each day in the own hand counts, none of waiting
        assert read(rule, events, later(back, after), CALENDAR).overdue == then + after
    else:
        assert read(rule, events, back, CALENDAR).overdue == 0


@given(rules(), STARTS, GAPS, GAPS, st.integers(0, 20), GAPS)
def test_two_filings_that_touch_are_one(rule: ClockRule, on: date, gap: int, one: int, two: int, after: int) -> None:
    away, middle, back = later(on, gap), later(on, gap + one), later(on, gap + one + two)
    start = Event("start", on)
    twice = (
        *(start, Event("file", away, by="报告"), Event("resume", middle, why="一")),
        *(Event("file", middle, by="再报"), Event("resume", back, why="二")),
    )
    once = (start, Event("file", away, by="报告"), Event("resume", back))
    assume(rule.length is not None and rule.length.unit == "days" and not rule.roll_to_workday)
    day = later(back, after)
    assert read(rule, twice, day, CALENDAR).due == read(rule, once, day, CALENDAR).due
