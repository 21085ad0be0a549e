"""Titles: the lines of one that the page broke become one paragraph."""

from __future__ import annotations

import itertools
import re

from shuangyong.reader.lines import (
    ADDRESS,
    BODY_NAME,
    BYLINE,
    COLUMN,
    DATE_LINE,
    EDITORS_NOTE,
    NOT_HEAD,
    NUMBER,
    TITLE_END,
    is_bulletin_name,
    is_header_text,
    is_issue_number,
    is_issuer_and_day,
)
from shuangyong.reader.paper import MARKER, Paper
from shuangyong.reader.secrecy import find_marking
from shuangyong.reader.spoken import names_the_speaker, stands_over_a_speech

_OFFICIAL = re.compile("[^。；：:]{0,60}关于[^。；：:]{2,90}的(?:通知|意见|通报|决定|函|报告|请示|批复|公告|通告)")
_HIGH = 14
_OF_A_PAGE = re.compile(
    r"官方|网站|登录|首页|微信|门户|^联系(?:方式|我们)$|0\d{2,3}-\d{7,8}|^(?:政府信息公开|政务公开|信息公开|通知公告|机构职能)$"
)


def official_title(paragraphs: list[str]) -> int:
    """Where the title of an official paper stands above its address, below lines of a page that could be titles; else 0.

    A line above it that might belong to it, as a body's name or a marking does, leaves the head to its own rules.
    """
    for at, (text, below) in enumerate(itertools.pairwise(paragraphs[: _HIGH + 1])):
        if at and "关于" in text and _OFFICIAL.fullmatch(text) and ADDRESS.fullmatch(below):
            return at if any(map(_of_a_page, paragraphs[:at])) else 0
        if at and _IN_MARKS.fullmatch(text) and ADDRESS.fullmatch(below):
            return at
        if stands_over_a_speech(paragraphs[:at], text):
            return at
    return 0


_IN_MARKS = re.compile("《[^《》]{6,60}(?:意见|方案|通知|办法|计划|要点)》")
"""《关于…的实施意见》 on a line of its own, and below it whom it goes to."""


def _of_a_page(text: str) -> bool:
    """Whether a line above a title is none of the paper's."""
    if TITLE_END.search(text) or BODY_NAME.search(text) or _between_heads(text):
        return False
    return "|" in text or "_" in text or "。" not in text and _OF_A_PAGE.search(text) is not None


def join_title(paper: Paper) -> None:
    """Lines of a title that the page broke become one paragraph (counted as wrap)."""
    limit = min(8, len(paper.paragraphs))
    for at in range(official_title(paper.paragraphs), limit):
        if not _starts_title(paper.paragraphs[at]) or paper.roles[at] == "row":
            if NOT_HEAD.search(paper.paragraphs[at]) and len(paper.paragraphs[at]) > 40:
                return
            continue
        if (
            is_masthead(paper.paragraphs, at)
            or is_room(paper.paragraphs, at)
            or _of_a_bulletin(paper.paragraphs, at)
            or _stands_apart(paper.paragraphs, at)
        ):
            continue
        size = _slogans(paper, at) or max(_title_lines(paper, at), _headline_lines(paper, at))
        if size > 1:
            joined = _put_together(paper.paragraphs[at : at + size])
            _put(paper, at, size, joined)
            if is_masthead(paper.paragraphs, at):
                continue
        below = "".join(paper.paragraphs[at + 1 : at + 2])
        if _SUBTITLE.match(below) or _SPAN.fullmatch(below) and TITLE_END.search(paper.paragraphs[at]):
            _put(paper, at, 2, "".join(paper.paragraphs[at : at + 2]))
        if _speech_goes_on(paper.paragraphs[at], "".join(paper.paragraphs[at + 1 : at + 2])):
            _put(paper, at, 2, "".join(paper.paragraphs[at : at + 2]))
        return


_HEADLINE, _SHORT_ROOM = 8, 10
_ROOM = re.compile("[【\\[][^【】\\[\\]]{2,40}[】\\]]")


_GREETS = re.compile("^(?:亲爱|尊敬)的|[：:，]$|大家好")


