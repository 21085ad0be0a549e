"""陆双 presses what is overdue in one go; 宁联 and 邵长 are told; what cannot be pressed is named."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Invalid
from shuangyong.cases import pressing
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Notice, StepRow
from tests.cases.conftest import NOW, at
from tests.desk.people import elsewhere, hand_out, signed_in
from tests.desk.test_pages import words

SAYS = "已经过了期限，请三日内报情况。"


@pytest.fixture
def late(district) -> list[Case]:
    """Three tasks due on 30 June; one of them already asks to be closed."""
    return [hand_out(district, title) for title in ("建台账", "办培训", "换标语")]


def pressed(case: Case) -> int:
    return StepRow.objects.filter(case=case, action="press").count()


def test_all_that_is_ticked_is_pressed_each_by_its_own_step(district, late) -> None:
    client = signed_in(district, "陆双")
    assert "催办这些" in words(client.get("/cases/?light=red"))
    assert "催办这些" not in words(client.get("/cases/"))
    page = client.get("/cases/press/?light=red").content.decode()
    assert page.count('name="case"') == page.count(" checked>") == 3
    answer = client.post("/cases/press/?light=red", {"case": [late[0].pk, late[1].pk], "note": SAYS})
    assert "已经催办 2 件" in words(answer)
    assert [pressed(case) for case in late] == [1, 1, 0]
    told = Notice.objects.filter(account=district.account("宁联"), says__contains=SAYS)
    assert told.count() == 2


def test_nothing_is_pressed_without_words_and_the_ticks_stay(district, late) -> None:
    answer = signed_in(district, "陆双").post("/cases/press/?light=red", {"case": [late[0].pk], "note": " "})
    assert answer.status_code == 422 and "请填写催办内容。" in words(answer)
    assert answer.content.decode().count(" checked>") == 1
    assert not StepRow.objects.filter(action="press").exists()
    with pytest.raises(Invalid) as told:
        pressing.press(district.actor("陆双"), [], "快办", now=NOW)
    assert told.value.fields == {"case": "请勾选要催办的事项。"}


def test_one_that_moved_on_is_named_and_stops_none(district, late) -> None:
    take(district.actor("宁联"), late[0].pk, "sign", Form(), rev=1, now=NOW)
    take(district.actor("宁联"), late[0].pk, "pass_up", Form({"why_up": "要经费"}), rev=2, now=NOW)
    found = pressing.press(district.actor("陆双"), [case.pk for case in late], SAYS, now=at(7, 2))
    assert len(found.done) == 2
    assert [number for number, _ in found.refused] == [late[0].number]
    assert "上交待定" in found.refused[0][1]


def test_what_is_not_to_be_seen_is_passed_over(district, late) -> None:
    foreign = elsewhere(district).case
    found = pressing.press(district.actor("陆双"), [foreign, late[0].pk], SAYS, now=at(7, 2))
    assert (len(found.done), found.refused) == (1, ())
    assert pressed(Case.objects.get(pk=foreign)) == 0


def test_only_kinds_with_pressing_are_listed(district) -> None:
    names = pressing.pressed_for(date(2026, 3, 2))
    assert "督办事项" in names and "走访慰问" not in names


def offered(district, who: str, case: Case) -> bool:
    return f"/cases/{case.pk}/press/" in signed_in(district, who).get(f"/cases/{case.pk}/").content.decode()


def test_nobody_presses_himself(district) -> None:
    """邵长 heads the bureau that leads the task: whoever waits presses it, he does not."""
    case = hand_out(district)
    assert not offered(district, "邵长", case)
    assert offered(district, "陆双", case)
    with pytest.raises(Forbidden, match="区教育局自己就是这件事的牵头单位，不用催办自己"):
        take(district.actor("邵长"), case.pk, "press", Form(note=SAYS), rev=1, now=NOW)
    assert pressed(case) == 0


def test_who_leads_presses_those_who_support(district) -> None:
    parts = {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("东河镇"), None),)}
    form = Form({"task": "建立台账", "deadline": date(2026, 6, 30)}, parts)
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    assert offered(district, "邵长", case)
    assert not offered(district, "谢镇", case)  # the town supports: it waits for nobody here
    take(district.actor("邵长"), case.pk, "press", Form(note=SAYS), rev=1, now=NOW)
    assert Notice.objects.filter(account=district.account("谢镇"), says__contains=SAYS).exists()


def test_an_office_presses_what_it_gave_itself_only_where_others_help(district, late) -> None:
    """What only the own unit has is not on the page of what is to be pressed."""
    own = hand_out(district, "自己的台账", "双拥办")
    page = signed_in(district, "陆双").get("/cases/press/?light=red").content.decode()
    assert page.count('name="case"') == 3 and own.title not in page
    assert not offered(district, "陆双", own)
    found = pressing.press(district.actor("陆双"), [own.pk, late[0].pk], SAYS, now=at(7, 2))
    assert (len(found.done), [number for number, _ in found.refused]) == (1, [own.number])
