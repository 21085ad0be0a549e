"""The fields of a frame: kind and day of issue (where it comes from: `origin`)."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest

from shuangyong.reader import leads
from shuangyong.reader.frame import Frame
from shuangyong.reader.libraries import FROM_A_LIBRARY, IS_A_LIBRARY
from shuangyong.reader.lines import (
    DATE,
    TITLE_END,
    is_bulletin_name,
    is_issue_number,
    is_issuer_and_day,
    parse_date,
)
from shuangyong.reader.model import Kind
from shuangyong.reader.origin import choose_origin
from shuangyong.reader.paper import Paper
from shuangyong.reader.secrecy import gravest
from shuangyong.reader.titles import run_in_title

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"通知(?:[（(].{1,16}[）)])?$")),
    ("circular", re.compile(r"(?:通报|督查专报)(?:[（(].{1,16}[）)])?$")),
    ("minutes", re.compile(r"(?:(?:会议)?纪要|会议记录)(?:[（(].{1,16}[）)])?$")),
    (
        "speech",
        re.compile(
            r"(?<!并)(?<!并作)(?<!并发表)(?:讲话|讲话提纲|讲话要点|讲话摘要|讲话稿|讲稿|发言|发言稿|发言材料|讲话材料|发言提纲|致[辞词]|主持词|主持稿|动员令|表态发言)(?:范文|例文|范本|模板)?(?:[（(].{1,24}[）)])?$|^(?:主持词|讲话|发言|致辞)[—－-]{1,2}在[^，。]{3,60}上$"
        ),
    ),
    (
        "summary",
        re.compile(r"(?:总结|工作(?:开展)?情况)(?:和|及|暨|与|、).{0,24}(?:计划|打算|安排|要点|思路|建议)$|工作打算$"),
    ),
    (
        "plan",
        re.compile(
            r"(?:方案|要点|计划书?|工作安排|安排意见|规划|预案|任务分解表|分解表|安排表|分工表|任务表|计划表|安排|任务清单|责任清单|重点任务|任务书|(?:任务|责任|工作|目标)(?:分解|分工))(?:[（(].{1,24}[）)])?$"
        ),
    ),
    (
        "summary",
        re.compile(
            r"(?:总结|自查报告|工作报告|报告|汇报|情况汇报|小结|总结材料|汇报材料|自评报告|述职报告|情况)(?:[（(].{1,24}[）)])?$"
        ),
    ),
    (
        "rules",
        re.compile(
            r"(?:办法|制度|条例|规定|细则|规则|章程|守则|规程|准则|(?:成员单位|领导小组|办公室)[^，。]{0,8}职责)(?:[（(].{1,24}[）)])?$"
        ),
    ),
    (
        "other",
        re.compile(
            r"(?:慰问信|公开信|倡议书|感谢信|贺信|喜报|公告|公示|通告|函|意见|决定|请示|批复|承诺书|责任书|协议书?|标准|须知|说明|简报|命令|决议|议案|公报|答复|提示|提示函|提示单|督办单|抄清)(?:[（(].{1,24}[）)])?$"
        ),
    ),
)


def choose_fields(paper: Paper, frame: Frame) -> None:
    """Fill in kind, secrecy, day and origin."""
    _choose_kind(paper, frame)
    _choose_date(paper, frame)
    choose_origin(paper, frame)


_STATE = re.compile(
    r"[ 　]*篇[一二三四五六七八九十\d]{1,2}$|(?:热选|热门|精选|通用|汇总|合集|推荐|集锦|大全)?[（(][^（）()]{0,4}\d{1,3}篇[）)](?:篇[一二三四五六七八九十])?$|(?:热选|热门|精选|通用|汇总|合集|推荐|集锦|大全)?\d{1,3}篇$|(?<=[案划结点知话告词])(?:大全|集锦|汇总|精选)$|(?<=方案|计划|总结|要点|通知|报告)\d{1,2}$|(?:范文|模板|例文|样本)(?:[（(【][^（）()【】]{1,4}[）)】])?$|[（(](?:试行|暂行|草案|征求意见稿|讨论稿|修订|\d{4}年?.{0,12})[）)]$"
)
"""What a title says of the state of its paper."""
_WHERE_GIVEN = re.compile(
    "(?:报告|汇报|总结|讲话|致辞|发言)[—－-]{1,2}[^，。]{0,16}(?:在|于)[^，。]{3,60}(?:会议?|大会|全会|扩大）)上$"
)
"""政府工作报告——2024年1月9日在县人民代表大会会议上: what it is stands before where it was given."""
_BULLETIN = re.compile("[一-龥“”]{0,16}(?:简报|快报|专报|工作动态)")
"""What is printed over the issues of a bulletin: whatever it reports, it is one."""


def _is_bulletin(head: list[str]) -> bool:
    return any(
        _BULLETIN.fullmatch(text) or is_bulletin_name(text) and is_issue_number(below)
        for text, below in zip_longest(head, head[1:], fillvalue="")
    )


def _choose_kind(paper: Paper, frame: Frame) -> None:
    frame.secrecy = gravest(paper.paragraphs)
    if frame.title is None:
        frame.title = _title_elsewhere(paper, frame)
    title = _STATE.sub("", frame.title or "")
    title = title.partition("——")[0] if _WHERE_GIVEN.search(title) else title
    title = title.rstrip('》”"') if title.endswith(("》", "”")) and "《" not in title[:2] else title
    if _is_bulletin(paper.paragraphs[:5]) and not TITLE_END.search(title):
        frame.kind = "other"
        return
    reports = frame.title is not None and any(told.fullmatch(frame.title) for told in (_REPORTS_OF_A_PAPER, _MET))
    for kind, pattern in _KINDS:
        if title and not reports and pattern.search(title):
            frame.kind = kind
            break
    else:
        handed_on = "address" in frame.tags[:3] and leads.hands_on(paper)
        led = "notice" if handed_on else leads.kind_it_names(paper) if frame.title is None else None
        frame.kind = led or ("news" if _is_news(paper, frame) else _kind_by_body(paper, frame))
    if frame.kind == "news" and frame.title is None and {"number", "address"} <= set(frame.tags[:_HEAD_OF_A_NOTICE]):
        frame.kind = "notice"  # a number and whom it goes to: no news, whatever source its page names
    if frame.kind in ("news", "other"):
        if says := leads.says_what_it_is(paper, "salutation" in frame.tags):
            frame.kind = says
            return
        frame.kind = _kind_of_its_form(paper, frame) or frame.kind
    if reports and frame.kind == "other":
        frame.kind = "news"
    told = reports or not TITLE_END.search(title) or _TOLD.search(title) is not None
    if told and frame.kind in ("other", "summary") and _is_news(paper, frame):
        frame.kind = "news"
    if frame.kind in ("news", "other") and frame.title is None and _speaks(paper, frame):
        frame.kind = "speech"
    elif frame.kind == "news" and frame.title is None and frame.tags[:1] == ["salutation"]:
        frame.kind = "other"  # news greet nobody


_ARTICLE = re.compile("第[一二三四五六七八九十百零〇\\d]{1,5}条[ 　\\s一-龥]")
_SOME_ARTICLES = 3
_RECORDED = re.compile("现纪要如下|现(?:将[^。；]{2,40}|具体|就此)纪要如下")
_FROM_A_PAPER = re.compile("[一-龥]{2,8}讯[（(](?:记者|通讯员)")
"""农村新报讯（记者徐某）."""
_SIGNED_BY_REPORTERS = re.compile(
    "[（(](?:(?:本报|本网)?(?:记者|通讯员|供稿人?|撰稿人?|来稿)|文/图|图/文|文/摄影)[ 　：:][^（）()，。]{2,24}[）)]$"
)


def _kind_of_its_form(paper: Paper, frame: Frame) -> Kind | None:
    """Articles make rules, 现将…纪要如下 minutes, whatever the page around them looks like; a reporter's name makes news."""
    articles = sum(_ARTICLE.match(text) is not None for text in paper.paragraphs)
    if articles >= _SOME_ARTICLES and 2 * articles >= sum(tag == "body" for tag in frame.tags) - articles:
        if frame.title is None:
            frame.title = next((text for text in paper.paragraphs if _RULES_NAME.fullmatch(text)), None)
        return "rules"
    if any(_RECORDED.search(text) for text in paper.paragraphs[:4]):
        return "minutes"
    told = frame.kind == "other" and any(_SIGNED_BY_REPORTERS.search(text) for text in paper.paragraphs[-2:])
    told = told or frame.kind == "other" and any(_FROM_A_PAPER.search(text[:60]) for text in paper.paragraphs[:4])
    return "news" if told else None


