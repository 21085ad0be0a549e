"""Whom a modal tells: the subject before 要, 应, 须, wherever the words between stand."""

from __future__ import annotations

import re
from functools import lru_cache

from shuangyong.reader import deadlines
from shuangyong.reader.counted import UNDATED
from shuangyong.reader.names import REMEMBERED, without_between
from shuangyong.reader.subjects import only_units, opening_units

MODAL = (
    # What a word must not follow stands behind it: then the search looks for first characters only.
    r"(?:要(?:(?<=[各位大体全]业主要)|(?<![需重主必纪摘简只首提概扼紧次想就若显机]要))(?![求素害事闻件塞道么领、；。]|(?!有|[一-龥]?[新大高更])[一-龥]{1,2}的[一-龥]|进一步(?:加强|提高|提升|深入|深化|完善|改进|强化|规范|加大|增强)(?:[。；]|，(?![^。；]{0,24}(?:前|内|完成|报[送县市区]|建立|组织)))|来(?:实地|现场|我|检|考|验|看|调|督)|点(?![对名评验])|紧(?![扣盯紧密抓跟接靠贴]))"
    r"|应当|应(?<![相适响反对供效回呼答照顺感因]应)(?<!有所应)(?<![员长记任委导、][王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾]应)(?![对急用征届邀战试聘有考付运该变声答诊援]|[一-龥]{1,2}尽)(?:该)?"
    r"|必需(?![品的要物之])(?=[一-龥]{2,4}[^，。；]{2})|必须|须(?<!必须)(?!有[^，,。]{0,4}(?:记录|台账|照片|签字))|务必|务须|务(?=[于在])|需(?<![所急亟无按供必刚军内特]需)(?![求要]|有[^，,。]{0,4}(?:记录|台账|照片|签字)|进一步(?:加强|提高|提升|深入|深化|完善|改进|强化|规范|加大|增强)[，。；])(?![^，。、]{1,8}的[一-龥\d])|需要(?:(?<=各[一-龥]{2}需要)|(?<=各[一-龥]{3}需要)|(?<=各[一-龥]{4}需要)|(?<=有关部门需要)|(?<=相关部门需要)|(?<=有关单位需要)|(?<=相关单位需要))(?<![面类项级]需要)(?![^，。；]{0,20}的(?:事项|问题|困难|材料|帮助|支持|经费|资金|人员)|[时的]|多少|什么|哪)"
    r"|不得(?!被)|不准(?=[一-龥]{2})(?![备确时的])|严禁|负责(?!人(?![防民口才])|同|任|制|的|、[^，。；]{2,16}的[^，。；]{0,8}(?:制|制度|机制|体系|格局)(?:[，。；]|$)|[^，。；]{2,16}的(?:承办人|同志|人员|领导|干部))"
    r"|牵头(?!单|部|人|负|领|的)|会同)"
)
_BREAK = re.compile(r"[。！？!?；;\n\t]|[：:](?!(?<=\d.)\d\d)")
ENOUGH = 80


def subject_before(text: str, start: int, at: int) -> tuple[str, ...]:
    """The units that are the subject of the modal at `at`; looks back to `start` (the sentence's start)."""
    low = max(start, at - ENOUGH)
    phrase = _BREAK.split(text[low:at])[-1]
    if low > start and len(phrase) == at - low and "、" in phrase:
        phrase = _whole(text, start, at)
    return _subject_of(phrase)


def _whole(text: str, start: int, at: int) -> str:
    """The words before a modal from a list's beginning: fifteen departments are longer than the window, which would cut one in two."""
    low = max(start, at - 3 * ENOUGH)
    phrase = _BREAK.split(text[low:at])[-1]
    return phrase if low == start or len(phrase) < at - low else _LIST_MARKS.split(phrase, maxsplit=1)[-1]


@lru_cache(maxsize=REMEMBERED)
def _subject_of(phrase: str) -> tuple[str, ...]:
    """The units that a phrase before a modal ends with.

    The name may hold commas of its own (各有关部门,各乡镇要…): earlier clauses are taken while they are units whole.
    """
    clauses = comma_clauses(phrase)
    parted = len(clauses) > 1
    if parted and (office := _AS_OFFICE.search(clauses[-2])) and _says_nothing(clauses[-1].strip()):
        clauses = [*clauses[:-2], clauses[-2][: office.start()]]
    if len(clauses) > 1 and (office := _IN_ITS_PLACE.fullmatch(clauses[-2].strip())) and _WE.fullmatch(clauses[-1]):
        return only_units(office["name"])
    while len(clauses) > 1 and _says_nothing(clauses[-1].strip()):
        clauses.pop()
    if clauses[-1][-1:] == "后":
        clauses[-1] = _BACK_HOME.sub("", clauses[-1])
    if parted and _AFTERWARDS.search(clauses[-1]):
        if _ONCE_THERE.search(clauses[-1]):
            return ()
        doing = _WHILE_DOING.search(clauses[-1], 2)
        return doing and only_units(clauses[-1][: doing.start()].strip()) or opening_units(clauses[-1].strip())
    last = without_between(clauses[-1].rstrip().removesuffix("牵头").removesuffix("一是"))
    names = (
        only_units(last)
        or _before_object(last)
        or _before_term(last)
        or _after_term(last)
        or _after_order(last)
        or _before_work(last)
        or _after_asked(last)
    )
    if not names or last.startswith("由"):
        return names
    for clause in reversed(clauses[:-1]):
        more = only_units(clause)
        if not more or any(len(name) > 16 for name in more):
            break
        names = more + names
    return names


