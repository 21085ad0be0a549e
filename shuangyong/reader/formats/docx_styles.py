"""Word's paragraph and character styles, as far as they change what is read."""

from __future__ import annotations

from dataclasses import dataclass

from shuangyong.reader.formats.docx_looks import PLAIN, Look, backing, look_of
from shuangyong.reader.formats.docx_xml import Element, attribute, child, children, number, switched_on

_LONGEST_CHAIN = 50
_TITLE_NAMES = frozenset({"title", "标题", "公文标题", "文件标题"})


@dataclass(frozen=True, slots=True)
class NumberingReference:
    """What a w:numPr says: which list (`num`) and which level; None where it is silent."""

    num: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    numbering: NumberingReference | None
    hidden: bool | None
    look: Look
    backed: bool


def numbering_reference(properties: Element | None) -> NumberingReference | None:
    """The w:numPr of a w:pPr, or None."""
    found = child(properties, "numPr")
    if found is None:
        return None
    return NumberingReference(number(child(found, "numId")), number(child(found, "ilvl")))


def is_hidden(properties: Element | None) -> bool | None:
    """Whether a w:rPr hides its text; None where it is silent."""
    found = [switched_on(child(properties, tag)) for tag in ("vanish", "specVanish")]
    return any(found) if found != [None, None] else None


def _is_backed(style: Element) -> bool:
    """Whether a style shades its paragraphs or cells, or any part of its tables (first row, bands, …)."""
    parts = [child(style, tag) for tag in ("pPr", "tblPr", "tcPr")]
    parts += [child(part, "tcPr") for part in children(style, "tblStylePr")]
    return any(backing(part) for part in parts)


class Styles:
    """The styles of styles.xml; `root` None (a document without) knows no style."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._usual = look_of(defaults)
        self._usually_hidden = is_hidden(defaults) or False
        for element in children(root, "style"):
            self._add(element)

    def _add(self, element: Element) -> None:
        key = attribute(element, "styleId") or ""
        self._styles[key] = _Style(
            name=(attribute(child(element, "name")) or "").strip().lower(),
            based_on=attribute(child(element, "basedOn")),
            numbering=numbering_reference(child(element, "pPr")),
            hidden=is_hidden(child(element, "rPr")),
            look=look_of(child(element, "rPr")),
            backed=_is_backed(element),
        )
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
            self._default = key

    def chain(self, key: str | None) -> list[str]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        found: list[str] = []
        key = key if key is not None else self._default
        while key in self._styles and key not in found and len(found) < _LONGEST_CHAIN:
            found.append(key)
            key = self._styles[key].based_on
        return found

    def is_title(self, key: str | None) -> bool:
        """Whether this is Word's Title style or one made from it."""
        return any(self._styles[k].name in _TITLE_NAMES for k in self.chain(key))

    def is_contents(self, key: str | None) -> bool:
        """Whether this is a style of Word's generated table of contents (toc 1 …)."""
        return any(self._styles[k].name.startswith("toc ") for k in self.chain(key))

    def hidden(self, key: str | None) -> bool:
        """Whether text of this style does not show (w:vanish)."""
        values = (self._styles[k].hidden for k in self.chain(key))
        return next((v for v in values if v is not None), self._usually_hidden)

    def look(self, key: str | None) -> Look:
        """How text of a paragraph's style looks, with what the file says for all of its text."""
        return self.own_look(key).over(self._usual)

    def own_look(self, key: str | None) -> Look:
        """The same without that."""
        look = PLAIN
        for k in self.chain(key):
            look = look.over(self._styles[k].look)
        return look

    def backed(self, key: str | None) -> bool:
        """Whether a style of paragraphs or tables lays a colour behind text, anywhere."""
        return any(self._styles[k].backed for k in self.chain(key))

    def numbering(self, key: str | None) -> tuple[str, NumberingReference] | None:
        """The numbering that a style brings, with the style that brings it, or None."""
        for k in self.chain(key):
            reference = self._styles[k].numbering
            if reference is not None and reference.num is not None:
                return k, reference
        return None
