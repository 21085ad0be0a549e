"""Names of units: what a phrase must look like to answer for something, and how a list of names is parted."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from shuangyong.reader.quick import asking, openings
from shuangyong.reader.terms import Words, alternation, by_first, by_last, load

REMEMBERED = 8192
"""How many answers about words are kept: the same clause is asked about for verdict, wording and measures."""


class _Names(NamedTuple):
    """The words that a unit's name is known by; `bracketed` is a tail with what may stand behind it."""

    tails: Words
    not_tails: Words
    openers: Words
    not_openers: Words
    verbs: Words
    bracketed: re.Pattern[str]


@cache
def _words() -> _Names:
    table, verbs = load()["units"], load()["verbs"]
    return _Names(
        tails=by_last(table["tails"]),
        not_tails=by_last(table["not_tails"]),
        openers=by_first(table["openers"]),
        not_openers=by_first(table["not_openers"]),
        verbs=by_first(word for word in (*verbs["adverbs"], *verbs["action"]) if len(word) > 1),
        bracketed=re.compile(rf"(?:{alternation(table['tails'])})(?:\([^()]*\)|（[^（）]*）)?[”\"]?$"),
    )


@cache
def _between() -> tuple[re.Pattern[str], frozenset[str]]:
    words = load()["units"]["between"]
    return re.compile(rf"(?:{alternation(words)})+$"), frozenset(word[-1] for word in words) | {"\n"}


def without_between(phrase: str) -> str:
    """A phrase before a modal without what stands between subject and verb and belongs to neither."""
    words, ends = _between()
    return words.sub("", phrase) if phrase[-1:] in ends else phrase


_NO_NAME = asking(
    r"一旦(?=[一-龥])|^[一两]名(?:联络员|信息员|工作人员|联系人|专干|网格员)|(?<=[一-龥])(?<![许认])可(?!可|克达拉)[一-龥]|(?<=[一-龥])商请|^无(?![锡为棣极])|(?<=[一-龥])提请|(?<=[一-龥])赴[一-龥]|(?<=[一-龥])带队|^反映|(?<=[一-龥])派[一二两三几\d]名|(?<=\d)时|(?<=[一-龥])经(?:分管|主要)|信息分|(?<=[个每])星期|(?<=[一-龥])为主责|[清名]单经|(?<!第)[一二两三四五六七八九十\d][支户](?![部队])|^便于|^以便|^望[各你贵]|^[决绝]不[能可得让允]|(?<=[一-龥）)])(?:(?<![主重需必首机])要|应当|必须|务必)[一-龥]|[）)][应须](?=[一-龥])|^距离?(?=[省市县区中全])|(?<=[一-龥])(?:新增|增设|新建成)(?=[一-龥])|^交(?![通警管投运易流])|^(?:谁|哪|每|任何|逐|不|部分|个别|有的|一些|少数|多数|不少|许多)|(?<=[一-龥])是|[@＠]|(?:前|内|后|期间)(?:向|与|将|对|报|送|交|到|赴|在|由|为)|向[一-龥]|报(?=[县市区州省乡镇])|任组长|集中在|会议(?:研究|听取|审议|讨论)了|做好|抓好|搞好|办好|^(?:协调|联系|组织|动员|发动|对接|引导)好|《[^》]*$|^(?:政府|地方|领导|上级|单位|部门|人员|干部)$|(?<!全[县市区州省旗镇])(?<!\d)\d+(?:个|家|名|月|日|年|项|件)|(?<=[一-龥])邀请|^会议(?:原则(?:上)?)?同意|前后|(?<=[一-龥])设在|[月以]底?前移|以前|之前|[前后]经|(?<=[一-龥])为(?:牵头|责任|配合|主办|协办|成员|副?组长)|费[由回从在]|(?<=[一-龥])退(?=[县市区乡镇村街])|^商(?=[县市区州省旗有相驻军各])|(?<=[一-龥])挂靠|(?<!第)[一两][次场批]|[前后][一-龥]*(?:完成|配齐)|(?<=[局办委部厅院室])商(?=[县市区州省旗])|的的|的请|(?<=[一-龥])(?<![所现存正内外])在(?![建职京编岗校营训乡籍押])[一-龥]|任(?:总|副|双|正)*(?:组长|指挥长?|召集人)的|至少|^符合政府|^转(?=有关|相关)|^(?:真情|真心|倾情|热情)|(?<=[一-龥])存在[一-龥]|^(?:连同|建议|考虑|选拔|假如|比如|譬如|倘若|即便)|(?<=[一-龥]{2})(?<![第一])把(?=[一-龥])|(?:(?<=^[一-龥“”])|(?<=^[一-龥“”]{2})|(?<=^[一-龥“”]{3})|(?<=^[一-龥“”]{4}))节[前后][一-龥]|(?<=^[一-龥])办[一-龥]办$|^建设(?!局|厅|委|部|处|银行|集团|兵团|单位|公司|中心)|^(?:十[一二]?|[一二三四五六七八九])月[上中下底初末前]|排一[台场]|^遇有|第一时间|^年底前|组织军地|^找到|^组织(?=部队|官兵|民兵|志愿|学生|师生)|^[下内]设|(?<=[一-龥])将(?!军|乐)[一-龥]|(?<=[一-龥])下设|(?<=[一-龥])坚持[一-龥]|返乡$|^新增|^派(?![出驻])|^所需|^研究(?:制定|出台|提出|解决)|^帮[建扶][一二两三四五六七八九十\d]|(?<=[一-龥])为(?:应急|定点|备用)|有力(?:推进|推动|促进)|(?<=[一-龥])[：:]|(?<=[一-龥])了[一-龥]|^可?采[取用](?=[乡各县镇村])|(?<=[一-龥])(?<![新已未])成立[一-龥]|(?<=[一-龥])强调[一-龥]|(?<=[一-龥])以(?![上下内外及色往前来])[一-龥]"
    r"|讲话站|发言站|报告站|^区分(?!局|管|会|校|院|公司)|^接(?![待收访诊送处线种站警班管龙兵])|^你们(?![一二两三四五六七八九十各]|单位|部门)[一-龥]"
    r"|^下乡$|到我(?=[一-龥])|进(?:企业|机关|社区|学校|校园|军营|农村|乡村|单位|家庭)$"
    r"|^具[备有](?=[一-龥]{2})"
)
"""Asked of every name: no alternative begins with any character, so that few places are tried (`quick`)."""


