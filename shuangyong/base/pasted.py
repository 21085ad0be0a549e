"""A table pasted from a spreadsheet, or a csv: rows of cells, whatever ends its lines."""

from __future__ import annotations

import csv
from io import StringIO

from shuangyong.base.errors import Problem


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Raises Problem where its quotes do not close, or a cell is longer than any is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return list(csv.reader(StringIO(lines, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Problem(
            "这份表读不成：有一格太长，或者引号没有合上。",
            then="请用 Excel 或 WPS 打开核对，再复制粘贴。",
        ) from None
