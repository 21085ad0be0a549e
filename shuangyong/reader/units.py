"""Who is told to do something: the units that lead and those that support, as the author named them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shuangyong.reader import helping
from shuangyong.reader.bare import bare_subjects, body_at_head
from shuangyong.reader.labels import BRACKET, Named, add_labelled, without_bracketed_notes, without_labels, without_note
from shuangyong.reader.modals import ENOUGH, MODAL, subject_before
from shuangyong.reader.names import CONFERS, is_unit, split_names
from shuangyong.reader.people import SURNAMES
from shuangyong.reader.subjects import only_units, opening_units, run_of_units

_MODAL = re.compile(MODAL)
_BY = re.compile(
    r"由(?![^，。]{2,40}(?:任|为|担任)(?:总|副|双)?(?:组长|指挥|召集人)的)(?P<names>[^。；;：:\n\t]{2,80}?|(?:[^。；;：:，,、\n\t]{2,18}、){6,30}[^。；;：:，,、\n\t]{2,30}?)(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|共同|具体|统一|联合|抓紧|尽快|逐年|分(?:[两三四五]年|期|批|年度))*"
    r"(?P<verb>来抓|来办|来做|亲自抓|直接抓|牵头|负责(?!人组成|人[任为参])|主办|承办|组织(?!部|委|人事|处|科)|统筹(?!办|局|委)|督促|落实|实施|办理|汇总|提出|制定|会同|列入|主持|协调(?!办|组|处|局)|审核|审定|抓好|承担|安排|约谈|问责|任(?=业主|责任|总)|修改|印发|核实|负总责|兜底)"
)
_WITH = re.compile(
    rf"(?:会同|{CONFERS}|(?<!开通)(?<!设立)(?<!成立)(?<!建立)(?<!组建)(?<!推出)(?<!搭建)联合(?!检(?!察)|实验室|[会体办发印开制举组督调考专执巡工])|(?<!积极)(?<!全力)协同(?!办公|责任|单位|部门|配合))(?P<names>[^。；;：:\n\t]{{2,60}})"
)
_ASSIST = re.compile(
    r"配合(?:好(?!的))?+(?!(?:牵头|主办|主责)(?:单位|部门)|上级(?:督|检|考|调|巡)|保障部队|保障官兵|单位|部门|责任|[：:，,。；;)）]|[密紧默]|工作|机制|做好|抓好|完成|开展|落实|到位|不力)(?![^。；;：:，,\n\t]{2,24}(?:组织|举办)的)(?P<names>[^。；;：:，,\n\t]{2,30})"
)


def _valid(names: Iterable[str]) -> list[str]:
    return [name for name in names if is_unit(name)]


def name_units(body: str, *, told_only: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and supporting units that a stretch of text names.

    `told_only` takes only who is told by 要, 应 or 由…负责: in a speech a unit before a bare verb may be any subject.
    """
    named = Named()
    add_labelled(body, named)
    plain = without_bracketed_notes(without_labels(body))
    if "职责" in plain or "分工" in plain:
        plain = _SHARE_LINE.sub(_in_brackets, plain)
    if "由" in plain and "的" in plain:
        plain = _MADE_UP_OF.sub("", plain)
    if "组长" in plain or "指挥" in plain or "召集人" in plain:
        plain = _HEADED_BY.sub("", plain)
    if "由" in plain and ("财政" in plain or "承担" in plain or "比例" in plain):
        plain = _PAID.sub("", plain)
    if "阶段" in plain:
        plain = _STAGE.sub("", plain)
    if "让" in plain or "使" in plain:
        plain = _TO_SEE.sub("", plain)
    if "”" in plain:
        plain = _CITED.sub("", plain)
        plain = _CITED_TO_HERE.sub("", plain, count=1)
    led = "牵头" in plain and any("牵头" in match["inside"] for match in BRACKET.finditer(plain))
    _subjects(_without_roles(plain), named, told_only, led)
    _others(plain, named)
    if not (named.lead or named.first or named.duty or named.support or told_only):
        named.add_lead(body_at_head(plain))
    return named.result()


