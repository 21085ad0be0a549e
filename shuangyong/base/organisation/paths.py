"""Paths of the tree of units: one segment of eight digits for each unit from the root down.

A segment is the unit's own row number, so a path is unique by itself and two who open units at once cannot collide.
Only digits occur and every segment has the same width: therefore every collation of either database sorts paths alike,
and everything under a path is the range `path >= p and path < end(p)`. `startswith` is LIKE, which scans.
"""

from __future__ import annotations

WIDTH = 8
DEEPEST = 12
"""Levels a tree may have; the column's length follows from it."""
LARGEST = 10**WIDTH - 2
"""The greatest row number with a number after it."""


def segment(number: int) -> str:
    """ValueError for a row number that has no segment."""
    if not 0 < number <= LARGEST:
        raise ValueError(number)
    return f"{number:0{WIDTH}d}"


def join(parent: str, number: int) -> str:
    """The path of unit `number` under `parent` ("" for a root)."""
    return parent + segment(number)


def end(path: str) -> str:
    """The first path after everything under `path` (which is not empty)."""
    return path[:-WIDTH] + f"{int(path[-WIDTH:]) + 1:0{WIDTH}d}"


def parent(path: str) -> str:
    return path[:-WIDTH]


def depth(path: str) -> int:
    return len(path) // WIDTH


def numbers(path: str) -> tuple[int, ...]:
    """Row numbers from the root to the unit itself."""
    return tuple(int(path[at : at + WIDTH]) for at in range(0, len(path), WIDTH))


def under(path: str, top: str) -> bool:
    """Whether `path` is `top` or lies below it; everything lies below the empty path."""
    return not top or top <= path < end(top)
