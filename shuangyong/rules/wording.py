"""How a day is written for a person, and the error that tells a person what is wrong with a rule."""

from __future__ import annotations

from datetime import date


class RuleError(ValueError):
    """What is wrong and where, what is allowed, what to do next; Chinese. The layers above show it as a Problem."""

    def __init__(self, what: str, allowed: str = "", then: str = "") -> None:
        super().__init__(what)
        self.what, self.allowed, self.then = what, allowed, then

    def __str__(self) -> str:
        return "".join(part for part in (self.what, self.allowed, self.then) if part)


def day_text(day: date) -> str:
    """2026年9月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def near_text(day: date, on: date) -> str:
    """As short as it can be read on that day: without the year where it is the same."""
    return f"{day.month}月{day.day}日" if day.year == on.year else day_text(day)
