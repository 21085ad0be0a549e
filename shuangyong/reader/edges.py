"""What a page prints over its headline, between that and the text, and below the text, told by where it stands.

Words tell some lines of a page for certain (the data file's); what stands between those and is no sentence, no name and no
part of a paper is the page's as well, whatever it says. Beside them go lines that look so much like a page's that the odds,
learned from papers read by hand, are clear (`page_lines`). A line that might be the author's stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shuangyong.reader import page_lines
from shuangyong.reader.bars import PAGE_NAME, PROVINCES, is_bar, is_bar_at_head
from shuangyong.reader.lines import (
    ADDRESS,
    ATTACH,
    BODY_NAME,
    BYLINE,
    COLUMN,
    CONTACT,
    DATE,
    DATE_LINE,
    FOOT,
    NAMES,
    NUMBER,
    TITLE_END,
    is_header_text,
    is_issue_number,
    is_issuer_and_day,
    is_row_of_names,
    patterns,
)
from shuangyong.reader.paper import MARKER, Line
from shuangyong.reader.people import BARE_NAME
from shuangyong.reader.secrecy import find_marking

_HIGH = 30
"""A page's headline and the first line of its text stand among so many lines."""
_HEADLINE = 8
"""Characters of a headline at least."""
_NAMED = 10
"""Characters that the title of a paper has at least, where its last word tells that it is one."""
_ROOM = 6
_SHORT = 10
_LONG = 60
_CLAUSES = 28
"""Characters from which a line with a comma is text, though it has no end."""
_LONGEST_ROOMS, _SORT_OF_NEWS = 40, 4
_CLOSED = frozenset("。！？；!?;…”")
_COLONS = frozenset("：:")


_COMMA = re.compile(r"，|(?<=[一-龥]),(?=[一-龥\d])")
"""One of half width parts clauses too: many sites print no other."""


def is_text(line: Line) -> bool:
    """Whether a line can only be an author's: a sentence, an item, a row, whom a paper goes to."""
    text = line.text
    if line.role == "row" or text[-1] in _CLOSED or MARKER.match(text):
        return True
    if len(text) > _LONG:
        return _LATIN.fullmatch(text) is None
    if text[-1] in _COLONS:
        return len(text) > _SHORT or bool(ADDRESS.fullmatch(text) or patterns()["salutation"].fullmatch(text))
    return len(text) >= _CLAUSES and _COMMA.search(text) is not None


def around(lines: Sequence[Line], gone: Sequence[bool], page_title: str | None) -> dict[int, str]:
    """Lines of the page beside those that are `gone`, and what each is kept as: by their place, then by odds."""
    told = at_head(lines, gone, page_title)
    signs = signatures(lines)
    told |= {at: lines[at].text for at in at_foot(lines, gone) if at not in told and at not in signs}
    known = [gone[at] or at in told for at in range(len(lines))]
    return told | {at: lines[at].text for at in by_odds(lines, known, page_title) if at not in signs}


# ---------------------------------------------------------------- over and under the headline


def at_head(lines: Sequence[Line], gone: Sequence[bool], page_title: str | None) -> dict[int, str]:
    """Lines of the page among the first, and what each is kept as (来源：… where label and value stood on lines of their own).

    `gone` tells which lines are known to be the page's. Nothing is told of a page that has none, or no headline.
    """
    high = range(min(_HIGH, len(lines)))
    body = next((at for at in high if not gone[at] and is_text(lines[at])), 0)
    if not body or not any(gone[:body]):
        return {}
    headline = _headline(lines, gone, body, page_title)
    if headline is None:
        return {}
    over = {at: lines[at].text for at in _over(lines, gone, headline)}
    return over | _facts(lines, gone, headline, body)


