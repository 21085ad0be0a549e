"""Tables that taking a page's text out left cell by cell: each cell a line of its own, with a bar behind or below it.

The heading tells how many columns there are; where the page merged cells, the running numbers tell where each row begins.
Whatever does not come out even stays as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_BARS = re.compile(r"[|｜\s]+")
_CELL = re.compile(r"\s*[|｜]?\s*(?P<cell>[^|｜]+?)\s*[|｜]+\s*")
HEADING = re.compile(
    r"\s*(?:[一-龥\s]{0,8}(?:序\s*号|编号|任务|事项|内容|要求|措施|目标|单位|部门|科室|股室|领导|责任人|时限|时间|期限|进度|节点|备注|分工|类别|项目|举措|工作|指标|步骤|监督方式|督查方式))\s*"
)
OF_UNITS = re.compile("单位|部门|科室|股室|责任|牵头|配合")
SERIAL = re.compile("序\\s*号|编号")
_FEW, _LONGEST_NAME = 3, 60
_NAME = re.compile("(?!序号)[^|｜。]{6,40}(?:分解|分工|清单|台账|一览|任务)表?")
"""2024年重点工作任务分解 |: what a table is called, in a cell across its head."""


def rows_of_cells(lines: list[str], counts: Counter[str]) -> list[str]:
    """As many lines, such tables as rows parted by tabs; the bars between their cells are counted as `boilerplate`."""
    if sum(line.rstrip().endswith(("|", "｜")) for line in lines) < 2 * _FEW:
        return lines
    out: list[str] = []
    at = 0
    for start, end in _runs(lines):
        cells = [cell for line in lines[start:end] if (cell := _cell(line))]
        named = [cells.pop(0)] if cells and _NAME.fullmatch(cells[0]) else []
        rows = _rows(cells)
        out += lines[at:start]
        at = end
        if rows:
            counts["boilerplate"] += sum(
                _BARS.fullmatch(line) is not None and bool(line.strip()) for line in lines[start:end]
            )
            rows = [named, *rows] if named else rows
            out += [*("\t".join(row) for row in rows), *[""] * (end - start - len(rows))]
        else:
            out += lines[start:end]
    return out + lines[at:]


def _cell(line: str) -> str:
    return line.strip(" \u3000|｜")


def _runs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each line is a cell with its bar behind it, a bar alone, or a cell with one below it."""
    start = None
    for at, line in enumerate((*lines, "。")):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        bars = not line.strip() or _BARS.fullmatch(line) is not None
        one = bars or _CELL.fullmatch(line) is not None or bool(below.strip()) and _BARS.fullmatch(below) is not None
        if one and start is None:
            start = at
        elif not one and start is not None:
            yield start, at
            start = None


def _rows(cells: list[str]) -> list[list[str]]:
    """The rows that the cells of a table make, the heading first; none where they do not come out even."""
    width = next((at for at, cell in enumerate(cells) if HEADING.fullmatch(cell) is None), len(cells))
    heading, body = cells[:width], cells[width:]
    if width < _FEW or not body or not any(map(OF_UNITS.search, heading)):
        return []
    serials = _serials(body)
    if not serials:
        rows = [body[at : at + width] for at in range(0, len(body), width)]
    elif SERIAL.fullmatch(heading[0]):
        rows = [body[low:high] for low, high in zip(serials, [*serials[1:], len(body)], strict=True)]
        rows = rows if not serials[0] else []
    else:
        rows = _numbered_inside(body, serials)
        heading = [heading[0], "", *heading[1:]]
    even = rows and all(len(row) == len(heading) for row in rows)
    return [heading, *rows] if even and _names_units(heading, rows) else []


def _serials(cells: list[str]) -> list[int]:
    """Where the running numbers of the rows stand."""
    found = [at for at, cell in enumerate(cells) if cell.isdigit() and len(cell) < _FEW + 1]
    numbers = [int(cells[at]) for at in found]
    return found if len(found) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _numbered_inside(body: list[str], serials: list[int]) -> list[list[str]]:
    """Rows whose first cell stands before the number, and is left out where it is merged with the one above."""
    size = len(body) - serials[-1]
    ends = [0, *[at + size for at in serials[:-1]]]
    groups = [body[low:at] for low, at in zip(ends, serials, strict=True)]
    if any(len(group) > 1 for group in groups) or any(low > at for low, at in zip(ends, serials, strict=True)):
        return []
    return [[*(group or [""]), *body[at : at + size]] for group, at in zip(groups, serials, strict=True)]


def _names_units(heading: list[str], rows: list[list[str]]) -> bool:
    """Whether what stands in the columns of units may be their names."""
    columns = columns_of_units(heading)
    return all(len(row[at]) <= _LONGEST_NAME and not row[at].endswith("。") for row in rows for at in columns)


def columns_of_units(heading: list[str]) -> list[int]:
    """The columns that a heading calls by whoever answers: 责任单位, 配合部门; not 单位任务."""
    return [at for at, name in enumerate(heading) if OF_UNITS.search(name) and "任务" not in name]
