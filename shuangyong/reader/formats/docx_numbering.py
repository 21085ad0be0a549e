"""The numbers that Word generates: which list, which level, what the counter says now.

Lists that share one abstract list go on counting together, as Word has it, until a
w:startOverride begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuangyong.reader.formats import numerals
from shuangyong.reader.formats.docx_styles import NumberingReference, Styles
from shuangyong.reader.formats.docx_xml import Element, attribute, child, children, number, switched_on, tag_of
from shuangyong.reader.model import MAX_CHARS

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


LONGEST_PATTERN = 255
"""Characters of a level's pattern: Word takes no more. A paper whose numbers alone are longer than any that is taken
(MAX_CHARS) gets no more of them, and is refused for its length."""
_SILENT = _Level(1, "none", "", None, False, None)


@dataclass(slots=True)
class _List:
    """A w:num: its abstract list, levels it redefines, starts it forces."""

    abstract: int
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of numbering.xml with their counters; feed it paragraphs in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, dict[int, _Level]] = {}
        self._links: dict[int, str] = {}
        self._lists: dict[int, _List] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        self._left = MAX_CHARS
        for element in children(root, "abstractNum"):
            self._add_abstract(element)
        for element in children(root, "num"):
            self._add_list(element)

    def label(self, reference: NumberingReference | None, style: str | None) -> str:
        """Count one paragraph and return the number Word prints before it ("" for none)."""
        place = self._place(reference, style)
        if place is None:
            return ""
        num, level = place
        found = self._lists.get(num)
        if found is None or self._left < 0:
            return ""
        label = self._write(found, level, self._count(num, found, level))
        self._left -= len(label)
        return label

    def _place(self, reference: NumberingReference | None, style: str | None) -> tuple[int, int] | None:
        """List and level of a paragraph: its own word first, then its style's."""
        inherited = self._styles.numbering(style)
        num = reference.num if reference and reference.num is not None else None
        level = reference.level if reference else None
        if num is None and inherited:
            num = inherited[1].num
            level = level if level is not None else self._style_level(inherited[0], inherited[1])
        if not num:
            return None
        return num, min(max(level or 0, 0), LEVELS - 1)

    def _style_level(self, style: str, reference: NumberingReference) -> int | None:
        """The level whose w:pStyle is the style; a style itself seldom names its level."""
        found = self._lists.get(reference.num or 0)
        if found is not None:
            for index, level in self._levels(found).items():
                if level.style == style:
                    return index
        return reference.level

    def _levels(self, found: _List) -> dict[int, _Level]:
        """The levels of a list, through a link to a list style where there is one."""
        levels = self._abstract.get(self._root(found.abstract), {})
        return {**levels, **found.levels} if found.levels else levels

    def _root(self, abstract: int) -> int:
        """Follow w:numStyleLink to the abstract list that holds the levels."""
        for _ in range(LEVELS):
            linked = self._styles.numbering(self._links.get(abstract, ""))
            if abstract not in self._links or linked is None or linked[1].num not in self._lists:
                return abstract
            abstract = self._lists[linked[1].num].abstract
        return abstract

    def _count(self, num: int, found: _List, level: int) -> dict[int, int]:
        """Step the counter of this level and set back the deeper ones."""
        levels = self._levels(found)
        counters = self._counters.setdefault(self._root(found.abstract), {})
        for index, start in found.starts.items():
            if index <= level and (num, index) not in self._begun:
                self._begun.add((num, index))
                counters[index] = start - 1 if index == level else start
        if level in counters:
            counters[level] += 1
        else:
            counters[level] = levels.get(level, _SILENT).start
        for deeper in [index for index in counters if index > level]:
            restart = levels.get(deeper, _SILENT).restart
            if restart is None or level < restart:
                del counters[deeper]
        return counters

    def _write(self, found: _List, level: int, counters: dict[int, int]) -> str:
        """Fill the counters into the level's pattern."""
        levels = self._levels(found)
        own = levels.get(level, _SILENT)
        if own.form == "bullet":
            return ""

        def fill(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            meant = levels.get(index, _SILENT)
            form = "decimal" if own.legal and meant.form != "none" else meant.form
            return numerals.WORD.get(form, str)(counters.get(index, meant.start))

        return _PLACE.sub(fill, own.text).strip()

    def _add_abstract(self, element: Element) -> None:
        key = number(element, "abstractNumId")
        if key is None:
            return
        self._abstract[key] = dict(filter(None, map(_level, children(element, "lvl"))))
        link = attribute(child(element, "numStyleLink"))
        if link:
            self._links[key] = link

    def _add_list(self, element: Element) -> None:
        key, abstract = number(element, "numId"), number(child(element, "abstractNumId"))
        if key is None or abstract is None:
            return
        found = self._lists[key] = _List(abstract)
        for override in children(element, "lvlOverride"):
            index = number(override, "ilvl")
            start = number(child(override, "startOverride"))
            if index is not None and start is not None:
                found.starts[index] = start
            level = _level(child(override, "lvl"))
            if level:
                found.levels[level[0]] = level[1]


def _level(element: Element | None) -> tuple[int, _Level] | None:
    """One w:lvl with its index, or None."""
    index = number(element, "ilvl")
    if element is None or index is None or not 0 <= index < LEVELS:
        return None
    start = number(child(element, "start"))
    return index, _Level(
        start=0 if start is None else start,
        form=_form(element),
        text=(attribute(child(element, "lvlText")) or "")[:LONGEST_PATTERN],
        restart=number(child(element, "lvlRestart")),
        legal=bool(switched_on(child(element, "isLgl"))),
        style=attribute(child(element, "pStyle")),
    )


def _form(element: Element) -> str:
    """The number format; Word hides new ones in mc:AlternateContent beside an older one."""
    direct = attribute(child(element, "numFmt"))
    if direct is not None:
        return direct
    for inner in element.iter():
        if tag_of(inner.tag) == "numFmt" and attribute(inner) not in (None, "custom"):
            return attribute(inner) or "decimal"
    return "decimal"
