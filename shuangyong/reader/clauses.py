"""Clauses: what each asks for. A clause can demand an action, only an attitude, or set a frame for the next."""

from __future__ import annotations

import re
from functools import lru_cache

from shuangyong.reader import deadlines
from shuangyong.reader.modals import MODAL, is_quoted, subject_before
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.quick import first_characters
from shuangyong.reader.subjects import after_opening, opening_units
from shuangyong.reader.verbs import adverb_at_head, verbs

_CUT = "，,；;：:。！!？?\n"
_OPEN, _CLOSE = "(（“《〈[【‘", ")）”》〉]】’"
_MODAL = re.compile(MODAL)
_CONNECTOR = re.compile(
    r"^(?:并且|并|同时|还(?!款|原|清)|也|又|再(?!次)|而且|以及|特别是|尤其是|此外|另外|其中|要求(?=[做抓搞加开组强严落])|要(?!求)|应当|应该|应(?!急|征|[一-龥]{1,2}尽)|必须|务必|务(?=[于在])|须|需(?!求)|各(?=报送|举办|走访|召开|准备|提供|承担|新建|报|选派|安排|推荐|提交|确定|明确|组织|抽调|拿出|带|形成|策划|推出|创作|撰写|打造|上报|建立|认领|开展|推荐)|一定|都|均|更(?!换|新|改|正|名|替|好|加|高|大|多|快|深|有)|既|又要|还要|也要|更要|即(?![日知行时将])|从而|进而|然后|"
    r"[我大]们|大家|各位|请|不仅|首先|其次|再次|最后|具体|为此|对此(?!项|次|事|类|工作|问题)|下一步|今后|以后(?=[每将把要在])|今年|年内|一定要|会议(?:强调|要求|指出|决定|明确|责成)|(?:通知|通报|意见|方案|大会|《[^》]{2,40}》)(?:强调|要求|明确|提出)(?=[，,：:]|$))[，,：:]?"
)
_FRAME = re.compile(
    r"^(?:按照|按|依据|根据|以(?!上[各单部]|上有关)|围绕|在(?!建(?:工程|项目|工地))|结合|针对|对照|通过|依托|借助|本着|从|为|就|随着|聚焦|紧扣|于|自(?![觉动主身我行愿查评])|与)"
)
_RESULT = re.compile(
    r"^(?:使|让|真正(?:做到|实现)|(?:切实)?做到|从而|共同谱写|谱写|奋力谱写|努力开创新|以实际行动|确保|力争|为.{2,20}(?:作出|做出|贡献)|为[^，]{2,40}(?:打下|奠定)[^，]{0,10}(?:基础|根基))"
)
_FRAMES, _RESULTS = first_characters(_FRAME.pattern), first_characters(_RESULT.pattern)
_POINT = r"(?:20\d\d年|今年|明年|本年度?|本|次年)?(?:\d{1,2}月(?:份)?(?:\d{1,2}[日号](?:[（(][本下这]?(?:周|星期)[一二三四五六日天][）)]|[（(]含[）)])?|底|末|初|[上中下]{1,2}旬|中(?![小央共])|(?!\d))|月\d{1,2}[日号])(?:(?<=[日号])当[天日])?(?:(?:上午|中午|下午|晚上?)?\d{1,2}(?:[时点](?:\d{1,2}分)?|[:：]\d\d)|(?<=[日号）)])(?:上午|中午|下午|晚上?))?"
_TERM_AT_HEAD = re.compile(
    # Most clauses open with no term: one look at the first character, or for 前 and 节 near it, tells so.
    r"(?:不[迟晚]于|最[迟晚]|于|在|至|到)?(?=[\d年今明本次月每一二三四上下会期即]|.{0,7}[前节]|[暑寒]假期)"
    rf"(?:{_POINT}(?:(?:至|到|—{{1,2}}|-){_POINT}|(?:至|到)\d{{1,2}}[日号]|(?:[、和及]{_POINT})+)?|年底|年内|每(?:月|周|年|季度|半年|半月)?(?:\d{{1,2}}[日号]|底|周[一二三四五六日天]|第?[一二三四五]|最后一个工作日)+(?:上午|下午)?(?:下班)?"
    r"|(?:(?<=[于在])[“\"]?[一-龥]{1,4}[”\"]?|[一-龥]{0,3}[“\"][一-龥]{1,3}[”\"])节?(?<![门桥楼店面目提超跟眼空院馆碑场阵窗台])(?=前)|(?!做好|抓好|搞好|办好)[一-龥]{0,2}[“\"]?(?:[一-龥]{1,3}[节一]|烈士纪念日|国防教育[日月周]|[暑寒]假|暑期)[”\"]?(?=期间|前后|后)|\d+个?工作日|\d+日|\d+(?:个?小时|分钟|天)(?=[之以]?内)|一周|(?:春节|元旦|清明|端午|中秋|国庆|建军|重阳)节?(?=[一-龥])|[一二三四]季度末?|[上下]半年|即日起|(?:散?会|节|假)后(?:\d+个工作日)?|期间)(?:下班)?(?:前后|之前|以前|前夕?(?:[\d一二三两]{1,2}(?:[天日周]|个月))?|内|底|[之以]内|左右|期间|后)?(?:[（(][^（）()]{2,16}前[）)])?[，,]?"
)


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses of `text[start:end]` as spans without their closing marks; brackets and quotes stay whole."""
    if _PAIRED.search(text, start, end) is None:
        return [match.span() for match in _RUN.finditer(text, start, end)]
    out: list[tuple[int, int]] = []
    depth = 0
    straight = False
    at = start
    for match in _MARK.finditer(text, start, end):
        char, index = match.group(), match.start()
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == '"':
            straight = not straight
        elif depth == 0 and not straight or char in "。\n":
            if index > at:
                out.append((at, index))
            at = index + 1
            if char in "。\n":
                depth, straight = 0, False
    if end > at:
        out.append((at, end))
    return out


_HOUR = r"(?<=\d)[:：](?=\d\d)"
"""The mark of 17:00 parts nothing."""
_MARK = re.compile(f'(?!{_HOUR})[{re.escape(_CUT + _OPEN + _CLOSE)}"]')
_PAIRED = re.compile(f'[{re.escape(_OPEN + _CLOSE)}"]')
_RUN = re.compile(f"(?:[^{re.escape(_CUT)}]+|{_HOUR})+")
_TELLING_QUOTE = re.compile(r"“[^“”]{3,}?”|\"[^\"]{3,40}?\"")


def without_quotes(sentence: str) -> str:
    """A sentence whose longer quotations are blanked: what is quoted directs nobody here."""
    if "“" not in sentence and '"' not in sentence:
        return sentence
    return _TELLING_QUOTE.sub(
        lambda match: match.group() if not _MODAL.search(match.group()) else "“" + "…" * (len(match.group()) - 2) + "”",
        sentence,
    )


@lru_cache(maxsize=REMEMBERED)
def _peeled(clause: str) -> tuple[str, str, str]:
    """A clause without connectors, the same without the term at its head, and the same without adverbs."""
    short = clause.strip(" 　，,、").lstrip("-–—•·●○◆■▪ ")
    while short[:1] in _CONNECTS and (match := _CONNECTOR.match(short)):
        short = short[match.end() :].lstrip(" 　，,")
    told = _ON_RECEIPT.match(short) if short[:1] in ("收", "接", "遇", "发") else None
    untimed = without_term(short[told.end() :] if told else short)
    if untimed[:1] == "各" and untimed != short and _EACH_TIME.match(untimed):
        untimed = untimed[1:]  # 上半年、下半年各组织一次
    match = adverb_at_head(untimed)
    core = untimed[match.end() :] if match else untimed
    return (
        short,
        untimed,
        without_term(core) if match and ("每" in untimed[:4] or core[0] in "于在" or untimed[0] == "限") else core,
    )


_EACH_TIME = re.compile("各(?:组织|举办|开展|召开|走访|报送|安排|进行|检查|督查|调度)")
_ON_RECEIPT = re.compile(
    "(?:收到|接到|接|收(?=[函文]))[^，]{1,12}?后(?=[^，]{2})|(?:遇有?|发现)[^，]{2,12}?(?=立即|及时|第一时间|随时|迅速)"
)
"""收到本函后立即组织核查: when, not what."""
_CONNECTS = first_characters(_CONNECTOR.pattern)


def bare(clause: str) -> str:
    """A clause without the words that lead to its verb: 并, 要, 还要."""
    return _peeled(clause)[0]


def verb_phrase(clause: str) -> str:
    """A clause from its verb on: connectors, the term at its head and adverbs are dropped."""
    return _peeled(clause)[2]


_TELLS_AHEAD = re.compile(
    "将(?:以|于|在|对|继续|迎|召开|举行|举办|开展|组织|进行|进一步|不断|始终)(?![^，]{0,24}(?:[报送交][^，]|列入|纳入|反馈|检查|督导|复查|抽查|督查|回访|回头看|暗访|汇总|评比|核查))"
)
"""将召开大会 tells what is to come; 将开展情况报县双拥办 says what is to be reported."""


AGREED = r"(?:会议)?(?:原则(?:上)?)?同意(?:将|把|由|在|从|为|给|安排|列支|列入|纳入|拨付|追加|设立|成立|增加|新增|给予|聘任|采购|购置|新建|启动)"
_AGREES = re.compile(AGREED)
"""同意在某镇划拨训练用地: what was agreed to is still to be done."""


@lru_cache(maxsize=REMEMBERED)
def demands_action(clause: str) -> bool:
    """Whether a clause asks for something that could be checked."""
    short, untimed, core = _peeled(clause)
    if (
        len(core) < 2
        or core[-1] in _CONDITION
        or clause[:2] in NOT_TO_BE_DONE
        or core in _NO_OBJECT
        or short in _ONLY_HOW
        or _asks_attitude(short, core)
    ):
        return False
    if "不" in core and _FORBIDS.match(core) or core.endswith("的形势"):
        return False
    if "同意" in short[:5] and _AGREES.match(short) or core[0] == "报" and _FOR_THE_RECORD.match(core):
        return True
    if core[0] in "围聚紧抓把" and (_ONLY_WHERE.match(core) or _AROUND.fullmatch(core)):
        return False
    if core[0] in _BY_FIRST and (_BY_SUCH_MEANS.fullmatch(core) or _BY_SUCH_PAPER.fullmatch(core)):
        return False
    if core[0] in "把对向为给将" and len(core) > 5:
        if core[0] == "将" and verbs().adverb.match(core, 1) and is_soft(core[1:]):
            return False  # 将认真学习贯彻…精神
        return not (_TELLS_AHEAD.match(core) if core[0] == "将" else verbs().attitude.search(core))
    opened = verbs().opening.match(core)
    if opened and not _ONLY_FRAMES.match(core) and not _A_THING.match(core):
        return core[opened.end() : opened.end() + 1] != "的"
    if core.startswith("坚持每") and _EVERY.match(core):
        return True
    if core[0] == "以" and (basis := _ON_THE_BASIS.match(core)):
        rest = core[basis.end() :]
        return rest[0] != "以" and demands_action(rest)
    if untimed.startswith(_BOTH):
        return len(untimed) > 4 and untimed[2] not in "的地"
    return core[0] in _FRAMES and core[0] not in "以随" and bool(_FRAME.match(core)) and _verb_after_frame(core)


NOT_TO_BE_DONE = frozenset({"不要", "不应"})
"""不要搞一刀切 is a call."""
_FOR_THE_RECORD = re.compile("报[^，告道名废刊考]{2,24}(?:备案|备查|审批|审核|审定|批准)")
"""及时报县安委会办公室备案."""
_EVERY = re.compile("坚持每(?:[日天周旬月]|半[月年]|季度?)[一两][一-龥]{2}")
"""坚持每月一调度: how often is told, so it could be checked."""
_ON_THE_BASIS = re.compile(
    "以[^，]{2,20}为(?:截止日期?|基准日?|时点|口径|基数)(?=.{3})|以[^，]{2,12}为(?:单元|单位|主体|载体|平台|依托)(?=[一-龥]{4})|以[^，]{2,12}(?:形式|方式|名义)(?=将[^，,。]{2,24}[报发交送反]|书?面?报|函|反馈|回复|提交|印发|通报|下发)"
)
"""以3月31日为截止日统计, 以正式文件形式报送: on what day, measure or paper the work goes by."""
_ONLY_WHERE = re.compile(
    "(?:围绕|聚焦|紧扣|紧紧围绕|抓住|抢抓|把握)[^，]*(?:大局|全局|领域|有利时机|时机|机遇|契机|窗口期|备战打仗|主题|主线|要求|新目标|目标和任务|目标任务)$"
)
"""聚焦权益维护等重点领域, 抓住命名表彰的有利时机: what the next clause's work is for, or by what occasion."""
_AROUND = re.compile(
    "(?:紧紧)?围绕(?![^，]{3,}(?:开展|制定|组织|抓好|做好|举办|推进|建立|落实|完善|研究|谋划|召开|排查|编制|打造|策划|创作|提出|形成|加强|强化|深化|实施|推动|出台|开设|推出|征集|发布|组建|整改|拿出|列出|梳理|提炼|展开|写|讲))[^，]*"
)
"""围绕提升居民安全意识: what the next clause's work is for."""
_CONDITION = frozenset("后的")
"""发布预警后, 参加抢险救灾的: when, or of whom, something is told."""
_A_THING = re.compile(
    "服务(?:站|中心|台|窗口|所)(?!点)|宣传[栏员]|指导[员站]|救助站|接待站|保障中心|管理[所员]|整组(?=是|工作|任务)|[一-龥]{2}(?:工作|任务|责任|形势)[一-龥]{0,2}(?:艰巨|繁重|严峻|重大|紧迫|复杂)$"
)
"""服务站场地不足50平方米: a name that opens with a verb; 安置任务依然艰巨 tells how things are."""
_ONLY_FRAMES = re.compile("对照|依托|结合")
_NO_OBJECT = frozenset(
    "落实 保证 不得 谋划 执行 推进 支持 改进 加强 服务 承建 承办 实施 参加 参与 配合 协助 回应 解决 处理".split(" ")
)
"""坚决落实 and the like say of nothing what is to be done with it."""
_ONLY_HOW = frozenset({"认真组织", "精心组织", "周密组织", "认真部署"})
"""请高度重视，认真组织: how, and not what."""
_FORBIDS = re.compile(r"[^，。不]{2,8}(?:不能|不可|切不可|决不能|绝不能)")
"""创建工作不能搞形式主义: a warning whose first word happens to be a verb."""
_BOTH = ("规范", "统一", "公开")
"""An adverb before a verb (规范填写), a verb before its object (规范停车管理, 公开举报电话)."""
_ACTS_ON = re.compile("进行|给予|予以|[作做]出|逐[一-龥]|[发送][一-龥]")


