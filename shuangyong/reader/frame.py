"""The frame of a document: which paragraphs are title, address, signature, list of names; and the fields they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from shuangyong.reader.layout import Paper
from shuangyong.reader.model import Kind
from shuangyong.reader.outline import value_of
from shuangyong.reader.people import BARE_NAME, NAME_LINE
from shuangyong.reader.terms import load

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
    "closing",
    "byline",
    "row",
    "note",
]

DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[年\-－/.]\s*(?P<m>\d{1,2})\s*[月\-－/.]\s*(?P<d>\d{1,2})\s*日?|(?P<cy>二[〇○零Ｏ0]\S\S)年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
)
_NUMBER = re.compile(r"[^，。、；]{0,24}[〔\[【（(﹝]\s*20\d\d\s*[〕\]】）)﹞]\s*第?\s*\d+\s*[号次期](?:[ 　].{0,30})?")
_DATE_LINE = re.compile(
    rf"[（(]?(?:发布时间|日期|时间)?[：:]?\s*(?:{DATE.pattern})\s*(?:印发|通过|修订)?[）)]?(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?".replace(
        "?P<", "?:<"
    )
    .replace("?:<y>", "?:")
    .replace("?:<m>", "?:")
    .replace("?:<d>", "?:")
    .replace("?:<cy>", "?:")
    .replace("?:<cm>", "?:")
    .replace("?:<cd>", "?:")
)
_TITLE_END = re.compile(
    r"(?:通知|通报|讲话|讲话提纲|讲话稿|致辞|发言|纪要|方案|要点|计划|安排|规划|总结|报告|汇报|办法|制度|条例|规定|细则|规则|意见|决定|公告|通告|函|慰问信|公开信|倡议书|感谢信|贺信|喜报|清单|任务分解表|分解表|预案|提纲|讲稿|实录|章程|守则|规程|标准|须知|说明|简报|专报|信息|决议|命令|请示|批复|议案|公报|承诺书|责任书|协议书?|台账|一览表|总结材料|材料|通稿|纪实)(?:[（(].{1,24}[）)])?$"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"通知(?:[（(].{1,16}[）)])?$")),
    ("circular", re.compile(r"(?:通报|督查专报)(?:[（(].{1,16}[）)])?$")),
    ("minutes", re.compile(r"(?:会议)?纪要(?:[（(].{1,16}[）)])?$")),
    (
        "speech",
        re.compile(r"(?:讲话|讲话提纲|讲话稿|讲稿|发言|发言稿|发言提纲|致辞|动员令|表态发言)(?:[（(].{1,24}[）)])?$"),
    ),
    ("summary", re.compile(r"总结(?:和|及|暨|与|、).{0,24}(?:计划|打算|安排|要点|思路)$")),
    (
        "plan",
        re.compile(
            r"(?:方案|要点|计划|工作安排|安排意见|规划|预案|任务分解表|分解表|安排|任务清单|责任清单|重点任务|任务书)(?:[（(].{1,24}[）)])?$"
        ),
    ),
    (
        "summary",
        re.compile(
            r"(?:总结|自查报告|工作报告|报告|汇报|情况汇报|小结|总结材料|汇报材料|自评报告|述职报告|情况)(?:[（(].{1,24}[）)])?$"
        ),
    ),
    ("rules", re.compile(r"(?:办法|制度|条例|规定|细则|规则|章程|守则|规程|准则)(?:[（(].{1,24}[）)])?$")),
    (
        "other",
        re.compile(
            r"(?:慰问信|公开信|倡议书|感谢信|贺信|喜报|公告|通告|函|意见|决定|请示|批复|承诺书|责任书|协议书?|标准|须知|说明|简报|命令|决议|议案|公报)(?:[（(].{1,24}[）)])?$"
        ),
    ),
)
_ADDRESS = re.compile(
    r"(?:各|市|县|区|州|省|本|局|驻|机关|全体|有关|致|亲爱|尊敬|广大|[一-龥]{2,8}(?:县|市|区|州|省|镇|局|委|部|办|厅))[^。；！？!?]{0,120}[：:]"
)
_FOOT = re.compile(
    r"(?:抄\s*送|抄\s*报|分\s*送|主\s*送|发\s*送|报\s*送|印\s*发|打\s*字|校\s*对|承办单位)\s*[：:]|.{2,40}[ 　]*(?:20\d\d)年\d{1,2}月\d{1,2}日\s*印发|[（(](?:此件|信息公开|公开方式|此文).{0,20}[）)]|共印\d+份|主题词[：:]"
)
_NAMES = re.compile(
    r"(?:出\s*席|列\s*席|缺\s*席|请\s*假|参\s*加|主\s*持|主\s*持\s*人|记\s*录|记\s*录\s*人|参会|参加单位|参会单位|参会人员|出席人员|列席人员|参加人员|缺席人员|与会人员|时\s*间|地\s*点|会议时间|会议地点|会议主持|议\s*题|汇报人|整理|审\s*签|审\s*核|签\s*发|签发人|题|议程)(?:人员|单位|人|同志)?\s*[：:]"
)
_ATTEND = re.compile(
    r"[^。；]{2,400}(?:参加|出席|列席|参加了|出席了)(?:本次|此次|这次)?(?:上述)?(?:会议|活动|座谈|座谈会|仪式|大会|推进会|调研)(?:[^，。；]{0,8})[。.]?"
)
_ATTACH = re.compile(
    r"附\s*件\s*(?:\d{0,2}|[一二三四五六七八九十]{0,2})\s*(?:[：:.．、]|$)|附\s*[：:]|附表\s*\d*\s*[：:]?$"
)
_BYLINE = re.compile(
    r"[（(]?(?:本报|本网|本台)?(?:讯[ 　]|记者|通讯员|特约记者|实习记者|见习记者|作者|撰稿|供稿|文/|图/|摄影|摄)[^。！？；]{0,50}[）)]?|.{0,12}(?:融媒体中心|报社|日报|电视台)?\s*(?:记者|通讯员)\s*[:：]?\s*[^，。]{2,20}"
)
_CONTACT = re.compile(
    r"[（(]?(?:联\s*系\s*人|联系电话|联系方式|电\s*话|传\s*真|邮\s*箱|电子邮箱|地\s*址|咨询电话|监督电话|举报电话|报送邮箱)\s*(?:[及和].{1,8})?[：:].{0,100}"
)
_NOT_HEAD = re.compile(r"[。！？!?；;]")
_BODY_NAME = re.compile(
    r"(?:办公室|委员会|领导小组|人民政府|办事处|局|厅|部|委|处|中心|站|军分区|警备区|人武部|武装部|县委|市委|区委|省委|州委|党委|党工委|政府|指挥部|联席会议|人民法院|总会|协会|委员会办公室|支队|大队|学校|学院|医院|公司|社区|村委会|居委会)$"
)


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


def parse_date(text: str) -> date | None:
    """The first whole date in a text, in figures or in characters."""
    match = DATE.search(text)
    if match is None:
        return None
    try:
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        year = 2000 + 10 * _figure(match["cy"][2]) + _figure(match["cy"][3])
        return date(year, value_of(match["cm"]), value_of(match["cd"]))
    except ValueError:
        return None


def _figure(char: str) -> int:
    return "〇一二三四五六七八九".find(char) if char not in "○零Ｏ0" else 0


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load()["furniture"]
    return {name: re.compile(table[name]) for name in ("secrecy", "salutation", "closing")}


def read_frame(paper: Paper) -> Frame:
    """Tag every paragraph and take the fields out; joins a title's lines in `paper` in place."""
    _join_title(paper)
    frame = Frame(["body"] * len(paper.paragraphs))
    at = 0
    for text in paper.paragraphs:
        frame.starts.append(at)
        at += len(text) + 1
    _rows(paper, frame)
    head_end = _tag_head(paper, frame)
    _tag_tail(paper, frame, head_end)
    _tag_middle(paper, frame, head_end)
    _choose_kind(paper, frame)
    _choose_date(paper, frame)
    _choose_origin(paper, frame)
    return frame


