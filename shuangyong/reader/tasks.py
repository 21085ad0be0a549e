"""Tasks: what somebody is directed to do and has not done yet, and the verdict of every sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuangyong.reader import clauses, deadlines, tables, units
from shuangyong.reader.deadlines import Days
from shuangyong.reader.frame import Frame
from shuangyong.reader.model import Kind, Reason, Sentence, Task, Verdict
from shuangyong.reader.outline import Node

LONGEST = 60
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)\"]*|\n|$)")
_CALL = re.compile(
    r"^(?:同志们|让我们|让|朋友们|各位|亲爱的)|让我们|携起手来|以实际行动|谱写|再创|再立新功|作出(?:新的|更大|应有)?.{0,12}贡献|而(?:不懈)?努力(?:奋斗)?[！。]?$|共创|再上新台阶|为.{4,40}(?:贡献|努力)[。！]?$|新篇章|新局面[。！]|新辉煌"
)
_REPORTED = re.compile(r"(?:强调|要求|指出|提出|明确|议定|决定|部署|要|希望)[，,：:]?")
_THANKS = re.compile(r"^(?:.{0,30})(?:表示(?:衷心|热烈|诚挚|崇高|最)|致以|谨代表|谢谢|感谢大家)")
_LEAD_IN = re.compile(r"(?:下面|接下来|借此机会|在此|这里)[，,]?(?:我)?(?:再)?(?:就|讲|谈|作|强调|提).{0,40}(?:[点个条]|方面)?.{0,12}[：:。]?$|^我.{0,4}(?:讲|谈|作).{0,8}[点个条].{0,12}[：:。]$|(?:现|特)(?:将|就).{0,60}(?:如下|通知如下|通报如下)|(?:作|制定|提出)(?:如下|以下).{0,20}[：:]$|(?:议定|明确|研究|决定)(?:了)?(?:如下|以下).{0,16}[：:。]$|(?:通知|通报|报告|汇报|纪要|总结)如下[：:。]?$|^为.{4,160}(?:制定本|特制定|制定如下)")
_NOT_TASK = re.compile(r"^(?:请|望)?(?:各.{0,20})?(?:请)?(?:认真)?(?:结合实际)?(?:认真)?(?:抓好)?(?:贯彻|遵照|组织)(?:落实|执行|实施)")
_RULE_SELF = re.compile(r"^本(?:方案|办法|通知|制度|意见|细则|规定|要点|计划|标准).{0,12}(?:自|由|为|所称|适用|未尽|有效期|解释)")


@dataclass(slots=True)
class Book:
    """What the reader gathers: tasks, verdicts and reasons."""

    text: str
    frame: Frame
    days: Days
    tasks: list[Task] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

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
            if tag == "body" and stop > at and text[at:stop].strip():
                owner = _owner(nodes, at, start)
                whole = at == start and stop == end
                heading = owner is not None and owner.start >= start
                out.append(Stretch(at, stop, at if not heading else owner.mark.end, _path_of(owner), None if whole and not heading else owner, _sections(owner)))  # type: ignore[union-attr]
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
    text = book.text
    pieces = _sentences_of(text, span.start, span.end)
    is_leaf = span.node is not None and not span.node.children and span.start == span.node.start
    is_whole = is_leaf or span.node is None
    heads = _mood_context(book, span)
    marks: list[tuple[int, int, Verdict]] = []
    directing: list[tuple[int, int]] = []
    for start, end in pieces:
        body = max(start, span.body) if is_leaf else start
        verdict = _verdict(text[body:end].strip(" \n"), heads, book.frame.kind, is_leaf and start <= span.body < end)
        marks.append((start, end, verdict))
        if verdict == "task":
            directing.append((body, end))
    if not is_whole:
        return [(start, end, _parent_verdict(text[start:end], verdict, span)) for start, end, verdict in marks]
    if not directing or not _checkable(book, span, directing, heads):
        return [(start, end, "exhortation" if verdict == "task" else verdict) for start, end, verdict in marks]
    task = _make_task(book, span, directing, is_leaf)
    if task is None:
        return [(start, end, "exhortation" if verdict == "task" else verdict) for start, end, verdict in marks]
    book.tasks.append(task)
    book.why("tasks", "叶项" if is_leaf else "独立段落", span.start, span.end, f"有指向今后的要求：{text[directing[0][0]:directing[0][1]].strip()[:30]}")
    return [(start, end, "task" if is_leaf and start <= span.body < end and verdict == "exhortation" else verdict) for start, end, verdict in marks]


def _parent_verdict(piece: str, verdict: Verdict, span: Stretch) -> Verdict:
    """A heading above other items: framing when it stands alone, a call when it directs."""
    alone = span.node is not None and span.start == span.node.start and not re.search("[。；]", piece.strip())
    if alone and len(piece) < 45:
        return "furniture"
    return "exhortation" if verdict == "task" else verdict


@dataclass(slots=True)
class Mood:
    """Whether bare imperatives direct here, and whether the section tells of the past or only frames."""

    imperative: bool
    past: bool
    frame: bool
    why: bool


def _mood_context(book: Book, span: Stretch) -> Mood:
    section = span.section
    own = span.node.heading if span.node is not None and span.start == span.node.start else ""
    lines = [line for line in section.split("\n") if line]
    future = any(clauses.table("future_section").search(line) for line in lines) or bool(clauses.table("future_section").search(own[:24]))
    past = not future and (any(clauses.table("past_section").search(line) for line in lines) or bool(own and len(own) < 24 and clauses.table("past_section").search(own)))
    framed = any(clauses.table("frame_section").search(line) for line in lines) or bool(own and len(own) < 16 and clauses.table("frame_section").search(own))
    why = bool(own and clauses.table("why").search(own)) or any(clauses.table("why").search(line) for line in lines)
    kind = book.frame.kind
    imperative = kind in ("notice", "plan", "speech", "minutes") or (kind in ("summary", "circular", "other") and future)
    if kind == "news":
        imperative = _reported(book.text, span)
    return Mood(imperative and not past and not framed, past, framed, why)


def _reported(text: str, span: Stretch) -> bool:
    """Whether news reports what somebody demanded: the paragraph, or the one that opened the items, says so."""
    start = text.rfind("\n", 0, span.start) + 1
    opening = text[start : span.start + 40]
    if _REPORTED.search(opening):
        return True
    before = text[max(0, start - 400) : start]
    return bool(re.search(r"(?:强调|要求|指出|提出)[^。]{0,60}(?:[：:]|。)\s*$", before.strip()[-120:])) or bool(span.node is not None and re.search(r"(?:三|四|两|几|五)(?:点|个|项|方面)?(?:要求|意见|方面的工作|工作)[：:]", before))


def _verdict(sentence: str, mood: Mood, kind: Kind, opens_leaf: bool) -> Verdict:
    if not sentence:
        return "furniture"
    if kind == "rules":
        return "background"
    if _LEAD_IN.search(sentence) or _RULE_SELF.match(sentence):
        return "background"
    if _THANKS.search(sentence) and "要" not in sentence[-40:]:
        return "furniture" if len(sentence) < 120 else "background"
    modal = clauses.has_modal(sentence)
    done = clauses.is_done(sentence)
    if _NOT_TASK.match(sentence):
        return "exhortation"
    if _CALL.search(sentence) and not _names_a_unit(sentence):
        return "exhortation"
    if mood.past:
        return "background" if not (modal and _names_a_unit(sentence)) else "task"
    if mood.frame:
        return "background" if not modal else "exhortation"
    if modal and not _only_attitude(sentence):
        return "background" if done and not _directs_after(sentence) else "task"
    if modal:
        return "exhortation"
    if done:
        return "background"
    if mood.imperative and _imperative(sentence, opens_leaf):
        return "task"
    return "background"


def _names_a_unit(sentence: str) -> bool:
    match = re.search(units.MODAL, sentence)
    return bool(match and units.subject_before(sentence, 0, match.start()))


def _directs_after(sentence: str) -> bool:
    return bool(re.search(r"(?:要|应当|必须|务必|须)(?!求)", sentence)) and not re.match(r"^(?:去年|近年来|一年来|过去)", sentence) and not re.search(r"总书记(?:强调|指出|要求)", sentence)


def _only_attitude(sentence: str) -> bool:
    """Whether nothing that a sentence demands could be checked."""
    parts = [clauses.bare(part) for part in re.split("[，,；;：:]", sentence.rstrip("。！"))]
    parts = [part for part in (_after_modal(part) for part in parts) if part]
    demanding = [part for part in parts if clauses.opens_action(part) or clauses.is_soft(part)]
    return bool(demanding) and all(clauses.is_soft(part) for part in demanding)


def _after_modal(part: str) -> str:
    match = re.search(units.MODAL, part)
    return clauses.bare(part[match.end() :]) if match else part


def _imperative(sentence: str, opens_leaf: bool) -> bool:
    """A sentence whose first clause, or one after its frame, opens with a verb or names who is to act."""
    for index, part in enumerate(re.split("[，,；;]", sentence.rstrip("。"))):
        part = clauses.without_term(clauses.bare(part))
        if clauses.opens_action(part):
            return True
        if re.search("由.{2,30}(?:牵头|负责|组织)|负责|牵头", part):
            return True
        if index == 0 and (opens_leaf or any(True for _ in units._bare_subjects(part))):
            continue
        if index >= 2 and not clauses.is_frame(part):
            return False
    return False


def _checkable(book: Book, span: Stretch, directing: list[tuple[int, int]], mood: Mood) -> bool:
    """Whether anything demanded could be checked; a heading on importance needs more than calls below it."""
    text = book.text
    if mood.frame:
        return False
    if not mood.why:
        return True
    for start, end in directing:
        if re.search(units.MODAL, text[start:end]) is None:
            continue
        for part in re.split("[，,；;：:]", text[max(start, span.body) : end]):
            part = _after_modal(clauses.bare(part))
            if re.match("(?:扎实|认真|深入|广泛|积极|全面)?(?:开展|对照|推进|制定|报送|落实|建立|完成|解决|排查|整改|召开|举办|印发)", part):
                return True
        if _names_a_unit(text[start:end]) and not _only_attitude(text[start:end]):
            return True
    return False


# ---------------------------------------------------------------- making a task


def _make_task(book: Book, span: Stretch, directing: list[tuple[int, int]], is_leaf: bool) -> Task | None:
    text = book.text
    lead, support = units.name_units(text, span.body if is_leaf else span.start, span.end)
    term = deadlines.find(text, span.body if is_leaf else span.start, span.end, book.days)
    words = _wording(text, span, directing, is_leaf)
    if not words:
        return None
    measures = _measures(text, directing, words, span)
    if term is not None:
        book.why("deadline", "时限语法", term[1], term[1] + len(term[0].text), f"“{term[0].text}”→{term[0].date or '没有写明日子，不填日期'}")
    for name in lead:
        book.why("lead", "主语或“由…负责、牵头”", span.start, span.end, name)
    return Task(words, tuple(measures), lead, support, term[0] if term else None, span.path, span.start, span.end)


def _wording(text: str, span: Stretch, directing: list[tuple[int, int]], is_leaf: bool) -> str:
    """The task in the author's words: a heading that directs, or the first clauses that do."""
    if is_leaf and span.node is not None:
        heading = _trimmed(span.node.heading)
        first_end = text.find("。", span.body, span.end)
        runs_in = first_end >= 0 or "\n" in text[span.body : span.end]
        if clauses.opens_action(heading) and not clauses.table("why").search(heading) and (runs_in or True):
            return _shorten(heading)
    for start, end in directing:
        piece = text[start:end].strip(" \n。；;！")
        words = _demanded(piece)
        if words and not (is_leaf and span.node is not None and words == span.node.heading and not clauses.opens_action(words)):
            return _shorten(words)
    start, end = directing[0]
    return _shorten(_trimmed(text[start:end].strip(" \n。；;！")))


