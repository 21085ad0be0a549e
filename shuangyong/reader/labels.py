"""Units that a label names: 牵头单位：县双拥办；责任单位：各乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuangyong.reader.names import split_names
from shuangyong.reader.people import SURNAMES

_LABEL = re.compile(
    r"(?P<first>(?<![^。；;（(\n])牵头(?:单位|部门)；)|(?P<answers>(?<![^。；;（(\n])责任(?:单位|部门)；)|(?<![^。；;（(\n])(?P<when>完成(?:时限|时间|期限)；)"
    r"|(?P<lead>牵头(?:责任|负责)?(?:单位|部门|科室|处室|股室)|主责(?:单位|部门)|主办(?:单位|部门|科室)|主体责任单位|第一责任单位|牵头)(?:\s*[：:]|(?<=[位门])[为是](?=[省市县区镇乡各]))"
    r"|(?P<duty>责任(?:单位|部门|主体|科室|处室|股室|站所|镇街)|任务单位|承办(?:单位|部门|科室|处室)|落实(?:单位|部门)|实施(?:单位|主体)|完成单位|负责(?:单位|部门))(?:\s*[：:]|(?<=[位门])[为是](?=[省市县区镇乡各]))"
    r"|(?P<support>(?:配合|协办|参与|协同|协助|参加|支持)(?:责任)?(?:单位|部门|科室|处室|股室)|配合|参加|协助|协办|参与)(?:\s*[：:]|(?<=[位门])[为是](?=[省市县区镇乡各]))"
    r"|(?P<person>牵头领导)\s*[：:]"
    r"|(?P<other>完成(?:时限|时间|期限)|时限|期限|(?:牵头)?(?:责任|负责)(?:人|领导)|整改(?:时限|期限)|办结时限|时间要求|时限要求|联系人|备注|联络员)\s*[：:]"
)
FIRST_LEADS = (
    "(?:[排列][^，。；：（）()\n]{0,8}(?:首位|第一|最前|前面)|首位|第一(?:个|位)?(?:责任)?单位)"
    "[^，。；：（）()\n]{0,8}(?:牵头|汇总|主办|主责)[^，。；：（）()\n]{0,10}"
)
_FIRST_LEADS = re.compile(
    f"[，,；;]?[（(]?(?:除[^，,。；（）()]{{2,16}}[外，,]{{1,2}})?{FIRST_LEADS}(?:[，,]下同)?(?:[）)]|$)"
)
"""（列第一位者为牵头或汇总单位，下同）, （除标注外，列第一位为牵头单位）, behind a list of names: none of them."""
_A_TERM = re.compile(
    "(?:20\\d\\d年|\\d{1,2}月|年内|年底|[一二三四]季度|上半年|下半年|长期|持续|立行立改|立即)(?![一-龥]*(?:局|委|办|部|院|校|队)$)"
)
"""责任单位：县人社局、各乡镇，6月底前完成: when is no name."""
_SHARED = re.compile("(?:分别|共同|联合|按(?:照)?职责(?:分工)?)(?:牵头|负责|落实)?(?:牵头|负责|落实)$")
"""县工信局、县科技局分别牵头, behind a label: how they share it is no part of a name."""


def without_note(names: str) -> str:
    """A list of names without what is said of their order."""
    return _FIRST_LEADS.sub("", names) if _MAY_NOTE.search(names) else names


def without_bracketed_notes(text: str) -> str:
    """The same of running text, where only what stands in brackets of its own is such a note."""
    if not _MAY_NOTE.search(text):
        return text
    return _FIRST_LEADS.sub(lambda note: "" if note.group().lstrip("，,；;")[:1] in "（(" else note.group(), text)


_MAY_NOTE = re.compile("[首一最前][^，。；]{0,8}(?:牵头|汇总|主办|主责)")
BRACKET = re.compile(r"[(（](?P<inside>[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]")


class Named:
    """Units of one stretch of text in the order of their naming, each once.

    The keys of a dict keep that order, and a stretch that names a hundred thousand units ends soon.
    """

    def __init__(self) -> None:
        self.lead: dict[str, None] = {}
        self.support: dict[str, None] = {}
        self.first: dict[str, None] = {}
        self.duty: dict[str, None] = {}

    def add_lead(self, names: Iterable[str]) -> None:
        self.lead.update(dict.fromkeys(self.first_marked(names)))

    def first_marked(self, names: Iterable[str]) -> list[str]:
        """县退役军人事务局（牵头）、县民政局: where one of a list is marked, the others support."""
        told = list(names)
        marked = [name for name in told if name[-1:] in _CLOSES and _MARKED.search(name)]
        if not marked:
            return told
        self.add_support(_HELPS.sub("", name) for name in told if name not in marked)
        return [_MARKED.sub("", name) for name in marked]

    def add_support(self, names: Iterable[str]) -> None:
        self.support.update(dict.fromkeys(names))

    def add_first(self, names: Iterable[str]) -> None:
        self.first.update(dict.fromkeys(self.first_marked(names)))

    def add_duty(self, names: Iterable[str]) -> None:
        self.duty.update(dict.fromkeys(names))

    def result(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Labels decide first: where 牵头单位 and 责任单位 both stand, the second supports."""
        lead, support = self.first | self.lead, self.support
        if self.first:
            support = {name: None for name in self.duty if name not in lead} | support
        else:
            lead = lead | self.duty
        support = {name: None for name in support if name not in lead}
        return tuple(dict.fromkeys(map(_plain, lead))), tuple(dict.fromkeys(map(_plain, support)))


