"""Lines that a page ran together or broke: a signature behind the last sentence, a heading behind one, a title inside 《》."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from shuangyong.reader.lines import ADDRESS, BODY_NAME, DATE_LINE, NUMBER, TITLE_END
from shuangyong.reader.paper import MARKER, Line

_DAY = re.compile(r"(?:20\d\d|二[〇○零Ｏ0]..)年[^，。年]{2,8}日$")
_HEADING = re.compile("。(?P<number>[一二三四五六七八九十]{1,2})、[一-龥“”]{2,20}$")
_BEFORE = dict(zip("二三四五六七八九十", "一二三四五六七八九", strict=True))
_LONGEST_NAME = 40
_ENDS = "。！"


def parted(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """The lines, each with what is its own: …不得迟报。云溪县双拥办 2024年3月5日 is a sentence, who signs and a day."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        text = line.text
        if out and (_is_inside_a_title(out[-1], line) or _is_address(out[-1], line)):
            out[-1] = replace(out[-1], text=out[-1].text + text, spaces=out[-1].spaces + line.spaces)
            counts["wrap"] += 1
        elif text[-1] == "日" and (pieces := _signed(text)):
            out += [replace(line, text=piece, spaces=line.spaces if not low else 0) for low, piece in enumerate(pieces)]
        elif "、" in text[-24:] and at + 1 < len(lines) and (cut := _heading_at(text, lines, at)):
            out += [replace(line, text=text[:cut]), replace(line, text=text[cut:], spaces=0)]
        else:
            out.append(line)
    return out


_GAP = re.compile("[ \u3000]{3,}")
_PARAGRAPHS = 4
_LONG = 200


def apart(line: str) -> list[str]:
    """The paragraphs of a paper that a page printed as one, with the spaces that set each of them in."""
    if "\t" in line:
        return [line]
    bare = line.strip()
    pieces = _GAP.split(bare) if len(line) > _LONG else []
    items = sum(MARKER.match(piece) is not None for piece in pieces)
    if len(pieces) < _PARAGRAPHS or items <= 1:
        pieces = _items_apart(bare) if len(line) > _LONG else [bare]
    if len(pieces) == 1 and (bare[:1].isdigit() and (decimal := _DECIMAL.match(bare)) is not None):
        pieces = [part for part in (decimal["above"], decimal["heading"], bare[decimal.end() :]) if part]
    elif len(pieces) == 1 and (whom := _ADDRESSED.match(bare)) is not None and ADDRESS.fullmatch(whom["whom"]):
        pieces = [whom["whom"], bare[whom.end() :]]
    elif len(pieces) == 1:
        pieces = _headings_apart(bare) if _HEADED.match(bare) else [line]
    return pieces


def _headings_apart(text: str) -> list[str]:
    """A paragraph and the headings that stand before it in its line: 二、主要任务 （一）健全体系 各街道要…"""
    pieces: list[str] = []
    at = 0
    while headed := _HEADED.match(text, at):
        pieces.append(headed[1])
        at = headed.end()
    return [*pieces, text[at:]]


_CHINESE = "一二三四五六七八九十"
_ITEM = re.compile(
    rf"[ \u3000](?=(?P<mark>[{_CHINESE}]{{1,2}}、|[（(][{_CHINESE}]{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)))"
)
_BEHIND = re.compile(rf"[。；;：:）)”]$|(?:[{_CHINESE}]{{1,2}}、|[（(][{_CHINESE}]{{1,2}}[）)])[^，。；：]{{2,24}}$")
"""What an item's number may stand behind: the end of a sentence, or a heading that is one line with nothing below it."""
_HEADED = re.compile(
    rf"((?:[{_CHINESE}]{{1,2}}、|[（(][{_CHINESE}]{{1,2}}[）)])(?![^，。；：\s]{{0,20}}(?:[局办委部站镇乡村府门]要|必须|应当|须在|要在|要于))(?!请|由|听取)[^，。；：:\s]{{4,24}}(?<![\d在于对将把向和与及的由为从至到]))[ \u3000]+(?=[一-龥“《\d]\S{{9}}|[（(][{_CHINESE}][）)]\S{{4}})(?![^，。；：\s（(]{{1,7}}(?:[（(][^（）()]{{1,30}}[）)])?。)"
)
"""A heading that one space parts from its paragraph; not one that a stray space stands in: 抓好社区国防 教育。各镇…"""
_DECIMAL = re.compile(
    r"(?:(?P<above>\d{1,2}[.．、]?[ \u3000]*[一-龥]{2,16})[ \u3000]+)?(?P<heading>\d{1,2}(?:[.．]\d{1,2}){1,3}[ \u3000]*[一-龥、（）]{2,16})[ \u3000]+(?=\S{10})(?!\S{1,7}。)"
)
"""1、总则 1.1 编制目的 为做好…: headings of an emergency plan and the paragraph below them in one line."""
_ADDRESSED = re.compile("(?P<whom>各(?!位)[^。；：:]{4,120}[：:])[ \u3000]+(?=\\S{20})")
"""各科室，各村： 为提高…: to whom a paper goes, and its first paragraph."""
_TO_WHOM = re.compile(r"(?P<whom>[^。；]{4,200}[：:])[ \u3000]+(?=\S{8})")
_FEWEST = 3
_NEAR_BY = 48