def _trimmed(words: str) -> str:
    """Words without subject and modal: 区双拥办要尽快抽调人员 gives 尽快抽调人员."""
    match = re.search(units.MODAL, words)
    while match is not None and match.end() < len(words):
        subject = units.subject_before(words, 0, match.start())
        if not subject and match.start() > 2 and not re.fullmatch(r".*[，,：:]", words[: match.start()]):
            break
        if match.group() in ("负责", "牵头", "会同", "不得", "严禁") and match.start() == 0:
            break
        if match.group() == "会同":
            break
        words = words[match.end() :]
        break
    return clauses.bare(words.strip("，,：: "))


def _demanded(piece: str) -> str:
    """From the first clause that opens an action (after subject and modal) to the end of the sentence."""
    spans = clauses.split(piece, 0, len(piece))
    for at, (start, end) in enumerate(spans):
        part = piece[start:end]
        core = _trimmed(part)
        core = re.sub(r"^(?:请|由)?[^，]{2,40}?(?:牵头|负责)(?:，|,)?", "", core) if re.match("由|请由", core) else core
        if not core:
            continue
        if clauses.opens_action(clauses.without_term(core)) or clauses.is_frame(core) and at + 1 < len(spans):
            offset = piece.find(core, start)
            stop = len(piece)
            colon = piece.find("；", offset)
            if colon > 0:
                stop = colon
            return piece[offset:stop]
    return ""


