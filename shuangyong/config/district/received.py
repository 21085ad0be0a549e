"""Papers that the office took in in the last days, through the doors of intake: minutes whose decisions became work,
the same duty in two of them, and a notice that still waits to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from shuangyong.base.actor import Actor
from shuangyong.config.district import tasks
from shuangyong.config.district.acts import Act, Story, workday
from shuangyong.config.district.cast import cast
from shuangyong.config.district.reading import Table, table
from shuangyong.config.district.tasks import FIRST, Task
from shuangyong.intake import actions, duplicates
from shuangyong.intake.models import CaseSource, Document
from shuangyong.intake.receiving import Sent

TAKE_IN, CONFIRM = "take_in", "confirm_paper"
FIRST_NUMBER = 1100
"""Of the stories of these papers, so that their proofs are nobody else's."""


def stories(begin: date, end: date) -> Iterator[Story]:
    """What came in after `begin` and what became of it by `end`: of each paper itself, and of each of its decisions."""
    for number, paper in enumerate(table("received")["papers"]):
        day = workday(end - timedelta(days=paper["ago"]))
        if not begin < day < end:
            continue
        own = Story(cast(), end, paper["key"], FIRST_NUMBER + number * 10, day)
        yield own.add(day, TAKE_IN, FIRST)
        if paper.get("decisions"):
            own.after(0, CONFIRM, FIRST)
            yield from _decisions(paper, own, end)


def _decisions(paper: Table, own: Story, end: date) -> Iterator[Story]:
    for number, row in enumerate(paper["decisions"], 1):
        story = Story(cast(), end, f"{own.key}.{number}", own.number + number, own.day + timedelta(days=1))
        if way := row.get("way"):
            deadline = workday(end + timedelta(days=row["left"]))
            getattr(tasks, way)(story, Task("", "", "", row["lead"], (), deadline))
        yield story


def act(actor: Actor, taken: Act, end: date, now: datetime) -> dict[str, int]:
    """Take a paper in, or confirm it; the cases that came of it by their keys."""
    paper = _paper(taken.case)
    if taken.do == TAKE_IN:
        actions.take_one(actor, Sent(paper["name"], _text(paper, taken.day, end).encode()), now=now)
        return {}
    row = Document.objects.get(name=paper["name"])
    for draft, said in zip(row.drafts.order_by("start"), paper["decisions"], strict=True):
        alike = duplicates.alike(actor, draft) if said.get("joins") else ()
        if alike:
            actions.join(actor, draft.pk, alike[0].case, rev=_rev(row), now=now)
    actions.confirm(actor, row.pk, rev=_rev(row), now=now)
    return cases_of(taken)


def cases_of(taken: Act) -> dict[str, int]:
    """The cases that a confirmed paper became, by the keys of its decisions."""
    found = CaseSource.objects.filter(document__name=_paper(taken.case)["name"]).order_by("draft__start", "pk")
    by_draft: Mapping[int, int] = dict(found.values_list("draft_id", "case_id"))
    return {f"{taken.case}.{number}": case for number, case in enumerate(by_draft.values(), 1)}


def _paper(key: str) -> Table:
    return next(paper for paper in table("received")["papers"] if paper["key"] == key)


def _text(paper: Table, day: date, end: date) -> str:
    lefts = paper.get("lefts") or [row["left"] for row in paper["decisions"]]
    terms = {f"t{n}": _said(workday(end + timedelta(days=left))) for n, left in enumerate(lefts, 1)}
    return str(paper["text"]).format(day=_said(day), **terms)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _rev(row: Document) -> int:
    return Document.objects.values_list("rev", flat=True).get(pk=row.pk)
