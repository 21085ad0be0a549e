"""The words of a task and its measures, in the author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shuangyong.reader import clauses, helping, inactive, modals, subjects, verbs
from shuangyong.reader.labels import is_units_only, without_labels
from shuangyong.reader.names import REMEMBERED, is_unit

LONGEST = 60
"""A task's words are cut at a comma before this many characters."""
_MODAL = re.compile(modals.MODAL)


def titled(text: str, body: int, heading: str) -> str:
    """What a heading of its own says is to be done (一、健全机制。…), or nothing where it directs nobody."""
    if heading.endswith(_CLOSES) and (dated := _WITH_DATES.fullmatch(heading)) and _names_its_work(dated[1]):
        return dated[1]
    named = heading.endswith(("委", "局", "部", "办")) and subjects.only_units(
        heading
    )  # 建委, and nothing is to be built
    words = clauses.after_subject(heading) if heading and not named else ""
    if words and _of_a_thing(words, heading):
        words = heading
    if (
        not words
        or not _heading_directs(words, heading, len(text) - body)
        or _says_what_for(words, heading, text, body)
    ):
        return ""
    if _ONLY_UNITS_FOLLOW.match(text, text.find(heading, body) + len(heading)):
        return words[: next((end for _, end in clauses.split(words, 0, len(words))), len(words))]
    return words


def _says_what_for(words: str, heading: str, text: str, body: int) -> bool:
    """各镇要围绕全县发展大局，6月底前建成…: a heading cut at its comma that is only what the next clause's work is for."""
    at = text.find(heading, body) + len(heading)
    return text[at : at + 1] in _PAUSES and words[0] in "围聚紧按依根" and clauses.is_frame(words)


_CLOSES = ("）", ")")
_WITH_DATES = re.compile(r"([一-龥]{4,6})[（(][^（）()]*\d[^（）()]*[）)]")
"""集中帮扶（4月至10月）: the work and when it is done."""
_ONLY_UNITS_FOLLOW = re.compile("。?\\s*[（(〔【][^（(〔【]{2,9}(?:单位|部门)[：:]")
"""举办专场招聘会，提供岗位300个。（牵头单位：…）: all that is to be done is the heading, so its first clause is the task."""


def heading_end(text: str, body: int, heading: str) -> int:
    """Where a heading that stands as a sentence of its own ends; 0 where there is none, or it is an order itself."""
    if not heading or _tells_a_unit(heading):
        return 0
    end = text.find(heading, body) + len(heading)
    return end if text[end : end + 1] in _ENDS_HEADING else 0


_ENDS_HEADING = ("。", "\n", "：", ":")


def _tells_a_unit(heading: str) -> bool:
    """区教育局要在6月10日前建立台账: an order to somebody, though it opens an item and ends with a stop."""
    if heading[:1] == "由" and subjects.opening_units(heading):
        return True
    return any(modals.subject_before(heading, 0, match.start()) for match in _MODAL.finditer(heading))


def wording(text: str, body: int, heading: str, directing: list[tuple[int, int]]) -> str:
    """The task in the author's words: a heading that directs, or the first clause that does.

    `text` is the stretch, `body` where its text begins, `directing` the spans of its demands.
    """
    if words := titled(text, body, heading):
        return shorten(words)
    if not heading and (topic := _topic(text)) is not None:
        return shorten(topic)
    for start, end in directing:
        piece = _unquoted(text[start:end].strip(" \n。；;！"))
        if piece == heading and not _tells_a_unit(heading) and _more_than_units(text, directing):
            continue
        if not is_units_only(piece) and (words := _from_first_action(piece)):
            return shorten(words)
    start, end = directing[0]
    piece = text[start:end].strip(" \n。；;！")
    if heading and is_units_only(piece):
        return shorten(heading)  # 3.报销比例不低于85%。（责任单位：…）: a target that somebody answers for
    piece = without_labels(piece) or piece
    if heading and piece.startswith(heading) and (rest := piece[len(heading) :])[:1] in _PAUSES:
        piece = rest[1:] if len(heading) < _TOPIC_OF else piece  # 装备产业，重点抓好三个项目: a topic and its work
    return shorten(clauses.after_subject(piece))