_WORK_ITSELF = re.compile("[一-龥]{2,4}(?:工作|事项|任务|问题)")


_FEW = 8


def _names_object_only(core: str) -> bool:
    """对8名未就业随军家属: whom it concerns, while what is done to them stands in the next clause."""
    if core[0] == "对" and _LISTED_OBJECTS.fullmatch(core):
        return True
    if core[0] != "对" or core[:2] != "对照" and verbs().opening.match(core):
        return False
    rest = core[max(core.rfind("的") + 1, 2) :]
    if "的" in core and _WORK_ITSELF.fullmatch(rest) or rest.startswith("已") and len(rest) < _FEW:
        return True
    if _ACTS_ON.search(rest) or verbs().adverb.search(rest):
        return False
    return not any(len(match.group()) > 1 for match in verbs().action.finditer(rest))


_LISTED_OBJECTS = re.compile(
    "对(?!照|接)[^，]{2,}(?:、|等)[^，]{0,10}(?:区域|场所|部位|点位|路段|行业|单位|人员|对象|群体|物品|设施|设备|企业)"
)
"""对宿舍、旧厂房等封控区域: whom or what it is about, though a verb stands in its name."""
_BY_SUCH_PAPER = re.compile(
    "(?:对照|按照|根据|依据|结合)(?:[^，]*的原则|[^，]*(?<!目)的(?:任务|工作)?(?:分解|实施|创建|考评)?(?:方案|标准|清单|规定|分工|通知|意见|细则)|(?:“[^“”]+”|[^，、]{2,24})的(?:总体|工作|具体|总)?(?:要求|思路)|(?:上级|有关)[^，的]{0,8}(?:部署|布置|安排|要求))"
)
"""对照县双拥办下发的任务分解方案: what the next clause's work goes by."""
_BY_FIRST = frozenset("通利借依对按根结")
_BY_SUCH_MEANS = re.compile(
    "(?:通过|利用|借助|依托)[^，]*(?:形式|方式|途径|渠道|载体|契机)|通过(?:加大|加强|强化|增加)[^，]{2,8}"
)
"""通过发放传单、召开座谈会等形式: how, though it holds verbs."""