def _shorten(words: str) -> str:
    words = words.strip("，,；;：:。 ")
    if len(words) <= LONGEST:
        return words
    cut = max(words.rfind("，", 0, LONGEST + 1), words.rfind(",", 0, LONGEST + 1), words.rfind("；", 0, LONGEST + 1))
    return words[:cut] if cut > 8 else words[:LONGEST]


def _measures(text: str, directing: list[tuple[int, int]], words: str, span: Stretch) -> list[str]:
    """Clauses that each start an action, in order; frames join the clause they govern, results are left out."""
    out: list[str] = []
    for start, end in directing:
        pending = ""
        for low, high in clauses.split(text, start, end):
            part = _trimmed(re.sub(r"[（(][^（）()]*(?:单位|部门|负责|牵头|配合)[^（）()]*[）)]", "", text[low:high]).strip(" \n"))
            if not part:
                continue
            if pending:
                part = text[text.find(pending, start) : high].strip(" \n") if text.find(pending, start) >= 0 else part
                pending = ""
            elif clauses.is_frame(part) and not clauses.opens_action(part):
                pending = part
                continue
            if clauses.is_result(part) or clauses.is_soft(part) and len(part) < 6:
                continue
            if not (clauses.opens_action(clauses.without_term(part)) or clauses.is_frame(part)):
                continue
            if part not in out:
                out.append(part)
    if len(out) > 1 and span.node is not None and out[0] == words:
        out = out[1:]
    if out == [words] and len(words) < 12:
        return []
    return out


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
