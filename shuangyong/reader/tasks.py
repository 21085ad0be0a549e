"""Tasks: what somebody is directed to do and has not done yet, and the verdict of every sentence."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from shuangyong.reader import clauses, deadlines, tables, units
from shuangyong.reader.deadlines import Days
from shuangyong.reader.frame import Frame
from shuangyong.reader.model import Deadline, Kind, Reason, Sentence, Task, Verdict
from shuangyong.reader.mood import Judged, Mood, is_done, verdict_of
from shuangyong.reader.outline import Node

LONGEST = 60
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)\"]*|\n|$)")
_REPORTED = re.compile(r"(?:强调|要求|指出|提出|明确|议定|决定|部署|要|希望)[，,：:]?")
_LABEL_HEADING = re.compile(r"^(?:关于|听取|通报|传达|学习|审议|研究|讨论|分析|会议|议定)")
_UNITS_ONLY = re.compile(
    r"^[（(]?(?:牵头|责任|配合|主责|主办|协办|参与|承办|完成)[^：:。]{0,8}[：:].*$|^[（(][^（）()]*(?:牵头|负责|配合|落实)[^（）()]*[）)][。]?$"
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

    def paragraph_tag(self, at: int) -> str:
        """The frame's tag of the paragraph that holds a place of the text."""
        return self.frame.tags[bisect.bisect_right(self.frame.starts, at) - 1]

    def why(self, about: str, rule: str, start: int, end: int, said: str) -> None:
        self.reasons.append(Reason(about, rule, start, end, said))


@dataclass(slots=True)
class Stretch:
    """A piece of text that may be one task: a leaf, or an unnumbered paragraph; `head_end` is where a heading ends."""

    start: int
    end: int
    body: int
    path: tuple[str, ...]
    node: Node | None
    section: str
    whole: bool = True


def find_tasks(text: str, frame: Frame, roots: list[Node], days: Days) -> Book:
    """Tasks and verdicts of one document."""
    book = Book(text, frame, days)
    table_tasks, table_rows = tables.tasks_of_tables(text, frame, roots, days)
    if frame.kind == "rules":
        table_tasks = []
    spans = _stretches(text, frame, roots)
    verdicts: list[tuple[int, int, Verdict]] = []
    for span in spans:
        verdicts.extend(_judge(book, span))
    book.tasks.extend(table_tasks)
    book.tasks.sort(key=lambda task: (task.start, task.end))
    _cover(book, verdicts, table_rows)
    return book


# ---------------------------------------------------------------- stretches


def _path_of(node: Node | None) -> tuple[str, ...]:
    out: list[str] = []
    while node is not None:
        out.append(node.mark.number)
        node = node.parent
    return tuple(reversed(out))


def _sections(node: Node | None) -> str:
    out: list[str] = []
    while node is not None:
        out.append(node.heading)
        node = node.parent
    return "\n".join(out)


