"""The markers of numbered items in a text: 第一条, 一、 (一) 1. ① 一是 其次, found in one factored pass.

Numbers that are only numbers are left alone; a marker whose line was lost is told by the heading or the list it belongs to.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from operator import attrgetter

_NUM = "一二三四五六七八九十"
_COUNT = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A number up to 99 as one writes it: 八一 is none."""
_FAR = r"[百千][一二三四五六七八九十百零〇]{0,6}"
"""What goes on behind the first figure of a number above 99."""
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + "".join(map(chr, (*range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
_SINGLE = {
    chr(first + at): (number, kind, at + 1)
    for first, kind, numbers in (
        (0x2474, "(n)", [f"({n})" for n in range(1, 21)]),
        (0x2488, "n", [str(n) for n in range(1, 21)]),
        (0x3220, "(cn)", [f"({n})" for n in _NUM]),
    )
    for at, number in enumerate(numbers)
}
"""Numbers that are one character with their brackets or stop: ⑴, ⒈, ㈠."""
_BOUNDARY = "。；;！!？?：:\n\t"

_AFTER_COUNT = r"(?:、|[.．](?=[一-龥“])|[是要则](?=[^\s。；])(?!素|件))"
# The first character is a class of its own and each alternative only looks back at it: then CPython searches for the
# characters of the class, 25 million a second; eight alternatives tried at every place make 10.
_SCAN = re.compile(
    rf"[第{_NUM}（(〔\d{_CIRCLED}{''.join(_SINGLE)}其首再](?:"
    rf"(?<=[二三四五六七八九])(?:十[{_NUM[:9]}]?)?{_AFTER_COUNT}|(?<=十)[{_NUM[:9]}]?{_AFTER_COUNT}|(?<=一){_AFTER_COUNT}"
    rf"|(?<=[{_NUM[:9]}]){_FAR}(?:、|[.．](?=[一-龥“]))"
    rf"|(?<=\d)\d{{0,4}}(?:[.．、](?!(?!20\d\d年|\d{{1,2}}月[\d底上中下前份])\d)|[)）])"
    rf"|(?<=[（(〔])(?:{_COUNT}|[{_NUM[:9]}]{_FAR}|\d{{1,5}})[)）〕]"
    rf"|(?<=第)[{_NUM}百零〇\d]{{1,6}}(?:[编章节条](?=[\s，,、：:　]|$|[^\s款项规之的和至到])|(?=[，,、：: ]|[是要]))"
    rf"|(?<=[{_CIRCLED}{''.join(_SINGLE)}])"
    rf"|(?<=其)[{_NUM[:6]}次](?=[，,、是要：:])"
    rf"|(?<=[首再])[先次](?=[，,、是要：:])"
    rf"|(?<=首)先)"
)
_STOPS = (".", "．", "、")
"""What some print behind a number in a circle: ①."""
_SAYS = frozenset({"强调", "指出", "要求", "提出", "认为", "表示"})
"""县长强调，首先，要…: what is said begins there."""
_LABELS = ("首先", "其次", "再次")


@dataclass(slots=True)
class Mark:
    """A marker found in the text: `kind` its shape, `value` its number, `inline` false at a paragraph's start,
    `run_in` where the heading above it lost its line's end."""

    start: int
    end: int
    number: str
    kind: str
    value: int
    inline: bool
    run_in: bool = False


def value_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral up to 9999: 二十三 is 23."""
    if numeral.isdigit():
        return int(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char == "十":
            total += (digit or 1) * 10
            digit = 0
        elif char in "百千":
            total += (digit or 1) * (100 if char == "百" else 1000)
            digit = 0
        elif char.isdigit():
            digit = digit * 10 + int(char)
        else:
            digit = _DIGITS.get(char, 0)
    return total + digit


def marks(text: str) -> list[Mark]:
    """Every marker of an item in order. Numbers that are only numbers are left alone."""
    found: list[Mark] = []
    dropped: list[re.Match[str]] = []
    has_second = "其次" in text
    far: set[tuple[str, int]] = set()
    articles = dict.fromkeys("编章节条", _NONE_YET)  # an article whose line's end was lost goes on with the one before
    for match in _SCAN.finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        if before == " " and text[start - 2 : start - 1] in _BEFORE_SPACE:
            before = text[start - 2]  # 第一句。 2、第二句
        token = match.group()
        run_in = False
        if before not in _BOUNDARY and not _inline_start(text, start, before, token):
            run_in = token in _FIRST and _ran_into(text, start, match.end(), token)
            if not run_in:
                if token[-1] == "、" and token[0] in _NUM and before != "\n":
                    dropped.append(match)
                continue
        mark = _classify(match, text, before == "\n", has_second, run_in)
        if mark is not None and mark.kind in articles:
            if mark.inline and (mark.value != articles[mark.kind] + 1 or before not in "。；"):
                continue
            run_in, mark.inline, articles[mark.kind] = mark.inline, False, mark.value
        if mark is not None and _goes_on(mark, far):
            mark.run_in = run_in
            found.append(mark)
    if dropped:
        found = _with_missing(found, dropped)
    if parted := _decimals(text):
        taken = {mark.start for mark in parted}
        found = sorted([*parted, *(mark for mark in found if mark.start not in taken)], key=attrgetter("start"))
    return _plausible(found, text)


_PARTED = re.compile(
    r"(?m)^[ 　]*(?P<number>\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、]?[ 　]*(?=[一-龥“《（(])(?![万亿元倍余多%％])"
    r"|^[ 　]*(?P<whole>\d{1,2})[ 　]*(?=[一-龥、]{2,20}$)(?![年月日])"
)


def _decimals(text: str) -> list[Mark]:
    """Numbers in parts at the head of lines (1.1 编制目的, 1.2.1 …), and the bare ones above them (1 总则), where each goes on with the
    list that it belongs to; one alone may be any figure."""
    if ".1" not in text and "．1" not in text:
        return []
    out: list[Mark] = []
    last: dict[tuple[int, ...], int] = {}
    lines = list(_PARTED.finditer(text))
    for at, match in enumerate(lines):
        number = (match["number"] or match["whole"]).replace("．", ".")
        parts = tuple(map(int, number.split(".")))
        above, value = parts[:-1], parts[-1]
        if not above and not _opens_parts(lines[at + 1 : at + 2], number):
            continue
        if value != last.get(above, 0) + 1 and (above or value != 1):
            continue
        last[above] = value
        start = match.start("number" if above else "whole")
        out.append(Mark(start, match.end(), number, f"n{len(parts)}" if above else "n", value, inline=False))
    return out if sum(mark.kind != "n" for mark in out) > 1 else []


def _opens_parts(below: list[re.Match[str]], number: str) -> bool:
    """Whether the first part of a bare number follows it: 1 总则, 1.1 编制目的."""
    return bool(below) and (below[0]["number"] or "").replace("．", ".") == f"{number}.1"


_FAR_FROM = {"cn": 100, "(cn)": 100, "n": 1000, "n)": 1000, "(n)": 1000}
"""From here on a number is more often a year, a sum or a code: it is an item's only behind the one before it."""


def _goes_on(mark: Mark, far: set[tuple[str, int]]) -> bool:
    """Whether a number is one that a list comes to; `far` remembers those that the next may follow."""
    least = _FAR_FROM.get(mark.kind)
    if least is None or mark.value < least - 1:
        return True
    if mark.value >= least and (mark.kind, mark.value - 1) not in far:
        return False
    far.add((mark.kind, mark.value))
    return True


def _with_missing(found: list[Mark], dropped: list[re.Match[str]]) -> list[Mark]:
    """A number that a lost line's end left in the middle of a line, where the list it belongs to has just this gap.

    X年X月X日二、检查方式: 一 stands before it and 三 behind, and no other 二 between.
    """
    out = list(found)
    listed = [mark for mark in found if mark.kind == "cn"]
    for last, following in itertools.pairwise(listed):
        if not last.value + 1 < following.value <= last.value + _MOST_LOST:
            continue
        between = [one for one in dropped if last.end < one.start() < following.start]
        wanted = [*range(last.value + 1, following.value)]
        lost = [one for one in between if value_of(one.group()[:-1]) in wanted]
        if [value_of(one.group()[:-1]) for one in lost] == wanted:
            for one in lost:
                number = one.group()[:-1]
                mark = Mark(one.start(), one.end(), number, "cn", value_of(number), inline=True, run_in=True)
                bisect.insort(out, mark, key=lambda one: one.start)
    return out


_NONE_YET = -1
_MOST_LOST = 5
_BEFORE_SPACE = ("。", "；", ";", "：", ":")
_FIRST = frozenset({"一、", "（一）", "(一)", "1、", "1.", "1．", "（1）", "(1)", "〔一〕"})
_UNDER_NUMBER = re.compile(
    rf"(?:^|[。；：:;)）\n\t])[ 　]*[{_NUM}]{{1,3}}、[^。；：:;、\n]{{2,30}}(?<![第之按至款条与和在])$"
)
_UNDER_BRACKET = re.compile(rf"[（(](?:[{_NUM}]{{1,3}}|\d)[）)][^。；：:;，,、\n]{{2,16}}(?<![第之按至款条与和在])$")
_TITLE_ABOVE = re.compile(r"(?:方案|计划|总结|规范|办法|制度|意见|报告|要点|细则|汇报|规则|如下)$")
_HAN = re.compile("[一-龥“]{2}")


def _ran_into(text: str, start: int, end: int, token: str) -> bool:
    """The first number of a list right behind the heading above it, whose line's end was lost: 三、工作任务(一)健全组织."""
    if not _HAN.match(text, end):
        return False
    low = max(0, start - 40)
    start -= text[start - 1] in " 　"
    if token == "一、":
        return _TITLE_ABOVE.search(text, low, start) is not None and "二、" in text[end:]
    if token in ("（一）", "(一)", "〔一〕"):
        return _UNDER_NUMBER.search(text, low, start) is not None
    if _UNDER_BRACKET.search(text, low, start) is not None:
        return True
    return f"。2{token[-1]}" in text[end:] and _UNDER_NUMBER.search(text, low, start) is not None


def _inline_start(text: str, start: int, before: str, token: str) -> bool:
    """A marker inside a sentence: after a comma for words, after anything closing for circled numbers."""
    if token[0] in _CIRCLED:
        return True
    if before in "，," and (token == "首先" or token[0] == "1" and len(token) == 2):
        return text[start - 3 : start - 1] in _SAYS
    if before in "，," and token == "第一":
        return (
            text[start + 2 : start + 3] in "，," and _SECOND_POINT.search(text, start, start + _ITEM_LONG) is not None
        )
    if before in "，,、":
        return token[-1] in "是要" and token[0] in _NUM and len(token) == 2 or token[0] in "（("
    if before in "）)" and token[0] in "（(" and _follows_in_brackets(text, start, token[1:-1]):
        return True
    if token[0] not in _NUM or token[-1] not in "是要":
        return False
    if before in " ）)”★☆●■◆▲":
        return True
    said = before in _LEADS_TO_FIRST or text[max(0, start - 2) : start] in _SAYS
    if token[0] != "一" or not said and _TOLD.search(text, max(0, start - _NAME), start) is None:
        return False
    return _second(text, start, token) is not None


def _follows_in_brackets(text: str, start: int, number: str) -> bool:
    """…（责任单位：县民政局）（二）…: a bracket stands before the number, and the number before it stands further up."""
    at = _NUM.find(number) if len(number) == 1 else -1
    if at < 1:
        return False
    low = max(0, start - _ITEM_LONG)
    return any(f"{opens}{_NUM[at - 1]}{closes}" in text[low:start] for opens, closes in ("（）", "()"))


_SECOND_POINT = re.compile("[。；;\\n]第二[，,]")
"""做好下一阶段工作，第一，要守牢底线。…第二，要…: the first stands behind its lead-in."""
_ITEM_LONG = 600
_LEADS_TO_FIRST = frozenset("中上员志议")
"""What stands before a first item that nothing parts from its lead-in: 要求全体人员一是…；二是…"""
_TOLD = re.compile(
    "(?:^|[，。；：、\\n])(?:各|全)?[^，。；：、\\n]{0,12}[村局委办镇乡县区市府门位校站级队志道社厅处科室部]$"
)
"""各村一要摸清底数；二要…: who is told stands right before the first."""
_NAME = 16


def _second(text: str, start: int, token: str) -> re.Match[str] | None:
    """在今年工作中一是要…；二是…: nothing parts the first from its lead-in, but the second follows it behind a mark."""
    return (_SECOND_IS if token[-1] == "是" else _SECOND_MUST).search(text, start + 2, start + _SECOND_NEAR)


_SECOND_IS, _SECOND_MUST = re.compile("[，,；;。]二是"), re.compile("[，,；;。]二要")
_SECOND_NEAR = 160


def _classify(match: re.Match[str], text: str, at_start: bool, has_second: bool, run_in: bool) -> Mark | None:
    token, start, end = match.group(), match.start(), match.end()
    first = token[0]
    inline = not at_start
    if first in _CIRCLED:
        end += text[end : end + 1] in _STOPS and len(text) > end
        return Mark(start, end, token, "o", _CIRCLED.index(first) + 1, inline)
    if first in _SINGLE:
        return Mark(start, end, *_SINGLE[first], inline)
    if first in "（(〔":
        inner = token[1:-1]
        return Mark(start, end, f"({inner})", "(n)" if inner.isdigit() else "(cn)", value_of(inner), inline)
    if first == "第":
        return _ordinal(token, text, start, end, inline)
    if first.isdigit():
        return _arabic(token, text, start, end, inline)
    if first in "其首再":
        return _sequence(token, text, start, end, inline, has_second)
    if run_in:
        return Mark(start, end, token[:-1], "cn", value_of(token[:-1]), inline)
    return _chinese(token, text, start, end, inline)


def _ordinal(token: str, text: str, start: int, end: int, inline: bool) -> Mark | None:
    if token[-1] in "编章节条":
        return Mark(start, end, token, token[-1], value_of(token[1:-1]), inline)
    after = text[end : end + 1]
    if (
        after in "、 "
        and inline
        and (after == " " or text[start - 1] not in "。；;：:" or text[end + 1 : end + 2] in f"第{_NUM}")
    ):
        return None
    if after == "要" or after == "是":
        return Mark(start, end, token, "第", value_of(token[1:]), inline) if not inline else None
    return Mark(start, end + 1, token, "第", value_of(token[1:]), inline)


def _arabic(token: str, text: str, start: int, end: int, inline: bool) -> Mark | None:
    if inline and token[-1] == "、" and text[end : end + 1].isdigit():
        return None
    if inline and len(token) > 2 and text[start - 1] in ":：" and text[start - 2 : start - 1].isdigit():
        return None  # 上午9:00.
    kind = "n)" if token[-1] in ")）" else "n"
    if (
        kind == "n)"
        and inline
        and text.rfind("(", max(0, start - 30), start) > text.rfind(")", max(0, start - 30), start)
    ):
        return None
    return Mark(start, end, token[:-1], kind, int(token[:-1]), inline)


def _sequence(token: str, text: str, start: int, end: int, inline: bool, has_second: bool) -> Mark | None:
    if token[-1] in "先次":
        if token == "首先" and not has_second:
            return None
        value = _LABELS.index(token) + 1 if token in _LABELS else 0
        after = text[end : end + 1]
        return Mark(start, end + (after in "，,、：:是"), token, "次", value, inline)
    after = text[end : end + 1]
    return Mark(start, end + (after in "，,、：:"), token, "其", value_of(token[1:]), inline)


def _chinese(token: str, text: str, start: int, end: int, inline: bool) -> Mark | None:
    if token[-1] in "、.．":
        if inline and token[-1] != "、":
            return None
        if inline and text[end : end + 1] in _NUM + "两":
            return None
        if inline and text[start - 1 - (text[start - 1] == " ")] not in "：:。；;\t":
            return None
        return Mark(start, end, token[:-1], "cn", value_of(token[:-1]), inline)
    after = text[end : end + 1]
    if token[-1] == "是" and after in "，,：:、":
        end += 1
    return Mark(start, end, token, token[-1], value_of(token[:-1]), inline)


def _plausible(found: list[Mark], text: str) -> list[Mark]:
    """Words such as 一是 stand for a list only in company; what a pair of quotation marks holds is not the author's."""
    if not found:
        return found
    quoted = _quoted_spans(text) if any(mark.inline for mark in found) else []
    out = [mark for mark in found if not (mark.inline and _inside(quoted, mark.start))]
    company: dict[str, int] = {}
    for mark in out:
        company[mark.kind] = company.get(mark.kind, 0) + 1
    return [mark for mark in out if not _alone(mark, company)]


def _alone(mark: Mark, company: dict[str, int]) -> bool:
    if mark.run_in:
        return False
    if mark.kind in "是要则其次" or (mark.kind == "第" and mark.inline):
        return sum(company.get(kind, 0) for kind in ("是", "要", "则", "其", "次", "第")) < 2
    if mark.inline and mark.kind in ("n", "n)", "(n)", "(cn)", "cn", "o"):
        return company[mark.kind] < 2
    return False


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = text.find("“")
    while at >= 0:
        close = text.find("”", at + 1)
        line = text.find("\n", at + 1)
        if close < 0:
            break
        if 0 <= line < close:
            at = text.find("“", line)
            continue
        spans.append((at, close))
        at = text.find("“", close)
    return spans


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect.bisect_right(spans, (at, 1 << 60)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]
