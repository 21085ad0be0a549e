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
from shuangyong.reader.stretches import Stretch, sentences_of, stretches
from shuangyong.reader.wording import UNITS_ONLY, measures, wording

_REPORTED = re.compile(r"(?:强调|要求|指出|提出|明确|议定|决定|部署|要|希望)[，,：:]?")
_LABEL_HEADING = re.compile(r"^(?:关于|听取|通报|传达|学习|审议|研究|讨论|分析|会议|议定)")


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


def find_tasks(text: str, frame: Frame, roots: list[Node], days: Days) -> Book:
    """Tasks and verdicts of one document."""
    book = Book(text, frame, days)
    table_tasks, table_rows = tables.tasks_of_tables(text, frame, roots, days)
    if frame.kind == "rules":
        table_tasks = []
    spans = stretches(text, frame, roots)
    verdicts: list[tuple[int, int, Verdict]] = []
    for span in spans:
        verdicts.extend(_judge(book, span))
    book.tasks.extend(table_tasks)
    book.tasks.sort(key=lambda task: (task.start, task.end))
    _cover(book, verdicts, table_rows)
    return book


# ---------------------------------------------------------------- judging a stretch


def _judge(book: Book, span: Stretch) -> list[tuple[int, int, Verdict]]:
    """The verdicts of a stretch's sentences; a task is entered in the book where it directs."""
    text = book.text
    is_leaf = span.node is not None and not span.node.children and span.start == span.node.start
    is_whole = is_leaf or span.whole and span.node is None
    context = _mood_of(book, span, is_leaf)
    marks: list[tuple[int, int, Judged]] = []
    for start, end in sentences_of(text, span.start, span.end):
        if book.paragraph_tag(start) not in ("body", "salutation"):
            continue
        body = max(start, span.body) if is_leaf else start
        words = text[body:end].strip(" \n")
        verdict: Judged = "task" if UNITS_ONLY.match(words) else verdict_of(words, context, book.frame.kind)
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
    if all(UNITS_ONLY.match(piece) for piece in pieces):
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
    return piece.endswith("\n") and span.heading in piece and len(piece) < 50 and not re.search("[。；！]", piece)


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
    words = wording(text, span, directing, is_leaf)
    if not words:
        return None
    live = _joined_spans([(max(start, span.body), end) for start, end, verdict in marks if verdict != "background"])
    lead, support = units.name_units(
        "".join(text[start:end] for start, end in live), told_only=book.frame.kind in ("speech", "news")
    )
    term = _first_term(book, live)
    for name in lead:
        book.why("lead", "主语（…要/应/须）或“由…负责、牵头”", span.start, span.end, name)
    return Task(words, tuple(measures(text, directing, words)), lead, support, term, span.path, span.start, span.end)


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
