"""What a paper without a title says of itself before its first item: 现将有关事项通知如下, 特制定本方案."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from shuangyong.reader.lines import ADDRESS, TITLE_END, parse_date
from shuangyong.reader.model import Kind
from shuangyong.reader.paper import Paper

_PLAN_FOLLOWS = re.compile(
    "(?:活动|实施|工作|培训|创建|现将[^。；]{2,40})(?:方案|计划|安排|要点)(?:实施|公布|安排)?如下[：:]"
)
_GIVEN_TO_YOU = "[，。：]现(?:予以?|将[^。；]{2,60})?(?:印发|转发|下发|下达)给你们[，。]"
_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(
            r"现[将就][^。；]{2,60}(?:通知如下|作如下通知)|(?:^|[。\n])(?:具体|有关|相关)(?:事宜|事项|要求|工作)?(?:安排)?通知如下[：:]|现作如下通知|现[将就]?(?:有关|具体|相关)(?:事宜|事项|要求|安排)如下[：:]|[特，](?:作如下通知|通知如下)[：:]|"
            + _GIVEN_TO_YOU
            + r"|现将[^。；]{2,80}(?:予以分解|分解下达|分解到|分解如下)"
        ),
    ),
    ("circular", re.compile(r"现[将就][^。；]{2,60}通报如下")),
    ("summary", re.compile(r"现[将就][^。；]{2,60}(?:总结|汇报|报告)如下")),
    (
        "plan",
        re.compile(
            r"(?:特|现|经研究)?制[定订](?:本|如下|以下)(?:实施|工作|活动)?(?:方案|计划|预案)|特制[定订][^。；，]{2,30}(?:方案|计划|预案)"
        ),
    ),
    ("rules", re.compile(r"(?:特|现)?制[定订](?:本|如下|以下)(?:办法|制度|规定|细则|规则)|特作如下规定")),
)


def kind_it_names(paper: Paper) -> Kind | None:
    """What a paper without a title says it is, whatever the page around it: a notice to those above, a plan made."""
    lead = "".join(paper.paragraphs[:3])[:800]
    if _PLAN_FOLLOWS.search(lead) or _PLAN_MADE.search(lead):
        return "plan"
    addressed = any(ADDRESS.fullmatch(text[:160]) for text in paper.paragraphs[:_ADDRESSED_WITHIN])
    closed = any(text.rstrip("。") == "特此通知" for text in paper.paragraphs[-_CLOSED_WITHIN:])
    return "notice" if addressed and (closed or _LEADS[0][1].search(lead) or _HANDS_ON.search(lead)) else None


def hands_on(paper: Paper) -> bool:
    """Whether a paper tells those it goes to that something is sent to them, whatever its title: …，现印发给你们，请贯彻落实; …，具体安排如下："""
    return _SENT_TO_YOU.search("".join(paper.paragraphs[:4])[:800]) is not None


_SENT_TO_YOU = re.compile(_GIVEN_TO_YOU + "|，(?:现将?)?(?:有关|具体|工作|相关)*(?:安排|事项|要求)(?:通知)?如下[：:]")
_ADDRESSED_WITHIN, _CLOSED_WITHIN = 2, 6
_HANDS_ON = re.compile(
    "现将[^。；]{4,80}(?:分解)?(?:下达|转发|印发)(?:给你们)?[，。]|现(?:予以?)?(?:印发|转发|下发)给?(?:你们|各)"
)
"""各镇人民政府：…现将各项目标任务分解下达。, 《…》已经乡政府同意，现印发你们。"""
_CONGRATULATES = re.compile("值此[^。！]{2,60}之际[，,][^。！]{0,20}我(?:谨)?代表")
"""值此建军节到来之际，我谨代表镇党委、政府…: said to those who are there, though nobody is greeted above."""
_SAYS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("circular", re.compile("(?:，|。|^)现[将就][^。；]{2,60}(?:予以通报|通报如下)[：:。]")),
    (
        "summary",
        re.compile(
            "(?:，|。|^)(?:现|下面)[将就][^。；]{2,60}(?:(?:总结|汇报|报告|述职)如下|(?:情况|结果)予以公[布开])[，：:。]"
            "|受[^，。；]{2,24}委托，[^。；]{0,16}[向就][^。；]{4,100}(?:情况|工作)(?:报告如下)?，请予?审议"
        ),
    ),
)


def says_what_it_is(paper: Paper, greets: bool) -> Kind | None:
    """What a paper says it is whose title does not tell: 现就检查情况通报如下, 现将本人年度工作报告如下. A report that a paper's own news
    tell of is news."""
    if opens_as_news(paper):
        return None
    heads = [text[:_HEAD] for text in paper.paragraphs[:4]]
    if heads and _CONGRATULATES.match(heads[0]):
        return "speech"
    told = "\n".join(heads)
    if greets and "请审议" not in told and "请予审议" not in told:
        return None  # 各位领导：下面我汇报如下 is said, not written
    return next((kind for kind, words in _SAYS if any(words.search(text) for text in heads)), None)


_HEAD = 600
"""Characters of a paragraph in which a paper says what it is."""
_PLAN_MADE = re.compile("，(?:特)?制[定订](?:本|如下|以下)(?:实施|工作|活动)?(?:方案|计划|预案)[。：:]")


def kind_by_lead(paper: Paper) -> Kind:
    """What a paper without a title says of itself before its first item: 现将有关事项通知如下."""
    lead = "\n".join(paper.paragraphs[:4])[:800]
    found = [(match.start(), kind) for kind, words in _LEADS if (match := words.search(lead))]
    return min(found)[1] if found else "other"


_REPORTERS_LINE = re.compile(
    r"(?:本报|本网|本台|[一-龥]{2,6})讯[ 　]*[（(](?:本报|本网|本台)?(?:全媒体|首席|见习|实习)?(?:记者|通讯员)"
)
_DATELINE = re.compile(
    "(?:通讯员|记者)[一-龥]{2,4}报道[：:]|(?:本报|本网|本台|本刊)讯|据?新华社(?:[一-龥]{2,8}\\d{1,2}月\\d{1,2}日)?电(?![话视信])|从[^，。]{2,30}[会办局][上中]?获悉|[一-龥]{2,12}讯[ 　]|[一-龥]{2,12}\\d{1,2}月\\d{1,2}日(?:讯|电)"
)
"""本报讯, 云溪新闻网7月29日讯: how a paper's own news begin."""


