"""Numbers that prove themselves: identity numbers (GB 11643) and unified social credit codes (GB 32100). Pure.

Both checks say what is wrong in words, because "the number is wrong" sends a clerk back to a veteran's door.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shuangyong.rules.signs import SHAPELESS

Sex = Literal["男", "女"]
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for digits."""
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
LONGEST_LIFE = 130
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity number says: the county of registration, the day of birth, the sex."""

    region: str
    born: date
    sex: Sex


def plain(text: str) -> str:
    """As it is compared and kept: half width, capitals, without spaces and hyphens."""
    return "".join(char for char in text.translate(_WIDE).upper() if char not in " \u00a0\u3000\t-－")


def id_check(seventeen: str) -> str:
    """The eighteenth character for the first seventeen digits. ValueError where they are not digits."""
    if len(seventeen) != 17 or not _digits(seventeen):
        raise ValueError(seventeen)
    return ID_CHECKS[sum(w * int(c) for w, c in zip(ID_WEIGHTS, seventeen, strict=True)) % 11]


def id_wrong(text: str, on: date) -> str:
    """What is wrong with an identity number on a day, in words; "" where nothing is."""
    number = plain(text)
    if len(number) == 15 and _digits(number):
        return "这是 15 位的旧号码，请填 18 位的公民身份号码。"
    if len(number) != 18:
        return f"身份证号应为 18 位，现在是 {len(number)} 位。"
    if not _digits(number[:17]) or number[17] not in "0123456789X":
        return "身份证号的前 17 位应为数字，最后一位为数字或 X。"
    born = _born(number)
    if born is None or born > on or born.year < on.year - LONGEST_LIFE:
        return f"第 7 至 14 位“{number[6:14]}”不是出生日期，请核对。"
    if number[17] != id_check(number[:17]):
        return "最后一位校验码不对，号码中有一位写错了，请对照证件核对。"
    return ""


def read_id(text: str) -> Identity | None:
    """What a number says; None for what is none. Whether its check holds is id_wrong's to say."""
    number = plain(text)
    born = _born(number) if len(number) == 18 and _digits(number[:17]) else None
    if born is None:
        return None
    return Identity(number[:6], born, "男" if int(number[16]) % 2 else "女")


_GAP = rf"[ \u3000\t\-{SHAPELESS}\u2010-\u2015]{{0,3}}"
_IN_TEXT = re.compile(rf"(?<![0-9A-Za-z])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])")


def has_identity_number(text: str) -> bool:
    """Whether a whole number stands in a text, however it is spaced: told by its day of birth and its check."""
    return any(_proves_itself(found[0]) for found in _IN_TEXT.finditer(unicodedata.normalize("NFKC", text)))


def _proves_itself(spaced: str) -> bool:
    number = re.sub(r"[^0-9X]", "", spaced.upper())
    return _born(number) is not None and number[17] == id_check(number[:17])


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def credit_check(seventeen: str) -> str:
    """The eighteenth character of a unified social credit code. ValueError for a character that none may have."""
    if len(seventeen) != 17:
        raise ValueError(seventeen)
    total = sum(w * CREDIT_CHARS.index(c) for w, c in zip(CREDIT_WEIGHTS, seventeen, strict=True))
    return CREDIT_CHARS[(31 - total % 31) % 31]


def credit_wrong(text: str) -> str:
    """What is wrong with a unified social credit code, in words; "" where nothing is."""
    code = plain(text)
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现在是 {len(code)} 位。"
    strange = sorted({char for char in code if char not in CREDIT_CHARS})
    if strange:
        return f"统一社会信用代码里不会有“{'、'.join(strange)}”（不用 I、O、S、V、Z），请对照执照核对。"
    if code[17] != credit_check(code[:17]):
        return "最后一位校验码不对，代码中有一位写错了，请对照执照核对。"
    return ""


def phone_wrong(text: str) -> str:
    """What is wrong with a telephone number; "" where nothing is. Landlines with area code are taken."""
    number = plain(text).removeprefix("+86")
    if not _digits(number) or not 7 <= len(number) <= 12:
        return "联系电话应为 11 位手机号，或带区号的固定电话。"
    if len(number) == 11 and number[0] == "1" and number[1] not in "3456789":
        return f"“{number[:3]}”不是手机号段，请核对。"
    return ""


def phone_plain(text: str) -> str:
    """As it is compared and kept."""
    return plain(text).removeprefix("+86")
