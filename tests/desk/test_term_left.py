"""A term that nobody changes in a form stays as it is: the old day is not named once more."""

from __future__ import annotations

import re
from datetime import date

from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import at
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


def step(district, who: str, case: Case, action: str, form: Form, month: int, day: int) -> Case:
    return take(district.actor(who), case.pk, action, form, rev=Case.objects.get(pk=case.pk).rev, now=at(month, day))


def named(page: str) -> str:
    """What stands in the field of the term."""
    return re.search(r'<input[^>]*name="deadline"[^>]*>', page)[0]


def test_what_was_filed_late_is_given_back_without_a_word_on_the_term(district, paper) -> None:
    """宁联 asks for closing two days behind the term; 陆双 opens the form, writes why not, and sends it."""
    case = hand_out(district)
    step(district, "宁联", case, "sign", Form(), 6, 1)
    filed = Form({"progress": "办成了"}, proofs={"result": (paper("宁联"),)})
    step(district, "宁联", case, "ask_close", filed, 7, 2)
    head = signed_in(district, "陆双")
    page = head.get(f"/cases/{case.pk}/return/").content.decode()
    assert 'value="2026-06-30"' not in named(page)
    assert "不改期限的不填：现在是2026年6月30日，等待的日子不算在内。" in page
    sent = {"rev": Case.objects.get(pk=case.pk).rev, "deadline": "", "note": "照片是旧的"}
    assert head.post(f"/cases/{case.pk}/return/", sent).status_code == 302
    back = Case.objects.get(pk=case.pk)
    assert (back.stage, back.values["deadline"]) == ("doing", "2026-06-30")


def test_a_second_paper_that_names_no_day_takes_no_extension_back(district) -> None:
    case = hand_out(district)
    step(district, "宁联", case, "sign", Form(), 6, 1)
    later = Form({"new_deadline": date(2026, 8, 31)}, note="还差盖章")
    step(district, "宁联", case, "ask_longer", later, 6, 2)
    step(district, "简文", case, "extend", Form({"new_deadline": date(2026, 8, 31)}), 6, 2)
    head = signed_in(district, "陆双")
    page = head.get(f"/cases/{case.pk}/add_source/").content.decode()
    assert 'value="2026-06-30"' not in named(page)
    assert "现在是2026年8月31日。" in words(head.get(f"/cases/{case.pk}/add_source/"))
    sent = {"rev": Case.objects.get(pk=case.pk).rev, "deadline": "", "note": "市里的通知也这样要求"}
    assert head.post(f"/cases/{case.pk}/add_source/", sent).status_code == 302
    assert Case.objects.get(pk=case.pk).due == date(2026, 8, 31)
