"""Format readers: the bytes of a file become lines in reading order.

`extract` is the only door. It looks at the content first and at the name second, and
whatever the file does to the libraries behind it, only `ReadError` comes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module

from shuangyong.reader.formats.messages import error
from shuangyong.reader.formats.sniff import check_size, sniff
from shuangyong.reader.model import MAX_CHARS, Format, RawLine, RawText, ReadError
from shuangyong.reader.secrecy import gravest

__all__ = ["check_size", "extract", "sniff"]

_WHAT: dict[Format, str] = {"txt": "文本文件", "html": "网页", "docx": "Word 文档", "pdf": "PDF 文件"}
_MODULES: dict[Format, str] = {"pdf": "pdf_apart"}


def extract(data: bytes, name: str) -> RawText:
    """Read `data` (the whole file) called `name` into lines in reading order.

    Raises ReadError with a Chinese sentence for files that are empty, too large,
    encrypted, damaged or of another format. No other exception leaves this function.
    """
    check_size(len(data), name)
    kind = sniff(data, name)
    try:
        text = _reader(kind)(data, name)
    except ReadError:
        raise
    except Exception as exc:  # the parsers behind us promise nothing about hostile files
        raise error(name, f"是{_WHAT[kind]}，但已经损坏，读不出来", "请重新下载，或者打开后另存一份再上传") from exc
    _check_text(text, name)
    return _with_unseen_marking(text)


@cache
def _reader(kind: Format) -> Callable[[bytes, str], RawText]:
    """Load the reader of one format; a text file must not pay for the others."""
    read: Callable[[bytes, str], RawText] = import_module(f"{__name__}.{_MODULES.get(kind, kind)}").read
    return read


def _with_unseen_marking(text: RawText) -> RawText:
    """A marking of secrecy that nobody sees counts as one that is printed above the paper."""
    mark = gravest(line.strip() for words in text.unseen for line in words.splitlines())
    return replace(text, lines=(RawLine(mark, "header"), *text.lines)) if mark else text


def _check_text(text: RawText, name: str) -> None:
    """Refuse what holds no text, and what holds more than the reader takes."""
    if sum([len(line.text) for line in text.lines]) > MAX_CHARS:
        allowed = f"最多 {MAX_CHARS // 10_000} 万字"
        raise error(name, f"的文字太多（{allowed}）", "请拆成几份再上传")
    if not any(line.text.strip(" \t\u3000\xa0\ufffd") for line in text.lines):
        raise error(name, "里没有文字", "请确认上传的是公文正文")
