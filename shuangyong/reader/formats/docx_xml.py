"""The XML parts of a Word document, parsed with everything dangerous switched off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.archive import Archive
from shuangyong.reader.formats.messages import error

Element = Any
"""An lxml element; lxml carries no types."""

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    **dict.fromkeys(_WORD, ""),
}
_RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_FALSE = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=4096)
def tag_of(tag: object) -> str:
    """A short name: `p` for Word's own elements, `mc:` and `m:` kept, `?` before all others."""
    if not isinstance(tag, str):
        return "?"
    space, _, local = tag[1:].rpartition("}")
    return _PREFIXES.get(space, "?") + local


def parse(archive: Archive, part: str, name: str) -> Element | None:
    """Parse one part, or None where there is none.

    No entities, no DTD, no network, no depth beyond libxml2's own 256. Raises ReadError.
    """
    data = archive.read(part)
    if data is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise error(name, "已经损坏，里面的内容不完整", "请用 Word 或 WPS 打开后另存为 .docx 再上传") from exc
    if root.getroottree().docinfo.doctype:
        raise error(name, "里有不允许的内容（外部定义），可能是恶意文件", "请用 Word 或 WPS 打开后另存为 .docx 再上传")
    return root


def child(element: Element | None, tag: str) -> Element | None:
    """The first child with this short name, or None."""
    if element is not None:
        for found in element:
            if tag_of(found.tag) == tag:
                return found
    return None


def children(element: Element | None, tag: str) -> Iterator[Element]:
    """All children with this short name, in order."""
    if element is not None:
        yield from (c for c in element if tag_of(c.tag) == tag)


def attribute(element: Element | None, key: str = "val") -> str | None:
    """An attribute of Word's own name space, or None."""
    if element is None:
        return None
    for space in _WORD:
        value: str | None = element.get(f"{{{space}}}{key}")
        if value is not None:
            return value
    return None


def number(element: Element | None, key: str = "val") -> int | None:
    """A whole-number attribute, or None where it is missing or none."""
    value = attribute(element, key)
    if value is None or len(value) > 9:
        return None
    try:
        return int(value)
    except ValueError:
        return None


def switched_on(element: Element | None) -> bool | None:
    """A Word switch such as w:vanish: True, False, or None where it is not set."""
    if element is None:
        return None
    return (attribute(element) or "true").lower() not in _FALSE


def relation_id(element: Element) -> str | None:
    """The r:id attribute, or None."""
    return next((element.get(key) for key in _RELATION_IDS if element.get(key)), None)
