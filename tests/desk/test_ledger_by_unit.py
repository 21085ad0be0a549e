"""陆双 reads one ledger by unit: what 教育局 has of it, page by page, and takes out just that."""

from __future__ import annotations

import re

from django.test import Client

from shuangyong.base.trail.models import Entry
from shuangyong.cases.queries import PAGE
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words
from tests.desk.test_queries import asked
from tests.desk.test_wide_lists import city

__all__ = ["city"]

MORE = 3


def titles(page) -> list[str]:
    return re.findall(r"第\d+件|民政局的事", words(page))


def test_one_unit_s_rows_page_by_page_and_nobody_else_s(district) -> None:
    for number in range(PAGE + MORE):
        hand_out(district, f"第{number}件")
    hand_out(district, "民政局的事", "民政局")
    client, unit = signed_in(district, "陆双"), district.unit("教育局")
    first = client.get(f"/ledgers/task/?unit={unit}")
    assert f'<option value="{unit}" selected>' in first.content.decode()
    onward = re.search(r'href="(/ledgers/task/\?[^"]*after=[^"]+)"', first.content.decode())
    assert onward and f"unit={unit}" in onward[1]
    rest = client.get(onward[1].replace("&amp;", "&"))
    assert (len(titles(first)), len(titles(rest))) == (PAGE, MORE)
    assert len({*titles(first), *titles(rest)}) == PAGE + MORE
    other = client.get(f"/ledgers/task/?unit={district.unit('民政局')}")
    assert titles(other) == ["民政局的事"]
    assert titles(client.get(f"/ledgers/meeting/?unit={unit}")) == []


def test_what_is_taken_out_is_what_was_listed(district) -> None:
    hand_out(district, "第1件")
    hand_out(district, "民政局的事", "民政局")
    client, unit = signed_in(district, "陆双"), district.unit("民政局")
    assert (
        f'<input type="hidden" name="unit" value="{unit}">'
        in client.get(f"/ledgers/task/?unit={unit}").content.decode()
    )
    table = client.post("/ledgers/task/export/", {"form": "csv", "unit": unit})
    text = b"".join(table.streaming_content).decode("utf-8-sig")
    assert "民政局的事" in text and "第1件" not in text
    name = district.units["民政局"].name
    assert Entry.objects.filter(what="ledger.export").get().says.endswith(f"{name}，1行")


def test_it_asks_no_more_for_more_rows(district) -> None:
    client, address = signed_in(district, "陆双"), f"/ledgers/task/?unit={district.unit('教育局')}"
    hand_out(district, "第1件")
    few = asked(client, address)
    for number in range(12):
        hand_out(district, f"第{number}件")
    assert asked(client, address) == few <= asked(client, "/ledgers/task/") + 2  # two searches, and then the rows


def test_a_liaison_reads_of_another_unit_what_both_hold(district) -> None:
    hand_out(district, "民政局的事", "民政局")
    page = signed_in(district, "宁联").get(f"/ledgers/task/?unit={district.unit('民政局')}")
    assert page.status_code == 200 and titles(page) == []


def test_where_units_are_too_many_one_is_named(district, city: Client) -> None:
    hand_out(district, "第1件")
    hand_out(district, "民政局的事", "民政局")
    page = city.get("/ledgers/task/", {"unit-named": "云溪区教育局"})
    assert titles(page) == ["第1件"] and 'value="云溪区教育局"' in page.content.decode()
    wrong = city.get("/ledgers/task/", {"unit-named": "不知道局"})
    assert "“不知道局”没有找到" in words(wrong) and titles(wrong) == []


def test_a_unit_s_own_page_leads_to_its_rows(district) -> None:
    hand_out(district, "第1件")
    unit = district.unit("教育局")
    page = signed_in(district, "陆双").get(f"/units/{unit}/work/").content.decode()
    assert f'href="/ledgers/task/?unit={unit}"' in page