def _items_apart(line: str) -> list[str]:
    """The same where one space is left between paragraphs: …如下： 一、督办事项 1.加快…。 2.开展…。"""
    found = list(_ITEM.finditer(line))
    cuts = [one.start() for one in found if one["mark"][-1] == "、" and one["mark"][0] in _CHINESE]
    if len(cuts) <= _FEWEST or not _counts_up([line[cut + 1 : cut + 5] for cut in cuts]):
        ends = [(one.start(), line[max(0, one.start() - _NEAR_BY) : one.start()].rstrip()) for one in found]
        cuts = [at for at, before in ends if _BEHIND.search(before)]
    if len(cuts) < _FEWEST or not _counts_up([line[cut + 1 : cut + 5] for cut in cuts]):
        return [line]
    edges = [0, *cuts, len(line)]
    pieces = [line[start:end].strip() for start, end in pairwise(edges)]
    whom = _TO_WHOM.match(pieces[0])
    head = [*_head_apart(whom["whom"]), pieces[0][whom.end() :]] if whom else pieces[:1]
    return [*head, *[part for piece in pieces[1:] for part in _HEADED.sub("\\1\n", piece, count=1).split("\n")]]


def _head_apart(words: str) -> list[str]:
    """Title, number and to whom a paper goes, where nothing but they stand before it."""
    parts = words.split()
    known = all(TITLE_END.search(part) or NUMBER.fullmatch(part) or ADDRESS.fullmatch(part) for part in parts)
    return parts if known else [words]


def _counts_up(marks: list[str]) -> bool:
    """Whether numbers in words, or else those in figures, begin with the first and go up by one."""
    words = [_CHINESE.find(mark[0]) for mark in marks if mark[1:2] == "、"]
    figures = [int(found.group()) for mark in marks if (found := re.match(r"\d+", mark))]
    if words:
        return words == list(range(len(words)))
    return len(figures) >= _FEWEST and figures == list(range(1, len(figures) + 1))


_GOES_TO = re.compile("(?!.*关于)(?:各|驻|市|县|区|州)[^。；：]{18,}$")
_REST_OF_ADDRESS = 30


def _is_address(above: Line, line: Line) -> bool:
    """Whether to whom a paper goes broke off: …县政府有关部门、经济开发 | 区管委会："""
    if line.text[-1] not in "：:" or len(line.text) > _REST_OF_ADDRESS or "row" in (above.role, line.role):
        return False
    return "，" in above.text and _GOES_TO.match(above.text) is not None and not MARKER.match(line.text)


def _is_inside_a_title(above: Line, line: Line) -> bool:
    """Whether the line above breaks off inside 《…》, and this one closes it: 《国务院办公厅 | 关于…的通知》."""
    if "row" in (above.role, line.role) or above.text.rfind("《") <= above.text.rfind("》"):
        return False
    text = line.text
    close, again = text.find("》"), text.find("《")
    return close > 0 and (again < 0 or close < again) and "。" not in text[:close]


def _signed(text: str) -> list[str]:
    """A last sentence, who signs below it and when, where they stand in one line; nothing where they do not."""
    cut = max(text.rfind(end) for end in _ENDS) + 1
    day = _DAY.search(text, cut) if cut else None
    if day is None or not DATE_LINE.fullmatch(day.group()):
        return []
    name = text[cut : day.start()].strip()
    if name and (len(name) > _LONGEST_NAME or not BODY_NAME.search(name) or re.search("[，；：、]", name)):
        return []
    return [text[:cut], *([name] if name else []), day.group()]


def _heading_at(text: str, lines: list[Line], at: int) -> int:
    """Where a heading begins that ran on behind a sentence: …认识不够。四、下步打算, below an item 三、."""
    found = _HEADING.search(text)
    if found is None or found["number"] not in _BEFORE:
        return 0
    before = f"{_BEFORE[found['number']]}、"
    above = lines[max(0, at - _FAR) : at]
    return found.start() + 1 if any(line.text.startswith(before) for line in above) else 0


_FAR = 60
"""Lines that an item before holds at most, so that a long text is not looked through for each of its lines."""
