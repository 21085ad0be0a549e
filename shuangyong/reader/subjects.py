"""Phrases that are nothing but names of units, and the units that open a clause, with the verb they are told by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from shuangyong.reader import helping
from shuangyong.reader.names import (
    CONFERS,
    KIND_OF_WORK,
    REMEMBERED,
    ROLE_VERBS,
    is_kind_of_work,
    is_list,
    is_unit,
    list_ends,
    may_be_names,
    name_ends,
    pieces_of,
    split_names,
    split_words,
    tidy,
)
from shuangyong.reader.people import SURNAMES
from shuangyong.reader.quick import ByFirst, alternatives, openings
from shuangyong.reader.terms import Words, branches, by_first, load

_WITHOUT_HELPERS = re.compile(
    rf"(?:(?:要|应|将|可|须|主动|积极|及时)?(?:会同|协同(?!责任|单位|部门)|联合(?=[县市区州省旗驻]))|{CONFERS})[^，,。；]*$"
)


_HAS_HELPERS = re.compile("[同商联]")


@lru_cache(maxsize=REMEMBERED)
def only_units(clause: str) -> tuple[str, ...]:
    """The names a clause is made of, or nothing where one of them is no unit."""
    clause = _listed_plainly(clause)
    helped = _HAS_HELPERS.search(clause) is not None
    if not helped and not may_be_names(clause):
        return ()
    if "(" in clause or "（" in clause:
        if _opens_more(clause):
            return ()
        if clause[-1] in "）)" and (listed := _NAMED_IN_BRACKET.search(clause)):
            names = split_names(listed["names"])
            if all(len(name) > _SHORT and is_unit(name) for name in names):
                return names
    if helped:
        clause = _WITHOUT_HELPERS.sub("", clause)
    if "由" in clause[1:]:
        clause = clause[clause.rindex("由") + 1 :]
    if "等" in clause and (more := _BESIDE_SUM.search(clause)):
        those, others = only_units(clause[: more.start("and")]), only_units(clause[more.end() :])
        if those and others:
            return those + others
    summed = clause[-1:] in _SUM_ENDS and _SUM.search(clause) is not None
    clause = tidy(clause)
    if not clause:
        return ()
    names = tuple(_after_setting(name) for name in split_names(clause))
    of_work = summed and len(names) > 1
    of_all = len(names) > 1 and (names[0][:1] == "各" or names[0][0] == "全" and names[0][2:3] == "各")
    known = all(is_unit(name) or of_work and is_kind_of_work(name) or of_all and name in _OF_ALL for name in names)
    return names if names and known else ()


def _listed_plainly(clause: str) -> str:
    """A list without the people behind it, and with a mark before who is meant above all."""
    if clause[-1:] in _THE_PEOPLE:
        clause = _AND_THE_PEOPLE.sub("", clause)
    return _ABOVE_ALL.sub("、", clause) if "是" in clause[4:] else clause


_ABOVE_ALL = re.compile("(?<=[一-龥])[，,]?(?:特别是|尤其是)(?=[一-龥]{2})")
"""县直有关单位特别是县住建局要…: one of them by its name."""
_SUM = re.compile("等(?:有关|相关|各|职能|主管|行业)*(?:部门|单位)$")
_SUM_ENDS = frozenset("门位")
_BESIDE_SUM = re.compile("等(?:有关|相关|各|职能|主管|行业)*(?:部门|单位)(?P<and>以及|[和及与、])(?=.{2})")
"""县住建、交警等部门及各街道: departments that are summed up, and others beside them."""
_OF_ALL = frozenset({"部门", "单位", "地方"})
"""各乡镇、部门、行政村要…: behind 各 they are units too."""
_AND_THE_PEOPLE = re.compile("(?:以?及|[和与、])(?:广大|全体)[一-龥]{0,6}(?:群众|官兵|军民|市民|居民|村民|师生|职工)$")
"""各单位和广大群众: whoever else is called upon, beside the bodies that answer."""
_THE_PEOPLE = frozenset("众兵民生工")
_NAMED_IN_BRACKET = re.compile(
    "(?:单位|部门|地区|地方|乡镇|镇街|县区|县市区)[（(](?:即|包括)?(?P<names>[^（）()]{3,30}、[^（）()]{3,60})[）)]$"
)
"""未启动的责任单位（南部山县、市林草局）: whom the words before a bracket mean."""
_SHORT = 2


def _opens_more(clause: str) -> bool:
    """Whether a bracket is left open."""
    return clause.count("(") + clause.count("（") > clause.count(")") + clause.count("）")


def _after_setting(name: str) -> str:
    """X系统各单位 stays; 在…期间各单位 loses its setting."""
    match = _SETTING.match(name) if name[:1] in _SETS else _TOPIC.match(name) if "各" in name[2:] else None
    return name[match.end() :] if match else name


_SETS = frozenset("在自从于")
_TOPIC = re.compile("[一-龥]{2,8}(?:物资|材料|名单|经费|资金|器材)(?=各)")
"""防汛物资各村必须在6月10日前送交: what is dealt with stands before who is told."""
_SETTING = re.compile(r"[在自从于][^，]{1,30}?(?:期间|以来|中|上|后|前|时|过程中)(?=各|有关|相关|县|市|区|州|省|全)")


_TOGETHER = re.compile("^(?:将|主动|积极|及时)?(?:会同|协同|联合)")


def after_partners(phrase: str) -> str:
    """会同县人武部、县财政局修订办法 gives 修订办法; nothing where no verb follows."""
    body = _TOGETHER.sub("", phrase)
    for match in verb_open().finditer(body, 2, min(len(body), 60)):
        at = match.start()
        if longer := _EXTENDS.match(body, at):
            at = longer.end()
            if not verb_at().match(body, at):
                continue
        if only_units(body[:at]):
            return body[at:]
    return "" if only_units(body) else phrase


_NO_COUNT = r"(?!\d*[余多]?[人名户家岁件])"
"""其中外出务工人员38人 counts them; a digit that a term or a size opens with is what a unit is told."""


_AT_A_PLACE = (
    r"校(?:学生|大学生|就读|生(?!中))|家(?:领导|班子|常委|的)"
    r"|(?:职|编|岗|册|籍|读)(?:在[编岗]|人员|职工|干部|教师|教职|党员|民警|官兵|军人|军官|士兵|学生|研究生|大学生|民兵|烈属|的)"
)
"""在校学生, 在职党员 name who stands there; 在职责范围内, 在编制总量内 open what is told."""


@cache
def verb_open() -> re.Pattern[str]:
    """What a verb, or what stands before one, opens with: whatever comes before it may be a name."""
    return re.compile(f"{_before_verbs()}|{branches(_verbs_and_adverbs())}")


@cache
def _verbs_and_adverbs() -> tuple[str, ...]:
    table = load()["verbs"]
    return tuple(word for word in (*table["action"], *table["adverbs"]) if len(word) > 1)


def _before_verbs() -> str:
    """What stands before a verb: a term, a place, 将, how often."""
    return (
        rf"于|负[总主首]责|高度(?=重视|关注)|以(?=[^，]{{1,14}}(?:为(?:单元|单位|主体|载体|平台|依托|重点|抓手|契机|目标|基础|核心)|形式|方式|名义)(?:[一-龥]{{3}}|，|$))|(?:思想|认识|行动|措施|责任|作风)上(?=[再要高务一必])|(?<![籍业位校庭目程象本家]所)在(?!{_AT_A_PLACE})|最[迟晚](?=[\d于在])|不[迟晚]于|到(?!现在|目前|今天|位)|提前|自?即日起|各(?=准备|提供|承担|新建|报|选派|安排|推荐|提交|确定|明确|组织|抽调|拿出|带|形成|策划|推出|创作|撰写|打造|上报|建立|认领|开展|推荐)|[收接]到|[收接][函文件](?=后)|收悉|限(?=[于期在])|自(?![然己觉身行来制主动愿用产考治])|从|实地|按(?:照|期|时|月|季|要求)?|将|把|对|向|为(?!副?组长|成员|牵头|责任|配合|主办|承办|协办|参与)|派(?=医|车|人|员|专|警|出(?!所))|每(?:[年月季周旬半两日天人]|学期|个)|根据|针对|结合|围绕|年内|会后"
        rf"|原则上|[单双]月(?=[\d上中下底])|(?:十[一二]?|[一二三四五六七八九])月(?=[上中下底末一二三四五六七八九十\d])|就(?=[一-龥“”]{{2,24}}(?:问题|事宜|事项))|抓住|持(?=[^，。]{{2,16}}(?:证明|证|卡|函)(?:入|进|参|[，。]|$))|会议结束后|回去(?:之后|以后|后)|[一二两三四五六七八九十]个?(?:工作日|日|天|周|月)[之以]?内|分(?=[两三四]?批|[两三]?期|年度|步|[两三四五六七八九十\d]{{1,2}}[路组片])|散会(?:之后|以后|后)|开完会|本[周月季年]|下[周月季年]|(?:年|月)[内底初终末]|今年|明年|当[年月天日]|次[年月日]|[上下]半年|第?[一二三四]季度|[节假会汛]前|[暑寒]假(?=期间)|暑期|春节|元旦|清明|国庆|中秋|“?[八五七]一|逐|具体|不得|不准(?=[一-龥]{{2}})(?![备确时的])|{'|'.join(f'{digit}{_NO_COUNT}' for digit in '0123456789')}"
    )


@cache
def verb_at() -> ByFirst:
    """The same for asking at a place."""
    words = (branches(words) for words in by_first(_verbs_and_adverbs()).values())
    return ByFirst([*alternatives(_before_verbs()), *words])


def is_topic(clause: str, behind: str) -> bool:
    """Whether a clause only says what is dealt with by whom comes then: 领导带队走访的部队，由市双拥办拟订名单."""
    return behind.startswith("由") and "的" in clause


def opening_units(clause: str) -> tuple[str, ...]:
    """The units a clause opens with, right before a verb: 县双拥办建立电子台账 gives 县双拥办."""
    return _opening(clause)[0]


def after_opening(clause: str) -> str:
    """A clause without the units it opens with."""
    return clause[_opening(clause)[1] :]


_EXTENDS = re.compile(
    rf"(?!组织|宣传)(?:{KIND_OF_WORK})(?:行政|主管)?部门|(?<=军区)系统|(?<=警备区)系统|(?<=行业)组织(?=[、和及]|以及)|(?<=群团)组织(?=[、和及]|以及)|(?:政府)?(?:宣传办(?!理|好|法)|建设办(?:公室|(?!公|理|好|法))|督查(?:专员办公室|[室办])|编制(?:部门|委)|(?!成立|设立|组建|建立|设置|通过)[一-龥]{{2}}(?:工作)?办公室(?![的会])|办公室|宣传部|组织部|统战部|政法委|编办|网信办|研究室|政研室|考核办|党校|老干部局|巡察办|改革办|国安办|退役军人事务工作领导小组(?:办公室)?|双拥办|工委|文明办|农办|教育工委|机关工委|社会工作部|金融办|监委|建设(?:局|厅|委|部门|处)|管理(?:综合(?:行政)?执法)?(?:局|处|所|中心|委|大队)|综合(?:行政)?执法(?:局|队|大队)|服务(?:中心|局|站|处)|保障(?:局|处|中心|部)|监督(?:管理)?局|教育(?:局|厅|体育局|中心)|执法(?:局|队|大队)|动员(?:办公室|[办委处部科局])|主要(?:负责|领导)[一-龥]{{0,2}}|负责[同人][志]?|分管[一-龥]{{2,4}})"
)
_ENOUGH = 80


def helpers_told(sentence: str) -> bool:
    """Whether a sentence opens with units that are told to help: 县住建局配合做好用地预审."""
    match = helping.with_work().search(sentence, 2, _ENOUGH)
    return match is not None and bool(only_units(sentence[: match.start()]))


@cache
def _no_name() -> Words:
    """What no unit's name begins with: most clauses are turned away by this one look."""
    table = load()
    verbs = [
        word
        for word in (*table["verbs"]["action"], *table["verbs"]["adverbs"])
        if len(word) > 1 and not ROLE_VERBS.match(f"{word}单位")
    ]
    return by_first([*table["units"]["not_openers"], *verbs])


