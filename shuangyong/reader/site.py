"""What a web page, a post or a running head printed around an author's lines, and its taking out.

Facts that stood in such lines (source, day, author) are kept in `Paper.removed`, from where `fields` reads them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from shuangyong.reader import edges, repair
from shuangyong.reader.bars import HEAD_LINES, PAGE_NAME, PROVINCES, is_bar, is_bar_at_head, is_of_a_table, parted
from shuangyong.reader.facts import DEPARTMENT, facts_in_rows, labelled, plainly
from shuangyong.reader.furniture import is_boilerplate, is_long_furniture
from shuangyong.reader.lines import BODY_NAME, NUMBER, TITLE_END, ends_a_telephone, is_header_text
from shuangyong.reader.model import Role
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.paper import MARKER, SENTENCE_END, Line, Paper
from shuangyong.reader.running_heads import heads_below_numbers, is_page_number, numbered_heads
from shuangyong.reader.secrecy import find_marking

_TAIL_SENTENCE = re.compile(
    "^内容概[述要]|转载|版权|授权|侵权|不代表|仅代表|声明：|小编|二维码|扫一扫|会员分享|文档|为(?:你|您|大家)|参考[。！]|预览|阅读已结束|二次传播|评论"
)
_LINKS = re.compile(
    r"【[^】]{2,60}】\s*的?相关|[<＜‹«【\[▼▶>＞»›★☆◆●■·•*#%\s]*(?:往期|相关|推荐|热点|热门(?!搜索)|延伸|更多|精彩|精选|近期|最新|猜你喜欢|[您你]可能|大家都在|图解|政策解读|解读)"
)


def without_site_name(lines: list[Line], paper: Paper) -> list[Line]:
    """What a web page prints above the heading that its own title names too: the site's name, the weather.

    A marking, a paper's red heading and number, and rows stay for whoever reads them.
    """
    at = _heading_at(lines, paper.page_title) if paper.page_title else 0
    if not at:
        return lines
    kept: list[Line] = []
    for line in lines[:at]:
        if _is_site_name(line):
            paper.take_out(line.text, "boilerplate")
        else:
            kept.append(line)
    return [*kept, *lines[at:]]


_SEGMENTS = re.compile("[-_|｜—–]+")
_HIGHEST = 30
"""A page's heading stands among its first lines."""


def _heading_at(lines: list[Line], page_title: str) -> int:
    """Where a page's heading stands: the line that its <title> names, marked as heading or opening that title."""
    shown = page_title.replace(" ", "")
    segments = _SEGMENTS.split(shown)
    for at, line in enumerate(lines[:_HIGHEST]):
        words = line.text.replace(" ", "")
        if line.role == "title" and line.text in page_title:
            return at
        named = shown.startswith(words) or words in segments and not BODY_NAME.search(words)
        if line.role == "body" and len(words) >= 8 and named:
            line.role = "title"
            return at
    return 0


_SITE = re.compile("网站|网$|门户|平台$|今天是|今日|欢迎|频道|星期|天气|客户端|政务|信息公开|导航|搜索")


_ROOMS = re.compile(r"(?:[^\s|｜]{2,8}[\s|｜]+){2,}[^\s|｜]{2,8}")
"""A row of short words, a site's rooms: 首页 政务公开 走进清河."""


def _is_site_name(line: Line) -> bool:
    text = line.text
    if line.role != "body" or len(text) > 60 or text[-1] in "。！？：" or "\t" in text or find_marking(text):
        return False
    if not (BODY_NAME.search(text) or _SITE.search(text) or _ROOMS.fullmatch(text)):
        return False  # what an author may have set above his heading
    return not (MARKER.match(text) or is_header_text(text) or NUMBER.fullmatch(text) or TITLE_END.search(text))