def is_room(paragraphs: list[str], at: int) -> bool:
    """【某某办公室文件公开】 above a title: where on its site the page stands."""
    below = "".join(paragraphs[at + 1 : at + 2])
    if _ROOM.fullmatch(paragraphs[at]) is None:
        return False
    headline = len(below) >= _HEADLINE and not (NOT_HEAD.search(below) or _GREETS.search(below) or "\t" in below)
    return TITLE_END.search(below) is not None or not at and len(paragraphs[at]) <= _SHORT_ROOM and headline


_WHERE_SPOKEN = re.compile("(?:^|—)在[^，。]*(?<![讲发]话)(?<!发言|致辞|致词)$")
_WHAT_SAID = re.compile(
    "[^，。；：]{0,30}会议?(?:结束时|开幕式|闭幕式|上)的?[^，。；：]{0,8}(?:讲话|发言|致辞|致词|主持词|汇报)(?:[（(].{1,24}[）)]|提纲|要点|摘要)?$"
)


def _speech_goes_on(first: str, second: str) -> bool:
    """在全县双拥模范城创建总结 | 表彰大会上的讲话: a line that breaks off before what was said."""
    if names_the_speaker(first, second):
        return True
    return _WHERE_SPOKEN.search(first) is not None and _WHAT_SAID.match(second) is not None


_LONGEST_SLOGAN = 30


def _slogans(paper: Paper, at: int) -> int:
    """Three, where two lines of a slogan stand above the line that says what it is: 同心协力 | 再创佳绩 | ——在…上的讲话."""
    lines = paper.paragraphs[at : at + 3]
    if len(lines) < 3 or not (_SUBTITLE.match(lines[2]) and TITLE_END.search(lines[2])):
        return 0
    return 3 if all(len(line) <= _LONGEST_SLOGAN and _starts_title(line) for line in lines[:2]) else 0


def _put(paper: Paper, at: int, size: int, joined: str) -> None:
    """One paragraph in the place of several that are one title."""
    paper.paragraphs[at : at + size] = [joined]
    paper.roles[at : at + size] = ["title"]
    paper.hangs[at : at + size] = [()]
    paper.counts["wrap"] += size - 1


_SUBTITLE = re.compile("[—－-]{1,2}[^—－\\s-][^。；！？]{5,50}$")
"""——云溪县推进双拥工作纪实, below a headline."""
_SPAN = re.compile("[（(](?:(?:19|20)\\d\\d年?(?:[—－-]{1,2}|至|~)(?:19|20)\\d\\d年?)[）)]")
"""（2024—2026年）, below the title of a plan."""


def _of_a_bulletin(paragraphs: list[str], at: int) -> bool:
    """A bulletin's name above its number, its issuer below it, and what its editor says."""
    return is_bulletin_head(paragraphs, at) or EDITORS_NOTE.match(paragraphs[at]) is not None


def is_bulletin_head(paragraphs: list[str], at: int) -> bool:
    """A bulletin's name above its number, or a body's name below it."""
    text = paragraphs[at]
    if is_issue_number("".join(paragraphs[at + 1 : at + 2])):
        if is_bulletin_name(text):
            return True
        if _CIRCULARS.fullmatch(text) and any(map(_IS_CIRCULAR.search, paragraphs[at + 2 : at + 5])):
            return True
        if _GAZETTE.fullmatch(text) and any(map(TITLE_END.search, paragraphs[at + 2 : at + 4])):
            return True
    return bool(BODY_NAME.search(text)) and any(is_issue_number(above) for above in paragraphs[max(0, at - 3) : at])


def has_columns(paragraphs: list[str], at: int) -> bool:
    """Whether a bulletin's first words are the name of a column: then it reports many things, and its own name is its title."""
    if not is_issue_number("".join(paragraphs[at + 1 : at + 2])):
        return False
    below = (
        text for text in paragraphs[at + 2 : at + _HEAD] if not (is_issuer_and_day(text) or BODY_NAME.search(text))
    )
    return COLUMN.fullmatch(next(below, "")) is not None


_HEAD = 6
_CIRCULARS = re.compile("[一-龥]{0,16}(?:督查|督办|工作|情况)通报")
_GAZETTE = re.compile("[一-龥]{2,24}政府公报")
"""松岭市人民政府公报, its number, and then the title of the paper that it prints."""
_IS_CIRCULAR = re.compile("^[^。；]{6,80}(?:通报|情况|专报)$")
"""督查通报, 第3期, its issuer, and then the title of this one: 关于…情况的督查通报."""


