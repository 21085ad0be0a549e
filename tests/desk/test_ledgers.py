"""Ledgers as people use them: 陆双 keeps them, 宁联 looks at her unit's, 向站 at the station."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.cases import burden, ledgers
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.catalog import ledgers as shelves
from shuangyong.catalog.queries import kind_of, kinds_in_force
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import hand_out, signed_in
from tests.desk.test_queries import asked

MARCH = date(2026, 3, 1), date(2026, 3, 31)


def kind():
    return kinds_in_force(TODAY)["task"]


def test_every_shipped_kind_stands_under_a_heading(district) -> None:
    assert [one.name for one in shelves.grouped(list(kinds_in_force(TODAY))) if one.key == "others"] == []


def test_a_kind_under_two_headings_is_refused() -> None:
    shelf = {"name": "一", "kinds": ["task"]}
    with pytest.raises(DeclarationError, match="只放一组"):
        shelves.parse({"ledgers": {"a": shelf, "b": shelf}})


def test_what_no_heading_names_comes_last() -> None:
    assert [one.kinds for one in shelves.grouped(["task", "unheard_of"])] == [("task",), ("unheard_of",)]


def test_a_list_has_the_columns_of_its_kind(district) -> None:
    hand_out(district, "建立台账")
    page = signed_in(district, "陆双").get("/ledgers/task/").content.decode()
    assert "建立台账" in page
    assert all(f">{column.label}</th>" in page for column in ledgers.columns_of(kind()))
    assert "deadline" not in [column.key for column in ledgers.columns_of(kind())]  # the term has its own


def test_a_ledger_whose_work_is_done_says_where_it_is(district) -> None:
    client = signed_in(district, "陆双")
    assert 'href="/ledgers/shop/?phase=closed">看已办结的' in client.get("/ledgers/shop/").content.decode()
    assert "换个条件再看" in client.get("/ledgers/shop/?phase=closed").content.decode()


def test_a_board_shows_where_work_lies(district) -> None:
    case = hand_out(district)
    before = {column.stage: len(column.rows) for column in ledgers.board(district.actor("陆双"), kind(), TODAY)}
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)
    after = {column.stage: len(column.rows) for column in ledgers.board(district.actor("陆双"), kind(), TODAY)}
    assert (before["handed_out"], before["doing"], after["handed_out"], after["doing"]) == (1, 0, 0, 1)
    assert "closed" not in after


def test_a_month_shows_what_falls_due_in_it(district) -> None:
    case = hand_out(district)  # to be signed for within three working days of 2 March
    month = ledgers.month(district.actor("陆双"), kind(), MARCH[0], TODAY)
    due = [(day.day, row.pk) for week in month.weeks for day in week for row in day.due]
    assert due == [(date(2026, 3, 5), case.pk)]
    later = ledgers.month(district.actor("陆双"), kind(), date(2026, 4, 1), TODAY)
    assert not [row for week in later.weeks for day in week for row in day.due]
    assert (later.before, later.after) == (MARCH[0], date(2026, 5, 1))


def test_figures_count_what_one_may_see(district) -> None:
    hand_out(district, "第一件")
    hand_out(district, "第二件", "民政局")
    whole = ledgers.figures(district.actor("陆双"), kind(), TODAY)
    own = ledgers.figures(district.actor("宁联"), kind(), TODAY)
    assert (whole.total, own.total) == (2, 1)
    assert next(bar.count for bar in whole.months if bar.key == "2026-03") == 2
    assert len(whole.months) == 12


def test_a_unit_s_page_gathers_its_cases(district) -> None:
    hand_out(district, "教育局的事")
    address = f"/units/{district.unit('教育局')}/work/"
    assert "教育局的事" in signed_in(district, "陆双").get(address).content.decode()
    assert signed_in(district, "管系").get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/ledgers/",
        "/ledgers/task/",
        "/ledgers/task/board/",
        "/ledgers/task/month/?month=2026-06",
        "/ledgers/task/figures/",
        "/ledgers/burden/?month=2026-03",
    ],
)
def test_no_page_asks_more_for_more_rows(district, address: str) -> None:
    client = signed_in(district, "陆双")
    for number in range(3):
        hand_out(district, f"第{number}件", ("教育局", "民政局", "东河镇")[number])
    few = asked(client, address)
    for number in range(15):
        hand_out(district, f"后来第{number}件", ("教育局", "民政局", "东河镇")[number % 3])
    assert asked(client, address) == few


def test_strange_addresses_are_answered(district) -> None:
    client = signed_in(district, "陆双")
    assert client.get("/ledgers/no-such/").status_code == 404
    for month in ("", "2026-13", "9999-01", "x" * 50):
        assert client.get(f"/ledgers/task/month/?month={month}").status_code == 200


# ── the burden meter ───────────────────────────────────────────────────────────────────────────────────────────────


def meter(district, who: str) -> burden.Burden:
    return burden.month_of(district.actor(who), *MARCH, TODAY)


def test_what_a_town_was_asked_and_typed(district) -> None:
    case = hand_out(district, "开展走访", "东河镇")
    take(district.actor("谢镇"), case.pk, "sign", Form({"plan": "分三步"}), rev=1, now=NOW)
    take(district.actor("谢镇"), case.pk, "report", Form({"progress": "走访了十户"}), rev=2, now=NOW)
    found = next(one for one in meter(district, "陆双").units if one.unit == district.unit("东河镇"))
    seconds = burden.scale().seconds
    assert (found.whole.asked, found.whole.steps, found.whole.typed, found.whole.known) == (1, 2, 2, 0)
    assert found.whole.seconds == 2 * seconds["step"] + 2 * seconds["long_text"]
    assert found.costliest == "task"


def test_what_stood_there_before_is_not_counted_as_typed(district) -> None:
    case = hand_out(district, "开展走访", "东河镇")
    take(district.actor("谢镇"), case.pk, "sign", Form({"plan": "分三步"}), rev=1, now=NOW)
    for rev in (2, 3):
        take(district.actor("谢镇"), case.pk, "report", Form({"progress": "走访了十户"}), rev=rev, now=NOW)
    whole = meter(district, "陆双").whole
    assert (whole.typed, whole.known) == (2, 1)
    assert whole.before >= whole.minutes


def test_what_an_earlier_step_said_under_another_name_is_not_typed_either(district) -> None:
    case = hand_out(district, "开展走访", "东河镇")
    row = take(district.actor("谢镇"), case.pk, "sign", Form({"plan": "分三步"}), rev=1, now=NOW)
    fields = dict(kind().fields)
    fields["progress"] = replace(fields["progress"], known_from="case.plan")
    before = meter(district, "陆双").whole
    for progress in ("分三步", "走访了十户"):
        row = take(district.actor("谢镇"), case.pk, "report", Form({"progress": progress}), rev=row.rev, now=NOW)
    assert before.known == 0
    declared = replace(kind(), fields=fields)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(burden, "kind_of", lambda pk: declared if pk == row.definition_id else kind_of(pk))
        whole = meter(district, "陆双").whole
    assert (whole.typed - before.typed, whole.known) == (1, 1)


def test_one_station_by_itself_before_and_after_by_kind(district) -> None:
    case = hand_out(district, "开展走访", "东河镇")
    take(district.actor("谢镇"), case.pk, "sign", Form({"plan": "分三步"}), rev=1, now=NOW)
    hand_out(district, "另一件", "教育局")
    client, town = signed_in(district, "陆双"), district.unit("东河镇")
    whole = client.get("/ledgers/burden/?month=2026-03").content.decode()
    assert f"?month=2026-03&amp;unit={town}" in whole or f"?month=2026-03&unit={town}" in whole
    one = client.get(f"/ledgers/burden/?month=2026-03&unit={town}").content.decode()
    assert "东河镇的负担" in one and "督办事项" in one and "全要填（分）" in one and "bar-two" in one
    assert "的负担</h1>" not in client.get("/ledgers/burden/?month=2026-03&unit=99999999").content.decode()


def test_whoever_looks_after_no_place_sees_the_own_unit(district) -> None:
    hand_out(district, "开展走访", "东河镇")
    hand_out(district, "教育局的事", "教育局")
    own = meter(district, "宁联")
    assert {one.unit for one in own.units} == {district.unit("教育局")}
    assert {one.unit for one in meter(district, "陆双").units} == {district.unit("东河镇")}


def test_a_scale_that_cannot_be_used_says_where(district) -> None:
    with pytest.raises(DeclarationError) as told:
        burden.parse({"source": "x", "checked": "已核", "asks_a_year": 0, "seconds": {"step": -1, "walk": 3}})
    assert len(told.value.faults) == 3


def test_ledgers_without_work_are_folded(district) -> None:
    hand_out(district)
    page = signed_in(district, "陆双").get("/ledgers/").content.decode()
    shelf = page[page.index("组织领导") : page.index("军地互办实事")]
    busy, _, quiet = shelf.partition("<details")
    assert 'href="/ledgers/task/"' in busy and 'href="/ledgers/meeting/"' in quiet
