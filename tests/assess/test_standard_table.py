"""An office turns its own spreadsheet into a standard: with merged cells, sums and titles; faults by their cells."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from shuangyong.assess.engine.points import said
from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import surroundings
from shuangyong.config import catalog_cli
from shuangyong.config.cli import main
from tests.assess.conftest import NOW, TODAY, score_of

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "声明考评标准.md"


def example() -> list[list[str]]:
    """The table of the manual's last section."""
    text = MANUAL.read_text(encoding="utf-8").partition("例如（大类一列上下合并）")[2]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not set("".join(row)) <= {"-"}]


def book(rows: list[list[str]], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook as an office has it: a title above, points as numbers, a sum below."""
    made = Workbook()
    sheet = made.active
    sheet.append(["某县双拥工作考评细则"])
    for number, row in enumerate(rows):
        sheet.append([_cell(cell) if number else cell for cell in row])
    sheet.append(["合计", None, 12])
    for area in ("A1:K1", *merged):
        sheet.merge_cells(area)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _cell(text: str) -> object:
    return float(text) if text.replace(".", "").isdigit() else text or None


@pytest.fixture
def turned(tmp_path, capsys, monkeypatch):
    """Run the command on a workbook: its code, what it printed, what it complained of."""
    monkeypatch.setattr(catalog_cli, "set_up_without_database", lambda: None)

    def run(data: bytes, name: str = "考评表.xlsx") -> tuple[int, str, str]:
        path = tmp_path / name
        path.write_bytes(data)
        code = main(["catalog", "standard", str(path), "--key", "our_table", "--name", "某县考评细则"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = example()
    rows[row][column] = text
    return rows


def test_the_manuals_table_becomes_a_standard_and_scores(district, turned) -> None:
    code, text, complaints = turned(book(example(), ("A3:A4",)))
    assert (code, complaints) == (0, "")
    publish(SYSTEM, text, surroundings(TODAY), now=NOW)
    lead = {"lead": ((district.unit("教育局"), None),)}
    open_case(district.actor("陆双"), "task", Form({"task": "建立台账", "deadline": date(2026, 6, 30)}, lead), now=NOW)
    found = score_of(standard="our_table")
    assert (said(found.score.of), found.score.standard.bonus_cap) == ("10", 20_000)
    points = {result.indicator.code: result.points for result in found.score.results}
    assert points == {"1-1": 0, "1-2": None, "2-1": None, "3-1": None}
    assert [section.name for section in found.score.standard.sections.values()] == [
        "组织领导",
        "部队满意",
        "加分",
    ]


def test_a_merged_unit_stands_for_every_row(turned) -> None:
    rows = changed(2, 9, "")
    _, merged, _ = turned(book(rows, ("A3:A4", "J3:J4")))
    _, alone, _ = turned(book(rows, ("A3:A4",)))
    assert merged.count('units = ["双拥办"]') == 4 and alone.count('units = ["双拥办"]') == 3


def test_a_csv_of_a_chinese_excel_is_read_alike(turned) -> None:
    rows = "\r\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in example())
    code, text, _ = turned(rows.encode("gb18030"), "考评表.csv")
    assert code == 0 and 'kind = "troops_need"' in text


@pytest.mark.parametrize(
    ("row", "column", "text", "told"),
    [
        (1, 2, "两分", "C3：“两分”不是分数"),
        (1, 2, "5", "A3：“组织领导”写的是 6 分，各项指标加起来是 7 分"),
        (2, 2, "", "C4：没有写分值"),
        (3, 1, "", "B5：有分值没有内容"),
        (3, 4, "随便", "E5：计分形式写的是“随便”"),
        (3, 5, "没有的台账", "F5："),
        (3, 6, 'stage == "nowhere"', "G5："),
        (3, 7, "一分", "H5：“一分”不是分数"),
    ],
)
def test_a_fault_is_told_by_its_cell(turned, row, column, text, told) -> None:
    code, out, complaints = turned(book(changed(row, column, text), ("A3:A4",)))
    assert code == 1 and out == "" and told in complaints


def test_every_bad_cell_at_once(turned) -> None:
    rows = changed(1, 2, "两分")
    rows[3][2] = "三分"
    complaints = turned(book(rows))[2]
    assert "C3" in complaints and "C5" in complaints


def test_codes_that_are_given_twice(turned) -> None:
    rows = [[*row, code] for row, code in zip(example(), ("编号", "A1", "A2", "A1", "甲"), strict=True)]
    complaints = turned(book(rows))[2]
    assert "L5：编号“A1”和 L3 重复" in complaints and "L6：编号“甲”" in complaints


def test_what_is_no_table_of_a_standard_says_what_is_wanted(turned) -> None:
    assert "没有找到表头" in turned(book([["甲", "乙"], ["1", "2"]]))[2]
    assert "内容却是PDF" in turned(b"%PDF-1.4 nothing", "考评表.xlsx")[2]


def test_whoever_writes_names_is_answered_in_names(turned) -> None:
    """A ledger and a base that do not exist: what was perhaps meant, in the words of the table."""
    rows = example()
    rows[3][5], rows[1][8] = "部队的需求", "所有单位"
    code, _, told = turned(book(rows))
    assert code == 1
    assert "没有叫“部队的需求”的台账。是不是“部队需求”" in told and "troops_need" not in told
    assert "“所有单位”不能用来比。可以写：成员单位、乡镇（街道）" in told
