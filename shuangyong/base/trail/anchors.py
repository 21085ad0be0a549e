"""The head of the chain as a short text for paper (锚文): kept elsewhere, it proves that nothing before it changed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from shuangyong.base.errors import Problem

_DIGITS = 32
"""Of the hash, 128 bits: what a person can copy, and nobody can aim at."""
_FORM = re.compile(r"SY-?(\d{1,19})-?((?:[0-9A-F]{4}-?){8})([0-9A-F]{2})")
_WIDE = str.maketrans("—–－−", "----")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and hash of the newest entry at some moment."""

    seq: int
    start: str
    """The first 32 hexadecimal digits of the hash."""

    def matches(self, full: str) -> bool:
        return full[:_DIGITS] == self.start

    def __str__(self) -> str:
        groups = "-".join(self.start[at : at + 4] for at in range(0, _DIGITS, 4)).upper()
        return f"SY-{self.seq}-{groups}-{_check(self.seq, self.start)}"


def make(seq: int, full: str) -> Anchor:
    """The anchor of an entry by its number and whole hash."""
    return Anchor(seq, full[:_DIGITS])


def read(text: str) -> Anchor:
    """What was typed from paper; a slip of the fingers is told from a broken chain by the last two digits."""
    found = _FORM.fullmatch(re.sub(r"\s", "", text).translate(_WIDE).upper())
    if found:
        anchor = Anchor(int(found[1]), found[2].replace("-", "").lower())
        if _check(anchor.seq, anchor.start) == found[3]:
            return anchor
    raise Problem(
        f"锚文“{text[:80]}”抄写有误。",
        "锚文形如 SY-128-3F2A-9BC1-……-7C：条数、八组四位的校验值、两位校验码，由数字和字母 A 至 F 组成。",
        "请对照纸面重新输入。",
    )


def _check(seq: int, start: str) -> str:
    return hashlib.sha256(f"{seq}-{start}".encode()).hexdigest()[:2].upper()