_RULES_NAME = re.compile("[^，。；：]{4,40}(?:办法|制度|条例|规定|细则|规则|章程|守则|规程)(?:[（(].{2,8}[）)])?")
_REPORTS_OF_A_PAPER = re.compile("(?!.*关于[^《]*《)[^《》]{2,40}(?:印发|发布|出台|下发)《[^《》]+》")
"""某某部印发《…的通知》: a headline that tells of a paper; 关于印发《…方案》的通知 is one itself."""
_MET = re.compile(
    "(?!.*关于)[^，。《》]{2,30}(?:召开|举行|举办)[^，。《》]{2,40}(?:会议?|大会|仪式|活动)[ 　，、](?:研究|安排|部署|听取|传达|总结|动员|推进|学习)[^《》]{2,30}|(?![^《]*关于)[^，。《》]{2,30}(?:召开|举行)(?:了)?(?:[^，。《》]{2,40})?会议?[ 　，、](?:研究|安排|部署|听取|传达|分析|审议|讨论|学习)[^。]{2,80}"
)
"""某市召开全体会议 安排部署今年重点任务: a headline of two parts that tells of a meeting."""
_TOLD = re.compile(
    "(?<!工)作(?!的|为|者)[^，。的]{0,10}(?:述职|工作|专题|情况|调研)?(?:报告|汇报)$|听取[^，。]{0,24}(?:报告|汇报)$"
)
"""某某院长作双拥述职报告, 县人大常委会听取双拥工作汇报: a headline that tells who reported, or was heard."""


