"""Cases that come in with their past are the same, row for row, as if every step had been taken one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import verify
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.engine.steps import OPEN
from shuangyong.cases.forms import Form
from shuangyong.cases.histories.actions import admit_histories, open_many, rehearse
from shuangyong.cases.histories.digest import broken
from shuangyong.cases.histories.model import History, Past, Refused, opened
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Holding, Notice, Reminder, Serial, StepRow, Words
from shuangyong.cases.proofs import file_proof
from tests.cases.conftest import NOW, TODAY

STEP = "seq action from_stage to_stage at on account_id actor_name seat unit_id note".split()
FEBRUARY = date(2026, 2, 2)


def picture(number: str) -> dict[str, Any]:
    """Everything that is stored of a case, with the rows that it names by what they are called."""
    row = Case.objects.get(number=number)
    numbers = dict(Case.objects.values_list("pk", "number"))

    def named(text: Any) -> Any:
        if isinstance(text, dict):
            return {numbers.get(int(k), k) if k.isdigit() else k: named(v) for k, v in text.items()}
        return text

    state = {**row.state, "children": named(row.state["children"]), "void": [numbers[pk] for pk in row.state["void"]]}
    columns = (
        "kind number title stage phase rev degree province city county town village opened_on closed_on due warn_on "
        "due_clock parent_name values definition_id"
    ).split()
    steps = []
    for step in row.steps.order_by("seq"):
        data = dict(step.data)
        if "child" in data:
            data["child"] = [data["child"][0], numbers[data["child"][1]]]
        steps.append([*(getattr(step, name) for name in STEP), data])
    return {
        **{name: getattr(row, name) for name in columns},
        "parent": numbers.get(row.parent_id or 0),
        "state": state,
        "steps": steps,
        "held": sorted(Holding.objects.filter(case=row).values_list("part", "unit", "unit_path", "phase", "due")),
        "rungs": sorted(Reminder.objects.filter(case=row, due_on__gte=TODAY).values_list("clock", "number", "due_on")),
        "words": Words.objects.get(pk=row.pk).text,
        "uses": sorted(row.proof_uses.values_list("slot", "seq", "proof")),
        "involved": sorted(row.involved.values_list("sort", "row")),
    }


def whole() -> list[dict[str, Any]]:
    return [picture(number) for number in Case.objects.order_by("number").values_list("number", flat=True)]


def one_by_one(histories: list[History]) -> dict[int, str]:
    """As people would have done it, each at the time that the history says; what was refused, undone, by its index."""
    refused: dict[int, str] = {}
    for index, history in enumerate(histories):
        try:
            with transaction.atomic():
                _live(history)
        except Problem as problem:
            refused[index] = str(problem)
    return refused


def _live(history: History) -> None:
    cases: dict[str, int] = {}
    for past in history.steps:
        form = replace(past.form, on=past.on)
        now = past.entered or NOW
        if past.action == OPEN:
            cases[""] = open_case(past.by, "task", form, now=now).pk
        else:
            row = Case.objects.get(pk=cases[past.at])
            take(past.by, row.pk, past.action, form, rev=row.rev, now=now)
        for child in Case.objects.filter(parent__in=cases.values()).exclude(pk__in=cases.values()).order_by("pk"):
            same = [label for label in cases if label.split("#")[0] == child.parent_name]
            cases[f"{child.parent_name}#{len(same) + 1}" if same else child.parent_name] = child.pk


def undone(write: Callable[[], object]) -> list[dict[str, Any]]:
    """What was written, as a picture; then it is undone, the sequences too, so that the same can be written again."""
    with transaction.atomic():
        write()
        found = whole()
        faults = [fault for row in Case.objects.all() for fault in findings_of(row, TODAY)]
        transaction.set_rollback(True)
    assert faults == []
    return found


class Telling:
    """Tells a random life of a task, step by step, that the rules allow."""

    def __init__(self, district, proof: int, draw) -> None:
        self.district, self.proof, self.draw = district, proof, draw
        self.clerk, self.head, self.liaison = (district.actor(name) for name in ("简文", "陆双", "宁联"))
        self.on = FEBRUARY - timedelta(days=draw(st.integers(0, 200)))

    def later(self) -> date:
        self.on = min(self.on + timedelta(days=self.draw(st.integers(0, 30))), TODAY)
        return self.on

    def history(self) -> History:
        lead = {"lead": ((self.district.unit("教育局"), None),), "support": ((self.district.unit("民政局"), None),)}
        values: dict[str, Any] = {"task": self.draw(st.sampled_from(("建立台账", "八一走访", "修缮优先窗口")))}
        if self.draw(st.booleans()):
            values["deadline"] = self.on + timedelta(days=self.draw(st.integers(0, 90)))
        steps = [opened(Form(values, lead), self.on, by=self.clerk)]
        if self.draw(st.booleans()):
            steps += [Past("press", self.later(), Form(note="请抓紧"), by=self.clerk)]
        if self.draw(st.booleans()):
            steps += self._worked("deadline" in values)
        return History(tuple(steps))

    def _worked(self, termed: bool) -> list[Past]:
        steps = [Past("sign", self.later(), Form({"plan": "先摸底"}), by=self.liaison)]
        if self.draw(st.booleans()):
            steps.append(Past("report", self.later(), Form({"progress": "过半"}), by=self.liaison))
        if termed and self.draw(st.booleans()):
            until = TODAY + timedelta(days=self.draw(st.integers(1, 60)))
            form = Form({"new_deadline": until}, note="材料未到")
            steps.append(Past("ask_longer", self.later(), form, by=self.liaison))
            steps.append(Past("extend", self.later(), Form({"new_deadline": until}), by=self.head))
        split = self.draw(st.booleans())
        if split:
            child = Form({"task": "分头摸底"}, {"lead": ((self.district.unit("东河镇"), None),)})
            steps.append(Past("split", self.later(), Form(child=child), by=self.liaison))
        if split and self.draw(st.booleans()):
            steps.append(Past("drop", self.later(), Form(note="并入本级"), by=self.head, at="part"))
            split = False
        if not split and self.draw(st.booleans()):
            done = Form({"progress": "办成了"}, proofs={"result": (self.proof,)})
            steps.append(Past("ask_close", self.later(), done, by=self.liaison))
            steps.append(Past("close", self.later(), Form(), by=self.head))
        return steps


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_same_rows_as_one_by_one(district, proof, data) -> None:
    histories = [Telling(district, proof, data.draw).history() for _ in range(data.draw(st.integers(1, 4)))]
    unlawful: dict[int, str] = {}
    by_hand = undone(lambda: unlawful.update(one_by_one(histories)))
    refused: list[Refused] = []
    at_once = undone(lambda: refused.extend(admit_histories(SYSTEM, "task", histories, NOW).refused))
    assert {one.index: str(one.problem) for one in refused} == unlawful
    assert [case["number"] for case in at_once] == [case["number"] for case in by_hand]
    for left, right in zip(at_once, by_hand, strict=True):
        assert left == right


@pytest.fixture
def proof(district) -> int:
    filed = file_proof(
        district.actor("宁联"), BytesIO("回执".encode()), "回执.txt", title="回执", proves="办成", on=FEBRUARY, now=NOW
    )
    return filed.pk


def ledger(district, name: str = "建立台账", day: date = FEBRUARY, **more: Any) -> History:
    """What an old ledger says of a task: handed out and signed for."""
    form = Form({"task": name}, {"lead": ((district.unit("教育局"), None),)})
    steps = (opened(form, day, who="旧时经办人"), Past("sign", day + timedelta(days=1), Form(), who="旧时联络员"))
    return History(steps, **more)


def test_an_old_ledger_comes_in_by_whoever_may_import(district) -> None:
    admitted = admit_histories(district.actor("陆双"), "task", [ledger(district)], NOW, source="督办台账.xlsx")
    row = Case.objects.get(pk=admitted.cases[0])
    assert (row.number, row.stage, row.rev) == ("督办〔2026〕1号", "doing", 2)
    told = list(row.steps.order_by("seq").values_list("actor_name", "seat", "account", "on"))
    assert told[0] == ("旧时经办人", "区双拥办（旧台账）", None, FEBRUARY)
    assert not Notice.objects.exists()
    with pytest.raises(Forbidden):
        admit_histories(district.actor("宁联"), "task", [ledger(district)], NOW)


def test_a_new_case_after_it_takes_the_next_number(district) -> None:
    admit_histories(SYSTEM, "task", [ledger(district, place=district.units["教育局"].place)] * 3, NOW)
    form = Form({"task": "新的一件"}, {"lead": ((district.unit("教育局"), None),)})
    assert open_case(district.actor("陆双"), "task", form, now=NOW).number == "督办〔2026〕4号"


def test_what_cannot_have_happened_is_told_and_the_others_are_taken_without_a_gap(district) -> None:
    clerk = district.actor("陆双")
    good, late = ledger(district), ledger(district, day=date(2026, 3, 9))
    closed = replace(good, steps=(*good.steps, Past("close", date(2026, 2, 20))))
    empty = replace(good, steps=(opened(Form({}, good.steps[0].form.gives), FEBRUARY),))
    handed = [good, late, closed, empty, good]
    foreseen = rehearse(clerk, "task", handed, NOW)
    assert not Case.objects.exists()
    admitted = admit_histories(clerk, "task", handed, NOW)
    assert [(one.index, one.step) for one in admitted.refused] == [(1, 0), (2, 2), (3, 0)]
    assert [str(one.problem) for one in foreseen] == [str(one.problem) for one in admitted.refused]
    said = ["；".join(getattr(one.problem, "fields", {}).values()) or str(one.problem) for one in admitted.refused]
    assert "不能晚于今天" in said[0]
    assert "这时是“办理中”，不能“销号”" in said[1]
    assert "请填写工作任务" in said[2]
    assert list(Case.objects.order_by("pk").values_list("number", flat=True)) == [
        "督办〔2026〕1号",
        "督办〔2026〕2号",
    ]
    assert [case is None for case in admitted.cases] == [False, True, True, True, False]


def test_a_gate_and_the_other_hand_hold_for_the_past_too(district, proof) -> None:
    clerk, liaison, head = (district.actor(name) for name in ("简文", "宁联", "陆双"))
    good = ledger(district)
    good = replace(good, steps=(replace(good.steps[0], by=clerk), *good.steps[1:]))
    asked = Past("ask_close", date(2026, 2, 10), Form({"progress": "成了"}), by=liaison)
    without = replace(good, steps=(*good.steps, asked, Past("close", date(2026, 2, 11), by=head)))
    with_proof = replace(asked, form=Form({"progress": "成了"}, proofs={"result": (proof,)}))
    own = replace(good, steps=(*good.steps, with_proof, Past("close", date(2026, 2, 11), by=liaison)))
    whole_life = replace(good, steps=(*good.steps, with_proof, Past("close", date(2026, 2, 11), by=head)))
    admitted = admit_histories(SYSTEM, "task", [without, own, whole_life], NOW)
    assert "还没有办理结果的印证材料" in str(admitted.refused[0].problem)
    assert isinstance(admitted.refused[1].problem, Forbidden)
    row = Case.objects.get(pk=admitted.cases[2])
    assert (row.phase, row.closed_on) == ("closed", date(2026, 2, 11))
    assert not Reminder.objects.exists()


def test_a_term_asked_for_that_is_no_later_is_refused_as_it_would_have_been_then(district) -> None:
    clerk, liaison = district.actor("简文"), district.actor("宁联")
    told = ledger(district)
    form = replace(told.steps[0].form, values={"task": "建立台账", "deadline": TODAY})
    first = replace(told.steps[0], form=form, by=clerk)
    asked = Past("ask_longer", TODAY, Form({"new_deadline": TODAY}, note="材料未到"), by=liaison)
    (refused,) = admit_histories(SYSTEM, "task", [replace(told, steps=(first, told.steps[1], asked))], NOW).refused
    assert refused.step == 2 and "应延到这一天以后" in str(getattr(refused.problem, "fields", ""))


def test_units_that_the_importer_may_not_name_are_refused(district) -> None:
    form = Form({"task": "越界"}, {"lead": ((10**6, None),)})
    (refused,) = admit_histories(district.actor("陆双"), "task", [History((opened(form, TODAY),))], NOW).refused
    assert "选择的单位不在可选范围内" in str(getattr(refused.problem, "fields", ""))


def test_one_entry_for_a_batch_holds_the_chain_and_betrays_whoever_changes_a_step(district) -> None:
    before = Entry.objects.count()
    admit_histories(district.actor("陆双"), "task", [ledger(district)] * 5, NOW, source="旧表.xlsx", batch=3)
    entries = list(Entry.objects.filter(seq__gt=before).order_by("seq"))
    assert [entry.says for entry in entries] == [
        "成批录入督办事项3件，共6步，来源：旧表.xlsx",
        "成批录入督办事项2件，共4步，来源：旧表.xlsx",
    ]
    assert not verify().broken
    assert list(broken()) == []
    StepRow.objects.filter(pk=entries[0].data["rows"][0][0]).update(note="后来改的")
    assert [entry.pk for entry in broken()] == [entries[0].pk]


def test_what_must_stand_with_a_batch_falls_with_it(district) -> None:
    def refuse(written) -> None:
        raise Problem("停")

    with pytest.raises(Problem):
        admit_histories(SYSTEM, "task", [ledger(district)], NOW, after=refuse)
    assert (Case.objects.count(), StepRow.objects.count(), Serial.objects.filter(last__gt=0).count()) == (0, 0, 0)


def test_whoever_is_overtaken_takes_the_following_numbers(district, monkeypatch) -> None:
    """Between playing and writing somebody opens a case of the same kind."""
    from shuangyong.cases.histories import actions

    real, once = actions.writing, []

    def overtaken():
        if not once:
            once.append(1)
            form = Form({"task": "插进来的"}, {"lead": ((district.unit("教育局"), None),)})
            open_case(district.actor("陆双"), "task", form, now=NOW)
        return real()

    monkeypatch.setattr(actions, "writing", overtaken)
    admitted = admit_histories(district.actor("陆双"), "task", [ledger(district)] * 2, NOW)
    numbers = Case.objects.filter(pk__in=admitted.written).order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["督办〔2026〕2号", "督办〔2026〕3号"]


def test_many_are_opened_from_forms_in_a_fixed_number_of_statements(district) -> None:
    forms = [Form({"task": f"第{n}件"}, {"lead": ((district.unit("教育局"), None),)}) for n in range(40)]
    with CaptureQueriesContext(
        connection,
    ) as few:
        open_many(district.actor("陆双"), "task", forms[:4], NOW)
    with CaptureQueriesContext(connection) as many:
        open_many(district.actor("陆双"), "task", forms, NOW)
    assert len(many) <= len(few)
    assert Case.objects.filter(phase="waiting").count() == 44
    assert Reminder.objects.filter(case__title="第1件").count() == 4


def test_days_and_entering_times_are_the_histories_own(district) -> None:
    then = datetime(2026, 2, 2, 15, tzinfo=NOW.tzinfo)
    past = opened(Form({"task": "当时录的"}, {"lead": ((district.unit("教育局"), None),)}), FEBRUARY, entered=then)
    admit_histories(district.actor("陆双"), "task", [History((past,))], NOW)
    assert StepRow.objects.get().at == then
