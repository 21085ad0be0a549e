"""Texts whose characters a conversion set apart here and there: 组织领 导, 1 5日前, 加 强. Their spaces are nobody's.

One stray space in a heading could be its author's; where the sentences of a text are full of them, they are not.
"""

from __future__ import annotations

import re

from shuangyong.reader.lines import BODY_NAME, DATE_LINE, is_row_of_names

_GAP = "[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
HAN = "\u3400-\u9fff〇"
_STRAY = re.compile(f"(?<=[{HAN}]){_GAP}+(?=[{HAN}])")
_HELD = re.compile(f"[{HAN}]")
_SENTENCE = re.compile("[，。；]")
_NAMES = re.compile("记者|通讯员|摄影|(?:出席|列席|参加|请假|缺席|与会|参会)[^，。；]{0,6}[：:]")
"""Bylines and lists of who came, in which spaces part the names."""
_TELEPHONE = re.compile("电话|手机|传真|邮编|热线")
_BEHIND_ONE = re.compile(rf"{_GAP}(?<=[{HAN}\d]{_GAP})")
"""The space stands first, so that the search looks for spaces only."""
_LONG_ENOUGH = 15
_FEWEST, _LINES, _ONE_IN = 5, 3, 80
_NUMBER_APART = re.compile(
    rf"(?<=[{HAN}]\d){_GAP}(?=(?:\d|\d\d|\d{{4}})[{HAN}])|(?<=[{HAN}]\d\d){_GAP}(?=(?:\d|\d\d)[{HAN}])"
)
"""3月1 5日, 14 6万元; in threes figures are set apart on purpose."""


def is_strewn(lines: list[str]) -> bool:
    """Whether spaces stand in a text's sentences as nobody writes them: several, in several lines."""
    if len(_BEHIND_ONE.findall("\n".join(lines))) < _FEWEST:
        return False
    held = 0
    words: list[int] = []
    numbers: list[int] = []
    for line in lines:
        if len(line) < _LONG_ENOUGH or "\t" in line or not _SENTENCE.search(line):
            continue
        if _NAMES.search(line) or _TELEPHONE.search(line):
            continue
        bare = line.strip()
        bare = bare[_behind_article(bare) :]
        held += len(_HELD.findall(bare))
        words.append(len(_STRAY.findall(bare)))
        numbers.append(len(_NUMBER_APART.findall(bare)))
    return _are_many(words, held) or _are_many(numbers, 0)


def _are_many(counts: list[int], held: int) -> bool:
    return sum(counts) >= _FEWEST and sum(map(bool, counts)) >= _LINES and sum(counts) * _ONE_IN >= held


_SIDE = rf"[{HAN}\d，。、；：！？（）“”‘’《》〔〕—·]"
_BETWEEN = re.compile(rf"(?<={_SIDE}){_GAP}+(?={_SIDE}|[%％‰])|(?<=\d){_GAP}+(?=[.．])")
_INSIDE_A_NUMBER = re.compile(rf"(?<=[^\n]{{2}}\d){_GAP}*([.．:/]){_GAP}*(?=\d)")
"""3 . 8, 4: 6; not behind the number that a line begins with: 1. 2026年."""
_WHO = re.compile(f"(?:书记|[市县区州盟旗镇乡局部处科站]长|主任|司令员|政委|主席|组长){_GAP}[{HAN}]{{2,4}}$")
"""县委副书记、县长 罗德平: who speaks, below a title."""
_SHORT, _A_BODY = 30, 4


def gathered(line: str) -> str:
    """A line of such a text without the spaces between its characters; those between names, bodies and numbers stay."""
    if _NAMES.search(line) or _TELEPHONE.search(line) or is_row_of_names(line) and not BODY_NAME.search(line):
        return line
    if len(line) <= _SHORT and (_WHO.search(line) or _is_two_bodies(line)):
        return line
    start = _behind_article(line)
    return line[:start] + _INSIDE_A_NUMBER.sub(r"\1", _BETWEEN.sub("", line[start:]))


def _behind_article(line: str) -> int:
    """Where the words behind 第一条 begin: the space between them is its author's."""
    head = _ARTICLE.match(line)
    return head.end() if head else 0


_ARTICLE = re.compile(rf"第[一二三四五六七八九十百零〇\d]{{1,5}}[编章节条款]{_GAP}+")


def _is_two_bodies(line: str) -> bool:
    parts = line.split()
    return len(parts) > 1 and all(len(part) >= _A_BODY and BODY_NAME.search(part) for part in parts)


def is_day_apart(line: str) -> bool:
    """2 0 2 6 年 3 月 5 日: whether a line is a day, every character apart."""
    pieces = line.split()
    whole = "".join(pieces)
    return len(pieces) > _A_BODY and len(whole) == len(pieces) and DATE_LINE.fullmatch(whole) is not None