def _speaks(paper: Paper, frame: Frame) -> bool:
    """Whether a paper without a title begins with whom it greets and then speaks for itself: 同志们：…我讲几点意见."""
    greets = frame.tags[:1] == ["salutation"] and "signature" not in frame.tags
    if greets and not any(map(_APPEALS.search, paper.paragraphs)):
        return True
    hearers = any(map(_TO_HEARERS.match, paper.paragraphs[1:]))
    if hearers and any(map(_SAYS_SOME.search, paper.paragraphs)):
        return True
    if any(_SPEAKS_TO.match(text) and _WILL_SAY.search(text) for text in paper.paragraphs[:1]):
        return True
    opens = any("今天" in text[:80] for text in paper.paragraphs[:1])
    return opens and sum(_CALLS_UP.match(text) is not None for text in paper.paragraphs) >= _TWICE


_APPEALS = re.compile(
    "(?:汇报|报告|述职|答复|函复|批复|函告|回复)如下|(?:发出|提出如下|特此)倡议|倡议(?:如下|书)|(?:公开|慰问|感谢|表扬)信|此致"
)
"""Others than whoever speaks begin with whom they greet; 下面汇报如下 is a report, whoever hears it."""
_TO_HEARERS = re.compile("同志们[！!，,：:]")
_SAYS_SOME = re.compile(
    "(?:^|[。，！])(?:下面|最后|这里|在此|借此机会|接下来)?[，,]?我(?:再|就|先|着重|重点)?(?:讲|谈|提|强调|说)[^。]{0,6}[点个条][^。]{0,8}[。：，]"
)
"""这里，我提几点要求，同大家共勉。, and further on 同志们！"""
_CALLS_UP = re.compile(
    "(?:首先|现在|下面|接下来|最后)[，,]?(?:先|再)?(?:我们)?(?:举行|进行|进入|请)[^。；]{0,16}(?:第[一二三四五六七八]项|议程|讲话|报告|发言|汇报)"
)
_TWICE = 2
"""…决定今天在这里召开…。下面，先举行第一项议程，请某某作报告。: what whoever chairs says."""


