"""简文 brings the office's old Excel ledger: recognised, mended, taken, and taken again without effect."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.running import Cancelled
from shuangyong.base.trail.models import Entry
from shuangyong.cases.forms import Wrong
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Notice
from shuangyong.intake.ledgers import actions, queries
from shuangyong.intake.ledgers.cells import day_of
from shuangyong.intake.ledgers.sheets import RefusedTable, address, read
from shuangyong.intake.models import Table, TakenRow
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, quick_hashes  # noqa: F401 - fixtures

HEAD = ("序号", "任务名称", "责任单位", "配合部门", "立项日期", "要求完成时间", "当前状态", "承办人")


def workbook(rows: list[tuple[Any, ...]], title: str = "云溪区督办事项台账（2026年）", *, two: bool = True) -> bytes:
    """An office's own table: a merged title, a heading of two lines, then rows."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, 7, title)
    first = 1
    if two:
        sheet.merge_range(1, 2, 1, 3, "单位")
        for column in (0, 1, 4, 5, 6, 7):
            sheet.merge_range(1, column, 2, column, HEAD[column])
        sheet.write_row(2, 2, HEAD[2:4])
        first = 3
    else:
        sheet.write_row(1, 0, HEAD)
        first = 2
    for at, row in enumerate(rows, first):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, datetime.combine(cell, time()), day)
            else:
                sheet.write(at, column, cell)
    book.close()
    return stream.getvalue()


GOOD = [
    (1, "建立优抚台账", "教育局", "民政局", "2026-1-5", date(2026, 3, 31), "办理中", "老张"),
    (2, "八一走访慰问", "民政局", "", "2026/1/6", "2026.4.1", "待签收", "老李"),
    (3, "修缮优先窗口", "云溪区教育局", "", 46028, "20260430", "", "老王"),
    (4, "军供站检查", "教育局", "", "2026年1月8日", "2026年5月1日", "办理中", "老王"),
    ("合计", "", "", "", "", "", "", ""),
]


@pytest.fixture
def clerk(district):  # noqa: F811
    return district.actor("简文")


def sent(clerk, rows=GOOD, **more: Any) -> Table:
    return actions.send(clerk, "2026年台账.xlsx", workbook(rows, **more), now=NOW)


@pytest.mark.parametrize("two", [True, False])
def test_the_offices_own_table_is_recognised_and_taken(clerk, two) -> None:
    table = sent(clerk, two=two)
    assert (table.target, table.first, table.last) == ("task", 1, 2 if two else 1)
    assert "标题或文件名里写着“督办事项”" in table.why
    preview = queries.preview(queries.laid_out(clerk, table.pk, NOW))
    assert (preview.good, preview.bad, preview.faults) == (4, 0, [])
    table = actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert (table.state, table.taken, table.same, table.wrong) == ("taken", 4, 0, 0)
    cases = {row.title: row for row in Case.objects.all()}
    assert {title: (row.stage, row.opened_on) for title, row in cases.items()} == {
        "建立优抚台账": ("doing", date(2026, 1, 5)),
        "八一走访慰问": ("handed_out", date(2026, 1, 6)),
        "修缮优先窗口": ("handed_out", date(2026, 1, 6)),
        "军供站检查": ("doing", date(2026, 1, 8)),
    }
    first = cases["建立优抚台账"]
    assert list(first.holdings.order_by("part").values_list("part", flat=True)) == ["lead", "opener", "support"]
    assert first.steps.order_by("seq").values_list("actor_name", flat=True)[0] == "老张"
    assert [fault for row in cases.values() for fault in findings_of(row, TODAY)] == []
    assert not Notice.objects.exists()
    said = [entry.says for entry in Entry.objects.filter(what__startswith="ledger.").order_by("seq")]
    assert said[-1] == "导入旧台账“2026年台账.xlsx”到“督办事项”：新增4行，以前已有0行，有问题0行"


def test_what_rows_are_called_tells_kinds_apart_that_share_their_other_columns(clerk) -> None:
    """Neither the title nor the file says 督办; 办理情况 is a field of 国防动员 and a stage of a task."""
    text = "工作任务,牵头单位,立项日期,完成时限,办理情况\n清查光荣牌,民政局,2026-01-05,2026-06-30,办理中\n"
    table = actions.send(clerk, "台账.csv", text.encode(), now=NOW)
    assert table.target == "task", table.why


