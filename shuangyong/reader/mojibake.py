"""Characters that were read in another encoding than they were written in, read in their own again."""

from __future__ import annotations

import re
from collections import Counter

CJK_PUNCT = "，。、；：！？（）“”‘’《》〈〉【】〔〕…"
_LATIN = "[\u00c2-\u00f4\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0080-\u00ff]"
_LETTER = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"  # × is no letter: ××市 and “××” are what an author left open
# Two or more such characters, one of the first five of them a letter of Latin-1. The class stands first, so that the
# search looks for its characters only.
_LATIN_MOJIBAKE = re.compile(f"{_LATIN}(?:(?<={_LETTER})|(?=[^\n]{{0,3}}{_LETTER})){_LATIN}+")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严双拥优抚退役"
)


def is_plain(text: str) -> bool:
    """Whether every character is one of GB 2312: then nothing is traditional and nothing is mojibake.

    A codec's failure is the fastest test there is: one pass in C over a text that needs no repair.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _strange(text: str) -> int:
    """How many characters of a piece are unlikely in running Chinese: the measure a repair must lower."""
    return sum(1 for char in text if not (char in _COMMON or char < "\x7f" or char in CJK_PUNCT))


def _latin_bytes(piece: str) -> bytes | None:
    """The bytes that cp1252 reads as these characters; where it has no character, Latin-1's is meant."""
    try:
        return piece.translate(_FROM_CP1252).encode("latin-1")
    except UnicodeEncodeError:
        return None


_FROM_CP1252 = {
    ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))
}  # fmt: skip


_TIMES = 3
"""A text was converted wrongly so often at most."""


_BOTH = ("utf-8", "gb18030")


def _from_latin(piece: str, rights: tuple[str, ...], times: int = _TIMES) -> str | None:
    raw = _latin_bytes(piece)
    if raw is None or len(raw) < 2:
        return None
    for right in _BOTH:
        if right not in rights and len(raw) < _LONG_RUN:
            continue
        try:
            text = raw.decode(right)
        except UnicodeDecodeError:
            continue
        if text and sum(
            1 for char in text if "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”—…·"
        ) * 2 > len(text):
            return text
        if right == "utf-8" and times > 1 and _LATIN_MOJIBAKE.search(text):
            return _from_latin(text, rights, times - 1)
    return None


def _rights(whole: str) -> tuple[str, ...]:
    """What a text may have been written in: where a run of it is UTF-8, what a lost byte broke is no GBK."""
    runs = (_latin_bytes(match.group()) for match in _LATIN_MOJIBAKE.finditer(whole))
    return _BOTH[:1] if any(raw and len(raw) >= _SURE and _is_utf8(raw) for raw in runs) else _BOTH


_SURE = 6
"""Bytes that are UTF-8 by chance where they are so many: none."""
_LONG_RUN = 12
"""Bytes of a run that is no rest of another encoding's: a text may have pieces of both."""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mojibake_latin(line: str, rights: tuple[str, ...], counts: Counter[str]) -> str:
    def mend(match: re.Match[str]) -> str:
        bare = match.group().lstrip("\u00a0")  # no character's first byte: a page's indents, which GBK would make 牋 of
        fixed = _from_latin(bare, rights)
        if fixed is None:
            return match.group()
        counts["mojibake"] += len(fixed)
        return match.group()[: -len(bare)] + fixed

    lead = len(line) - len(line.lstrip(" \u00a0\u3000"))  # a page's indents were no bytes of the text
    whole = _from_latin(line[lead:], rights) if _LATIN_MOJIBAKE.search(line) else None
    if whole is not None:
        counts["mojibake"] += len(whole)
        return line[:lead] + whole
    return _LATIN_MOJIBAKE.sub(mend, line)


_MANY = 20
"""So many characters of a text were read wrongly that what is left of it, signs without a letter, was as well."""
_GBK_MARKS = re.compile("(?:[\u00a1\u00a3][\u00a1-\u00fe])+")


def _marks_from_latin(line: str, counts: Counter[str]) -> str:
    """£¨2021年1月2日£©: marks and wide spaces of GBK between what is ASCII."""

    def mend(match: re.Match[str]) -> str:
        fixed = match.group().encode("latin-1").decode("gb18030")
        counts["mojibake"] += len(fixed)
        return fixed

    return _GBK_MARKS.sub(mend, line)


_UTF8_CHAR = rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}|[\xc2-\xc3][\x80-\xbf])"
# Two or more; the class of first bytes stands first, so that the search looks for these only.
_UTF8_RUN = re.compile(
    rb"[\xc2\xc3\xe2-\xe9\xef](?:(?<=[\xe2-\xe9\xef])[\x80-\xbf]{2}|(?<=[\xc2\xc3])[\x80-\xbf])" + _UTF8_CHAR + rb"+"
)


def _mojibake_gbk(line: str, counts: Counter[str]) -> str:
    """UTF-8 that was read as GBK: bytes that form several UTF-8 characters in a row are taken for what they are."""
    whole = line
    line = line.replace("\ufffd", _NO_BYTE)  # the bytes of the sign itself would be taken for a character's last
    try:
        raw = line.encode("gb18030")
    except UnicodeEncodeError:
        return whole
    if _UTF8_RUN.search(raw) is None:
        return whole
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
    if not out:
        return whole
    return "".join([*out, raw[at:].decode("gb18030", "replace")]).replace(_NO_BYTE, "\ufffd")


_NO_BYTE = "\x1a"


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


def without_mojibake(lines: list[str], whole: str, counts: Counter[str]) -> list[str]:
    """The lines of a text, read as they were written."""
    if _LATIN_MOJIBAKE.search(whole):
        rights = _rights(whole)
        lines = [_mojibake_latin(line, rights, counts) if _LATIN_MOJIBAKE.search(line) else line for line in lines]
        if counts["mojibake"] >= _MANY and rights == _BOTH:
            lines = [_marks_from_latin(line, counts) for line in lines]
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


_LOST_INDENT = re.compile(r"[ \u3000]*\?{1,4}[ \u3000]*(?=[一-龥“《（(\d])")
_SOME_LINES = 3


def without_lost_indents(lines: list[str], counts: Counter[str]) -> list[str]:
    """Lines that a page indented by a space which became a question mark: ?一、…, in three lines at least."""
    opened = [_LOST_INDENT.match(line) for line in lines]
    if sum(match is not None for match in opened) < _SOME_LINES:
        return lines
    counts["mojibake"] += sum(match is not None for match in opened)
    return [line[match.end() :] if match else line for line, match in zip(lines, opened, strict=True)]
