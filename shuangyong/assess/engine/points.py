"""Points: whole numbers of ten-thousandths, so that 0.375 is exact and nothing depends on the order of adding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SCALE = 10_000
Points = int
"""Ten-thousandths of a point."""


def of_decimal(value: Decimal | int) -> Points:
    """Raises ValueError for more than four places."""
    scaled = Decimal(value) * SCALE
    if scaled != scaled.to_integral_value():
        raise ValueError(value)
    return int(scaled)


def said(points: Points) -> str:
    """1.5, 0.375, -1: as many places as it has."""
    text = f"{Decimal(points) / SCALE:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


HUNDREDTH = Decimal("0.01")


def shown(points: Points) -> str:
    """At most two places, a half upwards: what a page shows, with `said` behind it where somebody counts after."""
    text = f"{(Decimal(points) / SCALE).quantize(HUNDREDTH, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
