"""A clock as a case uses it: its sentence on each day, what is refused, what a transfer does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import ClockError, ClockRule, Event, Extend, Length, add, may_extend, read
from tests.rules.cast import CALENDAR, day, event, rule, shown, start

PETITION = rule("60日", "信访事项办理", warn=Length(7), extend=Extend(Length(30)))
"""Li Guizhen's petition, accepted on 30 June 2026, waits five days for an expert's opinion."""
WAITED = (
    start("2026-06-30"),
    event("suspend", "2026-07-10", why="等待鉴定"),
    event("resume", "2026-07-15"),
)
LONGER = event("extend", "2026-08-20", length="30日", why="情况复杂")


@pytest.mark.parametrize(
    "on, state, says",
    [
        ("2026-06-29", "not_started", "“信访事项办理”尚未开始计算"),
        ("2026-06-30", "running", "自2026年7月1日起计算，共60日，应于2026年8月29日前办结"),
        ("2026-07-01", "running", "第1日／共60日，应于2026年8月29日前办结"),
        ("2026-07-12", "suspended", "第10日／共60日，自2026年7月10日起中止（因等待鉴定），恢复后还有50日"),
        ("2026-08-15", "running", "第41日／共60日，其间中止5日（因等待鉴定），应于2026年9月3日前办结"),
        ("2026-09-03", "running", "第60日／共60日，其间中止5日（因等待鉴定），应于2026年9月3日前办结，今天是最后一日"),
        ("2026-09-06", "expired", "第63日／共60日，其间中止5日（因等待鉴定），应于2026年9月3日前办结，已逾期3日"),
    ],
)
def test_any_day_is_replayed_with_its_sentence(on: str, state: str, says: str) -> None:
    reading = shown(PETITION, WAITED, on)
    assert (reading.state, reading.says) == (state, says)


def test_an_extension_and_its_reason_stand_in_the_sentence() -> None:
    reading = shown(PETITION, (*WAITED, LONGER), "2026-08-20")
    assert reading.says == (
        "第46日／共90日，其间中止5日（因等待鉴定），已延期1次（30日，因情况复杂），应于2026年10月3日前办结"
    )
    assert (reading.due, reading.warn_on) == (day("2026-10-03"), day("2026-09-26"))


def test_a_day_that_was_named_anew_says_when_and_why() -> None:
    moved = event("set_due", "2026-08-20", until="2026-09-30", why="领导批示")
    reading = shown(PETITION, (*WAITED, moved), "2026-08-21")
    assert reading.says == (
        "第47日／共87日，其间中止5日（因等待鉴定），应于2026年9月30日前办结（2026年8月20日改定，因领导批示）"
    )


def test_a_length_that_was_set_anew_counts_from_that_day() -> None:
    reading = shown(PETITION, (*WAITED, event("set_due", "2026-08-20", length="15日")), "2026-08-20")
    assert reading.due == day("2026-09-04")


def test_a_suspension_moves_a_named_day_too_but_only_one_that_came_later() -> None:
    task = ClockRule("完成时限", due=day("2026-09-30"))
    before = (*WAITED, event("set_due", "2026-08-01", until="2026-09-30"))
    assert shown(task, WAITED, "2026-08-02").due == day("2026-10-05")
    assert shown(task, before, "2026-08-02").due == day("2026-09-30")


def test_a_suspension_on_the_last_day_leaves_the_day_of_resuming() -> None:
    how = rule("5个工作日", "异议")  # from Monday 2 March to Monday 9 March
    events = (start("2026-03-02"), event("suspend", "2026-03-09", why="停电"), event("resume", "2026-03-14"))
    assert shown(how, events[:1], "2026-03-02").due == day("2026-03-09")
    assert shown(how, events, "2026-03-14").due == day("2026-03-16"), "the 14th is a Saturday"


def test_suspended_on_the_last_day_it_is_suspended_and_not_late() -> None:
    events = (start("2026-03-02"), event("suspend", "2026-03-17", why="等待鉴定"))
    reading = shown(rule("15日"), events, "2026-04-20")
    assert (reading.state, reading.overdue, reading.remaining) == ("suspended", 0, 0)


def test_a_day_named_during_a_suspension_is_moved_by_what_was_left_of_it() -> None:
    """Suspended from 10 to 15 July; on the 13th the leader names 31 July: two of the five days come after that."""
    named = (*WAITED[:2], event("set_due", "2026-07-13", until="2026-07-31"), WAITED[2])
    assert shown(PETITION, named, "2026-07-15").due == day("2026-08-02")


def test_suspended_on_a_day_off_that_prolonged_the_term_it_is_due_when_resumed() -> None:
    """The last day is 1 May, which gives way to 6 May; suspended on the 4th, resumed on Wednesday the 20th."""
    how = rule("15日", roll_to_workday=True)
    events = (start("2026-04-16"), event("suspend", "2026-05-04", why="等待鉴定"), event("resume", "2026-05-20"))
    assert shown(how, events, "2026-05-03").due == day("2026-05-06")
    assert shown(how, events, "2026-05-10").state == "suspended"
    assert shown(how, events, "2026-05-20").due == day("2026-05-20")


def test_warning_days_may_be_working_days() -> None:
    how = rule("30日", warn=Length.parse("3个工作日"))
    reading = shown(how, (start("2026-09-09"),), "2026-09-09")
    assert (reading.due, reading.warn_on) == (day("2026-10-09"), day("2026-09-29"))


def test_a_transfer_carries_on_or_starts_anew_as_the_rule_says() -> None:
    moved = (*WAITED, event("transfer", "2026-07-31", why="移交区教育局"))
    carried = shown(PETITION, moved, "2026-08-01")
    anew = shown(rule("60日", "信访事项办理", carried=False), moved, "2026-08-01")
    assert (carried.due, carried.day) == (day("2026-09-03"), 27)
    assert (anew.due, anew.day) == (day("2026-09-29"), 1)
    assert "2026年7月31日移交，期限连续计算" in carried.says
    assert "2026年7月31日移交，期限重新计算" in anew.says


def test_a_window_that_nobody_has_to_use_is_never_late() -> None:
    """退兵期限: within 45 days the troops may send somebody back; that it ran out blames nobody."""
    window = ClockRule("退兵期限", Length(45), duty=False)
    stopped = (start("2026-03-02"), event("stop", "2026-06-28"))
    assert shown(window, stopped, "2026-07-01").says.endswith("用时118日／共45日，2026年4月16日已届满")
    early = (start("2026-03-02"), event("stop", "2026-03-09"))
    assert shown(window, early, "2026-07-01").says == "已于2026年3月9日停止计算，用时7日／共45日"


def test_a_named_day_outlives_a_transfer() -> None:
    task = ClockRule("完成时限", due=day("2026-09-30"), carried=False)
    reading = shown(task, (start("2026-06-30"), event("transfer", "2026-07-31")), "2026-08-01")
    assert (reading.due, reading.day) == (day("2026-09-30"), 32)


def test_a_stopped_clock_stands_still_and_can_be_started_again() -> None:
    """A mending order that was reopened: what came before is a run of its own."""
    how = rule("15日", "整改期限")
    stopped = (start("2026-03-02"), event("stop", "2026-03-10", why="已整改"))
    again = (*stopped, event("start", "2026-04-01", why="复核不合格"))
    assert shown(how, stopped, "2026-12-01").says == "已于2026年3月10日停止计算（已整改），用时8日／共15日，未超期限"
    assert shown(how, again, "2026-04-01").due == day("2026-04-16")
    assert shown(how, again, "2026-03-31") == shown(how, stopped, "2026-03-31")


def test_stopped_while_suspended_nothing_is_late() -> None:
    reading = shown(PETITION, (*WAITED[:2], event("stop", "2026-12-01", why="信访人撤回")), "2026-12-02")
    assert (reading.state, reading.due, reading.overdue, reading.day) == ("stopped", None, 0, 10)


def test_without_a_term_it_only_counts_days() -> None:
    reading = shown(rule(""), (start("2026-03-02"),), "2026-03-12")
    assert (reading.due, reading.known, reading.says) == (None, True, "第10日，没有定期限")


def test_an_unpublished_year_is_named() -> None:
    how = rule("20个工作日", "答复")
    reading = shown(how, (start("2026-12-15"),), "2026-12-18")
    assert (reading.due, reading.known, reading.year) == (None, False, 2027)
    assert (reading.day, reading.remaining, reading.not_before) == (3, 17, day("2027-01-08"))
    assert reading.says == "第3个工作日／共20个工作日，2027年的放假安排尚未公布，截止日还算不出来，不早于2027年1月8日"


def test_a_last_day_in_an_unpublished_year_may_be_a_day_off() -> None:
    how = rule("30日", roll_to_workday=True)
    reading = shown(how, (start("2026-12-15"),), "2026-12-18")
    assert (reading.known, reading.due, reading.not_before) == (False, None, day("2027-01-14"))


def test_natural_days_need_no_calendar() -> None:
    reading = shown(PETITION, (start("2031-03-01"),), "2031-03-02")
    assert (reading.known, reading.due) == (True, day("2031-04-30"))


def test_a_history_stays_readable_when_a_calendar_comes_later() -> None:
    """Suspended in January 2026, when nobody could know that the term had ended: it moves nothing."""
    how = rule("5个工作日", "异议")
    blind = Calendar(CALENDAR.years - {2026}, CALENDAR.off, CALENDAR.worked)
    events = add(how, (start("2025-12-29"),), event("suspend", "2026-01-20", why="等待材料"), blind)
    assert shown(how, events, "2026-01-20", blind).state == "suspended"
    known = shown(how, events, "2026-01-20")
    assert (known.state, known.due, known.suspended_days) == ("expired", day("2026-01-06"), 0), "4 January is worked"


def test_stopped_and_begun_again_on_one_day_is_a_run_of_its_own() -> None:
    """Given back on the day on which it was handed out, and handed out again on it."""
    once = (start("2026-07-01"), event("stop", "2026-07-01"))
    twice = add(PETITION, add(PETITION, once, start("2026-07-01"), CALENDAR), event("stop", "2026-07-01"), CALENDAR)
    going = add(PETITION, twice, start("2026-07-01"), CALENDAR)
    assert (shown(PETITION, going, "2026-07-02").state, shown(PETITION, going, "2026-07-02").day) == ("running", 1)
    with pytest.raises(ClockError, match="已经在计算，不能再次开始"):
        add(PETITION, going, start("2026-07-01"), CALENDAR)


@pytest.mark.parametrize("carried", [True, False])
@pytest.mark.parametrize(
    "again",
    [event("transfer", "2026-07-02", why="转办"), event("set_due", "2026-07-02", until="2026-08-30", why="更正")],
)
def test_what_is_told_twice_running_and_changes_nothing_is_passed_over(again: Event, carried: bool) -> None:
    """Handed from one to the next twice on a day, in the same words; the same due day written twice."""
    how = rule("60日", carried=carried)
    once = add(how, (start("2026-07-01"),), again, CALENDAR)
    assert add(how, once, again, CALENDAR) == once
    assert shown(how, (*once, again), "2026-07-05") == shown(how, once, "2026-07-05"), "nor where both are kept"


def test_what_is_told_twice_running_and_would_change_something_is_refused() -> None:
    how = rule("60日", extend=Extend(Length(30), times=None))
    once = add(how, (start("2026-07-01"),), event("extend", "2026-07-02", length="10日"), CALENDAR)
    with pytest.raises(ClockError, match="2026年7月2日的延期已经登记过，不能登记两次"):
        add(how, once, once[-1], CALENDAR)
    paused = add(how, once, event("suspend", "2026-07-02", why="补正"), CALENDAR)
    with pytest.raises(ClockError, match="已经中止，不能再次中止"):
        add(how, paused, paused[-1], CALENDAR)


def test_with_something_between_the_same_words_are_a_thing_of_their_own() -> None:
    """Suspended, taken up and suspended again on one day; corrected to another day and back."""
    how, day_of = rule("60日"), "2026-07-02"
    away, back = event("suspend", day_of, why="补正"), event("resume", day_of)
    events = (start("2026-07-01"),)
    for one in (away, back, away):
        events = add(how, events, one, CALENDAR)
    assert events[1:] == (away, back, away) and shown(how, events, "2026-07-05").state == "suspended"
    right, wrong = (event("set_due", day_of, until=until) for until in ("2026-08-30", "2026-09-30"))
    events = (start("2026-07-01"),)
    for one in (right, wrong, right):
        events = add(how, events, one, CALENDAR)
    assert shown(how, events, "2026-07-05").due == day("2026-08-30")


@pytest.mark.parametrize(
    "events, says",
    [
        ((event("stop", "2026-07-01"),), "还没有开始计算，不能停止计算"),
        ((*WAITED, event("resume", "2026-07-16")), "没有中止，无须恢复"),
        ((*WAITED[:2], event("suspend", "2026-07-11", why="补正")), "已经中止，不能再次中止"),
        ((*WAITED, start("2026-07-20")), "已经在计算，不能再次开始"),
        ((*WAITED, event("stop", "2026-07-14")), "早于前面的恢复（2026年7月15日）"),
        ((start("2026-07-01"), event("stop", "2026-07-02"), event("suspend", "2026-07-03")), "不能再中止"),
        ((start("2026-07-01"), event("extend", "2026-07-02", length="31日")), "每次延期最长30日，申请的31日超过了"),
        ((start("2026-07-01"), event("extend", "2026-07-02", length="1个月")), "单位不同"),
        ((start("2026-07-01"), event("extend", "2026-07-02")), "没有写延到什么时候"),
        ((*WAITED, LONGER, event("extend", "2026-08-21", length="1日")), "最多延期1次，已经延期1次"),
        ((start("2026-07-01"), event("set_due", "2026-07-02")), "没有写新的期限"),
        ((start("2026-07-01"), event("set_due", "2026-07-02", until="2026-07-01")), "早于改定的当天"),
        ((start("2026-07-01", until="2026-06-30"),), "早于开始计算的2026年7月1日"),
        ((start("2026-07-01", until="2026-08-30", length="3日"),), "既写了时长，又写了截止日"),
    ],
)
def test_what_cannot_have_happened_is_refused_with_a_reason(events: tuple[Event, ...], says: str) -> None:
    with pytest.raises(ClockError, match=says):
        read(PETITION, events, date(2026, 12, 31), CALENDAR)


@pytest.mark.parametrize(
    "what, says",
    [
        (event("suspend", "2026-09-04", why="等待鉴定"), "已于2026年9月3日届满，届满之后不能再中止"),
        (event("extend", "2026-09-04", length="10日"), "届满之后不能再延期"),
        (event("extend", "2026-09-01", until="2026-09-03"), "不晚于现在的2026年9月3日"),
        (event("extend", "2026-09-01", until="2026-10-04"), "最晚到2026年10月3日"),
    ],
)
def test_what_comes_too_late_or_goes_too_far_is_not_added(what: Event, says: str) -> None:
    with pytest.raises(ClockError, match=says):
        add(PETITION, WAITED, what, CALENDAR)


def test_an_extension_to_a_day_within_the_limit_is_added() -> None:
    events = add(PETITION, WAITED, event("extend", "2026-09-01", until="2026-10-03"), CALENDAR)
    assert shown(PETITION, events, "2026-09-02").due == day("2026-10-03")


def test_a_rule_may_allow_an_extension_after_the_last_day() -> None:
    how = rule("60日", extend=Extend(Length(30), 1, late=True))
    late = add(how, WAITED, event("extend", "2026-09-05", length="30日"), CALENDAR)
    assert shown(how, late, "2026-09-05").due == day("2026-10-03"), (
        "counted from the old end, not from the day of asking"
    )


def test_whether_it_may_be_extended_is_answered_with_the_reason() -> None:
    assert may_extend(PETITION, WAITED, Length(30)) == (True, "可以延期：这是第1次，最多1次，每次最长30日")
    assert may_extend(PETITION, WAITED, Length(31)) == (False, "“信访事项办理”每次延期最长30日，申请的31日超过了。")
    assert may_extend(PETITION, (*WAITED, LONGER), Length(1))[1] == "“信访事项办理”最多延期1次，已经延期1次。"
    assert may_extend(PETITION, (), Length(1))[1] == "“信访事项办理”还没有开始计算，不能延期。"
    assert may_extend(rule("5日"), WAITED, Length(1))[1] == "“办理期限”没有可以延期的规定。"
    assert may_extend(PETITION, WAITED, Length(5), day("2026-09-03"), CALENDAR)[0]
    assert not may_extend(PETITION, WAITED, Length(5), day("2026-09-04"), CALENDAR)[0]


def test_months_and_years_may_be_compared_for_an_extension() -> None:
    how = rule("6个月", extend=Extend(Length.parse("1年")))
    assert may_extend(how, (start("2026-01-31"),), Length.parse("12个月"))[0]
    assert not may_extend(how, (start("2026-01-31"),), Length.parse("13个月"))[0]


def test_a_rule_is_of_one_kind() -> None:
    with pytest.raises(ClockError, match="两者只能写一个"):
        ClockRule("完成时限", Length(3), day("2026-09-30"))


@pytest.mark.parametrize(
    "options", [{"length": Length(0)}, {"length": Length(3), "warn": Length(-3)}, {"extend": Extend(Length(-1))}]
)
def test_a_rule_has_no_lengths_that_point_back(options: dict[str, Any]) -> None:
    with pytest.raises(ClockError, match="数字为1以上的整数"):
        ClockRule("完成时限", **options)
    with pytest.raises(ClockError, match="延期不能是“-3日”"):
        read(PETITION, (*WAITED, Event("extend", day("2026-08-01"), Length(-3))), day("2026-08-01"), CALENDAR)
