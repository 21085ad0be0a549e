"""Plain text: the encoding finds itself, every physical line is one line.

Nobody writes into a text file how it is encoded. UTF-8 proves itself (other text is
almost never valid UTF-8); between GB18030 and UTF-16 the share of common Chinese
characters decides.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from shuangyong.reader.formats.messages import error
from shuangyong.reader.model import MAX_CHARS, RawLine, RawText

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 100_000
_BAD_SHARE = 0.01
_BAD_ALWAYS_FINE = 2
_PLAUSIBLE = 0.4
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_PUNCTUATION = "，。、：；？！“”‘’（）《》〈〉【】〔〕［］—…·★○〇％\u3000●■▲①②③④⑤⑥⑦⑧⑨⑩０１２３４５６７８９"


def read(data: bytes, name: str) -> RawText:
    """Read a text file; one RawLine a physical line, blank lines and indents kept."""
    text = decode(data, name)
    if len(text) > MAX_CHARS:
        raise error(name, f"的文字太多（最多 {MAX_CHARS // 10_000} 万字）", "请拆成几份再上传")
    return RawText("txt", tuple(map(RawLine, split_lines(text))), wrapped=True)


def split_lines(text: str) -> list[str]:
    """Cut text at every kind of line end, without one at the very end.

    A doubled carriage return is one line end (a file that was converted twice), and a
    page break is no blank line: a paragraph may run over it.
    """
    text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\n\f", "\n").replace("\f", "\n").replace("\v", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def decode(data: bytes, name: str) -> str:
    """Decode a text file of unknown encoding; raise ReadError where it is no text."""
    text = _decode_marked(data)
    if text is None:
        text = _decode_utf8(data)
    if text is None:
        text = _decode_best(data)
    if text is not None and _CONTROL.search(text) is None:
        return text
    if text is None or not _is_text(text):
        raise error(name, "不是文字文件，或者编码已经损坏", "请用 Word 或 WPS 打开，看得见文字时另存为 .docx 再上传")
    return _CONTROL.sub("", text)


def decode_loosely(data: bytes) -> str | None:
    """As much of a text as can be made out; None for what is none. Never raises."""
    found = _decode_marked(data)
    if found is None:
        found = _decode_utf8(data)
    return _decode_best(data) if found is None else found


def decode_head(head: bytes) -> str:
    """Decode the beginning of a file roughly, to look at its tags; never raises."""
    text = _decode_marked(head)
    if text is not None:
        return text
    if head.count(0) > len(head) // 8:
        return _loose(head, "utf-16-be" if _zeros(head, 0) > _zeros(head, 1) else "utf-16-le")
    return head.decode("latin-1")


def _zeros(data: bytes, parity: int) -> int:
    """How many zero bytes stand at even (0) or odd (1) places."""
    return data[parity::2].count(0)


def _decode_marked(data: bytes) -> str | None:
    """Decode by the byte order mark, or None where there is none or it lies."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _loose(data[len(mark) :], encoding)
            if _few_bad(text):
                return text
    return None


def _decode_utf8(data: bytes) -> str | None:
    """Decode strict UTF-8; many zero bytes mean UTF-16 of Latin letters instead."""
    if data.count(0) > len(data) // 50:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_best(data: bytes) -> str | None:
    """Decode by the encoding that gives the most plausible Chinese, or None."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    scored = [(plausibility(_loose(sample, e)), e) for e in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
    score, encoding = max(scored, key=lambda pair: pair[0])
    if score < _PLAUSIBLE:
        return None
    text = _loose(data, encoding)
    return text if _few_bad(text) else None


def _loose(data: bytes, encoding: str) -> str:
    """Decode, with U+FFFD in place of what is damaged."""
    return data.decode(encoding, errors="replace")


def _few_bad(text: str) -> bool:
    """Whether only a small share was damaged (a cut last character is always fine)."""
    bad = text.count("\ufffd")
    return bad <= _BAD_ALWAYS_FINE or bad <= len(text) * _BAD_SHARE


def _is_text(text: str) -> bool:
    """Whether control characters are rare enough for text that people read."""
    return len(_CONTROL.findall(text[:_SAMPLE])) <= max(2, min(len(text), _SAMPLE) // 20)


@cache
def _common() -> frozenset[str]:
    """The 3,755 most common characters, Chinese punctuation and printable ASCII."""
    rows = bytes(b for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for b in (high, low))
    hanzi = rows.decode("gb2312", errors="ignore")
    return frozenset(hanzi) | frozenset(_PUNCTUATION) | frozenset(map(chr, range(32, 127))) | frozenset("\r\n\t")


def plausibility(text: str) -> float:
    """How much text looks like Chinese writing: 1 is all common characters, below 0 is noise."""
    if not text:
        return 0.0
    common = [c for c in text if c in _common()]
    # Rare characters count half: traditional writing is made of them, but so is mojibake.
    rare = len(_HANZI.findall(text)) - sum(1 for c in common if "\u3400" <= c <= "\u9fff")
    damaged = text.count("\ufffd") + len(_CONTROL.findall(text))
    return (len(common) + rare * 0.5 - damaged * 2) / len(text)