def _verb_after_frame(core: str) -> bool:
    """按照联系点安排下沉一线, 对照任务表倒排工期: a frame whose clause goes on with its verb."""
    tail = core.rfind("》")
    return any(
        len(match.group()) > 1
        and match.start() > max(2 if core[0] == "与" else 3, tail)
        and (
            len(core) - match.end() > 1
            or core[0] == "与"
            or core[match.start() - 1] in "中内里"
            or core[match.start() - 2] == "逐"
        )
        for match in verbs().action.finditer(core)
    )


_HOLDS_AS = re.compile(
    r".{2,40}(?:当作|视为|视作|看作|作为|当(?=[^，。地场面前天众年即日]{1,6}$)|放在|摆[在到]|记在|抓在|扛在|挂在|摆上|当成|落到实处|抓紧抓实)"
)
_RAISES = tuple(
    "拿出 维护 力争 夺取 增强 提高 强化 激发 保持 发挥 提升 展现 推动 推进 做好 抓好 促进 确保 以 带 树 激".split(" ")
)
_MADE = re.compile(
    "形成[^，。]{0,16}(?:台账|清单|方案|报告|材料|意见|汇编|总结|纪要|预案|项目库|名录|档案|图册|结果|数据库|台帐)"
)
"""形成问题清单 is a paper that can be seen, 形成良好氛围 is not."""
_KEPT_UP = re.compile(r"^坚持[^，]{0,10}(?:制度|每|定期|例会|值班|走访|联席|分类|法治|风险)")


