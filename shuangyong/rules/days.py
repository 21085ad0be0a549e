"""Days that an office writes: after the last day of the year 9999 there is none, and counting from it fails. Pure."""

from __future__ import annotations

from datetime import date

FIRST, LAST = date(1840, 1, 1), date(2199, 12, 31)
"""From the first martyrs to beyond every term."""
ALLOWED = f"年份应在 {FIRST.year} 至 {LAST.year} 之间"


def is_plausible(day: date) -> bool:
    return FIRST <= day <= LAST
