"""Who is told without a modal: units that open a clause right before its verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shuangyong.reader.modals import MODAL, NEAR, comma_clauses, subject_before
from shuangyong.reader.names import last_characters
from shuangyong.reader.subjects import after_opening, is_topic, only_units, opening_units, run_of_units, verb_at

_MODAL = re.compile(MODAL)
_DOES_WELL = re.compile("[^，]{3,16}(?:做好|抓好|搞好|办好)")
"""县融媒体中心做好宣传: beside 要 such a verb tells whom it is told to."""
_HANDED = re.compile(
    "[^，由]{2,14}交(?![通警办流付给接界易叉往])(?=[一-龥]{2,12}(?:政府|局|委|办|部门|中心|站|街道|镇|乡)依法)"
)
"""权属争议地块交东陵区政府依法调处: it is handed to the body that is to do it."""
_STOP = re.compile("[。；;\n]|(?<=批示)[：:]")
_BY_WHOM = re.compile("由[^，]{2,40}(?:负责(?!人|同志)|牵头)")
_WEAK = ("负责", "牵头", "会同")
_AND = re.compile("^(?:同时|此外|另外|其中|并)")
_BODY = re.compile(
    "[^前后内]{2,16}(?:局|委|办|部|站|所|院|室|中心|[镇乡村]|街道|社区|常委会|政府|集团|[支大中]队|队|处(?<!办事处)|妇联|红十字会|慈善总?会|工会|残联|工商联|团委|公司|银行|农商行|党校|学校|中学|小学|大学|(?<!有关)(?<!相关)(?<!主管)(?<!职能)(?<!上级)(?<!所在)(?<!成员)(?<!责任)(?<!牵头)(?<!业务)部门)"
    "|[县市区州省旗](?:妇联|残联|工会|红十字会|慈善会)"
)
"""Beside 要 in a speech a bare verb tells a body by its name; 主要领导, 部队 and the like may be any subject."""


_LABELS = ("的问题", "的事宜", "的事项", "的事", "的请示", "有关问题", "有关事宜")
"""干部家属跨县调动的问题。 names what the item is about."""


def is_body(name: str) -> bool:
    """Whether a name is that of one body, and not of a collective: 州城投集团, not 各级各部门."""
    return _BODY.fullmatch(name) is not None and name[0] not in "各有相全其所"


def _is_told(name: str) -> bool:
    return name[0] in "你贵" or _BODY.fullmatch(name) is not None


_ANDS = frozenset("同此另其并")


_BY_A_DAY = re.compile(r"^[^，]{2,24}(?:(?:于|在)[^，]{2,14}|\d{1,2}月[^，]{1,6})前(?!提|期|往)")
"""各成员单位于6月20日前报送: beside 要 a unit before a bare verb is told only where a day is set."""


_A_MATTER = re.compile(
    "(?!保障(?:经费|资金)$)(?:优待|抚恤|慰问|补助|奖励)金|(?!保障(?:经费|资金)$)(?:改造|建设|维修|修缮|提升|安置|优待|保障|培训|补助|慰问)(?:资金|经费|工程|项目|缺口|问题|款)|(?:改造|建设|维修|修缮|修复)$|(?:规范|标准|正规|信息|现代)化建设|建设(?:特色|成效|水平|步伐|质效)(?!的)"
)
"""军供站改造资金缺口210万元, 家属院老旧小区改造。: what a unit's name and a verb say together may be a matter, told of and not told to."""


_OF_ITS_OWN = re.compile("(?!负责)[一-龥]{2}了?的(?!确)[^，]{2,}(?:由|[，,]|$)")
"""县检测中心腾出的用房由县机关事务中心调剂: what is told of is a thing of somebody's."""


_SAYS = re.compile(
    "[一-龥]{2,3}同志(?:[：:](?!负责|牵头)|(?:作|做)?了?(?:总结讲话|讲话|发言|汇报|通报|强调|指出|交办|领学|传达|宣读|介绍|主持)|(?:为|就|对|围绕)[^，]{2,30}提出?了?[一二三四五六七八九十两几\\d]{1,2}[点条项])"
)
"""李明同志：修改后印发, 李明同志强调: who speaks; 李明同志：负责接送 is told."""
_NOT_TOLD = ("交办事项", "交办的", "达到", "派人参加", "派员参加", "具体负责的", "负责的", "牵头的")
"""综治专干具体负责的工作责任制, 县武装部派人参加下面的体检: how things stand, or who comes too."""


