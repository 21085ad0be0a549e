"""Why a document was read as it was: one reason for each decision, in order of its place.

Tasks and terms note their reasons while they are made; what can be told from the result is told here and in
`why_tasks`, so that reading pays nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuangyong.reader import clauses, modals, verbs
from shuangyong.reader.lines import DATE, parse_date
from shuangyong.reader.model import Document, Item, Meeting, Reason, Sentence
from shuangyong.reader.why_tasks import tasks_told

_MODAL = re.compile(modals.MODAL)
_KIND_ENDS = {
    "notice": "通知", "circular": "通报", "minutes": "纪要", "speech": "讲话、发言、致辞一类",
    "plan": "方案、要点、计划、分解表一类", "summary": "总结、报告、汇报一类", "rules": "办法、制度、条例一类",
}  # fmt: skip


def explain(document: Document) -> tuple[Reason, ...]:
    """Why each decision about a document was taken, in order of its place."""
    found = [
        *_repairs(document),
        *_fields(document),
        *_outline(document.outline),
        *_sentences(document),
        *tasks_told(document),
    ]
    return tuple(sorted(found, key=lambda reason: (reason.start, reason.end, reason.about)))


def _at(document: Document, words: str | None) -> tuple[int, int]:
    """Where words stand in the text; nowhere is its beginning."""
    at = document.text.find(words) if words else -1
    return (at, at + len(words or "")) if at >= 0 else (0, 0)


def _repairs(document: Document) -> Iterator[Reason]:
    for start, end, was in document.filled:
        yield Reason("repairs", "恢复遮盖的字", start, end, f"文件上是“{was}”，双拥用语里只有一种合得上")
    for line in document.removed:
        yield Reason("repairs", "删去的一行", 0, 0, f"不是正文：{line}")


def _fields(document: Document) -> Iterator[Reason]:
    title = _at(document, document.title)
    if document.title is not None:
        yield Reason(
            "title",
            "文首（或重复出现的）标题行",
            *title,
            "正文之前、不成句的一行" if title[0] == 0 else "正文之间重复出现，只留第一处",
        )
    ends = _KIND_ENDS.get(document.kind)
    if ends is not None and document.title is not None:
        yield Reason("kind", "看标题的结尾", *title, f"标题以“{ends}”结尾")
    elif document.kind == "news":
        yield Reason("kind", "看正文和网页信息", *title, "标题不是公文标题，正文报道会议或活动，或带有来源、编辑")
    elif document.kind == "other":
        yield Reason("kind", "看标题的结尾", *title, "标题的结尾不说明文种，正文也不像报道：算作其他")
    yield from _published(document)
    yield from _origin(document)
    if document.secrecy is not None:
        yield Reason("secrecy", "密级标志", *_at(document, document.secrecy), "单独成行或标在首行、标题末尾的标志")
    if document.meeting is not None:
        yield from _meeting(document, document.meeting)
    for about, rule, found in (
        ("goals", "创建、保持的称号或者写明的指标", document.goals),
        ("references", "书名号里的文件", document.references),
    ):
        for words in found:
            yield Reason(about, rule, *_at(document, words), words)


_ROLES = (
    ("chair", "“主持”所说的人"),
    ("speakers", "“讲话、指出、强调、要求”所说的人，或者讲话稿的署名"),
    ("attendees", "“出席、参加、陪同”所说的人"),
)


def _meeting(document: Document, meeting: Meeting) -> Iterator[Reason]:
    if meeting.name:
        rule = "“召开…会议”、标题或“时间、主持”等标签"
        yield Reason("meeting", rule, *_at(document, meeting.name), meeting.name)
    if meeting.date:
        yield Reason("meeting", "会议日期", 0, 0, f"{meeting.date}：题下、“时间”一栏或者报道里写明的开会那天")
    for role, rule in _ROLES:
        for person in getattr(meeting, role):
            posts = f"（{'、'.join(person.posts)}）" if person.posts else ""
            yield Reason("meeting", rule, *_at(document, person.name), f"{person.name}{posts}")


def _published(document: Document) -> Iterator[Reason]:
    if document.published is None:
        yield Reason("published", "没有写明", 0, 0, "题下、落款和网页信息里都没有完整的年月日")
        return
    for match in DATE.finditer(document.text):
        day = parse_date(match.group())
        if day is not None and day.isoformat() == document.published:
            where = "题下日期" if match.start() < len(document.text) // 3 else "落款日期"
            yield Reason("published", where, match.start(), match.end(), match.group())
            return
    yield Reason("published", "网页信息栏", 0, 0, "取自删去的“来源、发布时间”一行")


def _origin(document: Document) -> Iterator[Reason]:
    if document.origin is None:
        return
    for body in document.origin.split("、"):  # two that sign together
        start, end = _at(document, body)
        if end == 0:
            yield Reason("origin", "网页信息栏", 0, 0, f"{body}：取自删去的“来源”一行")
        else:
            in_title = document.title is not None and body in document.title
            yield Reason("origin", "标题里的发文机关" if in_title else "落款或版头的机关", start, end, body)


def _outline(items: tuple[Item, ...]) -> Iterator[Reason]:
    for item in items:
        said = f"第{item.level}层" + ("，下面还有编号" if item.children else "")
        yield Reason("outline", "编号", item.start, item.start + len(item.number), said)
        yield from _outline(item.children)


def _sentences(document: Document) -> Iterator[Reason]:
    for sentence in document.sentences:
        words = document.text[sentence.start : sentence.end]
        if words.strip():
            yield Reason("sentences", _RULES[sentence.verdict], sentence.start, sentence.end, _said(sentence, words))


_RULES = {
    "task": "任务：指向今后、做没做能查",
    "exhortation": "号召：没有能查的事",
    "background": "背景：情况、做过的事或意义",
    "furniture": "格式：标题、称呼、落款、名单",
}


def _said(sentence: Sentence, words: str) -> str:
    told = clauses.without_quotes(words)
    match = _MODAL.search(told)
    if sentence.verdict == "task":
        return f"有“{match.group()}”" if match else "祈使句，或属于任务的标题、单位和说明"
    if sentence.verdict == "exhortation":
        return f"有“{match.group()}”，但只要求态度" if match else "号召、祝愿或总的要求"
    if sentence.verdict == "background":
        past = verbs.past_words().search(told)
        return f"有“{past.group()}”" if past else "没有要求谁去做什么"
    return ""
