"""Old tables as offices keep them: sums in words, notes under the table, numbers beside names, words of their own."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from shuangyong.base.errors import Invalid
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
from shuangyong.intake.ledgers import actions, meanings, queries
from shuangyong.intake.ledgers.asides import aside
from shuangyong.intake.ledgers.cells import day_of
from shuangyong.intake.ledgers.columns import BESIDE, Heading, propose
from shuangyong.intake.ledgers.meanings import NOTHING
from shuangyong.intake.ledgers.whole import dated, never_looks, scaled, unit_of
from shuangyong.intake.models import CellWord, TakenRow
from shuangyong.register.actions.persons import add
from shuangyong.register.drafts import PersonDraft
from shuangyong.register.models import Person
from shuangyong.rules.identity import id_check
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, quick_hashes  # noqa: F401 - fixtures

LI, QIAN = ("99010219560312" + n + id_check("99010219560312" + n) for n in ("011", "022"))


def workbook(*sheets: tuple[str, list[tuple]]) -> bytes:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return stream.getvalue()


VISITS = [
    ("东河镇2025年春节走访慰问台账",),
    ("填报单位：东河镇（盖章）    填表日期：2025年2月1日",),
    ("序号", "慰问对象姓名", "身份证号", "走访时间", "慰问金(元)", "慰问品（万元）", "形式", "了解到的困难、意见建议"),
    (1, "李立功", LI, "1月20日", "五百", "0.02", "入户", "无"),
    (2, "钱卫国", QIAN, "二〇二五年一月二十一日", "壹仟元整", "", "座谈", ""),
    (3, "", "", "", "", "", "", ""),
    ("合计：", "", "", "", 1500, "", "", ""),
    ("注：慰问金由区财政统一安排。",),
    ("填表人：简文", "", "", "审核人：陆双"),
]


@pytest.fixture
def clerk(district):  # noqa: F811
    clerk = district.actor("简文")
    for name, number in (("李立功", LI), ("钱卫国", QIAN)):
        add(clerk, PersonDraft(name=name, region="990102101", id_number=number), now=NOW)
    return clerk


def mapped(clerk, table, said=None, **whole):
    laid = queries.laid_out(clerk, table.pk, NOW)
    places = {place: key for key, place in laid.places.items()}
    return actions.map_columns(clerk, table.pk, places, {**table.whole, **whole}, said, now=NOW)


def test_a_town_s_own_table_is_read_to_the_last_note(clerk) -> None:
    table = actions.send(clerk, "台账.xlsx", workbook(("走访", VISITS)), now=NOW)
    assert (table.target, table.whole["part.lead"], table.whole["@year"]) == ("visit", "东河镇", "2025")
    assert table.words == {"way": {"入户": "上门", "座谈": "到站"}}
    preview = queries.preview(queries.laid_out(clerk, table.pk, NOW))
    assert (preview.good, preview.bad, preview.faults) == (2, 0, [])
    assert preview.asides == [(6, "只有序号，没有内容"), (7, "合计行"), (8, "表下的说明"), (9, "表下的说明")]
    actions.take(clerk, table.pk, only_good=False, now=NOW)
    first, second = Case.objects.order_by("pk")
    assert (first.stage, first.opened_on, first.values["amount"], first.values["goods"]) == (
        "closed",
        date(2025, 1, 20),
        50000,
        20000,
    )
    assert (second.opened_on, second.values["amount"], second.values["way"]) == (date(2025, 1, 21), 100000, "到站")
    assert first.values["person"] == Person.objects.get(name="李立功").pk
    assert [found for row in (first, second) for found in findings_of(row, TODAY)] == []


def test_name_and_number_must_be_one_person_s(clerk) -> None:
    rows = [
        *VISITS[:3],
        (1, "李立功", QIAN, "1月20日", 500, "", "上门", ""),
        (2, "生人", "5.20402E+17", "1月20日", 1, "", "上门", ""),
    ]
    table = actions.send(clerk, "台账.xlsx", workbook(("走访", rows)), now=NOW)
    told = {fault.address: fault.says for fault in queries.preview(queries.laid_out(clerk, table.pk, NOW)).faults}
    assert "登记的不是这个姓名" in told["B4"] and "末尾几位已经丢失" in told["C5"]
    assert all(
        LI not in one.shows and QIAN not in one.shows
        for one in queries.preview(queries.laid_out(clerk, table.pk, NOW)).faults
    )


PLAQUES = [
    ("光荣牌发放登记表",),
    ("户主", "证件号码", "家庭类别", "发放日期", "是否签字", "发放类型", "经办服务站"),
    ("李立功", LI, "退役军人", "2019.7.28", "√", "新发", "东河镇"),
    ("钱卫国", QIAN, "老功臣", "2019年7月", "√", "新发", "东河镇"),
]


def test_words_of_the_office_are_proposed_asked_for_and_remembered(clerk) -> None:
    table = actions.send(clerk, "光荣牌.xlsx", workbook(("表", PLAQUES)), now=NOW)
    assert table.words == {"sort": {"新发": "新挂"}, "basis": {"退役军人": "退役军人家庭"}}
    laid = queries.laid_out(clerk, table.pk, NOW)
    asked = {one.text: one.meant for one in meanings.asked(laid.target, laid.below, laid.places, table.words)}
    assert asked == {"新发": "新挂", "退役军人": "退役军人家庭", "老功臣": "", "东河镇": ""} or "老功臣" in asked
    with pytest.raises(Invalid) as wrong:
        mapped(clerk, table, {"basis": {"老功臣": "功臣之家"}})
    assert "没有“功臣之家”" in wrong.value.fields["word:basis:老功臣"]
    said = {"basis": {"老功臣": "退役军人家庭", "退役军人": "退役军人家庭"}, "sort": {"新发": "新挂"}}
    table = mapped(clerk, table, said, one_only="是", **{"@month": "那个月的1日"})
    assert CellWord.objects.get(text="老功臣").meant == "退役军人家庭"
    table = actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert (table.taken, table.wrong) == (2, 0)
    assert set(Case.objects.values_list("stage", "opened_on")) == {
        ("closed", date(2019, 7, 28)),
        ("closed", date(2019, 7, 1)),
    }
    again = actions.send(clerk, "光荣牌2.xlsx", workbook(("表", PLAQUES)), now=NOW)
    assert again.words["basis"]["老功臣"] == "退役军人家庭"


def test_what_is_said_once_of_later_steps_makes_no_row_another(clerk) -> None:
    table = actions.send(clerk, "光荣牌.xlsx", workbook(("表", PLAQUES[:3])), now=NOW)
    actions.take(clerk, mapped(clerk, table, table.words, one_only="是").pk, only_good=False, now=NOW)
    other = actions.send(clerk, "光荣牌.xlsx", workbook(("表", PLAQUES[:3])), now=NOW)
    other = actions.take(clerk, mapped(clerk, other, other.words, one_only="否").pk, only_good=False, now=NOW)
    assert (other.taken, other.same, Case.objects.count()) == (0, 1, 1)


def test_rows_that_an_earlier_version_took_are_known(clerk) -> None:
    table = actions.send(clerk, "光荣牌.xlsx", workbook(("表", PLAQUES[:3])), now=NOW)
    table = mapped(clerk, table, table.words, one_only="是")
    (line,) = queries.laid_out(clerk, table.pk, NOW).lines()
    TakenRow.objects.create(region=table.region, target=table.target, mark=line.older, became="case:1")
    table = actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert (table.taken, table.same) == (0, 1)


def test_columns_that_no_step_takes_are_told(clerk) -> None:
    rows = [
        ("困难帮扶台账",),
        ("姓名", "身份证号", "困难类型", "救助金额", "发放日期", "承办单位"),
        ("李立功", LI, "医疗", "叁仟元", "2025-4-8", "东河镇"),
    ]
    table = actions.send(clerk, "帮扶.xlsx", workbook(("表", rows)), now=NOW)
    found = queries.preview(queries.laid_out(clerk, table.pk, NOW))
    assert {label: rows for label, rows, _ in found.unused} == {"帮扶资金": 1, "帮扶到位日期": 1}
    assert all("登记帮扶到位" in why for _, _, why in found.unused)


def test_another_sheet_of_the_file_becomes_a_table_of_its_own(clerk) -> None:
    data = workbook(("春节走访", VISITS), ("光荣牌", PLAQUES[1:]))
    table = actions.send(clerk, "两张表.xlsx", data, now=NOW)
    assert queries.laid_out(clerk, table.pk, NOW).sheets == ("春节走访", "光荣牌")
    other = actions.other_sheet(clerk, table.pk, 1 - table.sheet, now=NOW)
    assert {table.target, other.target} == {"visit", "plaque"} and other.pk != table.pk


NAMES = ("序号", "姓名", "日期", "金额")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("合 计", "", "", 100), "合计行"),
        (("本页小计", "", "", 100), "合计行"),
        (("备注：逐户核实", "", "", ""), "表下的说明"),
        (("单位负责人：陆双", "", "填表人：简文", ""), "表下的说明"),
        ((4, "", "", ""), "只有序号，没有内容"),
        (NAMES, "又一次表头"),
        (("一、东河镇", "一、东河镇", "一、东河镇", "一、东河镇"), "表下的说明"),
        ((1, "合计宝", "2025-1-1", 100), ""),
        ((1, "李立功", "", ""), ""),
    ],
)
def test_rows_that_are_no_data(cells, why) -> None:
    assert aside(cells, NAMES, {1, 2, 3}) == why


def test_amounts_are_in_what_the_heading_says() -> None:
    assert unit_of(["金额（万元）"], []) == unit_of(["金额"], [("单位：万元",)]) == "万"
    assert unit_of(["金额（元）"], [("单位：万元",)]) == unit_of(["金额"], [("单位：人",)]) == ""
    assert (scaled(0.5, "万"), scaled("5000元", "万"), scaled("", "万")) == ("0.5万元", "5000元", "")


def test_ends_of_months_and_days_in_words() -> None:
    assert day_of("2025年9月底前") == date(2025, 9, 30) and day_of("2025年底") == date(2025, 12, 31)
    assert day_of(dated("9月底前", "2025")) == date(2025, 9, 30)
    assert day_of(dated("三月五日", "2025")) == date(2025, 3, 5)
    assert day_of(dated("2008年12月", "", "那个月的最后一日")) == date(2008, 12, 31)
    assert dated("2008年12月", "2025") == "2008年12月"


def test_columns_that_are_called_alike() -> None:
    known = {"走访对象": "person", "走访日期": "done_on", "慰问金": "amount", BESIDE + "姓名": "person.number"}
    names = ("走访对象姓名", "走访时间", "慰问金额度情况", "单位")
    assert propose(Heading(0, 0, names, ""), known) == {0: "person", 1: "done_on", 2: "amount"}
    assert propose(Heading(0, 0, names, ""), known, lambda place, key: key != "amount") == {0: "person", 1: "done_on"}
    assert never_looks("date", ["很快", ""]) and not never_looks("date", ["1月20日"]) and not never_looks("text", ["x"])


def test_a_word_may_be_left_out(clerk) -> None:
    table = actions.send(clerk, "光荣牌.xlsx", workbook(("表", PLAQUES)), now=NOW)
    table = mapped(clerk, table, {"basis": {"老功臣": NOTHING}})
    told = [fault.says for fault in queries.preview(queries.laid_out(clerk, table.pk, NOW)).faults]
    assert any("必须填写" in says for says in told)
