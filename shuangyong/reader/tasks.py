"""Tasks: what somebody is directed to do and has not done yet, and the verdict of every sentence."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from shuangyong.reader import clauses, modals, ranks, shared, tables, task_odds, verbs
from shuangyong.reader.bare import is_body
from shuangyong.reader.counted import Days
from shuangyong.reader.done import are_taken, only_finds
from shuangyong.reader.frame import Frame
from shuangyong.reader.introduced import tells_past, was_heard
from shuangyong.reader.judging import judge, may_be_overruled, overruled
from shuangyong.reader.model import Heed, Reason, Sentence, Task, Verdict, unheeded
from shuangyong.reader.mood import Mood
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.outline import Node
from shuangyong.reader.pieces import Draft, Judgement, Piece
from shuangyong.reader.plan_lines import Lines, find_lines, is_below_a_plan
from shuangyong.reader.stretches import Stretch, sentences_of, stretches
from shuangyong.reader.subjects import only_units, opening_units

_MODAL = re.compile(modals.MODAL)
_REPORTED = re.compile(
    r"(?:强调|(?<!工作)(?<!部署)(?<!任务)要求|指出|提出|明确|议定|决定|部署|要(?<![主重需必纪摘简首概机]要)|希望)[，,：:]?"
)


@dataclass(slots=True)
class Book:
    """What the reader gathers: tasks, verdicts and reasons."""

    text: str
    frame: Frame
    days: Days
    tasks: list[Task] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    past_lists: dict[tuple[int, int], bool] = field(default_factory=dict)
    plan_lines: Lines | None = None

    def paragraph_tag(self, at: int) -> str:
        """The frame's tag of the paragraph that holds a place of the text."""
        return self.frame.tags[bisect.bisect_right(self.frame.starts, at) - 1]

    def why(self, about: str, rule: str, start: int, end: int, said: str) -> None:
        """Note why a decision was taken."""
        self.reasons.append(Reason(about, rule, start, end, said))


_HEEDED = 10_000
"""Characters judged from one word about how far it is to the next: a tenth of a second on a usual machine."""


def find_tasks(text: str, frame: Frame, roots: list[Node], days: Days, heed: Heed = unheeded) -> Book:
    """Tasks and verdicts of one document; `heed` is told how far it is."""
    book = Book(text, frame, days)
    due = 0
    table_tasks, table_rows = tables.tasks_of_tables(text, frame, roots, days)
    verdicts: list[tuple[int, int, Verdict]] = []
    for span in stretches(text, frame, roots):
        if span.start >= due:
            heed(span.start, len(text))
            due = span.start + _HEEDED
        piece = piece_of(book, span)
        judgement = judge(piece)
        if piece.whole and "\t" not in piece.text and may_be_overruled(piece, judgement):
            judgement = _weighed(book, span, piece, judgement)
        at = span.start
        verdicts += [(at + start, at + end, verdict) for start, end, verdict in judgement.verdicts]
        if judgement.draft is not None and not _heads_a_table(span, judgement.draft, table_tasks):
            _enter(book, span, judgement.draft)
        elif judgement.draft is not None and (below := judge(_below_rows(piece, span, table_tasks)).draft) is not None:
            _enter(book, span, below)
    if frame.kind != "rules":
        book.tasks.extend(table_tasks)
    book.tasks.sort(key=lambda task: (task.start, task.end))
    book.tasks = shared.with_shared(text, book.tasks, roots)
    _cover(book, verdicts, table_rows)
    return book


def _weighed(book: Book, span: Stretch, piece: Piece, judgement: Judgement) -> Judgement:
    """A judgement after the odds were asked; where they say otherwise, that is noted."""
    odd = task_odds.odds(piece, span.section)
    weighed = overruled(piece, judgement, odd)
    if weighed is not judgement:
        like = "更像任务" if odd > 0 else "不像任务"
        book.why("tasks", "与人判过的公文相比", span.start, span.end, f"{like}（{task_odds.reasons(piece, odd)}）")
    return weighed


def _heads_a_table(span: Stretch, draft: Draft, rows: list[Task]) -> bool:
    """Whether all that an item asks for is its heading, and the rows of the table below it say what it comes to."""
    return draft.words in span.heading and any(span.start <= row.start < span.end for row in rows)


def _below_rows(piece: Piece, span: Stretch, rows: list[Task]) -> Piece:
    """An item with a table without its heading and its table: what is asked for below the last row."""
    last = max(row.end for row in rows if span.start <= row.start < span.end) - span.start
    return piece._replace(heading="", spans=tuple([one for one in piece.spans if one[0] >= last]))