def is_soft(clause: str) -> bool:
    """Whether a clause asks for an attitude only."""
    short, _, core = _peeled(clause)
    return _asks_attitude(short, core)


def _asks_attitude(short: str, core: str) -> bool:
    """The same of a clause without its connectors and of the same from its verb on."""
    known = verbs()
    soft = known.soft
    if core.startswith(soft.get(core[:1], ())) or len(short) != len(core) and short.startswith(soft.get(short[:1], ())):
        return not (core.startswith("坚持") and _KEPT_UP.search(core) or core.startswith("形成") and _MADE.match(core))
    if core[:1] in ("把", "将") and _HOLDS_AS.match(core, 1):
        return True
    if known.generic.fullmatch(core):
        return True
    return core.startswith(_RAISES) and known.attitude.search(core) is not None


_RAISES_ITSELF = re.compile(
    r"(?:思想)?(?:认识|思想|站位|责任|作风|感情|意识|态度|纪律|信心|决心|标准|劲头|干劲|力度|措施|保障)(?:上|还)?要(?:再|更加?|进一步|不断|持续)?[一-龥]{2,4}"
)


_IN_WHICH = re.compile(
    r"(?:在[一-龥“”]{2,24}上|[一-龥]{2,12}上)要(?:更加?|再|进一步)?(?:到位|保证|过关|务实|丰富|扎实|深入|得当|有力|有序|严格|创新|有方|从严|过硬)"
)
"""在共建内容上要更丰富: how a thing is to be, and no word of what is to be done."""