def without_furniture(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without what a page, a post or a running head printed around them; what goes is counted and kept in `removed`."""
    lines = parted(lines)
    bars = [at for at in range(min(HEAD_LINES, len(lines) - 2)) if not is_of_a_table(lines, at)]
    facts, below_numbers = facts_in_rows(lines), heads_below_numbers(lines)
    around = {*facts, *below_numbers, *(at for by in _BY_WHAT_STANDS_AROUND for at in by(lines))}
    walk = _Walk(paper, bars, facts, around, below_numbers, _repeated_head(lines), edges.signatures(lines))
    for at, line in enumerate(lines):
        walk.take(at, line)
    take_edges(walk)
    _trim_edges(walk.kept, paper)
    while walk.kept and _NOTHING_ATTACHED.fullmatch(walk.kept[-1].text):
        paper.take_out(walk.kept.pop().text, "boilerplate")
    return walk.kept


def take_edges(walk: _Walk) -> None:
    """Take what stands among a page's own lines, over, under and below everything."""
    paper, lines, gone = walk.paper, [line for line, _ in walk.seen], [gone for _, gone in walk.seen]
    told = edges.around(lines, gone, paper.page_title)
    paper.counts["boilerplate"] += len(told)
    paper.removed += told.values()
    walk.kept = [line for at, line in enumerate(lines) if not (gone[at] or at in told)]


@dataclass(slots=True)
class _Walk:
    """One pass over the lines: what the lines before were says what the next one is."""

    paper: Paper
    bars: Container[int]
    """Where a page's bar of facts may stand."""
    facts: Mapping[int, str]
    around: Container[int]
    below_numbers: Container[int]
    head: str | None
    signs: Container[int]
    kept: list[Line] = field(default_factory=list)
    seen: list[tuple[Line, bool]] = field(default_factory=list)
    """Each line and whether it is known to be a page's own; what every sheet of paper prints is left out."""
    label: str = ""
    """来源：, of which the value stands on this line."""
    below_bar: bool = False
    below_links: bool = False
    after_page: bool = False
    above: str = ""
    row_gone: bool = False

    def take(self, at: int, line: Line) -> None:
        """Keep a line, or remove it and what stood in it as a fact with its label."""
        reason = self._by_itself(at, line)
        self.below_bar = reason is not None and at in self.bars and is_bar_at_head(line.text)
        reason = reason or self._below_a_page(line)
        below_page = self.after_page and (line.gap or at in self.below_numbers)
        numbered = is_page_number(line.text) and not _COUNTED.fullmatch(self.above)
        self.row_gone = line.role == "row" and reason is not None
        self.after_page, self.above = reason is not None and (below_page or numbered), line.text
        reason = self._below_the_links(at, line, reason)
        if reason is None or reason == "boilerplate" and line.role not in ("header", "footer") and not self.after_page:
            self.seen.append((line, reason is not None))
        if reason is None:
            self.kept.append(line)
        else:
            value = (self.label if _is_value(line, self.label) else "") + _FACT_OF_A_LIST.sub("", line.text)
            self.paper.counts[reason] += 1
            gone = self.paper.images if reason == "image_name" else self.paper.removed
            gone.append(self.facts.get(at, value))
        self.label = line.text.lstrip("•· ") if reason is not None and _LABEL_ALONE.fullmatch(line.text) else ""

    def _by_itself(self, at: int, line: Line) -> str | None:
        """By its own words, where it stands, or as the value of the label or the bar right above."""
        if self.below_bar and PAGE_NAME.fullmatch(line.text):
            self.label = "来源："
        if at in self.around or self.head and line.text == self.head:
            return "boilerplate"
        if line.role == "row" and self.row_gone and labelled(line.text):
            return "boilerplate"
        reason = _why_remove(line.text, line.role)
        if reason and not self.kept and _COLLECTION.fullmatch(line.text):
            return None
        if (
            reason
            and line.text.isdigit()
            and (_TELEPHONE.search(self.above) or ends_a_telephone(self.above, line.text))
        ):
            return None
        below = self.label and _is_value(line, self.label) or self.below_bar and line.text in PROVINCES
        if reason is None and (below or at in self.bars and is_bar_at_head(line.text)):
            return "boilerplate"
        return reason

    def _below_a_page(self, line: Line) -> str | None:
        """Right below a page's number: the running head goes, and what the page's end broke goes on."""
        if not self.after_page:
            return None
        if _RUNNING_HEAD.fullmatch(line.text):
            return "boilerplate"
        if self.kept and not SENTENCE_END.search(self.kept[-1].text):
            line.gap = False  # the blank lines are the page's end, not the author's
            line.broken = True
        return None

    def _below_the_links(self, at: int, line: Line, reason: str | None) -> str | None:
        """What follows 相关阅读 below a text goes too, up to what only an author writes."""
        if reason is not None:
            links = (
                line.role != "nav" and _LINKS.match(line.text) and any(_TEXT.search(one.text) for one in self.kept[-9:])
            )
            self.below_links = self.below_links or bool(links)
        elif self.below_links:
            if at in self.signs or edges.is_written(line):
                self.below_links = False
            else:
                return "boilerplate"
        return reason


_TELEPHONE = re.compile("(?<!\\d)\\d{5,6}$")
"""0556-55123, of which the line's end broke off 45."""
_COUNTED = re.compile("(?:浏览|阅读|点击|访问|评论|收藏|在看)(?:次数|量|数)?[：:]?")
_PUT_UP = re.compile("20\\d\\d年\\d{1,2}月\\d{1,2}日")
_SOURCE_ALONE = re.compile("(?:信息|文章|稿件|新闻)?(?:来源|稿源)\\s*[：:]\\s*[^，。；]{2,24}")

_UNDER_A_HEADLINE, _TEXT = 4, re.compile("[。！？]$|.{25}")


def _days_over_sources(lines: list[Line]) -> list[int]:
    """2024年03月06日 right above 来源：清河日报, below a headline: a bar set on two lines."""
    pairs = enumerate(itertools.pairwise(line.text for line in lines[:_UNDER_A_HEADLINE]))
    return [at for at, (day, source) in pairs if at and _PUT_UP.fullmatch(day) and _SOURCE_ALONE.fullmatch(source)]


_FACT_OF_A_LIST = re.compile(r"^[•·-]\s*(?=[一-龥 /]{2,10}\s*[：:])")
_LABEL_ALONE = re.compile(
    r"(?:[•·]\s*)?(?:(?:信息|文章|稿件)?(?:来源|出处)|(?:发布|更新|发表|发文|成文|生成|公开)(?:时间|日期|人|机构|机关|单位|字号)|索引号|文号)\s*[：:]"
    r"|(?:作者|编辑|责任编辑|责编)[：:]|(?:点击|浏览|阅读|访问)(?:次数|量|数)?\s*[：:]|[上下]一[篇条][：:]?"
)
"""来源： on a line of its own: what it is of stands on the next."""
_LONGEST_VALUE = 24


def _is_value(line: Line, label: str) -> bool:
    counts = not _COUNTED.fullmatch(label) or line.text[0].isdigit()  # 访问量：, and on the line below a headline
    return counts and line.role != "row" and len(line.text) <= _LONGEST_VALUE and not _STOPS.search(line.text)


_STOPS = re.compile("[，。；：:！？、]")


def _repeated_head(lines: list[Line]) -> str | None:
    """What every page has at its head, below the number of the page before, where a title stands below the first of them."""
    text = lines[0].text if lines else ""
    if len(text) > _LONGEST_HEAD or SENTENCE_END.search(text) or find_marking(text):
        return None
    again = [at for at, line in enumerate(lines) if at and line.text == text]
    if edges.signatures(lines).intersection(again):
        return None  # whoever issues a paper signs it too, at times right below a page's number
    if not again or not all(is_page_number(lines[at - 1].text) for at in again):
        return None
    return text if any(TITLE_END.search(line.text) and line.text != text for line in lines[1:4]) else None


_LONGEST_HEAD = 40
_RUNNING_HEAD = re.compile("[^，。；：]{2,24}[（(]?第\\s*\\d+\\s*期[）)]?")
"""What a paper prints at the head of each page, right below the number of the one before: 宁北市督查通报（第6期）."""


_A_PAGE = 2
"""So many lines of site furniture tell that a text was taken from a page."""
_EDGE = re.compile(
    r"主办|承办|备案|版权|网站|访客|访问量|技术支持|友情链接|电子版|数字报|客户端|公众号|关怀版|无障碍|RSS|English|(?:订报|新闻|服务|投稿)热线|投稿邮箱"
    r"|^(?:举报电话[：:]?\s*)?0\d{2,3}[-—]\d{7,8}$|^(?:[一-龥]{2,6} )?[一-龥]{2,8}(?:新闻网|信息港|资讯网)$"
)
_WHERE = re.compile("地址|邮编|邮政编码|电话|传真|邮箱|网址|E-?mail")


_HIGH_EDGE = 6


def _trim_edges(kept: list[Line], paper: Paper) -> None:
    """Take what a page prints above and below everything: its host, address, makers. Only where other furniture says it is one."""
    if paper.counts["boilerplate"] < _A_PAGE:
        return
    low, high = 0, len(kept)
    while low < min(high, _HIGH_EDGE) and _is_edge(kept[low]) and not TITLE_END.search(kept[low].text):
        low += 1
    while high > low and _is_edge(kept[high - 1]):
        high -= 1
    for line in [*kept[:low], *kept[high:]]:
        paper.take_out(line.text, "boilerplate")
    kept[:] = kept[low:high]


def _is_edge(line: Line) -> bool:
    text = line.text
    if len(text) > 90 or text[-1] in "。！？；：" or line.role == "title" or find_marking(text) or MARKER.match(text):
        return False
    return _EDGE.search(text) is not None or len(_WHERE.findall(text)) > 1 and "联系人" not in text


_NOTHING_ATTACHED = re.compile("附件(?:下载)?[：:]?")  # a page's last line whose links went


_HOME = frozenset({"首页", "网站首页", "主页"})
_ROOM = re.compile(
    "[一-龥]{2,8}(?:公开|动态|要闻|新闻|专栏|公告|文件|资讯|信息|工作|专题|之窗|园地|频道|正文|详情|列表|服务|互动|办事|交流|概况|在线|之家|党建|政策|法规|解读|导航|搜索|登录|注册|更多)|正文|搜索|登录|注册|更多|EN|English"
)
_SHORT_NAME = re.compile("[一-龥]{2,6}")
_HIGH = 8
_FEWEST_ROOMS = 4
"""Rooms in a row that are a site's way though none of them is its first page."""


def _trail(lines: list[Line]) -> range:
    """Where a page's way (首页, 政务公开, 会议公开) stands as lines of its own above the title."""
    start = next((at for at, line in enumerate(lines[:_HIGH]) if line.text in _HOME), None)
    if start is None or any(MARKER.match(line.text) for line in lines[:start]):
        return range(0)
    end = start + 1
    while end < len(lines) and _is_room(lines[end]):
        end += 1
    return range(start, end)


def _is_room(line: Line) -> bool:
    if line.role in ("title", "row"):
        return False
    return _ROOM.fullmatch(line.text) is not None or bool(
        _SHORT_NAME.fullmatch(line.text) and not TITLE_END.search(line.text)
    )


def _way(lines: list[Line]) -> range:
    """Rooms of a site above the title, most of them known by their words: 政务公开, 办事服务, 互动交流, 走进云溪."""
    end = 0
    while end < len(lines) and _is_room(lines[end]):
        end += 1
    known = sum(_ROOM.fullmatch(line.text) is not None for line in lines[:end])
    return range(end) if end >= _FEWEST_ROOMS and 2 * known >= end else range(0)


def _table_above(lines: list[Line]) -> list[int]:
    """The values of a portal's table of facts whose labels went, a paper's name among them, which then stands above the paper itself."""
    high = [line.text for line in lines[:_HIGHEST]]
    first = next(
        (at for at, text in enumerate(high[:HEAD_LINES]) if TITLE_END.search(text) and high.count(text) > 1), 0
    )
    again = high.index(high[first], first + 1) if first else 0
    table = [at for at in range(again) if not (is_header_text(high[at]) or NUMBER.fullmatch(high[at]))]
    plain = all(
        len(high[at]) < _LONGEST_FACT and high[at][-1] not in "。：" and not find_marking(high[at])
        for at in table
        if at != first
    )
    return table if plain and any(_FILED.fullmatch(high[at]) for at in table) else []


_LONGEST_FACT = 50
_FILED = re.compile(r"[A-Za-z\d]{6,24}(?:[/\-][\d\-]{6,24})+")
"""113715250043286799/2017-26749960: what a portal files a paper under."""
_OF_A_MENU = re.compile(
    "(?:政府)?信息公开(?:指南|制度|年报|年度报告|目录|专栏|平台)?|法定主动公开内容|依申请公开|公开(?:指南|制度|年报|目录)"
)
_A_MENU = 3


def _menu(lines: list[Line]) -> list[int]:
    """The menu of a portal's part where papers are made public: 政府信息公开指南, 政府信息公开制度, 依申请公开."""
    found = [at for at, line in enumerate(lines[:_HIGHEST]) if "公开" in line.text and _OF_A_MENU.fullmatch(line.text)]
    return found if len(found) >= _A_MENU else []


def _bullets_below(lines: list[Line]) -> range:
    """政策解读, and below it the headings of other pages, each behind a point, as they stand below a paper."""
    end = max((at for at in range(max(0, len(lines) - _BELOW), len(lines)) if lines[at].text[0] in "·•"), default=0)
    start = end
    while start and lines[start].text[0] in "·•" and lines[start].text[-1] not in "。；":
        start -= 1
    if end - start < _A_LIST or start < _A_LIST or not _SHORT_NAME.fullmatch(lines[start].text):
        return range(0)
    return range(start, end + 1)


_OVER_A_HEADLINE = re.compile(
    r"[A-Za-z]{2,12}|(?:联系电话|投稿(?:邮箱|热线|电话)|新闻热线|值班电话|电子?邮箱)\s*[：:].{4,40}"
)
"""list, 联系电话：0556-5512345: what stands over a page's headline and is no room of the site."""
_WHOSE_PAGE = re.compile(r"(?:联系人|手机|电话|联系电话|传真|qq|QQ|微信|邮箱|地址|网址)\s*[：:]\s*\S.{0,50}")
"""联系人：…, 手机：…, 地址：… over a page's day: whose page it is."""
_HEADLINE = 8


def _over_a_headline(lines: list[Line]) -> set[int]:
    """What a page prints over its headline, told by the bar of facts right below that: the name of a room, whom to ring."""
    bar = next((at for at, line in enumerate(lines[:HEAD_LINES]) if is_bar(line.text)), 0)
    if bar > 1 and all(_WHOSE_PAGE.fullmatch(line.text) for line in lines[:bar]):
        return set(range(bar))
    if bar <= 1 or len(lines[bar - 1].text) < _HEADLINE or _OVER_A_HEADLINE.fullmatch(lines[bar - 1].text):
        return set()
    over = range(bar - 1)
    return {at for at in over if _OVER_A_HEADLINE.fullmatch(lines[at].text) or _ROOM.fullmatch(lines[at].text)}


_ANSWERS_BY_ITSELF = re.compile("AI(?:问答|助手|搜索)")


_HERE = re.compile("(?:您|你)?(?:现在|当前|所在|的)*位置(?:是)?[：:]")


def _points_above_the_way(lines: list[Line]) -> list[int]:
    """Headings of other pages, each behind a point, above 现在位置：…."""
    way = next((at for at, line in enumerate(lines[:_HIGHEST]) if _HERE.match(line.text)), 0)
    return [at for at in range(way) if lines[at].text[0] in "·•"]


def _asked_by_a_page(lines: list[Line]) -> list[int]:
    """What a page offers to ask its own machine, below the name of that: AI问答, …的主要目标是什么？"""
    found = [at for at, line in enumerate(lines[:HEAD_LINES]) if _ANSWERS_BY_ITSELF.fullmatch(line.text)]
    return [at + 1 for at in found if at + 1 < len(lines) and lines[at + 1].text[-1] in "？?"]


_THREAD = re.compile(r"查看\s*[：:]\s*\d+\s*[|｜]\s*回复\s*[：:]\s*\d+")  # over a title; above it all is the forum's


def _above_a_thread(lines: list[Line]) -> range:
    return range(next((at for at, line in enumerate(lines[:_HIGHEST]) if _THREAD.fullmatch(line.text)), 0))


_LISTED_NEWS = re.compile(r"[·•●■◆\-\s]*[^，。；]{4,60}?[\s\t]*[\[【（(]?(?:20\d\d[-/.])?\d{1,2}[-/.]\d{1,2}[\])】）]?")
_LIST_HEAD = re.compile(
    "[一-龥]{0,4}(?:动态|要闻|新闻|推荐|排行|排行榜|公告|文章|信息|资讯|列表|更多|公示)(?:[>＞»]{0,2}|\\s*(?:更多|MORE|more)[>＞»]{0,2})"
)
_A_LIST = 2


def _news_list(lines: list[Line]) -> range:
    """Other news with their days in figures, under a heading such as 最新动态, that a page prints below everything."""
    last = range(len(lines), max(0, len(lines) - _BELOW), -1)
    end = next((at for at in last if lines[at - 1].text[-1] in _DAY_ENDS and _is_listed(lines[at - 1])), 0)
    start = end
    while start and _is_listed(lines[start - 1]):
        start -= 1
    if end - start < _A_LIST or start < _A_LIST or not _LIST_HEAD.fullmatch(lines[start - 1].text):
        return range(0)
    return range(start - 1, end) if all(is_boilerplate(line.text) for line in lines[end:]) else range(0)


def _is_listed(line: Line) -> bool:
    text = line.text
    return text[-1] in _DAY_ENDS and len(text) < _LONGEST_LINK and _LISTED_NEWS.fullmatch(text) is not None


_BELOW = 12
"""Lines that a page prints below such a list at most."""
_DAY_ENDS = frozenset("0123456789])）】")
_LONGEST_LINK = 90


_COLLECTION = re.compile("[^，。；：]{4,40}[（(][一-龥]{1,2}\\d{1,3}篇[）)]")
"""校长讲话稿(精选5篇): the title of a page, where nothing stands above it; among links it is one of them."""
_SPAM = re.compile(
    "(?:精品|无码|欧美|亚洲|国产|日韩)[^。]{0,60}(?:[一二三]区|无码|精品视频|在线(?:观看|视频|播放)|国产精品)"
)
"""What whoever takes over an abandoned site writes above its old pages."""


@lru_cache(maxsize=REMEMBERED)
def _why_remove(text: str, role: Role) -> str | None:
    if find_marking(text):  # whatever else the line is: a marking that is cut is a secret that is kept
        return None
    if role in ("header", "footer", "nav"):
        return "boilerplate"
    if ("精品" in text or "无码" in text) and _SPAM.search(text):
        return "boilerplate"
    tables = repair.tables()
    if ("." in text or text[-1] in ")]）】" or "wx_fmt" in text) and tables["image"].fullmatch(text):
        return "image_name"
    if is_long_furniture(text):
        return "boilerplate"
    if len(text) > 120 and text[:3] != "内容概" or text[-1] == "。" and not _TAIL_SENTENCE.search(text):
        return None
    if DEPARTMENT.match(text):
        return "boilerplate"
    text = plainly(text) if text[0] in "［〖【[" else text
    if text[0] in "•·" and len(text) > 1 or text[0] == "-" and _FACT_OF_A_LIST.match(text):
        text = text[1:].lstrip()
    if is_boilerplate(text) or " " in text[:8] and is_boilerplate(text.replace(" ", "")):
        return "boilerplate"
    if is_bar(text):
        return "boilerplate"
    if len(text) < 30 and text[-1] in "0123456789-—–─－页·• " and tables["page_number"].fullmatch(text):
        return "boilerplate"
    return None


_BY_WHAT_STANDS_AROUND: tuple[Callable[[list[Line]], Iterable[int]], ...] = (
    _news_list,
    _above_a_thread,
    numbered_heads,
    _points_above_the_way,
    _trail,
    _way,
    _over_a_headline,
    _menu,
    _bullets_below,
    _asked_by_a_page,
    _table_above,
    _days_over_sources,
    edges.page_title,
)
"""Each tells the lines that are furniture by what stands around them."""