def test_the_same_file_twice_changes_nothing(clerk) -> None:
    actions.take(clerk, sent(clerk).pk, only_good=False, now=NOW)
    again = actions.take(clerk, sent(clerk).pk, only_good=False, now=NOW)
    assert (again.taken, again.same, Case.objects.count()) == (0, 4, 4)
    more = [*GOOD[:4], (5, "新添一件", "教育局", "", "2026-2-1", "", "", "")]
    third = actions.take(clerk, sent(clerk, more, two=False).pk, only_good=False, now=NOW)
    assert (third.taken, third.same, Case.objects.count()) == (1, 4, 5)


BAD = [
    GOOD[0],
    (2, "", "教育局", "", "2026-1-6", "", "", ""),
    (3, "日期不清", "教育局", "", "三月上旬", "", "", ""),
    (4, "单位不清", "天文局", "", "2026-1-6", "", "", ""),
    (5, "环节不清", "教育局", "", "2026-1-6", "", "飞行中", ""),
    (6, "办不到", "教育局", "", "2026-1-6", "", "已完成", ""),
    (7, "=1+1", "教育局", "", "2026-1-6", "", "", ""),
    (8, "明天的事", "教育局", "", "2026-3-9", "", "", ""),
]


def test_every_fault_is_told_by_its_cell_and_the_good_rows_can_be_taken(clerk) -> None:
    table = sent(clerk, BAD, two=False)
    laid = queries.laid_out(clerk, table.pk, NOW)
    told = {fault.address: fault.says for fault in queries.preview(laid).faults}
    assert told["B4"] == "“工作任务”必须填写。"
    assert told["E5"].startswith("“三月上旬”看不出是哪一天，日期可以写成 2024-3-1")
    assert told["C6"].startswith("没有找到单位“天文局”")
    assert told["G7"].startswith("没有“飞行中”这个环节，可以写：待签收、")
    assert "不够走到“已销号”" in told["G8"]
    assert "不能晚于今天" in told["E10"]
    with pytest.raises(Problem, match="一行也没有导入"):
        actions.take(clerk, table.pk, only_good=False, now=NOW)
    assert not Case.objects.exists()
    assert not TakenRow.objects.exists()
    table = actions.take(clerk, table.pk, only_good=True, now=NOW)
    assert (table.taken, table.wrong) == (Case.objects.count(), 6)


def test_the_bad_rows_come_back_with_the_reason_in_the_cell_and_go_in_when_mended(clerk) -> None:
    table = actions.take(clerk, sent(clerk, BAD, two=False).pk, only_good=True, now=NOW)
    before = Case.objects.count()
    sheet = load_workbook(BytesIO(queries.bad_rows(queries.laid_out(clerk, table.pk, NOW)))).active
    assert [cell.value for cell in sheet[1]] == [*HEAD, "要改正什么"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert set(rows) == {2, 3, 4, 5, 6, 8}
    cell = rows[4][2]
    assert "没有找到单位“天文局”" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF8D0CC"
    assert rows[4][8].value.startswith("承办单位：") or rows[4][8].value.startswith("牵头单位：")
    cell.value = "教育局"
    stream = BytesIO()
    sheet.parent.save(stream)
    again = actions.send(clerk, "改正.xlsx", stream.getvalue(), now=NOW)
    again = actions.take(clerk, again.pk, only_good=True, now=NOW)
    assert (again.taken, Case.objects.count()) == (1, before + 1)


def test_what_a_column_means_is_remembered_for_the_office(clerk, district) -> None:  # noqa: F811
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("编次", "干啥", "牵头单位"))
    sheet.write_row(1, 0, (1, "打扫陵园", "民政局"))
    book.close()
    table = actions.send(clerk, "怪表.xlsx", stream.getvalue(), now=NOW)
    table = actions.choose(clerk, table.pk, "task", now=NOW)
    assert table.mapping == {"2": "part.lead"}
    with pytest.raises(Invalid, match="改正"):
        actions.map_columns(clerk, table.pk, {0: "task", 1: "task"}, {}, now=NOW)
    actions.map_columns(clerk, table.pk, {1: "task", 2: "part.lead"}, {}, now=NOW)
    again = actions.choose(clerk, actions.send(clerk, "怪表.xlsx", stream.getvalue(), now=NOW).pk, "task", now=NOW)
    assert again.mapping == {"1": "task", "2": "part.lead"}
    with pytest.raises(Forbidden):
        actions.send(district.actor("宁联"), "怪表.xlsx", stream.getvalue(), now=NOW)


