"""The register's lists taken out: as filtered, masked, marked, entered, counted against the day."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, declared
from shuangyong.register.actions import MerchantDraft, PersonDraft, SiteDraft
from shuangyong.register.models import Alarm, Tally
from shuangyong.register.rolls import Roll
from shuangyong.reports import rolls
from shuangyong.reports.tables import disarmed
from tests.desk.leaving import content_of
from tests.desk.people import signed_in
from tests.register.conftest import EAST, NOW, QIAN, ZHAO

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠a")


@pytest.fixture
def two(district, settings, tmp_path):
    settings.HOME = tmp_path
    for draft in (ZHAO, QIAN):
        actions.add(district.actor("陆双"), draft, now=NOW)
    return district


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def test_persons_as_filtered_with_mark_entry_and_count(two) -> None:
    client = signed_in(two, "陆双")
    assert "导出 Excel" in client.get(f"/register/list/?place={EAST}").content.decode()
    rows = rows_of(content_of(client.post("/register/persons/export/", {"form": "csv", "place": EAST})))
    assert rows[0][0].startswith("人员名单（东河镇东河村，已遮掩），")
    assert rows[1] == ["编号", "姓名", "性别", "出生", "居住地", "类别", "状态"]
    assert [row[1:] for row in rows[2:]] == [["赵*川", "男", "1970年生", "东河镇东河村", "残疾军人", "退役"]]
    entry = Entry.objects.get(what="register.export")
    assert entry.says == "导出人员名单（csv，遮掩）：东河镇东河村，1 行"
    assert Tally.objects.get(account=two.account("陆双"), exported__gt=0).exported == 1
    of_kind = rows_of(content_of(client.post("/register/persons/export/", {"form": "csv", "category": "no_such"})))
    assert len(of_kind) == 2


def test_the_town_takes_its_own_and_the_station_none(two) -> None:
    rows = rows_of(content_of(signed_in(two, "谢镇").post("/register/persons/export/", {"form": "csv"})))
    assert [row[1] for row in rows[2:]] == ["赵*川"]
    for who in ("向站", "督查", "宁联", "江军", "管安"):
        assert signed_in(two, who).post("/register/persons/export/", {"form": "csv"}).status_code == 403
    beyond = signed_in(two, "谢镇").post("/register/persons/export/", {"form": "csv", "place": "990102102201"})
    assert beyond.status_code == 422


def test_the_days_budget_is_of_rows(two, monkeypatch) -> None:
    small = replace(declared.rules(), exported=3)
    monkeypatch.setattr(declared, "rules", lambda: small)
    me = two.actor("陆双")
    rolls.ask(me, Roll("persons"), "csv", now=NOW)
    with pytest.raises(Forbidden, match="超过 3 行"):
        rolls.ask(me, Roll("persons"), "csv", now=NOW)
    assert Alarm.objects.get().sort == "budget"
    rolls.ask(me, Roll("persons", EAST), "csv", now=NOW)
    tally = Tally.objects.get(account=two.account("陆双"))
    assert (tally.exported, tally.refused) == (3, 1)


def test_who_came_after_the_count_is_not_taken_along(two) -> None:
    found = rolls.ask(two.actor("陆双"), Roll("persons"), "csv", now=NOW)
    actions.add(two.actor("陆双"), PersonDraft("孙后来", EAST), now=NOW)
    assert len(list(found.rows)) == 2


def test_households_are_listed_and_taken_out_by_their_masked_heads(two) -> None:
    from shuangyong.register.models import Person

    me = two.actor("陆双")
    actions.make_household(me, EAST, [(Person.objects.get(name="赵小川").pk, "户主")], number="东-01", now=NOW)
    client = signed_in(two, "陆双")
    page = client.get("/register/households/").content.decode()
    assert "赵*川户" in page and "东-01" in page and "赵小川" not in page
    rows = rows_of(content_of(client.post("/register/households/export/", {"form": "csv"})))
    assert rows[2][1:] == ["赵*川户", "东-01", "东河镇东河村", "1"]
    assert signed_in(two, "督查").get("/register/households/").status_code == 403


def test_merchants_and_sites_as_searched(two) -> None:
    me = two.actor("陆双")
    shop = MerchantDraft("双拥面馆", "91350100M000100Y43", EAST, address="老街1号，电话13900001234")
    actions.add_merchant(me, shop, now=NOW)
    actions.add_site(me, SiteDraft("东河驿站", "双拥阵地", EAST), now=NOW)
    client = signed_in(two, "陆双")
    rows = rows_of(content_of(client.post("/register/merchants/export/", {"form": "csv", "q": "面馆"})))
    assert rows[0][0].startswith("拥军商户名单（名称含“面馆”，已遮掩）")
    assert rows[2][1:5] == ["双拥面馆", "91350100M000100Y43", "", "老街1号，电话139****1234"]
    assert len(rows_of(content_of(client.post("/register/merchants/export/", {"form": "csv", "q": "书店"})))) == 2
    assert rows_of(content_of(client.post("/register/sites/export/", {"form": "csv"})))[2][1] == "东河驿站"


def test_troops_and_unknown_lists_leave_no_such_way(two) -> None:
    client = signed_in(two, "陆双")
    refused = client.post("/register/troops/export/", {"form": "csv"})
    assert refused.status_code == 422 and "另一位" in refused.content.decode()
    assert client.post("/register/secrets/export/", {"form": "csv"}).status_code == 404
    assert client.post("/register/persons/export/", {"form": "exe"}).status_code == 404
    with pytest.raises(Problem):
        rolls.ask(two.actor("陆双"), Roll("troops"), "xlsx", now=NOW)
    assert not Entry.objects.filter(what="register.export").exists()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_a_formula(two, text) -> None:
    assert disarmed(text) == f"'{text}"
    me = two.actor("陆双")
    actions.add_site(me, SiteDraft("点位", "双拥阵地", EAST, address=f"{text}号"), now=NOW)
    client = signed_in(two, "陆双")
    for row in rows_of(content_of(client.post("/register/sites/export/", {"form": "csv"}))):
        assert not any(cell[:1] in set("=+-@\t\r＝＋－＠") for cell in row)
    book = load_workbook(BytesIO(content_of(client.post("/register/sites/export/", {"form": "xlsx"}))))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert "导出人" in book.custom_doc_props.names