class _Ends(NamedTuple):
    """Where a verb may stand right behind the end of a name, of a single one and of a list of them."""

    of_one: re.Pattern[str]
    of_list: re.Pattern[str]


@cache
def _verb_after_name() -> _Ends:
    """The last character of what may be a name, where a verb may begin behind it."""
    first = openings(verb_open().pattern)
    return _Ends(
        *[re.compile(f"[{re.escape(''.join(sorted(ends)))}\\d](?=[{first}])") for ends in (name_ends(), list_ends())]
    )


_ACTS = re.compile("协调(?!组|小组|办|处|机构|领导)|组织(?!部|委|人事|处|科)|动员(?!办)|联系(?!人|点|单位)")


@lru_cache(maxsize=REMEMBERED)
def _opening(clause: str) -> tuple[tuple[str, ...], int]:
    """The shortest unit list a clause opens with and where its verb starts; a longer name goes before a shorter."""
    asked = clause[:1] in ("望", "希") or _ASKS.search(clause, 0, _ASKED_WITHIN) is not None
    start = 1 if clause[:1] in ("请", "由") else _after_asking(clause) if asked else 0
    stop = start + 60
    if not clause.startswith(("有关", "相关", "以上", "组织部", "宣传部"), start) and (
        clause.startswith(_no_name().get(clause[start : start + 1], ()), start)
        or helping.opens().match(clause, start)
        or _ACTS.match(clause, start)
        or start == 0
        and clause.startswith("包案")
    ):
        return (), 0
    for at in _places_of_verbs(clause, start, stop):
        names = only_units(clause[start:at])
        if not names:
            continue
        longer = _EXTENDS.match(clause, at)
        if longer is not None and not (names := only_units(clause[start : longer.end()])):
            continue
        if "与" in clause[start:at] and _WITH_EACH_OTHER.match(clause, at):
            told, _, _ = clause[start:at].partition("与")
            return (first, start + len(told)) if (first := only_units(told)) else (names, at)
        if not _stands_alone(clause, start, at, stop) or _OF_THEIRS.match(clause, at):
            continue
        if longer is not None:
            at = longer.end()
            if not verb_at().match(clause, at):
                continue
        helps = helping.begins().match(clause, at)
        return ((), 0) if helps and not _helps_a_unit(clause, helps.end()) else (names, at)
    return (), 0


