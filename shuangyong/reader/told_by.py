"""Whether 要 tells somebody by his name, where the place of a sentence says that it would only call or frame."""

from __future__ import annotations

import re

from shuangyong.reader import bare, clauses, modals, ranks
from shuangyong.reader.people import NAME
from shuangyong.reader.subjects import WHO_ASKS, opening_units

_MODAL = re.compile(modals.MODAL)
PLAIN_MODAL = frozenset("要 须 应 需 应当 必须 务必".split(" "))
"""The modals that demand an act, and do not only say who answers for it."""
_FEW = 3
"""So many clauses behind a modal are looked at."""


def in_a_frame(told: str) -> bool:
    """三、外出对象。各村要通过电话逐一通知: somebody is told by 要 what the heading's word does not frame."""
    if _HOPED_FOR.search(told):
        return False
    for match in _MODAL.finditer(told):
        if (
            match.group() in ("要", "务必")
            or match.group() in ("负责", "牵头")
            and (told[0] == "由" or match.group() == "负责" and _IN_CHARGE_OF.match(told, match.end()))
        ) and modals.subject_before(told, 0, match.start()):
            end = clauses.split(told, match.start(), len(told))
            return any(clauses.demands_action(clauses.bare(told[low:high])) for low, high in end[:_FEW])
    return False


_IN_CHARGE_OF = re.compile("(?:核查|核实|摸排|摸清|统计|汇总|登记|收集|组织|落实)(?!工作[。，]|人|同志)")
"""（一）运输资源。区交通运输局负责核查车辆和船舶."""
_PASSED_ON = re.compile(
    "(?:会议|大会|《[^》]{2,40}》 ?|通知|意见|方案|通报)(?:还|同时|最后)?(?:(?:要求|明确|部署|决定|议定)[，,：:]|(?:强调|提出)[，,：:](?![^，。]*，?是))"
)


def passed_on(told: str) -> str:
    """What a meeting or a paper is told to ask for, without 要: 通知要求，动员社会力量开展结对帮扶."""
    match = _PASSED_ON.match(told) or ("并要求" in told and _AND_ASKS.search(told)) or None
    return told[match.end() :] if match else ""


REQUIRES = re.compile(
    rf"(?:^|[，,]|(?<=[。；\n]))(?:[本此这]次会议|会议|[并还他她]|同时|{WHO_ASKS}|(?!任务|时间|方案|方面|计划|安全|项目|成员|金融|纪律|文件|水平|经费|程序|通知|平安|常态){NAME}(?:同志)?(?=要求各))*要求(?=[^，。]{{2,40}}(?:[前内底]|[，,])|各[^，。]{{4,40}}。|[一-龥]{{2,8}}(?:[处科办室局站部组委]|中心|公司|街道|[镇乡])(?:按时|按期|及时|立即|抓紧|尽快|做好|全面|牵头)[^，。]{{4,40}}[。；])"
)
"""会议研究了…问题，要求县教体局在8月30日前…, 县征兵办要求各地…: what is asked is told by its unit and its day."""


def asked_from(text: str, start: int, end: int, rank: int = 0) -> int:
    """Where in `text[start:end]` begins what is asked behind what was done (…下发通知，安排部署…，要求各地…), or behind what
    somebody will do, a body above the paper's own `rank` whatever it is (省双拥办将于5月复核，各镇要…)."""
    if text.find("将", start, end) >= 0:
        will = ranks.of_those_above(text[start:end], rank) or ranks.will_do(text[start:end])
        start += will if _MODAL.search(text, start + will, end) else 0
    if lately := _LATELY_ISSUED.match(text, start, end):
        start = lately.end()
    said = _SAID.search(text, start, end) or _AND_ASKS.search(text, start, end)
    if said is not None and _MODAL.search(text, start, said.start()) is None:
        start = said.end()
    match = REQUIRES.search(text, start, end) if text.find("要求", start, end) >= 0 else None
    if match is None or _MODAL.search(text, start, match.start()):
        return start
    return match.end() - len("要求") if opening_units(text[match.end() : end]) else start


_LATELY_ISSUED = re.compile(
    "(?:近来|近日|日前|近期)，[^，。；请要]{2,24}(?:印发|下发|下达|转发|出台|发布)[^。；请]{4,60}，(?=请)"
)
"""近日，省政府印发《…》，请你们认真学习: what others issued, before what is asked because of it."""
_SAID = re.compile(
    "(?:表示|强调|指出|提出|要求|叮嘱|嘱咐)(?:[，,：:](?=[^，。；]{0,16}(?:要|必须|应当))|(?=(?:(?:有关|相关)(?:部门|单位|方面))?要(?!求)[一-龥]{2}))"
)
"""5月30日，局长某某走访时表示，要…; …到石桥镇调研，强调要…: the day and what he did are told, not asked for."""