_TOPIC_OF = 12
"""Characters of a topic at most that stands before its work."""


def _unquoted(piece: str) -> str:
    """A sentence without the mark of a quotation that ends in another one."""
    if piece[:1] != "“" or "”" in piece[:-1]:
        return piece
    return piece[1:].rstrip("”。；;！")


def _more_than_units(text: str, directing: list[tuple[int, int]]) -> bool:
    """Whether what follows a heading directs, and does not only name who answers for it."""
    return any(not is_units_only(text[start:end].strip(" \n。；;！")) for start, end in directing[1:])


_ALWAYS_LABEL = re.compile(
    r"(?:阶段|措施|情况|事项|时间|任务|方面)(?:[（(].*[）)])?$|^关于|[（(].*\d.*[）)]$|^(?:组织|经费|人员|资金|政策|制度)保障$|^组织(?:领导|架构|体系)$|^(?:实施|操作|推进|工作|组织)(?:步骤|程序)$|^(?:建设|创建|整治|活动|工作)(?:内容|标准|范围|目标)$|^征[集兵](?:的?(?:对象|范围|年龄|条件|办法|政策|数量|时间|标准|程序)[和及与、]?)+$|^(?:责任|任务|职责)分工$|^(?:填报|排查|培训|演练|宣传|自查|登记|采集|统计|普查|调查)(?:内容|方式|方法)$|^(?:时间|日程|进度|步骤)安排$"
)
_NOUN_LABEL = re.compile(r"(?:机制|保障|活动|方面|问题|要求|实施|评估|总结|准备)$")


def is_label(words: str) -> bool:
    """A heading that names a subject and directs nobody: 自查阶段, 关于经费, 责任落实机制 (but not 健全工作机制)."""
    if _BY_WHEN.search(words) and words[-1] not in "）)":
        return False
    if _ALWAYS_LABEL.search(words):
        return not _acts_on_a_thing(words)
    if _NOUN_LABEL.search(words) is None or _MODAL.search(words):
        return False
    return not (clauses.demands_action(words) or subjects.opening_units(words))


_BY_WHEN = re.compile("(?:月底|年底|季度末|月末|[日旬])前")
_THING = re.compile("(?:措施|情况|事项|任务|问题)$")
_NAMES_WORK = re.compile(
    "保障|组织|宣传|管理|考核|检查|督查|督导|整改|自查|实施|推进|动员|总结|评估|验收|报名|接待|培训|服务|审核|部署|建设|准备|慰问|走访|对接|调研|安排|保护|评选|认定|申报|参加|筹备|启动|试点|工作|落实保障"
)
"""Verbs that name a kind of work before 措施, 情况 and the like: 整改措施, 自查情况."""


def _acts_on_a_thing(words: str) -> bool:
    """细化工作措施, 及时报送情况: what is done to such a thing; 整改措施 is its name."""
    return _THING.search(words) is not None and clauses.demands_action(words) and not _NAMES_WORK.match(words)


_SAYS_WORK = re.compile(
    "[一-龥]{2,8}(?:提级|加快|优先|限时|从快|马上|立即|一次|就近|上门|回访|主动|集中|分类)办|(?:[一-龥]{4}(?:[造抓促解补])|先|再|助)[一-龥]{2,3}|[一-龥]{2}助力[一-龥]{2,4}|注意安全|以[一-龥]促[一-龥]|[一-龥]面自查|立行立改|[一-龥]{2,12}行动|[一-龥]行[一-龥]改|举一反三|[一-龥]查[一-龥]改|即知即改|在[一-龥“”]{2,10}上[一-龥]{2,5}|[一-龥]好[一-龥“”]{2,8}"
)
_LONGEST_NAME = 6


def _names_its_work(words: str) -> bool:
    """Whether a heading names the work that its item asks for: 档案审核, 举一反三, 在服务上出实招, 金融拥军暖心行动."""
    if _SAYS_WORK.fullmatch(words):
        return True
    if "，" in words:
        return all(_SAYS_WORK.fullmatch(part) or clauses.demands_action(part) for part in words.split("，"))
    if not 3 < len(words) <= _LONGEST_NAME or words.startswith("会议") or "有" in words:
        return False
    return words.endswith(verbs.verbs_by_last().get(words[-1], ()))