def _rows(paper: Paper, frame: Frame) -> None:
    for at, text in enumerate(paper.paragraphs):
        if paper.roles[at] == "row" or text.count("\t") >= 1 and paper.roles[at] == "body" and text.count("\t") >= 2:
            frame.tags[at] = "row"


# ---------------------------------------------------------------- head


def _is_header_text(text: str) -> bool:
    """The red heading of an official paper: 某某文件, a number of its own, urgency."""
    return bool(
        re.fullmatch(
            r".{2,40}文\s*件|(?:特\s*急|加\s*急|平\s*急|紧急|急件)|\d{6}|.{0,20}(?:内部明电|工作简报|简报|专报)|第\s*\d+\s*期|签发人[：:].{2,10}|[（(]?(?:第?[一二三四五六七八九十\d]+号|代拟稿|征求意见稿|讨论稿|草案|试行|审议稿|送审稿)[）)]?",
            text,
        )
    )


def _join_title(paper: Paper) -> None:
    """Lines of a title that the page broke become one paragraph (counted as wrap)."""
    limit = min(8, len(paper.paragraphs))
    for at in range(limit):
        if not _starts_title(paper.paragraphs[at]) or paper.roles[at] in ("row",):
            if _NOT_HEAD.search(paper.paragraphs[at]) and len(paper.paragraphs[at]) > 40:
                return
            continue
        size = _title_lines(paper, at)
        if size > 1:
            joined = "".join(paper.paragraphs[at : at + size])
            paper.paragraphs[at : at + size] = [joined]
            paper.roles[at : at + size] = ["title"]
            paper.counts["wrap"] += size - 1
        return


