"""Judging one stretch of text: what each of its sentences is, and the task it makes, if it makes one.

A pure function of the stretch and of where it stands, so that its answer can be kept: circulars quote notices,
and the same paragraph stands in many papers of one office.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from shuangyong.reader import clauses, deadlines, modals, ranks, told_of, units
from shuangyong.reader.done import is_done, was_done_by, was_reported
from shuangyong.reader.going_on import going_on, looking_back
from shuangyong.reader.labels import WHOSE_WORK, is_units_only
from shuangyong.reader.model import Deadline
from shuangyong.reader.mood import Judged, Mood, verdict_of
from shuangyong.reader.pieces import Draft, Judgement, Mark, Piece, opens
from shuangyong.reader.settling import above_items, led_up_to, topic_too, with_task, without_task
from shuangyong.reader.termcells import of_cell
from shuangyong.reader.told_by import asked_from, passed_on, tells_a_body
from shuangyong.reader.wording import (
    heading_end,
    is_label,
    measures,
    without_own_term,
    wording,
)

REMEMBERED = 4096
LONG = 2000
"""A stretch longer than this (characters) is judged anew each time, so that what is kept stays small."""
_MODAL = re.compile(modals.MODAL)
_GENERIC = re.compile("(?:领导|认识|站位|责任|纪律|规定|重视|思想|作风|精神|协调|配合|合力|统筹)[。]?$")
_LABEL_HEADING = re.compile(r"^(?:关于|听取|通报|传达|学习|审议|研究|讨论|分析|会议|议定)")
_CONCRETE = re.compile(
    "(?:开展|对照|推进|制定|报送|落实|建立|完成|解决|排查|整改|召开|举办|印发|纳入|列入|组织|汇报|参与|整合|充分发挥|发挥)"
)


def judge(piece: Piece) -> Judgement:
    """What a stretch says; the answer about a long one is not kept."""
    return _judged(piece) if len(piece.text) <= LONG else _judged.__wrapped__(piece)


_FOR, _AGAINST, _AGAINST_NAMED = 3.5, 2.5, 5.0
"""Log odds from which on they are followed: for a task, against one, against one that names who is to do it."""
_WEIGHABLE = 30
"""Characters from which on a stretch has enough traits to be weighed against the rules."""


def may_be_overruled(piece: Piece, judgement: Judgement) -> bool:
    """Whether odds could change a judgement, so that they are worth working out."""
    draft = judgement.draft
    if draft is None:
        return piece.kind != "rules" and (piece.kind != "summary" or piece.mood.own) and not piece.mood.past
    return draft.term is None and len(piece.text) >= _WEIGHABLE


def overruled(piece: Piece, judgement: Judgement, odd: float) -> Judgement:
    """The judgement, or what comes of it where the log odds `odd` of a task (`task_odds`) clearly say otherwise.

    A task with a term and a short stretch stay what the rules make of them; rules laid down for everybody hold none.
    """
    draft = judgement.draft
    if not may_be_overruled(piece, judgement):
        return judgement
    if draft is not None and draft.lead and (_COUNTABLE.search(piece.text) or "，要求各" in piece.text):
        return judgement
    if draft is not None:
        planned = (
            piece.kind == "summary" and piece.mood.own
        )  # what a report says of what is to come is asked for mildly
        against = -odd > (_AGAINST_NAMED if draft.lead or planned else _AGAINST)
        return judge(piece._replace(asked=False)) if against else judgement
    if odd <= _FOR or piece.kind == "news" and _WILL_GO_ON.match(piece.text) and not _MODAL.search(piece.text):
        return judgement
    mood = Mood(True, False, False, False, True, piece.mood.leaf, piece.mood.rank)
    again = judge(piece._replace(asked=True, mood=mood))
    return again if again.draft is not None else judgement


_WILL_GO_ON = re.compile(
    "(?:下一步|下阶段|接下来|今后|后续)?[，,]?[^，,。；要]{2,24}将(?:继续|持续|进一步|不断|切实|严格|一如既往|以此|坚持|加强|加大)"
)
"""下一步，该局将持续开展走访: what news say of those they tell of is nobody's order."""
_COUNTABLE = re.compile(
    "(?:制定|编制|制订)[^，。；]{2,24}(?:计划|方案|清单|预案)|(?:抓|打造|建设|培育|建成|举办|开展|组织|评选)(?:好)?\\d+(?:个|次|场|处|名|条)"
)
"""各区县要制定实施计划，重点抓2个以上示范点: what anybody could check, however much is called for around it."""


