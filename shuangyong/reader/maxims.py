"""Maxims: what always holds, said in the words of orders (要想丰收，就必须深耕；只有深耕，才能丰收). They direct nobody."""

from __future__ import annotations

import re

from shuangyong.reader import modals
from shuangyong.reader.done import directs_a_unit

_MODAL = re.compile(modals.MODAL)
_ONLY_THEN = re.compile(
    "(?:(?:[^，。；只]{0,10}[，,])?(?:因为|也|实践证明)?|[^，。；只要]{2,16}[，,]?)只有[^。；]{2,90}?(?:[，,]|(?<=[一-龥]{6}))(?:[^，。；要]{0,12})"
    "才(?:能够?|会|可能|可以|有可能|谈得上)(?P<then>[^。；]*)[。！]?"
)
"""只有给予教师选择权，才能调动教师的积极性。"""
_IF_THEN = re.compile(
    "(?:[^，。；]{0,8}[，,])?(?:(?:要想|若想|想要|要|想)(?![^，。；]{0,24}[后时前起])[^，。；]{2,24}|(?P<verb>[抓办当干做搞带管教打])[^，。；]{1,12})[，,]"
    "(?:那么?|我们|首先)?就(?:必须|一定要|首先要|需要|得|应该?|应当|要)(?P<then>[^。；]*)[。！]?"
)
"""要做伟大的银行，就需要有一所伟大的大学作支撑。抓教育，就必须抓教师。"""
_DATED = re.compile("\\d|月底|年底|以?前(?=[，。完报])")


def is_maxim(told: str) -> bool:
    """Whether a sentence says upon what something hangs, and tells no body and sets no day."""
    if "只有" in told[:24] and "才" in told:
        match = _ONLY_THEN.fullmatch(told)
        return match is not None and _MODAL.search(match["then"]) is None
    if "就" not in told or (match := _IF_THEN.fullmatch(told)) is None or _DATED.search(told):
        return False
    if match["verb"] and not match["then"].startswith(match["verb"]):
        return False
    return not directs_a_unit(told)
