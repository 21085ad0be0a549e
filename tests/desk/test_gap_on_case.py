"""A task opened for a gap says on its own page what is left of the gap: 宁联 need not ask nor report it by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from django.utils.timezone import now as this_moment

from shuangyong.assess import queries, remedies
from shuangyong.assess.closing import Left, left_of
from shuangyong.assess.models import Remedy
from shuangyong.base.actor import Place
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.test_score_story import do
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words

pytestmark = pytest.mark.usefixtures("ledgers_asked")

CODE = "T-A4"
"""军地合署: its 1.5 points are reached while an agreed one runs."""


def for_the_gap(district, now=NOW, on=TODAY) -> Case:
    head = district.actor("陆双")
    scored = queries.score(head, Place("990102"), on=on, today=on)
    lack = next(one for one in queries.gaps(scored) if one.gap.indicator.code == CODE)
    order = remedies.Order("task", district.unit("教育局"), on + timedelta(20), "请驻军明确固定的联络人员")
    return remedies.hand_out(head, scored, lack, order, now=now)


def shared_office(district, now=NOW, on=TODAY) -> Case:
    parts = {"lead": ((district.unit("双拥办"), None),), "troops": ((district.unit("驻军"), None),)}
    form = Form({"matter": "双拥办日常工作", "work": "每周一下午合署办公。"}, parts)
    row = open_case(district.actor("简文"), "co_location", form, now=now)
    return do(district, row, "江军", "agree", Form({"since": on, "until": on + timedelta(365)}), now=now)


def left(district, row: Case, who: str = "宁联") -> Left | None:
    row.refresh_from_db()
    return left_of(district.actor(who), row, TODAY)


def test_it_says_what_is_lacking_until_the_ledger_has_it(district) -> None:
    task = for_the_gap(district)
    told = left(district, task)
    assert told and not told.closed and told.code == CODE
    assert told.says == "还差 1.5 分。" and told.to_do.startswith("要做的：") and "合署" in told.to_do
    do(district, task, "宁联", "sign", Form(), now=NOW)
    shared_office(district)
    told = left(district, task)
    assert told and told.closed
    assert told.says == "差距已经补上，满 1.5 分，可以“提请办结”。"


def test_before_it_is_signed_nothing_is_offered_that_cannot_be_done(district) -> None:
    task = for_the_gap(district)
    shared_office(district)
    told = left(district, task)
    assert told and told.says == "差距已经补上，满 1.5 分。"


def test_the_page_says_it(district) -> None:
    task = for_the_gap(district, this_moment(), localdate())
    page = words(signed_in(district, "宁联").get(f"/cases/{task.pk}/"))
    assert f"考评 {CODE}" in page and "还差 1.5 分" in page and "不用另报" in page


def test_only_cases_of_a_gap_say_it_and_only_while_they_run(district) -> None:
    assert left(district, hand_out(district)) is None
    task = for_the_gap(district)
    assert left_of(district.actor("管系"), task, TODAY) is None  # sees no score
    do(district, task, "陆双", "drop", Form(note="不办了"), now=NOW)
    assert left(district, task) is None


def test_a_year_that_is_over_is_not_made_good(district) -> None:
    task = for_the_gap(district)
    Remedy.objects.filter(case=task).update(year=TODAY.year - 1)
    told = left(district, task)
    assert told and told.says == f"这是 {TODAY.year - 1} 年度的差距，年度已经过去。"


def test_a_standard_that_is_gone_leaves_the_page_as_it_is(district) -> None:
    task = for_the_gap(district)
    Remedy.objects.filter(case=task).update(standard="none_such")
    assert left(district, task) is None
    Remedy.objects.filter(case=task).update(standard="working", code="T-NONE")
    assert left(district, task) is None


def test_it_costs_one_query_elsewhere_and_never_more_for_more(district) -> None:
    plain, task = hand_out(district), for_the_gap(district)
    liaison = district.actor("宁联")

    def asked(row: Case) -> int:
        with CaptureQueriesContext(connection) as made:
            left_of(liaison, row, TODAY)
        return len(made)

    asked(task)
    lacking = asked(task)
    assert (asked(plain), asked(shared_office(district))) == (1, 0)
    few = asked(task)
    assert few <= lacking
    for _ in range(5):
        hand_out(district)
        shared_office(district)
    assert asked(task) == few
