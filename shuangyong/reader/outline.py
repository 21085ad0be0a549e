"""The numbered items of a text as the author nested them.

One factored pass finds every marker; a stack of open lists gives each its parent. Which list a marker
continues is decided by its number first (the one that expects it), by its shape second, so that an author who
writes 一是, 第二, 第三 has one list, and one who restarts at 一是 under a colon has two.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from shuangyong.reader.model import Item

_NUM = "一二三四五六七八九十"
_COUNT = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A number up to 99 as one writes it: 八一 is none."""
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
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
    rf"[第{_NUM}（(\d{_CIRCLED}{''.join(_SINGLE)}其首再](?:"
    rf"(?<=[二三四五六七八九])(?:十[{_NUM[:9]}]?)?{_AFTER_COUNT}|(?<=十)[{_NUM[:9]}]?{_AFTER_COUNT}|(?<=一){_AFTER_COUNT}"
    rf"|(?<=\d)\d?(?:[.．、](?!(?!20\d\d年|\d{{1,2}}月[\d底上中下前份])\d)|[)）])"
    rf"|(?<=[（(])(?:{_COUNT}|\d{{1,2}})[)）]"
    rf"|(?<=第)[{_NUM}百零〇\d]{{1,6}}(?:[编章节条](?=[\s，,、：:　]|$|[^\s款项规之的和至到])|(?=[，,、：: ]|[是要]))"
    rf"|(?<=[{_CIRCLED}{''.join(_SINGLE)}])"
    rf"|(?<=其)[{_NUM[:6]}次](?=[，,、是要：:])"
    rf"|(?<=[首再])[先次](?=[，,、是要：:])"
    rf"|(?<=首)先)"
)
_SAYS = frozenset({"强调", "指出", "要求", "提出", "认为", "表示"})
"""县长强调，首先，要…: what is said begins there."""
_RANKS = {"编": 0, "章": 1, "节": 2, "条": 3, "cn": 4, "(cn)": 5, "n": 6, "n)": 7, "(n)": 8, "o": 9}
_WORDS = frozenset({"第", "是", "要", "则", "其", "次"})
_LABELS = ("首先", "其次", "再次")
DEEPEST = 12
"""No author nests deeper; a file made to hurt does."""
_HEADING_END = re.compile(r"[。；;！!？?\n\t]|[：:](?!(?<=\d.)\d\d)")
_TURN = re.compile(
    r"(?:同时|会后[，,]|下一?步[，,]|下(?:一)?阶段[，,]|另外|【|此外|最后|同志们|总之|让我们|会议(?:还|最后|同时)?(?:强调|指出|要求|认为|决定|明确|审议|听取|传达|通报|号召|学习|议定|研究|讨论)"
    r"|(?![^，。]{1,6}说，|[^，。]{0,3}[应可]以?说)[^，。：；、“”\s]{1,16}?(?:在讲话中|在会上|最后|还|同时|代表.{2,12}|就.{2,30})?(?:强调|指出|要求|表示|认为|提出|介绍|说)[，,：:]"
    r"|[^，。；：\n]{2,30}[、，]?[^，。；：\n]{2,40}上?(?:作出)?批示[：:]|附件|附\s*[:：]|抄送|主题词|特此|(?:此致|敬礼)|联系人|联系电话|联系方式)"
)


_ALL_ARE_ASKED = re.compile(
    r"请[^，。]{2,40}(?:分别)?于[^，。]{2,20}前(?:将|报)|请(?:各|上述|以上|有关|相关)[^，。]{0,24}(?:于|在|自|将|按|认真|抓紧|结合|对照|收到|接到)|各[^，。：]{2,24}请(?:于|在|将|按)|各[^，。：]{2,24}要(?:于|在)[^，。]{2,16}前将[^，。]{2,40}报"
    r"|各[^，。：]{2,24}要结合[^，。]{0,6}实际"
    r"|[^，。：]{2,20}(?:督查[室办局]|双拥办|领导小组办公室)要(?:会同[^，。]{2,16}?)?(?:对|适时|定期|跟踪|加强|加大)"
)


