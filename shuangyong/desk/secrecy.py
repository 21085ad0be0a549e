"""Whether a document bears a marking of secrecy. Wider than the reader's own field, and apart from it:
refusing one file too many costs a minute, showing a secret costs more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuangyong.reader.model import Document

_BLANK = r"[\s\u200b-\u200d\u2060\ufeff]*"  # \s holds the full-width and the no-break space as well
_GRADE = rf"(?<!工作)(?:[绝絕]{_BLANK}密|[机機]{_BLANK}密|[秘祕]{_BLANK}密)(?:{_BLANK}级)?"
_STAR = r"(?:[★☆✩✭⭐]|[*＊](?=\s*(?:\d|长期)))"
_STARRED = rf"{_GRADE}{_BLANK}{_STAR}(?:{_BLANK}[^\s，。；、）)】\]］〕]{{1,16}})?"
_OPEN, _CLOSE = r"[【\[（(〔［〖{｛]", r"[】\])）〕］〗}｝]"
_BRACKETED = rf"{_OPEN}{_BLANK}{_GRADE}{_BLANK}{_CLOSE}"
_TERM = r"(?:[\d一二三四五六七八九十]+\s*(?:年|个月|月|天|日)|长期)"
_HASTE = r"(?:特\s*急|加\s*急|特\s*提|平\s*急|急\s*件)"

_ANYWHERE = re.compile(_STARRED)
_FIRST = re.compile(rf".{{0,12}}?{_STARRED}")
_LABELLED = re.compile(rf"密{_BLANK}级{_BLANK}[:：]{_BLANK}(?:{_OPEN}{_BLANK})?{_GRADE}")
_AT_EDGE = re.compile(rf"^{_BLANK}{_BRACKETED}|{_BRACKETED}{_BLANK}$")
_BARE = re.compile(rf"(?:\d{{1,8}}\s+)?(?:{_HASTE}\s+)?({_GRADE}(?:\s*{_TERM})?)(?:\s*{_HASTE})?")
_FIELD = re.compile(_GRADE)

_SHORT, _TITLE = 40, 80
"""Characters, without blanks, of a line that can be a marking, and of one that can be a title."""
_HEAD = 40
"""Lines from the top among which a bare 机密 is a marking; further down it may be a heading or a cell."""


def secret_marking(document: Document) -> str | None:
    """Return the marking that forbids showing the document, or None."""
    if document.secrecy and _FIELD.search(document.secrecy):
        return document.secrecy
    found = next(_markings(document), None)
    return " ".join(found.split()) if found else None


def _markings(document: Document) -> Iterator[str]:
    filled = (line for line in document.text.split("\n") if line.strip())
    for number, line in enumerate([document.title or "", *filled]):
        if "密" in line:
            yield from _in_line(line, head=number <= _HEAD)


def _in_line(line: str, *, head: bool) -> Iterator[str]:
    length = sum(map(len, line.split()))
    tests = (
        (_ANYWHERE.search, length <= _SHORT),
        (_FIRST.match, True),
        (_LABELLED.search, True),
        (_AT_EDGE.search, length <= _TITLE),
    )
    for test, applies in tests:
        if applies and (found := test(line)):
            yield found.group().strip()
    if head and (bare := _BARE.fullmatch(line.strip())):
        yield bare.group(1)