_COMMA, _PAUSE = re.compile("[，,、]"), re.compile("[，,]")
_GENERIC = re.compile("(?:领导|认识|站位|责任|纪律|重视|思想|作风|合力|力量|担当|实效|成效)$")
"""加强领导，凝聚合力: a pair of calls says nothing of what is to be done."""


def _heading_directs(words: str, heading: str, size: int) -> bool:
    """Whether an item's heading says what is to be done, so that it is the task's words.

    A label (责任落实机制) and a sentence with units or a term of its own are no such heading, nor is one that is the
    whole item; `size` is the length of the item.
    """
    if (
        _AMISS.match(words)
        or words[:2] in clauses.NOT_TO_BE_DONE
        or size <= len(heading) + 3
        or is_label(words)
        or verbs.table("why_headings").search(words)
    ):
        return False
    if (
        clauses.asks_quality(heading)
        or inactive.is_noun_frame(words)
        or inactive.only_frames(words)
        or _WAS_HEARD.match(heading)
    ):
        return False
    if all(_GENERIC.search(part) for part in _COMMA.split(words)) and len(_COMMA.split(words)) > 1:
        return False
    if clauses.without_term(words) != words or _ONLY_LEADS.match(words) or _TOGETHER.match(words):
        return False
    if subjects.opening_units(heading) or not (
        words != heading
        or _MODAL.search(heading) is not None
        or clauses.demands_action(words)
        or clauses.is_soft(words)
        or _names_its_work(words)
    ):
        return False
    return len(clauses.split(words, 0, len(words))) < 5


_AMISS = re.compile(
    "(?!解决|化解|整治|治理|克服|补齐|纠正|改变|消除|缓解|改进)[^，。]*(?:不落实|不到位|不够|不规范|不严格?|不实|不足|不强|不深入?|不及时|不健全|不完善|不扎实|缺失|滞后|薄弱)(?:的?问题)?$"
)
"""1.学习制度不落实。整改措施：…: what is amiss, and not what is to be done."""
_WAS_HEARD = re.compile("(?:会议)?(?:听取|研究|审议|讨论|通报|传达|学习|审定)了")
"""研究了年度考核有关事宜: what a meeting did."""


def _of_a_thing(words: str, heading: str) -> bool:
    """征兵这根弦要绷紧, 责任必须要压实，追究不能有缺失: what is to become of a thing, in a word or two."""
    words, heading = _PAUSE.split(words, 1)[0], _PAUSE.split(heading, 1)[0]
    return (
        words != heading
        and not _tells_a_unit(heading)
        and len(words) < 6
        and len(heading) > len(words) + 2
        and (len(words) < 4 or not clauses.demands_action(words))
    )


_SAID = re.compile(r"^[^，。：]{1,16}(?:强调|指出|要求|提出|认为)[，,：:](?:要(?!求))")


_ONLY_SINGS = re.compile("(?:续写|谱写|书写|再创|开创)[^，]*$")


def _topic(text: str) -> str | None:
    """The sentence a reported paragraph opens with, where it says what all of it is about: 会议强调,要…。要…。"""
    match = _SAID.match(text)
    if match is None:
        return None
    end = text.find("。")
    if end < 0 or end >= len(text) - 2:
        return None
    words = text[match.end() : end]
    if _ONLY_SINGS.search(words) or words.startswith("以") and clauses.is_soft(words):
        return None
    if _AN_ATTITUDE.search(words) and not _demands(words):
        return None
    return words if len(words) <= LONGEST and not verbs.table("why_headings").search(words) else None


_AN_ATTITUDE = re.compile("心坎上?$|心上$|冲刺$|迈进$|前进$|目标$")
"""要把实事办到官兵心坎上。县住建局要…: what is to be done stands in the orders behind such a call."""


def _demands(words: str) -> bool:
    """Whether one clause of a sentence asks for an action."""
    return any(clauses.demands_action(words[start:end]) for start, end in clauses.split(words, 0, len(words)))


