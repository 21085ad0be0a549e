"""Clauses that start no action of their own: frames of the next clause, and what only tells how, when or who said it."""

from __future__ import annotations

import re

from shuangyong.reader import clauses
from shuangyong.reader.modals import MODAL

_MAKES = re.compile("(?:提出|报送|上报|填报|反馈|说明|开展|制定|制订|做好|抓好|完成|组织)[^，的]{0,12}$")
"""围绕战备训练等方面提出需求: the verb is there, and no frame."""


def only_frames(clause: str) -> bool:
    """Whether a clause with verbs in it is only a frame of the next: 按照改革的目标要求, 通过开展宣讲等形式."""
    return (
        _by_means(clause)
        or _ON_GROUND.fullmatch(clause) is not None
        or is_noun_frame(clause)
        and _MAKES.search(clause) is None
    )


_MEANS = re.compile("(?:通过|采取|采用|运用)[^，]{2,60}(?:形式|方式|方法|途径|渠道)")


def _by_means(clause: str) -> bool:
    """通过讲述红色故事、举办营地开放日等形式: by what means the next clause's work is done."""
    return clause[0] in "通采运" and _MEANS.fullmatch(clause) is not None


_ON_GROUND = re.compile("在[^，]{2,40}(?:的)?基础上")
"""在认真、深入检查的基础上，客观全面地进行总结: what comes before the work."""
_FRAME_OPENS = re.compile("(?:认真|严格|坚决|紧密)?(?:本着|按照|依照|依据|根据|遵照|结合|围绕|针对|以)")
_FRAME_NOUN = re.compile("要求|原则|部署|规定|精神|标准|内容|方案|意见|办法|通知|计划|安排|分工|目标|实际|情况|活动|方式|问题|工作|契机|抓手|主线|导向|需求|职责|任务")  # fmt: skip
_MARKED = re.compile("《[^《》]*》|[（(][^（）()]*[）)]")


def is_noun_frame(clause: str) -> bool:
    """Whether a clause is a frame though verbs stand in it: 按照依法依规、合力推进的要求, 结合庆祝建党活动.

    It ends with a noun that frames end with, and nothing is done between the first such noun and its end
    (结合实际开展活动 is an action).
    """
    words = _MARKED.sub("", clause)
    opened = _FRAME_OPENS.match(words)
    first = _FRAME_NOUN.search(words, opened.end()) if opened else None
    if first is None or not any(words.endswith(noun) for noun in _FRAME_NOUN.pattern.split("|")):
        return False
    after = words[first.end() :]
    return not after or after[0] in "和与及、的" or not clauses.demands_action(after)


def only_tells(rest: str) -> bool:
    """Whether a clause without its subject only tells how things stand, when something is done, or who said it."""
    return bool(
        rest[-1] in "内前"
        and _ONLY_WHEN.fullmatch(rest)
        or rest.startswith(_STANDS)
        or _TELLS.search(rest)
        or rest[-1] == "外"
        and _BESIDES.fullmatch(rest)
        or _SAYS_WHO_SAID.fullmatch(rest)
    )