def _headline(lines: Sequence[Line], gone: Sequence[bool], body: int, page_title: str | None) -> int | None:
    """Where the headline stands: what is marked as one or named so by its words, else what stands over the bar of facts."""
    open_ = [at for at in range(body) if not gone[at] and _may_be_headline(lines[at])]
    shown = (page_title or "").replace(" ", "")
    for at in open_:
        text = lines[at].text
        if at + 1 < body and not gone[at + 1] and _MADE_ON.match(lines[at + 1].text):
            return at
        if (
            lines[at].role == "title"
            and not BODY_NAME.search(text)
            or len(text) >= _NAMED
            and (TITLE_END.search(text) or _opens(shown, text))
        ):
            return at
    long = [at for at in open_ if len(lines[at].text) >= _HEADLINE]
    over_bar = [at for at in long if not _is_site(lines[at].text) and _bar_below(lines, gone, at, body)]
    return next(iter(over_bar), None) or next(iter(reversed(long)), None)


_MADE_ON = re.compile(r"[（(](?:19|20)\d\d年\d{1,2}月\d{1,2}日[^（）()]*(?:公布|通过|发布|印发|修订|修正|施行)")
"""（2013年4月3日民政部令第46号公布…）, right below the title of rules."""


def _opens(shown: str, text: str) -> bool:
    return bool(shown) and shown.startswith(text.replace(" ", ""))


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if text[-1] in _COLONS or _ROOMS.fullmatch(text) or PAGE_NAME.fullmatch(text) or _MADE_ON.match(text):
        return False
    return not (DATE_LINE.fullmatch(text) or NUMBER.fullmatch(text) or is_header_text(text))


_FACT = re.compile("字号|字体|打印|浏览|阅读|点击|作者|来源|时间|日期|编辑|分享")


def _bar_below(lines: Sequence[Line], gone: Sequence[bool], at: int, body: int) -> bool:
    below = lines[at + 1].text if at + 1 < body and gone[at + 1] else ""
    return bool(below) and (is_bar(below) or is_bar_at_head(below) or _FACT.search(below) is not None)


def _over(lines: Sequence[Line], gone: Sequence[bool], headline: int) -> Iterator[int]:
    """What is the page's over its headline: names of rooms right above it, and all above a line of the page."""
    last = max((at for at in range(headline) if gone[at] or _is_site(lines[at].text, named=False)), default=-1)
    for at in range(headline - 1, -1, -1):
        if not gone[at] and _is_over(lines, gone, at, headline, above=at < last):
            last = max(last, at)
            yield at


def _is_over(lines: Sequence[Line], gone: Sequence[bool], at: int, headline: int, *, above: bool) -> bool:
    """Whether a line over the headline is the page's; `above` where one that is stands between them."""
    text = lines[at].text
    rooms = _ROOMS.fullmatch(text) and not is_row_of_names(text) and len(text) <= _LONGEST_ROOMS
    sort = above and at and gone[at - 1] and len(text) <= _SORT_OF_NEWS
    if not (rooms or sort) and (_of_a_paper(lines, at) or not above and _ISSUER.search(text)):
        return False
    if _bar_below(lines, gone, at, headline) and len(text) >= _HEADLINE:
        return False
    if lines[headline].text.startswith("关于") and _ISSUER.search(text) and all(gone[at + 1 : headline]):
        return text.endswith("人民政府")  # whoever issues 关于…的通知 stands over it, be there the page's index between
    short = len(text) <= (_SHORT if above else _ROOM) and _is_name(text)
    return bool(short or text[-1] in _COLONS or _is_site(text, named=above))


def _of_a_paper(lines: Sequence[Line], at: int) -> bool:
    """The red heading, number, issuer, marking of a paper, or a title."""
    text = lines[at].text
    if lines[at].role == "title" and BODY_NAME.search(text):
        return False
    if lines[at].role in ("title", "row") or text[-1] in _CLOSED or find_marking(text) or is_header_text(text):
        return True
    if NUMBER.fullmatch(text) or is_issuer_and_day(text) or is_issue_number(text):
        return True
    if DATE.search(text) or ATTACH.match(text) or MARKER.match(text) or COLUMN.fullmatch(text):
        return True
    if _PERSON.search(text) or _URGENT.fullmatch(text) or _ADDRESSED.match(text):
        return True
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if NUMBER.fullmatch(below) or is_issue_number(below):
        return True
    return TITLE_END.search(text) is not None and (len(text) >= _NAMED or _SORT.search(text) is not None)