@lru_cache(maxsize=REMEMBERED)
def _judged(piece: Piece) -> Judgement:
    if piece.body == 0 and _QUOTED.fullmatch(piece.text):
        piece = piece._replace(body=1)
    if piece.leaf and not piece.mood.imperative and _is_handed_out(piece):
        piece = piece._replace(mood=piece.mood._replace(imperative=True, frame=False))
    if piece.leaf and piece.mood.frame and piece.heading.endswith("时间") and _DUE.search(piece.text, piece.body):
        piece = piece._replace(mood=piece.mood._replace(frame=False, imperative=True))
    if (
        piece.leaf
        and not piece.mood.frame
        and _SAYS_WHEN.match(piece.text, piece.body)
        and not _MODAL.search(piece.text)
    ):
        piece = piece._replace(whole=False)
    if piece.mood.imperative and piece.kind == "news" and _tells_of_them(piece.text):
        piece = piece._replace(mood=piece.mood._replace(imperative=False))
    marks = [(start, end, _sentence(piece, start, end)) for start, end in piece.spans]
    if piece.leaf and _is_owned(piece):
        marks = _owned_work(piece, marks)
    if piece.kind == "news" and not piece.mood.imperative:
        marks = going_on(piece, marks)
    if piece.kind == "speech" and not piece.leaf:
        marks = looking_back(piece, marks)
    if not piece.whole:
        return Judgement(
            tuple((start, end, above_items(piece, start, end, verdict)) for start, end, verdict in marks), None
        )
    directing = [
        (asked_from(piece.text, max(start, piece.body), end, piece.mood.rank), end)
        for start, end, verdict in marks
        if verdict == "task"
    ]
    draft = _draft(piece, directing, marks) if directing and _counts(piece, directing, marks) else None
    if draft is not None and (piece.asked is False or _only_leads_in(piece, draft) or _only_lists(piece)):
        draft = None
    if draft is not None:
        marks = [(start, end, topic_too(piece, start, end, verdict, draft)) for start, end, verdict in marks]
        marks = led_up_to(piece, marks)
    settle = without_task if draft is None else with_task
    return Judgement(tuple((start, end, settle(piece, start, end, verdict)) for start, end, verdict in marks), draft)


_SAYS_WHEN = re.compile(
    "(?:[^\n。；：]{2,16}\n(?=(?:主办|承办)单位[：:]|(?:活动)?时间[：:][^\n]*\n(?:活动)?地点[：:]))?[一-龥]{0,4}(?:(?:(?<!办结|完成|整改|落实)时间|地点)[：:][^。]{0,60}。?|(?:收看|收听|参与|联系|预约|咨询)方式[：:]?|(?:主办|承办|协办|举办|指导|支持|冠名|评审|联系)单位[：:][^。]{0,60}。?)\\s*(?:\n|$)"
)
"""收看时间：4月25日至5月1日, 三、收看方式：: when, where and how something is to be had."""
_DUE = re.compile("\n[^，。；\n]{2,16}[前底]，?(?:全面|全部)?完成[^。\n]{4,}。")
"""二、工作时间, and below it 3月31日前，完成全市悬挂光荣牌工作。: the one thing that is due."""
_OF_THEM = re.compile("(?:^|[，。；：])该[县市区州镇乡村街社局办站校院]")


def _tells_of_them(text: str) -> bool:
    """二是广泛宣传。该镇通过广播…宣传: what somebody did is told in the words of orders."""
    return "该" in text and _OF_THEM.search(text) is not None and not _MODAL.search(text)


