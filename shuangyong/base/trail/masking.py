"""Making personal data unreadable before it is kept: the trail says that something was touched, not what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_ALNUM = "0-9A-Za-z"
_GAP = r"[ \-\u00a0\u2010-\u2015－]?"
_LONG = re.compile(rf"(?<![{_ALNUM}])\d(?:{_GAP}\d){{13,18}}{_GAP}[\dXx](?![{_ALNUM}])", re.ASCII)
_MOBILE = re.compile(rf"(?<![{_ALNUM}])(?:(?:\+|00)?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?![{_ALNUM}])", re.ASCII)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＋", "0123456789Xx+")


def phone(text: str) -> str:
    """13800138000 → 138****8000; a shorter number keeps its last two digits."""
    digits = re.sub(r"\D", "", text.translate(_WIDE))[-11:]
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else "****" + digits[-2:]


def id_number(text: str) -> str:
    """Of an identity or card number the first four and last two characters stay."""
    kept = re.sub(r"[^0-9A-Za-z]", "", text.translate(_WIDE))
    return f"{kept[:4]}{'*' * (len(kept) - 6)}{kept[-2:]}" if len(kept) > 8 else "*" * len(kept)


def name(text: str) -> str:
    """张三 → 张*, 欧阳某某 → 欧**某: first and, from three characters on, last stay."""
    text = text.strip()
    if len(text) <= 2:
        return text[:1] + "*" * (len(text) - 1)
    return text[0] + "*" * (len(text) - 2) + text[-1]


def address(text: str) -> str:
    """Up to the town (街道, 镇, 乡) or the first six characters; the rest is gone."""
    found = re.match(r".{0,30}?(?:街道|镇|乡|县|区)", text)
    return (found[0] if found else text[:6]) + "****"


def gone(text: str) -> str:
    """Nothing stays."""
    return "****" if text else ""


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": name,
    "phone": phone,
    "id_number": id_number,
    "address": address,
    "gone": gone,
}
"""By the names that a definition uses for `mask`."""


def scrub(text: str) -> str:
    """Mask every mobile, identity and card number that stands in a text, however it is spaced."""
    plain = text.translate(_WIDE)
    if not _LONG.search(plain) and not _MOBILE.search(plain):
        return text
    masked = _LONG.sub(lambda found: id_number(found[0]), plain)
    return _MOBILE.sub(lambda found: phone(found[0]), masked)