_ISSUER = re.compile(
    "(?:双拥办|办公室|[市县区镇乡省]委|政府|人武部|[一-龥]{2}局|委员会|街道|部队|支队|大队|联合会|指挥部|领导小组|[县市区]妇联|团[县市区]委)$"
)
_PERSON = re.compile("(?:同志|书记|[县区市镇乡局部主处科院校]长|主任|政委|司令员)$")
_URGENT = re.compile("特急|加急|急件|平急|特提")
_ADDRESSED = re.compile("各[^，。]{0,2}[县市区乡镇街单部成村军]")
"""县双拥办, 王建军同志, 特急, 各乡镇: short lines of a paper, over its title and under it."""
_SORT = re.compile("(?:纪要|简报|专报|通报|[^告]通知|讲话|方案)$|^(?:通知|公告|通告)$")
_PARTED = re.compile("[|｜>＞»★☆■◆]|https?:|www\\.|\\S[ \u3000]+\\S+[ \u3000]+\\S")
_ROOMS = re.compile("(?:[^\\s|｜]{2,8}[\\s|｜]+){2,12}[^\\s|｜]{2,8}")
"""A row of short words: 政策文件 政策解读 通知公告."""
_LATIN = re.compile("[\x21-\x7e’·\\s]+")


def _is_site(text: str, *, named: bool = True) -> bool:
    """Whether a line is told for a site's by its form: parted names, Latin letters, a label, where `named` a body's name."""
    if _LATIN.fullmatch(text):
        return True
    if len(text) > _LONG or "，" in text or "。" in text:
        return False
    if _PARTED.search(text):
        return True
    if named and _SITE_ENDS.search(text):
        return True
    return named and (BODY_NAME.search(text) is not None or _LABELLED.match(text) is not None)


_SITE_ENDS = re.compile("(?:平台|门户|网站|网|信息公开|政务公开|主管|主办|承办)$")
_LABELLED = re.compile("[\\[【]?\\s*[一-龥A-Za-z]{2,8}\\s*[\\]】：:]")
_MARKS = re.compile("[，。；：:！？“”《》（）()—、]")


def _is_name(text: str) -> bool:
    return not _MARKS.search(text)


# ---------------------------------------------------------------- label and value, each on a line


_BARE_LABEL = re.compile(
    "(?:(?:信息|文章|稿件)?来源|(?:发布|更新|发文|成文|生成|公开)?(?:时间|日期)|(?:发布|发文)(?:机构|机关|单位|人)|作者|编辑|责任编辑|(?:浏览|阅读|点击|访问)(?:量|数|次数)?|字号|字体|分享到?)"
)
_VALUE = 24
_FEWEST = 2


def _facts(lines: Sequence[Line], gone: Sequence[bool], headline: int, body: int) -> dict[int, str]:
    """Labels with their values on lines of their own below the headline, and what stands between lines of the page there."""
    under = range(headline + 1, body)
    labels = [at for at in under if not gone[at] and _BARE_LABEL.fullmatch(lines[at].text)]
    out: dict[int, str] = {}
    for at in labels if len(labels) >= _FEWEST or any(gone[at] for at in under) else ():
        value = at + 1
        if value in under and value not in labels and not gone[value] and _is_value(lines[value].text):
            out[value] = f"{lines[at].text}：{lines[value].text}"
        out[at] = lines[at].text
    account, day = headline + 1, headline + 2
    twice = day + 1 < body and gone[day + 1] and lines[account].text == lines[day].text
    if twice and _is_account(lines[day].text, lines[day + 1].text):
        out[account] = lines[account].text  # who wrote it and whose page it is are one
        account, day = day, day + 1
    if day < body and gone[day] and not gone[account] and _is_account(lines[account].text, lines[day].text):
        out.setdefault(account, f"来源：{lines[account].text}")
    first = next((at for at in under if gone[at] or at in out), body)
    last = next((at for at in reversed(under) if gone[at] or at in out), 0)
    between = (at for at in range(first, last) if not gone[at] and at not in out)
    return out | {at: lines[at].text for at in between if _is_button(lines, at)}


