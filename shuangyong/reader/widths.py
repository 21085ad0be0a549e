"""Papers whose punctuation is half-width throughout are read as if it were full-width: one width inside the reader.

Many pages and programs turn ，：；（） and the quotation marks into their ASCII forms. The rules ask for full-width marks;
so that none has to ask for both, such a paper is widened mark by mark, which moves no offset, and what was found is
narrowed again. Marks and quotation marks are looked at apart: a paper may have one in either width.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from shuangyong.reader.model import Document

_WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"})
_MARK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()!?]")
"""Every mark but those inside of a number or an hour: 1,200, 17:30."""
_HAN_AND_MARK = re.compile("[一-龥][,:;(]")
_QUOTED = re.compile('"([^"\n]*)"')

Narrowing = dict[int, str]
"""What makes each wide mark narrow again, for `str.translate`."""


def widened(paragraphs: list[str]) -> tuple[list[str], Narrowing] | None:
    """The paragraphs with wide marks, each as long as it was, and the way back; None where nothing is to be widened.

    Only what stands in one width throughout is widened: then every wide mark is known to be ours.
    """
    text = "\n".join(paragraphs)
    back: Narrowing = {}
    if "〞" in text and "”" not in text:
        text = text.replace("〞", "”")
        back[ord("”")] = "〞"
    elif '"' in text and not ("“" in text or "”" in text):
        text = _QUOTED.sub("“\\1”", text)
        back |= {ord("“"): '"', ord("”"): '"'}
    if not any(wide in text for wide in _WIDE.values()) and _HAN_AND_MARK.search(text):
        text = _MARK.sub(lambda match: match.group().translate(_WIDE), text)
        back |= {ord(wide): chr(narrow) for narrow, wide in _WIDE.items()}
    return (text.split("\n"), back) if back else None


def narrowed(document: Document, text: str, back: Narrowing) -> Document:
    """The document with the marks of its own `text` in all that it quotes."""
    told = {name: _back(getattr(document, name), back) for name in _QUOTING}
    warnings = tuple(one._replace(text=text[one.start : one.end]) for one in document.warnings)
    meeting = document.meeting
    if meeting is not None:
        people = {name: _back(getattr(meeting, name), back) for name in ("name", "chair", "speakers", "attendees")}
        meeting = replace(meeting, **people)
    return replace(document, text=text, meeting=meeting, warnings=warnings, **told)


_QUOTING = ("title", "origin", "secrecy", "outline", "tasks", "goals", "references")


def _back(value: Any, back: Narrowing) -> Any:
    """What was found, with every mark in it as narrow as the paper has it."""
    if isinstance(value, str):
        return value.translate(back)
    if isinstance(value, tuple):
        parts = [_back(one, back) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