def _put_together(lines: list[str]) -> str:
    """The lines of a title as one; bodies that issue a paper together keep a space between their names."""
    out = _close(lines[0])
    for line in map(_close, lines[1:]):
        together = BODY_NAME.search(out) and BODY_NAME.search(line) and "关于" not in line and len(line) > 4
        out += (" " if together else "") + line
    return out


_SET_APART = re.compile("[一-龥](?:[ \u3000]+[一-龥]){1,3}")


def _close(line: str) -> str:
    """A word whose characters a heading sets apart: 通　　知."""
    return re.sub("[ \u3000]", "", line) if _SET_APART.fullmatch(line) else line


_LABEL = re.compile(
    "[【\\[](?:[^【】\\[\\]]{2,8}[】\\]]\\s*(?=.{6})|[^【】\\[\\]。，]{9,16}[】\\]]\\s*(?=[^。；]{2,40}关于[^。；]{4,60}的(?:通知|意见|通报|决定)))|(?:转发|转载|重要文稿|图文|视频|快讯)\\s?[：:|｜丨]\\s?(?=.{6})"
)
_OWN_NUMBER = re.compile(r"[一-龥]{2,10}[〔\[（(]20\d\d[〕\]）)]第?\s*\d{1,4}\s*号\s*(?=[^，。；：]{2,30}关于)")
"""云政办〔2026〕2号 县政府办公室关于…的通知, as a page heads a paper."""
_POINT = re.compile("[•·●■◆★☆][ \u3000]+(?=[一-龥].{6})")
"""• 清河县开展征兵宣传: a headline that a page sets as the one item of a list."""
_LABEL_OPENS = frozenset("【[转重图视快")


def without_marks(title: str) -> str:
    """《…的通知》, a heading that a page sets in the marks of titles, without them."""
    return title[1:-1] if title[:1] == "《" and title[-1:] == "》" and "《" not in title[1:] else title


def without_label(line: str) -> str:
    """A title without what only says of which sort it is: 【通知】关于…, [双拥动态] …, 图文丨…"""
    line = _POINT.sub("", line) if line[:1] in "•·●■◆★☆" else line
    label = _LABEL.match(line) if line[:1] in _LABEL_OPENS else _OWN_NUMBER.match(line) if "号" in line[:24] else None
    return line[label.end() :] if label else line


_SORT_ALONE = re.compile("[一-龥]{0,4}(?P<sort>通知|通报|函|公告)")


def _names_the_sort(paragraphs: list[str], at: int) -> bool:
    """紧急通知 on a line of its own above 关于…的通知, which is the title."""
    sort = _SORT_ALONE.fullmatch(paragraphs[at])
    next_at = at + 1 + any(map(NUMBER.fullmatch, paragraphs[at + 1 : at + 2]))
    below = without_label("".join(paragraphs[next_at : next_at + 1])) if sort else ""
    return sort is not None and below.startswith("关于") and below.endswith(sort["sort"])


def is_masthead(paragraphs: list[str], at: int) -> bool:
    """纪要 printed large above number, issuer and day, where the title of this one paper stands below them.

    Where no other title follows, the same line is the title.
    """
    if at < len(paragraphs) and _names_the_sort(paragraphs, at):
        return True
    if at >= len(paragraphs) or not paragraphs[at].endswith("纪要") or "关于" in paragraphs[at]:
        return False
    for below in range(at + 1, min(at + 6, len(paragraphs))):
        if _is_minutes_title(paragraphs, below):
            return True
        if not _between_heads(paragraphs[below]):
            return False
    return False


def _is_minutes_title(paragraphs: list[str], at: int) -> bool:
    """The title of minutes, on one line or broken onto two: 关于研究…问题的 | 会议纪要."""
    text = paragraphs[at]
    if NOT_HEAD.search(text) or len(text) > 110:
        return False
    return text.endswith("纪要") or (
        text.startswith("关于") and at + 1 < len(paragraphs) and paragraphs[at + 1].endswith("纪要")
    )


