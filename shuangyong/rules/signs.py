"""Characters that nobody sees and that change what is seen: turned writing, bells and escapes. Pure."""

from __future__ import annotations

import re

NO_SIGN = "\ufffe\uffff"
"""What is no character in any writing: no Word or Excel file can hold one."""
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of writing: with them 照片gpj.exe is shown as 照片exe.jpg."""
SHAPELESS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""For a class of a pattern: whatever takes no shape on paper (joiners, fillers, selectors, tags, turning marks). A word
with one inside looks like the word and is found by nobody: 机密, 民政局, 6月."""
_UNSEEN = re.compile(rf"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff{NO_SIGN}{TURNING}]")
_IN_A_NAME = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{NO_SIGN}{SHAPELESS}]+")


def readable(text: str) -> str:
    """A text without them; tabs and ends of lines stay, and a zero byte, which forms refuse in words."""
    return _UNSEEN.sub("", text)


def tidy_name(name: str, otherwise: str = "文件") -> str:
    """The last part of a file's name, as it may stand in a list and in a header."""
    last = _IN_A_NAME.sub("", name.replace("\\", "/").rpartition("/")[2]).strip()
    return last or otherwise
