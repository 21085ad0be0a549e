"""Taking away what the way to us added to a document, and counting it.

Repairs inside a line come first (mojibake, readings, traditional characters, masks, widths,
spaces), then whole lines go (pictures' names, site furniture, repeated titles), then physical lines
are joined to paragraphs. Where it is not sure, text stays and `doubts` says what is odd.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import compress
from operator import ne
from typing import Any, NamedTuple

from shuangyong.reader.furniture import any_of
from shuangyong.reader.glyphs import LATER, mend_glyphs, without_entities
from shuangyong.reader.quick import gated
from shuangyong.reader.readings import has_toneless, without_toneless
from shuangyong.reader.terms import load

HAN = "\u3400-\u9fff〇"
TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"

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
_CJK_PUNCT = "，。、；：！？（）“”‘’《》〈〉【】〔〕…"
_SPACE_AT_PUNCT = re.compile(rf" +(?=[{_CJK_PUNCT}])|(?<=[{_CJK_PUNCT}]) +|(?<=[{HAN}][,;:]) +(?=[{HAN}])")
_TWO_PARTS = re.compile(rf"[{HAN}“”]{{6,24}}” [{HAN}—“”]{{4,30}}")
"""做实“五个一” 暖心又暖情: a headline of two parts."""
_SPACE_AT_DIGIT = re.compile(
    rf"(?<=[{HAN}]) (?=\d)(?!(?:0\d{{2,3}}[-—])?\d{{7,8}}(?!\d)|1\d{{10}}(?!\d)|20\d\d年\d{{1,2}}月\d{{1,2}}日(?:\s*印发)?[）)]?$)|(?<=[\d%％]) (?=[{HAN}])"
)
_SPACE_AFTER_CIRCLE = re.compile("(?<=[①-⑳]) ")
_YEAR_APART = re.compile(r"(?<![\d-])(20) (\d\d)(?= ?年)")
_MANY_SPACES = re.compile(" {2,}")
_LATIN = "[\u00c2-\u00f4\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0080-\u00ff]"
_LETTER = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"  # × is no letter: ××市 and “××” are what an author left open
# Two or more such characters, one of the first five of them a letter of Latin-1. The class stands first, so that the
# search looks for its characters only.
_LATIN_MOJIBAKE = re.compile(f"{_LATIN}(?:(?<={_LETTER})|(?=[^\n]{{0,3}}{_LETTER})){_LATIN}+")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严双拥优抚退役"
)


@cache
def tables() -> dict[str, re.Pattern[str]]:
    furniture = load()["furniture"]
    return {
        "page_number": re.compile(gated(any_of(furniture["page_number"]))),
        "image": re.compile(furniture["image_name"]),
    }


@cache
def _opencc() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def is_plain(text: str) -> bool:
    """Whether every character is one of GB 2312: then nothing is traditional and nothing is mojibake.

    A codec's failure is the fastest test there is: one pass in C over a text that needs no repair.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


# ---------------------------------------------------------------- inside a line


def _strange(text: str) -> int:
    """How many characters of a piece are unlikely in running Chinese: the measure a repair must lower."""
    return sum(1 for char in text if not (char in _COMMON or char < "\x7f" or char in _CJK_PUNCT))


def _latin_bytes(piece: str) -> bytes | None:
    """The bytes that cp1252 reads as these characters; where it has no character, Latin-1's is meant."""
    try:
        return piece.translate(_FROM_CP1252).encode("latin-1")
    except UnicodeEncodeError:
        return None


_FROM_CP1252 = {
    ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))
}  # fmt: skip


def _from_latin(piece: str) -> str | None:
    raw = _latin_bytes(piece)
    if raw is None or len(raw) < 2:
        return None
    for right in ("utf-8", "gb18030"):
        try:
            text = raw.decode(right)
        except UnicodeDecodeError:
            continue
        if text and sum(
            1 for char in text if "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”—…·"
        ) * 2 > len(text):
            return text
    return None


def _mojibake_latin(line: str, counts: Counter[str]) -> str:
    def mend(match: re.Match[str]) -> str:
        fixed = _from_latin(match.group())
        if fixed is None:
            return match.group()
        counts["mojibake"] += len(fixed)
        return fixed

    whole = _from_latin(line) if _LATIN_MOJIBAKE.search(line) else None
    if whole is not None:
        counts["mojibake"] += len(whole)
        return whole
    return _LATIN_MOJIBAKE.sub(mend, line)