_SHARE_LINE = re.compile(
    "(?:^|(?<=[。；\n]))[ \u3000]*(?P<inside>(?:[^，,。；;：:、（）()\\n]{2,24}(?:牵头[，,；;]|[、，,])){1,60}[^，,。；;：:、\\n]{2,24}?(?:等(?:有关|相关)?(?:部门|单位)?)?按(?:照)?(?:各自)?职责(?:分工)?(?:分别|共同)?(?:负责|落实|配合))(?=[。；\n]|$)"
)
"""教育部、公安部等按职责分工负责, a line or a sentence of its own: the same without its bracket."""


def _in_brackets(line: re.Match[str]) -> str:
    return f"（{line['inside']}）"


_CITED = re.compile("“[^“”]{12,}[，。][^“”]{4,}”")
"""以“…各级党组织要一如既往支持…”等精神为指导: whoever is told inside what is cited is told by its author."""
_CITED_TO_HERE = re.compile("^[^“”]*”(?:等|的)?(?:精神|要求|指示|论述)")
"""What is cited from the sentence before: …军队要继续作贡献”等精神."""


_MADE_UP_OF = re.compile(
    "由[^。；：由]{2,40}?(?:参加|参与|组成|构成|出席|列席|挂帅|负责|举办|主办|组织|承办|发起)的(?!通知|函)|由[^。；]{2,200}?为(?:副?组长|成员|副?指挥长?)的"
)
"""召开由各乡镇长参加的部署会: who is to be there is not told to hold it."""
_STAGE = re.compile("(?:^|(?<=\\n))[^，。；：\\n]{0,14}阶段[（(][^（）()]{2,30}[）)](?=[一-龥])")
"""全面实施阶段（4月至5月）各镇街要…: the stage's name and its days stand right before who is told."""
_TO_SEE = re.compile("[让使][^，。；]{2,24}(?:认识到|懂得|明白|知道|看到|感受到|了解到)[，,]?[^。；]{2,80}")
"""让更多的人认识到，人民军队…: what somebody is to see tells nobody."""
_HEADED_BY = re.compile(
    "(?:由|组长由|(?<![一-龥])组长[：:])[^。；：由\n]{2,40}?(?:任|担任|为)(?:双|总|副)?(?:组长|指挥长?|召集人)[，,](?:[^。；\n]{2,30}?(?:任|担任|为)(?:常务)?副(?:组长|总?指挥长?|召集人)[，,])*"
    "[^。；\n]{2,200}?(?:为|任|担任)(?:领导小组|工作组|专班)?(?:成员|组员)(?=[。；，,的\n]|$)"
)
"""由县长任组长，分管副县长任副组长，县教育局、县公安局主要负责人为成员: who sits on a body is told nothing by that."""
_PAID = re.compile(
    "(?:(?<=[，。；：])|^)[^，。；：]{0,24}由(?:[^，。；由]{0,8}财政(?![局厅部所分办科审]|专员|投资评审)[^，。；]{0,16}"
    "|(?:部队|驻军|企业|个人|本人|承办方|主办方|用人单位|所在单位)[^，。；]{0,6}承担|(?:[省市县区州旗乡镇村]级?[、和与]?){2,5}按[^，。；]{2,10}比例(?:分担|承担|负担))(?=[，。；]|$)"
)
"""所需经费由县财政列支, 费用由部队承担: the purse that pays is no body that is told; 由县财政局安排 tells one."""


def owners(heading: str) -> tuple[list[str], list[str]]:
    """The units that a heading is nothing but: who leads, and where one is marked, who supports (A（牵头）、B)."""
    named = Named()
    named.add_lead(only_units(heading))
    return list(named.lead), list(named.support)


def _without_roles(body: str) -> str:
    """A text without the brackets that `bracketed` reads: (区教育局、区人社局按职责分工负责)."""
    if "（" not in body and "(" not in body:
        return body
    return BRACKET.sub(lambda match: "" if _ROLE_OF_NAMES.search(match["inside"]) else match.group(), body)