_SPOKEN = frozenset({"body", "salutation"})


def piece_of(book: Book, span: Stretch) -> Piece:
    """A stretch cut loose from its document."""
    node = span.node
    leaf = node is not None and not node.children and span.start == node.start
    text = book.text[span.start : span.end]
    spans = sentences_of(text, 0, len(text))
    if "\n" not in text.rstrip("\n"):
        spoken = book.paragraph_tag(span.start) in _SPOKEN
        spans = spans if spoken else []
    else:
        spans = [one for one in spans if book.paragraph_tag(span.start + one[0]) in _SPOKEN]
    opens = node is not None and span.start == node.start
    heading = span.heading if opens else span.unit or _own_heading(book, span, text)
    leaf = leaf or bool(heading and not opens)
    return Piece(
        text=text,
        body=span.body - span.start,
        spans=tuple(spans),
        heading=heading,
        leaf=leaf,
        whole=leaf or (span.whole and node is None),
        mood=_mood_of(book, span, leaf),
        kind="rules" if _of_attached_rules(book, node or span.within) else book.frame.kind,
        days=book.days,
    )


_OWN_HEADING = re.compile(
    "(?![各由请但对在按])(?P<heading>[一-龥“”]{4,10})。(?=由|[^，。；]{2,40}(?:要|须|应|负责|牵头|会同))"
)
_HEADED = frozenset({"notice", "plan", "circular"})
"""Papers whose paragraphs may have headings without numbers."""


def _own_heading(book: Book, span: Stretch, text: str) -> str:
    """The heading of a paragraph that has no number: 严格值班制度。局办公室要于9月27日前排定值班表."""
    if not span.whole or span.node is not None or book.frame.kind not in _HEADED:
        return ""
    match = _OWN_HEADING.match(text)
    if match is None or _MODAL.search(match["heading"]) or opening_units(match["heading"]):
        return ""
    told = text[match.end() :]
    modal = _MODAL.search(told)
    named = told.startswith("由") or modal is not None and modals.subject_before(told, 0, modal.start())
    return match["heading"] if named or opening_units(told) else ""


_PASSES_RULES_ON = re.compile("(?:办法|制度|条例|规定|细则|规则|规程|章程)")
_ARTICLES = frozenset("编章节条")


def _of_attached_rules(book: Book, node: Node | None) -> bool:
    """Whether an item is an article of the rules that a notice passes on: what they lay down is nobody's task."""
    while node is not None:
        if node.mark.kind in _ARTICLES:
            return _PASSES_RULES_ON.search(book.frame.title or "") is not None
        node = node.parent
    return False


def _enter(book: Book, span: Stretch, draft: Draft) -> None:
    """Enter a drafted task, why it is one and where its term stands."""
    term = draft.term
    lead = draft.lead or (() if draft.support else shared.owner_above(span.node) or _told_the_list(book.text, span))
    book.tasks.append(Task(draft.words, draft.measures, lead, draft.support, term, span.path, span.start, span.end))
    rule = "最末一层编号的一项" if span.node is not None else "独立段落"
    book.why("tasks", rule, span.start, span.end, f"有今后要做、做没做能查的要求：{draft.first}")
    if term is not None:
        at = span.start + draft.term_at
        known = term.date or "没有写明是哪一天，不填日期"
        book.why("deadline", "时限的说法", at, at + len(term.text), f"“{term.text}”→{known}")


def _told_the_list(text: str, span: Stretch) -> tuple[str, ...]:
    """Who stands right before the first of the items inside a paragraph: 各村一要摸清底数；二要建好台账."""
    node = span.node
    if node is None or not node.mark.inline:
        return ()
    start = max(text.rfind("\n", 0, node.start) + 1, node.start - _FAR)
    last = node.mark.number[-1]
    first = max(text.rfind(f"一{last}", start, node.start + 2), -1)
    opens = first if first >= 0 else text.find(f"二{last}", start, node.start + 2)
    begun = max(text.rfind("。", start, opens) + 1, start, opens - _ENOUGH)
    said = text[begun:opens] if opens > start else ""
    if (asked := _ASKED_FOR_ALL.search(said)) is not None and (told := only_units(asked["who"])):
        return told
    told = only_units(_LAST_MARK.split(said)[-1]) if said else ()
    if told or said[-1:] not in (("：", ":") if first >= 0 else ("；", "，")):
        return told
    modal = _MODAL.search(said)
    return modals.subject_before(said, 0, modal.start()) if modal is not None else ()


