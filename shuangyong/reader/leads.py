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
