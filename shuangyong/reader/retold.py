"""A title that a page says again between paragraphs, cut short, in quotes, with the number of a page, or at a paragraph's head."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

from shuangyong.reader.lines import BODY_NAME
from shuangyong.reader.paper import MARKER, SENTENCE_END, Line, Paper

_HIGH = 5
"""A title stands among so many lines."""
_LONG_ENOUGH, _LONGEST = 8, 60
_DOTS = re.compile(r"(?:…+|\.{2,6}|。{2,6})$")
_DRESS = re.compile(r"[“\"《【](?P<bare>.+)[”\"》】]|(?P<paged>.+?)\s*[（(](?:第?\d{1,2}页?|\d{1,2}/\d{1,2})[）)]")
_TWICE = 2


def without_retold(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without those that only say the title again; what stands first stays."""
    at = next((at for at, line in enumerate(lines[:_HIGH]) if _may_be_a_title(line)), None)
    if at is None:
        return lines
    title, below = lines[at].text, lines[at + 1 :]
    often = Counter(line.text for line in below if line.text[:_PIECE] in title)
    heads = sum(_is_at_head(line.text, title) for line in below) >= _TWICE
    out = lines[: at + 1]
    for line, after in itertools.zip_longest(below, below[1:]):
        if heads and _is_at_head(line.text, title):
            line = replace(line, text=line.text[len(title) :].lstrip(" \u3000"))
            paper.take_out(title, "repeated_line")
        opens = line.text[:_PIECE] in title or line.text[1 : _PIECE + 1] in title
        goes_on = after is not None and _goes_on(line.text, after.text, title)
        if opens and not goes_on and line.role != "row" and _says_again(line.text, title, often[line.text]):
            paper.take_out(line.text, "repeated_line")
        else:
            out.append(line)
    return out


_PIECE = 4


def _goes_on(text: str, below: str, title: str) -> bool:
    """Whether a line's end broke the title in two: the lines are joined, and then told for what they are."""
    return len(text) < len(title) and (text + below).startswith(title)


def _may_be_a_title(line: Line) -> bool:
    text = line.text
    if line.role == "row" or "\t" in text or not _LONG_ENOUGH <= len(text) <= _LONGEST:
        return False
    return not (SENTENCE_END.search(text) or text[-1] in "：:，,；;、" or MARKER.match(text) or BODY_NAME.search(text))


def _is_at_head(text: str, title: str) -> bool:
    """Whether a paragraph begins with the title, which no mark and no word of its own binds to what follows."""
    rest = text[len(title) :].lstrip(" \u3000") if text.startswith(title) else ""
    return len(rest) >= _LONG_ENOUGH and rest[0] not in _BINDS


_BINDS = "，。、；：的中里后时上以并和及,;:"


def _says_again(text: str, title: str, often: int) -> bool:
    """Whether a line says nothing but the title: whole and dressed, or so much of it that nothing else can be meant."""
    dressed = _DRESS.fullmatch(text)
    if dressed and (dressed["bare"] or dressed["paged"]) == title:
        return True
    bare = _DOTS.sub("", text)
    if bare == title:
        return bare != text  # the whole title is told by what stands twice (`layout`)
    if len(bare) < _LONG_ENOUGH or len(bare) * 2 < len(title) or MARKER.match(text) or BODY_NAME.search(bare):
        return False
    if title.startswith(bare):
        return bare != text or often >= _TWICE
    return title.endswith(bare) and often >= _TWICE