_SPEAKS_TO = re.compile(
    "(?:尊敬的|敬爱的)?(?:各位[一-龥]{2,8}|同志们)(?:[、，](?:尊敬的)?(?:各位[一-龥]{2,8}|同志们|朋友们|战友们))*[：:！]"
)
_WILL_SAY = re.compile("我(?:再|就|先|代表|想|向)?[^。]{0,30}(?:讲|谈|表达|强调|说)[^。]{0,6}[点个层条方]")
"""各位首长、同志们：…下面，我表达三层意思: the same in one paragraph."""


def _title_elsewhere(paper: Paper, frame: Frame) -> str | None:
    """A title that stands only as a caption between paragraphs (its repeats were removed), or in the page's own title."""
    removed = {line.strip() for line in paper.removed}
    for at, text in enumerate(paper.paragraphs):
        if (text in removed or paper.roles[at] == "title") and frame.tags[at] == "body":
            frame.tags[at] = "title"
            return text
    for line in paper.removed:
        match = re.match(r"(?:标\s*题|原标题|信息名称)\s*[：:]\s*(.{4,80})", line)
        if match is not None:
            return match[1].strip()
        if (shared := _SHARED.match(line)) is not None:
            return shared["title"].strip()
        last = _WAY.split(line)[-1].strip()
        if (
            last != line
            and TITLE_END.search(_SO_MANY.sub("", last))
            and paper.paragraphs
            and paper.paragraphs[0].startswith(last)
        ):
            return last
    return leads.title_passed_on(paper, frame.tags) or next((run_in_title(text) for text in paper.paragraphs[:1]), None)


_SHARED = re.compile(
    "《(?:[（(][^（）()]{1,6}[）)])?(?P<title>[^《》]{4,60}?)》由.{0,8}(?:会员|网友|用户)(?:分享|上传)"
)
"""《（精编版）2024年度双拥工作安排》由会员分享, over what a library shows of a paper."""
_SO_MANY = re.compile(r"\d{1,3}篇$")
_WAY = re.compile("[>＞»›]")
"""What parts the steps of a page's way, the last of which may be the title."""


def _is_news(paper: Paper, frame: Frame) -> bool:
    if any(
        re.search("来源|稿源|编辑|记者|责编|信息首发|浏览|点击", line) and not FROM_A_LIBRARY.search(line)
        for line in paper.removed
    ):
        return True
    if "byline" in frame.tags:
        return True
    if leads.opens_as_news(paper):
        return True
    if frame.title is None and leads.is_a_part(paper):
        return False
    body = "".join(paper.paragraphs[:5])[:900]
    return _REPORTS.search(body) is not None


_REPORTS = re.compile(
    r"(?:\d{1,2}月\d{1,2}日|日前|近日|今天|昨日|昨天|连日来|讯|上午|下午)[^。]{0,120}(?:召开|举行|举办|主持|走进|开展|来到|看望|慰问|赴|启动|揭牌|授牌|参加|带队|督导|检查|督查|验收|调研|反馈|巡查|视察|考察|现场调度|来[一-龥]{2,6}[县市区]|获悉|归来|挂牌|发车|出征|开营)"
    r"|(?:召开|举行)[^。]{0,60}(?:会议|大会|推进会|座谈会)|(?:会议|大会)(?:强调|指出|要求|通报)|会议由[^。，]{2,40}主持|(?:^|。)近期[，,][^。]{2,60}(?:派出|组建|成立|组织)[^。]{0,12}(?:督导|检查|督查|巡察|暗访)组[，,]|(?:督[查察导]|检查|巡查|暗访|调研)组(?:还|同时)?要求[^。]{2,20}[要，]|，(?:督[查察导]|检查|巡查|暗访)组(?:当场|现场)?[^。]{2,24}(?:提出|下发|下达)[^。]{0,6}整改|(?:发出|下发|印发)[^。]{0,40}通知[^。]{0,30}。通知(?:要求|强调|指出|明确)[，,]"
)