_STANDS_HERE = re.compile(
    "在[一-龥]各?(?:中央|部|省|市|县|区|州)*(?:[级直](?:属|管)?|部?属)各?(?:单位|企业|部门|机构|高校|院校)"
)
"""在丽省部属单位, 在甬部省属企业: bodies of those above that stand in a place, told by its short name."""


@lru_cache(maxsize=REMEMBERED)
def is_unit(name: str) -> bool:
    """Whether a phrase can answer for something: it ends like a unit, a post or a collective."""
    if not 2 <= len(name) <= 40 or name[-1] not in last_characters():
        return False
    if name[0] == "在" and _STANDS_HERE.fullmatch(name):
        return True
    words = _words()
    first, last = name[0], name[-1]
    if not (words.bracketed.search(name) if last in _CLOSES else name.endswith(words.tails.get(last, ()))):
        return False
    collective = (
        name.startswith(words.openers.get(first, ()))
        or (first in "被有" or "的" in name[-5:])
        and _CONCERNED.fullmatch(name) is not None
    )
    if not collective and name.startswith(words.not_openers.get(first, ())) or _NO_NAME.search(name):
        return first.isdigit() and _SO_MANY.fullmatch(name) is not None
    if collective:
        return not name.endswith(("各方面", "各领域"))
    if name.endswith("系统") and _SYSTEM.fullmatch(name) is None:
        return False
    if not name.endswith("公开办") and name.removesuffix("\n").endswith(
        words.not_tails.get(name.removesuffix("\n")[-1], ())
    ):
        return False
    return not _opens_with_verb(name) and ("的" in name or not _verb_within(name))


