"""Traditional characters turned back to simplified ones."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import compress
from operator import ne
from typing import Any

from shuangyong.reader.mojibake import is_plain


@cache
def _opencc() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


_DOUBTFUL = frozenset("乾藉瞭夥髒於徵麽甦")
"""Characters that simplified texts write too, in names (乾县): alone they do not make a line traditional."""
_THAN = re.compile("(?<=[少大小高低由关对至等属便利善位源基限终忠])於(?!潜)|^於(?=\\d)")
"""不少於: no name holds it so."""
_ZHU_KEEP = re.compile(
    "(名|称|作|述|录|者|书|译)著|著(?=名|称|作|述|录|者|书|译)|(显|卓|昭|编|专|原|论|巨|遗|土|合|拙|大)著"
)


_OTHERS = str.maketrans("衞鬭擧襃厰緖敍吿", "卫斗举褒厂绪叙告")
"""Forms of Hong Kong and of print that the converter does not know; no simplified text has them."""
_ODD = re.compile("[衞鬭擧襃厰緖敍吿]")
_MANY = 8
"""So many traditional characters make a text one that was turned: what alone could be a name's is turned there as well."""


def simplified(lines: list[str], counts: Counter[str]) -> list[str]:
    """Lines with traditional characters turned back, in one pass of the converter over all that may hold some."""
    odd = [at for at, line in enumerate(lines) if not is_plain(line)]
    out = _turned(lines, odd, counts, sure=False)
    if counts["traditional"] >= _MANY and (left := [at for at, line in enumerate(out) if _LEFT.search(line)]):
        out = _turned(out, left, counts, sure=True)
    return out


_LEFT = re.compile("[於後徵麽瞭藉髒]")
"""Characters that may be left in a turned text where nothing else in their line was to be turned."""


def _turned(lines: list[str], these: list[int], counts: Counter[str], *, sure: bool) -> list[str]:
    text = "\n".join(lines[at] for at in these)
    if _ODD.search(text):
        text = text.translate(_OTHERS)
    fixed = _opencc().convert(text).split("\n")
    out = list(lines)
    if len(fixed) == len(these):
        for at, line in zip(these, fixed, strict=True):
            out[at] = _settled(lines[at], line, counts, sure=sure)
    return out


def _settled(line: str, fixed: str, counts: Counter[str], *, sure: bool) -> str:
    """A converted line, or the line as it was where only characters of names differ and the text is not `sure` to be turned.

    著 becomes 着 where a traditional text writes one for the other.
    """
    if fixed == line:
        return line
    if not sure and _DOUBTFUL.issuperset(compress(line, map(ne, line, fixed))):
        fixed, count = _THAN.subn("于", line)
        counts["traditional"] += count
        return fixed
    if "著" in fixed:
        kept = {at for match in _ZHU_KEEP.finditer(fixed) for at in range(match.start(), match.end())}
        fixed = "".join("着" if char == "著" and at not in kept else char for at, char in enumerate(fixed))
    counts["traditional"] += sum(map(ne, line, fixed))
    return fixed
