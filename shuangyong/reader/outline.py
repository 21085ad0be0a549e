"""The numbered items of a text as the author nested them.

One factored pass finds every marker; a stack of open lists gives each its parent. Which list a marker
continues is decided by its number first (the one that expects it), by its shape second, so that an author who
writes 一是, 第二, 第三 has one list, and one who restarts at 一是 under a colon has two.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from shuangyong.reader.markers import Mark, marks
from shuangyong.reader.model import Item
from shuangyong.reader.paper import MARKER

_RANKS = {
    "编": 0,
    "章": 1,
    "节": 2,
    "条": 3,
    "cn": 4,
    "(cn)": 5,
    "n": 6,
    "n2": 7,
    "n3": 8,
    "n4": 9,
    "n)": 10,
    "(n)": 11,
    "o": 12,
}
_WORDS = frozenset({"第", "是", "要", "则", "其", "次"})
DEEPEST = 12
"""No author nests deeper; a file made to hurt does."""
_HEADING_END = re.compile(r"[。；;！!\n\t]|(?<![?？])[？?](?![?？])|[：:](?!(?<=\d.)\d\d)")
_TURN = re.compile(
    r"(?:同时|会议?的?[^，。]{0,6}(?:议程|议题|内容)[^，。]{0,6}(?:进行到这里|到此|结束|完毕)|会后[，,]|下一?步[，,]|下(?:一)?阶段[，,]|另外|另请|【|议题[一二三四五六七八九十\d]{1,2}[：:]|此外|最后|同志们|(?:各位(?:代表|委员|同志|老师|领导|来宾|同仁)|(?:老师|同学|同事|职工|战友|朋友)们)(?:[、，]?[^，。：；\n！]{1,12}们)?[，,！!：:]|结(?:束)?语(?=\n|$)|总之|让我们|会议(?:还|最后|同时)?(?:强调|指出|要求|认为|决定|明确|审议|听取|传达|通报|号召|学习|议定|研究|讨论)"
    r"|[一-龥]{2,4}在会上(?:传达|通报|宣读|解读|汇报)"
    r"|(?!(?:[时期]限|时间|工作|活动|具体|有关|相关|任务|质量|纪律|报送|材料|整改|总体|基本|标准|目标|培训|申报|参赛|作品)要求[：:])(?![^，。]{1,6}说，|[^，。]{0,3}[应可]以?说)[^，。：；、“”\s]{1,16}?(?:在讲话中|在会上|最后|还|同时|代表.{2,12}|就.{2,30})?(?:强调|指出|要求|表示|认为|提出|介绍|说)[，,：:]"
    r"|[^，。；：\n]{2,30}[、，]?[^，。；：\n]{2,40}上?(?:作出)?批示[：:]|附件|附\s*[:：]|抄送|主题词|特此|(?:此致|敬礼)|联系人|联系电话|联系方式)"
)


_SPOKEN_TURN = re.compile(
    "在(?:全力|切实)?(?:抓好|做好|完成)(?:以上|上述|这些)[^，。]{0,10}的?同时，|[讲说谈]到[^，。]{1,10}，我(?:还|再|也|要|想|多)"
    "|借(?:此|这个|今天这?个?)机会，|[^，。]{2,14}，最后再?强调"
    "|这[几两三四五六七八九十]{1,2}[项件条个点](?:方面|重点)?(?:任务|工作|事情?|问题)?，(?:我(?:想|要|还|再)|件件|项项|条条)|我就讲(?:这些|到这|这么)"
    "|以上(?:几|[两三四五六七八])[点条个](?:方面)?(?:意见|要求|建议)?，(?:请|希望|望)"
)
"""讲到作风，我还想多说几句: how a speaker leaves what he has told."""


_ALL_ARE_ASKED = re.compile(
    r"请[^，。]{2,40}(?:分别)?于[^，。]{2,20}前(?:将|报)|请(?:各|上述|以上|有关|相关)[^，。]{0,24}(?:于|在|自|将|按|每[月周旬半]|认真|抓紧|结合|对照|收到|接到|高度|切实|务必)|各[^，。：]{2,24}请(?:于|在|将|按)|各[^，。：]{2,24}要(?:于|在)[^，。]{2,16}前将[^，。]{2,40}报"
    r"|各[^，。：]{2,24}要结合[^，。]{0,6}实际|各[^，。：]{2,24}，[^。：]{0,50}于[^，。]{2,14}前(?:上报|报送|报|将)"
    r"|[^，。：]{1,20}(?:督查[室办局]|双拥办|领导小组办公室)要(?:会同[^，。]{2,16}?)?(?:对|适时|不?定期|跟踪|加强|加大|[在于][^，。对]{2,14}(?:组织|对|开展|通报))"
    r"|[一-龥“”]{2,10}期间，(?:各|全体)[^，。：]{1,24}(?<![重需首主只])要(?![求点素])"
    r"|(?:上述|以上)[^，。：；\n]{2,16}，?请(?:各|于|在|自|按|及时)|[^，。：；\n]{0,10}(?:进展|完成|落实|办理|整改)情况，?请(?:各|于|在|自|按|及时)"
)


_ASKED_LAST = re.compile(
    "请(?:各|上述|以上|有关|相关|你|贵|[县市区州省旗镇]|其他)[^。：]{0,60}?(?:于[^，。]{2,20}前[^，。]{0,6}(?:将|报|送|反馈|函复)|将[^，。]{2,40}于[^，。]{2,20}前[^，。]{0,6}(?:送|报|反馈|函复|交)|按照?(?:上述|以上|本|通知|方案)[^，。]{0,8}要求|抓紧[^。]{2,30}[，,])"
)
"""请各镇将总结于2月8日前送县双拥办, 请各单位按照上述要求…: what all are asked when every item has been told."""
_IS_AMISS = re.compile(
    "(?:^|[^，])(?:未(?!来)|缺乏|缺失|没有)|不(?:够|足|到位|及时|规范|得力|力|高|强|实|严|全|明|清|彻底|平衡|完善|健全)$"
)
_TO_MEND = re.compile(
    "(?:^|[，。])(?:现?请|要求|希望?|望)(?:(?=[各上有相被你])|[一-龥]{0,8}[县市区镇乡局委办院校])|各[^，。]{1,16}(?:要|必须|务必)(?!求)"
)
_ANSWERS_IT = re.compile("(?:整改|责任|完成|牵头|主要|具体)?(?:措施|单位|领导|时限|目标|情况|部门|人)[：:]")
"""3.宣传氛围未形成。 | …，请某县制定整改方案: below the last of what is amiss, what is to be mended is asked."""
_OF_ALL_ITEMS = re.compile("要求|保障|报送|其他|组织领导|落实|事项|总结|步骤|阶段|安排")
_SENTENCE_ENDS = frozenset("。；;!！")


_ALL_AGAIN = re.compile(
    "同志们|各位(?:代表|委员|同志|老师|领导)|(?:老师|同学|同事|职工)们|会议的?[^，。]{0,6}(?:议程|议题)"
)
"""同志们，各项议程已进行完毕。下面我再强调三点：, behind an agenda: the points are not the last item's."""
_LABEL = re.compile(r"\s*(?:关于|听取|审议|研究|传达|通报)[^。：:\n]{2,60}\n")
_RECORDS = re.compile(r"会议(?:还|同时)?(?:认为|决定|明确|审议|听取|传达|通报|学习|议定|研究|讨论|指出|同意|原则)")
"""Under a line that only names a subject (关于…) minutes go on with what the meeting heard, held and decided on it."""


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
    told_below: bool = False


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
        heading = _heading(self.text, mark.end, heading_end) or self._told_on_the_next_line(mark, heading_end)
        node = Node(mark, len(self.open) + 1, para_end, heading, mark.start, parent=parent)
        (parent.children if parent else self.roots).append(node)
        self.open.append(node)

    def _told_on_the_next_line(self, mark: Mark, end: int) -> str:
        """The heading of a chapter or an article whose number has a line of its own: 第一条 | 为褒扬烈士，…"""
        if mark.kind not in _ARTICLES or MARKER.match(self.text, end + 1):
            return ""
        below = self.text.find("\n", end + 1)
        return _heading(self.text, end + 1, below if below >= 0 else len(self.text))

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
            if mark.value == 1 and len(self.open) < DEEPEST and self._opened_by_colon(mark) and not self._turns(mark):
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

    def _turns(self, mark: Mark) -> bool:
        """Whether another speaks before the colon in an inline list's paragraph: …七是开展排查。会议强调：一是…"""
        inner = self.open[-1].mark
        begun = max(self.text.rfind("。", inner.start, mark.start), self.text.rfind("；", inner.start, mark.start)) + 1
        return inner.inline and begun > 0 and _TURN.match(self.text, begun, mark.start) is not None

    def _close_to(self, depth: int, at: int) -> None:
        while len(self.open) > depth:
            node = self.open.pop()
            node.end = _trim(self.text, min(node.end, at) if node.mark.inline else at)

    def unnumbered(self, start: int, line: str) -> None:
        """A paragraph without a number: it belongs to the open item unless it turns to something else."""
        if self.open and self._closes(start, line):
            self._close_to(0, start)
            return
        if not self.open or not (_TURN.match(line) or _SPOKEN_TURN.match(line)):
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
            headless
            and re.match(
                "会议(?!的?[^，。]{0,6}(?:议程|议题|内容))|下一?步|下一?阶段|[^，。]{1,16}(?:强调|指出|认为|要求)", line
            )
        ) and (not line.endswith(("：", ":")) or _ALL_AGAIN.match(line) and "。" in line):
            self._close_to(0 if _ALL_AGAIN.match(line) else self._going_on(start), start)

    def _going_on(self, start: int) -> int:
        """How deep what is open stays open at a turn: an item whose list goes on below ends, what it stands in does not."""
        return max((at for at, node in enumerate(self.open) if self._resumes(node.mark, start)), default=0)

    def _closes(self, start: int, line: str) -> bool:
        """What all are asked below the last of items that are one paragraph each: 请各承办单位自收到本函之日起…"""
        if _ASKED_LAST.match(line) and self._is_last_and_its_own(start):
            return True
        if _IS_AMISS.search(self.open[0].heading) and _TO_MEND.search(line) and not _ANSWERS_IT.match(line):
            return not any(self._resumes(node.mark, start) for node in self.open)
        if not _ALL_ARE_ASKED.match(line):
            return False
        inner = self.open[-1]
        below = self.text.rfind("\n", 0, start - 1) < inner.start
        ends = below and not inner.children and self.text[start - 2 : start - 1] in "。；"
        return ends and not any(self._resumes(node.mark, start) for node in self.open)

    def _is_last_and_its_own(self, start: int) -> bool:
        """Whether no list goes on below a place, and what is open there is a matter of its own and no 有关要求."""
        ended = self.text[start - 2 : start - 1] in _SENTENCE_ENDS
        return ended and not any(
            self._resumes(node.mark, start) or _OF_ALL_ITEMS.search(node.heading) for node in self.open
        )

    def end_paragraph(self, end: int) -> None:
        """Inline items end with their paragraph; their list stays known so that the next paragraph may go on with it."""
        if self.open and self.open[-1].mark.inline and self._told_below(self.open[-1], end):
            self.open[-1].told_below = True
            for node in self.open:
                node.mark.inline = False
        while self.open and self.open[-1].mark.inline:
            node = self.open.pop()
            node.end = _trim(self.text, end)

    def _told_below(self, node: Node, end: int) -> bool:
        """Whether a heading at a paragraph's end is told in the next one: lines were broken behind headings, not before.

        The list must go on in the same way: its next number stands in a later paragraph, or the one before stood so.
        """
        if node.mark.kind not in _NUMBERED or node.children or end - node.mark.end > _LONGEST_HEADING:
            return False
        if "。" in self.text[node.mark.end : end - 1] or not node.heading:
            return False
        if MARKER.match(self.text, end + 1):
            return node.mark.kind == "cn" and _OPENS_A_LIST.match(self.text, end + 1) is not None
        if self._resumes(node.mark, end):
            return True
        siblings = node.parent.children if node.parent else self.roots
        return len(siblings) > 1 and siblings[-2].mark.kind == node.mark.kind and siblings[-2].told_below

    def close_all(self, at: int) -> None:
        self._close_to(0, at)


_ARTICLES = frozenset("编章节条")
_NUMBERED = frozenset({"cn", "(cn)", "n", "(n)"})
_LONGEST_HEADING = 30
_OPENS_A_LIST = re.compile("[（(〔]一[)）〕]|[（(]1[)）]|1[.．、]|①")


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
    clause = _WHO_BEHIND.sub("", text[start:end]).strip(" 　，,、")
    if len(clause) > 40:
        cut = min((at for at in (clause.find("，"), clause.find(",")) if at > 0), default=-1)
        if cut > 0:
            clause = clause[:cut]
    return clause


_WHO_BEHIND = re.compile("[（(](?:(?:牵头|责任|主责|主办|任务|承办|落实|配合)(?:单位|部门)|完成(?:时限|时间))$")
"""举办启动仪式（责任单位：…）: the bracket that tells who is no part of the heading before its colon."""


def items(nodes: list[Node]) -> tuple[Item, ...]:
    """The tree as the contract's frozen items."""
    return tuple(
        Item(node.mark.number, node.level, node.heading, node.start, node.end, items(node.children)) for node in nodes
    )