_HANDED_OUT = re.compile(WHOSE_WORK)
_OWNED = re.compile(
    "(?:[（(]|(?<=\n))(?:(?:牵头|责任|主责|主办|任务)(?:负责|责任)?(?:单位|部门)[：:](?:[^（）()]|[（(][^（）()]*[）)]){2,}[）)]?|[^（）()：:。]{2,60}(?:牵头|负责)[^（）()：:。]{0,60}[）)])[。；;]?\\s*$"
)
"""（县文旅局牵头，县财政局配合）, or a line 责任单位：县卫健局, at the end of an item."""


def _is_handed_out(piece: Piece) -> bool:
    """Whether an item ends with whose work it is (具体工作由…负责): then what stands before is to be done, in any paper."""
    mood = piece.mood
    if mood.past or piece.kind in ("news", "rules", "summary"):
        return False
    if not mood.frame and "工作由" in piece.text and _HANDED_OUT.search(piece.text) is not None:
        return True
    return _is_owned(piece)


def _is_owned(piece: Piece) -> bool:
    """Whether an item of a paper that may direct ends with the names of those who answer for it."""
    if piece.mood.past or piece.kind in ("news", "rules", "summary"):
        return False
    return ("单位" in piece.text or "部门" in piece.text) and _OWNED.search(piece.text) is not None


def _owned_work(piece: Piece, marks: list[Mark]) -> list[Mark]:
    """The marks of such an item: where nothing else directs, its first sentence says what they answer for.

    学工系统组织开展大检查（责任单位：学工部、保卫处）。 would otherwise tell what somebody does.
    """
    if any(verdict == "task" and not is_units_only(piece.text[start:end].strip()) for start, end, verdict in marks):
        return marks
    start, end, verdict = marks[0]
    if verdict == "task" or is_done(piece.text[start:end], figures=False):
        return marks
    return [(start, end, "task"), *marks[1:]]


_LEADS_IN = ("如下：", "如下:")


def _only_leads_in(piece: Piece, draft: Draft) -> bool:
    """Whether a paragraph only leads to what is asked below it (…现就有关事项通知如下：) and sets no day."""
    return (
        not piece.leaf
        and not piece.heading
        and piece.text.rstrip().endswith(_LEADS_IN)
        and (draft.term is None or draft.term.date is None)
    )


_WHAT_IS_SENT = frozenset(
    f"{verb}{what}" for verb in ("报送", "上报", "提交", "征集") for what in ("内容", "范围", "材料")
)


def _only_lists(piece: Piece) -> bool:
    """一、报送内容。年度计划、总结，走访慰问的文件和图片。: what is to be sent in, while who sends it stands elsewhere."""
    if not piece.leaf or _MODAL.search(piece.text, piece.body):
        return False
    return piece.heading in _WHAT_IS_SENT or _POINTS.fullmatch(piece.heading) is not None and _names_places(piece)


_POINTS = re.compile("(?:重点)?(?:整治|治理|排查|宣传|巡查|清理|走访|慰问|活动|工作)(?:重点|范围|对象|区域|内容)")


def _names_places(piece: Piece) -> bool:
    """二、整治重点：各村主次干道、背街小巷。: nothing behind the label is to be done to them, they are only named."""
    start = piece.body + len(piece.heading) + 1
    return not any(
        clauses.demands_action(piece.text[low:high]) for low, high in clauses.split(piece.text, start, len(piece.text))
    )


def _sentence(piece: Piece, start: int, end: int) -> Judged:
    words = piece.text[max(start, piece.body) : end].strip(" \n")
    if words.endswith("”") and _QUOTED.fullmatch(piece.text):
        words = words[:-1]
    if is_units_only(words):
        return "task"
    verdict = verdict_of(words, piece.mood, piece.kind)
    if piece.kind == "other" and "任何" in words and _FOR_ALL.search(words):
        return "background"
    if verdict == "background" and piece.kind == "news" and "前，" in words[:12] and _told_by_a_paper(piece, words):
        return "task"
    if verdict == "task" and "应当" in words and piece.kind == "news" and _TELLS_OF_RULES.search(piece.text):
        return "background"
    if verdict in ("background", "plain") and _says_must(piece, start, end) and not is_done(words):
        return "exhortation"
    if verdict == "task" and words[:1].isdigit() and "，要求各" not in words and was_done_by(words, piece.days):
        return "background"
    if verdict == "task" and piece.kind == "news" and "日" in words and was_reported(words, piece.days):
        return "background"
    if (
        (verdict == "task" or verdict == "exhortation" and piece.mood.frame)
        and opens(piece, start, end)
        and not _MODAL.search(words)
        and "，要求" not in words
        and _is_label(words)
    ):
        return "background"
    return verdict


