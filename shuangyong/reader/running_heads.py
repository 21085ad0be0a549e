"""What every page of a paper prints at its head or foot beside or below its own number."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from shuangyong.reader import repair
from shuangyong.reader.lines import BODY_NAME, TITLE_END
from shuangyong.reader.paper import SENTENCE_END, Line


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of a page."""
    return len(text) < 30 and repair.tables()["page_number"].fullmatch(text) is not None


_LONGEST_HEAD = 40


def heads_below_numbers(lines: list[Line]) -> set[int]:
    """What stands more than once, and each time right below a page's number: a running head that the first page lacks."""
    found = [
        at
        for at, line in enumerate(lines)
        if at and len(line.text) <= _LONGEST_HEAD and is_page_number(lines[at - 1].text) and line.role != "row"
    ]
    times = Counter(lines[at].text for at in found)
    elsewhere = Counter(line.text for line in lines)
    again = {
        at
        for at in found
        if _TWICE <= times[lines[at].text] == elsewhere[lines[at].text] and not SENTENCE_END.search(lines[at].text)
    }
    top = [line.text for line in lines[:_TOP]]
    again |= {at for at, line in enumerate(lines) if at >= _TOP and _of_a_collection(line)}
    return again | {at for at in found if at >= _TOP and not lines[at].indent and _of_the_top(lines[at].text, top)}


_COLLECTION = re.compile(
    "[^，。；：\\s]{2,24}(?:文件|制度|资料|材料|方案|讲话)(?:汇编|选编)(?:[（(][^（）()]{2,12}[）)])?"
)


def _of_a_collection(line: Line) -> bool:
    """柳荫街道制度汇编（2025年版）: what every page of a book of papers prints."""
    return not line.indent and line.role == "body" and _COLLECTION.fullmatch(line.text) is not None


_TOP = 4
_SAID_AGAIN = 8
_BODY = 6
"""Characters of a body's name that the top says too: the place may stand in one of them only."""
_ISSUED = re.compile("(?P<body>[^，。；：\\s]{4,30}?)(?:会议纪要|纪要|文件|简报|通报)")


def _of_the_top(text: str, top: list[str]) -> bool:
    """Whether a line below a page's number is the title or names, as a red heading does, who issued the paper: once is enough then."""
    issued = _ISSUED.fullmatch(text)
    named = (
        issued is not None and BODY_NAME.search(issued["body"]) and any(issued["body"][-_BODY:] in line for line in top)
    )
    said = (
        len(text) >= _SAID_AGAIN
        and any(line != text and line.endswith(text) for line in top)
        and TITLE_END.search(text)
    )
    return bool(named or said)


_PLAIN_NUMBER = re.compile(
    r"(?P<name>[^，。；：\t]{4,40}(?:文件|办公室|简报|通报|方案|纪要|要点|通知|总结|讲话|报告|[局委府]))[ \u3000]+(?P<page>\d{1,3})"
)
_NUMBERED_HEAD = re.compile(
    r"(?P<name>[^，。；：\t]{2,40}?)[\s　]+(?P<page>[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页(?:[\s，,/]*共\s*\d{1,4}\s*页)?)"
)
_PAGE_ENDS = frozenset("-—–－·页")
_OF_SO_MANY = re.compile(r"(?P<name>[^，。；：\t]{2,40}?)[ \u3000]+(?P<page>\d{1,3})\s*/\s*(?P<pages>\d{1,3})")
"""云溪县双拥办　1/6."""
_NUMBER_FIRST = re.compile(r"(?P<page>\d{1,3})[ \u3000]+(?P<name>(?!\d)[^，。；：\t]{4,40})")
"""12　青川县人民政府公报, the head of each left page, or of all."""
_TWICE = 2
_A_SHEET = 3
"""So many lines lie between heads that only look like ones: a duty list's 1 and 2 stand nearer."""


def numbered_heads(lines: list[Line]) -> set[int]:
    """What every page has at its head or foot beside its own number: 某县双拥工作领导小组文件　- 3 -.

    Once is enough where it says how many pages there are: a paper of one page has one.
    """
    ends = (at for at, line in enumerate(lines) if line.text[-1:] in _PAGE_ENDS)
    found = {at: match for at in ends if (match := _NUMBERED_HEAD.fullmatch(lines[at].text))}
    bare = {
        at: match
        for at, line in enumerate(lines)
        if line.text[-1:].isdigit() and (match := _PLAIN_NUMBER.fullmatch(line.text))
    }
    first = _matched(lines, _NUMBER_FIRST, first=True)
    for numbered in (bare, first, _matched(lines, _OF_SO_MANY, first=False)):
        least = _A_SHEET if numbered is first else 1
        apart = all(later - at > least for at, later in itertools.pairwise(numbered))
        if apart and _follow_each_other([(match["name"], int(match["page"])) for match in numbered.values()]):
            found |= numbered
    pages = Counter(name for name, _ in {(match["name"], match["page"]) for match in found.values()})
    top = [line.text for line in lines[:_TOP]]
    return {
        at
        for at, match in found.items()
        if pages[match["name"]] >= _TWICE
        or "共" in match["page"]
        or at >= _TOP
        and _names_the_paper(match["name"], top)
    }


def _names_the_paper(name: str, top: list[str]) -> bool:
    """石棱镇人民政府自查报告　-1-, below a title that begins with the place and ends so: beside a page's number once is enough."""
    if len(name) <= _BODY or not TITLE_END.search(name):
        return False
    return any(line.startswith(name[:_PLACE]) and line.endswith(name[-_KIND:]) for line in top)


_PLACE, _KIND = 3, 4


def _matched(lines: list[Line], pattern: re.Pattern[str], *, first: bool) -> dict[int, re.Match[str]]:
    """Lines that a pattern matches whole, of those whose `first` or else last character is a figure."""
    end = 0 if first else -1
    lined = (at for at, line in enumerate(lines) if line.text[end].isdigit() and line.role != "row")
    return {at: match for at in lined if (match := pattern.fullmatch(lines[at].text))}


def _follow_each_other(found: list[tuple[str, int]]) -> bool:
    """Whether a text prints one name several times, each time with the next number."""
    return len(found) >= _TWICE and all(
        name == other and page + 1 == following for (name, page), (other, following) in itertools.pairwise(found)
    )