KIND_OF_WORK = (
    "(?:[州省市县区]{0,2}(?:组织|编制|人社|人力资源社会保障|财政|民政|公安|教育|教体|卫健|卫生健康|交通|交通运输|住建|宣传|文旅|农业|农业农村|退役军人|退役军人事务|自然资源|水利|司法"
    "|交警|综合执法|行政执法|发改|发展改革|医保|残联|税务|市场监管|应急|民宗|信访|商务|审计|统计|国资|工信|网信|电力|供电|通信|城管|林业|科技|金融|妇联|工会|国动办|供水|供气|供热|燃气|通信|通讯|客运|公交|油气|工商|石油|粮食|供销|气象|水文|水务|国土|国土资源|安监|环保|生态环境|消防|文化|旅游|体育|物价|广电|邮政|电信))"
)
_CONCERNED = re.compile(
    "提出[一-龥]{1,8}的(?:单位|部门|部队|一方|地方)|有[一-龥]{2,12}的(?:单位|部门|乡镇|镇|村|地区|地方|企业|学校|医院)|被[一-龥]{2,8}(?:单位|部门|乡镇|地区|站点|企业|对象|(?<=的)(?:派出所|社区|学校|街道|[村镇所局]))"
    "|[一-龥]{2,8}(?:低于|高于|不足|超过|未达到|达不到|未达)[一-龥\\d.%％]{2,8}的(?:单位|部门|乡镇|镇|村|地区|地方|企业|学校|医院|街道)"
)
"""被约谈单位, 完成率低于50%的单位: whoever it concerns."""
_SYSTEM = re.compile(
    f"[一-龥]{{0,4}}?{KIND_OF_WORK}(?:、{KIND_OF_WORK})*系统|[全本][县市区州省旗][一-龥]{{0,8}}系统|[一-龥]{{0,6}}(?:军区|军分区|警备区)系统"
)
"""县公安系统 is told; 军人刷证免费乘车系统 is what is built."""
_SO_MANY = re.compile(
    "\\d{1,3}[个家][一-龥（）()、]{2,20}的[一-龥（）()、]{2,20}(?:局|委|办|站|中心|单位|部门|[县市区镇乡村])"
)
"""4个无人接听电话的乡镇所在县退役军人事务局: so many of a kind that the words before tell."""
_CLOSES = ')）”"\n'
"""What may stand behind a tail."""


@cache
def last_characters() -> frozenset[str]:
    """What a unit's name can end with: most phrases are turned away by this one look."""
    return frozenset(word[-1] for word in load()["units"]["tails"]) | frozenset(_CLOSES)


ROLE_VERBS = re.compile(
    r"(?:轮值(?=单位)|移交(?=安置)|派出(?=所(?!以)|机构|法庭)|协同(?=责任单位|单位|部门)|(?:整治|推进)(?=工作(?:办公室|专班|领导|小组|组|指挥部)|办公室|专班|领导小组|小组|指挥部)|整治(?=工作|领导|单位|(?:整[县镇乡村])?推进工作)|(?:走访|办理|经办|督办|核查|排查|慰问|审核|核实)(?=人员)|招生(?=就业|办)|褒扬(?=纪念)|参会|与会|参演|包片|包村|包抓|包案(?!的)|带班|服务|签约|加盟|评审|考评|考察|采购|巡逻|巡诊|勘测|会诊|测试|评价|集结|接送|指挥|督查|督导|牵头|配合|责任|承办|主办|参与|保障|执法|主管|监管|管理|接收|安置|培训|考核|检查|工作|施工|监理|勘察|勘探|执行|建设|审批|帮扶|结对|共建|参训|用人|招聘|征集|组织(?=部|委|人事|工作|处|科|机构)|宣传|教育|研究|信访|审计|统计|发展|改革|值班|挂职|驻|派驻|调解|救助|接待|协调|联系|包保|包联|参加|报送|推荐|申报|提报|评估|设计|动员|保护|规划|创建|整理|综合|公证|救援|医疗|优抚|优待|联络|促进|登记|仲裁|代办|执行|管护|维护|防控|公安|招商|统筹|供水|供电|供气|供热"
    r"|(?:开发|投资|经营|运营)(?=[一-龥（）]{0,8}公司$|银行$)|(?:述职|发言|整改|迎检|受检|督办|交办|主责|开发|经营|运营|获奖|落后|滞后|点名|报到|受理|受援|签约|挂包|征收|承建|代建|承接|承租|中标|投标|使用|采集|生产|储存|运输|委托|受托|出资|检测|修缮|维修|采购){1,2}(?=单位|部门|地区|乡镇|企业|机构))"
)