_LABEL = re.compile(r"\s*(?:关于|听取|审议|研究|传达|通报)[^。：:\n]{2,60}\n")
_RECORDS = re.compile(r"会议(?:还|同时)?(?:认为|决定|明确|审议|听取|传达|通报|学习|议定|研究|讨论|指出|同意|原则)")
"""Under a line that only names a subject (关于…) minutes go on with what the meeting heard, held and decided on it."""


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


@dataclass(slots=True)
class Node:
    """An item being built; `para_end` is where its paragraph ends."""

    mark: Mark
    level: int
    end: int
    heading: str
    start: int
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None


def value_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral up to 999: 二十三 is 23."""
    if numeral.isdigit():
        return int(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char == "十":
            total += (digit or 1) * 10
            digit = 0
        elif char == "百":
            total += (digit or 1) * 100
            digit = 0
        elif char.isdigit():
            digit = digit * 10 + int(char)
        else:
            digit = _DIGITS.get(char, 0)
    return total + digit


# ---------------------------------------------------------------- markers


def marks(text: str) -> list[Mark]:
    """Every marker of an item in order. Numbers that are only numbers are left alone."""
    found: list[Mark] = []
    has_second = "其次" in text
    for match in _SCAN.finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        token = match.group()
        run_in = False
        if before not in _BOUNDARY and not _inline_start(text, start, before, token):
            run_in = token in _FIRST and _ran_into(text, start, match.end(), token)
            if not run_in:
                continue
        mark = _classify(match, text, before == "\n", has_second, run_in)
        if mark is not None:
            mark.run_in = run_in
            found.append(mark)
    return _plausible(found, text)


_FIRST = frozenset({"一、", "（一）", "(一)", "1、", "1.", "1．", "（1）", "(1)"})
_UNDER_NUMBER = re.compile(
    rf"(?:^|[。；：:;\n\t])[ 　]*[{_NUM}]{{1,3}}、[^。；：:;、\n]{{2,30}}(?<![第之按至款条与和在])$"
)
_UNDER_BRACKET = re.compile(rf"[（(](?:[{_NUM}]{{1,3}}|\d)[）)][^。；：:;，,、\n]{{2,16}}(?<![第之按至款条与和在])$")
_TITLE_ABOVE = re.compile(r"(?:方案|计划|总结|规范|办法|制度|意见|报告|要点|细则|汇报|规则|如下)$")
_HAN = re.compile("[一-龥“]{2}")


def _ran_into(text: str, start: int, end: int, token: str) -> bool:
    """The first number of a list right behind the heading above it, whose line's end was lost: 三、工作任务(一)健全组织."""
    if not _HAN.match(text, end):
        return False
    low = max(0, start - 40)
    if token == "一、":
        return _TITLE_ABOVE.search(text, low, start) is not None and "二、" in text[end:]
    if token in ("（一）", "(一)"):
        return _UNDER_NUMBER.search(text, low, start) is not None
    return _UNDER_BRACKET.search(text, low, start) is not None


def _inline_start(text: str, start: int, before: str, token: str) -> bool:
    """A marker inside a sentence: after a comma for words, after anything closing for circled numbers."""
    if token[0] in _CIRCLED:
        return True
    if before in "，," and (token == "首先" or token[0] == "1" and len(token) == 2):
        return text[start - 3 : start - 1] in _SAYS
    if before in "，,、":
        return token[-1] in "是要" and token[0] in _NUM and len(token) == 2 or token[0] in "（("
    if token[0] not in _NUM or token[-1] not in "是要":
        return False
    return before in " ）)”" or before in "中上" and token[0] == "一" and _second(text, start, token) is not None


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
        return Mark(start, end, token, "o", _CIRCLED.index(first) + 1, inline)
    if first in _SINGLE:
        return Mark(start, end, *_SINGLE[first], inline)
    if first in "（(":
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
        if inline:
            return None
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
        if inline and text[start - 1] not in "：:。；;\t":
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


# ---------------------------------------------------------------- the tree


