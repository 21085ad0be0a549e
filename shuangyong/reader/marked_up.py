"""Marks of Markdown that a text copied out of an editor or a chat still carries: ##, **, >, ---, <!-- -->.

They say how a line is to look, and stand where its number or its first word should. Stars also mask words (拥**属), so
nothing is done unless the text shows that it is marked up.
"""

from __future__ import annotations

import re
from collections import Counter

_HEADING = re.compile(r"\s{0,3}#{1,6}[ \u3000]+(?=\S)")
_CLOSED = re.compile(r"[ \u3000]+#{1,6}\s*$")
_BOLD_LINE = re.compile(
    r"\s*(?:[-+>#]+ +|(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、]) ?)?(?:\*\*|__)(?=[^\s*_])[^*_\n]{1,120}(?:\*\*|__)"
)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=[^\s*_])(?P<words>[^*\n]{1,300}?)(?P=mark)")
_COMMENT = re.compile(r"\s*<!--.*-->\s*")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|`{3,}\w*)\s*")
_QUOTED = re.compile(r"\s{0,3}>\s?")
_BULLET = re.compile(r"\s*[-*+] +(?=\S)")
_ENOUGH = 2
"""One line that looks so may be anything."""
_TITLE = re.compile("# {1,2}(?=[一-龥《“])[^#]{4,}$")
"""# 在动员大会上的讲话, over all that a file holds."""
_MASKED = re.compile(r"\*\*年(?:\d{1,2}|\*{1,2})月|年\*\*月(?!度)|月\*\*日(?![程期常])")
"""**年1月**日: stars that hide what stood there, two of which in a line look like words in bold; **时间：** is bold."""


def without_marks(lines: list[str], counts: Counter[str]) -> list[str]:
    """The lines without such marks, each in its place; a comment or a rule that was a line is counted as `boilerplate`."""
    if not any("#" in line or "**" in line or "__" in line for line in lines) or any(map(_MASKED.search, lines)):
        return lines
    headings = sum(_HEADING.match(line) is not None for line in lines)
    bold = sum(_BOLD_LINE.match(line) is not None for line in lines)
    first = next((line for line in lines if line.strip()), "")
    if headings + bold < _ENOUGH and _TITLE.match(first) is None:
        return lines
    return [_plain(line, counts) for line in lines]


def _plain(line: str, counts: Counter[str]) -> str:
    if _COMMENT.fullmatch(line) or _RULE.fullmatch(line):
        counts["boilerplate"] += 1
        return ""
    line = _QUOTED.sub("", line, count=1) if line.lstrip()[:1] == ">" else line
    heading = _HEADING.match(line)
    if heading is not None:
        line = _CLOSED.sub("", line[heading.end() :])
    elif line.lstrip()[:2] in ("- ", "* ", "+ "):
        line = _BULLET.sub("", line, count=1)
    return _BOLD.sub(lambda match: match["words"], line)