def test_a_long_table_is_left_to_the_worker_and_goes_on_where_it_was_stopped(clerk, monkeypatch) -> None:
    rows = [(n, f"第{n}件", "教育局", "", "2026-1-5", "", "", "") for n in range(1, 1202)]
    table = actions.take(clerk, sent(clerk, rows, two=False).pk, only_good=True, now=NOW)
    assert (table.state, Job.objects.get(pk=table.job).payload["table"]) == ("taking", table.pk)

    def stop(done: int, total: int) -> None:
        if done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        actions.run(clerk, table.pk, only_good=True, now=NOW, progress=stop)
    assert Case.objects.count() == 500
    found = actions.run(clerk, table.pk, only_good=True, now=NOW, progress=lambda done, total: None)
    assert (found.taken, found.same, Case.objects.count()) == (1201, 0, 1201)


def test_an_old_roll_goes_into_the_register_once(clerk) -> None:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("优抚对象花名册",))
    sheet.write_row(1, 0, ("序号", "姓名", "身份证号码", "联系电话", "家庭住址"))
    sheet.write_row(2, 0, (1, "安大山", "990102197001010118", "13900000000", "东河镇一号"))
    sheet.write_row(3, 0, (2, "卜小河", "123", "", ""))
    book.close()
    table = actions.send(clerk, "花名册.xlsx", stream.getvalue(), now=NOW)
    assert table.target == "persons"
    preview = queries.preview(queries.laid_out(clerk, table.pk, NOW))
    assert {fault.address for fault in preview.faults} >= {"C4"}


@pytest.mark.parametrize(
    "text",
    [
        "2024-3-1",
        "2024/3/1",
        "2024.3.1",
        "20240301",
        "2024年3月1日",
        "二〇二四年三月一日",
        "二零二四年三月一日",
        45352.0,
        date(2024, 3, 1),
        datetime.combine(date(2024, 3, 1), time()),
    ],
)
def test_days_in_their_forms(text) -> None:
    assert day_of(text) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["三月一日", "3月1日", "2024-2-30", "24.3.1", "12345678", 3.0])
def test_days_that_are_not_guessed(text) -> None:
    with pytest.raises(Wrong, match=r"日期可以写成|只有两位"):
        day_of(text)


def test_addresses_are_the_offices() -> None:
    assert [address(0, 0), address(9, 25), address(9, 26), address(0, 702)] == ["A1", "Z10", "AA10", "AAA1"]


# ── what is refused ────────────────────────────────────────────────────────────────────────────────────────────────


def altered(data: bytes, change) -> bytes:
    """A workbook with the text of its first sheet changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            text = old.read(item)
            new.writestr(item, change(text) if item == "xl/worksheets/sheet1.xml" else text)
    return stream.getvalue()


def far_apart(text: bytes) -> bytes:
    return text.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def without_addresses(text: bytes) -> bytes:
    return text.replace(b'<c r="A1"', b"<c")


def reaching_out(text: bytes) -> bytes:
    return text.replace(b"</sheetData>", b'<row r="99"><c r="A99"><f>WEBSERVICE("x")</f><v>1</v></c></row></sheetData>')


@pytest.mark.parametrize(
    ("change", "words"), [(far_apart, "表太大"), (without_addresses, "没有地址"), (reaching_out, "向外连接")]
)
def test_hostile_tables_are_refused_before_a_cell_is_read(change, words) -> None:
    with pytest.raises(RefusedTable, match=words):
        read("表.xlsx", altered(workbook(GOOD), change))


def test_a_million_empty_rows_do_no_harm() -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(100, 100_000))
    (sheet,) = read(
        "表.xlsx", altered(workbook(GOOD), lambda text: text.replace(b"</sheetData>", empty + b"</sheetData>"))
    )
    assert len(sheet.rows) == 8


def test_a_bomb_and_what_is_no_table(clerk) -> None:
    bomb = altered(workbook(GOOD), lambda text: text + b" " * (400 * 1024 * 1024))
    with pytest.raises(Problem):
        read("表.xlsx", bomb)
    with pytest.raises(Problem):
        read("表.xlsx", b"MZ not a table")
    with pytest.raises(Problem, match="没有认出这张表的表头"):
        actions.send(clerk, "空.csv", "甲,乙\n1,2\n".encode(), now=NOW)


def test_a_csv_of_an_old_system_in_its_own_encoding(clerk) -> None:
    text = "任务名称,责任单位,立项日期\n核对名册,教育局,2026-1-5\n"
    table = actions.send(clerk, "督办事项.csv", text.encode("gb18030"), now=NOW)
    assert actions.take(clerk, table.pk, only_good=False, now=NOW).taken == 1