def _tells(clause: str) -> bool:
    """Whether what follows the units that open a clause is something for them to do."""
    rest = after_opening(clause)
    if rest[-1:] == "”" and rest.find("“") <= 0:
        return False  # 退役官兵“送岗进营”。: a heading
    if "同志" in clause[2:5] and _SAYS.match(clause):
        return False
    return not (_A_MATTER.match(rest) or _OF_ITS_OWN.match(rest) or rest.startswith(_NOT_TOLD))


def _only_named(clause: str) -> tuple[str, ...]:
    """The units that a clause is nothing but: 请县委各部门，县级机关各部门，按照…"""
    if (
        len(clause) >= (_LONG_LIST if clause[:1] == "请" and "、" in clause else NEAR)
        or clause[-1:] not in last_characters()
        or clause[:1] in "由“"
        or "作为" in clause
    ):
        return ()
    names = only_units(clause.removeprefix("请"))
    of_all = clause[:1] == "请" and any("各" in name for name in names)
    if not of_all and not all(is_body(name) or "各" in name or name[0] == "全" for name in names):
        return ()
    return () if not names or _MODAL.search(clause) or opening_units(clause) else names


_LONG_LIST = 60
"""请各省级主管部门、行业组织以及各有关单位，按照…: so long may a list be of those who are asked by name."""


def _beside(clause: str) -> Iterator[tuple[str, ...]]:
    """县发改局做好立项、县自然资源局做好用地保障: orders beside each other, each with a body of its own."""
    first, *others = clause.split("、")
    if not opening_units(first) or only_units(after_opening(first)[2:]):
        return  # 督促客运站、公交公司落实
    for part in others:
        names = opening_units(part)
        if names and all(is_body(name) for name in names):
            yield names


def _of_theirs(clause: str, behind: str) -> bool:
    """部队提出的用电需求，供电公司须…: a matter of somebody's, before the one who is told."""
    return "的" in clause[3:] and bool(_modal_subject(behind)) and not opening_units(clause.rpartition("的")[2])


def _modal_subject(clause: str) -> tuple[str, ...]:
    modal = next((match for match in _MODAL.finditer(clause) if match.group() not in _WEAK), None)
    return subject_before(clause, 0, modal.start()) if modal else ()


def bare_subjects(body: str, told_only: bool) -> Iterator[tuple[str, ...]]:
    """Units that open a clause right before a verb, where no modal says the same."""
    for sentence in _STOP.split(body):
        if len(sentence) < _SHORTEST or sentence.endswith(_LABELS) and "，" not in sentence:
            continue
        if "了" in sentence and _REPORTED.search(sentence):
            continue
        if "由" in sentence and (by := _BY_WHOM.search(sentence)):
            asked = (
                sentence[: by.start()].rpartition("，")[0] if sentence.startswith("请") or "，请" in sentence else ""
            )
            sentence = "，".join(filter(None, (asked, sentence[by.end() :].partition("，")[2])))
        told = told_only and _MODAL.search(sentence) is not None
        clauses = _clauses(sentence)
        if not told:
            yield from _listed(clauses)
        yield from _asked(clauses)
        yield from _told(clauses, told)


_REPORTED = re.compile(
    "(?:汇报|介绍|通报|传达)了|(?:进行|作)了?(?<=了)(?:全面|详细|专题|具体|工作)*(?:汇报|介绍|通报|部署|安排|说明|总结|讲解)$"
)
"""评建办负责人汇报了准备情况, 副校长对防控工作进行了部署: what somebody said at a meeting, and no order to him."""


def _clauses(sentence: str) -> list[tuple[str, str]]:
    """The clauses of a sentence that may tell somebody, each with the one behind it."""
    out = []
    for clause, behind in pairwise([*comma_clauses(sentence), ""]):
        clause = clause.strip()
        if is_topic(clause, behind) and not _MODAL.search(clause) or "不得被" in clause:
            continue
        out.append((_AND.sub("", clause) if clause[:1] in _ANDS else clause, behind))
    return out


