"""Markings of state secrecy in what a web page carries and does not show.

Comments, the words of its head, pictures' and links' own words, and data kept in the page for its scripts. Wide on
purpose, as `secrecy` is; but a bare 机密 is none where programs keep lists of grades to choose from. Found in the source
and not in the parsed page: what is cut there to parse in bounded time may be what is marked. Linear in the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from shuangyong.reader.secrecy import GRADES, find_in, gravest

_MI = re.compile(r"密|&#(?:[xX]5[bB][cC]6|23494);|\\u5[bB][cC]6")
_HELD = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<tag>script|style|template|noscript|textarea|svg|object|iframe)\b(?P<of>[^>]{0,2000})>(?P<held>.*?)"
    r"(?:</(?P=tag)|\Z)"
    r"|<(?P<open>[a-zA-Z][\w:-]{0,40})(?P<attributes>(?:\"[^\"]{0,60000}\"|'[^']{0,60000}'|[^\"'<>]){0,4000})",
    re.DOTALL | re.IGNORECASE,
)
_SAID = re.compile(
    r"(?<![\w-])(?:content|title|alt|summary|label|aria-[a-z]{1,30}|srcdoc|data-[\w-]{1,60})\s*=\s*"
    r"(?:\"([^\"]{1,60000})\"|'([^']{1,60000})'|([^\s\"'<>]{1,200}))",
    re.IGNORECASE,
)
_CHOSEN_FROM = frozenset({"option", "optgroup", "select", "input", "button", "a", "li"})
"""Elements that offer a grade to choose: 机密 alone marks nothing there."""
_CODE = frozenset({"script", "style"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAIR = re.compile(r"[\"']?\s*[:：=]\s*[\"']?")
_LIST = re.compile(r"[;；,，|\r\n]")
_PIECES = re.compile(r"[\"'`{}\[\]()<>,;，；\n]|\\[nrt]|//|/\*|\*/")


def hidden_mark(page: str) -> str | None:
    """The gravest marking of state secrecy among what the source `page` does not show, as written, or None."""
    if not _MI.search(page):
        return None
    return gravest(mark for found in _HELD.finditer(page) if _MI.search(found[0]) for mark in _marks(found))


def _marks(found: re.Match[str]) -> Iterator[str]:
    if found["comment"] is not None:
        yield from _of_text(found["comment"])
        return
    if found["tag"]:
        yield from _of_code(found["held"]) if found["tag"].lower() in _CODE else _of_text(found["held"])
    bare = (found["open"] or "").lower() not in _CHOSEN_FROM
    for said in _SAID.findall(found["attributes"] or found["of"] or ""):
        words = next(word for word in said if word)
        yield from _of_text(words, bare=bare)
        yield from _of_code(words)


def _of_text(text: str, *, bare: bool = True) -> Iterator[str]:
    """Marks in words, which may have tags among them; `bare`: a grade alone is one."""
    return _of_pieces(_LIST.split(_TAG.sub("\n", html.unescape(text))), bare=bare)


def _of_code(code: str) -> Iterator[str]:
    """Marks in a script's or an attribute's data: what is quoted, and a name with its value (密级: 机密)."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(code))
    return _of_pieces(_PIECES.split(_PAIR.sub("：", plain)), bare=False)


def _of_pieces(pieces: Iterable[str], *, bare: bool) -> Iterator[str]:
    for piece in pieces:
        if "密" in piece and (mark := find_in(piece.strip())) and (bare or piece.strip() not in GRADES):
            yield mark