_OF_THEIRS = re.compile(
    "重点(?:工作|任务|项目|工程|事项|领域)|(?<=民兵)(?:组织(?:整顿|建设|调整|整组|工作|体系|结构|规模|形式)|整组|调整改革|训练(?:工作|任务|基地|场地|大纲))"
)
"""县政府重点工作任务实行…: whose they are, and nobody told; 县公安局重点排查 tells him. 民兵组织整顿工作 is a work's name."""
_WITH_EACH_OTHER = re.compile("(?:重新|全部|逐一|分别|及时)?(?:签订|签署|续签|补签|结对|结成|互换|交换|建立)")
"""各社区与结对连队重新签订协议: who is told stands before 与."""


def _helps_a_unit(clause: str, at: int) -> bool:
    """县卫健局配合县退役军人事务局组织体检: who is told helps somebody named, and acts himself."""
    rest = clause[at:]
    return not helping.opens().match(rest) and bool(opening_units(rest))


WHO_ASKS = (
    "(?!按照?|根据|依据|落实|对照|符合|对|为|以|达到|经|去年|上年|此前|之前|前期|曾|已)[^，,。；：“”要]{0,20}(?:(?:局|办|部|厅|组|委|公室|政府|街道|通知)(?:下发通知)?|(?:书记|[县市区镇乡部局组站州省]长|主任|政委|主席|司令员)[一-龥]{2,3}|(?<![一-龥])["
    + SURNAMES
    + "][一-龥]{1,2})(?=要求各)"
)
"""县征兵办要求各地…, 通知要求各镇…, 县长某某要求各镇…: a body, a paper or somebody, with a post or without, that asks all of its own."""
_ASKS = re.compile("要求|责[成令]|[间前后中时内底的项题宜况费金]请(?![示假])")
_ASKING = re.compile(f"(?:会议|并|还|同时|重点|{WHO_ASKS})*(?:要求(?!是|的|和|与)|责[成令])[，,]?")


