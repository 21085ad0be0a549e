"""From the lines of a file to the paragraphs of a document, with the facts that removed lines held."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from shuangyong.reader import (
    drawn,
    gathered,
    headlines,
    libraries,
    marked_up,
    repair,
    retold,
    run_in,
    scraps,
    spaced,
    stacked,
)
from shuangyong.reader.lines import (
    BODY_NAME,
    CONTACT,
    DATE_LINE,
    NUMBER,
    TITLE_END,
    goes_to_bodies,
    is_row_of_names,
)
from shuangyong.reader.markers import marks
from shuangyong.reader.model import RawText
from shuangyong.reader.mojibake import is_plain
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.page_set import CLOSING, HAN_OR_MARK, Page, at_the_margin, broken_by_hand, page_of
from shuangyong.reader.paper import MARKER, SENTENCE_END, Line, Paper
from shuangyong.reader.secrecy import find_marking
from shuangyong.reader.site import without_furniture, without_site_name


def width(text: str) -> int:
    """Columns a text takes in a fixed-width print: two for a Chinese character, one for an ASCII one.

    GB 18030 spends two bytes on the one and one on the other: its codec counts in C.
    """
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def lay_out(raw: RawText) -> Paper:
    """Repair characters, take furniture out, join wrapped lines; nothing that an author wrote is lost."""
    counts: Counter[str] = Counter(raw.repairs)
    filled: list[repair.Filling] = []
    mended = marked_up.without_marks([line.text for line in raw.lines], counts)
    mended = repair.mend_characters(mended, counts, filled)
    mended = scraps.without_watermarks(scraps.without_noise(libraries.without_notes(mended, counts), counts), counts)
    if raw.format == "txt":
        mended = drawn.as_rows(mended, counts)
        mended = stacked.with_rows(spaced.with_tabs(scraps.without_bars(mended, counts)))
    lines = _lines(raw, mended)
    paper = Paper([], [], counts, page_title=_mended(raw.page_title), filled=filled)
    lines = without_furniture(without_site_name(headlines.bare(lines, paper), paper), paper)
    lines = retold.among_lines(lines, paper, broken=raw.wrapped)
    lines = libraries.without_pages(_whole_again(libraries.without_keywords(lines, counts), counts), counts)
    lines = at_the_margin(lines)
    if raw.wrapped or broken_by_hand(lines):
        lines = _joined(lines, counts, filled, printed=raw.format == "pdf")
    if raw.format != "docx":
        lines = _marks_put_back(lines, counts)
    lines = run_in.parted(lines, counts)
    lines = retold.among_paragraphs(lines, paper)
    counts["space"] += sum(line.spaces for line in lines)
    counts["unseen"] += len(raw.unseen)
    paper.removed += raw.unseen
    paper.paragraphs = [line.text for line in lines]
    paper.roles = [line.role for line in lines]
    paper.hangs = [line.hangs for line in lines]
    return paper


def _mended(title: str | None) -> str | None:
    """A page's own title with its characters repaired as those of its lines are, so that it can be found among them."""
    return repair.mend_characters([title], Counter(), [])[0] if title and not is_plain(title) else title


def _lines(raw: RawText, mended: list[str]) -> list[Line]:
    out: list[Line] = []
    gap = False
    strewn = gathered.is_strewn(mended)
    for source, printed in zip(raw.lines, mended, strict=True):
        lost = 0
        if strewn:
            lost, printed = len(printed), _gathered(printed)
            lost -= len(printed)
        read = repair.length_of_readings(source.text)
        pieces = run_in.apart(printed) if source.role == "body" and " " in printed else (printed,)
        for text in pieces:
            fixed, columns, indent, spaces = _tidied(text if source.role == "row" else _set_in(text))
            spaces, lost = spaces + lost, 0
            if fixed:
                line = Line(fixed, source.role, columns + read, indent, gap, spaces, read=read)
                line.hangs, line.full = source.hangs, source.full
                out.append(line)
                gap = False
            elif not spaces:
                gap = True
    return out


def _gathered(text: str) -> str:
    """A line of a text strewn with spaces, with what sets it in."""
    lead = len(text) - len(text.lstrip(" \u3000\u00a0"))
    return text[:lead] + gathered.gathered(text[lead:])


def _set_in(text: str) -> str:
    """A line that one tab sets in, as spaces would: no cell of a table."""
    bare = text.lstrip() if text[:1] == "\t" else "\t"
    return text if "\t" in bare else f"{_TAB}{bare}"


