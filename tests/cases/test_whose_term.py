"""Whose term it is: a unit that files on its last day is not late while others check, and a late checker is."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.cases import ledgers, overview, queries, reminding, waiting
from shuangyong.cases.engine.clocks import RESTS
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Notice, Reminder
from shuangyong.cases.queries import Filter
from shuangyong.cases.showing import replay
from shuangyong.cases.standing import lay_open
from tests.cases.conftest import at, do

LAST = date(2026, 6, 30)
RED = Filter(lights=("red",))


@pytest.fixture
def filed(district, task, paper) -> Case:
    """宁联 of the bureau of education signs, and files on the last day of the term."""
    do(district, task, "宁联", "sign")
    done = Form({"progress": "全部入园。"}, proofs={"result": (paper("宁联"),)})
    return do(district, task, "宁联", "ask_close", done, now=at(6, 30))


def reds(district, who: str, on: date) -> list[int]:
    return [row.pk for row in queries.page(district.actor(who, on), RED, on).rows]


def test_the_morning_after_the_unit_is_not_late(district, filed) -> None:
    """Five working days from 30 June: Wednesday the 1st to Tuesday the 7th of July are the checker's."""
    assert (filed.due, filed.due_clock) == (date(2026, 7, 7), "checking")
    morning = date(2026, 7, 1)
    readings = lay_open(filed, morning).readings
    assert (readings["term"].state, readings["term"].due, readings["term"].overdue) == ("filed", LAST, 0)
    assert readings["term"].says == (
        "第120日／共120日，应于2026年6月30日前办结，已于2026年6月30日按期提请办结，等待期间不计，退回后还有0日"
    )
    assert reds(district, "宁联", morning) == reds(district, "陆双", morning) == []
    seen = replay(district.actor("宁联"), filed.pk, morning)
    assert seen.light.key == "green"
    assert seen.light.says.endswith("已于2026年6月30日按期提请办结，待交办单位核销，第1个工作日／共5个工作日")


def test_a_late_checker_is_red_where_he_sits_and_the_unit_is_not(district, filed) -> None:
    late = date(2026, 7, 8)
    assert reds(district, "陆双", late) == [filed.pk]
    assert reds(district, "宁联", late) == []
    assert [ledgers.standings(district.actor(who, late), late)["task"].red for who in ("陆双", "宁联")] == [1, 0]
    [mine] = queries.page(district.actor("宁联", late), Filter(), late).rows
    assert (mine.light, mine.due) == (queries.OTHERS, None)
    [his] = queries.page(district.actor("陆双", late), RED, late).rows
    assert his.light.says == "逾期1天：核销期限（交办单位）7月7日到期"
    assert [one.reds.number for one in waiting.desk(district.actor("陆双", late), late, 5, 50)] == [1]
    assert waiting.desk(district.actor("宁联", late), late, 5, 50) == ()
    [holder] = overview.reds(district.actor("陆双", late), late).holders
    assert (holder.pk, holder.reds[0].lead) == (district.unit("双拥办"), "区教育局")


def test_only_the_checker_is_pressed(district, filed) -> None:
    waiting_rungs = Reminder.objects.filter(case=filed, done_at=None)
    assert {(one.clock, one.due_on) for one in waiting_rungs} == {
        ("checking", date(2026, 7, 8)),
        ("checking", date(2026, 7, 15)),
    }
    before = Notice.objects.filter(case=filed, account=district.account("宁联")).count()
    reminding.ring(now=at(7, 8), progress=lambda *_: None)
    assert Notice.objects.filter(case=filed, sort="term", says__contains="核销期限已过").exists()
    assert Notice.objects.filter(case=filed, account=district.account("宁联")).count() == before


def test_filed_on_the_last_day_checked_nine_days_later_returned_and_filed_again(district, filed) -> None:
    back = do(district, filed, "陆双", "return", Form(note="请附名单"), now=at(7, 9))
    assert (back.due, back.due_clock) == (date(2026, 7, 9), "term")
    readings = lay_open(back, date(2026, 7, 9)).readings
    assert readings["term"].says == (
        "第120日／共120日，其间报送后等待9日，不计，应于2026年7月9日前办结，今天是最后一日"
    )
    assert (readings["checking"].state, readings["checking"].overdue) == ("stopped", 2)
    assert reds(district, "宁联", date(2026, 7, 10)) == [filed.pk]  # whoever lets that day pass is late

    again = do(district, back, "宁联", "ask_close", Form({"progress": "附上名单。"}), now=at(7, 9, 16))
    assert (again.due, again.due_clock) == (date(2026, 7, 16), "checking")
    done = do(district, again, "陆双", "close", now=at(7, 14))
    found = lay_open(done, date(2026, 7, 20)).readings["term"]
    assert (found.state, found.overdue, found.waited_days) == ("stopped", 0, 14)
    assert replay(district.actor("陆双"), done.pk, date(2026, 7, 20)).light.says.endswith("未超期限")
    assert findings_of(Case.objects.prefetch_related("holdings", "steps").get(pk=done.pk), date(2026, 7, 20)) == []


