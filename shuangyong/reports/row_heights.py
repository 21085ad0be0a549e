"""How tall the rows of a spreadsheet have to be: not every program finds that by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence

SIZE = 11.0
"""Points of the type that the widths of columns are meant for."""
TALLEST = 409.0
"""Points; the format allows no taller row."""
LEADING = 1.5
"""From line to line, in type sizes."""


def row_height(texts: Sequence[str], widths: Sequence[int], size: float = SIZE) -> float:
    """Points that a row needs for `texts` in columns of `widths`, in digits of the type.

    On the high side: another program's stand-in for the font is taller, and a line may end before a mark or a number.
    """
    lines = max(
        sum(max(1, math.ceil(_breadth(part) * size / SIZE / (width - 2))) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    )
    return LEADING * size * lines + 6.0


def _breadth(text: str) -> float:
    """Breadth of `text` in digits of the sheet's font; a Chinese character is a little above two."""
    return sum(2.1 if ord(character) > 0x2000 else 1.0 for character in text)