def _asked(clauses: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for clause, _ in clauses:
        if clause[:1] == "请" and (by := _ASKED_BY.match(clause)) and (names := only_units(by["names"])):
            yield names


_ASKED_BY = re.compile("请(?P<names>[^，,于]{2,30})(?:务必)?[于在][^，,。]{2,20}前[，,]?$")
"""请各部门于4月3日前，通过网上办事大厅报送值班表: whom and by when, and in the next clause what."""


def _listed(clauses: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """请县委各部门，县级机关各部门，抓紧组织实施: units parted by commas before what they are to do."""
    listed: tuple[str, ...] = ()
    for clause, _ in clauses:
        if names := _only_named(clause):
            listed += names
        elif listed and verb_at().match(clause):
            yield listed
            listed = ()


def _told(clauses: list[tuple[str, str]], told: bool) -> Iterator[tuple[str, ...]]:
    """Who each clause tells; beside 要 (`told`) only bodies by their name and whoever has a day."""
    waiting: tuple[str, ...] = ()
    for clause, behind in clauses:
        if clause.endswith(("的", "后")):  # a condition: 民兵参加抢险救灾的
            if clause[0] == "责" and (names := opening_units(clause)):
                yield names  # 责成县妇联修改完善后，履行发文程序
            waiting = waiting or opening_units(clause)
            continue
        if "交" in clause and (handed := _HANDED.match(clause)):
            clause = clause[handed.end() :]
        if "组" in clause[:10] and (comes := _COMES.match(clause)):
            clause = clause[comes.end() :]
        if (
            len(clause) < _SHORTEST
            or _MODAL.search(_QUOTED.sub("", clause) if "“" in clause else clause)
            or clause.endswith(("带头", "组成", "为成员"))
            or (clause.endswith("前") and not _EACH_BY.match(clause))
        ):
            continue
        names = opening_units(clause)
        if names:
            if not _tells(clause) or _of_theirs(clause, behind):
                continue
            if "、" in clause:
                yield from _beside(clause)
        asked = _ASKS_ALL.match(clause) is not None
        if names and (asked or not (told and _may_be_any(clause)) or all(_BODY.fullmatch(name) for name in names)):
            waiting = ()
            yield (
                names[:1]
                if len(names) == _BOTH_SIDES and _MEETS.match(clause) and "共同" not in clause + behind
                else names
            )
        elif waiting and _goes_to(waiting, clause):
            yield waiting
            waiting = ()


def _goes_to(waiting: tuple[str, ...], clause: str) -> bool:
    """Whether a clause tells those whose case stands before it: 平安建设办对故意毁坏的，协助派出所处理; 市教育局修改完善后，于8月5日前印发."""
    if all(map(is_body, waiting)) and clause.startswith(_WHAT_THEN):
        return True
    return clause[:1] in "请于在并" and (clause[0] == "请" or all(_is_told(name) for name in waiting))


_QUOTED = re.compile("“[^“”]*”")
"""按照“三管三必须”要求: what a slogan's name says tells nobody."""
_BOTH_SIDES = 2
_ASKS_ALL = re.compile("(?:[本此这]次|会议|通知|[并还他她]|同时|明确)*要求各")
"""会议要求各社区重视登记，要逐户上门: who is asked is told, though a modal stands further on."""
_MEETS = re.compile("[^，、]{2,16}[与同][^，、]{2,16}?(?:对接|衔接|沟通|会商|联系)[^，]{0,8}$")
"""武装部与军分区对接: who is told, and with whom."""
_WHAT_THEN = ("协助", "配合", "督促", "责令", "及时", "立即", "逐一", "一律", "当场", "限期")
"""How what is to be done in a case begins."""
_EACH_BY = re.compile("[^，、]{2,24}[前底]、[^，、]{4,24}前$")
"""各镇在3月底前、县直各单位在4月10日前，分别报送: each with a day of its own."""
_COMES = re.compile("[^，]{0,8}组(?:进驻|入驻|到来|抵达)[^，]{0,4}?前")
"""考评组进驻前制定方案: whose coming sets the term is told nothing."""
_SHORTEST = 5


def _may_be_any(clause: str) -> bool:
    """Whether what opens a clause beside 要 may be any subject: no day is set, nothing is done well."""
    return clause[:1] != "由" and not (_BY_A_DAY.search(clause) or _DOES_WELL.match(clause))


_AT_HEAD = re.compile("[县市区州省旗][一-龥（）、]{1,40}")


def body_at_head(body: str) -> list[str]:
    """Where nobody else is told: the bodies by name that a sentence opens with, though no list knows the verb."""
    for sentence in _STOP.split(body):
        clauses = comma_clauses(sentence.strip())
        for clause, behind in pairwise([*clauses, ""]):
            if _AT_HEAD.match(clause) is None or behind[:1] == "由" or "的" in clause or only_units(clause):
                continue
            names = run_of_units(clause)
            if names and len("、".join(names)) + 3 < len(clause) and all(is_body(name) for name in names):
                return names
    return []