def _leaves(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if node.children:
            out.extend(_leaves(node.children))
        else:
            out.append(node)
    return out


def _all_nodes(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        out.append(node)
        out.extend(_all_nodes(node.children))
    return out


def _stretches(text: str, frame: Frame, roots: list[Node]) -> list[Stretch]:
    """Leaves, and what stands outside of leaves paragraph by paragraph, in order."""
    out: list[Stretch] = []
    leaves = sorted(_leaves(roots), key=lambda node: node.start)
    nodes = sorted(_all_nodes(roots), key=lambda node: node.start)
    for leaf in leaves:
        out.append(Stretch(leaf.start, leaf.end, leaf.mark.end, _path_of(leaf), leaf, _sections(leaf.parent)))
    at = 0
    index = 0
    for number, tag in enumerate(frame.tags):
        start = frame.starts[number]
        end = frame.starts[number + 1] - 1 if number + 1 < len(frame.tags) else len(text)
        at = start
        while index < len(leaves) and leaves[index].end <= start:
            index += 1
        probe = index
        while at < end:
            if probe < len(leaves) and leaves[probe].start <= at < leaves[probe].end:
                at = max(at, min(end, leaves[probe].end))
                probe += 1
                continue
            stop = min(end, leaves[probe].start) if probe < len(leaves) else end
            if tag in ("body",) and stop > at and text[at:stop].strip():
                owner = _owner(nodes, at, start)
                whole = at == start and stop == end
                heading = owner is not None and owner.start >= start
                out.append(
                    Stretch(
                        at,
                        stop,
                        owner.mark.end if heading and owner is not None else at,
                        _path_of(owner),
                        None if whole and not heading else owner,
                        _sections(owner),
                        whole and not heading,
                    )
                )
            at = stop if stop > at else end
    out.sort(key=lambda span: span.start)
    return out


def _owner(nodes: list[Node], at: int, _start: int) -> Node | None:
    best: Node | None = None
    for node in nodes:
        if node.start > at:
            break
        if node.start <= at < node.end:
            best = node
    return best


# ---------------------------------------------------------------- judging a stretch


def _sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = start
    while at < end:
        match = _SENTENCE.match(text, at, end)
        stop = match.end() if match and match.end() > at else end
        out.append((at, stop))
        at = stop
    return out


def _judge(book: Book, span: Stretch) -> list[tuple[int, int, Verdict]]:
    """The verdicts of a stretch's sentences; a task is entered in the book where it directs."""
    text = book.text
    is_leaf = span.node is not None and not span.node.children and span.start == span.node.start
    is_whole = is_leaf or span.whole and span.node is None
    context = _mood_of(book, span, is_leaf)
    marks: list[tuple[int, int, Judged]] = []
    for start, end in _sentences_of(text, span.start, span.end):
        if book.paragraph_tag(start) not in ("body", "salutation"):
            continue
        body = max(start, span.body) if is_leaf else start
        words = text[body:end].strip(" \n")
        verdict: Judged = "task" if _UNITS_ONLY.match(words) else verdict_of(words, context, book.frame.kind)
        if (
            verdict == "task"
            and is_leaf
            and start <= span.body < end
            and _LABEL_HEADING.match(words)
            and len(words) < 36
        ):
            verdict = "background"
        marks.append((start, end, verdict))
    directing = [
        (max(start, span.body) if is_leaf else start, end) for start, end, verdict in marks if verdict == "task"
    ]
    if not is_whole:
        return [(start, end, _parent_verdict(text[start:end], verdict, span, start)) for start, end, verdict in marks]
    task = (
        _make_task(book, span, directing, marks, is_leaf)
        if directing
        and _counts(book, span, directing, context, [verdict for _, _, verdict in marks if verdict != "task"])
        else None
    )
    if task is None:
        return [(start, end, _without_task(text[start:end], verdict, span, is_leaf)) for start, end, verdict in marks]
    book.tasks.append(task)
    book.why(
        "tasks",
        "叶项" if is_leaf else "独立段落",
        span.start,
        span.end,
        f"有今后要做、做没做能查的要求：{text[directing[0][0] : directing[0][1]].strip()[:30]}",
    )
    label = (
        is_leaf
        and span.node is not None
        and not re.search(units.MODAL, span.node.heading)
        and not clauses.demands_action(span.node.heading)
    )
    return [
        (
            start,
            end,
            "furniture"
            if label and start <= span.body < end and _heading_alone(text[start:end], span)
            else _in_task(verdict, is_leaf and start <= span.body < end, book.frame.kind),
        )
        for start, end, verdict in marks
    ]


def _counts(book: Book, span: Stretch, directing: list[tuple[int, int]], context: Mood, others: list[Judged]) -> bool:
    """Whether what directs is more than a heading on importance, or a unit list alone."""
    pieces = [book.text[start:end].strip() for start, end in directing]
    if (
        len(directing) == 1
        and others
        and all(verdict in ("exhortation", "background") for verdict in others)
        and "exhortation" in others
    ):
        node = span.node
        if (
            node is not None
            and directing[0][0] == span.body
            and len(pieces[0]) < 40
            and not re.search(units.MODAL, pieces[0])
        ):
            return False
    if all(_UNITS_ONLY.match(piece) for piece in pieces):
        return context.imperative
    if not context.why:
        return True
    return any(_concrete(piece) for piece in pieces[1:] or pieces)


def _concrete(piece: str) -> bool:
    """Under a heading on importance only an action with an object of its own counts."""
    for start, end in clauses.split(piece, 0, len(piece)):
        core = clauses.verb_phrase(clauses.after_subject(piece[start:end]))
        if re.match(
            "(?:开展|对照|推进|制定|报送|落实|建立|完成|解决|排查|整改|召开|举办|印发|纳入|列入|组织|汇报|参与|整合|充分发挥|发挥)",
            core,
        ):
            return True
    return False


def _without_task(piece: str, verdict: Judged, span: Stretch, is_leaf: bool) -> Verdict:
    if is_leaf and span.node is not None and _heading_alone(piece, span):
        return "furniture"
    return _settled(verdict)


def _settled(verdict: Judged) -> Verdict:
    """Outside a task a demand is a call, and what tells nothing by itself is background."""
    if verdict == "plain":
        return "background"
    return "exhortation" if verdict == "task" else verdict


def _heading_alone(piece: str, span: Stretch) -> bool:
    """A heading that is a line of its own."""
    assert span.node is not None
    return piece.endswith("\n") and span.node.heading in piece and len(piece) < 50 and not re.search("[。；！]", piece)


def _in_task(verdict: Judged, heading: bool, kind: Kind) -> Verdict:
    """Inside a task: its heading belongs to it, and so does what is neither past nor a call."""
    if heading:
        return "task"
    if verdict == "plain":
        return "task" if kind in ("notice", "plan", "minutes") else "background"
    return verdict


def _parent_verdict(piece: str, verdict: Judged, span: Stretch, start: int) -> Verdict:
    """What stands above items: a heading of its own is frame, a demand is a call."""
    if span.node is not None and start == span.node.start and re.search(units.MODAL, span.node.heading):
        return "exhortation"
    if (
        span.node is not None
        and start == span.node.start
        and len(piece) < 50
        and not re.search("[；]|。.", piece.strip())
    ):
        return "furniture"
    return _settled(verdict)


def _mood_of(book: Book, span: Stretch, is_leaf: bool) -> Mood:
    lines = [line for line in span.section.split("\n") if line]
    heading = span.node.heading if span.node is not None and span.start == span.node.start else ""
    short = heading if len(heading) < 12 else ""

    def told(name: str, own: bool = True) -> bool:
        pattern = clauses.table(name)
        title = heading if name in ("why_headings", "future_sections") and len(heading) < 30 else short
        return any(pattern.search(line) for line in lines) or bool(own and title and pattern.search(title))

    future = told("future_sections")
    past = (told("past_sections") or _listed_past(book.text, span)) and not future
    framed = told("frame_sections")
    kind = book.frame.kind
    imperative = kind in ("notice", "plan", "speech", "minutes") or (
        kind in ("summary", "circular", "other") and future
    )
    if kind == "news":
        imperative = is_leaf and _reported(book.text, span)
    return Mood(imperative and not past and not framed, past, framed, told("why_headings"), future, is_leaf)


def _listed_past(text: str, span: Stretch) -> bool:
    """Items inside a paragraph that tell what was done: the sentence before the first of them says so."""
    node = span.node
    if node is None or not node.mark.inline or node.mark.kind == "要":
        return False
    first = node.parent.children[0] if node.parent is not None else node
    start = text.rfind("\n", 0, first.start) + 1
    before = [piece for piece in re.split("(?<=[。！？])", text[start : first.start]) if piece.strip()]
    while before and re.match("[一二三四五六七八九十其①-⑳(（]", before[-1]):
        before.pop()
    return bool(before) and is_done(before[-1]) and not re.search(units.MODAL, before[-1])


def _reported(text: str, span: Stretch) -> bool:
    """Whether news reports what somebody demanded: the paragraph, or the one that opened the items, says so."""
    start = text.rfind("\n", 0, span.start) + 1
    if _REPORTED.search(text[start : span.start + 40]):
        return True
    before = text[max(0, start - 400) : start]
    tail = before.strip()[-160:]
    return bool(re.search(r"(?:强调|要求|指出|提出|部署|明确)", tail)) or bool(
        re.search(r"[一二三四五六几两](?:点|个|项|方面)?(?:方面)?(?:的)?(?:要求|意见|工作|任务)[：:]", before)
    )


# ---------------------------------------------------------------- making a task


def _make_task(
    book: Book, span: Stretch, directing: list[tuple[int, int]], marks: list[tuple[int, int, Judged]], is_leaf: bool
) -> Task | None:
    text = book.text
    words = _wording(text, span, directing, is_leaf)
    if not words:
        return None
    live = _joined_spans([(max(start, span.body), end) for start, end, verdict in marks if verdict != "background"])
    lead, support = units.name_units(
        "".join(text[start:end] for start, end in live), told_only=book.frame.kind in ("speech", "news")
    )
    term = _first_term(book, live)
    for name in lead:
        book.why("lead", "主语（…要/应/须）或“由…负责、牵头”", span.start, span.end, name)
    measures = _measures(text, directing, words)
    return Task(words, tuple(measures), lead, support, term, span.path, span.start, span.end)


def _joined_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and out[-1][1] >= start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _first_term(book: Book, live: list[tuple[int, int]]) -> Deadline | None:
    for start, end in live:
        found = deadlines.find(book.text, start, end, book.days)
        if found is not None:
            term, at = found
            book.why(
                "deadline",
                "时限语法",
                at,
                at + len(term.text),
                f"“{term.text}”→{term.date or '没有写明是哪一天，不填日期'}",
            )
            return term
    return None


def _wording(text: str, span: Stretch, directing: list[tuple[int, int]], is_leaf: bool) -> str:
    """The task in the author's words: a heading that directs, or the first clause that does."""
    if is_leaf and span.node is not None:
        heading = clauses.after_subject(span.node.heading)
        if _heading_directs(heading, span):
            return shorten(heading)
    elif (topic := _topic(text, span)) is not None:
        return shorten(topic)
    for start, end in directing:
        piece = text[start:end].strip(" \n。；;！")
        if not _UNITS_ONLY.match(piece) and (words := _from_first_action(piece)):
            return shorten(words)
    start, end = directing[0]
    return shorten(clauses.after_subject(text[start:end].strip(" \n。；;！")))


def _heading_directs(heading: str, span: Stretch) -> bool:
    """Whether an item's heading says itself what is to be done; a sentence with a term or units of its own is no heading."""
    assert span.node is not None
    if clauses.table("why_headings").search(heading) or not (
        clauses.demands_action(heading) or clauses.is_soft(heading)
    ):
        return False
    if clauses.without_term(heading) != heading or _ONLY_LEADS.match(heading) or _TOGETHER.match(heading):
        return False
    runs_on = span.end - span.node.mark.end > len(span.node.heading) + 3
    return runs_on and len(clauses.split(heading, 0, len(heading))) < 4 and not units.opening_units(span.node.heading)


_SAID = re.compile(r"^[^，。：]{1,16}(?:强调|指出|要求|提出|认为)[，,：:](?:要(?!求))")


def _topic(text: str, span: Stretch) -> str | None:
    """The sentence a reported paragraph opens with, where it says what all of it is about: 会议强调,要…。要…。"""
    match = _SAID.match(text[span.start : span.end])
    if match is None:
        return None
    end = text.find("。", span.start, span.end)
    if end < 0 or end >= span.end - 2:
        return None
    words = text[span.start + match.end() : end]
    return words if len(words) <= LONGEST and not clauses.table("why_headings").search(words) else None


def _from_first_action(piece: str) -> str:
    """The first clause that demands an action, with the frame before it and without its subject."""
    frame_at: int | None = None
    spans = clauses.split(piece, 0, len(piece))
    first = next((at for at, (start, end) in enumerate(spans) if re.search(units.MODAL, piece[start:end])), 0)
    for at_clause, (start, end) in enumerate(spans):
        part = piece[start:end].strip()
        rest = _rest_of(part)
        if not rest:
            continue
        if at_clause >= first and clauses.demands_action(rest):
            at = piece.find(rest, start)
            if frame_at is not None and end - frame_at <= LONGEST:
                at = frame_at
            return piece[at:end]
        frame_at = piece.find(rest, start) if clauses.is_frame(rest) and len(rest) < 40 else None
    return ""


_ONLY_LEADS = re.compile(r"^(?:由|请由)?[^，]{0,40}?(?:牵头(?:负责)?|负责(?:牵头)?)$")
_TOGETHER = re.compile(r"^(?:主动|积极|及时)?(?:会同|协同|商)")


def _rest_of(part: str) -> str:
    """A clause without subject, modal, the units it opens with, and those it is done together with."""
    rest = clauses.after_subject(part)
    if rest == clauses.bare(part) and units.opening_units(part):
        rest = clauses.bare(units.after_opening(part))
    if _ONLY_LEADS.match(rest):
        return ""
    if _TOGETHER.match(rest):
        rest = units.after_partners(rest)
    match = re.match(r"由[^，]{2,40}?(?P<role>牵头|负责)(?=..)", rest)
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


_UNITS_BRACKET = re.compile(r"[（(][^（）()]*(?:单位|部门|负责|牵头|配合)[^（）()]*[）)]")


def _measures(text: str, directing: list[tuple[int, int]], words: str) -> list[str]:
    """Clauses that each start an action, in order; a frame joins the clause it governs, results are left out."""
    out: list[str] = []
    for start, end in directing:
        piece = _UNITS_BRACKET.sub("", text[start:end]).strip(" \n")
        frame_at: int | None = None
        for low, high in clauses.split(piece, 0, len(piece)):
            rest = _rest_of(piece[low:high].strip())
            if not rest:
                continue
            if clauses.is_frame(rest):
                frame_at = piece.find(rest, low) if frame_at is None else frame_at
                continue
            if clauses.demands_action(rest) or clauses.is_soft(rest) and len(rest) > 5:
                at = piece.find(rest, low) if frame_at is None else frame_at
                measure = piece[at:high].strip()
                if not clauses.is_result(rest) and measure not in out:
                    out.append(measure)
            frame_at = None
    return out[1:] if len(out) > 1 and out[0] == words else out


# ---------------------------------------------------------------- covering the text


def _cover(book: Book, verdicts: list[tuple[int, int, Verdict]], rows: dict[int, Verdict]) -> None:
    """Sentences without gaps: frame paragraphs are furniture, the rest as judged."""
    text, frame = book.text, book.frame
    judged = sorted(verdicts)
    at = 0
    index = 0
    for number, tag in enumerate(frame.tags):
        start = frame.starts[number]
        end = frame.starts[number + 1] if number + 1 < len(frame.tags) else len(text)
        at = start
        if tag != "body" or start in rows:
            verdict: Verdict = rows.get(start, "furniture")
            while index < len(judged) and judged[index][0] < end:
                index += 1
            _add(book, start, end, verdict)
            continue
        while index < len(judged) and judged[index][0] < end:
            low, high, verdict = judged[index]
            if low > at:
                _add(book, at, low, "background")
            _add(book, max(low, at), min(high, end), verdict)
            at = max(at, min(high, end))
            if high > end:
                break
            index += 1
        if at < end:
            if book.sentences and book.sentences[-1].end == at and text[at:end].strip() == "":
                last = book.sentences.pop()
                book.sentences.append(Sentence(last.start, end, last.verdict))
            else:
                _add(book, at, end, "background")


def _add(book: Book, start: int, end: int, verdict: Verdict) -> None:
    if end > start:
        book.sentences.append(Sentence(start, end, verdict))