def opens_as_news(paper: Paper) -> bool:
    """Whether a paper's own news begin here: 本报讯, 本报记者…报道."""
    return any(_REPORTERS_LINE.match(text) or _DATELINE.match(text) for text in paper.paragraphs[:4])


_DECREED = re.compile(
    r"(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:以|由)?(?P<body>[一-龥、]{3,40}?)(?:令|公告|文件)?(?:[〔\[（(]\d{4}[〕\]）)])?第?\d{1,4}号(?:令|公告)?(?:公布|发布|印发|颁布)"
)
"""（2009年1月14日某省人民政府第26次常务会议通过，2009年1月16日某省人民政府令第2号公布）: when rules were made known, and by whom."""


def decreed(paper: Paper) -> re.Match[str] | None:
    """Where rules name the decree that made them known: its `day` and `body`."""
    heads = (text for text in paper.paragraphs[:8] if text[:1] in "（(")
    return next(filter(None, map(_DECREED.search, heads)), None)


_OF_A_DECREE = re.compile(
    "(?P<body>[一-龥]{2,24})令[ 　]*(?:[〔\\[（(]?\\d{4}[〕\\]）)年]?)?[ 　]*第[ 　]*\\d{1,4}[ 　]*号"
    "|《[^》]+》已?经?(?:于)?(?:20\\d\\d年\\d{1,2}月\\d{1,2}日)?(?:经)?(?P<met>[一-龥]{2,24}?)(?:第[\\d一二三四五六七八九十百]{1,4}次)?(?:部务|厅务|局务|委务|常务|办公)会议(?:审议|讨论)?通过[^。]*公布"
)
"""民政部令第2号, 《办法》已经2013年6月27日民政部部务会议通过，现予公布: by whose decree rules hold."""


def decreed_by(paper: Paper) -> str | None:
    """The body that a decree's own line, that of its number, or what it says, names."""
    if known := decreed(paper):
        return known["body"]
    found = next(filter(None, map(_OF_A_DECREE.match, paper.paragraphs[:6])), None)
    return found and (found["body"] or found["met"])


_TITLE_DAY = re.compile(r"[（(](?P<when>[^（）()]*20\d\d年\d{1,2}月\d{1,2}日)(?:印发|发布|通过|修订|制定|公布)?[）)]$")


def day_in_title(title: str) -> date | None:
    """云溪县双拥工作要点（2024年3月5日印发）."""
    match = _TITLE_DAY.search(title)
    return parse_date(match["when"]) if match else None


_FIRST_ITEM = re.compile("[（(]?[一二三四五六七八九十]{1,2}(?:[）)]|、)[^，。；：“”]{2,30}")


def is_a_part(paper: Paper) -> bool:
    """Whether a paper is only a part of one: no report begins with a heading that is numbered."""
    return bool(paper.paragraphs) and _FIRST_ITEM.match(paper.paragraphs[0]) is not None


_NEAR = 4


def title_passed_on(paper: Paper, tags: Sequence[str]) -> str | None:
    """The title of what a notice without one passes on: below whom it goes to, who signs and the day."""
    if "address" not in tags[:3] or "attachment" in tags or "date" not in tags:
        return None
    below = tags.index("date")
    if below >= _NEAR and not any("给你们" in text for text in paper.paragraphs[1:_NEAR]):
        return None
    heads = ((at, text) for at, text in enumerate(paper.paragraphs) if at >= below and tags[at] == "head")
    at, title = next(((at, text) for at, text in heads if TITLE_END.search(text)), (0, None))
    years = "".join(paper.paragraphs[at + 1 : at + 2])
    return title + years if title and _YEARS.fullmatch(years) else title


_YEARS = re.compile("[（(](?:19|20)\\d\\d年?(?:[—－-]{1,2}|至|~)(?:19|20)\\d\\d年?[）)]")
"""（2024—2026年）, on a line below a plan's title."""