def _subjects(body: str, named: Named, told_only: bool, led: bool) -> None:
    for match in _NAMED_ALONE.finditer(body) if "。负责" in body or "。\n负责" in body else ():
        named.add_lead(only_units(match["names"]))
    for match in _MODAL.finditer(body):
        low = max(0, match.start() - 2 * ENOUGH)
        sentence = max(body.rfind("。", low, match.start()), body.rfind("\n", low, match.start()), low)
        names = subject_before(body, sentence, match.start())
        named.add_lead(names)
    if not (named.first or named.duty):
        # （县双拥办牵头，…配合） says who answers: whoever else meets or reports in the item leads nothing
        for names in () if led else bare_subjects(body, told_only):
            if not (named.lead and all(map(_POST_ALONE.fullmatch, names))):
                named.add_lead(names)
        for match in _BESIDE_IT.finditer(body):
            named.add_lead(only_units(match["names"]))


_POST_ALONE = re.compile(
    "(?:党政)?(?:主要|分管)[县市区镇乡局院校站]?(?:领导|负责人|负责同志)(?:同志)?|分管副[一-龥]长|书记|主任|镇长|乡长|局长|站长|一把手"
)
"""各镇要成立专班，主要领导每月调度一次: whose head that is has been told."""
_BESIDE_IT = re.compile(r"、(?<=[前底日旬内]、)(?P<names>[一-龥（）]{2,24}?)(?=[于在]\d|\d{1,2}月)")
"""县级医院于3月底前、乡镇卫生院于4月底前全部设立标识: another with a term of its own."""


def _others(body: str, named: Named) -> None:
    """Units named otherwise than as the subject of 要; each form is looked for only where its word stands."""
    if "请" in body:
        _asked(body, named)
    if "由" in body:
        _answers(body, named)
    if "为" in body or "办，" in body or "主体" in body:
        _roles(body, named)
    if "(" in body or "（" in body:
        for match in BRACKET.finditer(body):
            bracketed(match["inside"], named, closes=body[max(0, match.start() - 1) : match.start()] in _AFTER_ALL)
    if _TOGETHER_WORD.search(body):
        for match in _WITH.finditer(body):
            names = match["names"]
            summed = _SUMMED_UP.match(names) if "等" in names else None
            named.add_support(run_of_units(names) or (only_units(summed.group()) if summed else ()))
    if ("牵头" in body or "负责" in body or "统筹" in body) and _TAKES_PART_WORD.search(body):
        _beside_a_leader(body, named)
    if helping.asked().search(body):
        _helpers(body, named)
    if "请" in body or "我" in body:
        _asks_for_help(body, named)


def _asked(body: str, named: Named) -> None:
    """Whoever stands before 请, in a case or without one."""
    for match in _IF_SO.finditer(body):
        named.add_lead(only_units(match["names"]))
    for match in _ASKED_TO.finditer(body):
        named.add_lead(only_units(match["names"]) or only_units(match["names"].rpartition("，")[2]))


def _answers(body: str, named: Named) -> None:
    """由县财政局负责, 由县财政局拨付, 由龙晓华负责: who stands behind 由 answers for it."""
    for match in _BY.finditer(body):
        names = match["names"].rstrip("对将把")
        if "商" in names:  # 由县民政局商县财政局、县卫健局制定: the others are asked
            names = _CONFERS.split(names, maxsplit=1)[0]
        named.add_lead(_valid(split_names(names)))
    for match in _BY_WHOEVER.finditer(body):
        named.add_lead(name for name in opening_units(match.group()) if not _ANY_HEAD.fullmatch(name))
    for match in _BY_PERSON.finditer(body):
        named.add_lead(match["name"].split("、"))
    for match in _BY_US.finditer(body):
        named.add_lead([match["name"]])


