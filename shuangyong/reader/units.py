"""Who is told to do something: the units that lead and those that support, as the author named them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from shuangyong.reader import deadlines, helping
from shuangyong.reader.labels import BRACKET, Named, add_labelled, without_labels
from shuangyong.reader.names import (
    REMEMBERED,
    is_unit,
    pieces_of,
    split_names,
    split_words,
    tidy,
    without_between,
)
from shuangyong.reader.subjects import head_unit, is_topic, only_units, opening_units

MODAL = (
    # What a word must not follow stands behind it: then the search looks for first characters only.
    r"(?:要(?<![需重主必纪摘简只首提概扼紧次想就若显]要)(?![求素害事闻件塞道么领、；。]|点(?![对名评验])|紧(?![扣盯紧密抓跟接]))"
    r"|应当|应(?<![相适响反对供效回呼答照顺感因]应)(?![对急用征届邀战试聘有考付运该变声]|[一-龥]尽)(?:该)?"
    r"|必须|须(?<!必须)|务必|务须|务(?=[于在])|需(?<![所急亟无按]需)(?![求要])|不得(?!被)|严禁|负责(?!人|同|任|制|的)"
    r"|牵头(?!单|部|人|负|领|的)|会同)"
)
_MODAL = re.compile(MODAL)
_BREAK = re.compile(r"[。！？!?；;\n\t]|[：:](?!(?<=\d.)\d\d)")
_BY = re.compile(
    r"由(?P<names>[^。；;：:\n\t]{2,80}?)(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|共同|具体|统一|联合|抓紧|尽快|逐年|分(?:[两三四五]年|期|批|年度))*"
    r"(?P<verb>牵头|负责|主办|承办|组织(?!部|委|人事|处|科)|统筹(?!办|局|委)|督促|落实|实施|办理|汇总|提出|制定|会同|列入|主持|协调(?!办|组|处|局)|审核|审定|抓好|承担|安排|约谈|问责|任(?=业主|责任|总)|修改|印发|核实|负总责|兜底)"
)
_WITH = re.compile(
    r"(?:会同|联合(?![会体发印开制举组督检调考专执巡工])|(?<!积极)(?<!全力)协同)(?P<names>[^。；;：:\n\t]{2,60})"
)
_ASSIST = re.compile(
    r"配合(?!单位|部门|责任|[：:，,。；;)）]|[密紧默]|工作|机制|做好|抓好|完成|开展|落实|到位|不力)(?P<names>[^。；;：:，,\n\t]{2,30})"
)
_ENOUGH = 80


def subject_before(text: str, start: int, at: int) -> tuple[str, ...]:
    """The units that are the subject of the modal at `at`; looks back to `start` (the sentence's start)."""
    return _subject_of(_BREAK.split(text[max(start, at - _ENOUGH) : at])[-1])


@lru_cache(maxsize=REMEMBERED)
def _subject_of(phrase: str) -> tuple[str, ...]:
    """The units that a phrase before a modal ends with.

    The name may hold commas of its own (各有关部门,各乡镇要…): earlier clauses are taken while they are units whole.
    """
    clauses = _comma_clauses(phrase)
    if len(clauses) > 1 and not clauses[-1].strip() and "作为" in clauses[-2]:
        clauses = [*clauses[:-2], clauses[-2].partition("作为")[0]]
    while len(clauses) > 1 and not without_between(clauses[-1].strip()):
        clauses.pop()
    last = without_between(clauses[-1].rstrip().removesuffix("牵头"))
    names = only_units(last) or _before_object(last) or _before_term(last)
    if not names:
        return ()
    for clause in reversed(clauses[:-1]):
        more = only_units(clause)
        if not more or any(len(name) > 16 for name in more):
            break
        names = more + names
    return names


_OBJECT = re.compile("(?:对|将|把)(?!口|接)")


def _before_object(phrase: str) -> tuple[str, ...]:
    """各地对下发的问题数据要逐条核实: the subject stands before what it is to deal with."""
    match = _OBJECT.search(phrase, 2)
    return only_units(phrase[: match.start()]) if match is not None and match.start() < _NEAR else ()


_NEAR = 24


def _before_term(phrase: str) -> tuple[str, ...]:
    """各成员单位会后一周内要专题传达: the term stands between the subject and what it must do."""
    if phrase[-1:] not in _TERM_ENDS or (found := deadlines.find(phrase, 0, len(phrase), deadlines.UNDATED)) is None:
        return ()
    term, at = found
    return only_units(phrase[:at].rstrip("在于")) if at + len(term.text) == len(phrase) else ()


_TERM_ENDS = frozenset("前内底")


def _comma_clauses(phrase: str) -> list[str]:
    """A phrase parted at its commas; commas inside brackets part nothing."""
    if "(" not in phrase and "（" not in phrase:
        return _COMMA.split(phrase)
    out: list[str] = []
    depth = start = 0
    for match in _COMMA_OR_BRACKET.finditer(phrase):
        char = match.group()
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth -= 1
        elif depth <= 0:
            out.append(phrase[start : match.start()])
            start = match.end()
    out.append(phrase[start:])
    return out


_COMMA = re.compile("[，,]")
_COMMA_OR_BRACKET = re.compile("[，,(（)）]")


def _valid(names: Iterable[str]) -> list[str]:
    return [name for name in names if is_unit(name)]


def name_units(body: str, *, told_only: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and supporting units that a stretch of text names.

    `told_only` takes only who is told by 要, 应 or 由…负责: in a speech a unit before a bare verb may be any subject.
    """
    named = Named()
    add_labelled(body, named)
    plain = without_labels(body)
    _subjects(plain, named, told_only)
    _others(plain, named)
    return named.result()


def _subjects(body: str, named: Named, told_only: bool) -> None:
    for match in _MODAL.finditer(body):
        low = max(0, match.start() - 2 * _ENOUGH)
        sentence = max(body.rfind("。", low, match.start()), body.rfind("\n", low, match.start()), low)
        names = subject_before(body, sentence, match.start())
        named.add_lead(names)
    if not (named.first or named.duty):
        for names in _bare_subjects(body, told_only):
            named.add_lead(names)


_DOES_WELL = re.compile("[^，]{3,16}(?:做好|抓好|搞好|办好)")
"""县融媒体中心做好宣传: beside 要 such a verb tells whom it is told to."""
_HANDED = re.compile(
    "[^，由]{2,14}交(?![通警办流付给接界易叉往])(?=[一-龥]{2,12}(?:政府|局|委|办|部门|中心|站|街道|镇|乡)依法)"
)
"""权属争议地块交东陵区政府依法调处: it is handed to the body that is to do it."""
_STOP = re.compile("[。；;\n]|(?<=批示)[：:]")
_BY_WHOM = re.compile("由[^，]{2,40}(?:负责|牵头)")
_AND = re.compile("^(?:同时|此外|另外|其中|并)")
_BODY = re.compile(
    "[^前后内]{2,16}(?:局|委|办|部|站|所|院|室|中心|[镇乡村]|街道|社区|常委会|政府|集团|[支大中]队|队|妇联|团委|公司|银行|农商行)"
)
"""Beside 要 in a speech a bare verb tells a body by its name; 主要领导, 部队 and the like may be any subject."""


def is_body(name: str) -> bool:
    """Whether a name is that of one body, and not of a collective: 州城投集团, not 各级各部门."""
    return _BODY.fullmatch(name) is not None and name[0] not in "各有相全其所"


_ANDS = frozenset("同此另其并")


_BY_A_DAY = re.compile(r"^[^，]{2,24}(?:(?:于|在)[^，]{2,14}|\d{1,2}月[^，]{1,6})前(?!提|期|往)")
"""各成员单位于6月20日前报送: beside 要 a unit before a bare verb is told only where a day is set."""


def _bare_subjects(body: str, told_only: bool) -> Iterator[tuple[str, ...]]:
    """Units that open a clause right before a verb, where no modal says the same."""
    for sentence in _STOP.split(body):
        if len(sentence) < 5:
            continue
        if "由" in sentence and (by := _BY_WHOM.search(sentence)):
            sentence = sentence[by.end() :].partition("，")[2]
        told = told_only and _MODAL.search(sentence) is not None
        waiting: tuple[str, ...] = ()
        for clause, behind in pairwise([*_comma_clauses(sentence), ""]):
            clause = clause.strip()
            if is_topic(clause, behind) or "不得被" in clause:
                continue
            if clause[:1] in _ANDS:
                clause = _AND.sub("", clause)
            if clause.endswith(("的", "后")):  # a condition: 民兵参加抢险救灾的
                waiting = waiting or opening_units(clause)
                continue
            if "交" in clause and (handed := _HANDED.match(clause)):
                clause = clause[handed.end() :]
            beside = told and clause[:1] != "由" and not (_BY_A_DAY.search(clause) or _DOES_WELL.match(clause))
            if len(clause) > 4 and not _MODAL.search(clause) and not clause.endswith("带头"):
                names = opening_units(clause)
                if names and (not beside or all(_BODY.fullmatch(name) for name in names)):
                    waiting = ()
                    yield names
                elif waiting and clause[:1] in "于在并" and all(_BODY.fullmatch(name) for name in waiting):
                    yield waiting  # 市教育局修改完善后，于8月5日前印发
                    waiting = ()


def _others(body: str, named: Named) -> None:
    """Units named otherwise than as the subject of 要; each form is looked for only where its word stands."""
    if "请" in body:
        for match in _ASKED_TO.finditer(body):
            named.add_lead(only_units(match["names"]))
    if "由" in body:
        for match in _BY.finditer(body):
            named.add_lead(_valid(split_names(match["names"])))
        for match in _BY_WHOEVER.finditer(body):
            named.add_lead(name for name in opening_units(match.group()) if not _ANY_HEAD.fullmatch(name))
    if "(" in body or "（" in body:
        for match in BRACKET.finditer(body):
            bracketed(match["inside"], named, closes=body[max(0, match.start() - 1) : match.start()] in _AFTER_ALL)
    if "会同" in body or "协同" in body or "联合" in body:
        for match in _WITH.finditer(body):
            named.add_support(_run_of_units(match["names"]))
    if ("牵头" in body or "负责" in body) and _TAKES_PART_WORD.search(body):
        _beside_a_leader(body, named)
    if helping.word().search(body):
        _helpers(body, named)


_ASKED_TO = re.compile(r"(?:^|(?<=[。；;\n]))(?P<names>[^。；;：:\n\t请]{2,60})请(?=[于在将按对认自把结])")
"""各乡镇（街道）、县直各单位请于2月10日前报送: who is asked stands before 请."""
_BY_WHOEVER = re.compile(r"(?<![自理缘事来经])由(?![于此来是])(?![^，。]{2,50}组成)[^，,。；;：:\n\t]{4,60}")
"""由县财政局在9月底前拨付: whatever the verb, who stands between 由 and it answers for it."""
_ANY_HEAD = re.compile("(?:主要|分管)?(?:负责人|领导|负责同志)")
"""由主要负责人审签: nobody's in particular."""
_TAKES_PART_WORD = re.compile("参加|参与|落实|实施|承建")
_TAKES_PART = re.compile(
    r"(?:牵头|负责)[^。；;\n]{0,24}?[，,、](?P<names>[^。；;，,\n]{2,60}?)(?:具体|分别|按职责|共同|积极|各?(?:明确|选派|指定|安排|派)[^，。；;]{1,10}?)*(?:参加|参与|落实|实施|承建)(?=$|[，,。；;)）\n])"
)


def _beside_a_leader(body: str, named: Named) -> None:
    """县委政法委牵头…，县信访局、县司法局参加: beside one that leads, whoever takes part or carries out supports."""
    for match in _TAKES_PART.finditer(body):
        names = split_names(match["names"])
        if names and all(is_unit(name) for name in names):
            named.add_support(names)
            named.lead[:] = [name for name in named.lead if name not in names or not _only_assists(name, body)]


_AFTER_ALL = ("。", "；")


_TELLS_WHO = re.compile("牵头(?!单位|部门)|负责(?!人|同志)|要(?<!主要)|由|会同")
_INNER = re.compile(r"(?<=[一-龥])[（(](?:社区|街道|街|居|镇|区|市|村|党组|站|场)[^（）()，。]{0,4}[）)]")
"""A bracket that is part of a name, 各村（社区）: hidden while a bracket may open what others do."""
_HIDDEN = str.maketrans("（）()", "\ue000\ue001\ue002\ue003")
_SHOWN = str.maketrans("\ue000\ue001\ue002\ue003", "（）()")


def _helpers(body: str, named: Named) -> None:
    """A、B配合 supports, and so does whoever stands after 配合."""
    for match in _assisted(_INNER.sub(lambda found: found.group().translate(_HIDDEN), body)):
        helpers = split_names(_TELLS_WHO.split(match["names"].translate(_SHOWN))[-1])
        if helpers and all(is_unit(name) for name in helpers):
            named.add_support(helpers)
            for name in helpers:
                if name in named.lead and _only_assists(name, body):
                    named.lead.remove(name)
    for match in _ASSIST.finditer(body):
        named.add_support(_run_of_units(match["names"])[:6])


def _assisted(body: str) -> Iterator[re.Match[str]]:
    """What `helping.behind_names` finds; it is looked for only in the runs of words that hold 配合 or the like.

    The two characters behind a run are what the pattern looks ahead at.
    """
    at = 0
    while (word := helping.word().search(body, at)) is not None:
        start = max(body.rfind(mark, at, word.start()) for mark in _RUN_ENDS) + 1 or at
        end = _RUN_END.search(body, word.end())
        at = end.start() if end else len(body)
        yield from helping.behind_names().finditer(body, start, at + 2)


_RUN_ENDS = "。；;：:，,(（\n\t"
_RUN_END = re.compile(f"[{_RUN_ENDS}]")


_DEMANDED = re.compile(f"(?:都|均|也)?{MODAL}")


def _only_assists(name: str, body: str) -> bool:
    """Whether nothing is demanded of a unit itself; no pattern is made of its name, for `re` would keep that."""
    at = body.find(name)
    while at >= 0:
        if _DEMANDED.match(body, at + len(name)):
            return False
        at = body.find(name, at + 1)
    return True


_ROLE_TAIL = re.compile(
    r"(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|共同|具体|等)*(?P<role>牵头(?:负责)?|负责(?:牵头|落实)?|落实|配合(?:落实)?|参与|协助|协办|主办|承办)$"
)


_ROLE_WORD = re.compile("牵头|负责|配合|参与|协助|协办|主办|承办|落实")
_ROLES_APART = re.compile("[；;。]|[，,](?=[^，,；;]*(?:牵头|负责|配合|参与|协助|落实))")


_WHEN_BEHIND = re.compile(
    "[，,；;](?:[^，,；;、]{0,12}(?:前|底|月|季度|年内|半年|上旬|中旬|下旬)(?:完成|前完成)?|长期(?:坚持|推进)?|持续推进|全年|常态化推进|立行立改)$"
)
"""（市双拥办，2024年4月底前）: the term behind who answers for it."""


def bracketed(inside: str, named: Named, *, closes: bool = False) -> None:
    """(区委宣传部牵头,区融媒体中心配合) and (区教育局、区人社局按职责分工负责).

    A bracket that `closes` a sentence and holds nothing but units names those who answer for it: …5.2公里。（县交通运输局）
    """
    if len(inside) > 120:
        return
    inside = _WHEN_BEHIND.sub("", inside)
    if not _ROLE_WORD.search(inside):
        named.duty.extend(name for name in (only_units(inside) if closes else ()) if name not in named.duty)
        return
    for clause in _ROLES_APART.split(inside):
        clause = clause.strip("，, ").removeprefix("由")
        match = _ROLE_TAIL.search(clause)
        if match is None:
            continue
        leading, _, beside = clause[: match.start()].partition("会同")
        names = _valid(split_names(leading))
        named.add_support(_valid(split_names(beside)))
        if "牵头" in inside and "牵头" not in clause:
            named.add_support(names)
        elif match["role"][:2] in ("牵头", "负责", "落实", "主办", "承办"):
            named.add_lead(names)
        else:
            named.add_support(names)


def _run_of_units(phrase: str) -> list[str]:
    """The units at the head of a phrase: 县人武部、县财政局，修订… gives two; 部队完成训练 gives one."""
    out: list[str] = []
    for piece in pieces_of(phrase):
        for part in split_words(piece):
            name = tidy(head_unit(part))
            if not name:
                return out
            out.append(name)
            if name != tidy(part):
                return out
    return out