_TAB = "    "


@lru_cache(maxsize=REMEMBERED)
def _tidied(text: str) -> tuple[str, int, int, int]:
    """A line without what stands around it, its width and indent in columns, and how many spaces inside it went.

    A blank line is empty and has lost nothing; one of invisible characters is empty and has lost those.
    """
    bare = text.strip() if "\t" not in text else text.strip("\r\n \u3000")
    if not bare:
        return "", 0, 0, 0
    fixed = repair.tidy_spaces(bare)
    indent = width(text[: len(text) - len(text.lstrip())]) if text[0].isspace() else 0
    return fixed, width(fixed), indent, len(bare) - len(fixed)


# ---------------------------------------------------------------- wrapped lines


_BROKEN = 12
"""Characters that a line has at least which a page's end broke off in the middle of its sentence."""


def _whole_again(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """Sentences that the number of a page stood in the middle of: 落实军人子女入 | - 2 - | 学政策。"""
    if not any(line.broken for line in lines):
        return lines
    out: list[Line] = []
    for line in lines:
        if line.broken and out and _goes_over(out[-1], line):
            out[-1] = replace(out[-1], text=out[-1].text + line.text, spaces=out[-1].spaces + line.spaces)
            counts["wrap"] += 1
        else:
            out.append(line)
    return out


_NEVER_FIRST = frozenset("，。；、！？")


def _marks_put_back(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """慰问烈属12户 | ，送去慰问金: no line of an author's begins so."""
    out: list[Line] = []
    for line in lines:
        if out and _opens_with_a_mark(out[-1], line):
            out[-1] = replace(out[-1], text=out[-1].text + line.text, spaces=out[-1].spaces + line.spaces)
            counts["wrap"] += 1
        else:
            out.append(line)
    return out


def _opens_with_a_mark(last: Line, line: Line) -> bool:
    return line.text[0] in _NEVER_FIRST and "row" not in (last.role, line.role) and last.text[-1] not in "。！？；"


def _goes_over(last: Line, line: Line) -> bool:
    if "row" in (last.role, line.role) or len(last.text) < _BROKEN or line.indent > 1 or last.text[-1] in "。！？：；":
        return False
    if (
        MARKER.match(line.text)
        or TITLE_END.search(last.text)
        or MARKER.match(last.text)
        and _may_be_a_heading(last.text)
    ):
        return False
    return line.text[-1] in "。；" and bool(HAN_OR_MARK.search(last.text))


def _may_be_a_heading(text: str) -> bool:
    """Whether a numbered line without its end may be a heading: one that is long and goes on behind a comma is none."""
    return "。" not in text and ("，" not in text or len(text) < _LONGEST_NUMBERED)


_LONGEST_NUMBERED = 26
_LATIN_END = re.compile(r"[A-Za-z,.]$")


def _signs(last: Line, line: Line, below: Line | None) -> bool:
    """Whether a line is the signature below a closed sentence: a body's name, and the day under it."""
    if below is None or len(line.text) > 40 or not (SENTENCE_END.search(last.text) or CONTACT.fullmatch(last.text)):
        return False
    return BODY_NAME.search(line.text) is not None and DATE_LINE.fullmatch(below.text) is not None


def _joined(
    lines: list[Line], counts: Counter[str], filled: list[repair.Filling], *, printed: bool = False
) -> list[Line]:
    lines = _by_characters(lines, printed)
    page = page_of(lines, printed)
    if page is None and not any(line.text.endswith("、") for line in lines):
        return lines
    out: list[Line] = []
    joined: list[Line] = []
    last: Line | None = None
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if (
            last is not None
            and not _signs(last, line, below)
            and not (len(out) <= _HIGH and _opens_the_text(out[-1], line))
            and (_lists_on(last, line) or page is not None and _continues(out[-1], last, line, page))
        ):
            if out[-1] is last:  # what was printed stays as it was: the next line is compared with it
                out[-1] = Line(last.text, last.role, last.columns, last.indent, last.gap, last.spaces)
            latin = (
                line.text[0].isascii()
                and line.text[0].isalpha()
                and _LATIN_END.search(out[-1].text)
                and not repair.OPEN_READING.search(out[-1].text)
            )
            out[-1].text += " " + line.text if latin else line.text
            out[-1].spaces += line.spaces
            if not joined or joined[-1] is not out[-1]:
                joined.append(out[-1])  # once, however many lines it has
            counts["wrap"] += 1
        else:
            out.append(line)
        last = line
    for paragraph in joined:
        _tidy_again(paragraph, counts, filled)
    return out


def _by_characters(lines: list[Line], printed: bool) -> list[Line]:
    """The lines without the width of their readings, where these were put in after the lines had been broken."""
    if not any(line.read for line in lines):
        return lines
    bare = [replace(line, columns=line.columns - line.read, read=0) if line.read else line for line in lines]
    return bare if _full(bare, printed) > _full(lines, printed) else lines


def _full(lines: list[Line], printed: bool) -> int:
    """How many lines that end in the middle of a sentence fill the page."""
    page = page_of(lines, printed)
    return sum(page.is_full(line) for line in lines if HAN_OR_MARK.search(line.text)) if page else 0


def _tidy_again(paragraph: Line, counts: Counter[str], filled: list[repair.Filling]) -> None:
    """Spaces, readings and masks that a paragraph shows to be none of the author's, though no single line of it did."""
    if "*" in paragraph.text or "＊" in paragraph.text:
        paragraph.text = repair.unmasked(paragraph.text, counts, filled)
    if repair.HAS_TONE.search(paragraph.text):
        paragraph.text = repair.without_readings(paragraph.text, counts)
    if " " in paragraph.text and "。" in paragraph.text:
        fixed = repair.tidy_spaces(paragraph.text)
        paragraph.spaces += len(paragraph.text) - len(fixed)
        paragraph.text = fixed


_HIGH = 4
"""Paragraphs among which a title stands."""
_FIRST_WORDS = re.compile(
    r"(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日[一-龥]{0,3}|20\d\d年|(?:为|根据|按照|近年来|近日|日前|今年以来|一年来)[^，。]{0,40})，"
)


def _opens_the_text(paragraph: Line, line: Line) -> bool:
    """Whether a line is the first of the text below a title, which fills its line by chance: 11月8日上午，…"""
    return (
        _FIRST_WORDS.match(line.text) is not None and _may_be_title(paragraph) and not _NO_TITLE.search(paragraph.text)
    )


def _may_be_title(paragraph: Line) -> bool:
    """By its length; a paragraph of many lines is not looked through again for each of them."""
    return len(paragraph.text) <= _LONGEST_TITLE


_LONGEST_TITLE = 240
_NO_TITLE = re.compile("[，。；：]|的$")
_FORM_LINE = re.compile(
    "(?:督办|承办|主办|协办|办理|办结|完成|交办|来文|收文|签发|批示|拟办)(?:事项|依据|单位|要求|时限|期限|情况|结果|日期|人|意见|领导|内容|时间)[：:]"
)
"""A line of a form: 承办单位：…, 办理时限：…"""


def _told_by_words(paragraph: Line, last: Line, line: Line) -> bool | None:
    """Whether a line goes on or not where its words tell, however the page is set; None where they do not."""
    if last.text[-1] in "：:" and _NUMBER_OF.search(last.text) and line.text[0].isdigit():
        return True  # 联系电话： | 0556-5512345
    if (
        _NUMBER_OF_PAPER.fullmatch(line.text)
        or _FORM_LINE.match(line.text)
        or _LIST_LABEL.match(line.text)
        or is_row_of_names(line.text)
    ):
        return False
    if _SPEECH.fullmatch(paragraph.text) and _WHO_OR_WHEN.fullmatch(line.text):
        return False
    if _may_be_title(paragraph) and TITLE_END.search(paragraph.text):
        if "关于" in paragraph.text and _TO_WHOM.fullmatch(line.text):
            return False  # …情况的通报 | 各县（市、区）党委、政府：
        if line.text[-1] == "号" and NUMBER.fullmatch(line.text):
            return False  # …专题会议纪要 | 〔2026〕14号
    if last.text[-1] in "：:" and goes_to_bodies(paragraph.text):
        return False
    if line.text[-1] in "：:" and last.text[-1] not in CLOSING and _ADDRESSED.match(paragraph.text):
        return True  # to whom a paper goes, broken by the line's end
    return None


_NUMBER_OF_PAPER = re.compile(r"[一-龥]{2,12}[〔\[［【(（]\d{4}[〕\]］】)）]第?\d{1,4}号")
"""荻政办发〔2026〕61号: below a title that fills its line."""
_SPEECH, _WHO_OR_WHEN = re.compile("在[^，。；]{4,60}上的(?:讲话|发言|致辞|报告)"), re.compile("[^，。；：]{2,24}")
_NUMBER_OF = re.compile("(?:电话|传真|手机|邮编|号码)[：:]$")
_LIST_LABEL = re.compile(
    r"(?:出\s*席|列\s*席|缺\s*席|请\s*假|主\s*持|记\s*录|抄\s*送|参加)(?:人员|人|单位|会议)?\s*[：:]"
)
_TO_WHOM = re.compile(
    "(?:各[^。；：]{1,60}|[^。；：《》]{2,12}(?:局|委|办|部|政府|公司|中心|办公室|院|校)(?:、[^。；：]{2,100})?)[：:]"
)
_ADDRESSED = re.compile("(?!.*关于)(?:各|驻|市|县|区|州)[^。；：]{18,}$")


def _lists_on(last: Line, line: Line) -> bool:
    """A list that the line's end broke: 出席：丁香、王林、 | 周济民."""
    return last.text.endswith("、") and "row" not in (last.role, line.role) and not MARKER.match(line.text)


def _continues(paragraph: Line, last: Line, line: Line, page: Page) -> bool:
    """Whether `line` goes on with the paragraph whose last printed line is `last`."""
    if "row" in (last.role, line.role) or "\t" in last.text or "\t" in line.text or line.gap:
        return False
    if ("密" in line.text or "密" in last.text) and (find_marking(last.text) or find_marking(line.text)):
        return False
    if page.indented and line.indent >= 3:
        return False
    lately = paragraph.text[-_LATELY:]
    if lately.count("（") > lately.count("）") and page.is_full(last):
        return True
    if (told := _told_by_words(paragraph, last, line)) is not None:
        return told
    if last.text[-1] in "）)" and MARKER.match(line.text) and not page.is_full(last):
        return False  # （责任单位：…）, and the next heading at the margin
    if page.is_full(last) and (counted := _told_by_numbers(paragraph.text, line.text, page)) is not None:
        return counted
    closed = bool(SENTENCE_END.search(last.text)) or last.text[-1] in "：:；;"
    if (
        page.indented
        and not closed
        and paragraph.indent >= 3
        and len(paragraph.text) > page.characters - (_NEARLY_FULL if "，" in paragraph.text else _SHORT_BY)
    ):
        return True
    if not page.is_full(last):
        return False
    if closed:
        return _goes_on_behind_a_full_stop(last, line, page)
    return page.indented or not MARKER.match(line.text) or len(last.text) >= page.characters - 1


def _goes_on_behind_a_full_stop(last: Line, line: Line, page: Page) -> bool:
    if MARKER.match(line.text):
        return False
    return page.indented or not (last.text[-1] in "：:" or _OPENS_A_PARAGRAPH.match(line.text))


_SHORT_BY, _NEARLY_FULL = 6, 9
"""A paragraph's first line may end so many characters early, in running text some more: digits and brackets are narrower than a page counts them."""
_MAY_COUNT = re.compile(r"[第一二三四五六七八九十（(〔\d①-⑳其再]")
_OPENS_A_PARAGRAPH = re.compile("同志们[，,！!：:]|(?:分送|报送|报|送)[：:]")


def _told_by_numbers(paragraph: str, line: str, page: Page) -> bool | None:
    """Whether a number at a line's head goes on with those inside the paragraph: 二是 behind 一是, 其二 behind 其一.

    It does not where it goes on with the paragraph's own, 7. below 6., and paragraphs are not set in; None where it
    goes on with neither.
    """
    if not _MAY_COUNT.match(line):
        return None
    behind = _lately(paragraph)
    if behind[-1] in "）)":
        behind += "。"  # （责任单位：县民政局）, and the next number
    found = marks(behind + line)
    here = next((mark for mark in found if mark.start == len(behind)), None)
    if here is None:
        return None
    before = [
        mark for mark in found if mark.kind == here.kind and mark.value == here.value - 1 and mark.start < here.start
    ]
    inside = before[-1].start > 0 if before else None
    return inside if inside or not page.indented else None


_LATELY = 1_200
"""How far back the number before is looked for: a paragraph of many lines is not gone through for each of them."""


def _lately(paragraph: str) -> str:
    """The end of a long paragraph, behind a closed sentence, with the number that it opens with."""
    if len(paragraph) <= _LATELY:
        return paragraph
    opens = MARKER.match(paragraph)
    cut = paragraph.find("。", len(paragraph) - _LATELY, -1) + 1 or len(paragraph) - _LATELY
    return f"{opens.group() if opens else ''}其。{paragraph[cut:]}"