def _starts_title(text: str) -> bool:
    if _NOT_HEAD.search(text) or text[-1] in "：:，,、" and len(text) < 6 or "\t" in text:
        return False
    if (
        _is_header_text(text)
        or _NUMBER.fullmatch(text)
        or _patterns()["secrecy"].fullmatch(text)
        or _DATE_LINE.fullmatch(text)
    ):
        return False
    return len(text) <= 70 and not _ADDRESS.fullmatch(text)


def _title_lines(paper: Paper, at: int) -> int:
    """How many paragraphs from `at` make the title: up to the one that closes it (通知, 方案, 讲话)."""
    if _TITLE_END.search(paper.paragraphs[at]) and not _only_part(paper.paragraphs, at):
        return 2 if _goes_on(paper, at) else 1
    for size in range(2, 5):
        if at + size > len(paper.paragraphs):
            return 1
        piece = paper.paragraphs[at + size - 1]
        if (
            not _starts_title(piece)
            or _DATE_LINE.fullmatch(piece)
            or len(piece) > 40
            or re.match(r"[一二三四五六七八九十]、|第一|（一）|\(一\)|\d[.．、]", piece)
        ):
            return 1
        joined = "".join(paper.paragraphs[at : at + size])
        if _TITLE_END.search(joined) and len(joined) <= 110:
            first = paper.paragraphs[at]
            if (
                piece.startswith("关于")
                or first.endswith(("关于", "印发", "转发", "的"))
                or "关于" in joined
                or _BODY_NAME.search(first)
                or first.startswith(("在", "关于"))
            ):
                return size
            return size if raw_breaks(first) else 1
    return 1


def _goes_on(paper: Paper, at: int) -> bool:
    """A title whose first line happens to end in a title's last word: 关于…标准 | 化建设三年行动计划."""
    if at + 1 >= len(paper.paragraphs):
        return False
    first, second = paper.paragraphs[at], paper.paragraphs[at + 1]
    return (
        "关于" in first
        and not re.search(r"(?:通知|通报|方案|意见|讲话|纪要)$", first)
        and _starts_title(second)
        and bool(_TITLE_END.search(second))
        and len(first) > 14
        and not re.match(r"[（(—《]", second)
    )


def raw_breaks(first: str) -> bool:
    """A line that stops in the middle of a phrase."""
    return first.endswith(("和", "及", "与", "暨", "的", "、", "》", "创建", "工作", "年度"))


def _only_part(paragraphs: list[str], at: int) -> bool:
    """A first line such as 关于印发《…方案》 whose rest stands on the next."""
    text = paragraphs[at]
    return text.count("《") > text.count("》") or (
        text.endswith(("方案", "办法", "意见", "要点", "计划"))
        and text.count("《") > 0
        and not text.endswith("》")
        and text.count("《") > text.count("》")
    )