_AS_OFFICE = re.compile(
    "作为|为(?=[^，]{0,16}(?:责任人|负责人)$)|是[^，是]{0,12}(?:责任人|责任主体|责任单位|牵头单位|主管部门|主体)$|设[在于][^，设]{2,24}$"
)
"""各村党支部书记是第一责任人，要亲自上门: what somebody is stands between him and what he must do."""


_IN_ITS_PLACE = re.compile("(?:同时|另外)?作为(?P<name>[^，的]{2,16})")
_WE = re.compile(" *(?:我们)?(?:更|都|首先|还|也)?(?:一定)?")
"""作为教育局，我们要抓紧建设平台: whoever speaks for an office tells it."""


def _says_nothing(clause: str) -> bool:
    """Whether a clause between a subject and its modal holds nothing but a term or a word between."""
    clause = without_between(clause)
    if not clause:
        return True
    told_when = clause[-1] in _WHEN_LAST and 1 < len(clause) < NEAR
    return told_when and deadlines.head_end(clause) == len(clause)


_WHEN_LAST = frozenset("前底内日号末旬月后起中初止度年间")
"""What a term may end with."""


_BACK_HOME = re.compile("(?:回去|会议?结束|散会|会)(?:之后|以后|后)$")
"""各乡镇党委书记回去以后，要专题研究."""
_WHILE_DOING = re.compile("在(?=[一-龥、]{2,40}时$)")
"""培训机构、中小学校在安排培训、建立制度时，要…: those who are to act stand before what they are doing."""
_AFTERWARDS = re.compile("[一-龥][后的时]$")
"""市人武部接到喜报后，要…: the subject opens the clause that tells when."""
_ONCE_THERE = re.compile("^[^，]{2,16}(?:建立|建成|竣工|完工|投用|开通|启用|获批)后$")
"""协作区建立后，牵头召开会议: what is there by then is told nothing."""
_ORDERED = re.compile("(?:[要应须]|负责|牵头)[^、]{2,10}、")


def _after_order(phrase: str) -> tuple[str, ...]:
    """县双拥办要抓紧起草、县司法局要同步审核: an order of its own ends before the next one's subject."""
    if "、" not in phrase or not (orders := [*_ORDERED.finditer(phrase)]):
        return ()
    return only_units(phrase[orders[-1].end() :])


_OBJECT = re.compile("(?:针?对|将|把)(?!口|接)|在(?=[一-龥]{2,14}(?:前|后|时|中|期间|期|季节?|时段)$)")


def _before_object(phrase: str) -> tuple[str, ...]:
    """各地对下发的问题数据要逐条核实: the subject stands before what it is to deal with."""
    match = _OBJECT.search(phrase, 2)
    return only_units(phrase[: match.start()]) if match is not None and match.start() < NEAR else ()


NEAR = 24
"""How many characters a name, an object or a term may stand before a modal."""


def _before_term(phrase: str) -> tuple[str, ...]:
    """各成员单位会后一周内要专题传达: the term stands between the subject and what it must do."""
    if phrase[-1:] not in _TERM_ENDS or (found := deadlines.find(phrase, 0, len(phrase), UNDATED)) is None:
        return ()
    term, at = found
    return only_units(phrase[:at].rstrip("在于")) if at + len(term.text) == len(phrase) else ()


_TERM_ENDS = frozenset("前内底")


def _after_term(phrase: str) -> tuple[str, ...]:
    """6月底前县退役军人事务局要组织培训: the term stands before the subject."""
    if (set_in := _SET_IN.match(phrase)) is not None:
        return only_units(phrase[set_in.end() :])
    if phrase[:1] not in _TERM_OPENS or not (end := deadlines.head_end(phrase)) or end == len(phrase):
        return ()
    return only_units(phrase[end:])


_SET_IN = re.compile("[一-龥“”]{2,10}(?:当天|当日|期间|前后|过程中|[节假]前|[节假]后)(?=.{2})")
"""演练当天县消防救援大队要到场: what it is a part of stands before the subject."""


def _before_work(phrase: str) -> tuple[str, ...]:
    """各级各单位申报项目要量力而行: the subject stands before the work that it is told how to do."""
    if phrase[:1] != "各" or len(phrase) > NEAR:
        return ()
    return opening_units(phrase)


_ASKED = re.compile("(?:[^，]{1,20}要求|督促|提醒|敦促)(?=[各全有相所]|[县市区州省旗])")


def _after_asked(phrase: str) -> tuple[str, ...]:
    """督查组要求各镇退役军人服务站，要…: whom another body asks."""
    asked = _ASKED.match(phrase)
    return only_units(phrase[asked.end() :]) if asked is not None else ()


_TERM_OPENS = frozenset("0123456789一二三四五六七八九十每本下年月上今明")


def is_quoted(clause: str, at: int) -> bool:
    """落实“雨情要盯住、人员要转移”的要求: whether a place of a clause stands inside a quotation."""
    return clause.rfind("“", 0, at) > clause.rfind("”", 0, at) and "”" in clause[at:]


def comma_clauses(phrase: str) -> list[str]:
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
_LIST_MARKS = re.compile("[、，,]")
_COMMA_OR_BRACKET = re.compile("[，,(（)）]")