def _verb_within(name: str) -> bool:
    """A verb with an object inside: 台账同步报…, 稿件审核后…; both need their room."""
    return len(name) > 8 and any(
        match.start() > 1 and len(name) - match.end() > 4 and not ROLE_VERBS.match(name, match.start())
        for match in _verb_of_two().finditer(name)
    )


def _opens_with_verb(name: str) -> bool:
    """拓宽机关 is a verb with its object, 服务中心 is a name."""
    if name[0] in "统协督指" and _ARRANGES.match(name):
        return True
    if not name.startswith(_words().verbs.get(name[0], ())):
        return False
    if _adverb().match(name):
        return True
    match = _verb_of_two().match(name)
    if match is None or len(name) <= match.end() + 1:
        return False
    return not ROLE_VERBS.match(name) or name[-1] in _PLACES and _verb_of_two().match(name, match.end()) is not None


_ARRANGES = re.compile("(?:统筹|协调|督促|指导){1,2}(?=相关|有关|各|所[属辖]|[下直]属|[县市区省]直)")
"""统筹协调相关责任单位科学制订方案: whom somebody else is to bring together."""
_PLACES = frozenset("镇乡村县市区")
"""统筹推进美丽圩镇 is two verbs and where it is done; 统筹推进领导小组 is a name."""


@cache
def _adverb() -> re.Pattern[str]:
    return re.compile(alternation([word for word in load()["verbs"]["adverbs"] if len(word) > 1]))


@cache
def _verb_of_two() -> re.Pattern[str]:
    return re.compile(alternation([word for word in load()["verbs"]["action"] if len(word) > 1]))


CONFERS = "(?<=[局办委部厅院室，,])商(?![务会业贸请])(?=[县市区州省旗有相驻军各]|[一-龥]{2,8}(?:军分区|警备区|人武部|武装部|局|办|委|集团))"
"""县信访局商县退役军人事务局: one body asks another, as 会同."""
_LAGGING = r"[一-龥]{0,4}(?:滞后|落后|达标|缓慢|靠后|不力)的(?!乡镇|镇街|县区|县市|单位|部门|各)(?=[一-龥]{2})"
_LEADING = re.compile(
    r"^(?:[上下]半年(?=[县市区州省旗镇乡])|所?涉及的(?=[一-龥]{2,}[局办委厅部室院])|逾期(?:未|不)[一-龥]{1,8}的(?!乡镇|镇街|县区|县市|单位|部门|各|企业)(?=[一-龥]{2})|所在的(?=[县市区州省旗]|[一-龥]{2}[县市区])|所需(?:资金|经费|费用)由?(?=[县市区州省旗镇])|(?:元旦|春节|国庆节?|中秋节?|清明节?|端午节?|“?八一”?|五一|节日|节假日|[两双]节|“[两双]节”|假期|汛期|会议|活动|驻训|演训|考评)期间|(?:工程|项目|会务)由|"
    + _LAGGING
    + r"|被[一-龥]{2,4}的(?!单位|部门|地区|乡镇|企业|学校)|另请|(?:必须|务必|应当|要)?责[成令]|指定|商请|委托|会后|届时|同时|并且|并|今年(?=[县市区州省旗])|(?:尚未|仍未)[一-龥]{2,4}的(?=[一-龥]{1,6}[县市区乡镇](?:、|$))|我们的?(?=[各村镇乡县区街]|有关|相关)|其中|特别是|尤其是|此外|另外|对此|为此|下一(?:步|阶段)|下阶段|今后|目前|当前|请|各位|还?希望|还?要求|要由|由|即|让|希(?=[各有相全贵])|汛期(?=各|有关|相关)|和|与(?!会)|及|以及|而|但|然后|"
    r"并?(?:强调|指出)|并要求(?=各|[省市州县区旗镇乡])|会议还?(?:强调|要求|指出|决定|明确|议定|认为|希望)|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:起|前|后)?|各项工作中|在此期间|具体(?:由|工作由)|原则同意|[”\"』」])[，,：:]?"
)
_LEADS = re.compile(f"[{openings(_LEADING.pattern.replace(f'{_LAGGING}|', ''))}]")
"""What `_LEADING` begins with where no 的 stands in a name."""
_SUMMED = re.compile(
    "(?<=[一-龥])[两三四五六七八九十\\d]{1,2}(?:家|方|镇|乡|县|区|村|局|部门|家?单位|个(?:部门|单位|镇|乡|村))$"
)
"""人武部、公安局两家: how many were named, behind the last of a list."""
_SUMS = frozenset("家方镇乡县区村局门位")
_ETC = re.compile(
    r"(?:整[县市区镇乡村]|等(?:有关|相关|各)?(?:[省市县区州旗][级直])?(?:行政)?(?:主管|职能|行业)部门(?:[（(]单位[）)])?|等(?:有关|相关|各)?(?:部门[（(]单位[）)]|单位[（(]部门[）)])|等(?:有关|相关|各)?(?:\d+|[一二三四五六七八九十]+)?(?:家|个)?(?:成员|驻[一-龥]{1,3}|直属|条管)?(?:部门和单位|单位和部门|单位|部门|地|县区)?|等(?:公共)?(?:场馆|景区|医疗机构|金融机构)|等(?:[一-龥]{0,2}群团|人民团体|群众|社会|行业)?(?:组织|团体)|等(?:新闻|主流|各类|本地)?媒体|等[一-龥]{2,8}(?:镇|乡|街道|镇（街道）|镇\(街道\)))$"
)


