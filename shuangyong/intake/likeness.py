"""How alike two duties are by their words. Pure: the same words give the same number on any machine.

Two characters at a time are compared (Dice's measure), since Chinese needs no cutting into words for that. What is
said of every task (切实做好…工作) is taken away first; it would make all duties alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from shuangyong.intake.declared import load

_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Letters and figures only, one width, without what is said of every task; all of it where nothing is left."""
    whole = _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text))
    left = whole
    for word in sorted(load().generic, key=len, reverse=True):
        left = left.replace(word, "")
    return left or whole


def likeness(one: str, other: str) -> float:
    """0 for nothing in common to 1 for the same words in other clothes."""
    mine, theirs = _pairs(plain(one)), _pairs(plain(other))
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 0.0


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> Counter[str]:
    """Neighbouring characters; of a text of one character that one."""
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1))) if text else Counter()