def _from_first_action(piece: str) -> str:
    """The first clause that demands an action, with the frame before it and without its subject."""
    frame_at: int | None = None
    governs = False
    spans = clauses.split(piece, 0, len(piece))
    first = clauses.first_told(piece, spans)
    aim = inactive.aim_ends(piece, spans)
    for at_clause, (start, end) in enumerate(spans[aim:], aim):
        part = piece[start:end].strip()
        rest = "" if _labels(piece, part, end) or _is_topic(piece, part, end) else _rest_of(part)
        if not rest:
            continue
        if rest.endswith("后") and (revised := _REVISED.fullmatch(rest)):
            return revised[1]
        frames = clauses.is_frame(rest) or piece[end : end + 1] in _PAUSES and inactive.only_frames(rest)
        if at_clause >= first and _acts_in(rest) and not frames:
            at = piece.find(rest, start)
            if frame_at is not None and not (governs and at - start >= _SUBJECT) and end - frame_at <= LONGEST:
                at = frame_at
            return piece[at:end]
        governs = frames
        framing = governs and len(rest) < 40 or at_clause == first and _says_something(part, rest)
        framing = framing and piece[end : end + 1] not in ("；", ";")
        frame_at = piece.find(rest, start) if framing else None
    return ""


_SUBJECT = 3
"""So many characters before a clause's verb name its subject: then a frame before them is not the verb's own."""
_REVISED = re.compile("((?:根据|按照)[^，]{2,16}(?:修改|修订|完善|调整)(?:完善)?)后")
"""根据会议意见修改完善后，按程序印发: what is done first."""


def _acts_in(rest: str) -> bool:
    """Whether a clause demands an action, if only behind where it is to be done: 深入周边小区做好解释工作."""
    if clauses.demands_action(rest) or "深入" in rest and clauses.acts_among(rest):
        return True
    how = _IN_A_WAY.match(rest) if "地" in rest[:16] else None
    return how is not None and clauses.demands_action(rest[how.end() :])


_IN_A_WAY = re.compile("[一-龥、]{1,10}[面致实极序底真效速时确心情化学理是分度断续观]地(?=[一-龥])")
"""客观全面、实事求是地进行总结: how stands before the verb."""


def _says_something(part: str, rest: str) -> bool:
    """Whether what is told first, after 要, is more than a call, though no list knows its verb: 迅速传达会议精神，5月9日前…"""
    return 4 < len(rest) < 24 and _MODAL.search(part) is not None and not clauses.is_soft(rest)


_ONLY_LEADS = re.compile(r"^(?!对)(?:由|请由)?[^，]{0,40}?(?:牵头(?:负责)?|负责(?:牵头)?)$")
_PUTS_SOMEBODY = ("确定", "明确", "指定", "选派")
"""确定一名干部专门负责: who is to answer for it is still to be found."""
_TOGETHER = re.compile(r"^(?:将|主动|积极|及时)?(?:会同|协同|商)")


_BY = re.compile(r"由[^，]{2,40}?(?P<role>牵头|负责(?!同志|人))(?=..)")


_AGREED = re.compile("(?:会议)?(?:原则(?:上)?)?同意(?=[将把由在从为给])")
"""会议同意将…列入计划: what was agreed to."""


@lru_cache(maxsize=REMEMBERED)
def _rest_of(part: str) -> str:
    """A clause without subject, modal, the units it opens with, and those it is done together with."""
    rest = clauses.after_subject(part)
    if "同意" in rest[:8] and (agreed := _AGREED.match(rest)):
        rest = rest[agreed.end() :]
    if rest == clauses.bare(part) and subjects.opening_units(part):
        rest = clauses.bare(clauses.beside_ones_own(subjects.after_opening(part)))
    if rest == "组织":
        return ""  # 由县教育局牵头组织，对全县开展检查: who leads, and not yet what
    if rest.endswith(("牵头", "负责")) and _ONLY_LEADS.match(rest) and not rest.startswith(_PUTS_SOMEBODY):
        return ""
    if rest.endswith(helping.ends()) and (len(rest) == 2 or subjects.only_units(rest[:-2])):
        return ""  # 市医保局、市直各医院参与 says who supports
    if _TOGETHER.match(rest):
        rest = subjects.after_partners(rest)
    match = _BY.match(rest)
    if match is None:
        return rest
    return rest[match.start("role") :] if match["role"] == "负责" else rest[match.end() :]


