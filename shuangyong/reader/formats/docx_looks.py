"""What of a Word file takes no shape on paper: white on white, a hair's height, struck out, blacked out, off the page.

Whoever confirms a task has the paper before him: words that he cannot see there must direct nobody. They are not
taken and told as `RawText.unseen`. White words stay wherever anything darker may stand behind them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from shuangyong.reader.formats.docx_xml import Element, attribute, child, number, switched_on, tag_of
from shuangyong.reader.formats.whites import is_light_hex

_SMALLEST = 4
"""Half points: letters of two points and less are read by nobody."""
_NARROWEST = 5
"""Per cent of a letter's width."""
_LOWEST = 40
"""Twentieths of a point: of a line or a row whose height is fixed."""
_FARTHEST = 20_000
"""Twentieths of a point: half as far again as the widest sheet that Word knows is from its edge."""
_FARTHEST_EMU = _FARTHEST * 635
_WHITE_THEMES = frozenset({"background1", "light1"})
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_SHAPE_AWAY = re.compile(
    r"visibility\s*:\s*hidden|(?:margin-)?(?:left|top)\s*:\s*-?\d{4,}(?:\.\d+)?(?:pt|px|mm|cm|in)?", re.IGNORECASE
)
_FILLS = frozenset({"?solidFill", "?gradFill", "?blipFill", "?pattFill", "?grpFill"})
_KNOWN = re.compile(
    r"http://schemas\.(?:microsoft\.com/office/(?:word|drawing|powerpoint|excel|thememl|2006)/|openxmlformats\.org/)|urn:schemas-microsoft-com:"
)


class Look(NamedTuple):
    """How letters look, as far as one place says it; None where it is silent."""

    white: bool | None = None
    small: bool | None = None
    struck: bool | None = None
    backed: bool | None = None
    black: bool | None = None
    """Whether black stands behind them."""

    def over(self, other: Look) -> Look:
        """This look where it says something, the other's where it does not."""
        return Look(*(mine if mine is not None else theirs for mine, theirs in zip(self, other, strict=True)))

    def unseen(self, backed: bool) -> bool:
        """Whether nobody sees such letters; `backed`: something darker than paper may stand behind them."""
        if self.small or self.struck or (self.black and not self.white):
            return True
        return bool(self.white) and not (self.backed or backed)


PLAIN = Look()


def look_of(properties: Element | None) -> Look:
    """The look that a w:rPr asks for."""
    if properties is None or not len(properties):
        return PLAIN
    size, scale = number(child(properties, "sz")), number(child(properties, "w"))
    small = (size is not None and size <= _SMALLEST) or (scale is not None and scale <= _NARROWEST)
    struck = [switched_on(child(properties, tag)) for tag in ("strike", "dstrike")]
    marked = attribute(child(properties, "highlight"))
    backed = _marked(marked) if marked else backing(properties)
    return Look(
        _white(child(properties, "color")),
        small if small or size is not None else None,
        any(struck) if struck != [None, None] else None,
        backed,
        marked == "black" if marked else None,
    )


def _marked(colour: str) -> bool:
    return colour not in ("none", "white")


def _white(colour: Element | None) -> bool | None:
    if colour is None:
        return None
    theme = attribute(colour, "themeColor")
    if theme:
        return theme in _WHITE_THEMES and attribute(colour, "themeShade") is None
    return _is_light(attribute(colour) or "")


def _is_light(colour: str) -> bool:
    return _HEX.fullmatch(colour) is not None and is_light_hex(colour)


def backing(properties: Element | None) -> bool | None:
    """Whether a w:shd lays a colour behind what stands there; None where there is none."""
    shade = child(properties, "shd")
    if shade is None:
        return None
    if (attribute(shade) or "clear") not in ("clear", "nil") or attribute(shade, "themeFill"):
        return True
    fill = (attribute(shade, "fill") or "auto").lower()
    return fill != "auto" and not _is_light(fill)


def page_is_coloured(root: Element) -> bool:
    """Whether the paper itself is said to be of a colour (w:background)."""
    colour = attribute(child(root, "background"), "color")
    return colour is not None and colour.lower() != "auto" and not _is_light(colour)


def is_squeezed(properties: Element | None) -> bool:
    """Whether a w:pPr leaves no height for its line, or puts it beside the sheet."""
    spacing = child(properties, "spacing")
    if attribute(spacing, "lineRule") == "exact" and _within(number(spacing, "line"), _LOWEST):
        return True
    frame, indent = child(properties, "framePr"), child(properties, "ind")
    far = [number(frame, key) for key in ("x", "y")] + [number(indent, key) for key in ("left", "start", "firstLine")]
    return any(place is not None and abs(place) >= _FARTHEST for place in far)


def is_flat(properties: Element | None) -> bool:
    """Whether a w:trPr leaves no height for its row."""
    height = child(properties, "trHeight")
    return attribute(height, "hRule") == "exact" and _within(number(height), _LOWEST)


def _within(value: int | None, most: int) -> bool:
    return value is not None and value <= most


def is_away(drawing: Element) -> bool:
    """Whether a drawing (wp:anchor, wp:inline) is hidden or far beside the sheet."""
    for part in drawing:
        tag = tag_of(part.tag)
        if tag == "?docPr" and (part.get("hidden") or "").lower() in ("1", "true", "on"):
            return True
        if tag in ("?positionH", "?positionV") and any(_is_far(place.text) for place in part):
            return True
    return False


def _is_far(offset: str | None) -> bool:
    try:
        return abs(int(offset or "0")) >= _FARTHEST_EMU
    except ValueError:
        return False


def shape_is_away(shape: Element) -> bool:
    """The same for a shape of older programs, by its style."""
    return _SHAPE_AWAY.search((shape.get("style") or "")[:1000]) is not None


def box_is_filled(box: Element) -> bool:
    """Whether the shape around a w:txbxContent may be of a colour: white words in it are seen."""
    shape = box
    for _ in range(3):
        shape = shape.getparent()
        if shape is None:
            return False
        if shape.get("fillcolor") or any(_is_fill(part) for part in shape):
            return True
    return False


def _is_fill(part: Element) -> bool:
    tag = tag_of(part.tag)
    if tag == "?spPr":
        return any(tag_of(inner.tag) in _FILLS for inner in part)
    return tag in ("?style", "?fill")


def is_understood(choice: Element) -> bool:
    """Whether Word would take this mc:Choice: it asks for nothing that Word does not know."""
    asked = (choice.get("Requires") or "").split()
    return all(_KNOWN.match(choice.nsmap.get(prefix) or "") for prefix in asked)


def words_in(element: Element) -> str:
    """All words below an element, to be told."""
    return "".join(one.text or "" for one in element.iter() if tag_of(one.tag) == "t")