def _tag_head(paper: Paper, frame: Frame) -> int:
    """Tag the head; returns the index of the first paragraph of the body."""
    patterns = _patterns()
    titled = False
    for at, text in enumerate(paper.paragraphs[:14]):
        if frame.tags[at] == "row":
            return at
        if patterns["secrecy"].fullmatch(text):
            frame.tags[at] = "secrecy"
        elif _NUMBER.fullmatch(text):
            frame.tags[at] = "number"
        elif _DATE_LINE.fullmatch(text):
            frame.tags[at] = "date"
        elif _is_header_text(text):
            frame.tags[at] = "head"
        elif titled and _NAMES.match(text):
            frame.tags[at] = "names"
        elif _BYLINE.fullmatch(text) and len(text) < 60 and titled:
            frame.tags[at] = "byline"
        elif patterns["salutation"].fullmatch(text):
            frame.tags[at] = "salutation"
            return at + 1
        elif titled and _ADDRESS.fullmatch(text) and len(text) < 160:
            frame.tags[at] = "address"
            return at + 1
        elif not titled and _is_letterhead(paper, at):
            frame.tags[at] = "head"
        elif not titled and _looks_titled(text, paper, at):
            frame.tags[at] = "title"
            frame.title = text
            titled = True
        elif titled and _head_extra(text, paper, at):
            frame.tags[at] = "speaker" if NAME_LINE.search(text) or BARE_NAME.fullmatch(text) else "head"
        else:
            return at
    return min(14, len(paper.paragraphs))


def _head_extra(text: str, paper: Paper, at: int) -> bool:
    """A line between title and body: a subtitle, the speaker, the body that issued it with a date."""
    if (
        _NOT_HEAD.search(text)
        or len(text) > 60
        or re.match(
            r"[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]+[章条，,、]|[（(][一二三四五六七八九十]|\d{1,2}[.．、]|[一二三]是|其一",
            text,
        )
    ):
        return False
    if DATE.search(text) and len(text) < 60:
        return True
    nxt = paper.paragraphs[at + 1] if at + 1 < len(paper.paragraphs) else ""
    if re.match(r"——|—|\(|（", text):
        return True
    return (
        bool(_BODY_NAME.search(text) and len(text) < 36)
        or bool(NAME_LINE.fullmatch(text) or BARE_NAME.fullmatch(text))
        and (
            bool(_DATE_LINE.fullmatch(nxt))
            or bool(_patterns()["salutation"].fullmatch(nxt))
            or bool(DATE.search(nxt) and len(nxt) < 40)
        )
    )


def _looks_titled(text: str, paper: Paper, at: int) -> bool:
    if paper.roles[at] == "title":
        return True
    if len(text) > 110 or text.count("。") or text[-1] in "；;，,：:" or "\t" in text:
        return False
    if re.match(r"[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十][）)]|\d{1,2}[.．、](?!\d)", text):
        return False
    return at < 6