@lru_cache(maxsize=REMEMBERED)
def split_names(phrase: str) -> tuple[str, ...]:
    """A list of units parted into its names: brackets stay whole, 和 parts only where both sides are units."""
    pieces = pieces_of(phrase)
    if len(pieces) > 1 and pieces[-1][-1:] in _SUMS and (summed := _SUMMED.search(pieces[-1])):
        pieces = _without_sum(pieces, summed)
    out: list[str] = []
    for piece in _levels_joined(pieces) if len(pieces) > 1 else pieces:
        out.extend(split_words(piece.strip()))
    return tuple(name for name in (tidy(one) for one in out) if name)


def _without_sum(pieces: list[str], summed: re.Match[str]) -> list[str]:
    """青山镇、柳林镇两镇 are two names; 东山、南川两镇 is one, for the sum says what they are."""
    last = pieces[-1][: summed.start()]
    if is_unit(tidy(last)):
        return [*pieces[:-1], last]
    bare = len(pieces)
    while bare > 1 and len(pieces[bare - 2].strip()) < _SHORT_NAME and not is_unit(pieces[bare - 2].strip()):
        bare -= 1
    return [*pieces[: bare - 1], "、".join(pieces[bare - 1 :])]


_SHORT_NAME = 5
_LIST_MARK = re.compile("[、，,]")
_BRACKETS = re.compile("[(（)）]")


def pieces_of(phrase: str) -> list[str]:
    """A list of names parted at its marks; those inside brackets part nothing."""
    return _LIST_MARK.split(phrase) if _BRACKETS.search(phrase) is None else _outside_brackets(phrase)


def _outside_brackets(phrase: str) -> list[str]:
    """A list parted at its marks; those inside brackets part nothing."""
    pieces: list[str] = []
    depth = 0
    current = ""
    for char in phrase:
        depth += (char in "(（") - (char in ")）")
        if depth == 0 and char in "、，,":
            pieces.append(current)
            current = ""
        else:
            current += char
    return [*pieces, current]


