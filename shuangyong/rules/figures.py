"""Figures as offices write them in tables: 五百, 伍佰元整, 0.1万元, 1,200, 3人. Pure; what is not exact is none."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆", "一二二三三四五六六七八九十百千万亿元")
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"亿": 10**8, "万": 10**4}
_ARABIC = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(?:(百|千)?(万|亿)?)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MONEY = re.compile(r"(?:人民币|￥|¥)?(.+?)(?:[元块](?:(.)角)?(?:零?(.)分)?[整正]?|[整正])?")
_COUNTED = re.compile(r"(.+?)[人名位户家件个次支场辆台条项只所份本批对块篇期]")


def figure_of(text: str) -> Decimal | None:
    """A figure in Arabic or Chinese numerals, with 万 or 亿 where written: 1,200, 0.1万, 二百零五; None otherwise."""
    plain = re.sub(r"\s+", "", text).translate(_WIDE).translate(_FORMAL)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    found = _ARABIC.fullmatch(plain)
    if found:
        return Decimal(found[1]) * _SMALL.get(found[2] or "", 1) * _LARGE.get(found[3] or "", 1)
    spoken = _spoken(plain)
    return None if spoken is None else Decimal(spoken)


def yuan_of(text: str) -> Decimal | None:
    """An amount in yuan: 五百元, 伍佰元整, 0.1万元, ￥1,200.50, 十元五角; None where it is none."""
    found = _MONEY.fullmatch(re.sub(r"\s+", "", text).translate(_FORMAL))
    whole = figure_of(found[1]) if found else None
    if found is None or whole is None:
        return None
    tenths, hundredths = (0 if char is None else _one(char) for char in found.groups()[1:])
    if tenths is None or hundredths is None:
        return None
    return whole + Decimal(tenths) / 10 + Decimal(hundredths) / 100


def count_of(text: str) -> Decimal | None:
    """A figure with or without the word for what is counted: 3人, 十二户, 5; None where it is none."""
    found = _COUNTED.fullmatch(re.sub(r"\s+", "", text))
    return figure_of(found[1] if found else text)


def _one(char: str) -> int | None:
    return int(char) if char.isascii() and char.isdigit() else _DIGITS.get(char)


def _spoken(text: str) -> int | None:
    """A number in words, as it is spoken in full: 一千零五, 十二, 三万五千. 一百五 is not: it may be 105 or 150."""
    total = section = 0
    last, digit, gap = 10**16, None, False
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            gap, digit = gap or _DIGITS[char] == 0, _DIGITS[char]
        elif char in _SMALL:
            unit = _SMALL[char]
            if unit >= last or (digit is None and (unit != 10 or section)):
                return None
            section, last, digit, gap = section + (1 if digit is None else digit) * unit, unit, None, False
        elif char in _LARGE:
            section += digit or 0
            if not section or (total and total % (_LARGE[char] * 10_000)):
                return None
            total, section, last, digit, gap = total + section * _LARGE[char], 0, 10_000, None, False
        else:
            return None
    return None if not text or _ends_short(text, digit, gap, last) else total + section + (digit or 0)


def _ends_short(text: str, digit: int | None, gap: bool, last: int) -> bool:
    """Whether a last digit leaves open what it counts: after 百 or more it needs a 零 before it."""
    return len(text) > 1 and digit is not None and (digit == 0 or (last > 10 and not gap))
