"""The frame of a document: which paragraphs are title, address, signature, list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from shuangyong.reader.lines import (
    ADDRESS,
    ATTACH,
    ATTEND,
    BODY_NAME,
    BYLINE,
    CAPTION,
    COLUMN,
    CONTACT,
    CONTENTS,
    DATE,
    DATE_LINE,
    EDITORS_NOTE,
    FOOT,
    NAMES,
    NOT_HEAD,
    NUMBER,
    TITLE_END,
    WAS_HELD,
    goes_to_bodies,
    is_header_text,
    is_issuer_and_day,
    is_listed_below,
    is_row_of_names,
    makes_up_a_group,
    patterns,
)
from shuangyong.reader.modals import MODAL
from shuangyong.reader.model import Hangs, Kind
from shuangyong.reader.names import REMEMBERED, is_unit
from shuangyong.reader.paper import MARKER, Paper
from shuangyong.reader.people import BARE_NAME, NAME_LINE, is_person_line
from shuangyong.reader.secrecy import find_marking, is_marking
from shuangyong.reader.subjects import only_units
from shuangyong.reader.titles import (
    has_columns,
    is_bulletin_head,
    is_deck,
    is_letterhead,
    is_masthead,
    is_room,
    named_above,
    official_title,
    says_again,
    without_label,
    without_marks,
)

Tag = Literal[
    "body",
    "title",
    "head",
    "secrecy",
    "number",
    "date",
    "speaker",
    "salutation",
    "address",
    "signature",
    "attachment",
    "foot",
    "names",
    "members",
    "closing",
    "byline",
    "row",
    "note",
]


@dataclass(slots=True)
class Frame:
    """Paragraph tags and the fields of the contract that the frame holds."""

    tags: list[Tag]
    kind: Kind = "other"
    title: str | None = None
    origin: str | None = None
    published: date | None = None
    secrecy: str | None = None
    starts: list[int] = field(default_factory=list)
    hangs: list[Hangs] = field(default_factory=list)


def read_frame(paper: Paper) -> Frame:
    """Tag every paragraph of a paper whose title is one paragraph (`titles.join_title`), and find that title."""
    frame = Frame(["body"] * len(paper.paragraphs), hangs=paper.hangs)
    at = 0
    for text in paper.paragraphs:
        frame.starts.append(at)
        at += len(text) + 1
    _rows(paper, frame)
    head_end = _tag_head(paper, frame)
    _tag_tail(paper, frame, head_end)
    _tag_middle(paper, frame, head_end)
    return frame


def _rows(paper: Paper, frame: Frame) -> None:
    tabs = [text.count("\t") for text in paper.paragraphs]
    for at, count in enumerate(tabs):
        if paper.roles[at] == "row" or (count > 1 and paper.roles[at] == "body"):
            frame.tags[at] = "row"
    for start, end in _pairs(paper) if 1 in tabs else ():
        frame.tags[start:end] = ["row"] * (end - start)


_A_TABLE = 3
"""Lines of two cells each that are a table and no list with tabs behind its numbers."""


def _pairs(paper: Paper) -> Iterator[tuple[int, int]]:
    """Where lines of two cells follow one another."""
    start = None
    for at, text in enumerate((*paper.paragraphs, "")):
        pair = text.count("\t") == 1 and len(text.partition("\t")[0]) < _LONGEST_CELL and not MARKER.match(text)
        if pair and start is None:
            start = at
        elif not pair and start is not None:
            if at - start >= _A_TABLE:
                yield start, at
            start = None


_LONGEST_CELL = 24


def _tag_head(paper: Paper, frame: Frame) -> int:
    """Tag the head; returns the index of the first paragraph of the body."""
    noted = 0
    sure = official_title(paper.paragraphs)
    for at in range(min(14, len(paper.paragraphs))):
        if frame.tags[at] == "row":
            return at
        if frame.title is None and (at < noted or EDITORS_NOTE.match(paper.paragraphs[at])):
            noted = max(noted, at + 2 if len(paper.paragraphs[at]) < _BARE_NOTE else at + 1)
            continue  # what an editor says above the headline is text, not a title
        if frame.title is None and has_columns(paper.paragraphs, at):
            tag: Tag | None = "title"
        elif at < sure:
            tag = _plain_head(paper.paragraphs[at]) or "head"
        elif sure and at == sure:
            tag = "title"
        else:
            tag = _plain_head(paper.paragraphs[at]) or _placed_head(paper, frame, at)
        if tag is None:
            return at
        frame.tags[at] = tag
        if tag == "title":
            frame.title = without_label(without_marks(paper.paragraphs[at]))
        if tag in ("salutation", "address"):
            return at + 1
    return min(14, len(paper.paragraphs))


_BARE_NOTE, _ADDRESSED_WITHIN, _SHORT_PIECE = 8, 2, 2
"""编者按 on a line of its own: what it says is the paragraph below."""


def _plain_head(text: str) -> Tag | None:
    """Lines of a head that are known by themselves, wherever in it they stand."""
    mark = find_marking(text)
    if mark:
        beside = text.replace(mark, "").strip("【】[]（）()〔〕 ")
        return "secrecy" if is_marking(text) or not TITLE_END.search(beside) else None
    if NUMBER.fullmatch(text):
        return "number"
    if DATE_LINE.fullmatch(text):
        return "date"
    return "head" if is_header_text(text) else None


def _placed_head(paper: Paper, frame: Frame, at: int) -> Tag | None:
    """Lines of a head that are known by what stands before and after them."""
    text = paper.paragraphs[at]
    if patterns()["salutation"].fullmatch(text):
        return "salutation"
    if frame.title is None:
        if at <= _ADDRESSED_WITHIN and goes_to_bodies(text):
            return "address"  # a page that gives the title elsewhere, or nowhere
        if is_masthead(paper.paragraphs, at) or is_letterhead(paper.paragraphs, at) or is_issuer_and_day(text):
            return "head"
        if is_bulletin_head(paper.paragraphs, at) or _NUMBER_OF_IT.fullmatch(text) or is_room(paper.paragraphs, at):
            return "head"
        if paper.roles[at] == "body" and len(text) < 40 and "title" in paper.roles[at + 1 : at + 3]:
            return None if NOT_HEAD.search(text) else "head"  # a line over the headline
        return "title" if _looks_titled(text, paper, at) else None
    again = len(text) > _SHORT_PIECE and text.replace(" ", "") in frame.title or says_again(text, frame.title)
    if again or is_deck(paper.paragraphs, at):
        return "head"  # the title once more, on several lines, or what a newspaper sets below it
    if NAMES.match(text) or frame.tags[at - 1] == "names" and is_listed_below(paper.paragraphs[at - 1], text):
        return "names"
    if len(text) < 60 and BYLINE.fullmatch(text):
        return "byline"
    if len(text) < 160 and ADDRESS.fullmatch(text) and not text.endswith(("批示：", "批示:")):
        return "address"
    if _head_extra(text, paper, at):
        return "speaker" if NAME_LINE.search(text) or BARE_NAME.fullmatch(text) else "head"
    return None


_NUMBER_OF_IT = re.compile("附件\\s*[\\d一二三四五六七八九十]{0,2}\\s*[：:]?")
"""附件1, above the title of what was attached."""


def _head_extra(text: str, paper: Paper, at: int) -> bool:
    """A line between title and body: a subtitle, the speaker, the body that issued it with a date."""
    if (
        NOT_HEAD.search(text)
        or len(text) > 60
        or re.match(
            r"[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]+[章条，,、]|[（(][一二三四五六七八九十]|\d{1,2}[.．、]|[一二三]是|其一",
            text,
        )
    ):
        return False
    if DATE.search(text) and len(text) < 60:
        return not ("，" in text and text.endswith(("。", "：", "；")))
    nxt = paper.paragraphs[at + 1] if at + 1 < len(paper.paragraphs) else ""
    if re.match(r"——|—|\(|（", text):
        return True
    return (
        bool(BODY_NAME.search(text) and len(text) < 36)
        or bool(NAME_LINE.fullmatch(text) or BARE_NAME.fullmatch(text))
        and (
            bool(DATE_LINE.fullmatch(nxt))
            or bool(patterns()["salutation"].fullmatch(nxt))
            or bool(DATE.search(nxt) and len(nxt) < 40)
            or bool(_FROM_A_TAPE.fullmatch(nxt))
        )
    )


_FROM_A_TAPE = re.compile("[（(][^（）()]{0,24}(?:录音|整理|审阅|节选|摘要|根据)[^（）()]{0,24}[）)]")
"""（根据录音整理，未经本人审阅）, below whoever spoke."""


def _looks_titled(text: str, paper: Paper, at: int) -> bool:
    if paper.roles[at] == "title":
        return True
    if len(text) > 110 or text.count("。") or text[-1] in "；;，,：:" or "\t" in text:
        return False
    if len(text) > _LONG_TITLE and (_TELLS.search(text) or len(text) > _SENTENCE and len(_COMMA.findall(text)) > 1):
        return False
    if CAPTION.fullmatch(text):
        return False
    return at < _TITLE_WITHIN and _NUMBERED.match(text) is None


_LONG_TITLE, _SENTENCE = 30, 60
_COMMA = re.compile("[，,]")
_TELLS = re.compile(
    "(?:日前|近日|今天|昨日|日前已|日上午|日下午)[^，,]{0,24}(?:发出|下发|印发|召开|举行)[^，,《]{0,30}[，,]"
)
"""市双拥办日前发出通知，要求…: a first sentence whose full stop was lost."""

_TITLE_WITHIN = 8
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:、|[.．](?=[一-龥]))|[（(][一二三四五六七八九十][）)]|\d{1,2}[.．、](?!\d)|第[一1]章"
)


# ---------------------------------------------------------------- tail and middle


def _tag_tail(paper: Paper, frame: Frame, head_end: int) -> None:
    """From the end backwards: copies, contacts, attachments, date, signature."""
    at = len(paper.paragraphs) - 1
    seen_date = False
    while at >= head_end:
        text = paper.paragraphs[at]
        tag = _tail_tag(text, seen_date, frame.tags[at])
        if tag is None:
            break
        frame.tags[at] = tag
        seen_date = seen_date or tag == "date"
        at -= 1


_MONTH_LINE = re.compile(r"[（(]?20\d\d年(?:\d{1,2}月|\d{2,4})[）)]?")
_ATTACHED_PAPER = re.compile(
    r"\d{1,2}[.．、]\s?[^。；，]{0,50}(?:表|名单|清单|方案|标准|办法|样式|模板|登记表|分解表|汇总表|申报表|细则|分工|安排|回执|须知|目录|台账|说明|指南|大纲|提纲|要点|报告|计划)"
)
_CONTACT_BRACKET = re.compile(r"[（(]联系人.{0,80}[）)]")


def _tail_tag(text: str, seen_date: bool, tag: Tag) -> Tag | None:
    if tag == "row":
        return None
    if DATE_LINE.fullmatch(text) or _MONTH_LINE.fullmatch(text):
        return "date"
    if FOOT.match(text):
        return "foot"
    if ATTACH.match(text) and len(text) < 120:
        return "attachment"
    if _ATTACHED_PAPER.fullmatch(text):
        return "attachment"
    if CONTACT.fullmatch(text) or _CONTACT_BRACKET.fullmatch(text) or _SUPPLIED.fullmatch(text):
        return "note"
    if NAMES.match(text):
        return "names"
    if patterns()["closing"].fullmatch(text):
        return "closing"
    if ATTEND.fullmatch(text) and not re.search("强调|指出|要求", text) and not WAS_HELD.search(text):
        return "names"
    if BYLINE.fullmatch(text) and len(text) < 50:
        return "byline"
    if _is_signature(text, seen_date=seen_date):
        return "signature"
    return None


_SUPPLIED = re.compile("[（(][^（）()，。：:]{3,30}[ 　]?(?:供稿|提供|整理|宣)[）)]")
_NO_SIGNER = re.compile(
    r"[一二三四五六七八九十][、.．]|[（(]|[①-⑳⑴-⒛㈠-㈩]|\d{1,2}[.．、](?!\d)|[一-龥]{0,6}(?:部长|[省市县区州]长|主任|局长|主席|司令员)\s*[：:]"
    "|(?:牵头|责任|配合|协同|主责|协办|参与|协助|落实|完成)(?:责任)?(?:单位|科室|处室|股室)?[：:]"
)
"""部长：某某, below an order, is who signs it, and not the body that issues it; 责任单位：县财政局 tells of the last item who answers for it."""
_BETWEEN_NAMES = re.compile(r"[ 　、]+")


def _is_signature(text: str, *, seen_date: bool) -> bool:
    if seen_date and text[:1] in "（(" and text[-1:] in "）)" and is_unit(text[1:-1]):
        return True  # （某某烈士陵园保护所）, below the body that it belongs to
    if NOT_HEAD.search(text) or len(text) > 60 or "，" in text or _NO_SIGNER.match(text):
        return False
    if text.endswith("整理") and seen_date:
        text = text.removesuffix("整理")
    names = _BETWEEN_NAMES.split(text)
    if DATE.search(text):
        return bool(BODY_NAME.search(DATE.sub("", text).strip()))
    if seen_date and all(is_unit(name) for name in names):
        return True  # 云溪市第三中学, and its day below it
    return all(BODY_NAME.search(name) for name in names if name) or (seen_date and len(text) <= 6)


def _tag_middle(paper: Paper, frame: Frame, head_end: int) -> None:
    """Frame lines that stand inside the body: signatures before an attachment, addresses, names of an attachment."""
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "body" and len(text) < 60 and DATE_LINE.fullmatch(text):
            placed = text.startswith("时间") and "".join(paper.paragraphs[at + 1 : at + 2]).startswith("地点")
            frame.tags[at] = "body" if placed else "date"
    for at in _headlines(paper):
        if frame.tags[at] == "body":
            frame.tags[at] = "head"
    attached, minutes = False, "纪要" in (frame.title or "")
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "body":
            more: Tag | None = "members" if frame.tags[at - 1] == "members" and is_person_line(text) else None
            known = more or _known_line(text, minutes)
            frame.tags[at] = known or _placed_line(paper, frame, at, head_end, attached) or "body"
        attached = attached or frame.tags[at] == "attachment"
        if frame.tags[at] == "head" and at > head_end and _items_go_on(paper, frame, at + 1):
            frame.tags[at] = "row"  # the caption of a table inside an item, which goes on with it


def _headlines(paper: Paper) -> list[int]:
    """The lines below 本期要目 and those that say them again above each report."""
    top = next((at for at, text in enumerate(paper.paragraphs[:_EARLY]) if CONTENTS.fullmatch(text)), None)
    if top is None:
        return []
    out: list[int] = []
    for at in range(top + 1, len(paper.paragraphs)):
        again = [
            below for below in range(at + 1, len(paper.paragraphs)) if paper.paragraphs[below] == paper.paragraphs[at]
        ]
        if not again:
            break
        out += [at, again[-1]]
    return out


_EARLY = 12  # among so many paragraphs the contents of a bulletin begin


def _items_go_on(paper: Paper, frame: Frame, at: int) -> bool:
    """Whether a table begins here and a numbered item follows it."""
    below = at
    while frame.tags[below : below + 1] == ["row"]:
        below += 1
    return at < below < len(frame.tags) and frame.tags[below] == "body" and bool(_ITEM.match(paper.paragraphs[below]))


@lru_cache(maxsize=REMEMBERED)
def _known_line(text: str, minutes: bool) -> Tag | None:
    """Lines that are known by themselves; labels of names are those of `minutes`."""
    size = len(text)
    if size > 300:
        return None
    known = patterns()
    if is_marking(text):
        return "secrecy"
    if size < 30 and known["salutation"].fullmatch(text):
        return "salutation"
    if size < 60 and known["closing"].fullmatch(text):
        return "closing"
    if size < 120 and ATTACH.match(text):
        return "attachment"
    if text[0] in "【本内" and COLUMN.fullmatch(text):
        return "head"
    labelled = "：" in text or ":" in text
    if (labelled or "印" in text or text[0] in "（(") and FOOT.match(text):
        return "foot"
    if labelled and size < 120 and CONTACT.fullmatch(text):
        return "note"
    if labelled and makes_up_a_group(text):
        return "members"
    named = labelled and minutes and NAMES.match(text)
    return "names" if named or _is_attend(text) else None


_SAYS = re.compile(rf"[。！？!?；;：:，,]|{MODAL}")  # what no list of names holds
_STOPPED = re.compile("[。！？!?；;：:]")
_NAMES_A_TABLE = re.compile("(?:清单|表|安排|分工)(?:[（(].*[）)])?$")
_SUBTITLE = re.compile("[（(][^（）()。；，]{2,20}[）)]")
_ATTACHED = re.compile(r"\d{1,2}[.．、]\s?[^。；，]{3,50}")
_ITEM = re.compile(
    r"[一二三四五六七八九十](?:、|[.．](?=[一-龥]))|第[一二三四五六七八九十]+[章条]|[（(][一二三四五六七八九十]"
)


def _placed_line(paper: Paper, frame: Frame, at: int, head_end: int, attached: bool) -> Tag | None:
    """Lines that are known by what stands beside them."""
    text = paper.paragraphs[at]
    signs = at > head_end or at == head_end and frame.tags[at - 1] == "address"
    if signs and frame.tags[at + 1 : at + 2] == ["date"] and _is_signature(text, seen_date=True):
        return "signature"
    before = _tag_above(paper, frame, at)
    if before == "names" and is_person_line(text):
        return "names"
    if before in ("date", "head") and (tag := _of_a_paper_passed_on(paper, at, before)) is not None:
        return tag
    if before == "head" and _SUBTITLE.fullmatch(text) or named_above(paper.paragraphs, at):
        return "head"
    if attached and text.count("、") >= 4 and not _SAYS.search(text):
        return "names"
    if attached and is_row_of_names(text):
        return "names"
    if text.count("、") >= 2 and not _SAYS.search(text) and len(only_units(text)) > 2:
        return "names"
    if attached and len(text) < 60:
        if frame.tags[at - 1] == "attachment" and _ATTACHED.fullmatch(text):
            return "attachment"
        if not _STOPPED.search(text) and not _ITEM.match(text):
            return "head"
    if (
        frame.tags[at + 1 : at + 2] == ["row"]
        and len(text) < 50
        and _NAMES_A_TABLE.search(text)
        and not _ITEM.match(text)
    ):
        return "head"
    return "title" if at and text == frame.title else None


def _tag_above(paper: Paper, frame: Frame, at: int) -> Tag:
    """The tag of the line above; （此件主动公开） between a day and what a notice passes on parts them not."""
    if not at:
        return "body"
    open_to_all = at > 1 and frame.tags[at - 1] == "foot" and paper.paragraphs[at - 1][0] in "（("
    return frame.tags[at - 2] if open_to_all else frame.tags[at - 1]


def _of_a_paper_passed_on(paper: Paper, at: int, before: Tag) -> Tag | None:
    """The title of what a notice passes on, on one line or broken onto two, and below it whom that went to."""
    text, below = paper.paragraphs[at], "".join(paper.paragraphs[at + 1 : at + 2])
    if before == "head" and len(text) < _LONGEST_ADDRESS and ADDRESS.fullmatch(text):
        return "address"
    if NOT_HEAD.search(text) or _ITEM.match(text):
        return None
    if before == "date":
        broken = "关于" in text and "：" not in text and len(below) < _LONGEST_LINE and TITLE_END.search(below)
        return "head" if broken or len(text) < _LONGEST_TITLE and TITLE_END.search(text) else None
    ends = "关于" in paper.paragraphs[at - 1] and len(text) < _LONGEST_LINE and TITLE_END.search(text)
    return "head" if ends else None


_LONGEST_ADDRESS, _LONGEST_TITLE, _LONGEST_LINE = 160, 60, 40


def _is_attend(text: str) -> bool:
    return (
        ("参加" in text or "出席" in text or "列席" in text)
        and bool(ATTEND.fullmatch(text))
        and not WAS_HELD.search(text)
        and not re.search("强调|指出|要求|讲话|主持", text)
        and "要" not in text.replace("主要", "").replace("纪要", "").replace("需要", "")
    )
