"""Names as keys: UTF-8 in hexadecimal, so that a beginning is a range and every collation sorts alike.

`LIKE '王%'` cannot use an index of PostgreSQL under a language's collation; a range of [0-9a-f] can.
"""

from __future__ import annotations

import unicodedata

MOST = 160
"""The column's length: the first 26 characters of Chinese."""
AFTER = "g"
"""Behind every hexadecimal digit."""


def plain_name(text: str) -> str:
    """As a name is kept: one form of every character, the dot of long names in one form, no spaces inside Chinese."""
    flat = unicodedata.normalize("NFKC", text).strip().replace("•", "·").replace("．", "·").replace("・", "·")
    return " ".join(flat.split()) if flat.isascii() else "".join(flat.split())


def name_key(name: str) -> str:
    """The key of a whole name or of its beginning."""
    return plain_name(name).encode().hex()[:MOST]