def asks_quality(clause: str) -> bool:
    """认识要再提高: a heading that asks a quality to rise, nobody to do anything."""
    bare = clause.strip(" 　，,")
    return _RAISES_ITSELF.fullmatch(bare) is not None or _IN_WHICH.fullmatch(bare) is not None


def is_frame(clause: str) -> bool:
    """Whether a clause only sets a frame for the next: 按照…要求, 以…为契机, 对8名未就业随军家属."""
    if clause[:1] == "对" and len(clause) > 3 and _names_object_only(clause):
        return True
    if clause[:2] == "针对" and clause.endswith(_GROUNDS):
        return True
    if clause[:1] == "为" and _WHAT_FOR.fullmatch(clause):
        return True
    if clause[:1] == "采" and _MANNER.fullmatch(clause):
        return True
    return clause[:1] in _FRAMES and _FRAME.match(clause) is not None and not demands_action(clause)


_WHAT_FOR = re.compile(
    "为了[^，]{2,40}|为(?:切实|进一步|更好地?|有效|全面)*(?:确保|保证|保障|推动|推进|做好|抓好|加强|贯彻|落实|规范|深化|提高|提升)[^，]{2,60}"
)
"""为确保集中行动的顺利开展，…: what the next clause's work is for."""
_GROUNDS = ("特点", "情况", "问题", "实际", "形势", "薄弱环节")
_MANNER = re.compile("采[取用][^，]{2,40}(?:方式|形式|方法)")
"""采取实地走访、电话抽查等方式: how, while what is done stands in the next clause."""


