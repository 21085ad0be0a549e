"""简文 brings 东河镇's old roll of persons: recognised, mapped, checked cell by cell; the good go in, the bad come back."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shuangyong.base.errors import Problem
from shuangyong.base.trail.models import Entry
from shuangyong.intake.ledgers import actions, queries
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.of_persons import TWICE
from shuangyong.intake.ledgers.sheets import read
from shuangyong.intake.models import Table, TakenRow
from shuangyong.register import actions as registering
from shuangyong.register.actions import PersonDraft
from shuangyong.register.models import Category, Household, Membership, Person, Secret, ServiceEpisode
from tests.cases.conftest import NOW, district, forgotten_definitions, quick_hashes
from tests.intake.rolls import ANSHAN, BAD, BO, CAO, DING, FANG, GE, GOOD, LI, MING, ROWS, number, roll
from tests.register.conftest import EAST, own_keys

FIXTURES = (district, forgotten_definitions, quick_hashes, own_keys)
XLS = Path(__file__).parent / "data" / "roll.xls"
"""The same roll, saved by LibreOffice as Excel 97."""


def as_csv() -> bytes:
    """As an old system writes it out: GB18030, a household named once, numbers that Excel has touched."""
    rows = [[text_of(cell) for cell in row] for row in read("名册.xlsx", roll())[0].filled]
    rows[8][3] = "9.90102E+17"
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030")


FILES = {"花名册.xlsx": roll, "花名册.xls": XLS.read_bytes, "花名册.csv": as_csv}


@pytest.fixture
def clerk(district):
    return district.actor("简文")


def sent(clerk, name: str = "花名册.xlsx", data: bytes = b"") -> Table:
    return actions.send(clerk, name, data or FILES[name](), now=NOW)


def told(clerk, table: Table) -> dict[str, str]:
    return {fault.address: fault.says for fault in queries.preview(queries.laid_out(clerk, table.pk, NOW)).faults}


@pytest.mark.parametrize("name", FILES)
def test_it_is_recognised_with_its_two_headings(clerk, name) -> None:
    table = sent(clerk, name)
    assert (table.target, table.first, table.last) == ("persons", 1, 2)
    mapped = {key: int(place) for place, key in table.mapping.items() if not key.startswith("@")}
    wanted = "household name id_number born region phone category nature level enlisted discharged"
    assert mapped == {key: place for place, key in enumerate(wanted.split(), 1)}
    shown = queries.heading_names(queries.laid_out(clerk, table.pk, NOW))
    assert shown[7:12] == ["类别", "性质", "等级", "入伍时间", "退伍时间"]


@pytest.mark.parametrize("name", FILES)
def test_every_fault_is_told_by_its_cell(clerk, name) -> None:
    table = sent(clerk, name)
    faults = told(clerk, table)
    assert faults["D8"] == "这是 15 位的旧号码，请填 18 位的公民身份号码。"
    assert "Excel 当成了数字" in faults["D9"] and "改为文本" in faults["D9"]
    assert faults["K10"].startswith("“2003.12”没有写到日")
    assert faults["F11"].startswith("没有找到“西天村”")
    assert faults["E10"].startswith("与身份证号里的出生日期（1985-05-05）不一致")
    assert "应为 11 位手机号" in faults["G11"] and faults["H11"].startswith("没有“神仙”这个类别")
    assert faults["D12"] == TWICE
    assert set(faults) == {"D8", "D9", "E10", "K10", "F11", "G11", "H11", "D12"}, "all at once, and nothing else"
    laid = queries.laid_out(clerk, table.pk, NOW)
    shown = [fault.shows for fault in queries.preview(laid).faults if fault.label in {"身份证号", "出生日期"}]
    assert not any(value in repr(shown) for value in (CAO, DING, FANG, GE, ANSHAN, "1985-5-6")), "masked on the page"


@pytest.mark.parametrize("name", FILES)
def test_the_good_rows_go_in_and_the_same_file_again_changes_nothing(clerk, name) -> None:
    table = sent(clerk, name)
    with pytest.raises(Problem, match="一行也没有导入"):
        actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert not Person.objects.exists() and not TakenRow.objects.exists()
    table = actions.take(clerk, table.pk, only_good=True, now=NOW)
    assert (table.taken, table.same, table.wrong) == (GOOD, 0, BAD)
    before = [list(model.objects.order_by("pk").values()) for model in (Person, Secret, Household, Membership)]
    again = actions.take(clerk, sent(clerk, name).pk, only_good=True, now=NOW)
    assert (again.taken, again.same, again.wrong) == (0, GOOD, BAD)
    assert before == [list(model.objects.order_by("pk").values()) for model in (Person, Secret, Household, Membership)]


def test_what_was_taken_is_what_the_roll_says(clerk) -> None:
    actions.take(clerk, sent(clerk).pk, only_good=True, now=NOW)
    people = {person.name: person for person in Person.objects.all()}
    assert {name: (one.born, one.sex, one.region) for name, one in people.items()} == {
        "安大山": (date(1952, 3, 1), "男", EAST),
        "李小梅": (date(1954, 6, 9), "女", EAST),
        "安小明": (date(1980, 1, 2), "男", EAST),
        "卜长河": (date(1948, 8, 1), "男", EAST),
    }
    opened = {
        name: registering.open_fields(clerk, one.pk, ["id_number", "phone"], "核对导入", now=NOW)
        for name, one in people.items()
    }
    assert [opened[name]["id_number"] for name in people] == [ANSHAN, LI, MING, BO]
    assert (opened["安大山"]["phone"], opened["安小明"]["phone"]) == ("13900000001", "13900000002")
    episodes = ServiceEpisode.objects.order_by("person__pk").values_list("person__name", "enlisted", "discharged")
    assert list(episodes) == [
        ("安大山", date(1970, 12, 1), date(1976, 3, 1)),
        ("安小明", date(1998, 12, 1), date(2000, 12, 1)),
        ("卜长河", date(1968, 12, 1), date(1973, 1, 5)),
    ]
    categories = Category.objects.order_by("pk").values_list("person__name", "key", "detail")
    assert list(categories) == [
        ("安大山", "disabled_soldier", {"nature": "因公", "level": "八级"}),
        ("安小明", "veteran", {}),
        ("卜长河", "war_veteran", {}),
        ("卜长河", "ill_veteran", {}),
    ]
    homes = [
        list(home.members.order_by("pk").values_list("person__name", "role"))
        for home in Household.objects.order_by("pk")
    ]
    assert homes == [[("安大山", "户主"), ("李小梅", "其他"), ("安小明", "其他")], [("卜长河", "户主")]]
    assert not Household.objects.exclude(number="").exists(), "no name is kept as a household's number"


def test_the_bad_rows_come_back_mended_and_join_their_household(clerk) -> None:
    table = actions.take(clerk, sent(clerk).pk, only_good=True, now=NOW)
    sheet = load_workbook(BytesIO(queries.bad_rows(queries.laid_out(clerk, table.pk, NOW)))).active
    rows = {row[2].value: row for row in sheet.iter_rows(min_row=3)}
    assert set(rows) == {"曹十五", "丁科学", "方日期", "葛地名", "安二山"}
    assert "15 位的旧号码" in rows["曹十五"][3].comment.text
    assert "Excel 当成了数字" in rows["丁科学"][13].value
    rows["曹十五"][3].value = CAO
    rows["丁科学"][3].value = DING
    rows["丁科学"][1].value = "安大山"
    stream = BytesIO()
    sheet.parent.save(stream)
    again = sent(clerk, "改正.xlsx", stream.getvalue())
    assert again.target == "persons"
    again = actions.take(clerk, again.pk, only_good=True, now=NOW)
    assert (again.taken, again.wrong) == (2, 3)
    home = Membership.objects.get(person__name="丁科学").household
    assert home.members.filter(person__name="安大山").exists(), "the household that is registered already"


def test_a_number_that_is_registered_under_another_name_is_told(clerk) -> None:
    registering.add(clerk, PersonDraft("安大三", EAST, ANSHAN), now=NOW)
    table = sent(clerk)
    assert told(clerk, table)["D4"].startswith("这个身份证号已经建档，登记的姓名是“安*三”")
    table = actions.take(clerk, table.pk, only_good=True, now=NOW)
    assert table.taken == GOOD - 1
    assert Secret.objects.filter(sort="id_number").count() == GOOD, "nothing was changed there"
    known = actions.take(clerk, sent(clerk, data=roll([ROWS[3]])).pk, only_good=True, now=NOW)
    assert (known.taken, known.same) == (0, 1)


def test_a_household_number_means_the_same_household_in_the_next_table(clerk) -> None:
    first = f"户号,与户主的关系,姓名,身份证号,所在村\nD-7,本人,安大山,{ANSHAN},东河村\n"
    second = f"户号,与户主的关系,姓名,身份证号,所在村\nD-7,妻子,李小梅,{LI},东河村\n"
    for text in (first, second):
        table = actions.send(clerk, "人员登记册.csv", text.encode(), now=NOW)
        assert actions.take(clerk, table.pk, only_good=False, now=NOW).taken == 1
    home = Household.objects.get()
    assert home.number == "D-7"
    assert list(home.members.order_by("pk").values_list("role", flat=True)) == ["户主", "配偶"]


def test_two_heads_of_one_name_are_two_households_and_no_batch_cuts_one(clerk, monkeypatch) -> None:
    from shuangyong.intake.ledgers import laid_out

    monkeypatch.setattr(laid_out, "CHUNK", 2)
    lines = ["户主,姓名,身份证号,所在村"]
    for serial, (head, name) in enumerate([("安一", "安一"), ("安一", "安二"), ("安一", "安三"), ("安一", "安一")]):
        lines.append(f"{head},{name},{number(date(1960, 1, 1 + serial), 31)},东河村")
    table = actions.send(clerk, "人员登记册.csv", "\n".join(lines).encode(), now=NOW)
    assert actions.take(clerk, table.pk, only_good=False, now=NOW).taken == 4
    assert [home.members.count() for home in Household.objects.order_by("pk")] == [3, 1]


def test_a_place_of_a_common_name_is_asked_with_its_town(clerk, district) -> None:
    from shuangyong.base.organisation.models import Region

    Region.objects.filter(code="990102102201").update(name="东河村")
    table = sent(clerk)
    assert told(clerk, table)["F4"].startswith("有 2 个叫“东河村”的地方，请连乡镇一起写")
    assert "F6" not in told(clerk, table), "东河镇东河村 is one place"


def test_the_trail_tells_how_many_and_of_nobody(clerk) -> None:
    actions.take(clerk, sent(clerk).pk, only_good=True, now=NOW)
    kept = repr(list(Entry.objects.values_list("what", "data")))
    assert "ledger.taken" in kept or "导入" in repr([one.says for one in Entry.objects.all()])
    for clear in (ANSHAN, LI, MING, BO, "安大山", "李小梅", "13900000001"):
        assert clear not in kept


def test_areas_that_lie_over_each_other_cost_no_more_than_a_sheet() -> None:
    from shuangyong.intake.ledgers.sheets import Sheet

    rows = [["安", *[""] * 99] for _ in range(2000)]
    over = tuple(((at, 0), (10**6, 10**6)) for at in range(2000))
    filled = Sheet("表", rows, merged=over).filled
    assert filled[0][99] == "安" and rows[0][99] == ""