def _asks_for_help(body: str, named: Named) -> None:
    """请市交通集团协助开放通道, 我局会同…制作: who is asked to help is told to, and who writes the letter."""
    for match in _WE_WITH.finditer(body):
        named.add_lead([match["name"]])
    for match in _HELP_US.finditer(body):
        names = only_units(_SENDS.sub("", match["names"]))
        for name in names:
            named.support.pop(name, None)
        named.add_lead(names)


_CONFERS = re.compile(CONFERS)
_MAINLY = re.compile("(?<![前难引])以(?P<names>[^，。；：\n以]{2,30}?)为主(?=[，。；][^。；]{2,20}配合)")
"""周边整治以综治办、派出所为主，工商等部门配合: whose the work mainly is."""
_HOSTS = re.compile(
    "(?:^|(?<=[。；;\n]))(?P<names>[^，。；;：:\n\t由]{2,40}?)主办，(?=[^。；;\n]{2,60}(?:承办|协办|协助|参与|参加|配合))"
)
"""团县委主办，县总工会协办: beside those who help, who hosts leads."""


def _roles(body: str, named: Named) -> None:
    """区住建局为牵头单位，区燃气公司为责任单位; 团县委主办: beside one that leads, who answers supports."""
    for match in _MAINLY.finditer(body) if "为主" in body else ():
        named.add_lead(only_units(match["names"]))
    for match in _HOSTS.finditer(body) if "主办，" in body else ():
        named.add_lead(only_units(match["names"]))
    for match in _MADE_OWNER.finditer(body):
        named.add_lead(_valid(split_names(match["names"])))
    for match in _AS_ROLE.finditer(body):
        told = _valid(split_names(match["names"]))
        (named.add_support if match["role"][0] in _HELPS or named.lead else named.add_lead)(told)


_SUMMED_UP = re.compile("[一-龥]{2,6}(?:、[一-龥]{2,6}){0,8}等(?:有关|相关)?(?:部门|单位)")
"""会同教育、文化等部门: departments told by their work."""
_NAMED_ALONE = re.compile("(?:^|(?<=[。；：\n]))(?P<names>[^，。；：\n]{2,30})。(?=\n?负责)")
"""县交通局、公路局。负责…的巡查: names that stand as a sentence of their own."""
_TOGETHER_WORD = re.compile("会同|协同|联合|商")
"""Words of which `_WITH` needs one."""
_IF_SO = re.compile(
    "(?:^|(?<=[。；;\n]))(?P<names>[^，。；;：:\n]{2,16}?)(?:如果?|若)(?![下上期实何])[^，。；;\n]{2,30}[，,]请"
)
"""贵单位如有异议，请于3月9日前说明: who is asked stands before the case that he is asked in."""
_ASKED_TO = re.compile(r"(?:^|(?<=[。；;：:\n]))(?P<names>[^。；;：:\n\t请]{2,60})请(?=[于在将按对认自把结到抓尽及务])")
"""各乡镇（街道）、县直各单位请于2月10日前报送: who is asked stands before 请."""
_BY_WHOEVER = re.compile(r"(?<![自理缘事来经期])由(?![于此来是])(?![^，。]{2,50}组成)[^，,。；;：:\n\t]{4,60}")
"""由县财政局在9月底前拨付: whatever the verb, who stands between 由 and it answers for it."""
_HELP_US = re.compile("(?:^|(?<=[。；，\n]))(?:现|特)?请(?P<names>[^。；，请\n]{2,40}?)(?:协助|支持|帮助)(?=[一-龥])")
_WE_WITH = re.compile("(?:^|(?<=[。；，\n]))(?P<name>我(?:局|办|委|站|院|部|处|镇|乡|中心|街道|公司))(?=会同)")
_BY_US = re.compile("由(?P<name>我(?:局|办|委|站|院|部|处|镇|乡|中心|街道|公司))(?=牵头|负责|会同)")
"""由我局牵头: in a letter or a reply, who writes it."""
_ANY_HEAD = re.compile("(?:主要|分管)?(?:负责人|领导|负责同志)")
"""由主要负责人审签: nobody's in particular."""
_TAKES_PART_WORD = re.compile("参加|参与|落实|实施|承建")
_TAKES_PART = re.compile(
    r"(?:牵头|负责|统筹(?=[，,]))[^。；;\n]{0,60}?[，,、](?P<names>[^。；;，,\n]{2,60}?)(?:具体|分别|按职责|共同|积极|各?(?:明确|选派|指定|安排|派)[^，。；;]{1,10}?)*(?:参加|参与|落实|实施|承建)(?=$|[，,。；;)）\n])"
)