def acts_later(clause: str) -> bool:
    """名册报市双拥办, 一案一策化解, 每人解决一个难题: what is acted on, or who or how, stands before the verb."""
    found = verbs().action.search(clause, 2, _NEAR)
    if found is None or len(found.group()) < 2:
        return False
    named = found.group() == "申请" and found.end() == len(clause)  # 未成年人的法律援助申请 is what is dealt with
    is_answerable = clause.endswith(("责任人", "责任主体")) and "是" in clause[found.end() :]
    return not (named or is_answerable or clause.startswith("的", found.end()))


_NEAR = 24
_AMONG = re.compile(
    "深入[一-龥、]{0,20}(?:领域|场所|车间|工地|景区|院落|田间地头|小区|社区|村|基层|一线|现场|企业|部队|军营|连队|学校|农户|家庭|街道|乡镇|各[镇乡村])"
)


def acts_among(clause: str) -> bool:
    """深入周边小区做好解释工作: an action behind where it is to be done."""
    found = _AMONG.search(clause)
    return found is not None and demands_action(clause[found.end() :])


_TOLD = re.compile(MODAL.replace("|务(?=[于在])", ""))
_BY_DAY = re.compile(r"[月底末旬日节期]前|\d(?:个?工作日|天|日|周|个月)[之以]?内|每(?:年|半年|季度|季|月|周|旬)")


_AGREED_FOR = re.compile("(?:会议)?(?:原则)?同意(?:为|给)")


def first_told(text: str, spans: list[tuple[int, int]]) -> int:
    """The first clause that tells somebody: the one with a modal, or before it one that a unit opens with its day or after 请.

    Before a ban a unit alone is enough: 县局办妥手续，不得拖延.
    """
    for at, (start, end) in enumerate(spans):
        if at == 1 and text.startswith("负责", start) and text[spans[0][1]] in "：:":
            return at  # 政府办：负责统筹协调；…；仪式当天负责接送
        if (modal := _TOLD.search(text, start, end)) is not None and not (
            modal.start() == start and modal.group() == "负责"
        ):
            if not at or text[spans[at - 1][1]] in "；;" and demands_action(text[slice(*spans[0])]):
                break
            ban = modal.group() in _BANS
            before = (
                earlier
                for earlier, (low, high) in enumerate(spans[:at])
                if (ban or text.startswith("请", low) or _BY_DAY.search(text, low, high))
                and (opening_units(text[low:high]) or ban and _is_to_be_done(text[low:high]))
                or _AGREED_FOR.match(text, low, high)
            )
            return next(before, at)
    return 0


def _is_to_be_done(clause: str) -> bool:
    """2022年10月底前编制清单, before 清单之外不得…: an action, and not what something is (创建…是共同心愿)."""
    return "是" not in clause and demands_action(without_term(clause))


def is_result(clause: str) -> bool:
    """Whether a clause only tells what good it does."""
    return clause[:1] in _RESULTS and _RESULT.match(clause) is not None


