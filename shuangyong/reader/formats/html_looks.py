"""What of a web page nobody sees, by its styles: words without colour, size or height, beside the window, struck out.

Styles are read as far as they hide: those of an element, and the plain rules of the page's own style sheets. A page
whose rules would hide most of it shows itself by script; there they are not followed. White words stay wherever a
background is given to them or to what they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from shuangyong.reader.formats.whites import is_light, is_light_hex

_COMMENT = re.compile(r"/\*.{0,2000}?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_AT_RULE = re.compile(r"@[^{};]{0,300}(?:;|\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}){0,500}[^{}]{0,5000}\})")
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_MOST_RULES = 500
_LONGEST_SHEET = 500_000
_MOST_ASKED = 5_000_000
"""Elements times rules: beyond it a page is asked by its own styles alone."""
_PLAIN_SELECTOR = re.compile(r"[\w\s.#,>*\-\u4e00-\u9fff\[\]=\"']+")
_NUMBER = re.compile(r"\s*(-?\d*\.?\d+)\s*(px|pt|em|rem|%|)")
_NUMBERS = re.compile(r"\d*\.?\d+")
_RGB = re.compile(r"rgba?\(([^)]{0,60})\)")
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-f])")
_TINY = {"px": 2.0, "pt": 1.5, "em": 0.1, "rem": 0.1, "%": 10.0, "": 0.0}
_FAR = 1500.0
"""Pixels: a page set in the middle is moved to the left by half its width, and no further."""
_NOTHING_BEHIND = re.compile(r"\s*(?:none|transparent|inherit|initial|unset|auto)?\s*(?:!important)?\s*")
_SQUEEZED = ("height", "max-height", "width", "max-width")
_PLACED = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")

Styles = Mapping[str, str]


class Ink(NamedTuple):
    """How the words of an element look, as far as its children take it over."""

    clear: bool = False
    """No colour at all, which no background mends."""
    white: bool = False
    backed: bool = False
    tiny: bool = False

    @property
    def unseen(self) -> bool:
        return self.clear or self.tiny or (self.white and not self.backed)


def styles_of(text: str) -> dict[str, str]:
    """The properties of a style, lower case, without comments and escapes; the last of each counts."""
    if "/*" in text:
        text = _COMMENT.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0xFFFF)), text)
    pairs = (one.partition(":") for one in text.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def ink_of(styles: Styles, attributes: Mapping[str, str], around: Ink) -> Ink:
    """How words look in an element; `around`: in what it stands in."""
    ink = around
    colour = styles.get("color") or attributes.get("color", "").lower()
    if colour:
        ink = ink._replace(clear=_is_clear(colour), white=_is_white(colour))
    size = styles.get("font-size")
    if size:
        ink = ink._replace(tiny=_is_small(size))
    behind = styles.get("background") or styles.get("background-color") or styles.get("background-image") or ""
    behind = behind or attributes.get("bgcolor", "").lower() or attributes.get("background", "")
    if behind and not _NOTHING_BEHIND.fullmatch(behind) and not _is_white(behind):
        ink = ink._replace(backed=True)
    return ink


def is_hidden(styles: Styles) -> bool:
    """Whether an element and all in it are out of sight."""
    if "none" in styles.get("display", "") or styles.get("visibility", "")[:6] in ("hidden", "collap"):
        return True
    if styles.get("content-visibility", "").startswith("hidden") or styles.get("mso-hide", "").startswith("all"):
        return True
    if "line-through" in styles.get("text-decoration", "") + styles.get("text-decoration-line", ""):
        return True
    if _figure(styles.get("opacity", "")) in _NOTHING or "scale(0" in styles.get("transform", ""):
        return True
    return _is_cut(styles) or any(_is_away(styles.get(name, "")) for name in _PLACED)


_NOTHING = frozenset({0.0})


def _is_cut(styles: Styles) -> bool:
    clip = styles.get("clip", "").replace(",", " ")
    if clip.startswith("rect(") and not any(float(one) > 2 for one in _NUMBERS.findall(clip)) and "auto" not in clip:
        return True
    path = styles.get("clip-path", "")
    if path.startswith(("inset(50%", "inset(100%", "circle(0")):
        return True
    shut = "hidden" in styles.get("overflow", "") or "clip" in styles.get("overflow", "")
    return shut and any(_is_least(styles.get(name, "")) for name in _SQUEEZED)


def _is_least(value: str) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) <= 1 and found[2] in ("px", "pt", "")


def _is_away(value: str) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) <= -_FAR


def _figure(value: str) -> float | None:
    found = _NUMBER.match(value)
    return float(found[1]) if found else None


def _is_small(value: str) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) <= _TINY[found[2]]


def _is_clear(colour: str) -> bool:
    if colour.startswith("transparent"):
        return True
    rgb, written = _RGB.search(colour), _HEX.match(colour)
    if written and len(written[1]) in (4, 8):
        return set(written[1][len(written[1]) * 3 // 4 :]) == {"0"}
    parts = _NUMBERS.findall(rgb[1]) if rgb else []
    return len(parts) == 4 and float(parts[3]) == 0


def _is_white(colour: str) -> bool:
    if colour.startswith(("white", "snow", "#fff ", "ivory")) or colour in ("#fff", "#ffff"):
        return True
    written, rgb = _HEX.match(colour), _RGB.match(colour)
    if written:
        wide = written[1] if len(written[1]) > 4 else "".join(one * 2 for one in written[1])
        return is_light_hex(wide)
    parts = _NUMBERS.findall(rgb[1])[:3] if rgb and "%" not in rgb[1] else []
    return len(parts) == 3 and is_light(map(float, parts))


def by_rules(parser: LexborHTMLParser) -> dict[int, dict[str, str]]:
    """What the page's own style sheets say of elements, by their number (mem_id); {} where no rule could hide any."""
    sheet = "\n".join(style.text() for style in parser.css("style"))
    rules = _rules(sheet) if sheet and len(sheet) <= _LONGEST_SHEET else []
    if rules and len(rules) * (parser.html or "").count("<") > _MOST_ASKED:
        return {}
    if not any(is_hidden(styles) or ink_of(styles, {}, Ink()).unseen for _, styles in rules):
        return {}
    found: dict[int, dict[str, str]] = {}
    for selector, styles in rules:
        for node in parser.css(selector):
            found.setdefault(node.mem_id, {}).update(styles)
    return found


def _rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    plain = _AT_RULE.sub("", _COMMENT.sub("", sheet))
    rules: list[tuple[str, dict[str, str]]] = []
    for selector, body in _RULE.findall(plain):
        name = selector.strip()
        if name and _PLAIN_SELECTOR.fullmatch(name) and len(rules) < _MOST_RULES:
            rules.append((name, styles_of(body)))
    return rules