def _says_must(piece: Piece, start: int, end: int) -> bool:
    """三要工作落实加快再加快: what an item is numbered by asks for it, though no verb does."""
    mood = piece.mood
    return opens(piece, start, end) and piece.text[: piece.body].endswith("要") and not (mood.past or mood.frame)


_TELLS_OF_RULES = re.compile("《[^《》]*(?:办法|条例|规定|细则|规则)》[^。]{0,30}(?:规定|明确|要求|作出)")
"""《办法》规定，…应当…: a report of rules tells standing duties."""
_FOR_ALL = re.compile("任何(?:组织|单位)(?:和|或|、)个人(?:均|都)?不得")
"""任何组织和个人不得侵占, in an announcement: for everybody."""


def _told_by_a_paper(piece: Piece, words: str) -> bool:
    """5月30日前，完成网上登记, in a paragraph of the news that tells what a paper lays down: 《通知》明确，…"""
    if not passed_on(piece.text) or _MODAL.search(words):
        return False
    rest = words[deadlines.head_end(words) :]
    return len(rest) < len(words) and clauses.demands_action(rest.lstrip("，").partition("；")[0].partition("，")[0])


_QUOTED = re.compile("“[^“”]{2,}”\\s*")
"""A paragraph that is a quotation and nothing else is somebody's own words: what a leader noted on a report."""


_DECIDES = re.compile(
    "会议(?:原则(?:上)?)?(?:议定|决定|明确|要求|同意|确定)[，,]?[^，]*(?:[，,]|由)|(?:会议)?(?:审议|听取|研究|讨论)[^，]*，由[^，]{2,30}(?:修改|完善|印发|组织|负责|牵头)"
)
_LONGEST_LABEL = 36


def _is_label(words: str) -> bool:
    """A heading that names a subject: 关于…, 通报…情况, 保障措施, 自查阶段."""
    if len(words) >= _LONGEST_LABEL or words.startswith("请") or _DECIDES.match(words):
        return False
    return bool(_LABEL_HEADING.match(words) or is_label(words.rstrip("。")))


# ---------------------------------------------------------------- whether it is a task


def _counts(piece: Piece, directing: list[tuple[int, int]], marks: list[Mark]) -> bool:
    """Whether what directs is more than a bare heading, a heading on importance, or a list of units alone."""
    words = [piece.text[start:end].strip() for start, end in directing]
    others = {verdict for _, _, verdict in marks if verdict != "task"}
    if len(directing) == 1 and "exhortation" in others and others <= {"exhortation", "background", "plain"}:
        heading = piece.heading and directing[0][0] == piece.body and len(words[0]) < 40
        if heading and (len(words[0]) < 6 or _GENERIC.search(words[0])) and not _MODAL.search(words[0]):
            return False
    if len(directing) == 1 and others == {"background"} and _only_heads(piece, directing[0], words[0], marks):
        return False
    if all(is_units_only(one) for one in words):
        return piece.leaf and (piece.mood.imperative or piece.mood.frame)
    own = words[1:] if directing[0][0] == piece.body else words
    return not piece.mood.why or any(_concrete(one) for one in own or words)


def _only_heads(piece: Piece, at: tuple[int, int], words: str, marks: list[Mark]) -> bool:
    """Whether all that directs is a heading, and what stands below it tells only what has been done (已安排…), or what a
    body above will do (省双拥办将于5月复核)."""
    if not piece.heading or at[0] != piece.body or _MODAL.search(words) or words.rstrip("。") != piece.heading:
        return False
    told = [piece.text[max(start, piece.body) : end] for start, end, verdict in marks if verdict == "background"]
    return all(is_done(one) or ranks.of_those_above(one, piece.mood.rank) for one in told)