def shorten(words: str) -> str:
    """At most 60 characters, cut at a comma where there is one."""
    words = words.strip("，,；;：:。 ")
    if len(words) <= LONGEST:
        return words
    cut = max(words.rfind(mark, 0, LONGEST + 1) for mark in "，,；、")
    return words[:cut] if cut > 8 else words[:LONGEST]


_UNITS_BRACKET = re.compile(r"[（(][^（）()]*(?:单位|部门|负责|牵头|配合|联系人|联系电话|邮箱)[^（）()]*[）)]")


def measures(text: str, directing: list[tuple[int, int]], above: int, term: str = "") -> list[str]:
    """Clauses that each start an action, in order; a frame joins the clause it governs, results are left out.

    `above` is where a heading of its own ends: it is the task or its label and not repeated, unless it is all there is
    (6.悬挂光荣牌，动态更新。（责任单位：…）). Subject and modal fall, and so does the task's own `term` at a clause's head,
    since it stands beside them; another's stays, or it would be lost.
    A clause that only says when it is done (6月底前完成) starts no action beside others.
    """
    acts = list(_acts_of(text, directing, above)) or list(_acts_of(text, directing, 0))
    begun = [act for act in acts if not inactive.ONLY_ENDS.fullmatch(clauses.without_term(act))]
    told = begun or acts
    return list(dict.fromkeys([without_own_term(act, term) for act in told] if term else told))


def without_own_term(act: str, term: str) -> str:
    """A measure, or a task's words, without the task's own term at its head: 在6月底前，完成改造."""
    if not term:
        return act
    rest = act.removeprefix(act[:1]) if act[:1] in _AT and not act.startswith(term) else act
    after = rest.removeprefix(term).removeprefix("期间").lstrip("，, ")
    if after[:1] in _AND_ON and rest.startswith(term):
        after = clauses.without_term(after[1:])
    if term.startswith(_THIS_YEAR) and not rest.startswith(term):
        return without_own_term(act, term[2:])  # 今年10月底前 lost its year with the words that lead to a verb
    own = rest.startswith(term) and len(after) > 1 and not inactive.ONLY_ENDS.fullmatch(after)
    return after if own else act


_THIS_YEAR = ("今年", "年内")
_AND_ON = frozenset("和、及")
"""6月底和7月底分别报送: one term in two."""
_AT = frozenset("在于自")


def _acts_of(text: str, directing: list[tuple[int, int]], above: int) -> Iterator[str]:
    for start, end in directing:
        if end <= above:
            continue
        piece = text[max(start, above) : end]
        if "(" in piece or "（" in piece:
            piece = _UNITS_BRACKET.sub("", piece)
        piece = _unquoted(piece.strip(" \n。；;"))
        if not is_units_only(piece):
            yield from _acts(piece)


def _acts(piece: str) -> Iterator[str]:
    """The clauses of one sentence that start an action."""
    frame_at: int | None = None
    piece = _up_to_what_for(piece)
    spans = clauses.split(piece, 0, len(piece))
    first = clauses.first_told(piece, spans)
    aim = inactive.aim_ends(piece, spans)
    for at_clause, (low, high) in enumerate(spans[aim:], aim):
        part = piece[low:high].strip()
        if (
            at_clause < first
            and _WAS_THERE.search(part)
            or piece[high : high + 1] in _PAUSES
            and inactive.stands_as(part)
        ):
            continue
        if "高度重视" in part and _MODAL.search(part) is None and subjects.opening_units(part):
            continue  # 县委、县政府高度重视示范片区建设工作，各镇要…
        if (
            low
            and part[:1] in "将把"
            and piece[low - 1] in _PAUSES
            and inactive.is_banned(piece[slice(*spans[at_clause - 1])])
        ):
            continue
        rest = "" if _labels(piece, part, high) or _is_topic(piece, part, high) else _rest_of(part)
        if not rest:
            continue
        if clauses.is_frame(rest) or piece[high : high + 1] in _PAUSES and inactive.is_noun_frame(rest):
            frame_at = piece.find(rest, low) if frame_at is None else frame_at
            continue
        if _starts_action(rest) and not clauses.is_result(rest):
            own = piece.find(rest, low)
            after_subject = (
                own - low > 1 or piece[low:own] == "要"
            )  # a frame before another's subject is not this clause's
            yield piece[own if frame_at is None or after_subject else frame_at : high].strip()
        frame_at = None


