"""A town's old roll of visits: the unit stands once above the heading, the occasion in the title, the end nowhere."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from shuangyong.base.errors import Invalid
from shuangyong.cases.models import Case
from shuangyong.intake.ledgers import actions, queries
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.whole import YEAR, dated, filled, never_reads, said_once
from shuangyong.register.models import Person
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, quick_hashes  # noqa: F401 - fixtures

ROWS = [
    ("序号", "走访对象", "", "走访情况", "", ""),
    ("", "姓名", "类别", "走访时间", "方式", "反映困难"),
    (1, "蒋德", "退役军人", "2026.1.20", "上门", "住房漏雨"),
    (2, "祝安", "军属", "2026.1.21", "电话", ""),
]


PLACE = {"region": "990102101", "province": "99", "city": "9901", "county": "990102", "town": "990102101"}


def workbook(title: str = "东河镇2026年春节走访慰问登记表", unit: str = "填报单位：东河镇（盖章）", rows=ROWS) -> bytes:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 5, title)
    sheet.merge_range(1, 0, 1, 3, unit)
    for at, row in enumerate(rows, 2):
        sheet.write_row(at, 0, row)
    sheet.merge_range(2, 1, 2, 2, "走访对象")
    sheet.merge_range(2, 3, 2, 5, "走访情况")
    sheet.merge_range(2, 0, 3, 0, "序号")
    book.close()
    return stream.getvalue()


@pytest.fixture
def clerk(district):  # noqa: F811
    for name in ("蒋德", "祝安"):
        Person.objects.create(name=name, born=date(1980, 5, 1), added_on=TODAY, **PLACE)
    return district.actor("简文")


def test_what_the_table_says_once_stands_for_every_row(clerk, district) -> None:  # noqa: F811
    table = actions.send(clerk, "走访.xlsx", workbook(), now=NOW)
    assert (table.target, table.whole) == ("visit", {"sort": "春节", "part.lead": "东河镇", "@year": "2026"})
    assert "sort" not in table.mapping.values()  # 类别 is the persons', not the occasion
    assert "必填的列都有" in table.why
    places = queries.laid_out(clerk, table.pk, NOW).places
    mapping = {place: key for key, place in places.items()}
    actions.map_columns(clerk, table.pk, mapping, {**table.whole, "@stage": "已走访"}, now=NOW)
    table = actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert (table.taken, table.wrong) == (2, 0)
    first = Case.objects.order_by("pk").first()
    assert (first.kind, first.stage, first.values["sort"], first.values["way"]) == ("visit", "closed", "春节", "上门")
    assert list(first.holdings.filter(part="lead").values_list("unit", flat=True)) == [district.unit("东河镇")]


SHORT = [*ROWS[:2], (1, "蒋德", "退役军人", "1月20日", "上门", ""), (2, "无名氏", "军属", "1-21", "电话", "")]


def test_a_day_without_a_year_takes_the_title_s_and_a_person_may_say_otherwise(clerk) -> None:
    table = actions.send(clerk, "走访.xlsx", workbook(rows=SHORT), now=NOW)
    assert table.whole["@year"] == "2026"
    laid = queries.laid_out(clerk, table.pk, NOW)
    assert [line.row.values["done_on"] for line in laid.lines()] == [date(2026, 1, 20), date(2026, 1, 21)]
    mapping = {place: key for key, place in laid.places.items()}
    with pytest.raises(Invalid, match="处需要改正") as told:
        actions.map_columns(clerk, table.pk, mapping, {**table.whole, "@year": "去年"}, now=NOW)
    assert "四位年份" in told.value.fields["whole-@year"]
    actions.map_columns(clerk, table.pk, mapping, {**table.whole, "@year": "2025"}, now=NOW)
    assert next(queries.laid_out(clerk, table.pk, NOW).lines()).row.values["done_on"] == date(2025, 1, 20)
    actions.map_columns(clerk, table.pk, mapping, {**table.whole, "@year": ""}, now=NOW)
    assert "要有年份" in next(queries.laid_out(clerk, table.pk, NOW).lines()).row.wrong["done_on"]


def test_rows_given_back_say_themselves_what_the_table_said_once(clerk, district) -> None:  # noqa: F811
    """One of two is unknown: put right and sent again, nothing has to be written once more."""
    table = actions.send(clerk, "走访.xlsx", workbook(rows=SHORT), now=NOW)
    mapping = {place: key for key, place in queries.laid_out(clerk, table.pk, NOW).places.items()}
    actions.map_columns(clerk, table.pk, mapping, {**table.whole, "@stage": "已走访"}, now=NOW)
    back = queries.bad_rows(queries.laid_out(clerk, table.pk, NOW))
    actions.take(clerk, table.pk, only_good=True, now=NOW)
    sheet = load_workbook(BytesIO(back)).active
    told = {
        cell.value: sheet.cell(sheet.max_row, cell.column).value for row in sheet.iter_rows(max_row=2) for cell in row
    }
    assert told["走访单位"] == "东河镇" and told["走访缘由"] == "春节" and told["办理环节"] == "已走访"
    assert told["走访时间"] == "2026-1-21"

    Person.objects.create(name="无名氏", born=date(1980, 5, 1), added_on=TODAY, **PLACE)
    again = actions.send(clerk, "改好.xlsx", back, now=NOW)
    table = actions.take(clerk, again.pk, only_good=False, now=NOW)
    assert (table.target, table.taken, table.wrong) == ("visit", 1, 0)
    case = Case.objects.order_by("-pk")[0]
    assert (case.stage, case.values["sort"], case.values["done_on"]) == ("closed", "春节", "2026-01-21")
    assert case.holdings.get(part="lead").unit_id == district.unit("东河镇")


def test_a_unit_that_is_none_is_told_where_it_was_written(clerk) -> None:
    table = actions.send(clerk, "走访.xlsx", workbook(), now=NOW)
    with pytest.raises(Invalid) as told:
        actions.map_columns(clerk, table.pk, {}, {"part.lead": "天文局"}, now=NOW)
    assert "没有找到单位“天文局”" in told.value.fields["whole-part.lead"]


def test_nothing_is_guessed() -> None:
    unit, sort = Column("part.lead", "走访单位", "part"), Column("sort", "缘由", "choice", choices=("春节", "八一"))
    assert said_once([], "春节、八一走访", [unit, sort]) == {}
    assert said_once([["填报单位：", "区教育局"]], "", [unit]) == {"part.lead": "区教育局"}
    assert said_once([["单位（盖章）：区教育局", "单位：元"]], "", [unit]) == {"part.lead": "区教育局"}
    assert said_once([["", ""], [], ["填报单位：", "区教育局"]], "", [unit]) == {"part.lead": "区教育局"}, (
        "an empty row"
    )
    assert said_once([], "2025年至2026年走访", [YEAR]) == {}
    assert [dated(cell, "2026") for cell in ("3月1日", "3/1", " 3-1", "2025.3.1", 3.1, "三月", "")] == [
        "2026-3-1", "2026-3-1", "2026-3-1", "2025.3.1", 3.1, "三月", "",
    ]  # fmt: skip
    assert filled({"sort": "八一"}, {"sort": "春节", "way": "上门"}) == {"sort": "八一", "way": "上门"}
    assert never_reads(sort, ["退役军人", ""]) and not never_reads(sort, ["", ""]) and not never_reads(sort, ["春节"])