_UTF8_CHAR = rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}|[\xc2-\xc3][\x80-\xbf])"
# Two or more; the class of first bytes stands first, so that the search looks for these only.
_UTF8_RUN = re.compile(
    rb"[\xc2\xc3\xe2-\xe9\xef](?:(?<=[\xe2-\xe9\xef])[\x80-\xbf]{2}|(?<=[\xc2\xc3])[\x80-\xbf])" + _UTF8_CHAR + rb"+"
)


def _mojibake_gbk(line: str, counts: Counter[str]) -> str:
    """UTF-8 that was read as GBK: bytes that form several UTF-8 characters in a row are taken for what they are."""
    try:
        raw = line.encode("gb18030")
    except UnicodeEncodeError:
        return line
    if _UTF8_RUN.search(raw) is None:
        return line
    starts = _byte_starts(line)
    out: list[str] = []
    at = 0
    look = 0
    while match := _UTF8_RUN.search(raw, look):
        low, high = match.span()
        look = low + 1
        if low not in starts:
            continue
        while high not in starts and high > low:
            high -= 1
        text, used = _utf8_head(raw[low : match.end()])
        old = raw[low : max(high, low + used)].decode("gb18030", "replace")
        if len(text) < 2 or _strange(text) * len(old) >= _strange(old) * len(text) or _strange(old) * 2 < len(old):
            continue
        end = low + used
        while end not in starts and end < len(raw):
            end += 1
        out.append(raw[at:low].decode("gb18030", "replace"))
        out.append(text)
        counts["mojibake"] += len(text)
        at = look = end
    return "".join([*out, raw[at:].decode("gb18030", "replace")]) if out else line


def _byte_starts(line: str) -> frozenset[int]:
    starts = {0}
    at = 0
    for char in line:
        at += len(char.encode("gb18030"))
        starts.add(at)
    return frozenset(starts)


def _utf8_head(raw: bytes) -> tuple[str, int]:
    try:
        return raw.decode("utf-8"), len(raw)
    except UnicodeDecodeError as fault:
        return raw[: fault.start].decode("utf-8"), fault.start


def without_readings(line: str, counts: Counter[str]) -> str:
    """Readings taken out of a line of a text that has readings with tones: then those without one are readings too."""
    if "(" not in line and "（" not in line:
        return line
    fixed, count = _PINYIN_NOTE.subn("", line)
    counts["pinyin_note"] += count
    return fixed


def length_of_readings(line: str) -> int:
    """How many characters of a line are readings with tones."""
    return sum(len(found.group()) for found in _PINYIN_NOTE.finditer(line)) if HAS_TONE.search(line) else 0


_DOUBTFUL = frozenset("乾藉瞭夥髒於徵麽甦")
"""Characters that simplified texts write too, in names (乾县): alone they do not make a line traditional."""
_THAN = re.compile("(?<=[少大小高低由关对至等属便利善位源基限终忠])於(?!潜)|^於(?=\\d)")
"""不少於: no name holds it so."""
_ZHU_KEEP = re.compile(
    "(名|称|作|述|录|者|书|译)著|著(?=名|称|作|述|录|者|书|译)|(显|卓|昭|编|专|原|论|巨|遗|土|合|拙|大)著"
)


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


def _unmask(line: str, counts: Counter[str], filled: list[Filling]) -> str:
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
    """The one term that fits over a run of stars, and where it begins; the longest where they say the same."""
    beside = low - 1 if low and chars[low - 1] not in "*＊" else high
    if beside >= len(chars):
        return None
    fits = {
        (beside - at, word)
        for word, at in _mask_words().get(chars[beside], ())
        if beside - at >= 0
        and beside - at <= low
        and beside - at + len(word) >= high
        and _fits(chars, beside - at, word)
    }
    said = {word[low - start : high - start] for start, word in fits}
    if len(said) == 1:
        return max(fits, key=lambda one: (len(one[1]), one))
    longest = max((len(word) for _, word in fits), default=0)
    best = [one for one in fits if len(one[1]) == longest]
    return best[0] if len(best) == 1 and longest >= 4 else None


