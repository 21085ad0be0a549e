"""Whatever somebody does to the database behind the program's back is a red item in the morning."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.jobs.models import Alarm
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import MOST, look_over, nightly
from shuangyong.cases.models import Case, Holding
from tests.cases.conftest import NOW, TODAY


def found(now=NOW) -> int:
    return look_over(now=now, progress=lambda done, total: None)


def alarms() -> list[str]:
    return list(Alarm.objects.filter(ended=None).order_by("key").values_list("says", flat=True))


@pytest.fixture
def task(district) -> Case:
    form = Form(
        {"task": "建立台账", "deadline": date(2026, 6, 30)},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    return take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)


def test_nothing_is_wrong_with_what_the_program_wrote(district, task) -> None:
    assert (found(), alarms()) == (0, [])


def tamper_state(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state={**case.state, "counters": {"returned": 1}})


def tamper_stage(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(stage="reported_done")


def tamper_due(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(due=date(2027, 1, 1))
    Holding.objects.filter(case=case).update(due=date(2027, 1, 1))


def tamper_holding(case: Case) -> None:
    Holding.objects.filter(case=case, part="support").delete()


def tamper_held(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(held=case.held.replace("support", "lead"))


def tamper_rev(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(rev=3)


def tamper_unit(case: Case) -> None:
    Unit.objects.filter(holdings__case=case, holdings__part="lead").update(valid_to=TODAY)


def tamper_path(case: Case) -> None:
    Holding.objects.filter(case=case, part="lead").update(unit_path="x")


def tamper_everything(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state={})


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (tamper_state, "与历次步骤加起来的不一致"),
        (tamper_stage, "列表里显示的环节与明细不一致"),
        (tamper_due, "列表里的期限是2027-01-01，按期限规则算应是2026-06-30"),
        (tamper_holding, "承办单位与历次步骤加起来的不一致"),
        (tamper_held, "列表里显示的承办单位与明细不一致"),
        (tamper_rev, "应有 3 步，实有 2 步"),
        (tamper_unit, "牵头单位云溪区教育局已于 2026-03-02 撤销"),
        (tamper_path, "在组织里的位置已变"),
        (tamper_everything, "读不出来"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_found(district, task, tamper, words) -> None:
    tamper(task)
    assert found() >= 1
    assert any(words in says and says.startswith("督办〔2026〕1号") for says in alarms()), alarms()


def test_a_red_item_ends_when_it_is_mended(district, task) -> None:
    tamper_stage(task)
    found()
    assert len(alarms()) == 2  # the column, and the holdings that no longer say the same
    Case.objects.filter(pk=task.pk).update(stage="doing")
    found()
    assert alarms() == []


def test_a_case_without_a_way_out_is_found(district, task, monkeypatch) -> None:
    from shuangyong.base.organisation.posts import Posts
    from shuangyong.cases import invariants

    monkeypatch.setattr(invariants.posts, "load", lambda: Posts({}, {}))
    found()
    assert any("停在“办理中”，没有任何岗位能往下办" in says for says in alarms())


def test_many_findings_are_one_number(district, task, monkeypatch) -> None:
    from shuangyong.cases import invariants

    many = [invariants.Finding("x", number, "坏") for number in range(MOST + 5)]
    monkeypatch.setattr(invariants, "findings_of", lambda row, today: many)
    found()
    assert len(alarms()) == MOST + 1
    assert f"共发现 {MOST + 5} 处" in "".join(alarms())


def test_closed_cases_have_their_turn_once_in_a_month(district, task) -> None:
    Case.objects.filter(pk=task.pk).update(phase="closed")
    turns = [nightly(date.fromordinal(TODAY.toordinal() + day)).count() for day in range(30)]
    assert sum(turns) == 1