_STANDS = ("目前", "现有", "还有", "仍有", "尚有", "即将", "是")
_TELLS = re.compile(
    "^这(?:需要|就|也|既)|(?:千头万绪|涉及面广|点多面广)$|^[^，]{1,8}已经[^，]{2,30}$|^(?:绝?大部分|多数|部分|个别)(?:的)?(?:问题|隐患|项目)[^，]*$|的(?:关键|重要|攻坚|特殊|冲刺)(?:时期|阶段|节点|时刻)$|^[^，]{2,24}是一[项个种][^，]*$|^(?:并|还)?(?:强调|指出)了[^，]*$|^[^，]{2,24}(?:事关|关系到?)[^，]{2,40}$|^[^，]{2,40}正在[^，]{0,12}(?:开展|进行|推进)[^，]*$|被[^，]{1,10}(?:通报|点名|曝光)$|的(?:部门和单位|单位和部门)$|[^，]在即$|^[^，对凡把将]{2,20}(?:未按|尚未|仍未|没有|未能)(?![^，]*的)[^，]*$|^(?!解决|整改|纠正|治理|改变)[^，对]{2,24}(?:不规范|不到位|不落实|不及时|不健全)$|^[^，]{0,12}对[^，]{2,40}有着?[^，]{0,8}(?:作用|意义|影响)$|^讲[一-龥]{2}的高度$|^在[^，]{2,60}上$|^(?:齐抓共管|上下联动|军地联动|共建共享)的(?:工作)?格局$|(?:压力|任务|风险|难度|矛盾)(?:增加|增大|加大|加重|增多|上升)$|(?:周期|时间|战线)[较很]?长$|(?:任务|责任)(?:[较很]|十分|非常|异常|依然|仍然|更加){0,2}(?:重|重大|繁重|艰巨)$|每[一二两三四五\\d]年[^，]{0,6}一次$"
    "|^[^，]{2,20}(?:要求高|任务重|时间紧|难度大|责任大)(?:、[^，]{2,6})?$|^[一-龥“”、（）()]{2,24}是[^，]{4,40}(?:任务|工程|责任|责任人|举措|基础|关键|职责|体现|窗口|桥梁|纽带|阵地|之年)$|^(?:调研|检查|督查|督导|走访|座谈|慰问)(?:会)?[中上时]$|^向[^，]{2,20}(?:强调|指出)$|^(?:会议|随后|[并还又])*(?:就|对)[^，]{2,40}(?:进行|[作做])了[^，]{0,6}(?:安排|部署|强调|布置|分解|讲解|说明|通报)$|^将影响[^，]*$|^成员(?:包括|由)[^，]*$|^接[^，]{2,16}通知$|^会议(?:原则(?:上)?)?同意[^，]*(?:意见|方案|办法|建议|报告|汇报|计划|》)$|^(?:整改|整治|排查|活动|实施|施工|创建)期间$|^就[^，]{0,4}(?:进一步)?做好[^，]{2,40}(?:工作|谋划)$|^讲[^，]{1,10}的高度$|^(?:[^，要]{2,12}(?:讲话|报告))?站在[^，]{2,50}(?:高度|角度|立场)$|^发现[^，]{0,12}(?:和[^，]{0,6})?(?:情况|问题|隐患|险情|异常)$"
)
"""防火压力增加, 每四年创建一次: how things are."""
_SAYS_WHO_SAID = re.compile(
    "[一-龥]{2,12}(?:组|[局办县市区镇委部厅]|中心|办公室)(?:还|同时|并)?(?:要求|强调|指出|提出)|(?:会议|通知|意见|方案|通报|公告)(?:还|同时|最后|并|中)?(?:确定|明确|议定|决定|要求|强调|指出|提出|说)|[^，]{4,60}(?:提出(?:了|具体|明确|工作|几点|以下)*要求)|[一-龥]{2,4}就[^，]{4,60}作(?:了|出)(?:具体|全面|专门)?(?:安排|部署|强调)|(?:[一-龥]{2,4}|会议由[一-龥]{4,24}?)(?:首先|随后)?(?:传达|通报|宣读|总结|回顾)了[^，]*"
    "|[^，]{2,20}(?:在|就)[^，]{2,20}(?:强调|指出|要求|表示)"
    "|[^，]{1,20}(?:书记|[市县区州镇乡局部院校]长|主任)[一-龥]{0,3}(?:强调|指出)(?:[^，]{2,40}(?<![还都只总倒凡])是[^，]{2,40}|[^，要]{4,60}(?:工作落实到位|落实到位|取得[^，]{0,8}成效|成效明显|有了[^，]{2,12}))"
    "|[一-龥]{0,4}(?:公示期|期限|工期|有效期)[为是]?[\\d一二三四五六七八九十两]{1,3}个?[年月日天工周][^，]{0,4}|逾期[一-龥]{0,2}视[^，]{2,8}|[^，]{0,8}另行通知|直至[^，]{2,8}|[一-龥“”、]{1,10}率(?:须|要|应)?(?:达到?|保持)(?:100[%％]|百分之百)"
)
"""某某就征兵工作提出具体要求, 公示期7天, 走访率达到100%: who spoke, how long and how well, and no action."""
_BESIDES = re.compile("[^，]{0,12}除了?[^，]{2,30}[之以]?外")
"""各单位除了上报每月的进展情况外，…: what is done besides."""
_ONLY_WHEN = re.compile(
    "[^，]{0,20}(?:[日天周月年时]|工作日|星期)[之以]?内|[一-龥]{2,12}(?:结案|结束|开始|召开|实施|印发|公布|发布|启动|举行|施工|开工|完工|上报|报送|验收|审批|审核|提交|到来|来临)[之以]?前"
)
"""活动结束后3日内，…: the term alone."""
ONLY_ENDS = re.compile(
    "(?:全部|全面|基本|如期|按期|按时)*(?:完成|完工|竣工|建成|结束|办结|到位|落实到位|完毕)(?:到位|完毕)?"
)
"""6月底前全部完成: when, not what."""


_AIM = re.compile(
    "为(?:了|(?:切实|进一步|更好地?|有效|全面|充分)*(?:盘活|利用|消除|防止|防范|预防|减少|改善|优化|方便|解决|营造|维护|规范|保障|确保|保证|加强|提高|提升|推动|推进|贯彻|落实|做好|纪念|庆祝|弘扬|丰富|深化))"
)
_ACTS_NOW = re.compile(
    "请(?![示假])|现[就将]?|决定|拟[于定]|[^，。要]{2,16}?(?:计划[于在对]|决定[于在对]|定于|拟于|将[于在对])"
)


def aim_ends(piece: str, spans: list[tuple[int, int]]) -> int:
    """How many clauses a sentence opens with that tell what it is all for: 为盘活车位，消除隐患，院办定于6月1日清理车棚."""
    if not spans or not _AIM.match(piece, spans[0][0]):
        return 0
    acts = next((at for at, (start, _) in enumerate(spans) if at and _ACTS_NOW.match(piece, start)), 0)
    return acts if acts > 1 else 0


_STANDS_AS = re.compile("[^，把将以对]{0,16}作为[^，]{2,16}|[^，]{0,24}在[^，]{2,30}时")


def stands_as(clause: str) -> bool:
    """Whether a clause only tells as what, or while doing what, somebody is to act: 作为教育局，我们要…; 各校在安排培训时，要…"""
    return ("作为" in clause or clause.endswith("时")) and _STANDS_AS.fullmatch(clause) is not None


def is_banned(clause: str) -> bool:
    """不准降低标准，将不合格青年征入部队: what goes on with a ban is not to be done."""
    return (found := _BAN.match(clause.strip())) is not None and _TOLD.search(clause, found.end()) is None


_TOLD = re.compile(MODAL)
_BAN = re.compile("(?:任何[^，。；：]{2,12}|[^，。；：]{0,8})(?:不得|不准|严禁|不能|禁止)")


_A_WORK = re.compile("[^，]{2,20}(?:建设|工作|管理|创建|活动|服务)")


def is_work(part: str) -> bool:
    """基层武装部规范化建设，要坚持…: the work that is spoken of, and no action."""
    return _A_WORK.fullmatch(part) is not None and not clauses.demands_action(part)
