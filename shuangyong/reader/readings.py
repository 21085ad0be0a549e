"""Readings without tones that a page put behind characters, once or several times over: 軍(jun)(jun)的(de)光輝節(jie)日.

A bracket of Latin letters is a reading only where a text has many, and most of them are how the character before is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice

_NOTED = re.compile("(?P<char>[\u3400-\u9fff])(?:[(（](?P<reading>[a-z]{1,6})[1-5]?[)）])+")
_BRACKET = re.compile("[(（][a-z]{1,6}[1-5]?[)）]")
_FEWEST, _LOOKED_AT = 8, 60
_IN_FIVE = 4
"""Of five readings so many are those of their characters; a table of readings may lack one."""


@lru_cache(maxsize=4096)
def sound(char: str) -> frozenset[str]:
    """The ways in which a character is read, without tones."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def has_toneless(whole: str) -> bool:
    """Whether a text without any tone has readings behind its characters."""
    if _BRACKET.search(whole) is None:
        return False
    noted = list(islice(_NOTED.finditer(whole), _LOOKED_AT))
    read = sum(one["reading"] in sound(one["char"]) for one in noted)
    return len(noted) >= _FEWEST and read * 5 >= len(noted) * _IN_FIVE


def without_toneless(line: str, counts: Counter[str]) -> str:
    """A line of such a text without its readings."""

    def bare(match: re.Match[str]) -> str:
        counts["pinyin_note"] += len(_BRACKET.findall(match.group()))
        return match["char"]

    return _NOTED.sub(bare, line)


TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
_WORD = re.compile(
    rf" ?[(（\[［【〔] ?(?P<reading>[a-zü '·’{TONED}]{{0,24}}[{TONED}][a-zü '·’{TONED}]{{0,24}}) ?[)）\]］】〕]",
    re.IGNORECASE,
)
_LONGEST = 6


def without_words(line: str, counts: Counter[str]) -> str:
    """A line of a text with readings without those of whole words, or with a space inside: 退役军人(tuìyìjūnrén), 军(j ūn).

    A bracket is one only where the characters before it are read so.
    """
    out: list[str] = []
    done = 0
    for match in _WORD.finditer(line):
        if _is_read(line[max(done, match.start() - _LONGEST) : match.start()], _plain(match["reading"])):
            out.append(line[done : match.start()])
            done = match.end()
            counts["pinyin_note"] += 1
    return "".join([*out, line[done:]]) if out else line


def _plain(reading: str) -> str:
    """A reading without its tones and what parts its syllables."""
    letters = unicodedata.normalize("NFD", reading.casefold().replace("ü", "v").translate(_UMLAUTS))
    return "".join(one for one in letters if "a" <= one <= "z")


_UMLAUTS = dict.fromkeys(map(ord, "ǖǘǚǜ"), "v")


def _is_read(before: str, reading: str) -> bool:
    """Whether the last of these characters, one or several, are read so."""
    ends = {len(reading)}
    for char in reversed(before):
        ends = {end - len(one) for end in ends for one in sound(char) if reading.endswith(one, 0, end)}
        if 0 in ends:
            return True
        if not ends:
            return False
    return False
