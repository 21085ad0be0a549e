"""What a paper without a title says of itself before its first item: 现将有关事项通知如下, 特制定本方案."""

from __future__ import annotations

import re

from shuangyong.reader.lines import ADDRESS
from shuangyong.reader.model import Kind
from shuangyong.reader.paper import Paper

_PLAN_FOLLOWS = re.compile(
    "(?:活动|实施|工作|培训|创建|现将[^。；]{2,40})(?:方案|计划|安排|要点)(?:实施|公布|安排)?如下[：:]"
)
_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(r"现[将就][^。；]{2,60}(?:通知如下|作如下通知)|现作如下通知|[特，](?:作如下通知|通知如下)[：:]"),
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
    addressed = paper.paragraphs[:1] and ADDRESS.fullmatch(paper.paragraphs[0][:160])
    return "notice" if addressed and _LEADS[0][1].search(lead) else None


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
