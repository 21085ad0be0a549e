"""Numbers as lists write them: 一, 十一, 壹, ①, iv, aa. Shared by Word lists and HTML lists."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LARGEST_LETTER = 26 * 30
_LARGEST_ROMAN = 4999


def chinese(value: int) -> str:
    """1 → 一, 11 → 十一, 105 → 一百零五; ten thousand and more in digits."""
    if not 0 < value < 10_000:
        return str(value)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return text[1:] if text.startswith("一十") else text


def by_digit(value: int) -> str:
    """10 → 一〇, 25 → 二五."""
    return "".join("〇" if d == "0" else _DIGITS[int(d)] for d in str(max(value, 0)))


def letters(value: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb (the way Word counts)."""
    if not 0 < value <= _LARGEST_LETTER:
        return str(value)
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    """4 → iv; beyond 4999 in digits."""
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    text = ""
    for size, mark in _ROMAN + _ROMAN_SMALL:
        text += mark * (value // size)
        value %= size
    return text


def full_width(value: int) -> str:
    """12 → １２."""
    return "".join(chr(ord(d) - 0x30 + 0xFF10) for d in str(max(value, 0)))


def circled(value: int) -> str:
    """1 → ①, 21 → ㉑, up to 50; beyond in digits."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(code + value - first)
    return str(value)


def _row(code: int, size: int) -> Callable[[int], str]:
    """A writer for a run of ready-made characters such as ⑴ or ⒈; beyond it in digits."""
    return lambda value: chr(code + value - 1) if 0 < value <= size else str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    """A writer that counts through a series such as 甲乙丙; beyond it in digits."""
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


WORD: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _row(0x2474, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "ideographEnclosedCircle": _row(0x3280, 10),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": by_digit,
    "taiwaneseDigital": by_digit,
    "japaneseDigitalTenThousand": by_digit,
    "koreanDigital2": by_digit,
    "chineseLegalSimplified": lambda value: chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: chinese(value).translate(_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda value: chinese(value).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "none": lambda value: "",
}
"""Word's number formats (w:numFmt) by name; one not listed counts in digits."""


def join_label(label: str, text: str) -> str:
    """Write a generated number before its text, parted only where the two would run together."""
    if not label or not text:
        return label + text
    if label[-1].isalnum() or (label[-1] == "." and text[0] in "0123456789"):
        return f"{label} {text}"
    return label + text
