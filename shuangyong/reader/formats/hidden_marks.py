"""Markings of secrecy anywhere in a file: also where nobody reads, as in comments, footnotes, text boxes, deletions.

For files that are kept without being read (evidence, tables), and for the parts of a document that reading leaves out.
Nothing is laid out: texts are cut at paragraphs and cells and looked at line by line. What cannot be looked at within
the bounds of `archive` is refused, for a file that nobody looked at might be one that must not be here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from shuangyong.reader.formats import pdf_apart
from shuangyong.reader.formats.archive import Archive
from shuangyong.reader.formats.txt import decode_loosely
from shuangyong.reader.secrecy import find_in, gravest, is_state_secret

_MI = "密".encode()
_PLACED = re.compile(rb"&#(?:[xX]5[bB][cC]6|23494);")
"""密 as a number: no office program writes it so, and it costs nothing to know it."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENDS = re.compile(rb"</(?:\w+:)?(?:p|si|is|row|text|comment|TextCode)>|\n")
_TEXT_PARTS = re.compile(r"(?i).*\.(?:xml|txt|html?|mht|rtf|rels)")
_PACKAGES = re.compile(r"(?i).*\.(?:docx|xlsx|pptx)")
_BLOCK = re.compile(
    r"</(?:\w+:)?(?:p|si|is|f|v|text|comment|definedName|TextCode|oddHeader|oddFooter|evenHeader|evenFooter|firstHeader|firstFooter)>"
    r"|<(?:\w+:)?(?:br|cr)\b[^>]*>"
)
_SAID = re.compile(
    r"(?<=\s)(?:string|descr|title|name|displayName|codeName|alt|comment|user|promptTitle|prompt|errorTitle|error|tooltip"
    r'|formatCode)="([^"]{1,400})"'
)
_NAMED = re.compile(r"<w:(?:bookmarkStart|docVar|lvlText|alias|tag|statusText|helpText)\b([^>]{1,1200})>")
_NAME_OR_VALUE = re.compile(r'\bw:(?:name|val)="([^"]{1,400})"')
"""Words of attributes; not those of styles, which are called 密级 in many a template, nor of lists to choose from."""
_APART = re.compile(r"(?i)(?:docProps|customXml)/.*")
"""Parts in which each element says something of its own."""
_TAG = re.compile(r"<[^>]*>")
_CODES = re.compile(r'&(?:[LCRDTPNFAZGBIUESXYHO]|K[0-9A-F]{6}|"[^"]*"|\d{1,3})')
"""In a sheet's header &C begins the middle: the marking stands behind it."""
_XMP = re.compile(rb"<x:xmpmeta\b.{0,100000}?</x:xmpmeta>", re.DOTALL)
"""Title and key words of a PDF as newer programs write them, where older ones have its Info."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]+")


def mark_in(data: bytes, name: str) -> str | None:
    """The gravest marking of state secrecy in a file of any kind, as printed; None where it carries none.

    Pictures carry none that could be read. Raises ReadError for what cannot be looked at.
    """
    return _gravest(_marks(data, name))


def mark_in_package(archive: Archive) -> str | None:
    """The same for a file whose archive is open already."""
    return _gravest(_in_package(archive))


def _gravest(marks: Iterable[str | None]) -> str | None:
    return gravest([mark for mark in marks if mark and is_state_secret(mark)])


def _marks(data: bytes, name: str, depth: int = 0) -> Iterator[str | None]:
    yield find_in(name.rpartition(".")[0] or name)
    if data.startswith(b"PK"):
        yield from _in_package(Archive(data, name), depth)
    elif data.startswith(b"%PDF"):
        yield from (gravest(lines) for lines in pdf_apart.texts(data, name))
        yield from (gravest(re.split(r'[<>"\n]+', decode_loosely(found[0]) or "")) for found in _XMP.finditer(data))
    elif data.startswith(_OLE):
        yield from _in_old(data)
    elif (text := decode_loosely(data)) is not None:
        yield gravest(text.splitlines())


def _in_package(archive: Archive, depth: int = 0) -> Iterator[str | None]:
    for part in archive.names():
        yield from (find_in(_spaced(name.partition(".")[0])) for name in part.split("/") if "密" in name)
        if _TEXT_PARTS.fullmatch(part):
            apart = _APART.fullmatch(part) is not None
            yield from (_in_part(piece, apart=apart) for piece in _whole(archive, part))
        elif _PACKAGES.fullmatch(part) and not depth:
            yield from _marks(archive.look(part), part.rpartition("/")[2], depth + 1)


def _whole(archive: Archive, part: str) -> Iterator[bytes]:
    """A part by pieces; one in UTF-16, which no office program writes, in one."""
    pieces = archive.look_through(part, _ENDS)
    first = next(pieces, b"")
    if first[:2] in _WIDE:
        yield archive.look(part)
        return
    yield first
    yield from pieces


def _in_part(data: bytes, *, apart: bool = False) -> str | None:
    if _MI in data or _PLACED.search(data) or data[:2] in _WIDE:
        return gravest(lines_of(data, apart=apart))
    return None


def lines_of(data: bytes, *, apart: bool = False) -> list[str]:
    """A part's texts, a paragraph or cell a line, the words of its attributes before them; "" for what has no 密.

    `apart`: every element is a line.
    """
    text = decode_loosely(data) or ""
    words = [*_SAID.findall(text), *(word for held in _NAMED.findall(text) for word in _NAME_OR_VALUE.findall(held))]
    said = [_spaced(html.unescape(found).strip('"')) for found in words if "密" in found or "&#" in found]
    blocks = _TAG if apart else _BLOCK
    return said + [line for block in blocks.split(text) for line in _lines_of_block(block)]


def _spaced(name: str) -> str:
    """Names may hold no spaces: where one would stand they have a stroke."""
    return name.replace("_", " ")


def _lines_of_block(block: str) -> list[str]:
    if "密" not in block and "&#" not in block:
        return [""]
    plain = html.unescape(_TAG.sub("", block))
    return [_CODES.sub(" ", line).strip() for line in plain.splitlines()]


def _in_old(data: bytes) -> Iterator[str | None]:
    """Old office files hold Chinese text in UTF-16, at even or odd places."""
    for start in (0, 1):
        text = data[start : start + len(data) - (len(data) - start) % 2].decode("utf-16-le", "replace")
        yield gravest(line.strip() for line in _NO_TEXT.split(text))