_POST = "(?:副)?(?:书记|主任|镇长|乡长|局长|站长|部长|所长|校长|院长|组长)"
_JOINS = tuple(
    (re.compile(before), re.compile(piece))
    for before, piece in (
        ("(?:[乡镇县市区旗州级]|街道|乡镇|^)党(?:工)?委$|[县市区旗州]委$", "政府.?"),  # 石桥乡党委、政府
        (f"^(?!{_POST}$)", _POST),  # 各村书记、主任
        ("^各", "[县市区州旗]"),  # 各市、州
        ("(?:^|[和及与])各(?:乡镇|镇|乡|街道|镇街|社区|街)$", "[街村乡镇]"),  # 各乡镇、村
        ("[县市区州省旗]委$", "[县市区州省]政府(?:督查[室办]|办公室|研究室)"),  # 县委、县政府督查室
        ("^(?:各|(?:各|各级)?(?:有关|相关))部门$", "单位"),  # 各部门、单位, 相关部门、单位
        ("(?:^|[各省市县区州旗])(?:大、?)?中$", "小学校?.{0,8}"),  # 各中、小学校
        (
            "^各(?:有关|相关)?[省市县区州旗](?:、[市县区州旗])?$",
            "[市县区州旗](?!直)[一-龥]{2}.*",
        ),  # 各市、州双拥办; 各县、市、区政府
        ("^各[市区州旗]$", "县[（(][市区旗、]{1,3}[）)](?!直).*"),  # 各区、县（市）
    )
)
"""What a name ends with, and the piece of a list that still belongs to it."""
_GO_ON = frozenset("单政副书主镇乡局站部所校院组县市区州旗街村小")
"""What such a piece begins with."""
_AND_WORK = re.compile(f"(?P<name>.{{2,12}}?(?:乡镇|单位|街道|[镇乡村局委办]))[及和与](?P<work>{KIND_OF_WORK})")
_KIND_OF_WORK = re.compile(f"(?:{KIND_OF_WORK}){{1,2}}")
_OF_WORK = re.compile("[一-龥]{2,4}(?:部门|企业)$")
_LEVELS = frozenset("省市县区州镇乡村")
_ROLES = frozenset(
    "建设 勘察 设计 施工 监理 检测 生产 经营 储存 使用 主办 承办 协办 用人 用工 培训 管理 运营 养护".split(" ")
)
_OF_ROLE = re.compile(f"(?:{'|'.join(sorted(_ROLES))})(?:单位|企业)")
"""勘察、设计单位: bodies told by their part in a work are one name."""


def is_kind_of_work(name: str) -> bool:
    """Whether a piece of a list names a department by its work: 县发改, 财政 in 县发改、财政等部门."""
    return _KIND_OF_WORK.fullmatch(name) is not None


def _levels_joined(pieces: list[str]) -> list[str]:
    """市、县两级财政局 is one name: a level alone belongs to what follows, as 编制、人社部门 does."""
    of_work = _OF_WORK.search(pieces[-1]) is not None
    of_role = _OF_ROLE.fullmatch(pieces[-1].strip()) is not None
    out: list[str] = []
    held = ""
    for piece in pieces:
        bare = piece.strip()
        size = next((size for size in (1, 2, 3) if bare[size : size + 1] in _ANDS), 0) if out and not held else 0
        if size and _goes_on(out[-1].strip(), bare[:size]):
            out[-1] += "、" + bare[:size]  # 各镇、街和各单位, 各级党委、政府和驻县部队
            out.append(bare[size + 1 :])
        elif out and not held and _goes_on(out[-1].strip(), bare):
            out[-1] += "、" + bare
        elif of_work and (and_work := _AND_WORK.fullmatch(bare)):
            out.append(held + and_work["name"])  # 有关乡镇及县水利、自然资源部门
            held = and_work["work"] + "、"
        elif bare in _LEVELS or of_work and _KIND_OF_WORK.fullmatch(bare) or of_role and bare in _ROLES:
            held += piece + "、"
        else:
            out.append(held + piece)
            held = ""
    return [*out, held] if held else out


_ANDS = frozenset("和及与")


def _goes_on(name: str, piece: str) -> bool:
    """Whether a piece of a list belongs to the name before it."""
    return piece[:1] in _GO_ON and any(end.fullmatch(piece) and before.search(name) for before, end in _JOINS)


