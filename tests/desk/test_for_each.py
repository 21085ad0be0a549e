"""谢镇 has a task for the whole town: her own stations come first, they are ticked once, and each gets its own part."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from shuangyong.base.organisation.models import Unit
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import NOW
from tests.desk.people import signed_in
from tests.desk.test_pages import words

TERM = date(2027, 6, 30)


@pytest.fixture
def task(district) -> Case:
    form = Form({"task": "逐户核对名单", "deadline": TERM}, {"lead": ((district.unit("东河镇"), None),)})
    row = open_case(district.actor("陆双"), "task", form, now=NOW)
    return take(district.actor("谢镇"), row.pk, "sign", Form(), rev=row.rev, now=NOW)


def test_the_form_is_filled_with_what_the_task_says(district, task) -> None:
    page = signed_in(district, "谢镇").get(f"/cases/{task.pk}/split/").content.decode()
    assert "可以勾选几个单位，每个单位各立一件。" in page
    assert 'value="逐户核对名单"' in page and f'value="{TERM}"' in page
    assert page.index("本单位和下属单位") < page.index("政府部门")


def test_each_unit_gets_a_part_of_its_own(district, task) -> None:
    units = [str(district.unit(name)) for name in ("东河站", "东河镇")]
    sent = {"rev": task.rev, "child-task": "逐户核对名单", "child-deadline": str(TERM), "child-part-lead": units}
    client = signed_in(district, "谢镇")
    assert client.post(f"/cases/{task.pk}/split/", sent).status_code == 302
    parts = Case.objects.filter(parent=task.pk)
    assert sorted(held.unit_id for part in parts for held in part.holdings.filter(part="lead")) == sorted(
        map(int, units)
    )
    page = client.get(f"/cases/{task.pk}/").content.decode()
    named = Unit.objects.filter(pk__in=units).values_list("short", flat=True)
    assert all(f">{short}</a>" in page for short in named)  # parts of one title are told apart by who has them


def test_a_part_goes_below_and_not_aside_or_up(district, task) -> None:
    client, bureau = signed_in(district, "谢镇"), str(district.unit("教育局"))
    page = client.get(f"/cases/{task.pk}/split/").content.decode()
    leads, support = page.split('name="child-part-lead"', 1)[1].split("配合单位", 1)
    assert "教育局" not in leads and "教育局" in support
    sent = {"rev": task.rev, "child-task": "登记小学生", "child-deadline": str(TERM), "child-part-lead": [bureau]}
    answer = client.post(f"/cases/{task.pk}/split/", sent)
    assert answer.status_code == 422 and "只能分解给本单位、下属单位和下一级的单位" in words(answer)
    assert 'value="登记小学生"' in answer.content.decode() and not Case.objects.filter(parent=task.pk).exists()


def test_a_bureau_hands_parts_to_towns_and_the_office_to_whomever_it_coordinates(district) -> None:
    town, bureau = district.unit("东河镇"), district.unit("教育局")
    for who, lead, to in (("宁联", bureau, town), ("陆双", district.unit("双拥办"), bureau)):
        row = open_case(district.actor("陆双"), "task", Form({"task": "登记入学"}, {"lead": ((lead, None),)}), now=NOW)
        row = take(district.actor(who), row.pk, "sign", Form(), rev=row.rev, now=NOW)
        part = Form({"task": "登记小学生"}, {"lead": ((to, None),)})
        take(district.actor(who), row.pk, "split", Form(child=part), rev=row.rev, now=NOW)
        assert Case.objects.get(parent=row.pk).holdings.get(part="lead").unit_id == to


def test_one_that_cannot_be_opened_undoes_all_and_what_was_ticked_stays(district, task) -> None:
    units = [str(district.unit(name)) for name in ("东河站", "东河镇")]
    sent = {"rev": task.rev, "child-task": "", "child-deadline": "2027-13-40", "child-part-lead": units}
    answer = signed_in(district, "谢镇").post(f"/cases/{task.pk}/split/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Case.objects.filter(parent=task.pk).exists()
    assert all(f'value="{unit}" checked' in page for unit in units)


def test_a_term_that_was_extended_is_the_term_that_parts_get(district, task) -> None:
    later = date(2027, 8, 31)
    asked = Form({"new_deadline": later}, note="户数多")
    row = take(district.actor("谢镇"), task.pk, "ask_longer", asked, rev=task.rev, now=NOW)
    row = take(district.actor("陆双"), row.pk, "extend", Form({"new_deadline": later}), rev=row.rev, now=NOW)
    client = signed_in(district, "谢镇")
    assert f'name="child-deadline" value="{later}"' in client.get(f"/cases/{row.pk}/split/").content.decode()
    assert "完成时限 2027年8月31日" in words(client.get(f"/cases/{row.pk}/"))


def test_whoever_reports_it_done_learns_that_a_proof_is_wanted_before_another_hand_sends_it_back(
    district, task
) -> None:
    client = signed_in(district, "谢镇")
    form = f"/cases/{task.pk}/ask_close/"
    assert "还没有交过，没有就不能“销号”。" in client.get(form).content.decode()
    sent = {"rev": task.rev, "progress": "见面 6 户", "proof-result": BytesIO("名单".encode())}
    sent["proof-result"].name = "名单.txt"
    assert client.post(f"/cases/{task.pk}/report/", sent).status_code == 302
    assert "还没有交过" not in client.get(form).content.decode()


def test_of_a_task_that_is_late_no_term_that_lies_behind_is_proposed(district) -> None:
    form = Form({"task": "补报台账", "deadline": date(2026, 3, 20)}, {"lead": ((district.unit("东河镇"), None),)})
    row = open_case(district.actor("陆双"), "task", form, now=NOW)
    row = take(district.actor("谢镇"), row.pk, "sign", Form(), rev=row.rev, now=NOW)
    client = signed_in(district, "谢镇")
    assert 'name="child-deadline" value=""' in client.get(f"/cases/{row.pk}/split/").content.decode()
    sent = {"rev": row.rev, "child-task": "补报台账", "child-part-lead": str(district.unit("东河站"))}
    assert client.post(f"/cases/{row.pk}/split/", sent).status_code == 302
    assert Case.objects.get(parent=row.pk).values.get("deadline") is None


def test_an_extension_to_an_earlier_day_is_refused_when_it_is_asked_for(district, task) -> None:
    sent = {"rev": task.rev, "new_deadline": "2027-06-30", "note": "户数多"}
    answer = signed_in(district, "谢镇").post(f"/cases/{task.pk}/ask_longer/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "完成时限现在是 2027-06-30，应延到这一天以后。" in page
    assert "户数多" in page
