"""A reading as it is kept (the contract's JSON) and back; what is taken from it beside. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from shuangyong.reader.model import Document

_NUMBERED = re.compile(r"第[\d一二三四五六七八九十百零〇两]+次|[\(（]扩大[\)）]|\d{4}年度?|全体|扩大")
_BRACKETS = re.compile(r"[\s()（）“”\"'‘’《》]+")


def document_of(kept: Mapping[str, Any]) -> Document:
    """The document of a kept reading; its reasons are not kept."""
    found = _built(Document, kept)
    if not isinstance(found, Document):
        raise TypeError("a reading is a document")
    return found


def _built(kind: Any, value: Any) -> Any:
    """A frozen value of the contract out of plain JSON, by its declared types."""
    if value is None:
        return None
    if _is_record(kind):
        types = _types(kind)
        return kind(**{name: _built(types[name], value[name]) for name in _names(kind) if name in value})
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], item) for item in value)
    optional = [inner for inner in get_args(kind) if _is_record(inner)]
    return _built(optional[0], value) if optional else value


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _is_record(kind: Any) -> bool:
    """A dataclass or a named tuple: what a document holds by the dozen is the latter."""
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else kind._fields


def series_of(meeting: str | None) -> str:
    """What all meetings of one series are called: without their number, year and 扩大; "" for none.

    双拥工作领导小组第三次全体(扩大)会议 and 双拥工作领导小组2026年第一次会议 are both 双拥工作领导小组会议.
    """
    if not meeting:
        return ""
    return _BRACKETS.sub("", _NUMBERED.sub("", meeting))[:100]


class NotFoundInText(ValueError):  # noqa: N818 - says what it is
    """Words that were marked do not stand in the text, or stand there several times; the text is Chinese."""


def find_words(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a document's text, blanks left aside. Raises NotFoundInText."""
    marks = "".join(words.split())
    if len(marks) < 4:
        raise NotFoundInText("原文请至少摘四个字，好确定是哪一句。")
    # Each character may be followed by blanks: what is copied from a page has other line breaks.
    found = list(re.finditer(r"\s*".join(map(re.escape, marks)), text))
    if not found:
        raise NotFoundInText("原文里没有这段文字。请从左边的原文里照样复制，不要改动。")
    if len(found) > 1:
        raise NotFoundInText(f"原文里有 {len(found)} 处这样写，请多复制几个字，好确定是哪一处。")
    return found[0].span()
