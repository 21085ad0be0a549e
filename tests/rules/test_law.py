"""Every clock of the field's laws, worked by hand: the last day in time, and the day after it.

Weekdays and holidays are those of the calendars of 2025 and 2026. Petitions (信访工作条例) count calendar days and do
not give way to a holiday. Where an article or a start is 待核, the row says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from shuangyong.rules.clocks import ClockRule, Event, Extend, Length, add, read
from tests.rules.cast import CALENDAR, day, event, rule, shown, start


@dataclass(frozen=True)
class Case:
    """One worked example: law and article, the rule, what happened, the last day in time."""

    code: str
    law: str
    rule: ClockRule
    events: tuple[Event, ...]
    due: str

    @property
    def started(self) -> Event:
        return self.events[0]


def case(code: str, law: str, length: str, on: str, due: str, *more: Event, **options: object) -> Case:
    return Case(code, law, rule(length, code, **options), (start(on), *more), due)


EXTENDED = Extend(Length.parse("30日"))
DUTIES = [
    # 信访工作条例 (2022): calendar days from the day after, 5 May and 3 and 5 October are days off and stay
    case("XF1 登记转送", "信访工作条例第22条", "15日", "2026-03-02", "2026-03-17", act="转送"),
    case("XF2 直接收到的告知", "信访工作条例第23条", "15日", "2026-04-20", "2026-05-05", act="告知"),
    case("XF3 转送交办的告知", "信访工作条例第23条", "15日", "2026-09-20", "2026-10-05", act="告知"),
    case("XF4 提出异议", "信访工作条例第23条", "5个工作日", "2026-09-28", "2026-10-10", act="提出异议"),
    case("XF5 申诉求决办结", "信访工作条例第34条", "60日", "2026-07-05", "2026-09-03"),
    case(
        "XF6 延期",
        "信访工作条例第34条",
        "60日",
        "2026-07-05",
        "2026-10-03",
        event("extend", "2026-08-31", length="30日", why="情况复杂"),
        extend=EXTENDED,
    ),
    case("XF7 申请复查", "信访工作条例第35条", "30日", "2026-01-31", "2026-03-02", act="申请复查"),
    case("XF8 复查意见", "信访工作条例第35条", "30日", "2026-05-06", "2026-06-05", act="出具意见"),
    case("XF9 申请复核", "信访工作条例第36条", "30日", "2026-06-10", "2026-07-10", act="申请复核"),
    case(
        "XF10 复核意见（听证不计）",
        "信访工作条例第36条",
        "30日",
        "2026-08-03",
        "2026-09-06",
        event("suspend", "2026-08-10", why="举行听证"),
        event("resume", "2026-08-14"),
        act="出具意见",
    ),
    # 退役军人安置条例 (2024)
    case("AZ1 报到", "退役军人安置条例第51条", "30日", "2026-03-01", "2026-03-31", act="报到"),
    case("AZ3 安排工作", "退役军人安置条例第31条", "6个月", "2025-08-31", "2026-02-28", act="安排"),
    case("AZ4 安排上岗", "退役军人安置条例第75条", "30日", "2026-02-01", "2026-03-03", act="安排上岗"),
    case("入学资格、复学", "退役军人保障法第35条、征兵工作条例第33条", "2年", "2026-09-01", "2028-09-01", act="入学"),
    # 军人抚恤优待条例 (2024)
    case("FX3 转入抚恤关系", "军人抚恤优待条例第30条", "60日", "2026-03-01", "2026-04-30", act="申请"),
    Case("AZ10 专场招聘", "退役军人安置条例第67条", rule(), (start("2026-01-01", until="2026-12-31"),), "2026-12-31"),
    Case("FX9 年度确认", "军人抚恤优待条例第8条", rule(), (start("2026-01-01", until="2026-12-31"),), "2026-12-31"),
    Case("FX10 责令限期", "军人抚恤优待条例第57条", rule(), (start("2026-05-20", until="2026-06-15"),), "2026-06-15"),
    # 送喜报: the county's own rule, an example (临漳县); the national term is 待核. 14 February is worked.
    case("喜报登记", "临漳县做法（国家办法天数待核）", "2个工作日", "2026-02-13", "2026-02-24", act="登记"),
    # 4.7
    case("信息公开答复", "政府信息公开条例第33条", "20个工作日", "2026-03-02", "2026-03-30", act="答复"),
    case(
        "信息公开延期",
        "政府信息公开条例第33条",
        "20个工作日",
        "2026-03-02",
        "2026-04-28",
        event("extend", "2026-03-30", length="20个工作日"),
        extend=Extend(Length.parse("20个工作日")),
        act="答复",
    ),
    case("随军家属接收", "军人随军家属就业安置办法（条号待核）", "6个月", "2026-03-31", "2026-09-30", act="接收"),
    # 征兵工作条例 (2023); articles 待核
    case("新兵档案寄送", "征兵工作条例（条号待核）", "10日", "2026-03-20", "2026-03-30", act="寄送"),
    case("档案问题处理", "征兵工作条例（条号待核）", "25日", "2026-03-20", "2026-04-14", act="处理"),
    case("退回新兵", "征兵工作条例（条号待核）", "45日", "2026-03-22", "2026-05-06", act="退回"),
    case("退回交接", "征兵工作条例（条号待核）", "7个工作日", "2026-04-30", "2026-05-13", act="交接"),
    case("鉴定", "征兵工作条例（条号待核）", "5个工作日", "2026-04-02", "2026-04-10", act="鉴定"),
    Case("兵役登记", "兵役法（条号待核）", rule(), (start("2026-01-01", until="2026-12-31"),), "2026-12-31"),
    # 政府督查工作条例
    case("督查申请复核", "政府督查工作条例第17条", "30日", "2026-10-01", "2026-10-31", act="申请复核"),
    case("督查复核", "政府督查工作条例第17条", "30日", "2026-10-31", "2026-11-30", act="复核"),
    # terms of reporting back that are in use (FACTS 2.6): custom, not law
    case("议定事项报落实", "督办通例（待核）", "30个工作日", "2026-06-01", "2026-07-14", act="报告"),
    case("会议精神报送", "督办通例（待核）", "7日", "2026-06-01", "2026-06-08", act="报告"),
    case("网络反映事项", "督办通例（待核）", "5日", "2026-06-01", "2026-06-06", act="反馈"),
    case("未注明时限的交办", "督办通例（待核）", "15日", "2026-06-01", "2026-06-16"),
    # 民法典第203条: a last day off gives way where the law lets it; a Saturday that is worked stays
    case("最后一日是节假日", "民法典第203条", "15日", "2026-04-20", "2026-05-06", roll_to_workday=True),
    case("最后一日是国庆", "民法典第203条", "1个月", "2026-09-01", "2026-10-08", roll_to_workday=True),
    case("最后一日调休上班", "民法典第203条", "10日", "2026-02-04", "2026-02-14", roll_to_workday=True),
    # 民法典第202条: the corresponding day, or the month's last
    case("对应日", "民法典第202条", "1个月", "2026-01-30", "2026-02-28"),
    case("闰年", "民法典第202条", "1年", "2024-02-29", "2025-02-28"),
]
PERIODS = [
    case("AZ2 逾期视为放弃", "退役军人安置条例第51条", "60日", "2026-03-01", "2026-04-30", duty=False),
    case("AZ7 聘用合同", "退役军人安置条例第32条", "3年", "2026-03-01", "2029-02-28", duty=False, from_next_day=False),
    case("AZ8 结婚满2年", "退役军人安置条例第45条", "2年", "2024-02-29", "2026-02-28", duty=False),
    case("AZ9 随调配偶", "退役军人安置条例第57条", "3年", "2026-07-01", "2029-06-30", duty=False, from_next_day=False),
    case("FX5 再评残疾等级", "军人抚恤优待条例第29条", "1年", "2025-03-10", "2026-03-10", duty=False),
    # from the month after the death: 待核 in local rules
    case("FX6", "军人抚恤优待条例第22条", "6个月", "2026-01-15", "2026-07-31", duty=False, begins="next_month"),
    case("FX7", "军人抚恤优待条例第32条", "12个月", "2026-02-28", "2027-02-28", duty=False, begins="next_month"),
    case("FX8", "军人抚恤优待条例第62条", "6个月", "2026-08-31", "2027-02-28", duty=False, begins="next_month"),
    case("公示", "征兵工作条例（条号待核）", "5个工作日", "2026-08-24", "2026-08-31", duty=False),
    case("义务兵服役", "兵役法（条号待核）", "2年", "2024-09-01", "2026-08-31", duty=False, from_next_day=False),
    case(
        "随军家属生活补助累计5年",
        "福建省办法2014（待核）",
        "5年",
        "2026-01-12",
        "2031-01-31",
        event("suspend", "2027-03-01", why="已就业"),
        event("resume", "2027-04-01"),
        duty=False,
        begins="month",
    ),
]


@pytest.mark.parametrize("case", DUTIES + PERIODS, ids=lambda case: case.code)
def test_the_last_day_is_in_time_and_the_next_is_late(case: Case) -> None:
    due = day(case.due)
    last = read(case.rule, case.events, due, CALENDAR)
    after = read(case.rule, case.events, due + timedelta(days=1), CALENDAR)
    assert (last.state, last.due, last.overdue) == ("running", due, 0), case.law
    assert (after.state, after.due) == ("expired", due)
    assert after.overdue == (1 if case.rule.duty else 0)


@pytest.mark.parametrize("case", DUTIES, ids=lambda case: case.code)
def test_done_on_the_last_day_is_in_time_and_done_on_the_next_is_late(case: Case) -> None:
    due = day(case.due)
    for late in (0, 1):
        done = due + timedelta(days=late)
        reading = read(case.rule, (*case.events, Event("stop", done, why="已办结")), done, CALENDAR)
        assert (reading.state, reading.overdue, reading.ended_on) == ("stopped", late, done)
        assert ("未超期限" in reading.says) is (late == 0)


@pytest.mark.parametrize("case", DUTIES, ids=lambda case: case.code)
def test_the_last_day_is_known_on_the_first(case: Case) -> None:
    """Without what happened later: an extension or a hearing moves it, nothing else does."""
    first = read(case.rule, case.events, case.started.on, CALENDAR)
    assert first.due is not None
    assert first.due <= day(case.due)
    assert (first.due == day(case.due)) is (len(case.events) == 1)


@pytest.mark.parametrize(
    "code, law, begins, on, since",
    [
        ("AZ5 未上岗生活费", "退役军人安置条例第75条：当月起", "month", "2026-05-20", "2026-05-01"),
        ("FX1 定期抚恤金", "军人抚恤优待条例第19条：当月起", "month", "2026-05-31", "2026-05-01"),
        ("FX2 残疾抚恤金", "军人抚恤优待条例第27条：当月起", "month", "2026-05-01", "2026-05-01"),
        ("FX4 转入的残疾抚恤金", "军人抚恤优待条例第30条：下一年起", "next_year", "2026-03-01", "2027-01-01"),
        ("FX11 户籍迁移", "烈士褒扬条例第22条：次年1月起", "next_year", "2026-12-31", "2027-01-01"),
    ],
)
def test_what_is_paid_from_a_month_on(code: str, law: str, begins: str, on: str, since: str) -> None:
    how = rule("", code, begins=begins, duty=False)
    eve = shown(how, (start(on),), day(since) - timedelta(days=1))
    first = shown(how, (start(on),), max(day(since), day(on)))
    assert eve.state == "not_started", law
    assert (first.state, first.since, first.due) == ("running", day(since), None), law


def test_what_is_paid_while_somebody_waits_has_no_term() -> None:
    """AZ6, 退役军人安置条例第75条: month by month until there is a post."""
    how = rule("", "待安排期间生活补助", duty=False, begins="month")
    events = (start("2026-03-20"), event("stop", "2026-07-06", why="已上岗"))
    waiting, ended = shown(how, events, "2026-07-05"), shown(how, events, "2026-07-06")
    assert (waiting.state, waiting.says) == ("running", "第127日，没有定期限")
    assert (ended.state, ended.says) == ("stopped", "已于2026年7月6日停止计算（已上岗），用时128日")


def test_a_petition_is_extended_once_and_by_thirty_days_at_most() -> None:
    """信访工作条例第34条."""
    how = rule("60日", "信访事项办理", extend=EXTENDED)
    events = (start("2026-07-05"),)
    with pytest.raises(Exception, match="最长30日"):
        add(how, events, event("extend", "2026-08-31", length="31日"), CALENDAR)
    once = add(how, events, event("extend", "2026-09-03", length="30日"), CALENDAR)
    with pytest.raises(Exception, match="最多延期1次"):
        add(how, once, event("extend", "2026-09-10", length="1日"), CALENDAR)
    with pytest.raises(Exception, match="届满之后不能再延期"):
        add(how, events, event("extend", "2026-09-04", length="30日"), CALENDAR)


def test_a_holiday_does_not_move_a_petition_but_moves_what_the_code_rules() -> None:
    petition, civil = rule("15日"), replace(rule("15日"), roll_to_workday=True)
    events = (start("2026-04-20"),)
    assert shown(petition, events, "2026-04-20").due == day("2026-05-05")
    assert shown(civil, events, "2026-04-20").due == day("2026-05-06")
