"""What a document library leaves in a paper that it shows: numbers of its pages, words inside of sentences.

Such sites print the text of a file page by page as one run: "1、" at the head of each page, which breaks a sentence
where the page ended, "第 1 页 共 7 页" and notes to the buyer in the middle of one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

from shuangyong.reader.paper import SENTENCE_END, Line

_WITHIN = re.compile(
    r"第 ?\d{1,4} ?页 ?[,，]? ?共 ?\d{1,4} ?页(?:下载后可(?:任意|自由)编辑)?|下载后可(?:任意|自由)编辑"
)
_OF_A_LIBRARY = "个回答|上传|文档|会员|下载|点击查看"
FROM_A_LIBRARY = re.compile(f"{_OF_A_LIBRARY}|^[•·]")
"""Lines of a library tell nothing of a paper: the day is that of whoever put the file up."""
IS_A_LIBRARY = re.compile(_OF_A_LIBRARY)
"""Words of a library's page; bullets before the names of other papers stand on every portal."""
_PAGE = re.compile(r"(\d{1,3})、")
_LEAST = 150
"""A page holds at least so many characters; an author's item that is as long ends as a sentence."""


def without_notes(lines: list[str], counts: Counter[str]) -> list[str]:
    """Lines without what a library set into their sentences."""
    whole = "\n".join(lines)
    if not ("共" in whole and "页" in whole or "编辑" in whole) or not _WITHIN.search(whole):
        return lines
    return [_without(line, counts) for line in lines]


def _without(line: str, counts: Counter[str]) -> str:
    found = _WITHIN.search(line)
    if found is None or found.group() == line.strip() or _ends_a_head(line, found):
        return line  # a line of its own is taken out, and told, as one
    fixed, count = _WITHIN.subn("", line)
    counts["boilerplate"] += count
    return fixed


def _ends_a_head(line: str, page: re.Match[str]) -> bool:
    """Whether a page's number stands behind its running head: 某县双拥办　第1页 共2页."""
    head = line[: page.start()]
    return not line[page.end() :].strip() and head[-1:].isspace() and not re.search("[，。；：]", head)


def without_pages(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """The lines without the numbers of pages at their heads; a sentence that a page's end broke is whole again."""
    starts = _page_starts(lines)
    if not starts:
        return lines
    counts["boilerplate"] += len(starts)
    out: list[Line] = []
    for at, line in enumerate(lines):
        if at not in starts:
            out.append(line)
            continue
        text = _PAGE.sub("", line.text, count=1).lstrip()
        if at != min(starts) and _is_broken(out[-1]):
            out[-1] = replace(out[-1], text=out[-1].text + text)
            counts["wrap"] += 1
        elif text:
            out.append(replace(line, text=text))
    return out


def without_keywords(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """The lines without a library's keywords above a title: 2023 双拥 工作 实施 方案 | 2023年双拥工作实施方案…"""
    for at, (line, below) in enumerate(itertools.pairwise(lines[:_HIGH])):
        words = _WORDS.findall(line.text) if line.text.count(" ") >= _KEYWORDS - 1 else []
        if len(words) >= _KEYWORDS and line.role != "row" and _in_order(words, below.text[:_NEAR]):
            counts["boilerplate"] += 1
            return [*lines[:at], *lines[at + 1 :]]
    return lines


_HIGH, _NEAR, _KEYWORDS = 16, 60, 4
_WORDS = re.compile("\\d+|[^\\d\\s]+")


def _in_order(words: list[str], text: str) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def _page_starts(lines: list[Line]) -> frozenset[int]:
    """Where pages begin: 1、 2、 3、 … at the heads of long lines, most of which break off in the middle of a sentence."""
    numbered = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _PAGE.match(line.text))]
    if len(numbered) < 2 or [number for _, number in numbered] != list(range(1, len(numbered) + 1)):
        return frozenset()
    starts = [at for at, _ in numbered]
    sizes = [sum(len(line.text) for line in lines[low:high]) for low, high in itertools.pairwise(starts)]
    broken = sum(_is_broken(lines[at - 1]) for at in starts[1:])
    return frozenset(starts) if min(sizes) >= _LEAST and 2 * broken >= len(sizes) else frozenset()


def _is_broken(line: Line) -> bool:
    return line.role != "row" and not SENTENCE_END.search(line.text) and line.text[-1] not in "；;：:"