def _between_heads(text: str) -> bool:
    """What may stand between a masthead and the title: number, issuer, day, marking."""
    if len(text) > 60:
        return False
    if is_header_text(text) or is_issuer_and_day(text) or find_marking(text):
        return True
    return bool(NUMBER.fullmatch(text) or DATE_LINE.fullmatch(text) or BODY_NAME.search(text))


def is_letterhead(paragraphs: list[str], at: int) -> bool:
    """The issuing body on a line of its own above number, day or title."""
    if not BODY_NAME.search(paragraphs[at]):
        return False
    return _stands_apart(paragraphs, at) or bool(TITLE_END.search("".join(paragraphs[at + 1 : at + 2])))


def _stands_apart(paragraphs: list[str], at: int) -> bool:
    """An issuing body with its number or day below it: no first line of a broken title."""
    if not BODY_NAME.search(paragraphs[at]):
        return False
    below, next_below = [*paragraphs[at + 1 : at + 3], "", ""][:2]
    if is_masthead(paragraphs, at + 1):
        return True
    if below.startswith(paragraphs[at]) and len(below) > len(paragraphs[at]):
        return True  # the title names it again
    place = _PLACE.match(paragraphs[at])
    if place and below.startswith(place.group()) and TITLE_END.search(below) and not _CUT_SHORT.search(paragraphs[at]):
        return True  # 某县双拥工作领导小组 | 某县2025年双拥工作要点
    return bool(NUMBER.fullmatch(below) or DATE_LINE.fullmatch(below) and TITLE_END.search(next_below))


_PLACE = re.compile("[一-龥]{1,6}?[县市区州旗镇乡](?![县市区长])")
_CUT_SHORT = re.compile("[和、与及的]$|关于")


def _starts_title(text: str) -> bool:
    if NOT_HEAD.search(text) or text[-1] in "：:，,、" and len(text) < 6 or "\t" in text:
        return False
    if is_header_text(text) or NUMBER.fullmatch(text) or find_marking(text) or DATE_LINE.fullmatch(text):
        return False
    if is_issuer_and_day(text):
        return False
    return len(text) <= 70 and not ADDRESS.fullmatch(text)


def _title_lines(paper: Paper, at: int) -> int:
    """How many paragraphs from `at` make the title: up to the one that closes it (通知, 方案, 讲话)."""
    if TITLE_END.search(paper.paragraphs[at]) and not _only_part(paper.paragraphs, at):
        return 2 if _goes_on(paper, at) else 1
    if paper.paragraphs[at].endswith("通知要求") and all(map(_starts_title, paper.paragraphs[at + 1 : at + 2])):
        return 2
    for size in range(2, 5):
        if at + size > len(paper.paragraphs):
            return 1
        piece = paper.paragraphs[at + size - 1]
        if (
            not _starts_title(piece)
            or DATE_LINE.fullmatch(piece)
            or len(piece) > 40
            or re.match(r"[一二三四五六七八九十]、|第一|（一）|\(一\)|\d[.．、]", piece)
        ):
            return 1
        joined = "".join(map(_close, paper.paragraphs[at : at + size]))
        if joined.count("《") > joined.count("》"):
            continue
        if TITLE_END.search(joined) and len(joined) <= 110:
            first = paper.paragraphs[at]
            if _is_whole(piece) and not _issued_by(paper.paragraphs[at : at + size - 1]):
                return 1  # rooms of a site over a title that lacks nothing
            if (
                piece.startswith("关于")
                or first.endswith(("关于", "印发", "转发", "的"))
                or "关于" in joined
                or BODY_NAME.search(first)
                or first.startswith(("在", "关于"))
            ):
                return size
            return size if _breaks_off(first) or (size == 2 and len(first) >= 10) else 1
    return 1


_ISSUES = re.compile(
    f"{BODY_NAME.pattern}|(?:印发|转发|批转|[关于的和、]|》|部队|街道|事务局|人武部|指挥部|联合会|镇|乡)$"
)


def _issued_by(above: list[str]) -> bool:
    """Whether all that stands over a whole title are bodies, a name that the page broke among them."""
    return all(map(_ISSUES.search, above)) or _ISSUES.search("".join(above)) is not None and len("".join(above)) <= 40


def _is_whole(piece: str) -> bool:
    """关于…的通知, to which only the bodies that issue it may belong."""
    return piece.startswith("关于") and _OFFICIAL.fullmatch(piece) is not None


