"""Notes at a PDF page's foot with the raised numbers that point to them; the rest of a telephone's number on a line of its own."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader import Document, read_bytes
from shuangyong.reader.lines import ends_a_telephone

FONT = "STSong-Light"
SIZE, PITCH, LEFT = 16.0, 29.0, 80.0
TITLE = "云麓县双拥办关于走访慰问优抚对象情况的通报"
LINES = (
    "各乡镇人民政府，县直各有关单位：",
    "　　今年以来，全县走访慰问优抚对象，双拥经费由40万元增加到",
    "75万元。",
    "　　县民政局要在6月30日前核实优抚对象底数。",
    "　　云麓县双拥办",
    "　　2026年3月28日",
)


def printed(raised: dict[int, str], notes: tuple[str, ...], note_size: float = 9.0) -> bytes:
    """A page; `raised`: what stands small and raised behind the line of that number; `notes` at its foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(595, 842))
    page.setFont(FONT, 18)
    page.drawCentredString(297, 760, TITLE)
    y = 715.0
    for at, line in enumerate(LINES):
        x = LEFT + (2 * SIZE if line[0] == "　" else 0.0)
        bare = line.lstrip("　")
        page.setFont(FONT, SIZE)
        page.drawString(x, y, bare)
        if at in raised:
            page.setFont(FONT, SIZE * 0.5)
            page.drawString(x + pdfmetrics.stringWidth(bare, FONT, SIZE), y + 0.33 * SIZE, raised[at])
        y -= PITCH
    page.setFont(FONT, note_size)
    for at, note in enumerate(notes):
        page.drawString(LEFT, 110.0 - 14.0 * at, note)
    page.setFont(FONT, 10.5)
    page.drawCentredString(297, 40, "- 1 -")
    page.save()
    return stream.getvalue()


def read(raised: dict[int, str], notes: tuple[str, ...], note_size: float = 9.0) -> Document:
    return read_bytes(printed(raised, notes, note_size), "通报.pdf")


NOTE = "1数据由云麓县退役军人事务局提供，截至2025年12月底。"


def test_a_note_and_its_number_are_none_of_the_text():
    plain = read({}, ())
    assert "双拥经费由40万元增加到75万元。" in plain.text
    noted = read({2: "1"}, (NOTE,))
    assert noted.text == plain.text
    assert noted.sentences == plain.sentences


def test_several_notes_one_on_two_lines():
    notes = (NOTE, "2 优抚对象包括烈士遗属、因公牺牲军人遗属", "和病故军人遗属。")
    assert read({2: "1", 3: "[2]"}, (notes[0], f"[2]{notes[1][1:]}", notes[2])).text == read({}, ()).text


def test_a_raised_number_without_a_note_stays_in_its_line_and_makes_no_figure():
    text = read({2: "2"}, ()).text
    assert "275万元" not in text
    assert "75万元。2" in text


def test_small_print_that_nothing_points_to_stays():
    assert NOTE in read({}, (NOTE,)).text
    other = "3数据由云麓县退役军人事务局提供。"
    assert other in read({2: "1"}, (other,)).text


def test_what_is_as_large_as_the_text_is_no_note():
    item = "1数据由云麓县退役军人事务局提供。"
    assert item in read({2: "1"}, (item,), SIZE).text


def behind_a_figure(signs: str, notes: tuple[str, ...]) -> str:
    """走访优抚对象1200户 with something raised behind the figure."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(595, 842))
    page.setFont(FONT, 18)
    page.drawCentredString(297, 760, TITLE)
    page.setFont(FONT, SIZE)
    page.drawString(LEFT, 715, LINES[0])
    page.drawString(LEFT + 2 * SIZE, 686, "全县走访优抚对象1200")
    x = LEFT + 2 * SIZE + pdfmetrics.stringWidth("全县走访优抚对象1200", FONT, SIZE)
    page.setFont(FONT, SIZE * 0.5)
    page.drawString(x, 686 + 0.33 * SIZE, signs)
    x += pdfmetrics.stringWidth(signs, FONT, SIZE * 0.5)
    page.setFont(FONT, SIZE)
    page.drawString(x, 686, "户，做到不漏一户。")
    page.setFont(FONT, 9)
    for at, note in enumerate(notes):
        page.drawString(LEFT, 110.0 - 14.0 * at, note)
    page.save()
    return read_bytes(stream.getvalue(), "通报.pdf").text.split("\n")[2]


def test_a_raised_number_behind_a_figure_goes_where_a_note_begins_with_it():
    assert behind_a_figure("1", (NOTE,)) == "全县走访优抚对象1200户，做到不漏一户。"


@pytest.mark.parametrize("notes", [(), ("3数据由云麓县退役军人事务局提供。",)])
def test_a_raised_number_behind_a_figure_stays_without_its_note(notes: tuple[str, ...]):
    assert behind_a_figure("2", notes) == "全县走访优抚对象12002户，做到不漏一户。"


@pytest.mark.parametrize(
    ("above", "figures", "rest"),
    [
        ("电话：0000-881", "2345", True),
        ("联系电话：0000-", "5512345", True),
        ("手机：1390000", "0000", True),
        ("电话：0000-8812345", "2", False),
        ("电话：0000-8812345", "12", False),
        ("电话：0000-881", "12", False),
        ("手机：13900000000", "12", False),
        ("共走访优抚对象881", "2345", False),
    ],
)
def test_the_rest_of_a_telephone_is_told_by_how_many_figures_both_have(above: str, figures: str, *, rest: bool):
    assert ends_a_telephone(above, figures) is rest


BROKEN = "关于报送双拥工作材料的通知\n各镇人民政府，县直各单位：\n请各单位认真总结今年双拥工作经验，\n于2024年3月15日前把材料报送到双拥\n办，联系人：常青松，电话：{}\n{}\n请各单位高度重视双拥材料工作，按时\n报送材料，做到不漏一项、不错一项。\n青禾县双拥办\n2024年3月5日"


def test_the_rest_of_a_telephone_is_no_number_of_a_page():
    assert "0000-8812345" in read_bytes(BROKEN.format("0000-881", "2345").encode(), "a.txt").text


def test_a_number_of_a_page_below_a_whole_telephone_goes():
    assert "\n12" not in read_bytes(BROKEN.format("0000-8812345", "12").encode(), "a.txt").text