def _is_letterhead(paper: Paper, at: int) -> bool:
    """The issuing body on a line of its own above number or title."""
    following = paper.paragraphs[at + 1] if at + 1 < len(paper.paragraphs) else ""
    return bool(_BODY_NAME.search(paper.paragraphs[at])) and bool(
        _NUMBER.fullmatch(following) or _TITLE_END.search(following)
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


def _tail_tag(text: str, seen_date: bool, tag: Tag) -> Tag | None:
    if tag == "row":
        return None
    if _DATE_LINE.fullmatch(text) or re.fullmatch(r"[（(]?20\d\d年\d{1,2}月[）)]?", text):
        return "date"
    if _FOOT.match(text):
        return "foot"
    if _ATTACH.match(text) and len(text) < 120:
        return "attachment"
    if re.fullmatch(
        r"\d{1,2}[.．、]\s?[^。；，]{3,50}(?:表|名单|清单|方案|标准|办法|样式|模板|登记表|分解表|汇总表|申报表|细则|分工|安排)",
        text,
    ):
        return "attachment"
    if _CONTACT.fullmatch(text) or re.fullmatch(r"[（(]联系人.{0,80}[）)]", text):
        return "note"
    if _NAMES.match(text):
        return "names"
    if _patterns()["closing"].fullmatch(text):
        return "closing"
    if _ATTEND.fullmatch(text) and not re.search("强调|指出|要求", text):
        return "names"
    if _BYLINE.fullmatch(text) and len(text) < 50:
        return "byline"
    if _is_signature(text, seen_date):
        return "signature"
    return None


def _is_signature(text: str, seen_date: bool) -> bool:
    if _NOT_HEAD.search(text) or len(text) > 60 or "，" in text or re.match(r"[一二三四五六七八九十]、|[（(]", text):
        return False
    names = re.split(r"[ 　、]+", text)
    if DATE.search(text):
        return bool(_BODY_NAME.search(DATE.sub("", text).strip()))
    return all(_BODY_NAME.search(name) for name in names if name) or (seen_date and len(text) <= 6)


def _tag_middle(paper: Paper, frame: Frame, head_end: int) -> None:
    patterns = _patterns()
    after_attachment = False
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "body" and len(text) < 60 and _DATE_LINE.fullmatch(text):
            frame.tags[at] = "date"
    for at in range(len(paper.paragraphs)):
        text, tag = paper.paragraphs[at], frame.tags[at]
        if tag == "attachment":
            after_attachment = True
        if tag != "body":
            continue
        if patterns["secrecy"].fullmatch(text):
            frame.tags[at] = "secrecy"
        elif len(text) < 30 and patterns["salutation"].fullmatch(text):
            frame.tags[at] = "salutation"
        elif len(text) < 60 and patterns["closing"].fullmatch(text):
            frame.tags[at] = "closing"
        elif _ATTACH.match(text) and len(text) < 120:
            frame.tags[at] = "attachment"
            after_attachment = True
        elif _FOOT.match(text):
            frame.tags[at] = "foot"
        elif len(text) < 60 and _DATE_LINE.fullmatch(text):
            frame.tags[at] = "date"
        elif len(text) < 120 and _CONTACT.fullmatch(text):
            frame.tags[at] = "note"
        elif _NAMES.match(text) and len(text) < 300 and frame.title is not None and "纪要" in frame.title:
            frame.tags[at] = "names"
        elif (
            at + 1 < len(paper.paragraphs)
            and frame.tags[at + 1] == "date"
            and at > head_end
            and _is_signature(text, True)
        ):
            frame.tags[at] = "signature"
        elif _is_attend(text):
            frame.tags[at] = "names"
        elif (
            after_attachment
            and re.fullmatch(r"\d{1,2}[.．、]\s?[^。；，]{3,50}", text)
            and frame.tags[at - 1] == "attachment"
        ):
            frame.tags[at] = "attachment"
        elif (
            after_attachment
            and len(text) < 50
            and not re.search("[。！？!?；;：:]", text)
            and not re.match(
                r"[一二三四五六七八九十]、|第[一二三四五六七八九十]+[章条]|[（(][一二三四五六七八九十]", text
            )
        ):
            frame.tags[at] = "head"
        elif at and not _NOT_HEAD.search(text) and text == frame.title:
            frame.tags[at] = "title"


def _is_attend(text: str) -> bool:
    return (
        bool(_ATTEND.fullmatch(text))
        and not re.search("强调|指出|要求|讲话|主持", text)
        and "要" not in text.replace("主要", "").replace("纪要", "").replace("需要", "")
    )


# ---------------------------------------------------------------- fields


def _choose_kind(paper: Paper, frame: Frame) -> None:
    for at, tag in enumerate(frame.tags):
        if tag == "secrecy" and frame.secrecy is None:
            frame.secrecy = paper.paragraphs[at]
    if frame.title is None:
        frame.title = _title_elsewhere(paper, frame)
    title = re.sub(r"[（(](?:试行|暂行|草案|征求意见稿|讨论稿|修订|\d{4}年?.{0,12})[）)]$", "", frame.title or "")
    title = title.rstrip('》”"') if title.endswith(("》", "”")) and "《" not in title[:2] else title
    for kind, pattern in _KINDS:
        if title and pattern.search(title):
            frame.kind = kind
            break
    else:
        frame.kind = "news" if _is_news(paper, frame) else _kind_by_body(paper, frame)
    if frame.kind in ("other", "summary") and _is_news(paper, frame) and not _TITLE_END.search(title):
        frame.kind = "news"


def _title_elsewhere(paper: Paper, frame: Frame) -> str | None:
    """A title that stands only as a caption between paragraphs (its repeats were removed), or in the page's own title."""
    removed = {line.strip() for line in paper.removed}
    for at, text in enumerate(paper.paragraphs):
        if text in removed and frame.tags[at] == "body":
            frame.tags[at] = "title"
            return text
    for line in paper.removed:
        match = re.match(r"(?:标题|原标题)\s*[：:]\s*(.{4,80})", line)
        if match is not None:
            return match[1].strip()
    return None


def _is_news(paper: Paper, frame: Frame) -> bool:
    if any(re.search("来源|稿源|编辑|记者|责编|信息首发|浏览|点击", line) for line in paper.removed):
        return True
    if "byline" in frame.tags:
        return True
    body = "".join(paper.paragraphs[:5])[:900]
    return bool(
        re.search(
            r"(?:\d{1,2}月\d{1,2}日|日前|近日|今天|昨日|昨天|连日来|讯|上午|下午)[^。]{0,120}(?:召开|举行|举办|主持|走进|开展|来到|看望|慰问|赴|启动|揭牌|授牌)",
            body,
        )
        or re.search(r"(?:召开|举行)[^。]{0,60}(?:会议|大会|推进会|座谈会)|(?:会议|大会)(?:强调|指出|要求|通报)", body)
    )


def _kind_by_body(paper: Paper, frame: Frame) -> Kind:
    if any(tag == "salutation" for tag in frame.tags) and re.search(
        r"讲.{0,3}[点个]|我.{0,6}讲", "".join(paper.paragraphs)[:3000]
    ):
        return "speech"
    if any(re.match("第[一1]条", text) for text in paper.paragraphs):
        return "rules"
    return "other"


def _choose_date(paper: Paper, frame: Frame) -> None:
    tail = [
        parse_date(text)
        for at, text in enumerate(paper.paragraphs)
        if frame.tags[at] == "date" and at > len(paper.paragraphs) // 3
    ]
    head = [
        parse_date(text)
        for at, text in enumerate(paper.paragraphs)
        if frame.tags[at] in ("date", "head", "speaker", "byline") and at <= max(6, len(paper.paragraphs) // 3)
    ]
    signed = [parse_date(text) for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "signature"]
    foot = [parse_date(text) for at, text in enumerate(paper.paragraphs) if frame.tags[at] in ("foot", "byline")]
    removed = _removed_date(paper)
    if frame.kind == "news":
        order = [removed, *head, *foot, *tail]
    elif frame.kind == "speech":
        order = [*head, *tail, removed]
    else:
        order = [*tail, *signed, *head, *foot, removed]
    frame.published = next((day for day in order if day is not None), None)


def _removed_date(paper: Paper) -> date | None:
    for words in ("成文日期|生成日期", "发布|发表|发文|时间|日期", "来源|作者|记者|编辑|稿源"):
        for line in paper.removed:
            if re.search(words, line) and (day := parse_date(_from(line, words)) or parse_date(line)):
                return day
    for line in paper.removed:
        if len(line) < 30 and DATE.search(line) and (day := parse_date(line)):
            return day
    return None


def _from(line: str, words: str) -> str:
    match = re.search(words, line)
    return line[match.start() :] if match else line


def _choose_origin(paper: Paper, frame: Frame) -> None:
    source = _source(paper, frame)
    if frame.kind in ("news", "speech"):
        frame.origin = source
        return
    frame.origin = _issuing_body(paper, frame) or source


def _source(paper: Paper, frame: Frame) -> str | None:
    lines = [
        *paper.removed,
        *[text for at, text in enumerate(paper.paragraphs) if frame.tags[at] in ("byline", "head", "foot", "note")],
    ]
    for line in lines:
        match = re.search(r"(?:来源|稿源|出处|信息来源|文章来源)(?:于)?\s*[：:]\s*([^\s|｜，。；]{2,40})", line)
        if match is not None:
            name = re.split(
                r"(?:发布时间|发布日期|发表时间|时间|日期|作者|编辑|记者|点击|浏览|字号|责编|[）)】\]])", match[1]
            )[0].strip("：: 　")
            if name and not name.startswith("http"):
                return name
    return None


def _issuing_body(paper: Paper, frame: Frame) -> str | None:
    signed = [text for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "signature"]
    title = frame.title or ""
    match = re.match(r"(.{3,40}?)(?:关于|印发|转发|对)", title)
    named = match[1].strip() if match and _BODY_NAME.search(match[1].strip()) else None
    if named:
        return named
    if signed:
        first = DATE.sub("", signed[0]).strip()
        return "、".join(part for part in re.split(r"[ 　]{1,}", first) if part) if first else None
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "head" and (body := re.fullmatch(r"(.{2,40}?)\s*文\s*件", text)):
            return body[1]
        if frame.tags[at] == "head" and _BODY_NAME.search(DATE.sub("", text).strip(" 　")):
            return DATE.sub("", text).strip(" 　")
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "foot" and (body := re.match(r"(.{2,40}?)[ 　]*20\d\d年.{3,8}印发", text)):
            return body[1].strip()
    for line in paper.removed:
        if body := re.search(
            r"(?:发文机关|发布机构|发文机构|发文单位|制发机关|公开责任部门)\s*[：:\t]\s*([^\s\t]{3,40})", line
        ):
            return body[1]
    return None
