"""Characters that nobody sees and that change what is seen: turned writing, bells and escapes. Pure."""

from __future__ import annotations

import re

NO_SIGN = "\ufffe\uffff"
"""What is no character in any writing: no Word or Excel file can hold one."""
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of writing: with them 照片gpj.exe is shown as 照片exe.jpg."""
_UNSEEN = re.compile(rf"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff{NO_SIGN}{TURNING}]")
_IN_A_NAME = re.compile(rf"[\x00-\x1f\x7f-\x9f\u200b-\u200d\u2028\u2029\u2060\ufeff{NO_SIGN}{TURNING}]+")


def readable(text: str) -> str:
    """A text without them; tabs and ends of lines stay, and a zero byte, which forms refuse in words."""
    return _UNSEEN.sub("", text)


def tidy_name(name: str, otherwise: str = "文件") -> str:
    """The last part of a file's name, as it may stand in a list and in a header."""
    last = _IN_A_NAME.sub("", name.replace("\\", "/").rpartition("/")[2]).strip()
    return last or otherwise