_ASKED_FOR_ALL = re.compile("要求(?P<who>各[^，。：；]{1,30})[，：,:]$")
"""镇长某某要求各村，一要排查隐患；二要…: whom the items are asked of."""
_LAST_MARK = re.compile("[，。；：,;:]")
_FAR = 2000
"""Characters of a paragraph that are looked back over for the first of its items."""


def _mood_of(book: Book, span: Stretch, is_leaf: bool) -> Mood:
    """Where the sentences of a stretch stand."""
    heading = span.heading if span.node is not None and span.start == span.node.start else ""
    section = _section(span.section, heading)
    kind = book.frame.kind
    if kind == "circular" and not section.own and _ahead(book.text, span.start):
        section = section._replace(own=True)
    if kind == "summary" and not (section.own or section.past) and _is_planned(book, span):
        section = section._replace(own=True)
    if section.own and only_finds(span.section, book.text[span.start : span.end]):
        section = section._replace(own=False)
    past = section.past and not section.own or not _section(span.section, "").own and _listed_past(book, span)
    if section.own and _taken_already(book.text, span):
        past, section = True, section._replace(own=False)
    imperative = kind in _DIRECTING or (kind in ("summary", "circular", "other") and section.own)
    if kind == "other":
        imperative = imperative or _SETS_TASKS.search(book.frame.title or "") is not None
    if kind == "news":
        imperative = is_leaf and _reported(book.text, span)
    imperative = (
        imperative
        or kind == "other"
        and (_noted(book.text, span) or is_leaf and (_announced(book, span) or _of_a_body(book, span)))
    )
    frame = section.frame or kind == "other" and _speaks_to_all(book)
    rank = ranks.of_body(book.frame.origin or "")
    return Mood(imperative and not past and not frame, past, frame, section.why, section.own, is_leaf, rank)


def _is_planned(book: Book, span: Stretch) -> bool:
    """Whether a line without a number says above a stretch of a report that what follows is planned."""
    if book.plan_lines is None:
        book.plan_lines = find_lines(book.text)
    return is_below_a_plan(book.plan_lines, span.start)


def _taken_already(text: str, span: Stretch) -> bool:
    """Whether the words over an item's list say that what stands in it is done."""
    above = span.node.parent if span.node is not None else None
    if above is None:
        return False
    first = above.children[0].start
    return are_taken(text[max(above.mark.end, first - _ENOUGH) : first])


def _ahead(text: str, at: int) -> bool:
    """Whether a circular's paragraph says itself that it turns to what is still to be done (下一步，一是…), or stands
    below what says so of all that follows (现提出如下要求：)."""
    return text.startswith(_AHEAD, text.rfind("\n", 0, at) + 1) or text.rfind("出如下要求", 0, at) >= 0


_AHEAD = ("下一步", "下步", "下阶段", "下一阶段")


def _noted(text: str, span: Stretch) -> bool:
    """Whether a paragraph is what a leader noted on a paper, quoted whole below whoever did: …批示： | “请…”."""
    return text.startswith("“", span.start) and text[: span.start].endswith(("批示：\n", "批示:\n"))


_ANNOUNCES = re.compile("(?:公告|通告)(?:[（(].{1,16}[）)])?$")


def _announced(book: Book, span: Stretch) -> bool:
    """Whether an item of an announcement opens with a body or bodies of a kind: 各镇退役军人服务站于5月20日前完成更换."""
    if not _ANNOUNCES.search(book.frame.title or ""):
        return False
    names = opening_units(book.text[span.body : min(span.end, span.body + _ENOUGH)].strip())
    return any(is_body(name) or name[0] == "各" for name in names)


def _of_a_body(book: Book, span: Stretch) -> bool:
    """Whether an item of a paper whose title is lost opens with a body's name: 18.市园林局：依据职能做好树木管护."""
    node = span.node
    if book.frame.title is not None or node is None or book.text[span.body : span.end].find(f"{node.heading}：") > 1:
        return False
    names = only_units(node.heading)
    return bool(names) and all(map(is_body, names))


_ENOUGH = 80
_INVITES = re.compile("(?:倡议书|公开信)$")
"""Papers that invite: nobody is told to do what they ask for."""
_TO_THE_PUBLIC = re.compile(
    "(?:各位|广大|全体|尊敬的|亲爱的|社会各界|[全本][县市区州省镇])[^，。；：]{0,12}(?:市民|居民|村民|群众|人士|朋友们?|游客|乡亲们?)[：:！]"
)
_HEAD = 8


