"""Somebody has the database file in hand and knows the program: what the trail answers for betrays every change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.query import QuerySet

from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.files.models import Blob
from shuangyong.base.jobs import actions, alarms, queries
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Alarm
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import verify
from shuangyong.base.trail.witness import hear
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Proof, ProofUse, StepRow
from tests.cases.conftest import NOW, do

LATER = NOW + timedelta(days=1)


@pytest.fixture
def pressed(district, task) -> StepRow:
    """The office presses, which is a step like any other."""
    do(district, task, "陆双", "press", Form(note="请抓紧"), now=LATER)
    return StepRow.objects.get(case=task, seq=2)


def test_untouched_steps_are_answered_for(pressed) -> None:
    assert verify().good
    assert hear().says == ()


@pytest.mark.parametrize(
    "changed", [{"note": "没有催过"}, {"at": NOW}, {"actor_name": "宁联"}, {"data": {"values": {}}}]
)
def test_a_changed_step_is_betrayed_by_its_entry(pressed, changed) -> None:
    StepRow.objects.filter(pk=pressed.pk).update(**changed)
    assert verify().good, "the chain itself is whole: the change lies beside it"
    (says,) = hear().says
    assert "督办〔2026〕1号 的步骤与现在的不一致" in says


def test_only_the_entries_asked_for_are_heard(pressed) -> None:
    """`trail verify --since`: an old fault that is known does not hide whether anything came after it."""
    StepRow.objects.filter(pk=pressed.pk).update(note="没有催过")
    newest = Entry.objects.latest("seq").seq
    assert len(hear(since=newest).says) == 1
    assert hear(since=newest + 1).good


def test_the_red_item_of_the_trail_is_settled_by_the_auditor_alone(district, pressed) -> None:
    StepRow.objects.filter(pk=pressed.pk).update(note="没有催过")
    enqueue("trail.verify", now=LATER)
    run_pending(LATER)
    (alarm,) = Alarm.objects.filter(ended=None)
    system, auditor = district.actor("管系"), district.actor("管审")
    assert [item.mine for item in queries.red_items(system, now=LATER)] == [False]
    with pytest.raises(Forbidden, match="系统管理员不能自行消除"):
        actions.settle(system, alarm.pk, now=LATER)
    with pytest.raises(Forbidden):
        actions.settle(district.actor("陆双"), alarm.pk, now=LATER)
    assert [item.alarm_id for item in queries.red_items_kept_for(auditor)] == [alarm.pk]
    assert queries.red_items_kept_for(system) == []
    actions.settle(auditor, alarm.pk, now=LATER)
    assert queries.red_items_kept_for(auditor) == []


def test_the_auditor_settles_no_other_red_item(district) -> None:
    alarms.begin("job:test", "“测试”没有做成", now=LATER)
    with pytest.raises(NotFound):
        actions.settle(district.actor("管审"), Alarm.objects.get().pk, now=LATER)
    actions.settle(district.actor("管系"), Alarm.objects.get().pk, now=LATER)


def test_a_step_taken_away_with_its_traces_is_betrayed(pressed) -> None:
    QuerySet(StepRow).filter(pk=pressed.pk).delete()
    Case.objects.filter(pk=pressed.case_id).update(rev=1)
    assert any("有的步骤被删掉了" in says for says in hear().says)


def test_a_step_that_was_put_in_has_no_entry(pressed) -> None:
    pressed.pk, pressed.seq = None, 3
    StepRow.objects.bulk_create([pressed])
    (says,) = hear().says
    assert "留痕只记下 2 步" in says


def test_the_nightly_check_raises_a_red_item_that_ends_when_the_evidence_is_put_back(pressed) -> None:
    def night(day: int) -> list[str]:
        now = LATER + timedelta(days=day)
        enqueue("trail.verify", now=now)
        run_pending(now)
        return list(Alarm.objects.filter(key="trail.broken", ended=None).values_list("says", flat=True))

    assert night(1) == []
    StepRow.objects.filter(pk=pressed.pk).update(note="没有催过")
    (says,) = night(2)
    assert "请保留现场" in says
    StepRow.objects.filter(pk=pressed.pk).update(note=pressed.note)
    assert night(3) == []


# ── proofs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "changed",
    [{"title": "另一份材料"}, {"proves": "别的事"}, {"on": NOW.date() - timedelta(days=300)}, {"until": NOW.date()}],
)
def test_a_changed_proof_is_betrayed_by_its_entry(district, paper, changed) -> None:
    filed = paper("宁联")
    assert hear().says == ()
    Proof.objects.filter(pk=filed).update(**changed)
    (says,) = hear().says
    assert f"印证材料（编号 {filed}）与现在的不一致" in says


def test_another_file_under_a_proof_and_a_proof_that_nobody_filed(district, paper) -> None:
    one, other = paper("宁联"), paper("宁联")
    assert hear().says == ()
    row = Proof.objects.get(pk=one)
    made_up = Blob.objects.create(sha256="0" * 64, size=1, kind="txt", created_at=NOW)
    Proof.objects.filter(pk=one).update(blob=made_up)
    says = sorted(hear().says)
    assert len(says) == 2
    assert "在磁盘上找不到" in says[0]
    assert f"印证材料（编号 {one}）与现在的不一致" in says[1]
    Proof.objects.filter(pk=one).update(blob=row.blob)
    made_up.delete()
    put_in = Proof.objects.get(pk=other)
    put_in.pk = None
    Proof.objects.bulk_create([put_in])
    (says,) = hear().says
    assert "有 1 份印证材料没有提交的留痕" in says


@pytest.mark.parametrize("changed", [{"slot": "plan"}, {"seq": 1}, None])
def test_evidence_taken_out_of_a_case_or_moved_within_it(district, task, paper, changed) -> None:
    filed = paper("宁联")
    done = Form({"progress": "完成"}, proofs={"result": (filed,)})
    do(district, task, "宁联", "sign")
    do(district, task, "宁联", "ask_close", done)
    assert hear().says == ()
    use = ProofUse.objects.filter(case=task, proof=filed)
    if changed:
        use.update(**changed)
    else:
        use.delete()
    (says,) = hear().says
    assert f"事项（编号 {task.pk}）里的印证材料" in says


def test_evidence_put_into_a_case_behind_the_programs_back(district, task, paper) -> None:
    ProofUse.objects.create(case=task, proof_id=paper("宁联"), slot="result", seq=1)
    (says,) = hear().says
    assert "与它的步骤记下的不一致" in says
