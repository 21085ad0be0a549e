"""The head of the chain as a short text for paper (锚文): kept elsewhere, it proves that nothing before it changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from shuangyong.base.errors import Problem

_DIGITS = 32
"""Of the hash, 128 bits: what a person can copy, and nobody can aim at."""
_FORM = re.compile(r"SY-?(\d{1,19})-?((?:[0-9A-F]{4}-?){8})([0-9A-F]{2})")
_WIDE = str.maketrans("—–−‐‑―一", "-------")
"""Strokes that a Chinese keyboard gives for a hyphen."""
_HEX = frozenset("0123456789ABCDEF")
_GROUPS = _DIGITS // 4


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
    typed = _plain(text)
    found = _FORM.fullmatch(typed)
    if found:
        anchor = Anchor(int(found[1]), found[2].replace("-", "").lower())
        if _check(anchor.seq, anchor.start) == found[3]:
            return anchor
    raise Problem(
        f"锚文“{text.strip()[:80]}”抄写有误：{_slip(typed) if found is None else _SUM}。",
        "锚文形如 SY-128-3F2A-9BC1-……-7C：条数、八组四位的校验值、两位校验码，由数字和字母 A 至 F 组成。",
        "请对照纸面重新输入。",
    )


_SUM = "形式是对的，末尾两位校验码对不上，说明条数或者校验值里有一位抄错"
_LIKE = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "G": "6", "Q": "0"}


def _plain(text: str) -> str:
    """Without spaces, in capitals, with the signs of a Chinese keyboard as those of the paper."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(_WIDE)).upper()


def _slip(typed: str) -> str:
    """What is wrong with the form of a text, the first thing from the left."""
    start, *parts = typed.split("-")
    if start != "SY" or not parts:
        return "开头应是“SY-”"
    seq, *groups = parts
    if not (seq.isascii() and seq.isdigit() and len(seq) < 20):
        return f"“SY-”后面应是条数，现在是“{seq[:20]}”"
    for number, group in enumerate(groups[: _GROUPS + 1], 1):
        called, long = (f"第 {number} 组", 4) if number <= _GROUPS else ("最后的校验码", 2)
        if strange := next((sign for sign in group if sign not in _HEX), ""):
            like = f"，是不是数字 {_LIKE[strange]}" if strange in _LIKE else ""
            return f"{called}“{group[:20]}”里的“{strange}”不是数字或者 A 至 F{like}"
        if len(group) != long:
            return f"{called}“{group[:20]}”应是 {long} 位，现在是 {len(group)} 位"
    if len(groups) <= _GROUPS:
        return f"条数后面应有 {_GROUPS} 组和校验码，现在只有 {len(groups)} 段"
    return "校验码后面多了东西"


def _check(seq: int, start: str) -> str:
    return hashlib.sha256(f"{seq}-{start}".encode()).hexdigest()[:2].upper()