def _goes_on(paper: Paper, at: int) -> bool:
    """A title whose first line happens to end in a title's last word: 关于…标准 | 化建设三年行动计划."""
    if at + 1 >= len(paper.paragraphs):
        return False
    first, second = paper.paragraphs[at], paper.paragraphs[at + 1]
    if "关于" in first and _CLOSES_TITLE.fullmatch(second):
        return True
    if second[:1] in _AND_MORE and len(second) < _SHORT and TITLE_END.search(second) and _starts_title(second):
        return True
    if _speech_goes_on(first, second):
        return True
    return (
        "关于" in first
        and not re.search(r"(?:通知|通报|方案|意见|讲话|纪要)$", first)
        and _starts_title(second)
        and bool(TITLE_END.search(second))
        and len(first) > 14
        and not re.match(r"[（(—《]", second)
    )


_CLOSES_TITLE = re.compile("[（(][^（）()]{4,20}[）)]的?(?:通知|通报|意见|决定|公告)")
"""关于印发三年行动计划 | （2023—2025年）的通知."""
_STOPS_SHORT = re.compile(
    "(?:小组|委员会|指挥部|强调|要求|指出|提出|原则|开展|召开|举行|举办|组织|推进|推动|做好|抓好|做实|落实|加强|深化|助力|打造|构建|提升|扎实|切实|全力|积极|工作|年度|创建|聚焦”|举措|措并举|体系|服务|保障|退役|军人|[的和与及暨、，：]|[一-龥]”)$"
)
_HEADLINE_ENDS = re.compile(
    "(?!.*(?:记者|通讯员|作者|来源|供稿|编辑|摄影|日报|晚报|日期|时间))(?:.{4,30}|会议|活动|大会)(?<![。：:，—])(?<!网|报)(?<!在线)"
)
_TELLS = re.compile(
    "(?:本报|[一-龥]{2,8})讯|近日|日前|连日来|昨日|今日|今天|(?:20\\d\\d年)?\\d{1,2}月|为[^。]{4,40}，|.{60}"
)


def _headline_lines(paper: Paper, at: int) -> int:
    """Two, where the first line of a report's headline stops short of its end: 清河县退役军人事务局开展 | “送文化进军营”活动."""
    first, second, told = [*paper.paragraphs[at : at + 3], "", "", ""][:3]
    if at or len(first) < _SHORT_HEADLINE or "关于" in first:
        return 1
    if not (_STOPS_SHORT.search(first) or BODY_NAME.search(first) and (_DOES.match(second) or told.startswith(first))):
        return 1
    if not _starts_title(second or "。") or not _HEADLINE_ENDS.fullmatch(second) or BODY_NAME.search(second):
        return 1
    numbered = re.match(r"[一二三四五六七八九十]、|第[一二三四五六七八九十](?![次届批轮])|[（(【《—]|\d", second)
    if numbered or ADDRESS.fullmatch(told):
        return 1
    return 2 if opens_a_report(told) or "。" in told and _TELLS.match(told) else 1


_DOES = re.compile("召开|开展|举行|举办|组织|部署|学习|传达|走访|慰问|扎实|积极|认真|深入|全力|切实|全面|持续|多措并举")
"""清河县退役军人事务局 | 开展走访慰问活动: who, and on the next line of a headline what they do."""


def is_deck(paragraphs: list[str], at: int) -> bool:
    """Whether a line below a headline belongs to it: short, like those that follow up to 本报讯（记者…."""
    for text in paragraphs[at : at + _DECK]:
        if opens_a_report(text):
            return text is not paragraphs[at]
        if len(text) > _LONGEST_DECK or NOT_HEAD.search(text) or text[-1] in "：:，" or _NO_DECK.match(text):
            return False
    return False


_DECK, _LONGEST_DECK = 4, 44
_NO_DECK = re.compile(f"{MARKER.pattern}|{BYLINE.pattern}|\\t")


def opens_a_report(text: str) -> bool:
    """Whether a paragraph opens as those of newspapers do: 本报讯（记者…, 据新华社电."""
    return _REPORT.match(text) is not None


