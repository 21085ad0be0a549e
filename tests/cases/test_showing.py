"""A case as different people see it: history, a past day, what it needs, and what is masked."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import NotFound, Problem
from shuangyong.cases import showing
from shuangyong.cases.actions import assign, open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.actions import publish_kind
from shuangyong.catalog.surrounding import KINDS, surroundings
from tests.cases.conftest import NOW, TODAY, at


@pytest.fixture
def task(district) -> Case:
    form = Form(
        {"task": "建立台账", "deadline": date(2026, 6, 30)},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def do(district, case: Case, who: str, action: str, form: Form | None = None, *, now=NOW) -> Case:
    return take(district.actor(who), case.pk, action, form or Form(), rev=Case.objects.get(pk=case.pk).rev, now=now)


def test_the_history_tells_who_did_what_with_what(district, task, paper) -> None:
    do(district, task, "宁联", "sign", Form({"plan": "先摸底"}), now=at(3, 3))
    lead = district.unit("教育局")
    assign(district.actor("邵长"), task.pk, "lead", lead, district.account("宁联"), rev=2, now=at(3, 4))
    proof = paper("宁联")
    form = Form({"progress": "已建"}, proofs={"result": (proof,)}, on=date(2026, 3, 5))
    do(district, task, "宁联", "report", form, now=at(3, 8))
    do(district, task, "宁联", "report", Form({"progress": "全部建成"}), now=at(3, 9))
    opened, signed, given, reported, again = showing.history(district.actor("陆双"), task.pk)

    assert (opened.words, opened.who, opened.seat) == ("立项", "陆双", "区双拥办主任")
    assert [(c.label, c.after) for c in opened.changes] == [
        ("工作任务", "建立台账"),
        ("完成时限", "2026年6月30日"),
        ("牵头单位", "区教育局"),
        ("配合单位", "区民政局"),
    ]
    assert (signed.words, signed.stage, signed.moved) == ("签收", "办理中", True)
    assert [(c.label, c.before, c.after) for c in given.changes] == [("牵头单位", "区教育局", "区教育局（宁联）")]
    assert (reported.proofs, reported.late, reported.moved) == (((proof, "办理结果回执"),), True, False)
    assert [(c.before, c.after) for c in again.changes] == [("已建", "全部建成")]
    with pytest.raises(NotFound):
        showing.history(district.actor("江军"), task.pk)


def test_queries_do_not_grow_with_the_history(district, task, django_assert_max_num_queries) -> None:
    do(district, task, "宁联", "sign")
    for number in range(8):
        do(district, task, "宁联", "report", Form({"progress": f"第{number}次"}))
    with django_assert_max_num_queries(8):
        assert len(showing.history(district.actor("陆双"), task.pk)) == 10


def test_any_past_day_is_replayed_with_its_sentences(district, task, paper) -> None:
    do(district, task, "宁联", "sign", now=at(3, 4))
    do(district, task, "宁联", "ask_longer", Form({"new_deadline": date(2026, 7, 31)}, note="换防"), now=at(6, 1))
    do(district, task, "简文", "extend", Form({"new_deadline": date(2026, 7, 31)}, note="同意"), now=at(6, 2))
    filed = {"result": (paper("宁联"),)}
    do(district, task, "宁联", "ask_close", Form({"progress": "完成"}, proofs=filed), now=at(7, 20))
    do(district, task, "陆双", "close", now=at(8, 3))

    def on(month: int, day: int) -> showing.Replay:
        return showing.replay(district.actor("陆双"), task.pk, date(2026, month, day))

    first = on(3, 2)
    assert (first.stage, first.steps, first.light.key) == ("待签收", 1, "green")
    assert "应于2026年3月5日前" in first.readings["signing"].says
    assert on(3, 2).state.values["deadline"] == date(2026, 6, 30)
    june = on(6, 1)
    assert (june.stage, june.readings["term"].due) == ("申请延期", date(2026, 6, 30))
    july = on(7, 1)
    assert (july.stage, july.readings["term"].due) == ("办理中", date(2026, 7, 31))
    assert "已延期1次（因同意）" in july.readings["term"].says
    assert on(8, 1).light.key == "red"
    end = on(9, 1)
    assert (end.stage, end.light.key) == ("已销号", "blue")
    assert "比期限" in end.light.says and "晚3天" in end.light.says
    with pytest.raises(Problem, match="2026-03-02 立项"):
        on(3, 1)


def test_what_a_case_needs_depends_on_who_asks(district, task) -> None:
    do(district, task, "宁联", "sign")
    row = do(district, task, "宁联", "ask_close", Form({"progress": "完成"}))
    close = next(need for need in showing.needs(district.actor("陆双"), row, TODAY) if need.action == "close")
    assert close.missing == ("还没有办理结果的印证材料。",)
    back = next(need for need in showing.needs(district.actor("陆双"), row, TODAY) if need.action == "return")
    assert (back.fills, back.missing) == (("退回理由",), ())
    assert showing.needs(district.actor("宁联"), row, TODAY) == ()


def test_parts_are_told_in_the_order_of_the_definition(district, task) -> None:
    found = [(part.name, [h.unit for h in part.holders]) for part in showing.held_parts(task)]
    assert found == [("牵头单位", ["区教育局"]), ("配合单位", ["区民政局"]), ("交办单位", ["区双拥办"])]


HELP = """
[fields.person]
type = "text"
label = "求助人"
mask = "name"

[fields.phone]
type = "phone"
label = "电话"
mask = "phone"
seen_by = ["office_head"]

[fields.amount]
type = "money"
label = "救助金额"
seen_by = ["unit_head"]

[parts.lead]
"""


@pytest.fixture
def aid(district) -> Case:
    text = (KINDS / "task.toml").read_text(encoding="utf-8").replace("\n[parts.lead]\n", HELP)
    text = text.replace('key = "task"', 'key = "aid"').replace('"task", ', '"task", "person", "phone", "amount", ', 1)
    publish_kind(SYSTEM, text, surroundings(TODAY), now=NOW)
    values = {"task": "一户困难家庭", "person": "欧阳某某", "phone": "13900001234", "amount": 123450}
    form = Form(values, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双"), "aid", form, now=NOW)


@pytest.mark.parametrize(
    ("who", "person", "phone", "amount"),
    [
        ("陆双", "欧阳某某", "13900001234", ""),
        ("简文", "欧阳某某", "139****1234", ""),
        ("宁联", "欧阳某某", "139****1234", ""),
        ("邵长", "欧阳某某", "139****1234", "1,234.50 元"),
        ("督查", "欧**某", "139****1234", ""),
    ],
)
def test_personal_facts_are_masked_unless_the_post_needs_them(district, aid, who, person, phone, amount) -> None:
    actor = district.actor(who)
    shown = {one.key: one for one in showing.shown_fields(actor, lay_open(aid, TODAY))}
    assert (shown["person"].text, shown["phone"].text, shown["amount"].text) == (person, phone, amount)
    if not amount:
        assert (shown["amount"].how, shown["amount"].why) == ("hidden", "只有成员单位负责人可以看全。")
    told = {c.label: c.after for line in showing.history(actor, aid.pk) for c in line.changes}
    assert (told["求助人"], told["电话"], told.get("救助金额", "")) == (person, phone, amount)
