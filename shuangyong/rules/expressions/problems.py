"""What is wrong with an expression, told so that whoever wrote the definition can mend it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from shuangyong.rules.expressions.tree import Place

MOST_NAMES = 12
"""So many known names are listed; more would hide the message."""
AROUND = 40
"""So much of a line is shown on either side of the place."""


class ExpressionError(Exception):
    """What is wrong and where, what is allowed. `position` counts characters from 1; `caret` shows the place."""

    def __init__(self, what: str, place: Place, allowed: str = "") -> None:
        self.what, self.place, self.allowed = what, place, allowed
        self.position = place.start + 1
        self.caret = caret(place)
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(filter(None, (f"条件第{self.position}个字处：{self.what}", self.caret, self.allowed)))


def caret(place: Place) -> str:
    """The line of the text with a mark below the place; Chinese characters take two columns."""
    begin = place.text.rfind("\n", 0, place.start) + 1
    line = place.text[begin:].partition("\n")[0]
    if not line.strip():
        return ""
    before = line[: place.start - begin]
    marked = line[place.start - begin : place.end - begin] or " "
    before = before if len(before) <= AROUND else "…" + before[-AROUND:]
    after = line[place.end - begin :]
    after = after if len(after) <= AROUND else after[:AROUND] + "…"
    return f"    {before}{marked}{after}\n    {' ' * columns(before)}{'^' * columns(marked)}"


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def unknown_name(name: str, known: Iterable[str], kind: str, place: Place) -> ExpressionError:
    """A name that nobody declared, with the one that was probably meant."""
    allowed = sorted(known)
    near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.5)
    guess = f"是不是“{near[0]}”？" if near else ""
    rest = "等" if len(allowed) > MOST_NAMES else ""
    listed = f"可以用的有：{'、'.join(allowed[:MOST_NAMES])}{rest}。" if allowed else "这里没有可以用的名称。"
    return ExpressionError(f"没有“{name}”这个{kind}。{guess}", place, listed)