_REPORT = re.compile(
    "(?:本报|本网|本台|[一-龥]{2,10}(?:\\d{1,2}月\\d{1,2}日)?)讯(?:[（( 　]|据)|据[一-龥]{2,8}[电讯]|[（(](?:全媒体|本报|融媒)?记者"
)


_SHORT_HEADLINE = 8
_AND_MORE = ("和", "及", "暨", "与")
_SHORT = 24
"""…2023年工作总结 | 和2024年工作计划: a second line that can only go on with the first."""


def _breaks_off(first: str) -> bool:
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


_RUN_IN = re.compile(
    r"(?!(?:会议|大会)[一-龥]|[^，。]{0,20}(?:听取|审议|传达|学习|通报|宣读|解读)了)(?P<title>[^，。；：！？、,;:!?\s]{4,60}?(?:方案|计划|要点|意见|办法|总结|报告|汇报|通知|通报|细则|制度|规范|预案|计划书|任务书)) ?"
    r"(?:为(?!抓手|依据|基础|指导|准|引领|契机|主|牵引|遵循|支撑|载体|目标|核心|统领|导向|根据|指引)|根据|按照|依据|坚持以|近年来|今年|一年来|一、|同志们"
    r"|各[^。；;]{1,90}[：:]|[一-龥]{0,6} ?(?:20\d{2,4}|[xX×]{2,4}|20[xX×]{2}) ?年)"
)
"""A title that ran into its text when the line's end was lost: …工作实施方案为进一步…, …的意见各乡镇人民政府：…"""
_SPEECH_RUN_IN = re.compile(
    r"(?P<title>[^，。；：！？、,;:!?\s]{4,40}?(?:会|会议)(?:上的)?(?:讲话|致[辞词])(?= ?(?:同志们|各位[^。，]{2,8})[：:！])|[^，。；：！？、,;:!?\s]{0,20}?在[^，。；：！？、,;:!?\s]{4,50}?(?:会|会议|仪式|活动|典礼)[上中]的?(?:主持|动员|表态|总结|点评|部署)?(?:讲话|发言|致[辞词])) ?"
    r"(?:(?:各位|尊敬的|同志们)[^。]{0,40}?[：:！]|今天[，,我]|刚才[，,]|(?:这次|本次)[^。]{0,20}会|[（(]20\d\d年)"
)
"""在全区防汛工作会议上的主持讲话今天我们召开…: the same of a speech."""
_A_RUN = 60
"""A paragraph that a title ran into is long (characters)."""


def run_in_title(text: str) -> str | None:
    """The title that a first paragraph begins with, where page or program dropped the end of its line."""
    match = (_RUN_IN.match(text) or _SPEECH_RUN_IN.match(text)) if len(text) >= _A_RUN else None
    return match["title"] if match else None


_NUMBERED_TITLE = re.compile(r"[一-龥]{2,10}[〔\[（(]20\d\d[〕\]）)]第?\s*\d{1,4}\s*号\s*(?P<title>.{8,})")
_NO_WORD = re.compile(r"[《》〈〉“”（）()\s]")


def says_again(text: str, title: str) -> bool:
    """云政发〔2023〕2号云溪县关于…的通知: a paper's number and its title once more, run together, whatever marks they lost."""
    if "号" not in text or (again := _NUMBERED_TITLE.match(text)) is None:
        return False
    return _NO_WORD.sub("", again["title"]) == _NO_WORD.sub("", title)


def named_above(paragraphs: list[str], at: int) -> bool:
    """Whether a line is the title of what a notice passes on, named in the notice's head, or half of it on two lines."""
    text = paragraphs[at]
    if not _HALF.fullmatch(text):
        return False
    head = "".join(paragraphs[: min(at, _HEAD_OF_A_NOTICE)])
    if text not in head:
        return False
    if len(text) >= _A_NAME and f"《{text}》" in head:
        return True
    pairs = ((text, *paragraphs[at + 1 : at + 2]), (*paragraphs[at - 1 : at], text)) if at else ()
    return any(len(pair) == 2 and all(map(_HALF.fullmatch, pair)) and "".join(pair) in head for pair in pairs)


_HALF = re.compile("[^。；：，！？\t]{4,40}")
_HEAD_OF_A_NOTICE, _A_NAME = 6, 10
"""Paragraphs that name what a notice passes on."""