def _beside_a_leader(body: str, named: Named) -> None:
    """县委政法委牵头…，县信访局、县司法局参加: beside one that leads, whoever takes part or carries out supports."""
    for match in _TAKES_PART.finditer(body):
        names = split_names(match["names"])
        if names and all(is_unit(name) for name in names):
            named.add_support(names)
            for name in names:
                if name in named.lead and _only_assists(name, body):
                    del named.lead[name]


_BY_PERSON = re.compile(
    f"由(?P<name>(?:[{SURNAMES}][一-龥]{{1,2}}、){{0,6}}[{SURNAMES}][一-龥]{{1,2}})(?:全面|具体|直接|牵头)?(?:负责|牵头)(?!人)"
)
"""由龙晓华负责: whoever it is, his name answers for it."""
_AS_ROLE = re.compile(
    "(?P<names>[^。；;：:，,（(\n\t]{2,60})为(?P<role>牵头|主责|主办|责任|承办|配合|协办|参与)(?:单位|部门)(?=[，,。；;）)]|$)"
)
"""区住建局为牵头单位，区燃气公司为责任单位."""
_MADE_OWNER = re.compile(
    "(?:^|[，,。；;]|[确指]定|明确)由?(?P<names>(?:(?![确指]定|明确|[，,。；;：:\n\t]).){3,30})(?:为|作为|做)(?:该?项目)?(?:业主|业主单位|实施主体|建设主体|责任主体)(?=[，,。；;]|$)"
)
"""会议确定县城投公司为项目业主: whose the project is answers for it."""
_HELPS = frozenset("配协参")


_AFTER_ALL = ("。", "；")


_TELLS_WHO = re.compile("牵头(?!单位|部门)|负责(?!人|同志)|要(?<!主要)|由|会同")
_SENDS = re.compile("(?<=..)(?:选派|派出|指派|委派|抽调)[一-龥]{1,8}$")
"""县律师协会选派律师参与: who is sent is no name."""
_INNER = re.compile(
    r"(?<=[一-龥])[（(](?:单位|部门|企业|社区|街道|街|居|镇|区|市|村|党组|站|场)[^（）()，。]{0,4}[）)]|(?<=[一-龥])[（(][一-龥]{1,6}[）)](?=全面|积极|密切|配合|协助)"
)
"""A bracket that is part of a name, 各村（社区）: hidden while a bracket may open what others do."""
_HIDDEN = str.maketrans("（）()", "\ue000\ue001\ue002\ue003")
_SHOWN = str.maketrans("\ue000\ue001\ue002\ue003", "（）()")


def _helpers(body: str, named: Named) -> None:
    """A、B配合 supports, and so does whoever stands after 配合."""
    for match in _assisted(_INNER.sub(lambda found: found.group().translate(_HIDDEN), body)):
        names = match["names"].translate(_SHOWN)
        if match.group().endswith(_HELP_ONLY) and body[match.end() : match.end() + 1] in _STOPS:
            names = _TOLD_TO.sub("", names)
        told = _SENDS.sub("", _TELLS_WHO.split(names)[-1])
        helpers = split_names(told)
        if not all(map(is_unit, helpers)):
            helpers = only_units(told) if "等" in told else ()  # 教育、财政、民政等部门配合
        if helpers:
            named.add_support(helpers)
            for name in helpers:
                if name in named.lead and _only_assists(name, body):
                    del named.lead[name]
    for match in _ASSIST.finditer(body):
        helped = run_of_units(match["names"])[:6]
        if helped and all(name in named.lead for name in helped):
            _helps_who_leads(body, match.start(), named)
        named.add_support(helped)


