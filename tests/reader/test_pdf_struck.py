"""Words of a PDF with a rule across their letters are unseen, as in docx and html; other rules strike nothing out."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader import Document, read_bytes

FONT = "STSong-Light"
SIZE, PITCH, LEFT = 16.0, 29.0, 80.0
LINES = (
    "各乡镇人民政府，县直各有关单位：",
    "　　今年以来，全县双拥工作扎实推进，优抚对象底数逐步清",
    "楚，走访慰问有序开展，为做好下一步工作打下了较好的基础。",
    "　　县民政局要在6月30日前核实优抚对象底数，此项工作由县",
    "财政局负责，每季度末通报进展情况，做到不漏一户、不少一人。",
    "　　县双拥办",
    "　　2026年3月28日",
)
WITHOUT = "县民政局要在6月30日前核实优抚对象底数，每季度末通报进展情况，做到不漏一户、不少一人。"
WITH = WITHOUT.replace("每季度", "此项工作由县财政局负责，每季度")
ACROSS, BELOW = 0.27, -0.12

Struck = tuple[int, str, float]
"""A line's number, the words in it, how many ems above its baseline the rule lies."""


def read(struck: Sequence[Struck], longer: float = 0.0) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(595, 842))
    page.setFont(FONT, 18)
    page.drawCentredString(297, 760, "云麓县双拥办关于核实优抚对象底数的通知")
    page.setFont(FONT, SIZE)
    for at, line in enumerate(LINES):
        x, y = LEFT + (2 * SIZE if line[0] == "　" else 0.0), 715.0 - PITCH * at
        bare = line.lstrip("　")
        page.drawString(x, y, bare)
        for _, words, up in (one for one in struck if one[0] == at):
            start = x + pdfmetrics.stringWidth(bare[: bare.index(words)], FONT, SIZE)
            end = start + pdfmetrics.stringWidth(words, FONT, SIZE)
            page.line(start - longer, y + up * SIZE, end + longer, y + up * SIZE)
    page.save()
    return read_bytes(stream.getvalue(), "通知.pdf")


OUT = ((3, "此项工作由县", ACROSS), (4, "财政局负责，", ACROSS))


def test_struck_words_are_no_text_and_leave_no_room() -> None:
    got = read(OUT)
    assert WITHOUT in got.text.replace("\n", "")
    assert "此项工作由县财政局负责，" in got.removed


@pytest.mark.parametrize("up", [BELOW, 1.0])
def test_a_rule_below_or_above_words_strikes_nothing_out(up: float) -> None:
    assert read([(at, words, up) for at, words, _ in OUT]).text.split("\n")[3] == WITH


def test_a_rule_that_goes_on_beside_words_strikes_nothing_out() -> None:
    assert read([(5, "县双拥办", ACROSS)], longer=40.0).text.split("\n")[4] == "县双拥办"


def test_words_struck_amid_a_line() -> None:
    got = read([(4, "每季度末通报进展情况，", ACROSS)])
    assert got.text.split("\n")[3] == WITH.replace("每季度末通报进展情况，", "")
