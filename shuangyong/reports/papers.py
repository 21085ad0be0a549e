"""A case's papers: which there are, and one of them filled in as the person who takes it may see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.models import Unit
from shuangyong.cases import queries
from shuangyong.cases.showing import shown_fields
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog import papers
from shuangyong.catalog.conditions_of import condition
from shuangyong.catalog.papers import OPTIONAL, Paper
from shuangyong.reports.case_docx import Letter
from shuangyong.rules.wording import day_text

BLANK = "＿＿＿＿"
"""What a paper needs and nobody has entered: left blank to be written in."""
MOST_ROWS = 200
_NUMERALS = "一二三四五六七八九十"
_ARTICLE = re.compile(rf"([{_NUMERALS}])、")


def offered(case: Open) -> tuple[Paper, ...]:
    """The papers that the case can issue now."""
    found = papers.of_kind(case.kind.key)
    return tuple(one for one in found if not one.when or condition(case.kind, one.when)(case.record) is True)


def filled(actor: Actor, case: Open, paper: Paper) -> Letter:
    """The paper with the case's facts, masked and hidden as on the case's page. A constant number of queries."""
    values = _values(actor, case)
    body = numbered(papers.put(text, values, BLANK) for text in paper.body if _kept(text, values))
    rows = tuple((label, papers.put(text, values, BLANK)) for label, text in paper.rows if _kept(text, values))
    return Letter(
        papers.put(paper.title, values, BLANK),
        papers.put(paper.to, values, BLANK),
        body,
        rows,
        _table(actor, case, paper),
        papers.put(paper.sender, values, BLANK),
        case.on,
    )


def numbered(body: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs with their articles numbered anew: one that was left out leaves no gap (一、三、)."""
    found: list[str] = []
    count = 0
    for text in body:
        if article := _ARTICLE.match(text):
            count = 1 if article[1] == _NUMERALS[0] else count + 1
            text = f"{_NUMERALS[count - 1]}、{text[article.end() :]}"
        found.append(text)
    return tuple(found)


def _kept(text: str, values: Mapping[str, str]) -> bool:
    return not text.startswith(OPTIONAL) or all(values.get(name) for name in papers.names_in(text))


def _values(actor: Actor, case: Open) -> dict[str, str]:
    row = case.row
    values = {shown.key: shown.text for shown in shown_fields(actor, case, leaving=True)}
    values |= _holders(case)
    values |= {key: _said(value) for key, value in case.record.items() if key.startswith(("clocks.", "counters."))}
    values |= {key: f"{value}%" for key, value in case.record.items() if key.startswith("rates.")}
    values |= {f"notes.{action}": note for action, note in row.steps.order_by("seq").values_list("action", "note")}
    values |= {
        "number": row.number,
        "title": row.title,
        "stage": case.kind.stages[row.stage].name,
        "today": day_text(case.on),
        "opened_on": day_text(row.opened_on),
        "closed_on": day_text(row.closed_on) if row.closed_on else "",
        "from": values.get("parts.opener", ""),
        "issuer": next((Unit.objects.get(pk=seat.unit_id).name for seat in actor.seats), ""),
    }
    return values


def _holders(case: Open) -> dict[str, str]:
    """Who holds each part, by full name: a paper abbreviates nobody."""
    found: dict[str, list[str]] = {}
    for part, name in case.row.holdings.order_by("pk").values_list("part", "unit__name"):
        found.setdefault(f"parts.{part}", []).append(name)
    return {part: "、".join(names) for part, names in found.items()}


def _said(value: object) -> str:
    return day_text(value) if isinstance(value, date) else str(value)


def _table(actor: Actor, case: Open, paper: Paper) -> tuple[tuple[str, ...], ...]:
    """A row for each case below that this person may see, in the order in which they were opened."""
    if paper.children is None:
        return ()
    below = queries.visible_to(actor).filter(parent=case.row, parent_name=paper.children.of).exclude(phase="void")
    rows = [_values(actor, lay_open(one, case.on)) for one in below.order_by("pk")[:MOST_ROWS]]
    head = tuple(label for label, _ in paper.children.columns)
    return (head, *(tuple(papers.put(text, values, "") for _, text in paper.children.columns) for values in rows))