def _helps_who_leads(body: str, at: int, named: Named) -> None:
    """县双拥办配合县人社局, where the latter leads: who helps it supports."""
    clause = max(body.rfind(mark, 0, at) for mark in _RUN_ENDS) + 1
    helpers = only_units(body[clause:at])
    named.add_support(helpers)
    for name in helpers:
        named.lead.pop(name, None)


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


_HOW = "(?:积极|主动|全力|密切|共同|做好|抓好)*"
_TOLD_TO = re.compile(f"(?:都|均|也)?(?:要|应当|应|须|必须){_HOW}$")
"""区民政局、区残联要主动配合: all that is demanded of them is that they help."""
_HELP_ONLY, _STOPS = ("配合", "协助"), ("", "。", "；", ";")
_DEMANDED = re.compile(f"(?:都|均|也)?{MODAL}(?!{_HOW}(?:配合|协助)(?:$|[。；;]))")


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
_ROLE_OF_NAMES = re.compile(f"..(?:{_ROLE_WORD.pattern})")
"""A role behind a name: （牵头） alone marks the name before it."""
_ROLES_APART = re.compile(
    "[；;。]|(?:(?<=牵头)|(?<=负责)|(?<=配合)|(?<=主办))[，,]|[，,](?=[^，,；;]*(?:牵头|负责|配合|参与|协助|协办|主办|承办|落实))"
)


_BRACKET_ENOUGH, _LONGEST_LIST, _NAME_LONG = 120, 1200, 16
"""Characters of a bracket that names who answers; one that is longer must be a list of names, thirty ministries and more."""
_WHEN_BEHIND = re.compile(
    "[，,；;](?:[^，,；;、]{0,12}(?:前|底|月|季度|年内|半年|上旬|中旬|下旬)(?:全面|全部)?(?:完成|前完成|出台|印发|建成|到位|启动|实施|开展|兑现|报送|上线)?|长期(?:坚持|推进)?|(?:年内|全年)?持续推进|全年|常态化推进|立行立改)$"
)
"""（市双拥办，2024年4月底前）: the term behind who answers for it."""


def bracketed(inside: str, named: Named, *, closes: bool = False) -> None:
    """(区委宣传部牵头,区融媒体中心配合) and (区教育局、区人社局按职责分工负责).

    A bracket that `closes` a sentence and holds nothing but units names those who answer for it: …5.2公里。（县交通运输局）
    """
    if len(inside) > _BRACKET_ENOUGH and (len(inside) > _LONGEST_LIST or inside.count("、") * _NAME_LONG < len(inside)):
        return
    inside = without_note(_WHEN_BEHIND.sub("", inside))
    if closes and "会同" in inside and not _ROLE_WORD.search(inside):
        inside += "负责"
    if not _ROLE_WORD.search(inside):
        named.add_duty(only_units(inside) if closes else ())
        return
    before: list[str] = []
    for clause in _ROLES_APART.split(inside):
        clause = clause.strip("，, ").removeprefix("由")
        match = _ROLE_TAIL.search(clause)
        if match is None:
            before += only_units(clause)
            continue
        leading, _, beside = clause[: match.start()].partition("会同")
        names = _valid(split_names(leading))
        if match["role"][0] in _HELPS:
            named.add_lead(before)  # 县民政局，县财政局配合
        else:
            names = before + names  # 县民政局、县人社局，县财政局按职责分工负责
        before = []
        named.add_support(_valid(split_names(beside)))
        if "牵头" in inside and "牵头" not in clause:
            named.add_support(names)
        elif match["role"][:2] in ("牵头", "负责", "落实", "主办", "承办"):
            named.add_lead(names)
        else:
            named.add_support(names)