def _speaks_to_all(book: Book) -> bool:
    """Whether a paper invites, or is addressed to people and no body: 各位市民朋友：…"""
    if _INVITES.search(book.frame.title or ""):
        return True
    starts = book.frame.starts[:_HEAD]
    return any(_TO_THE_PUBLIC.match(book.text, start) is not None for start in starts)


_SETS_TASKS = re.compile(
    "(?:意见|措施|分工|督办单|督办函|督办通知单?|批示抄清|交办单|任务书|工作提示|提示函)(?:[（(].{1,16}[）)])?$"
)
"""Papers of no kind of their own that still direct."""
_DIRECTING = frozenset({"notice", "plan", "speech", "minutes"})


@lru_cache(maxsize=REMEMBERED)
def _section(above: str, heading: str) -> Mood:
    """What the headings above and an item's own say of a section: past, frame, importance, what is still to come."""
    told = [_tells(line) for line in above.split("\n")] if above else []
    if heading:
        told.append(_tells_itself(heading))
    past, frame, why, own = map(any, zip(*told, strict=True)) if told else _NONE
    return Mood(past=past, frame=frame, why=why, own=own)


_SECTIONS = ("past_sections", "frame_sections", "why_headings", "future_sections")
_SHORT = (12, 12, 30, 30)
"""An own heading tells what its item is only where it is shorter than this: 整改情况 does, 汇总整改情况并上报 does not."""


_NONE = (False,) * len(_SECTIONS)


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    return tuple(verbs.table(name) for name in _SECTIONS)


@cache
def _any_list() -> re.Pattern[str]:
    """What one of the lists needs: most headings are turned away by this one look."""
    return re.compile("|".join(words.pattern for words in _lists()))


@lru_cache(maxsize=REMEMBERED)
def _tells(line: str) -> tuple[bool, ...]:
    """Which of `_SECTIONS` a heading above says."""
    if _any_list().search(line) is None:
        return _NONE
    return tuple([words.search(line) is not None for words in _lists()])


def _tells_itself(heading: str) -> tuple[bool, ...]:
    """Which of `_SECTIONS` an item's own heading says."""
    size = len(heading)
    if heading.startswith(_IDEAS) and size >= _SHORT[1]:
        return (False, True, False, False)
    if was_heard(heading):
        return (True, False, False, False)
    if size >= max(_SHORT) or _any_list().search(heading) is None:
        return _NONE
    return tuple(
        [
            size < longest and _is_section(words, heading, longest)
            for words, longest in zip(_lists(), _SHORT, strict=True)
        ]
    )


_IDEAS = ("指导思想以", "指导思想和目标以", "指导思想坚持", "指导思想和目标坚持")
"""A heading whose line's end was lost."""


def _is_section(words: re.Pattern[str], heading: str, longest: int) -> bool:
    found = words.search(heading)
    return found is not None and (found.start() == 0 or longest > 12 or not clauses.demands_action(heading))


def _listed_past(book: Book, span: Stretch) -> bool:
    """Items inside a paragraph that tell what was done: the sentence before the first of them says so."""
    node = span.node
    if node is None or node.mark.kind == "要":
        return False
    if _LAYS_OUT.match(book.text, book.text.rfind("\n", 0, span.start) + 1):
        return False
    if not node.mark.inline:
        return book.frame.kind == "news" and (_below_measures(book.text, span.start) or _of_measures(book, span))
    place = (bisect.bisect_right(book.frame.starts, span.start), node.parent.start if node.parent is not None else -1)
    if place not in book.past_lists:
        first = node.parent.children[0] if node.parent is not None else node
        book.past_lists[place] = tells_past(book.text, first.start)
    return book.past_lists[place]


_TAKEN = re.compile("采取了?[^，。]{0,8}(?:举措|措施)[^，。：]{0,16}[。：:]$")


_AN_ITEM = re.compile("[一二三四五六七八九十]{1,2}是(?!否)")
"""What an item before this one says opens no list: what opened it stands over the first of them."""


def _over_the_list(text: str, start: int, item: re.Pattern[str] = _AN_ITEM) -> int:
    """Where the first of the items (一是, 二是) begins that stand in paragraphs of their own above `start`; a bounded way back."""
    for _ in range(_MOST_ITEMS):
        above = text.rfind("\n", 0, start - 1) + 1 if start else 0
        if not start or not item.match(text, above):
            break
        start = above
    return start