_ASKED_WITHIN = 24
_HOPING = re.compile("(?:希望?|望)(?=[各全]|有关|相关)(?![^，,。]*(?:用心|用情|齐心|共同努力|再接再厉|以此为))")
"""望各单位做好准备, 希望各班级提前策划; 望各单位用心用情办好 only wishes."""
_SET_BEFORE = re.compile("[^，请]{2,14}(?:期间|过程中|事项|问题|事宜|情况|经费|资金|[前后时内底的])请(?![示假])")


def _after_asking(clause: str) -> int:
    """Where the words begin that a clause says are asked: 要求县教体局…, 会议要求县教体局…, 修复期间请市公安局…"""
    match = _ASKING.match(clause) or _SET_BEFORE.match(clause) or _HOPING.match(clause)
    return match.end() if match else 0


def _places_of_verbs(clause: str, start: int, stop: int) -> Iterator[int]:
    """Where in `clause[start:stop]` a verb may follow on a name, in order; some of them lie within a longer verb."""
    if "同" in clause:  # what stands with others is no part of the name and may end with anything
        return (match.start() for match in verb_open().finditer(clause, start + 2, stop))
    ends = _verb_after_name().of_list if is_list(clause) else _verb_after_name().of_one
    verb = verb_at()
    return (at for match in ends.finditer(clause, start + 1, stop) if verb.match(clause, at := match.end(), stop))


