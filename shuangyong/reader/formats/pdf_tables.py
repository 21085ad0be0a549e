"""Ruled tables in a PDF: the printed lines say which characters share a cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from shuangyong.reader.formats.cell_lines import on_one_line
from shuangyong.reader.formats.merged import RowWriter, Slot, Slots
from shuangyong.reader.formats.pdf_lines import lines_of
from shuangyong.reader.formats.pdf_page import Char, Page, Rule
from shuangyong.reader.model import RawLine

_NEAR = 2.5
_MOST_CELLS = 20_000
_SET_IN = 8.0
"""Points: less than any column of words is wide."""
_MOST_EDGES = 60
"""The longest rules of a table, of which those of a table in a cell are looked for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: column edges left to right, row edges bottom to top, and its rules."""

    xs: list[float]
    ys: list[float]
    horizontal: list[Rule]
    vertical: list[Rule]
    nested: tuple[Grid, ...] = ()
    """Tables inside of its cells."""

    def holds(self, char: Char) -> bool:
        """Whether a character stands inside."""
        middle = (char.left + char.right) / 2
        return self.xs[0] < middle < self.xs[-1] and self.ys[0] < char.y + char.em * 0.3 < self.ys[-1]


def grids(page: Page) -> list[Grid]:
    """The ruled tables of a page with at least two columns, top first."""
    found = [_with_nested(h, v) for h, v in _components(page.horizontal, page.vertical)]
    return sorted((g for g in found if g is not None), key=lambda g: -g.ys[-1])


def rows(grid: Grid, chars: list[Char]) -> list[tuple[float, RawLine]]:
    """The rows of a table in which something stands, top first: the row's upper edge and its line."""
    columns, height = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _owners(grid)
    content: dict[int, list[Char]] = {}
    for char in chars:
        column = bisect_right(grid.xs, (char.left + char.right) / 2) - 1
        row = bisect_right(grid.ys, char.y + char.em * 0.3) - 1
        if 0 <= column < columns and 0 <= row < height:
            content.setdefault(_root(owner, row * columns + column), []).append(char)
    texts = {cell: _text(inside, grid.nested) for cell, inside in content.items()}
    slots: list[Slots] = []
    above: set[int] = set()
    for row in reversed(range(height)):
        cells = [_root(owner, row * columns + column) for column in range(columns)]
        first = {cell: column for column, cell in reversed([*enumerate(cells)])}
        slots.append(
            [Slot(first[cell], count, texts.get(cell, ""), cell in above) for cell, count in Counter(cells).items()]
        )
        above = set(cells)
    writer = RowWriter(slots)
    lines = zip(reversed(grid.ys[1:]), map(writer.line, slots), strict=True)
    return [(edge, line) for edge, line in lines if line is not None]


def _text(chars: list[Char], nested: tuple[Grid, ...]) -> str:
    """What stands in a cell: its lines, those of a table inside of it row by row, as in docx."""
    for inner in nested:
        inside = [char for char in chars if inner.holds(char)]
        if inside:
            above = [char for char in chars if not inner.holds(char) and char.y > inner.ys[0]]
            below = [char for char in chars if not inner.holds(char) and char.y <= inner.ys[0]]
            cells = on_one_line([line.text.replace("\t", " ").strip() for _, line in rows(inner, inside)])
            return _text(above, nested) + cells + _text(below, nested)
    return "".join(line.text for line in lines_of(chars))


def _with_nested(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    """The table that some rules make, without those of a table that stands in one of its cells, hardly set in from its edge."""
    whole = _grid(horizontal, vertical)
    inner: list[Grid] = []
    for edge in sorted(vertical, key=lambda rule: rule.low - rule.high)[:_MOST_EDGES]:
        if not _is_set_in(edge, vertical):
            continue
        across = [rule for rule in horizontal if abs(rule.low - edge.at) <= _NEAR and _reaches(edge, rule.at)]
        right = max((rule.high for rule in across), default=edge.at)
        horizontal_ = [
            rule
            for rule in horizontal
            if edge.at - _NEAR <= rule.low and rule.high <= right + _NEAR and _reaches(edge, rule.at)
        ]
        vertical_ = [
            rule
            for rule in vertical
            if edge.at - _NEAR <= rule.at <= right + _NEAR and _reaches(edge, rule.low) and _reaches(edge, rule.high)
        ]
        found = _grid(horizontal_, vertical_)
        if found:
            inner.append(found)
            horizontal = [rule for rule in horizontal if rule not in horizontal_]
            vertical = [rule for rule in vertical if rule not in vertical_]
    outer = _grid(horizontal, vertical)
    return replace(outer, nested=tuple(inner)) if outer and inner else whole


def _is_set_in(edge: Rule, vertical: list[Rule]) -> bool:
    """Whether a rule stands so near right of a longer one that nothing has room between them; double rules are as long."""
    return any(
        _NEAR < edge.at - rule.at <= _SET_IN
        and rule.low - _NEAR <= edge.low
        and edge.high <= rule.high + _NEAR
        and rule.high - rule.low > edge.high - edge.low + _SET_IN
        for rule in vertical
    )


def _reaches(edge: Rule, place: float) -> bool:
    return edge.low - _NEAR <= place <= edge.high + _NEAR


def _components(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, crosswise, belong to one table."""
    count = len(horizontal)
    owner = list(range(count + len(vertical)))
    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if v.low - _NEAR <= h.at <= v.high + _NEAR and h.low - _NEAR <= v.at <= h.high + _NEAR:
                owner[_root(owner, i)] = _root(owner, count + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*horizontal, *vertical]):
        groups.setdefault(_root(owner, i), ([], []))[i >= count].append(rule)
    return list(groups.values())


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    """The table that some rules make, or None where they make none of two columns."""
    xs, ys = _places(r.at for r in vertical), _places(r.at for r in horizontal)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return Grid(xs, ys, horizontal, vertical)


def _places(values: Iterable[float]) -> list[float]:
    """Sorted places; those that nearly coincide (the two edges of a thick line) are one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _owners(grid: Grid) -> list[int]:
    """Union of base cells that no rule parts."""
    columns, height = len(grid.xs) - 1, len(grid.ys) - 1
    owner = list(range(columns * height))
    walls = {k: _at(grid.vertical, grid.xs[k]) for k in range(1, columns)}
    floors = {k: _at(grid.horizontal, grid.ys[k]) for k in range(1, height)}
    for row in range(height):
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(columns):
            cell = row * columns + column
            centre = (grid.xs[column] + grid.xs[column + 1]) / 2
            if column and not _covers(walls[column], middle):
                owner[_root(owner, cell)] = _root(owner, cell - 1)
            if row and not _covers(floors[row], centre):
                owner[_root(owner, cell)] = _root(owner, cell - columns)
    return owner


def _at(rules: list[Rule], place: float) -> list[tuple[float, float]]:
    """The spans of the rules at one place, joined and sorted."""
    spans: list[tuple[float, float]] = []
    for rule in sorted((r for r in rules if abs(r.at - place) <= _NEAR), key=lambda r: r.low):
        if spans and rule.low <= spans[-1][1] + _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], rule.high))
        else:
            spans.append((rule.low, rule.high))
    return spans


def _covers(spans: list[tuple[float, float]], place: float) -> bool:
    """Whether a rule runs past this place."""
    index = bisect_right(spans, (place, float("inf"))) - 1
    return index >= 0 and spans[index][1] >= place


def _root(owner: list[int], cell: int) -> int:
    """The representative of a cell, halving the path on the way."""
    while owner[cell] != cell:
        owner[cell] = owner[owner[cell]]
        cell = owner[cell]
    return cell
