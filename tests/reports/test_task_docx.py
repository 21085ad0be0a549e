"""The paper stands on the standard's page, says where its rows come from, and is the same on every run."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date
from unittest import mock

import docx
import pytest
from docx.document import Document as Paper
from docx.oxml.ns import qn

from shuangyong.reader.model import Document
from shuangyong.reports.task_docx import QUOTE_LIMIT
from shuangyong.reports.task_table import write_docx
from shuangyong.reports.wording import NO_TASKS, OPEN
from tests.reports.cast import hostile, letter, plan


def written(*documents: Document, made_on: date | None = None) -> bytes:
    stream = io.BytesIO()
    write_docx(documents, stream, made_on=made_on)
    return stream.getvalue()


def paper(*documents: Document, made_on: date | None = None) -> Paper:
    return docx.Document(io.BytesIO(written(*documents, made_on=made_on)))


def cells(found: Paper, row: int, table: int = 0) -> list[str]:
    return [cell.text for cell in found.tables[table].rows[row].cells]


def test_the_page_is_the_standards_turned_on_its_side():
    section = paper(plan()).sections[0]
    assert [round(edge.mm) for edge in (section.page_width, section.page_height)] == [297, 210]
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(edge.mm) for edge in edges] == [28, 37, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"


def test_title_facts_and_legend_stand_above_the_table():
    found = paper(plan(), made_on=date(2024, 3, 6))
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts[0] == "《云溪县2024年双拥工作要点》任务分解表"
    assert "来源：云溪县双拥工作领导小组办公室" in texts[1]
    assert "印发（发布）日期：2024年3月5日" in texts[1]
    assert "制表日期：2024年3月6日" in texts[1]
    assert texts[2].startswith("说明：共 3 项任务。")


def test_the_title_is_set_in_two_hao_by_name_for_chinese_too():
    run = paper(plan()).paragraphs[0].runs[0]
    assert run.font.size.pt == 22
    assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_rows_say_what_the_document_says_and_mark_what_it_leaves_open():
    found = paper(plan())
    assert cells(found, 0) == ["序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限", "依据原文"]
    assert cells(found, 1)[3:6] == ["县双拥办", "县人武部", "6月底前\n2024年6月30日"]
    assert cells(found, 1)[6].startswith("一 → (一)\n(一)健全机制。由县双拥办牵头")
    assert cells(found, 3)[3:6] == [OPEN, OPEN, "国庆节前"]


def test_the_header_is_repeated_and_no_short_row_is_split():
    rows = paper(plan()).tables[0]._tbl.findall(qn("w:tr"))
    assert rows[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_a_long_basis_is_shortened_in_the_paper():
    basis = cells(paper(hostile()), 1)[6]
    assert basis.endswith("……")
    assert len(basis) == len("一\n") + QUOTE_LIMIT + 2


def test_pages_are_numbered_at_the_outer_edge():
    section = paper(plan()).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert " PAGE " in footer._element.xpath("string(.//w:instrText)")


def test_each_document_begins_a_page_with_its_own_table():
    found = paper(plan(), letter())
    assert len(found.tables) == 2
    assert cells(found, 1, table=1)[0] == NO_TASKS
    title = next(line for line in found.paragraphs if line.text.startswith("《慰问信"))
    assert title.paragraph_format.page_break_before


def test_repairs_and_doubts_stand_below_the_table():
    text = paper(plan()).paragraphs
    assert text[-2].text == "原文修复：繁体转简体 12 字；去掉多余空格 3 处。"
    assert "“双扶”，疑为“双拥”" in text[-1].text


def test_words_of_a_hostile_paper_do_no_harm_and_its_marking_stays():
    found = paper(hostile())
    assert found.paragraphs[0].text == "秘密★1年"
    assert found.paragraphs[1].text == "《〈方案〉的通知》任务分解表"
    assert "\x1b" not in cells(found, 1)[6]


def test_properties_name_the_table_and_nobody():
    core = paper(plan(), made_on=date(2024, 3, 6)).core_properties
    assert core.title == "《云溪县2024年双拥工作要点》任务分解表"
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.created.date() == date(2024, 3, 6)


def test_without_a_day_given_the_paper_has_none():
    with zipfile.ZipFile(io.BytesIO(written(plan()))) as parts:
        assert "dcterms" not in parts.read("docProps/core.xml").decode().split(">", 2)[2]


@pytest.mark.parametrize("made_on", [None, date(2024, 3, 6)])
def test_two_runs_at_different_times_give_the_same_bytes(made_on):
    first = written(plan(), letter(), made_on=made_on)
    with mock.patch("time.time", return_value=2_000_000_000.0):
        assert written(plan(), letter(), made_on=made_on) == first


def test_a_thousand_tasks_are_written_in_linear_time():
    many = dataclasses.replace(plan(), tasks=plan().tasks * 400)
    assert len(paper(many).tables[0]._tbl.findall(qn("w:tr"))) == 1201


def test_a_measure_without_end_is_shortened_instead_of_breaking_the_paper():
    task = plan().tasks[0]._replace(measures=("<责任&" * 1_000_000,))
    endless = dataclasses.replace(plan(), tasks=(task,))
    assert cells(paper(endless), 1)[2].endswith("……")


def test_a_doubt_that_comes_again_is_told_once_with_its_number():
    alike = dataclasses.replace(plan(), warnings=plan().warnings * 4)
    told = paper(alike).paragraphs[-1].text
    assert told.count("双扶") == 1
    assert "4 处" in told


def test_a_tall_row_goes_on_over_the_page_with_its_words_at_the_top():
    measures = tuple(f"把第{number}件事情办好并报送情况" for number in range(20))
    tall = dataclasses.replace(plan(), tasks=(plan().tasks[0]._replace(measures=measures), plan().tasks[1]))
    header, first, second = paper(tall).tables[0]._tbl.findall(qn("w:tr"))
    assert [row.find(qn("w:trPr")).find(qn("w:cantSplit")) is None for row in (header, first, second)] == [
        False,
        True,
        False,
    ]
    sides = [{side.get(qn("w:val")) for side in row.iter(qn("w:vAlign"))} for row in (first, second)]
    assert sides == [{"top"}, {"center"}]
