"""Decoding a web page, and cutting it to a shape that parses in linear time.

HTML parsers look up the stack of open elements at nearly every tag: a hundred thousand
nested <div> cost hours. Tags nested deeper than any page has them are therefore dropped
before parsing, and absurdly long tags lose their attributes.
"""

from __future__ import annotations

import re

from shuangyong.reader.formats import txt

_HEAD = 4096
_META = re.compile(r"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,20})", re.IGNORECASE)
_XML = re.compile(r"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_:-]{2,20})", re.IGNORECASE)
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "x-gbk": "gb18030", "gb_2312-80": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "utf-16": "utf-8", "utf-16le": "utf-8",
    "shift_jis": "cp932", "euc-kr": "cp949", "iso-8859-1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip
"""Declared names to codecs. A page that can be read as ASCII and says UTF-16 lies: it is UTF-8."""
_BAD_SHARE = 0.02
_SURE_UTF8 = 8
_DEEPEST = 200
_LONGEST_TAG = 2048
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>?")
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot "
    "option optgroup colgroup html head body rp rt".split(" ")
)
_INLINE = frozenset("a abbr b big cite code em font i kbd mark s small span strike strong sub sup tt u".split(" "))


def decode(data: bytes, name: str) -> str:
    """Decode a page: byte order mark, then its declared charset, then as plain text."""
    declared = _declared(data)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if declared is None or marked or _surely_utf8(data):
        return txt.decode(data, name)
    text = data.decode(declared, errors="replace")
    if text.count("\ufffd") > max(3, len(text) * _BAD_SHARE):
        return txt.decode(data, name)
    return text.replace("\x00", "")


def _declared(data: bytes) -> str | None:
    """The codec that the page says it is written in, or None."""
    head = data[:_HEAD].decode("latin-1")
    found = _META.search(head) or _XML.search(head)
    return _ENCODINGS.get(found[1].lower()) if found else None


def _surely_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 whatever it says: chance never makes so many valid characters."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) >= 2 * _SURE_UTF8


def bound(page: str) -> str:
    """Drop the tags nested too deep, and the attributes of tags that are too long."""
    if page.count("<") <= _DEEPEST and len(page) <= _LONGEST_TAG:
        return page
    depth = dropped = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth, dropped
        element = tag[2].lower()
        if element in _UNCOUNTED:
            return _short(tag)
        if tag[1]:
            if dropped:
                dropped -= 1
                return _break(element)
            depth = max(0, depth - 1)
            return _short(tag)
        if depth >= _DEEPEST:
            dropped += 1
            return _break(element)
        depth += 1
        return _short(tag)

    return _TAG.sub(keep, page)


def _break(element: str) -> str:
    """What stays of a dropped tag: a line end, where the element makes one."""
    return "" if element in _INLINE else "<br>"


def _short(tag: re.Match[str]) -> str:
    """The tag, without its attributes where they are too long."""
    if len(tag[3]) <= _LONGEST_TAG:
        return tag[0]
    return f"<{tag[1]}{tag[2][:30]}>"
