"""How a picture looks, in 128 bits that stay nearly the same when it is resized, recompressed or cut a little. Pure.

Gradient (dHash): is each point brighter than its left neighbour, on a 9 × 8 grid. Frequency (pHash): is each of the 64
lowest frequencies of a 32 × 32 copy above their median. Either alone errs on some pictures; together they seldom do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image

CUTS = (1.0, 0.9, 0.8)
"""Parts of a picture's sides that are looked at, about its middle: a copy cut at the edges is found by its middle."""
ALIKE = 14
"""Of 128 bits; up to so many may differ. Measured: a copy resized, recompressed or brightened differs in up to 7, one
cut by a twelfth in up to 9; two scanned pages of text in 15 and more, two photographs in 29 and more."""
BLANK = 8
"""Shades of 256 between the darkest and the brightest part."""
_SIDE = 32
_LOW = 8
_COSINES = [[math.cos((2 * x + 1) * u * math.pi / (2 * _SIDE)) for x in range(_SIDE)] for u in range(_LOW)]


@dataclass(frozen=True, slots=True)
class Look:
    """One view of a picture."""

    cut: int
    gradient: int
    frequency: int

    def distance(self, other: Look) -> int:
        """How many of 128 bits differ."""
        return (self.gradient ^ other.gradient).bit_count() + (self.frequency ^ other.frequency).bit_count()

    def bands(self) -> list[tuple[int, int]]:
        """Number and value of each 16 bits: views that differ in few bits have one of eight in common."""
        both = (self.gradient << 64) | self.frequency
        return [(band, both >> (16 * band) & 0xFFFF) for band in range(8)]


def of(picture: Image.Image) -> tuple[Look, ...]:
    """The views of a picture in plain colours, the whole first; none of a blank one: all blanks are alike."""
    grey = picture.convert("L")
    darkest, brightest = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX).getextrema()
    if float(brightest) - float(darkest) < BLANK:  # type: ignore[arg-type] # of one channel it is two numbers
        return ()
    return tuple(_look(number, _middle(grey, part)) for number, part in enumerate(CUTS))


def _middle(grey: Image.Image, part: float) -> Image.Image:
    if part == 1.0:
        return grey
    off_x, off_y = grey.width * (1 - part) / 2, grey.height * (1 - part) / 2
    box = (round(off_x), round(off_y), max(1, round(grey.width - off_x)), max(1, round(grey.height - off_y)))
    return grey.crop(box)


def _look(number: int, grey: Image.Image) -> Look:
    return Look(number, _gradient(grey), _frequency(grey))


def _gradient(grey: Image.Image) -> int:
    points = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    rows = (points[at : at + 9] for at in range(0, 72, 9))
    return _bits([left < right for row in rows for left, right in pairwise(row)])


def _frequency(grey: Image.Image) -> int:
    points = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes()
    rows = [_transformed(points[at : at + _SIDE]) for at in range(0, _SIDE * _SIDE, _SIDE)]
    low = [value for column in zip(*rows, strict=True) for value in _transformed(column)]
    middle = median(low[1:])  # the first is the brightness of the whole
    return _bits([value > middle for value in low])


def _transformed(values: bytes | tuple[float, ...]) -> list[float]:
    """The lowest frequencies of a row (discrete cosine transform)."""
    return [sum(value * cosine for value, cosine in zip(values, wave, strict=True)) for wave in _COSINES]


def _bits(flags: list[bool]) -> int:
    return sum(1 << position for position, flag in enumerate(flags) if flag)
