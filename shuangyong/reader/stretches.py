"""Stretches: the pieces of a text that may each be one task, a leaf of the outline or a paragraph of its own."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from operator import attrgetter

from shuangyong.reader.bare import is_body
from shuangyong.reader.frame import Frame
from shuangyong.reader.names import is_unit, split_names
from shuangyong.reader.outline import Node

_LOST = r"[?？](?=\d{3}年|\d日内|\d{1,2}日[，,上下至]|[,;，；]|[a-zà-ɏ]{1,6}[)）]|[a-z](?=[一-龥]))|[?？]{2,4}(?=[一-龥]|h[一-龥])"
"""A question mark that a conversion put for a character (完?016年, 经?；⒅贫然, 各地?fù)岆U) ends no sentence."""
_SENTENCE = re.compile(rf"(?:[^。！？!?\n]++|{_LOST})*+(?:[。！？!?]+[”’」』）)\"]*|\n|$)")


@dataclass(slots=True)
class Stretch:
    """A piece of text that may be one task: a leaf, or an unnumbered paragraph; `head_end` is where a heading ends."""

    start: int
    end: int
    body: int
    path: tuple[str, ...]
    node: Node | None
    section: str
    whole: bool = True
    within: Node | None = None
    """The item whose paragraphs were parted, each a unit's own."""
    unit: str = ""
    """The names that such a paragraph opens with."""

    @property
    def heading(self) -> str:
        """The heading of the item this stretch is, or nothing."""
        return self.node.heading if self.node is not None else ""


def _path_of(node: Node | None) -> tuple[str, ...]:
    out: list[str] = []
    while node is not None:
        out.append(node.mark.number)
        node = node.parent
    return tuple(reversed(out))


def _sections(node: Node | None) -> str:
    out: list[str] = []
    while node is not None:
        out.append(node.heading)
        node = node.parent
    return "\n".join(out)


def _all_nodes(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        out.append(node)
        out.extend(_all_nodes(node.children))
    return out


def stretches(text: str, frame: Frame, roots: list[Node]) -> list[Stretch]:
    """Leaves, and what stands outside of leaves paragraph by paragraph, in order."""
    nodes = sorted(_all_nodes(roots), key=attrgetter("start"))
    leaves = [node for node in nodes if not node.children]
    starts = [node.start for node in nodes]
    out = [one for leaf in leaves for one in _of_leaf(text, frame, leaf)]
    at = 0
    index = 0
    ends = [*[start - 1 for start in frame.starts[1:]], len(text)]
    for tag, start, end in zip(frame.tags, frame.starts, ends, strict=False):
        if tag != "body":
            continue
        at = start
        while index < len(leaves) and leaves[index].end <= start:
            index += 1
        probe = index
        while at < end:
            if probe < len(leaves) and leaves[probe].start <= at < leaves[probe].end:
                at = max(at, min(end, leaves[probe].end))
                probe += 1
                continue
            stop = min(end, leaves[probe].start) if probe < len(leaves) else end
            if stop > at and text[at:stop].strip():
                owner = _owner(nodes, starts, at)
                whole = at == start and stop == end
                heading = owner is not None and owner.start >= start
                out.append(
                    Stretch(
                        at,
                        stop,
                        owner.mark.end if heading and owner is not None else at,
                        _path_of(owner),
                        None if whole and not heading else owner,
                        _sections(owner),
                        whole and not heading,
                    )
                )
            at = stop if stop > at else end
    out.sort(key=attrgetter("start"))
    return out


_OF_A_UNIT = re.compile("(?<=\\n)[ \u3000]*([一-龥（）()、]{2,40})[：:](?=[^\\n]{7,}[。；;]?(?:\\n|$))")
"""县财政局：负责落实走访经费。: a paragraph that says what one unit does."""
_A_LABEL = re.compile("(?<!^各)(?<!^各有关)(?:单位|部门|主体|科室|处室|机关)$")
"""责任单位：, 牵头部门： and their like label who answers and are nobody's names."""
_A_PERSON = re.compile("(?:[长员人任问者记席]|政委|常委|委员)$")
"""组长：, 成员：, 政委： tell of persons; 商委： is a body."""
_FEWEST_UNITS = 2
_DIRECTING = frozenset({"notice", "plan", "circular", "other"})


def _of_leaf(text: str, frame: Frame, leaf: Node) -> list[Stretch]:
    """The stretch that an item is; where its paragraphs tell unit by unit what each does, one for each of them."""
    path, sections = _path_of(leaf), _sections(leaf.parent)
    parted = _units_paragraphs(text, leaf) if frame.kind in _DIRECTING else []
    if not parted:
        return [Stretch(leaf.start, leaf.end, leaf.mark.end, path, leaf, sections)]
    out = [Stretch(leaf.start, parted[0], leaf.mark.end, path, leaf, sections)]
    for start, end in zip(parted, [*parted[1:], leaf.end], strict=True):
        opened = _OF_A_UNIT.match(text, start)
        unit = opened[1] if opened and _names_units(opened[1]) else ""
        out.append(Stretch(start, end, start, path, None, _sections(leaf), within=leaf, unit=unit))
    return out


def _units_paragraphs(text: str, leaf: Node) -> list[int]:
    """Where the paragraphs of an item begin from the first on that opens with a unit's name and a colon."""
    if text.find("\n", leaf.start, leaf.end) < 0:
        return []
    opened = [at for at in _OF_A_UNIT.finditer(text, leaf.start, leaf.end) if _names_units(at[1])]
    if len(opened) < _FEWEST_UNITS:
        return []
    starts = [opened[0].start()]
    while (below := text.find("\n", starts[-1], leaf.end - 1) + 1) > 0:
        starts.append(below)
    return [at for at in starts if text[at : at + 1].strip()]


def _names_units(names: str) -> bool:
    pieces = split_names(names)
    if not pieces or any(map(_A_PERSON.search, pieces)) or _A_LABEL.search(names):
        return False
    return all(is_body(name) or is_unit(name) for name in pieces)


def _owner(nodes: list[Node], starts: list[int], at: int) -> Node | None:
    """The innermost item that holds a place: the last to begin before it, or one of those that hold that one."""
    index = bisect.bisect_right(starts, at) - 1
    node = nodes[index] if index >= 0 else None
    while node is not None and not node.start <= at < node.end:
        node = node.parent
    return node


def sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, a line's end being one: without gaps, none empty."""
    spans = [match.span() for match in _SENTENCE.finditer(text, start, end)]
    if spans and spans[-1][0] == spans[-1][1]:
        spans.pop()
    return spans
