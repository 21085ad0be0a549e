"""Running headers, footers and page numbers of a PDF."""

from __future__ import annotations

import re
from statistics import median

from shuangyong.reader.formats.pdf_lines import Line
from shuangyong.reader.lines import ends_a_telephone
from shuangyong.reader.model import Role

_EDGE_LINES = 3
_ZONE = 0.16
_SAME_HEIGHT = 6.0
_LONGEST = 60
_EDGE_ZONE = 0.075
"""What is set so near to the sheet's edge, and smaller than the text, is no text, though no other page says it again."""
_SMALLER = 0.87
_FEWEST_LINES = 3
_NEXT_LINE, _SAME_SIZE = 2.5, 0.05
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-\u2010-\u2015\u2500一－~·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?"
    r"(?:(?:\s*[/，,、]\s*(?:共|总)?|\s*(?:共|总)|\s|(?<=页))\s*\d{1,4}\s*页?)?[-\u2010-\u2015\u2500一－~·•\s]*"
)

Place = tuple[int, int]
"""Page and line index."""


def margins(pages: list[list[Line]], heights: list[float]) -> dict[Place, Role]:
    """Tell which lines are running headers or footers: {(page, line): role}."""
    edges: list[tuple[Role, list[Place]]] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        edges.append(("header", [(page, i) for i in _top(lines, height)]))
        edges.append(("footer", [(page, i) for i in _bottom(lines, height)]))
    repeated = _repeated(pages, [place for _, places in edges for place in places])
    usual = _usual_size(pages)
    found: dict[Place, Role] = {
        (page, i): "footer" for page, lines in enumerate(pages) for i, line in enumerate(lines) if line.is_note
    }
    for role, places in edges:
        for page, index in places:
            line = pages[page][index]
            known = _PAGE_NUMBER.fullmatch(line.text) or any(slot in repeated for slot in _slots(line))
            if known and index and role == "footer" and _goes_on_with(pages[page][index - 1], line):
                break  # the rest of a telephone's number, no page's
            if not known and not _is_beside(line, heights[page], usual):
                break  # from the page's edge inwards: behind a line of the body all is body
            found[page, index] = role
    return found


def _goes_on_with(above: Line, line: Line) -> bool:
    near = above.y - line.y <= _NEXT_LINE * line.size and abs(above.size - line.size) <= _SAME_SIZE * line.size
    return near and ends_a_telephone(above.text, line.text)


def _usual_size(pages: list[list[Line]]) -> float:
    """The size of the text's letters; 0 where there is too little of it to tell."""
    sizes = [line.size for lines in pages for line in lines if not line.is_row]
    return median(sizes) if len(sizes) >= _FEWEST_LINES else 0.0


def _is_beside(line: Line, height: float, usual: float) -> bool:
    """Whether a line of a file's only page is none of the text: 双拥工作资料汇编, small, at the sheet's upper edge."""
    edge = min(line.y, height - line.y) < height * _EDGE_ZONE
    return edge and line.size <= _SMALLER * usual and _longest(line) <= _LONGEST and not line.is_row


def _longest(line: Line) -> int:
    """The length of a line, or of the longest part of one that wide gaps part: a browser prints the day and the title."""
    return max((len(text) for _, text in line.cells), default=len(line.text))


def _top(lines: list[Line], height: float) -> list[int]:
    """Lines of the upper margin, from the edge inwards."""
    return [i for i, line in enumerate(lines[:_EDGE_LINES]) if line.y > height * (1 - _ZONE)]


def _bottom(lines: list[Line], height: float) -> list[int]:
    """Lines of the lower margin, from the edge inwards; notes have the page's foot among them."""
    if lines and lines[-1].is_note:
        return []
    last = len(lines) - 1
    return [last - i for i, line in enumerate(lines[: -_EDGE_LINES - 1 : -1]) if line.y < height * _ZONE]


def _repeated(pages: list[list[Line]], places: list[Place]) -> set[tuple[str, int]]:
    """What stands at one height on two pages or more, page numbers aside."""
    on_pages: dict[tuple[str, int], set[int]] = {}
    for page, index in places:
        line = pages[page][index]
        if _longest(line) <= _LONGEST:
            for slot in _slots(line):
                on_pages.setdefault(slot, set()).add(page)
    return {slot for slot, found in on_pages.items() if len(found) >= 2}


def _slots(line: Line) -> tuple[tuple[str, int], ...]:
    """The line's text without its numbers, at its height (rounded both ways)."""
    text = _DIGITS.sub("#", line.text.replace(" ", ""))
    slot = int(line.y // _SAME_HEIGHT)
    return (text, slot), (text, slot + (1 if line.y % _SAME_HEIGHT > _SAME_HEIGHT / 2 else -1))