_GREETS = re.compile("(?:[^，。；：]{0,12}各位[^，。；：]{1,8}[，、])*同志们[：:]").match
"""同志们：在建军节到来之际，…: greeted in the paragraph that all is run together in."""


def _kind_by_body(paper: Paper, frame: Frame) -> Kind:
    greets = "salutation" in frame.tags or any(map(_GREETS, paper.paragraphs[:2]))
    greets = greets and not any("答复如下" in text for text in paper.paragraphs[:3])  # 某某代表：…现答复如下
    if greets and re.search(
        r"[讲谈].{0,3}[点个]|我.{0,6}[讲谈]|^[^。]{0,20}现在开会。", "".join(paper.paragraphs)[:3000]
    ):
        return "speech"
    if any(re.match("第[一1]条", text) for text in paper.paragraphs):
        return "rules"
    return leads.kind_by_lead(paper) if frame.title is None else "other"


_HAPPENS = re.compile("(?:活动|会议|实施|工作|征集|培训|举办)(?:时间|日期|期限)\\s*[：:]")
"""The day on which something takes place is not that of the paper."""
_WHEN_ABOVE = re.compile(
    "(?:[一二三四五六七八九十]{1,2}|\\d{1,2}|[（(][一二三四五六七八九十][）)])[、.．]?[^。；：]{0,12}(?:时间|日期|期限|截止)[：:]?"
)
"""二、活动时间, and on the line below it the day."""


def _happens(paper: Paper, at: int) -> bool:
    """Whether a line of a day tells when something takes place."""
    text, below = paper.paragraphs[at], "".join(paper.paragraphs[at + 1 : at + 2])
    if _HAPPENS.match(text) or text.startswith("时间") and below.startswith(("地点", "地　点", "活动地点")):
        return True
    return at > 0 and _WHEN_ABOVE.fullmatch(paper.paragraphs[at - 1]) is not None