@lru_cache(maxsize=REMEMBERED)
def without_term(clause: str) -> str:
    """A clause without the terms at its head: 在春节、“八一”期间走访, 5月1日、10月1日前各报送一次."""
    for _ in range(_TERMS):
        if _MAY_TELL_WHEN.match(clause) is None:
            break
        match = _TERM_AT_HEAD.match(clause)
        whole = match is not None and clause[match.end() : match.end() + 1] not in _GOES_ON
        end = match.end() if match is not None and whole else deadlines.head_end(clause)
        if not end:
            break
        if clause[end : end + 1] in _GLOSSED or clause[end : end + 1].isdigit():
            end = max(end, deadlines.head_end(clause))
        clause = clause[end:]
        if clause[:1] in _LISTED:
            clause = clause[1:]
    return clause


_GOES_ON = frozenset("的")
"""4月、7月的5日前: the term is longer than what its beginning looks like."""
_GLOSSED = ("（", "(")
"""3月12日（植树节）前, 每周五16时前: what is said of the day, or its hour, stands inside the term."""
_MAY_TELL_WHEN = re.compile(
    "[^月日年每前节后天周季半起间时内底末旬旦明秋庆午阳军分]{0,16}[月日年每前节后天周季半起间时内底末旬旦明秋庆午阳军分]"
)
"""One of these stands near the head of a clause that opens with a term: one look that most clauses do not pass."""
_TERMS = 3
"""How many terms are looked for at a clause's head."""
_LISTED = frozenset("、和及")


ASKED = "(?:[一-龥（）]{2,20}、){0,6}[一-龥]{1,8}(?:人员|同志|单位|部门|负责人|代表|[局办委站村镇乡县区市](?:（社区）|（居）)?)(?<!申)请(?![示假])"
_ASKED = re.compile(ASKED)
MATTER_ASKED = r"(?:[一-龥（）“”]|(?<=[县市区旗])、(?=[县市区旗])){2,16}(?<!申)请(?=[于在务]|\d|规范|如实|准确|以[一-龥]{2,20}(?:名义|形式|方式))"
_ITS_MATTER = re.compile(MATTER_ASKED)
"""台账请于3月28日前报县信访局: what is asked for stands before 请."""
"""参会人员请提前入场: somebody told by 请, which stands behind him."""


@lru_cache(maxsize=REMEMBERED)
def after_subject(clause: str) -> str:
    """A clause without subject and modal: 区双拥办要尽快抽调人员 gives 尽快抽调人员."""
    match = _last_modal(clause)
    if match is not None and match.end() < len(clause):
        head = clause[: match.start()]
        word = match.group()
        if word in _BANS:
            return clause[match.start() :] if subject_before(clause, 0, match.start()) else bare(clause)
        if word in ("负责", "牵头", "会同"):
            if word == "会同" or not head:
                return bare(clause)
            if subject_before(clause, 0, match.start()):
                rest = bare(clause[match.end() :])
                return rest if word == "牵头" or demands_action(rest) else clause[match.start() :]
            return bare(clause)
        if head.endswith("不") and word in _NOT_TO:  # 各镇不要搞一刀切: what is not to be done keeps its 不
            return clause[match.start() - 1 :]
        return bare(clause[match.end() :])
    asked = (_ASKED.match(clause) or _ITS_MATTER.match(clause)) if "请" in clause else None
    return bare(clause[asked.end() :] if asked else clause)


def beside_ones_own(rest: str) -> str:
    """What is left of 10月20日前、县市区10月25日前报市双拥办, behind the first who is told: the last one's act."""
    if "、" not in rest[:_NEAR] or (tail := without_term(rest)) == rest:
        return rest
    return without_term(after_opening(tail)) if opening_units(tail) else rest


def _last_modal(clause: str) -> re.Match[str] | None:
    """The modal that governs a clause: the last 要, 应, 须 before its verb; the first 负责 or the like only without one."""
    strong = weak = None
    if _MODAL.search(clause) is None:
        return None
    for match in _MODAL.finditer(clause):
        if match.group() not in _WEAK:
            strong = strong if strong and is_quoted(clause, match.start()) else match  # 落实“发展要安全”的要求
        elif weak is None:
            weak = match
    return strong or weak


_BANS = frozenset({"不得", "不准", "严禁"})
_NOT_TO = ("要", "应", "应当")
_WEAK = _BANS | {"负责", "牵头", "会同"}