def build(text: str, stops: frozenset[int] = frozenset(), skip: frozenset[int] = frozenset()) -> list[Node]:
    """The tree of items. `stops` are starts of paragraphs that end every open item (signature, attachment);
    `skip` are starts of paragraphs that hold no items (rows of tables, addresses, notes)."""
    tree = _Tree(text, stops)
    start = 0
    by_line = _marks_by_line(text)
    for found in by_line.values():
        for mark in found:
            tree.later.setdefault(mark.kind, []).append((mark.start, mark.value))
    for line in text.split("\n"):
        end = start + len(line)
        if start in stops:
            tree.close_all(start)
        found = by_line.get(start, []) if start not in skip else []
        if not (found and not found[0].inline) and start not in skip:
            tree.unnumbered(start, line)
        for at, mark in enumerate(found):
            tree.add(mark, end, found[at + 1].start if at + 1 < len(found) else end)
        tree.end_paragraph(end)
        start = end + 1
    tree.close_all(len(text))
    return tree.roots


def _marks_by_line(text: str) -> dict[int, list[Mark]]:
    """The markers of each line that has any, by where the line starts."""
    out: dict[int, list[Mark]] = {}
    start, end = 0, -1
    for mark in marks(text):
        if mark.start > end:
            start = text.rfind("\n", max(0, end), mark.start) + 1 or start
            end = text.find("\n", mark.start)
            end = end if end >= 0 else len(text)
        out.setdefault(start, []).append(mark)
    return out


class _Tree:
    """The open items, innermost last."""

    def __init__(self, text: str, stops: frozenset[int]) -> None:
        self.text = text
        self.roots: list[Node] = []
        self.open: list[Node] = []
        self.later: dict[str, list[tuple[int, int]]] = {}

    def add(self, mark: Mark, para_end: int, heading_end: int) -> None:
        """Add an item that ends with its paragraph for now; its heading stands before `heading_end`."""
        parent_depth = min(self._depth_for(mark), DEEPEST - 1)
        self._close_to(parent_depth, mark.start)
        parent = self.open[-1] if self.open else None
        heading = _heading(self.text, mark.end, heading_end)
        node = Node(mark, len(self.open) + 1, para_end, heading, mark.start, parent=parent)
        (parent.children if parent else self.roots).append(node)
        self.open.append(node)

    def _depth_for(self, mark: Mark) -> int:
        """How many open items stay open above the new one."""
        for depth in range(len(self.open) - 1, -1, -1):
            last = self.open[depth].mark
            if _same_family(last, mark) and last.value + 1 == mark.value and (last.kind == mark.kind or mark.value > 1):
                if last.inline and not mark.inline and last.kind != mark.kind:
                    continue
                return depth
        same = [depth for depth in range(len(self.open)) if self.open[depth].mark.kind == mark.kind]
        if same:
            if mark.value == 1 and len(self.open) < DEEPEST and self._opened_by_colon(mark):
                return len(self.open)
            return same[-1]
        return self._depth_by_rank(mark)

    def _depth_by_rank(self, mark: Mark) -> int:
        rank = _RANKS.get(mark.kind)
        depth = len(self.open)
        if rank is None:
            return self._word_depth(mark)
        while depth and (over := _RANKS.get(self.open[depth - 1].mark.kind)) is not None and over > rank:
            if mark.value == 1 and self._goes_on(self.open[depth - 1].mark, mark):
                break
            depth -= 1
        return depth

    def _goes_on(self, outer: Mark, mark: Mark) -> bool:
        """Whether a list goes on after `mark`, so that what opens here stands inside its item: 1. (一) (二) 2."""
        return self._resumes(outer, mark.start)

    def _resumes(self, outer: Mark, place: int) -> bool:
        """Whether the next marker of a kind after a place is the one that follows on `outer`."""
        following = self.later.get(outer.kind, [])
        at = bisect.bisect_right(following, (place, 1 << 60))
        return at < len(following) and following[at][1] == outer.value + 1

    def _word_depth(self, mark: Mark) -> int:
        """一是 nests in whatever is open; but words of another family at a paragraph's start close inline lists."""
        depth = len(self.open)
        if not mark.inline:
            while depth and self.open[depth - 1].mark.inline:
                depth -= 1
        return depth

    def _opened_by_colon(self, mark: Mark) -> bool:
        before = self.text[max(0, mark.start - 2) : mark.start].rstrip("\n")
        return before.endswith(("：", ":"))

    def _close_to(self, depth: int, at: int) -> None:
        while len(self.open) > depth:
            node = self.open.pop()
            node.end = _trim(self.text, min(node.end, at) if node.mark.inline else at)

    def unnumbered(self, start: int, line: str) -> None:
        """A paragraph without a number: it belongs to the open item unless it turns to something else."""
        if self.open and self._closes(start, line):
            self._close_to(len(self.open) - 1, start)
            return
        if not self.open or not _TURN.match(line):
            return
        inner = self.open[-1]
        if _RECORDS.match(line) and _LABEL.match(self.text, inner.mark.end) and not inner.children:
            return
        headless = (
            not inner.children
            and self.text.rfind("\n", 0, start - 1) < inner.start
            and "。" not in self.text[inner.start : start]
        )
        if not (
            headless and re.match("会议|下一?步|下一?阶段|[^，。]{1,16}(?:强调|指出|认为|要求)", line)
        ) and not line.endswith(("：", ":")):
            self._close_to(0, start)

    def _closes(self, start: int, line: str) -> bool:
        """What all are asked below the last of items that are one paragraph each: 请各承办单位自收到本函之日起…"""
        if not _ALL_ARE_ASKED.match(line):
            return False
        inner = self.open[-1]
        below = self.text.rfind("\n", 0, start - 1) < inner.start
        ends = below and not inner.children and self.text[start - 2 : start - 1] == "。"
        return ends and not any(self._resumes(node.mark, start) for node in self.open)

    def end_paragraph(self, end: int) -> None:
        """Inline items end with their paragraph; their list stays known so that the next paragraph may go on with it."""
        while self.open and self.open[-1].mark.inline:
            node = self.open.pop()
            node.end = _trim(self.text, end)

    def close_all(self, at: int) -> None:
        self._close_to(0, at)