_TO_THE_MINUTE = re.compile(r"\d\d:\d\d")


def _is_account(text: str, below: str) -> bool:
    """Whether a name between headline and day is that of the page or account that put the news up."""
    if PAGE_NAME.fullmatch(text):
        return True
    named = BARE_NAME.fullmatch(text) or BODY_NAME.search(text) or TITLE_END.search(text)
    return not named and len(text) <= _SHORT and _is_name(text) and _TO_THE_MINUTE.search(below) is not None


def _is_value(text: str) -> bool:
    return len(text) <= _VALUE and _MARKS.search(text) is None


def _is_button(lines: Sequence[Line], at: int) -> bool:
    """A short word that names nobody and is no part of a paper."""
    text = lines[at].text
    if text in PROVINCES:
        return True
    if len(text) > _SHORT or not _is_name(text) or _of_a_paper(lines, at):
        return False
    return not (BARE_NAME.fullmatch(text) or BODY_NAME.search(text) or TITLE_END.search(text))


# ---------------------------------------------------------------- below the text

_LOW = 40
_LOOSE = 30
_ENOUGH = 2


def at_foot(lines: Sequence[Line], gone: Sequence[bool]) -> list[int]:
    """Short lines below the text among those that are known to be the page's; up to what may be a paper's own foot."""
    start = len(lines)
    while start > max(0, len(lines) - _LOW) and (gone[start - 1] or _is_loose(lines[start - 1])):
        start -= 1
    known = [at for at in range(start, len(lines)) if gone[at]]
    if not start or not known:
        return []
    sure = len(known) >= _ENOUGH
    return [at for at in range(known[0], len(lines)) if not gone[at] and (sure or at < known[-1])]


def _is_loose(line: Line) -> bool:
    """Whether a line is none that a paper has at its end: no sentence, signature, day, name, attachment, contact."""
    text = line.text
    if line.role in ("row", "title") or len(text) > _LOOSE or find_marking(text) or _is_heading(text):
        return False
    if text[-1] in _COLONS and len(text) <= _ROOM + 1 and not ADDRESS.fullmatch(text) and not ATTACH.match(text):
        return True
    if text[-1] in _CLOSED or text[-1] in _COLONS or text[0] in "（(《—" or MARKER.match(text) or DATE.search(text):
        return False
    return not (
        BODY_NAME.search(text)
        or any(known.match(text) for known in (ATTACH, FOOT, NAMES, CONTACT))
        or BYLINE.fullmatch(text)
        or BARE_NAME.fullmatch(text)
        or is_row_of_names(text)
        or patterns()["closing"].fullmatch(text)
        or patterns()["salutation"].fullmatch(text)
        or _SIGNED.search(text)
    )


_SIGNED = re.compile("敬上$|谨启$|敬启$|^此致$|^敬礼$|老兵$|全体|复印件|^邮编")
"""Who signs a letter, and what is to be brought along."""


def _is_heading(text: str) -> bool:
    return TITLE_END.search(text) is not None or is_header_text(text)


_WRITTEN = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|.*\t|.{30,}！$")
_ENDS_OF_TEXT = ("。", "；", "：", ":")


def is_written(line: Line) -> bool:
    """Whether a line below 相关阅读 is the author's again: a sentence, an item, a row, an attachment."""
    text = line.text
    if line.role in ("row", "title") or text.endswith(_ENDS_OF_TEXT) or len(text) > _LONG:
        return True
    return _WRITTEN.match(text) is not None or ATTACH.fullmatch(text) is not None


def signatures(lines: Sequence[Line]) -> frozenset[int]:
    """Who signs a paper, and the day below: no names of other pages, whatever stands above."""
    return frozenset(
        at
        for at in range(len(lines) - 1)
        if DATE_LINE.fullmatch(lines[at + 1].text) and lines[at].role == "body" and BODY_NAME.search(lines[at].text)
    )