def _stands_alone(clause: str, start: int, at: int, stop: int) -> bool:
    """Whether the verb at a place is one of its own and no part of another that begins before it."""
    return any(match.start() == at for match in verb_open().finditer(clause, start + 2, stop))


def head_unit(piece: str) -> str:
    """The unit a piece opens with: 部队完成训练 gives 部队, 县财政局 gives itself."""
    piece = piece.strip()
    for match in verb_open().finditer(piece, 2, min(len(piece), 40)):
        at = match.start()
        longer = _EXTENDS.match(piece, at)
        if longer is not None:
            at = longer.end()
        if is_unit(tidy(piece[:at])) and (at == len(piece) or longer is None or verb_at().match(piece, at)):
            return piece[:at]
    if is_unit(tidy(piece)):
        return piece
    sizes = (size for size in range(min(14, len(piece)), 1, -1) if piece[size - 1 : size + 1] not in _WHOLE_WORDS)
    return next((piece[:size] for size in sizes if is_unit(piece[:size])), "")


_WHOLE_WORDS = frozenset(("组织", "部署", "部分", "处理", "处置", "办理", "办好", "局面", "站位", "委托", "队伍"))
"""What no name is cut within: 密切配合安排组织好仪式 names nobody."""


_PEERS = re.compile(f"(?:同级|本级|当地|属地)(?:{KIND_OF_WORK}、)+{KIND_OF_WORK}部门")
"""同级民政、医保部门: departments told by their work are one name."""


def run_of_units(phrase: str) -> list[str]:
    """The units at the head of a phrase: 县人武部、县财政局，修订… gives two; 部队完成训练 gives one."""
    if (peers := _PEERS.match(phrase)) is not None:
        return [peers.group()]
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