def _fits(chars: list[str], start: int, word: str) -> bool:
    if start + len(word) > len(chars):
        return False
    stars = 0
    for at, true in enumerate(word):
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
        if fixed[1:2] in _GAPS and _is_set_wide(fixed):
            return _ANY_SPACE.sub("", fixed)
        fixed = _TWO_APART.sub(r"\1\2", fixed)
        byline = "记者" in fixed or "通讯员" in fixed or "讯(" in fixed[:40] or "讯（" in fixed[:40]
        fixed = _NAME_APART.sub(r"\1\2", fixed) if byline else _SINGLE_APART.sub("", fixed)
    if " " in fixed:
        if "。" in fixed or len(fixed) > 60:
            fixed = _without_spaces(fixed)
        elif "\t" not in fixed and fixed.count(" ") <= _A_SPLIT_OR_TWO:
            fixed = _SPLIT_IN_CELL.sub(_without_split, fixed)
        if "” " not in fixed or not _TWO_PARTS.fullmatch(fixed):
            fixed = _SPACE_AT_PUNCT.sub("", fixed)
        fixed = _YEAR_APART.sub(r"\1\2", fixed)
        fixed = _SPACE_AT_DIGIT.sub("", fixed)
        fixed = _SPACE_AFTER_CIRCLE.sub("", fixed)
        fixed = _MANY_SPACES.sub(" ", fixed)
    if "。" in fixed and fixed.count("\u3000") == 1:
        fixed = _WIDE_IN_SENTENCE.sub("", fixed)
    return fixed


_SPLIT_IN_CELL = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_SPAN = 8
_A_SPLIT_OR_TWO = 2
"""Spaces of a heading that may be stray; a library's keywords have more."""


def _without_split(match: re.Match[str]) -> str:
    """Nothing, where a space of a table's cell splits a term of the field (社会 化拥军); else it parts two names and stays."""
    left, right = match.string[max(0, match.start() - _SPAN) : match.start()], match.string[match.end() :][:_SPAN]
    halves = _halves()
    sizes = range(1, _SPAN + 1)
    return "" if any((left[-low:], right[:high]) in halves for low in sizes for high in sizes) else " "


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
    if "&" in whole and ";" in whole:
        lines = without_entities(lines, counts)
        whole = "\n".join(lines)
    plain = is_plain(whole)
    if not plain:
        counts["turned"] += len(_TURNED.findall(whole))
        lines = mend_glyphs(_without_mojibake(lines, whole, counts), whole, counts)
        whole = "\n".join(lines)
    if "?,F" in whole or _AT_STOP[0] in whole or _AT_STOP[1] in whole:
        lines = _without_slips(lines, whole, counts)
        whole = "\n".join(lines)
    if "(" in whole or "（" in whole:
        if HAS_TONE.search(whole):
            lines = [without_readings(line, counts) for line in lines]
        elif has_toneless(whole):
            lines = [without_toneless(line, counts) for line in lines]
        whole = "\n".join(lines)
    if not plain and not is_plain(whole):
        lines = _simplified(lines, counts)
        whole = "\n".join(lines)
    if _WIDE.search(whole):
        counts["width"] += len(_WIDE.findall(whole))
        lines = [line.translate(_NARROW) for line in lines]
    if "*" in whole or "＊" in whole:
        lines = [_unmask(line, counts, filled) if "*" in line or "＊" in line else line for line in lines]
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


def _without_mojibake(lines: list[str], whole: str, counts: Counter[str]) -> list[str]:
    if _LATIN_MOJIBAKE.search(whole):
        lines = [_mojibake_latin(line, counts) if _LATIN_MOJIBAKE.search(line) else line for line in lines]
    odd = [at for at, line in enumerate(lines) if not is_plain(line)]
    try:
        twice = _UTF8_RUN.search("\n".join(lines[at] for at in odd).encode("gb18030")) is not None
    except UnicodeEncodeError:
        twice = True
    if twice:
        lines = list(lines)
        for at in odd:
            lines[at] = _mojibake_gbk(lines[at], counts)
    return lines


def _simplified(lines: list[str], counts: Counter[str]) -> list[str]:
    """Lines with traditional characters turned back, in one pass of the converter over all that may hold some."""
    odd = [at for at, line in enumerate(lines) if not is_plain(line)]
    fixed = _opencc().convert("\n".join(lines[at] for at in odd)).split("\n")
    out = list(lines)
    if len(fixed) == len(odd):
        for at, line in zip(odd, fixed, strict=True):
            out[at] = _settled(lines[at], line, counts)
    return out


def _settled(line: str, fixed: str, counts: Counter[str]) -> str:
    """A converted line, or the line as it was where only characters of names differ.

    著 becomes 着 where a traditional text writes one for the other.
    """
    if fixed == line:
        return line
    if _DOUBTFUL.issuperset(compress(line, map(ne, line, fixed))):
        fixed, count = _THAN.subn("于", line)
        counts["traditional"] += count
        return fixed
    if "著" in fixed:
        kept = {at for match in _ZHU_KEEP.finditer(fixed) for at in range(match.start(), match.end())}
        fixed = "".join("着" if char == "著" and at not in kept else char for at, char in enumerate(fixed))
    counts["traditional"] += sum(map(ne, line, fixed))
    return fixed