_AND_WORD = re.compile("[和及与暨]")


def split_words(piece: str) -> list[str]:
    """A piece parted at 和, 及 and the like where both sides are units."""
    if _AND_WORD.search(piece) is None:
        return [piece]
    for word in ("以及", "和", "及", "与", "暨"):
        at = piece.find(word)
        while at > 0:
            left, right = piece[:at], piece[at + len(word) :]
            depth = left.count("(") + left.count("（") - left.count(")") - left.count("）")
            if depth == 0 and right and _is_part(tidy(left)) and _is_part(tidy(right)):
                return [*split_words(left), *split_words(right)]
            at = piece.find(word, at + 1)
    return [piece]


def _is_part(name: str) -> bool:
    return is_unit(name) and len(name) >= 2


@lru_cache(maxsize=REMEMBERED)
def tidy(name: str) -> str:
    """A name without what leads to it or trails it: 同时, 等部门, quotes."""
    before = None
    while before != name:
        before = name
        name = _STRAY.sub("", _without_marks(name))
        if name[-1:] in _CLOSES and (note := _NOTE.search(name)):
            name = name[: note.start()]
        if (_LEADS.match(name) or "的" in name) and (match := _LEADING.match(name)):
            name = name[match.end() :]
        if "强调" in name or "督促" in name or "要求" in name:
            name = _WHO_STRESSES.sub("", name)
        if "等" in name:
            name = _ETC.sub("", name).removesuffix("等")
    return name


_NOTE = re.compile("[（(](?:详?见|名单|具体名单|以下简称|简称|排名不分先后|下同)[^（）()]*[）)]$")
"""市安委会有关成员单位（详见任务分工）: where they are named is no part of the name."""
_WHO_STRESSES = re.compile(
    "^[^，]{2,24}强调(?=[各科全有相院校县市区州镇乡村])|^[^，]{2,16}(?:督促|要求)(?=各)|^[^，]{0,4}(?:会议|[校局镇县市区乡处科所站院部队]长|主任|书记|政委|老师|同志)要求(?=[一-龥]{2})"
)
"""县长某某强调各镇要…, 检查组督促各镇要…: who says so is no part of the name."""


def _without_marks(name: str) -> str:
    """Marks around a name fall; those of a quotation inside it, or at its head (“军人优先”窗口单位), stay."""
    if "“" in name[1:]:
        return name.lstrip(_AROUND).rstrip(_AROUND.replace("”", ""))
    if name[:1] == "“" and 0 < name.find("”") < len(name) - 1:
        return name.rstrip(_AROUND)
    return name.strip(_AROUND)


_AROUND = " 　“”\"'‘’，,、：:—〔〕【】[]"
_STRAY = re.compile(
    r"^(?:[-+@＠＋#＃•·‧∙◦–>＞→➢➤►▶√✓✔☑■□▪◆◇▲△●○◎※☆★$%&^~～|｜丨\\/=_`<{]+ ?|\d{1,6}[.．] ?(?=[一-龥])|所涉及?的|则(?=[各该]))"
)
"""What a list, a chat or a copy put before a name: +县民政局, @县文旅局, 1000. 县民政局. A star may mask a place and stays."""


@cache
def name_ends() -> frozenset[str]:
    """What a name can end with before it is tidied: its own end, 等部门, a quote."""
    return last_characters() | frozenset(_ETC.pattern + _AROUND)


@cache
def list_ends() -> frozenset[str]:
    """The same of a list of names, whose last piece may be nothing but words that lead on: 县财政局，同时."""
    return name_ends() | frozenset(_LEADING.pattern)


def is_list(phrase: str) -> bool:
    """Whether a phrase holds a mark between names."""
    return _LIST_MARK.search(phrase) is not None


def may_be_names(phrase: str) -> bool:
    """Whether a phrase ends as a list of names does: the first and cheapest look at it."""
    last = phrase[-1:]
    return last in (list_ends() if is_list(phrase) else name_ends()) or last.isdigit()