_SITE_BEHIND = re.compile(
    "\\s*[-_|｜—–]+\\s*(?=.*(?:网|门户|首页|政务|频道|平台|融媒|在线|发布|新闻|要闻|动态|栏目|资讯|报社?(?:$|\\s)))\\S.{0,40}$"
)


_UNDER_IT = 4


def page_title(lines: Sequence[Line]) -> list[int]:
    """云溪街道召开会议 —— 云溪网| 首页, a page's own title above the headline that it begins with."""
    first = lines[0].text if lines else ""
    below = (line.text for line in lines[1:_UNDER_IT])
    return [0] if any(first.startswith(text) and _SITE_BEHIND.match(first, len(text)) for text in below) else []


# ---------------------------------------------------------------- by how a line is made and what it stands among

_ODDS, _ODDS_OF_A_PAPER = 0.7, 2.0
"""Log odds over which a line goes; what could be a part of a paper needs more."""


def by_odds(lines: Sequence[Line], known: Sequence[bool], page_title: str | None) -> list[int]:
    """Lines that look so much like a page's own that they go with those that are `known` to be; nothing where none is."""
    if not any(known):
        return []
    odds = page_lines.odds(lines, known, page_title)
    body = next((at for at, line in enumerate(lines) if not known[at] and is_text(line)), 0)
    headline = _headline(lines, known, body, page_title)
    return [
        at
        for at, odd in enumerate(odds)
        if odd > (_ODDS_OF_A_PAPER if _may_be_of_a_paper(lines, at, headline) else _ODDS)
        and at != headline
        and not known[at]
        and _may_go(lines[at])
        and not _above_a_signature(lines, known, at)
    ]


_CONTACT = re.compile("[一-龥]{0,4}(?:电话|邮箱|地址|邮编|传真|联系人)(?:[（(][一-龥]{2,4}[）)])?[：:]")
_SIGNED_WITHIN = 10
_ATTACHED = re.compile(r"附件\s*\d{0,2}\s*[：:]\s*\d{0,2}[.．、]?\s*[一-龥《]{6}")
"""附件：1.普查统计表: what a paper lists below its text; a page's 附件下载 names no more than that."""


def _above_a_signature(lines: Sequence[Line], known: Sequence[bool], at: int) -> bool:
    """Whether a line says how to reach whoever signs the paper below it with a day, or lists what is attached: 受理邮箱：… / 云汀县退役军人事务局 / 2026年7月3日."""
    if _CONTACT.match(lines[at].text) is None:
        return False
    below = [
        line.text for line, gone in zip(lines[at + 1 : at + _SIGNED_WITHIN], known[at + 1 :], strict=False) if not gone
    ]
    if any(_ATTACHED.match(text) for text in below):
        return True
    day = next((low for low, text in enumerate(below) if DATE_LINE.fullmatch(text)), 0)
    return day > 0 and BODY_NAME.search(below[day - 1]) is not None


def _may_be_of_a_paper(lines: Sequence[Line], at: int, headline: int | None) -> bool:
    """Whether a line could be a part of a paper, or half of a headline."""
    beside = headline is not None and abs(at - headline) == 1 and len(lines[at].text) >= _HEADLINE
    return beside or _of_a_paper(lines, at)


_DECIMAL = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,3}[ \u3000]*[一-龥]")
"""1.2编制依据: a heading of an emergency plan."""
_OVER_WHAT_WAS_SAID = re.compile(
    "(?:会议?上?|通知|调研时?|讲话中|日前|近日)[^，。]{0,6}(?:强调|要求|指出|提出)[：:—]*$"
)
"""某某在全区征兵工作会议上强调, above the lines of a newspaper's headline that tell what."""


def _may_go(line: Line) -> bool:
    """Whether odds may take a line: no sentence, marking, name and nothing that ends a paper."""
    text = line.text
    if line.role in ("title", "row") or "。" in text or is_text(line) or find_marking(text):
        return False
    if BYLINE.fullmatch(text) or is_row_of_names(text) or _OVER_WHAT_WAS_SAID.search(text) or _DECIMAL.match(text):
        return False
    return not any(known.match(text) for known in (ATTACH, FOOT, NAMES))
