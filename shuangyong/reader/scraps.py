"""What taking a page's text out left of its tables and pictures: upright bars around lines, marks of pictures."""

from __future__ import annotations

import re
from collections import Counter

from shuangyong.reader.barred import rows_of_cells

_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)")
_NOTHING = re.compile(rf"(?:[|｜\s]|{_PICTURE.pattern})+")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
"""The line below a table's heading: |---|---|."""
_FACT = re.compile("[^|]{2,10}[：:]\\s*[|]")
"""发布机构： | 云溪县教育局 |: a page's table of facts, which `facts` reads."""
_TABLE = 2
"""Rows that a table has at least."""


def without_bars(lines: list[str], counts: Counter[str]) -> list[str]:
    """The lines without bars that hold nothing, each in its place; rows of several cells become rows parted by tabs.

    Counted: a line that was nothing else as `boilerplate`, one with a picture's mark as `image_name`.
    """
    lines = [_without_spaces_lost(line, counts) if line[:1] == "?" else line for line in lines]
    lines = [line[:-1].rstrip() if _DAY_AND_BAR.search(line) else line for line in lines]
    lines = [_without_button(line, counts) if line[-1:] in "]】" else line for line in lines]
    if not any("|" in line or "![" in line for line in lines):
        return lines
    lines = rows_of_cells(lines, counts)
    cells = _under_their_columns([_cells(line) for line in lines])
    out: list[str] = []
    for at, line in enumerate(lines):
        if "|" not in line and "![" not in line:
            out.append(line)
        elif _NOTHING.fullmatch(line) or _RULE.fullmatch(line.strip()):
            counts["image_name" if "![" in line else "boilerplate"] += 1
            out.append("")
        elif _is_row(cells, at):
            out.append("\t".join(cells[at]))
        else:
            out.append(_PICTURE.sub("", line).strip().strip("| "))
    return out


_DAY_AND_BAR = re.compile(r"日\s*[|｜]$")
"""云溪县教育局 2017年3月30日 |: what a table's frame left behind the day of a signature."""
_LOST = re.compile(r"(?:\?{2,120}|(?:\? ){1,60}\??)(?=[一-龥“《（(0-9])|\?+$")


def _without_spaces_lost(line: str, counts: Counter[str]) -> str:
    """????会议指出: the spaces that set a paragraph in, each of which became a mark of a question."""
    lost = _LOST.match(line)
    if lost is None:
        return line
    counts["mojibake"] += lost.end()
    return line[lost.end() :]


_BUTTON = re.compile(r"(?<=[一-龥”》])\s*[\[【](?:复制链接|打印|收藏|关闭|分享|打印本页|关闭窗口)[\]】]$")


def _without_button(line: str, counts: Counter[str]) -> str:
    """…的通知 [复制链接]: a headline with the page's button behind it."""
    headline, buttons = _BUTTON.subn("", line)
    counts["boilerplate"] += buttons
    return headline


def _cells(line: str) -> list[str]:
    """The cells of a line that bars stand around and part, the first perhaps without one; none where it is no row."""
    bare = line.strip()
    if bare[-1:] == "|" and bare[0] != "|" and bare.count("|") > _TABLE and not _FACT.match(bare):
        bare = "|" + bare
    if (
        len(bare) < len("|a|b|")
        or bare[0] != "|"
        or bare[-1] != "|"
        or _NOTHING.fullmatch(bare)
        or _RULE.fullmatch(bare)
    ):
        return []
    cells = [cell.strip() for cell in bare[1:-1].split("|")]
    return cells if len(cells) > 1 and any(cells) else []


def _is_row(cells: list[list[str]], at: int) -> bool:
    """Whether a line is one of several with as many cells, with nothing but rules between them."""
    width = len(cells[at])
    near = range(max(0, at - _TABLE), min(len(cells), at + _TABLE + 1))
    return width > 1 and any(other != at and len(cells[other]) == width for other in near)


_SINGLE = re.compile(r"[!-~] [!-~]{1,2} [!-~]{1,2} [!-~]{1,2}(?![!-~])")
_NOISE = re.compile(
    r"(?<![!-~]) ?(?P<kept>(?<=[一-龥])[,;:])?(?:[!-~]{1,2} ){3,40}[!-~]{1,2}?(?:(?=[,;:][一-龥])|(?![!-~])) ?"
)
_NO_WORD = re.compile(r"[|&{}$_^~@#<>\\]|[A-Za-z] (?:. )*\d|\d (?:. )*[A-Za-z]|(?:[a-z] ){5}")
"""Signs that stand on keyboards and in no paper, letters among digits, or many letters; a = b + c is a formula."""
_CHINESE = re.compile("[一-龥，。、；：“”]").fullmatch
_STREWN = 3
"""A page that strews signs against copying does so again and again; less may be anything."""


def without_noise(lines: list[str], counts: Counter[str]) -> list[str]:
    """The lines without single signs that a page strews among its words against copying: 肖某q v g A 6 k c要求.

    Counted as `mojibake`, one a sign.
    """
    odd = [at for at, line in enumerate(lines) if _SINGLE.search(line)]
    if sum(_is_noise(match) for at in odd for match in _NOISE.finditer(lines[at])) < _STREWN:
        return lines

    def mend(match: re.Match[str]) -> str:
        if not _is_noise(match):
            return match.group()
        kept = match["kept"] or ""
        counts["mojibake"] += len(match.group().replace(" ", "")) - len(kept)
        return kept

    lines = list(lines)
    for at in odd:
        lines[at] = _NOISE.sub(mend, lines[at])
    return lines


_WATERMARK = re.compile(r"[A-Za-z\d]{2,6}[一-龥]{2,6}(?:网|文库|之家|大全)$")


def without_watermarks(lines: list[str], counts: Counter[str]) -> list[str]:
    """The lines without the name that a page sets behind each of its paragraphs: 各位村民：LzV中文字网. Counted as `boilerplate`."""
    found = {at: mark for at, line in enumerate(lines) if (mark := _WATERMARK.search(line.rstrip()))}
    often = Counter(mark.group() for mark in found.values())
    cut = {at: mark.start() for at, mark in found.items() if often[mark.group()] >= _STREWN}
    counts["boilerplate"] += len(cut)
    return [line[: cut[at]] if at in cut else line for at, line in enumerate(lines)] if cut else lines


def _is_noise(match: re.Match[str]) -> bool:
    """Whether single signs stand beside a Chinese character and are what no author writes."""
    text = match.string
    beside = _CHINESE(text[match.start() - 1 : match.start()]) or _CHINESE(text[match.end() : match.end() + 1])
    return beside is not None and _NO_WORD.search(match.group()) is not None


_COUNTED = re.compile(r"\d{1,2}[.．、](?!\d)")


def _under_their_columns(rows: list[list[str]]) -> list[list[str]]:
    """Rows whose first cell is merged with the one above, where the page's text left it out: 3.及时反馈 | 各科室 | (nothing).

    They are known by their numbers, which stood in the second column above.
    """
    out: list[list[str]] = []
    above: list[str] = []
    for row in rows:
        if row and len(row) == len(above) and not row[-1] and _COUNTED.match(row[0]) and _COUNTED.match(above[1]):
            row = ["", *row[:-1]]
        above = row or above
        out.append(row)
    return out