_COUNTED = re.compile(r"每(?:年|半年|季度|月|周)|\d")


def _concrete(words: str) -> bool:
    """Under a heading on importance only an action with an object of its own counts."""
    if (_COUNTED.search(words) or "前完成" in words) and _MODAL.search(words) or tells_a_body(words):
        return True
    return any(
        _CONCRETE.match(clauses.verb_phrase(clauses.after_subject(words[start:end])))
        for start, end in clauses.split(words, 0, len(words))
    )


def _draft(piece: Piece, directing: list[tuple[int, int]], marks: list[Mark]) -> Draft | None:
    words = wording(piece.text, piece.body, piece.heading, directing)
    if not words:
        return None
    spoken = piece.kind in ("speech", "news")
    named = ("task", "plain", "exhortation") if spoken else ("task", "plain")
    live = _joined(
        [
            (asked_from(piece.text, max(start, piece.body), end, piece.mood.rank), end)
            for start, end, verdict in marks
            if verdict in named
            and not (verdict == "plain" and told_of.is_to_come(piece.text[start:end]))
            and (verdict != "exhortation" or _beside_demand(piece, start, directing))
            or opens(piece, start, end)
        ]
    )

    lead, support = units.name_units("".join(piece.text[start:end] for start, end in live), told_only=spoken)
    lead, support = _with_owner(piece, lead, support)
    support = tuple(name for name in support if name not in lead)
    term, at = _term(piece, _without_told(piece, live, marks), directing)
    first = piece.text[directing[0][0] : directing[0][1]].strip()[:30]
    above = heading_end(piece.text, piece.body, piece.heading)
    steps = tuple(measures(piece.text, directing, above, deadlines.beside(term)))
    words = without_own_term(words, deadlines.beside(term))
    return Draft(words, steps, lead, support, term, at, first)


_TOLD_OF_A_DAY = re.compile(
    "(?:20\\d\\d年|今年|去年|前不久|特别是|比如|例如|如|，)*\\d{1,2}月\\d{1,2}日(?:凌晨|清晨|上午|中午|下午|傍晚|晚间?|夜间)?(?:\\d{1,2}[时点：:](?:\\d{1,2}分?)?许?)?(?:，|(?<=[晨午晚间时点分许])(?=[一-龥]))(?!.*[前底内旬])[^。]{4,}。?"
)
"""3月21日，某市一企业发生爆炸: what came to pass on a day, before what is asked because of it."""


def _without_told(piece: Piece, live: list[tuple[int, int]], marks: list[Mark]) -> list[tuple[int, int]]:
    """The spans that may hold a term: without sentences that ask for nothing and tell what came to pass on a day."""
    told = [
        (start, end)
        for start, end, verdict in marks
        if verdict == "plain"
        and "日" in piece.text[start:end]
        and (words := piece.text[max(start, piece.body) : end].strip(" \n"))
        and _TOLD_OF_A_DAY.fullmatch(words)
        and not _MODAL.search(words)
    ]
    for start, end in told:
        live = [
            part for low, high in live for part in ((low, min(high, start)), (max(low, end), high)) if part[0] < part[1]
        ]
    return live


_LABELLED_TERM = re.compile(
    "(?:完成|办结|整改|推进|办理)?(?:(?:[时期]限(?:要求)?|时间(?:要求)?)[：:]|(?<![一-龥])(?:活动|完成|办结|整改)(?:时限|时间|期限)[为是](?=[^，。；]{0,8}月[^，。；]{0,8}[至到—\\-前底]))\\s*(?!待定|另行|另定|[^，,。；]{2,40}(?:问题|事项|项目|单位|人员)[，,])((?:(?!(?:责任|牵头|配合|参与|承办|主办|协办)(?:单位|部门))[^；;。，,）)〕】\n]){2,24})"
)
"""责任单位：市退役军人事务局；完成时限：2024年10月: told as in the cell of a table."""


_LABEL_SIGN = re.compile("[：:]|(?:时间|时限|期限)[为是]")


