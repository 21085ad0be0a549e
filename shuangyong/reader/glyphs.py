"""Characters that a font or a page put in the place of those an author wrote: radicals, private use, entities."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

from shuangyong.rules.signs import SHAPELESS

_RADICAL = re.compile("[\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff]")
"""Radicals and compatibility characters that printing programs write for the character that looks the same: ⼯ for 工."""
_LIKE = {
    "⺠": "民",
    "⻋": "车",
    "⻓": "长",
    "⻔": "门",
    "⻅": "见",
    "⻚": "页",
    "⻢": "马",
    "⻛": "风",
    "⻝": "食",
    "⻬": "齐",
}
"""Radicals of simplified characters, which Unicode does not say to be the same as any."""
_OVER = re.compile(
    "[\u0300-\u036f\u20d0-\u20ff](?<=[\u3400-\u9fff][\u0300-\u036f\u20d0-\u20ff])[\u0300-\u036f\u20d0-\u20ff]*"
)
"""Lines over and under a character."""
LATER = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
"""Signs without a shape that go with the spaces: a line of nothing else is no gap between paragraphs."""
_SHAPELESS = re.compile(f"[{SHAPELESS}](?<![{LATER}])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLET = re.compile("^\\s*[\ue000-\uf8ff]+[\\s]*")
_BLANK = re.compile(
    "[\ue003\ue004\ue5d2\ue5e5\ue5f1\ue010]|[\ue000-\uf8ff](?![\u3400-\u9fff])|(?<![\u3400-\u9fff])[\ue000-\uf8ff]"
)
"""Spaces of old Chinese fonts, and whatever does not stand between two characters where it could be one that was lost."""
_ENTITY = re.compile(
    r"&(?:amp;){0,2}(?:(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});|(?:nbsp|e[nm]sp|[lr][sd]quo|[mn]dash|hellip|middot)(?![a-zA-Z]))"
)
"""An entity, one whose & was written as one itself (&amp;nbsp;), or one of those that no word is without its last mark."""
_TAG = re.compile(
    r"</?(?:p|br|span|div|strong|b|u|i|em|font|o:p|a|img|section|center|h[1-6]|li|ul|ol)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
"""A page's own mark that came along as text: <br/>, </p>."""


def mend_glyphs(lines: list[str], whole: str, counts: Counter[str]) -> list[str]:
    """The lines with such characters turned into what was meant; one line in is one line out.

    Counted as `mojibake` where a character became another, as `space` where it only went.
    """
    if _SHAPELESS.search(whole):
        lines = [_without(_SHAPELESS, line, counts) for line in lines]
    if _RADICAL.search(whole):
        lines = [_RADICAL.sub(lambda match: _plain(match.group(), counts), line) for line in lines]
    if _OVER.search(whole) or _PRIVATE.search(whole):
        lines = [_without(_BLANK, _without(_BULLET, _without(_OVER, line, counts), counts), counts) for line in lines]
    return lines


def _plain(char: str, counts: Counter[str]) -> str:
    fixed = _LIKE.get(char) or unicodedata.normalize("NFKC", char)
    counts["mojibake"] += fixed != char
    return fixed


def _without(pattern: re.Pattern[str], line: str, counts: Counter[str]) -> str:
    fixed = pattern.sub("", line)
    counts["space"] += len(line) - len(fixed)
    return fixed


def without_entities(lines: list[str], counts: Counter[str]) -> list[str]:
    """A page's &ldquo; and &#8220; that came along as they were typed."""

    def character(match: re.Match[str]) -> str:
        fixed = html.unescape(html.unescape(html.unescape(match.group())))
        if len(fixed) != 1 or fixed in "\n\r\t":
            return match.group()
        counts["mojibake"] += 1
        return fixed

    return [_ENTITY.sub(character, line) if "&" in line else line for line in lines]


def without_tags(lines: list[str], counts: Counter[str]) -> list[str]:
    """A page's <p> and <br/> that came along as they were typed."""

    def gone(match: re.Match[str]) -> str:
        counts["mojibake"] += 1
        return ""

    return [_TAG.sub(gone, line) if "<" in line else line for line in lines]
