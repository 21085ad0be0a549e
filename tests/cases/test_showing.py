"""A case as different people see it: a past day, and what is masked."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.cases import showing
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import KINDS, surroundings
from tests.cases.conftest import NOW, TODAY, at, do


@pytest.fixture
def task(district) -> Case:
    form = Form(
        {"task": "建立台账", "deadline": date(2026, 6, 30)},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    return open_case(district.actor("陆双"), "task", form, now=NOW)


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
    assert "已延期1次，" in july.readings["term"].says  # 同意 gives no reason
    # Filed in time on 20 July: from the sixth working day on it is the office that is late, and not the bureau.
    august = on(8, 1)
    assert august.light.key == "red" and "核销期限（交办单位）7月27日到期" in august.light.says
    assert august.readings["term"].overdue == 0
    end = on(9, 1)
    assert (end.stage, end.light.key) == ("已销号", "blue")
    assert end.light.says == "已办结：8月3日办结，未超期限"
    with pytest.raises(Problem, match="2026-03-02 立项"):
        on(3, 1)


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
    publish(SYSTEM, text, surroundings(TODAY), now=NOW)
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