_OF_A_YEAR = re.compile("(20\\d\\d)年?[，：:、]")
"""（三）2025年，创示范: the item's heading says of which year its days are."""


def _term(piece: Piece, live: list[tuple[int, int]], directing: list[tuple[int, int]]) -> tuple[Deadline | None, int]:
    """The first term that is told, or else how often it is to be done, or during which feast."""
    labelled = _LABELLED_TERM.search(piece.text, piece.body) if _LABEL_SIGN.search(piece.text) else None
    year = _OF_A_YEAR.match(piece.heading) if piece.heading.startswith("20") else None
    days = piece.days._replace(planned=int(year[1])) if year else piece.days
    if labelled is not None and (told := of_cell(labelled[1], days)):
        return told, labelled.start(1)
    for start, end in live:
        if found := deadlines.find(piece.text, start, end, days):
            return found
    others = [found for start, end in live if (found := deadlines.cadence(piece.text, start, end))]
    others += [found for start, end in directing if (found := deadlines.lasting(piece.text, start, end))]
    return min(others, key=itemgetter(1), default=(None, 0))


_OWNER = re.compile(
    "(?:局|委|办|办公室|部|处|科|站|中心|医院|法院|检察院|工会|妇联|团委|残联|工商联|政府|办事处|街道|军分区|支队|大队|总队|中队|分局|厅|管委会|委员会|村委会|居委会|红十字会|科协|指挥部|总社|派出所|卫生院|学院|小学|中学|幼儿园|集团|公司|乡镇|镇|乡|村|社区|单位|部门|部队|企业|学校)$"
)


_WHOSE_DUTY = re.compile("(?<=[一-龥]{2})的?(?:主要|工作|安全|岗位)*(?:职责|责任)$")
"""2.教务处责任 | 负责教学过程中的安全管理: whose duty the heading tells."""
_CLOSES = frozenset("）)】〕")
_NAMED_BEHIND = re.compile(
    "(?!.*(?:走访|慰问|看望|部队|官兵|对象|包括|涉及|范围))[一-龥“”、，\\d]{4,40}[（(【〔](?P<names>[^（）()【】〔〕]{3,80})[）)】〕]"
)
"""1.推进项目建设（县发改局）。: who answers, in a bracket that closes the heading."""
_OWNER_ALONE = re.compile(
    "(?:(?<![题班批])组|专班|室|食堂|班主任|教师|老师|(?<![主要牵头])负责人|[局站所校院镇乡]长|书记|主任|[管理网格保洁安全宣传联络]{2}员)$"
)
"""1.医务室： | 2.班主任： | 3.督导检查组：负责…: who the heading is answers where the item names nobody else."""


_HOW_MANY = re.compile("[（(][共计]*[\\d一二三四五六七八九十]+[项条个件]?[）)]$")
"""县交通运输局（1项）: how many matters stand below a unit's name."""


def _with_owner(
    piece: Piece, lead: tuple[str, ...], support: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Under a heading that is a unit's name (一、区教育局。制定…) that unit is told first."""
    heading = _WHOSE_DUTY.sub("", _HOW_MANY.sub("", piece.heading))
    if not (lead or support) and heading[-1:] in _CLOSES and (told := _NAMED_BEHIND.fullmatch(heading)):
        leads, helps = units.owners(told["names"])
        return tuple(leads), tuple(helps)
    if not heading or heading[0] in '“"' or not _OWNER.search(heading):
        alone = not (lead or support) and _OWNER_ALONE.search(heading) is not None
        return (tuple(units.owners(heading)[0]), ()) if alone else (lead, support)
    owners, others = units.owners(heading)
    lead = (*owners, *[name for name in lead if name not in owners])
    return lead, (*support, *[name for name in others if name not in support])


def _beside_demand(piece: Piece, at: int, directing: list[tuple[int, int]]) -> bool:
    """Whether a call stands in a paragraph that directs too: then whoever is called there is told as well."""
    low, high = piece.text.rfind("\n", 0, at) + 1, piece.text.find("\n", at)
    return any(low <= start and (high < 0 or start < high) for start, _ in directing)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and out[-1][1] >= start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
