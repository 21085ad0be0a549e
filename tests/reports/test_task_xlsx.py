"""The sheet holds what the documents say, leaves open what they leave open, and is never a program."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from shuangyong.reader.model import Document
from shuangyong.reports.task_table import write_xlsx
from shuangyong.reports.wording import LEGEND, NO_TASKS, OPEN
from tests.reports.cast import hostile, letter, plan

COLUMNS = ["序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限", "依据原文"]


def written(*documents: Document, made_on: date | None = None) -> bytes:
    stream = io.BytesIO()
    write_xlsx(documents, stream, made_on=made_on)
    return stream.getvalue()


def sheet(data: bytes, name: str = "任务分解表") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def row(found: Worksheet, number: int) -> list[object]:
    return [cell.value for cell in found[number]]


def test_one_document_gives_title_legend_header_and_a_row_a_task():
    found = sheet(written(plan()))
    assert found["A1"].value == "《云溪县2024年双拥工作要点》任务分解表"
    assert found["A2"].value == LEGEND
    assert row(found, 3) == COLUMNS
    assert found.max_row == 3 + len(plan().tasks)


def test_a_complete_task_has_every_cell_and_its_basis_word_for_word():
    document = plan()
    cells = row(sheet(written(document)), 4)
    task = document.tasks[0]
    assert cells[0] == 1
    assert cells[2] == "1.修订《云溪县双拥工作领导小组工作规则》\n2.建立军地联席会议制度\n3.每季度召开一次会议"
    assert cells[3:6] == ["县双拥办", "县人武部", "6月底前\n2024年6月30日"]
    assert cells[6] == "一 → (一)\n" + document.text[task.start : task.end]


def test_what_the_document_leaves_open_is_marked_and_never_filled_in():
    found = sheet(written(plan()))
    assert row(found, 5)[4:6] == [OPEN, OPEN]
    assert row(found, 6)[3:6] == [OPEN, OPEN, "国庆节前"]
    assert found["E5"].fill.fgColor.rgb != found["D5"].fill.fgColor.rgb


def test_several_documents_share_a_sheet_with_a_column_for_the_file_and_one_row_of_numbers():
    found = sheet(written(plan(), letter(), plan()))
    assert row(found, 3)[:3] == ["序号", "来源文件", "工作任务"]
    assert [row(found, at)[0] for at in range(4, 10)] == [1, 2, 3, 4, 5, 6]
    assert row(found, 9)[1] == "要点.docx"


def test_the_second_sheet_tells_source_repairs_and_doubts():
    book = openpyxl.load_workbook(io.BytesIO(written(plan(), made_on=date(2024, 3, 6))))
    assert book.sheetnames == ["任务分解表", "说明"]
    assert book.active.title == "任务分解表"
    texts = [cell.value for line in book["说明"] for cell in line if cell.value]
    for expected in (
        "制表日期：2024年3月6日",
        "要点.docx",
        "方案、要点、计划",
        "2024年3月5日",
        "12 字",
        "双扶",
        "双拥",
    ):
        assert expected in texts


def test_the_sheet_prints_on_a4_sideways_with_its_header_on_each_page():
    found = sheet(written(plan()))
    assert found.freeze_panes == "C4"
    assert found.auto_filter.ref == "A3:G6"
    assert found.print_title_rows == "$3:$3"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)


def test_no_cell_is_a_formula_or_a_link():
    data = written(hostile())
    parts = zipfile.ZipFile(io.BytesIO(data))
    xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    cells = row(sheet(data), 4)
    assert cells[1] == "=1+1"
    assert sheet(data)["B4"].data_type == "s"
    assert "\x1b" not in str(cells[6])


def test_a_table_from_a_marked_paper_carries_the_marking():
    assert str(sheet(written(hostile()))["A1"].value).startswith("秘密★1年\n")


def test_a_document_without_tasks_says_so():
    found = sheet(written(letter()))
    assert found["A1"].value == "《慰问信》任务分解表"
    assert found["A4"].value == NO_TASKS


def test_words_longer_than_a_cell_end_in_an_ellipsis():
    text = "责" * 40_000
    task = plan().tasks[0]._replace(start=0, end=len(text))
    long = dataclasses.replace(plan(), text=text, tasks=(task,), warnings=())
    basis = str(row(sheet(written(long)), 4)[6])
    assert len(basis) == 32_767
    assert basis.endswith("……")


@pytest.mark.parametrize("made_on", [None, date(2024, 3, 6)])
def test_two_runs_give_the_same_bytes(made_on):
    assert written(plan(), hostile(), made_on=made_on) == written(plan(), hostile(), made_on=made_on)


def lines(text: str, width: int) -> int:
    """Lines that `text` takes in a column, by hand: a Chinese character is 2.1 digits broad at 11 points."""
    return sum(-(-round(len(part) * 21) // (width * 10)) or 1 for part in text.split("\n"))


@pytest.mark.parametrize("length", [40, 200, 400, 550])
def test_a_row_is_as_tall_as_its_words(length):
    text = "责" * length
    document = dataclasses.replace(plan(), text=text, tasks=(plan().tasks[0]._replace(start=0, end=length),))
    found = sheet(written(dataclasses.replace(document, warnings=())))
    width = found.column_dimensions["G"].width
    needed = lines(str(found["G4"].value), width) * 11 * 1.3
    assert needed <= found.row_dimensions[4].height <= 409


def test_words_too_many_for_the_tallest_row_are_set_smaller():
    text = "责" * 1_000
    task = plan().tasks[0]._replace(start=0, end=len(text))
    found = sheet(written(dataclasses.replace(plan(), text=text, tasks=(task,), warnings=())))
    assert found["G4"].font.size == 8
    assert (
        lines(str(found["G4"].value), found.column_dimensions["G"].width * 11 / 8) * 8 * 1.3
        <= found.row_dimensions[4].height
    )