_CLOSES = ("）", ")")
_MARKED = re.compile("[（(](?:牵头|主办|主责)(?:单位|部门)?[）)]$")
_HELPS = re.compile("[（(](?:协办|配合|协助|参加|参与)(?:单位|部门)?[）)]$")
_PERSON = re.compile("(?![各有全等负分主])[一-龥]{2,3}(?<![责管要体导关级门站队村镇局办校院组室])同志")


_ACTS_ON = re.compile(
    f"(?P<who>[一-龥]{{0,8}}(?:书记|主任|委员|[镇乡局站部校院所县区市]长)[{SURNAMES}][一-龥]{{1,2}})对[一-龥]{{2,}}"
)
"""由党委书记杨明对村干部进行教育: who does it, and to whom it is done."""


def _plain(name: str) -> str:
    """彭志强同志 is told by his name."""
    if "对" in name and (acts := _ACTS_ON.fullmatch(name)):
        return acts["who"]
    return name[:-2] if name.endswith("同志") and _PERSON.fullmatch(name) else name


def add_labelled(body: str, named: Named) -> None:
    """Put what follows a label (牵头单位：…) to the units or the term that the label names."""
    found = list(_LABEL.finditer(body)) if _may_label(body) else []
    persons: list[str] = []
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(body)
        piece = _label_value(body[match.end() : stop])
        told = _SHARED.sub("", without_note(piece).strip("，, ；;。"))
        names = [name for name in split_names(told) if name and "：" not in name and not _A_TERM.match(name)]
        match match.lastgroup:
            case "lead" | "first":
                named.add_first(names)
            case "duty" | "answers":
                named.add_duty(named.first_marked(names))
            case "support":
                named.add_support(names)
            case "person":
                persons += names
            case _:
                pass
    if persons and not (named.first or named.duty):
        named.add_first(persons)  # 牵头领导 beside 责任单位 holds persons: who leads is told by the units


def _may_label(body: str) -> bool:
    """Whether a label's sign stands in a text; some write 责任单位；县双拥办 for 责任单位：县双拥办."""
    return "：" in body or ":" in body or _MAY_LABEL.search(body) is not None


_MAY_LABEL = re.compile("(?:单位|部门)[；为是]")


def _label_value(rest: str) -> str:
    """What a label names: up to the next mark or the bracket that closes it."""
    depth = 0
    for at, char in enumerate(rest):
        if char in "(（":
            depth += 1
        elif char in ")）〕】]":
            depth -= 1
            if depth < 0:
                return rest[:at]
        elif char in "。；;\n\t":
            return rest[:at]
    return rest


def without_labels(body: str) -> str:
    if not _may_label(body):
        return body
    return BRACKET.sub(_without_labelled, _LABEL_LINE.sub("", body))


def _without_labelled(bracket: re.Match[str]) -> str:
    """A bracket without what its labels name: （由县民政局负责；完成时限：5月底前） keeps who answers for it."""
    label = _LABEL.search(bracket["inside"])
    if label is None:
        return bracket.group()
    before = bracket["inside"][: label.start()].rstrip("；;，, ")
    return f"（{before}）" if before else ""


_LABEL_LINE = re.compile(
    r"(?m)^(?:牵头|责任|配合|协同|主责|主办|协办|参与|承办)[^：:\n]{0,6}(?:单位|部门|科室|处室|股室)[：:；].*$"
)


WHOSE_WORK = "(?:此项|该项|本项|具体|以上|相关)工作由[^，。]{2,40}(?:牵头|负责)"
"""具体工作由县双拥办负责."""
_UNITS_ONLY = re.compile(
    r"[（(〔【\[]?(?:牵头|责任|任务(?=单位)|配合|协同|主责|主办|协办|参与|承办|完成|(?:办结|整改)?[时期]限(?:要求)?)[^：:。]{0,8}(?:[：:]|(?<=单位)；|(?<=部门)；).*$|[（(][^（）()]*(?:牵头|负责|配合|落实|会同[^（）()]*完成)[^（）()]*[）)][。]?$"
    rf"|{WHOSE_WORK}(?:[，,][^，。]{{2,40}}(?:配合|协助|参与|协同))?[。]?$"
)


def is_units_only(words: str) -> bool:
    """Whether a sentence only tells who is in charge: 责任单位：…, (县双拥办牵头)."""
    return words[:1] in _UNITS_OPEN and _UNITS_ONLY.match(words) is not None


_UNITS_OPEN = frozenset("（(〔【[牵责任配主协参承完办整时期此该本具以相")
