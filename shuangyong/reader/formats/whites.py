"""What counts as white: a colour that paper shows through as if nothing were printed."""

from __future__ import annotations

from collections.abc import Iterable

_LIGHT = 0xF0


def is_light(parts: Iterable[float]) -> bool:
    """Whether red, green and blue (0 to 255) are all so light that nobody sees letters of them on paper."""
    return all(part >= _LIGHT for part in parts)


def is_light_hex(digits: str) -> bool:
    """The same of two hexadecimal digits for each: f0f0f0."""
    return is_light(int(digits[at : at + 2], 16) for at in (0, 2, 4))