_MOST_ITEMS = 20


def _below_measures(text: str, start: int) -> bool:
    """Items in paragraphs of their own below 市民政局采取了一系列举措。: what was done about it."""
    if not _AN_ITEM.match(text, start):
        return False
    start = _over_the_list(text, start)
    return _TAKEN.search(text[max(0, start - 200) : start].rstrip()) is not None


_ASKED_THEN = re.compile("提出了[^，。：]{0,6}要求[。；](?!一[是要]|第一|首先)")
"""对走访工作提出了具体要求。: what was asked then is not told here."""


def _reported(text: str, span: Stretch) -> bool:
    """Whether news reports what somebody demanded: the paragraph, or the one that opened the items, says so."""
    start = text.rfind("\n", 0, span.start) + 1
    if _REPORTED.search(_ASKED_THEN.sub("", text[start : span.start + 40])):
        return True
    if _LAYS_OUT.match(text, start):
        return True
    start = _over_the_list(text, start)
    before = text[max(0, start - 400) : start]
    tail = before.strip()[-160:]
    return bool(re.search(r"(?:强调|要求|指出|提出|部署|明确)", tail)) or bool(
        re.search(r"[一二三四五六几两](?:点|个|项|方面)?(?:方面)?(?:的)?(?:要求|意见|工作|任务)[：:]", before)
    )


_LAYS_OUT = re.compile(
    r"《[^》\n]{2,40}》[^。\n]{0,8}(?:作出|提出|部署|明确)[^。\n]{0,12}(?:安排|任务|举措|要求|工作|活动)[。：]"
)
"""《通知》作出6项活动安排。一是开展宣讲: what a paper lays out."""
_MEASURES = re.compile(
    "多措并举|多举措|[三四五六七八]举措|[三四五六七八]措并举|[三四五六七八]个?(?:强化|到位|聚焦|注重|突出)"
    "|“?[三四五六七八](?:个?(?:维度|聚力|坚持|着力|持续|做到|突出|抓|抓好|抓实)|维度?|轮驱动|向发力|步走|度)”?(?:确保|推进|推动|做好|做实|抓好|助力|扎实|提升|擦亮|打造|服务|绘就)"
)
_SAID = re.compile("会议|强调|指出|要求[，：]")
_ANY_ITEM = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,2}(?:[）)、.．]|是(?!否))")


def _of_measures(book: Book, span: Stretch) -> bool:
    """Items below a headline that tells of measures taken (某镇多措并举…), where nobody is said to have asked for them."""
    if not _MEASURES.search(book.frame.title or ""):
        return False
    first = _over_the_list(book.text, span.start, _ANY_ITEM)
    return _SAID.search(book.text[max(0, first - _OVER) : first].replace("工作要求，", "")) is None


_OVER = 400


# ---------------------------------------------------------------- covering the text


def _cover(book: Book, verdicts: list[tuple[int, int, Verdict]], rows: dict[int, Verdict]) -> None:
    """Sentences without gaps: frame paragraphs are furniture, the rest as judged."""
    frame = book.frame
    judged = sorted(verdicts)
    judged.append((len(book.text) + 1, 0, "background"))  # one that no paragraph reaches
    index = 0
    ends = [*frame.starts[1:], len(book.text)]  # one too many where there is no paragraph
    for tag, start, end in zip(frame.tags, frame.starts, ends, strict=False):
        if tag != "body" or start in rows:
            while judged[index][0] < end:
                index += 1
            _add(book, start, end, rows.get(start, "furniture"))
            continue
        at = start
        while judged[index][0] < end:
            low, high, verdict = judged[index]
            stop = min(high, end)
            if low > at:
                _add(book, at, low, "background")
            _add(book, max(low, at), stop, verdict)
            at = max(at, stop)
            if high > end:
                break
            index += 1
        _add(book, at, end, "background")  # what is left of a paragraph


def _add(book: Book, start: int, end: int, verdict: Verdict) -> None:
    """Enter a sentence; a line's end belongs to the sentence before it."""
    last = book.sentences[-1] if book.sentences else None
    if last is not None and last.end == start and not book.text[start:end].strip():
        book.sentences[-1] = Sentence(last.start, max(end, last.end), last.verdict)
    elif end > start:
        book.sentences.append(Sentence(start, end, verdict))