_AND_ASKS = re.compile(
    "(?:肯定|认可|好评)[，,]并要求(?=(?:进一步|继续|切实|认真|尽快|加强|加快|充分|抓好|做好|抓紧)[一-龥]{2})"
)
"""对建设情况表示肯定，并要求进一步优化流程: who was praised is asked for more."""
_BESIDE = re.compile("[；，](?:同时)[，,]?(?:还)?要(?P<asked>[^；。]{6,})")


def _asks_beside(told: str) -> bool:
    """Whether a sentence that passes a paper on asks for something of its own: 现将…转发给你们，…；同时，要给予一定支持."""
    match = _BESIDE.search(told) if "同时" in told else None
    spans = clauses.split(match["asked"], 0, len(match["asked"])) if match is not None else []
    return match is not None and any(
        clauses.demands_action(clauses.bare(match["asked"][low:high])) for low, high in spans
    )


_PUBLISHED = re.compile(
    r"现印发|(?:印发|转发|下发|下达)给你们|现(?:将|就)[^。]{2,80}(?:印发|下发|通报|通知|转发|转交|交办)"
)


def passes_on(sentence: str, told: str) -> bool:
    """Whether a sentence only passes a paper on: 现将…印发给你们，请认真贯彻执行."""
    return _PUBLISHED.search(sentence) is not None and not _asks_beside(told)


_HOPED_FOR = re.compile("目标|原则|力争|实现|达到|坚持|努力")


def tells_a_body(sentence: str) -> bool:
    """Whether a body is told by its name to do something: 区委宣传部要把…纳入学习内容."""
    for match in _MODAL.finditer(sentence):
        names = modals.subject_before(sentence, 0, match.start()) if match.group() in PLAIN_MODAL else ()
        if names and all(map(bare.is_body, names)):
            spans = clauses.split(sentence, match.start(), len(sentence))
            return any(clauses.demands_action(clauses.bare(sentence[low:high])) for low, high in spans[:_FEW])
    return False


_SERVES_AS = re.compile("，[^，]{2,16}作为[^，。]{2,40}(?:依据|内容|指标|参考|条件)。?$")


def serves_besides(told: str) -> bool:
    """县委督查室要会同县双拥办开展督查，结果作为考核的参考: what a result serves for is said of what a body is told to do."""
    match = _SERVES_AS.search(told) if "作为" in told else None
    return match is not None and tells_a_body(told[: match.start()])


HEARD = re.compile("[，,]请大家[^，。]{0,4}(?:认真|切实)?(?:抓好)?(?:贯彻)?落实[。]?$")
"""刚才通报了情况，请大家抓好落实: what was heard is to be held to."""
DECIDED_THEN = re.compile(
    r"(?P<year>今年|去年|上年|20\d\d年)?\d{1,2}月\d{1,2}日[^，。]{2,40}会议(?:研究)?(?:确定|明确|决定|议定)，"
)
"""今年6月17日领导小组会议确定，由你局牵头: what had been decided is told before the order that follows."""
HEARD_THEN = re.compile(
    "(?:会议)?(?:研究|审议|听取|讨论)[^，。]{0,6}了[^，。；]{2,60}，(?=由[^，。]{2,30}(?:修改|印发|组织|负责|牵头))"
)
"""审议通过了《工作要点》，由县双拥办修改后印发: what was heard, and who is to go on with it."""
AGREED_THEN = re.compile(
    "(?:会议)?(?:原则(?:上)?)?同意(?:[^，。《]{0,24}《[^》]+》|[^，。《]{2,60})，(?:由[^，。]{2,40}(?:修改|完善|印发|审定|审议|审批)"
    "|(?:会后)?[，,]?(?:请)?(?:根据|按照?)[^，。]{0,12}(?:意见|要求|讨论情况)[^，。]{0,4}修改|(?:会后|进一步)?修改完善后|会后[，,]?(?:修改|完善|提交|报请?|按程序|印发|以[^，。]{2,12}印发))"
)
"""原则同意《…》，由县双拥办修改完善后印发: what was agreed to, and who is to go on with it."""


def behind_frames(told: str) -> list[tuple[int, int]]:
    """A sentence's clauses from the first that is no frame: 组建1支应急排 of 按照便于机动的要求，组建1支应急排."""
    spans = clauses.split(told, 0, len(told))
    if len(spans) == 2 and _COUNTED_OUT.match(told, spans[1][0]) is None:
        return spans
    while len(spans) > 1 and clauses.is_frame(clause := told[slice(*spans[0])]) and "以来" not in clause:
        spans = spans[1:]
    return spans


_COUNTED_OUT = re.compile("[^，。]{0,12}?[一二两三四五六七八九十\\d]+[支个名人批次]")
"""组建一支30人的应急排, and not 加强协调: what asks by its figure however its frame opens."""