def test_every_past_day_is_replayed_with_its_sentence(district, filed) -> None:
    do(district, filed, "陆双", "return", Form({"deadline": date(2026, 7, 20)}, note="请附名单"), now=at(7, 9))
    actor = district.actor("陆双")
    says = {
        date(2026, 6, 29): "完成时限6月30日到期，只剩1天",
        date(2026, 7, 3): "第3个工作日／共5个工作日",
        date(2026, 7, 8): "逾期1天：核销期限（交办单位）7月7日到期；已于2026年6月30日按期提请办结",
        date(2026, 7, 9): "完成时限7月20日到期",
    }
    for on, words in says.items():
        assert words in replay(actor, filed.pk, on).light.says, on


def test_filed_late_is_as_late_as_it_was_filed(district, task, paper) -> None:
    """Three days late on the day of filing; the checker's week is not added, before it is given back nor after."""
    do(district, task, "宁联", "sign")
    done = Form({"progress": "全部入园。"}, proofs={"result": (paper("宁联"),)})
    case = do(district, task, "宁联", "ask_close", done, now=at(7, 3))
    for on in (date(2026, 7, 3), date(2026, 7, 9)):
        reading = lay_open(case, on).readings["term"]
        assert (reading.state, reading.overdue) == ("filed", 3)
        assert "已于2026年7月3日提请办结，晚3日" in reading.says
    case = do(district, case, "陆双", "return", Form(note="请附名单"), now=at(7, 10))
    assert [lay_open(case, date(2026, 7, day)).readings["term"].overdue for day in (10, 11)] == [3, 4]
    case = do(district, case, "宁联", "ask_close", Form({"progress": "附上名单。"}), now=at(7, 11))
    case = do(district, case, "陆双", "close", now=at(7, 20))
    assert lay_open(case, date(2026, 8, 1)).readings["term"].overdue == 4


def test_an_answer_that_comes_late_takes_no_day_of_who_asked_in_time(district, task) -> None:
    """Asked for longer on the last day, answered ten days later: the extension is still to be given."""
    do(district, task, "宁联", "sign")
    wish = Form({"new_deadline": date(2026, 8, 31)}, note="换防")
    case = do(district, task, "宁联", "ask_longer", wish, now=at(6, 30))
    assert case.due_clock == "answering"
    assert reds(district, "宁联", date(2026, 7, 8)) == []
    case = do(district, case, "简文", "extend", Form({"new_deadline": date(2026, 8, 31)}), now=at(7, 10))
    assert (case.due, case.due_clock) == (date(2026, 8, 31), "term")


def test_units_rest_by_their_own_terms(district, filed) -> None:
    held = dict(Case.objects.get(pk=filed.pk).holdings.values_list("part", "due"))
    assert held == {"lead": RESTS, "opener": date(2026, 7, 7)} | {part: RESTS for part in held if part == "support"}


@pytest.mark.parametrize("day", [22, 23, 28, 30])
def test_a_list_by_light_holds_lines_of_that_light(district, task, day) -> None:
    """The unit's own term ends on 30 June and is warned of from the 23rd; the case waits longer for somebody else."""
    Case.objects.filter(pk=task.pk).update(due=date(2026, 8, 31), warn_on=date(2026, 8, 20))
    mine = task.holdings.filter(part="lead")
    mine.update(due=LAST, warn_on=date(2026, 6, 23))
    on = date(2026, 6, day)
    for key in ("red", "yellow", "green"):
        rows = queries.page(district.actor("宁联", on), Filter(lights=(key,)), on).rows
        assert {(row.pk, row.light.key, row.due) for row in rows} <= {(task.pk, key, LAST)}
        assert bool(rows) == (key == ("yellow" if day >= 23 else "green"))
    [part] = waiting.desk(district.actor("宁联", on), on, 5, 50)
    assert [row.light.key for row in part.rows] == ["yellow" if day >= 23 else "green"]


def test_of_two_parts_with_one_term_the_first_warning_counts(district, task) -> None:
    """The unit holds the case in two parts to the same day; it is warned of one of them a week, of the other two days before."""
    mine = task.holdings.get(part="lead")
    for part, day in (("before", 28), ("lead", 23), ("observer", 29)):
        task.holdings.update_or_create(
            part=part,
            unit=mine.unit,
            defaults={
                "unit_path": mine.unit_path,
                "root": mine.root,
                "kind": mine.kind,
                "stage": mine.stage,
                "phase": mine.phase,
            }
            | {"due": LAST, "warn_on": date(2026, 6, day), "place": mine.place},
        )
    Case.objects.filter(pk=task.pk).update(due=date(2026, 8, 31), warn_on=date(2026, 8, 20))
    on = date(2026, 6, 25)
    rows = queries.page(district.actor("宁联", on), Filter(lights=("yellow",)), on).rows
    assert [(row.pk, row.light.key, row.due) for row in rows] == [(task.pk, "yellow", LAST)]