_WHAT_FOR = re.compile("[，,]为(?:了)?[^。；：要]{4,120}(?:(?:努力|不懈)?奋斗|不懈努力|[作做]出[^，。；]{0,12}贡献)$")


def _up_to_what_for(piece: str) -> str:
    """A sentence without the call it ends with: …开展植树活动，为建设美丽家园，实现复兴而努力奋斗."""
    if not piece.endswith(("奋斗", "努力", "贡献")):
        return piece
    found = _WHAT_FOR.search(piece)
    return piece[: found.start()] if found is not None else piece


_WAS_THERE = re.compile(
    "(?:听取|察看|查看|了解|观看|参观|给予|走访|慰问|看望|检查|肯定|签订|宣读|表彰|部署|安排|通报|传达|总结|分析|强调|下发|印发|交流|回顾|阐述|论述|讲)了(?!解)|详细了解|给予[^，]{0,6}(?:指导|肯定)|^听取[^，]*汇报$"
    "|将(?:对|于)?[^，]*(?:进行|开展|召开)|^[且而]?(?:目前|当前)正?|^正值|(?:保持|处于|维持)在?[^，]{0,8}(?:高位|低位|高发期|水平|态势|状态)$|^(?:20[0-9]{2}年|今年)是|都是[^，]{2,10}$"
)
"""听取了汇报，给予了充分肯定，要求军供站要…: what came before anything was asked."""
_PAUSES = ("，", ",")


def _is_topic(piece: str, part: str, end: int) -> bool:
    """As subjects.is_topic; only a comma lies between the two."""
    if piece[end : end + 1] not in _PAUSES or _MODAL.search(part) is not None:
        return False
    return (
        _WHO.fullmatch(part) is not None
        or subjects.is_topic(part, piece[end + 1 : end + 2])
        or piece[end + 1 : end + 2] == "要"
        and (is_unit(_ASKED.sub("", part)) or _OF_WHOM.fullmatch(part) is not None or inactive.is_work(part))
    )


_WHO = re.compile(
    "(?:参加|符合|申请|报考|享受)[^，]{2,30}的(?:师生|学生|同学|人员|职工|教师|考生|单位|部门|企业|对象|住户|业主|家庭)"
)
"""参加答题的师生，需先注册: who is told, set off by a comma."""
_OF_WHOM = re.compile("(?:尚?未|仍未|没有|已|有条件)[^，]{2,40}的[一-龥]{2,6}")
"""尚未制定办法的省份，要…: whom it concerns, set off by a comma."""


_ASKED = re.compile("^[^，]{0,12}要求(?=各|[县市区镇乡全])")
"""督查组要求各服务站，要…: who is asked, set off by a comma."""


def _labels(piece: str, part: str, end: int) -> bool:
    """Whether a clause only labels what follows its colon: 办理要求：…"""
    return len(part) < 8 and piece[end : end + 1] in ("：", ":") and _MODAL.search(part) is None


def _starts_action(rest: str) -> bool:
    if rest.startswith("关于") or rest.endswith("提出要求") or rest.startswith("会议") and "了" in rest[:6]:
        return False
    if (
        rest.endswith(("配合", "后", "的"))
        or inactive.only_tells(rest)
        or is_units_only(rest)
        or helping.anothers().match(rest)
    ):
        return False
    return clauses.demands_action(rest) or clauses.is_soft(rest) and len(rest) > 5 or clauses.acts_later(rest)