def _same_family(one: Mark, two: Mark) -> bool:
    return one.kind == two.kind or (one.kind in _WORDS and two.kind in _WORDS)


def _trim(text: str, end: int) -> int:
    while end and text[end - 1] == "\n":
        end -= 1
    return end


_RUN_IN_LABEL = re.compile(
    "(?:指导思想|(?:工作|创建|活动|总体|主要)?目标(?:要求|任务)?|总体(?:要求|思路)|(?:基本|工作)原则)"
    "(?=(?:坚持以|以|按照|通过|高举|认真贯彻|深入贯彻|全面贯彻|紧紧围绕|进一步|为(?:了|贯彻|进一步|全面))[^。；\n]{16})"
)
_LABEL_OPENS = frozenset("指工创活总主目基")
"""A heading that names the frame of a plan, and the text that its lost line's end let run into it: 指导思想以…为指导."""


def _heading(text: str, start: int, para_end: int) -> str:
    """The first clause of an item; a long one only up to its first comma (40 characters)."""
    while start < para_end and text[start] in " 　，,、：:":
        start += 1
    if text[start : start + 1] in _LABEL_OPENS and (label := _RUN_IN_LABEL.match(text, start, para_end)):
        return label.group()
    match = _HEADING_END.search(text, start, para_end)
    end = match.start() if match else para_end
    clause = text[start:end].strip(" 　，,、")
    if len(clause) > 40:
        cut = min((at for at in (clause.find("，"), clause.find(",")) if at > 0), default=-1)
        if cut > 0:
            clause = clause[:cut]
    return clause


def items(nodes: list[Node]) -> tuple[Item, ...]:
    """The tree as the contract's frozen items."""
    return tuple(
        Item(node.mark.number, node.level, node.heading, node.start, node.end, items(node.children)) for node in nodes
    )