def _choose_date(paper: Paper, frame: Frame) -> None:
    tail = [
        parse_date(text)
        for at, text in enumerate(paper.paragraphs)
        if frame.tags[at] == "date" and at > len(paper.paragraphs) // 3 and not _happens(paper, at)
    ]
    head = [
        parse_date(text)
        for at, text in enumerate(paper.paragraphs)
        if frame.tags[at] in ("date", "head", "speaker", "byline")
        and not _happens(paper, at)
        and at <= max(6, len(paper.paragraphs) // 3)
    ]
    signed = [parse_date(text) for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "signature"]
    foot = [
        parse_date(text)
        for at, text in enumerate(paper.paragraphs)
        if frame.tags[at] in ("foot", "byline") or text.startswith("签发")
    ]
    removed = _removed_date(paper)
    decreed = leads.decreed(paper) if frame.kind == "rules" else None
    if frame.kind == "news":
        order = [removed, *head, *foot, *tail]
    elif frame.kind == "speech":
        order = [*head, *tail, removed]
    else:
        issued = _issued(paper, frame) if frame.kind == "minutes" else None
        order = [
            _told_day(paper, _WRITTEN),
            parse_date(decreed["day"]) if decreed else None,
            *tail,
            *signed,
            _day_below_the_text(paper, frame),
            _told_day(paper, _MADE),
            issued,
            *head,
            *foot,
            removed,
            leads.day_in_title(frame.title or ""),
        ]
    if removed and frame.kind != "news" and any(map(_SENT_IN.search, paper.removed)):
        order.remove(removed)
    frame.published = next((day for day in order if day is not None), None)


_A_LINKS_DAY = re.compile(r"[-·•]\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
"""- 2011-04-18 01:27:09: of one of the other pages that stand below."""
_OF_A_VISIT = re.compile("心情|(?<![一-龥])今天是|^GMT[+-]")
"""今天是：2024-11-22 星期五: the day on which somebody looked at the page."""
_LINKS = re.compile(
    "[^一-龥]*(?:相关|推荐|热点|热门|延伸|更多|最新|近期|往期)(?:阅读|链接|新闻|文章|推荐|报道|文件|信息|稿件|资讯)[^一-龥]*"
)
_SOME_DAYS = 2


def _days_below_links(removed: list[str]) -> list[str]:
    """The days of other pages, two at least, that stand below 相关新闻."""
    head = next((at for at, line in enumerate(removed) if _LINKS.fullmatch(line)), len(removed))
    days = [line for line in removed[head + 1 :] if DATE.search(line) and not _INFO.search(line)]
    return days if len(days) >= _SOME_DAYS else []


_INFO = re.compile("来源|稿源|时间|日期|作者|编辑|发布")
_SENT_IN = re.compile(r"(?:来源|作者|投稿)\s*[：:]\s*(?:网友(?:投稿|上传)|用户\d+|网络(?:投稿|整理|收集)|网上收集)")
"""来源：网友投稿 发布时间：2023-07-19: the day on which somebody put another's paper up."""


_WRITTEN = re.compile("成\\s*文\\s*日\\s*期")
_MADE = re.compile("生成日期")


def _day_below_the_text(paper: Paper, frame: Frame) -> date | None:
    """The day of a notice, which what it passes on stands below: the first line of a day behind its address and text."""
    if "address" not in frame.tags[:_HEAD_OF_A_NOTICE]:
        return None
    text = frame.tags.index("address") + 2
    days = (at for at in range(text, len(frame.tags)) if frame.tags[at] == "date" and not _happens(paper, at))
    return next((parse_date(paper.paragraphs[at]) for at in days), None)


_HEAD_OF_A_NOTICE = 8


def _told_day(paper: Paper, label: re.Pattern[str]) -> date | None:
    """The day on which a page's table of facts says that the paper was written, or made."""
    told = ((line, label.search(line)) for line in paper.removed)
    return next((day for line, match in told if match and (day := parse_date(line[match.start() :]))), None)


_ISSUED = re.compile(r"[^，。：]{2,40}20\d\d年\d{1,2}月\d{1,2}日\s*印(?:发|制)?$")


def _issued(paper: Paper, frame: Frame) -> date | None:
    """The day of issue in the foot of minutes whose only other day, under the title, is the meeting's."""
    bare = [at for at, tag in enumerate(frame.tags) if tag == "date"]
    if not bare or any(is_issuer_and_day(text) for text in paper.paragraphs[:6]):
        return None
    return next((parse_date(text) for text in paper.paragraphs[-3:] if _ISSUED.match(text)), None)


_BEFORE_DAYS = tuple(
    re.compile(words)
    for words in (
        "成文日期|生成日期",
        "发布|发表|发文|(?<!归档)(?<!有效)(?<!打印)(?<!废止)(?<!失效)(?:时间|日期)",
        "来源|作者|记者|编辑|稿源",
    )
)
"""What the day of a paper stands behind in lines that were removed, the surest first."""


def _removed_date(paper: Paper) -> date | None:
    removed = [line for line in paper.removed if not (FROM_A_LIBRARY.search(line) or _OF_A_VISIT.search(line))]
    if (
        sum(IS_A_LIBRARY.search(line) is not None for line in paper.removed) > 1
    ):  # a library's page: its bare 时间 is that of the upload
        removed = [line for line in removed if not line.startswith("时间")]
    for words in _BEFORE_DAYS if removed else ():
        for line in removed:
            told = words.search(line)
            if told and (day := parse_date(line[told.start() :]) or parse_date(line)):
                return day
    links = [line for line in removed if _A_LINKS_DAY.fullmatch(line)]
    links = links if links != removed[:1] else []  # the one such day, over all that was taken out, is the page's own
    links += _days_below_links(removed)
    for line in removed:
        if (
            line not in links
            and (len(line) < 40 or len(line) < 60 and ("星期" in line or "//" in line))
            and DATE.search(line)
            and (day := parse_date(line))
        ):
            return day
    return None
