"""Taking away what the way to us added to a document, and counting it.

Repairs inside a line come first (mojibake, readings, traditional characters, masks, widths,
spaces), then whole lines go (pictures' names, site furniture, repeated titles), then physical lines
are joined to paragraphs. Where it is not sure, text stays and `doubts` says what is odd.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from shuangyong.reader.furniture import any_of
from shuangyong.reader.gathered import HAN, is_day_apart
from shuangyong.reader.glyphs import LATER, mend_glyphs, without_entities, without_tags
from shuangyong.reader.mojibake import CJK_PUNCT, is_plain, without_lost_indents, without_mojibake
from shuangyong.reader.quick import gated
from shuangyong.reader.readings import TONED, has_toneless, without_toneless, without_words
from shuangyong.reader.simplified import simplified
from shuangyong.reader.terms import load

_SYLLABLE = rf"(?:[bpmfdtnlgkhjqxzcsrywBPMFDTNLGKHJQXZCSRYW]h?)?[aoeiuvüAOEIUV{TONED}]{{1,4}}(?:ng|n|r)?"
_TONED_SYLLABLE = rf"[a-zA-ZüÜ]{{0,3}}[{TONED}][a-zü]{{0,3}}"
_PINYIN_NOTE = re.compile(
    rf"(?<=[{HAN}])(?:\s?[(（]\s?(?:{_SYLLABLE}|{_TONED_SYLLABLE}(?:[ ·']?{_TONED_SYLLABLE}){{1,3}})\s?[)）])+"
)
"""A reading of one character, or of a word of up to four whose every syllable has its tone: 军人(jūn rén)."""
HAS_TONE = re.compile(f"[{TONED}]")
OPEN_READING = re.compile(rf"[{HAN}][(（][a-zü{TONED}]{{1,5}}$")
"""A reading that a line's end broke: 双(shu | āng)."""
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {
    code: code - 0xFEE0 for pair in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(*pair)
}
_INVISIBLE = re.compile(f"[{LATER}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNED = re.compile("[\u202b\u202d\u202e\u2067\u2068]")
"""What lets the words behind it run the other way on paper: they are read in the order in which they are kept."""
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_SINGLE_APART = re.compile(
    rf"(?<=[{HAN}])(?<![条章节款])[ \u3000](?=[{HAN}](?:[ \u3000，。、；：！？（）(]|$))|(?:(?<=[ \u3000，。、；：！？）][{HAN}])|(?<=^[{HAN}]))[ \u3000](?=[{HAN}])"
)
"""A space beside a character that stands alone: 会 议 纪 要, 王 刚. A space between two words of a title stays."""
_ANY_SPACE = re.compile("[ \u3000]+")
_HAN_ONE = re.compile(f"[{HAN}]")
_APART = 5
"""Chinese characters that stand apart at least where a line is set wide."""
_TWO_APART = re.compile(
    rf"(?:^|(?<=[：:、，]))([{HAN}])[ \u3000]{{1,6}}([{HAN}])(?=[：:]|[ \u3000]{{1,8}}[{HAN}]{{2}})"
)
"""A word of two characters that a form sets wide: 时    间：, 李  燕  副县长."""
_NAME_APART = re.compile(rf"(?<=[ \u3000（(])([{HAN}])[ \u3000]([{HAN}])(?=[ \u3000，。、；）)]|$)")
"""In a byline spaces part the names (记者 林 晓 通讯员 田 勇); only that inside a name of two characters goes."""
_IN_SENTENCE = re.compile(rf"(?<=[{HAN}])(?<![条章节]) {{1,2}}(?=[{HAN}])")
_BYLINE_OR_SPACE = re.compile(
    rf"(?P<kept>[（(][^（()）]{{0,40}}(?:记者|通讯员|作者|摄影|实习生) ?[^（()）]{{1,40}}[）)])|{_IN_SENTENCE.pattern}"
)
"""A space inside a sentence, or a byline in brackets, in which spaces part the names: (记者 陈平 通讯员 方圆)."""
_WIDE_IN_SENTENCE = re.compile(rf"(?<=[{HAN}]{{4}})(?<![条章节款])\u3000(?=[{HAN}]{{2}})(?![{HAN}]{{1,6}}[：:])")
_WIDE_AT_MARK = re.compile("(?<=[^\u3000\n])\u3000+(?=[，。；：、！？）”》])")
_SPACE_AT_PUNCT = re.compile(rf" +(?=[{CJK_PUNCT}])|(?<=[{CJK_PUNCT}]) +|(?<=[{HAN}][,;:]) +(?=[{HAN}])")
_TWO_PARTS = re.compile(rf"[{HAN}“”]{{6,24}}” [{HAN}—“”]{{4,30}}")
"""做实“五个一” 暖心又暖情: a headline of two parts."""
_SPACE_AT_DIGIT = re.compile(
    rf"(?<=[{HAN}]) (?=\d)(?!(?:0\d{{2,3}}[-—])?\d{{7,8}}(?!\d)|1\d{{10}}(?!\d)|20\d\d年\d{{1,2}}月\d{{1,2}}日(?:\s*印发)?[）)]?$)|(?<=[\d%％]) (?=[{HAN}])"
)
_SPACE_AFTER_CIRCLE = re.compile("(?<=[①-⑳]) ")
_DAY_APART = re.compile(
    r"(?<![\d-])(?P<y>2 ?0 ?\d ?\d)(?= ?年)|(?<=月)(?P<d> ?[123] ?\d)(?= ?日)|(?<=年)(?P<m> ?1 ?[012])(?= ?月)|(?<=[至（(—])1 [012](?=月\d)"
)
"""20 26年3月1 5日: no figure of a day stands alone."""
_FIGURE_APART = re.compile(r"\d\.? [\d.%％]")
_PART_APART = re.compile(r"(?<=\d) (?=\. ?\d)|(?<=\d\.) (?=\d+ ?[%％万亿元米亩吨个公])|(?<=\d) (?=[%％])")
_MANY_SPACES = re.compile(" {2,}")


@cache
def tables() -> dict[str, re.Pattern[str]]:
    furniture = load()["furniture"]
    return {
        "page_number": re.compile(gated(any_of(furniture["page_number"]))),
        "image": re.compile(furniture["image_name"]),
    }


# ---------------------------------------------------------------- inside a line


def without_readings(line: str, counts: Counter[str]) -> str:
    """Readings taken out of a line of a text that has readings with tones: then those without one are readings too."""
    if "(" not in line and "（" not in line and not HAS_TONE.search(line):
        return line
    fixed, count = _PINYIN_NOTE.subn("", line)
    counts["pinyin_note"] += count
    return without_words(fixed, counts) if HAS_TONE.search(fixed) else fixed


def length_of_readings(line: str) -> int:
    """How many characters of a line are readings with tones."""
    return sum(len(found.group()) for found in _PINYIN_NOTE.finditer(line)) if HAS_TONE.search(line) else 0


@cache
def _mask_words() -> dict[str, list[tuple[str, int]]]:
    """Terms that a star may stand in, by each character they hold and its place: what a star's neighbour can be."""
    out: dict[str, list[tuple[str, int]]] = {}
    for word in load()["terms"]["field"]:
        for at, char in enumerate(word):
            out.setdefault(char, []).append((word, at))
    return out


_STARS = re.compile(
    r"(?<![*＊])(?!(?<=某部)[*＊]+(?:支队|大队|中队|总队|旅|营|连|师|团(?!结))|(?<=驻)[*＊]+(?:部队|官兵|各部队))[*＊]{1,3}(?![*＊])"
)
MOST_STARS = 2000
"""A text with more masks than this is no masked document; they stay and are doubted (runs of stars)."""


class Filling(NamedTuple):
    """A term that was written over stars: the line as it became, where the term stands in it, what stood there."""

    line: str
    start: int
    end: int
    was: str


def unmasked(line: str, counts: Counter[str], filled: list[Filling]) -> str:
    """Stars filled in where exactly one filling by a term of the field fits."""
    stars = list(_STARS.finditer(line))
    if len(stars) > MOST_STARS:
        return line
    chars = list(line)
    terms: dict[tuple[int, int], None] = {}
    for match in stars:
        found = _filling(chars, match.start(), match.end())
        if found is not None:
            start, word = found
            counts["masked"] += sum(1 for at, char in enumerate(word) if chars[start + at] != char)
            chars[start : start + len(word)] = word
            terms[start, start + len(word)] = None
    became = "".join(chars)
    filled += (Filling(became, low, high, line[low:high]) for low, high in terms)
    return became


def _filling(chars: list[str], low: int, high: int) -> tuple[int, str] | None:
    """The one term that fits over a run of stars, and where it begins; the longest where they say the same.

    全国*拥模范城 holds 双拥模范城 and not 国防: what more characters tell is meant, if they tell two more.
    """
    sides = [at for at in (low - 1, high) if 0 <= at < len(chars) and chars[at] not in "*＊"]
    fits = {
        (at - place, word[: len(chars) - at + place])  # a line's end may break a term
        for at in sides
        for word, place in _mask_words().get(chars[at], ())
        if 0 <= at - place <= low and at - place + len(word) >= high and _fits(chars, at - place, word)
    }
    told: dict[str, int] = {}
    for start, word in fits:
        said = word[low - start : high - start]
        told[said] = max(told.get(said, 0), _seen(chars, start, word))
    ranked = sorted(told, key=lambda said: -told[said])
    if not ranked or len(ranked) > 1 and not _tells_more(told[ranked[0]], told[ranked[1]]):
        return None
    meant = [one for one in fits if one[1][low - one[0] : high - one[0]] == ranked[0]]
    start, word = max(meant, key=lambda one: (len(one[1]), one))
    seen = told[ranked[0]]
    if any(len(other) == len(word) and other != word for _, other in meant):
        start, word = low, ranked[0]  # *军优*: the second star may hide two things
    if high - low > 1 and seen <= _MORE and (start == low or start + len(word) == high):
        return None  # **部队, 一批**企业: what stands at its side only tells too little
    return (start, word) if seen > 1 or any(map(_TELLING.search, (one for _, one in meant))) else None


_MORE = 2


def _tells_more(one: int, other: int) -> bool:
    return one - other >= _MORE or one >= _MORE > other


_TELLING = re.compile("[双拥慰恤退]")
"""One character beside a star tells a term only where no other word holds it: 双*, 慰*; not 国* and 爱*."""


def _seen(chars: list[str], start: int, word: str) -> int:
    """How many characters of a term stand there as they are."""
    return sum(chars[start + at] == true for at, true in enumerate(word))


def _fits(chars: list[str], start: int, word: str) -> bool:
    inside = word[: len(chars) - start]
    if inside != word and _seen(chars, start, inside) < _MORE:
        return False
    stars = 0
    for at, true in enumerate(inside):
        seen = chars[start + at]
        if seen in "*＊":
            stars += 1
        elif seen != true:
            return False
    return 0 < stars <= len(word) // 2


_GAPS = (" ", "\u3000")


def _is_set_wide(line: str) -> bool:
    """Whether every character stands apart, and most are Chinese: 和  顺  县  军  地  联  席  会  议, 关 于 2 0 2 6 年 工 作."""
    pieces = _ANY_SPACE.split(line)
    han = len(_HAN_ONE.findall(line))
    return all(len(piece) == 1 for piece in pieces) and han >= _APART and han * 2 >= len(pieces)


def tidy_spaces(line: str) -> str:
    """One line without invisible characters and without spaces that print or extraction put in."""
    if " " not in line and "\u3000" not in line and line.isprintable():
        return line
    fixed = _INVISIBLE.sub("", line)
    fixed = _ODD_SPACE.sub(" ", fixed)
    fixed = "\t".join(cell.strip() for cell in fixed.split("\t")) if "\t" in fixed else fixed.strip()
    if "\t" in fixed and " " in fixed:
        fixed = _SPLIT_IN_CELL.sub(_without_split, fixed)
    if "\t" not in fixed and (" " in fixed or "\u3000" in fixed):
        if fixed[1:2] in _GAPS and (_is_set_wide(fixed) or is_day_apart(fixed)):
            return _ANY_SPACE.sub("", fixed)
        fixed = _TWO_APART.sub(r"\1\2", fixed)
        byline = "记者" in fixed or "通讯员" in fixed or "讯(" in fixed[:40] or "讯（" in fixed[:40]
        fixed = _NAME_APART.sub(r"\1\2", fixed) if byline else _SINGLE_APART.sub("", fixed)
    if " " in fixed:
        if "。" in fixed or len(fixed) > 60:
            fixed = "\t".join(map(_of_a_cell, fixed.split("\t"))) if "\t" in fixed else _without_spaces(fixed)
        elif "\t" not in fixed and fixed.count(" ") <= _A_SPLIT_OR_TWO:
            fixed = _SPLIT_IN_CELL.sub(_without_split, fixed)
        if "》" in fixed:
            fixed = _PAPER_NAMED.sub(lambda match: match.group().replace(" ", ""), fixed)
        if "” " not in fixed or not _TWO_PARTS.fullmatch(fixed):
            fixed = _SPACE_AT_PUNCT.sub("", fixed)
        if _FIGURE_APART.search(fixed):
            fixed = _PART_APART.sub("", _DAY_APART.sub(lambda match: match.group().replace(" ", ""), fixed))
        fixed = _SPACE_AT_DIGIT.sub("", fixed)
        fixed = _SPACE_AFTER_CIRCLE.sub("", fixed)
        fixed = _MANY_SPACES.sub(" ", fixed)
    if "\u3000" in fixed and "。" in fixed:
        fixed = _WIDE_AT_MARK.sub("", fixed)
        fixed = _WIDE_IN_SENTENCE.sub("", fixed) if fixed.count("\u3000") == 1 else fixed
    return fixed


def _of_a_cell(cell: str) -> str:
    """A row's cell without the spaces inside its sentence; those that part names (县发改局 县财政局) stay."""
    runs_on = " " in cell and ("。" in cell or any(len(piece) > _LONGEST_NAME for piece in cell.split(" ")))
    return _without_spaces(cell) if runs_on else cell


_LONGEST_NAME = 20
_PAPER_NAMED = re.compile(
    rf"《[{HAN}\d（）()“”、—-]{{4,40}}(?: [{HAN}\d（）()“”、—-]{{2,40}}){{1,2}}(?:方案|办法|意见|计划|通知|要点|规定|细则|条例|制度|预案|规划)》"
)
"""《云溪县重点工作任务分解 和责任分工方案》: a paper's name that stood on two lines."""
_SPLIT_IN_CELL = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_SPAN = 8
_A_SPLIT_OR_TWO = 2
"""Spaces of a heading that may be stray; a library's keywords have more."""


def _without_split(match: re.Match[str]) -> str:
    """Nothing, where a space of a table's cell splits a term of the field (社会 化拥军); else it parts two names and stays."""
    return "" if splits_a_term(match.string[: match.start()], match.string[match.end() :]) else " "


def splits_a_term(left: str, right: str) -> bool:
    """Whether a term of the field lies half at the end of one text and half at the head of another."""
    halves = _halves()
    sizes = range(1, _SPAN + 1)
    return any((left[-low:], right[:high]) in halves for low in sizes for high in sizes)


@cache
def _halves() -> frozenset[tuple[str, str]]:
    """Every way to part a term of the field in two."""
    return frozenset((word[:at], word[at:]) for word in load()["terms"]["field"] for at in range(1, len(word)))


def _without_spaces(line: str) -> str:
    """A sentence without the spaces between its characters; those of a byline in brackets are the author's."""
    if "记者" in line or "通讯员" in line or "作者" in line or "摄影" in line:
        return _BYLINE_OR_SPACE.sub(lambda match: match["kept"] or "", line)
    if line[-1] in "）)" or "讯" in line[:40]:
        return _NAMES_OR_SPACE.sub(lambda match: match["kept"] or "", line)
    if "“" in line:
        return _SLOGAN_OR_SPACE.sub(lambda match: match["kept"] or "", line)
    return _IN_SENTENCE.sub("", line)


_HALVES = "|".join(f"[{HAN}]{{{size}}} [{HAN}]{{{size}}}" for size in range(4, 9))
_SLOGAN_OR_SPACE = re.compile(rf"(?P<kept>“(?:{_HALVES})”)|{_IN_SENTENCE.pattern}")
"""“情系国防 巾帼拥军”: a slogan's two halves, as its author wrote it."""
_NAMES_OR_SPACE = re.compile(
    rf"(?P<kept>[（(][{HAN}]{{2,12}}(?: [{HAN}]{{2,4}}){{1,4}}[）)]$|(?<=讯)[（(][{HAN}]{{2,4}}(?: [{HAN}]{{2,4}}){{1,4}}[）)]|^[{HAN}]{{2,12}}讯 )|{_IN_SENTENCE.pattern}"
)
"""（陈平 方圆） behind the last sentence, 云溪新闻网讯 为落实…: spaces that part names and words."""


def mend_characters(lines: list[str], counts: Counter[str], filled: list[Filling]) -> list[str]:
    """Repairs inside lines; `counts` and `filled` gain what was done. One line in is one line out.

    Each repair first asks the whole text whether it is needed at all: most documents need none.
    """
    whole = "\n".join(lines)
    if "&" in whole or "<" in whole:
        lines = without_tags(without_entities(lines, counts), counts)
        whole = "\n".join(lines)
    plain = is_plain(whole)
    if not plain:
        counts["turned"] += len(_TURNED.findall(whole))
        lines = mend_glyphs(without_mojibake(lines, whole, counts), whole, counts)
        whole = "\n".join(lines)
    if "\n?" in whole:
        lines = without_lost_indents(lines, counts)
        whole = "\n".join(lines)
    if "?,F" in whole or _AT_STOP[0] in whole or _AT_STOP[1] in whole:
        lines = _without_slips(lines, whole, counts)
        whole = "\n".join(lines)
    if "(" in whole or "（" in whole or "[" in whole or "【" in whole:
        if HAS_TONE.search(whole):
            lines = [without_readings(line, counts) for line in lines]
        elif has_toneless(whole):
            lines = [without_toneless(line, counts) for line in lines]
        whole = "\n".join(lines)
    if not plain and not is_plain(whole):
        lines = simplified(lines, counts)
        whole = "\n".join(lines)
    if _WIDE.search(whole):
        counts["width"] += len(_WIDE.findall(whole))
        lines = [line.translate(_NARROW) for line in lines]
    if "*" in whole or "＊" in whole:
        lines = [unmasked(line, counts, filled) if "*" in line or "＊" in line else line for line in lines]
    return lines


_LOST_NOW = re.compile(r"\?,F(?:[（(]xiàn[)）])?(?=[将就印予把在已对有行发制結结將對])")
"""。现 after a conversion through GBK that lost its bytes: 》?,F印发给你们."""
_AT_STOP = (",。", "，。")
_STRAY_COMMA = re.compile("[,，](?=[,，、。；;])")
_SYSTEMATIC = 3
"""Commas before other marks are a page's when there are this many; one or two are slips of whoever typed."""


def _without_slips(lines: list[str], whole: str, counts: Counter[str]) -> list[str]:
    """Lines without what a page's conversion left at marks: 通知要求,，悬挂,、更换光荣牌工作,。"""
    found = len(_LOST_NOW.findall(whole))
    if found:
        lines = [_LOST_NOW.sub("。现", line) for line in lines]
        counts["mojibake"] += found
    stray = len(_STRAY_COMMA.findall(whole))
    if stray >= _SYSTEMATIC:
        lines = [_STRAY_COMMA.sub("", line) for line in lines]
        counts["mojibake"] += stray
    return lines
