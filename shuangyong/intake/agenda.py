"""What the last meetings decided and how it stands: the opening of the next meeting's agenda, drawn from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuangyong.base.actor import Actor, Place
from shuangyong.cases import queries as cases
from shuangyong.intake import queries
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.readings import series_of

MEETINGS = 3
"""How many meetings back an agenda looks by default."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided and what became of it, in words."""

    task: str
    state: str
    cases: tuple[cases.Row, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One past meeting with its decisions in the order of its minutes."""

    document: int
    title: str
    held: date | None
    decisions: tuple[Decision, ...]


def agenda(actor: Actor, meeting: str, place: Place, on: date, back: int = MEETINGS) -> tuple[Meeting, ...]:
    """The decisions of the last meetings of that name in a place before a day, each with the state of its cases."""
    rows = (
        queries.visible_to(actor)
        .filter(region=place.code, series=series_of(meeting), held__lt=on)
        .exclude(series="")
        .order_by("-held", "-pk")
    )
    return tuple(_meeting(actor, row, on) for row in rows[:back])


def series(actor: Actor, place: Place) -> tuple[str, ...]:
    """The names of the meetings of a place that documents were taken in from."""
    found = queries.visible_to(actor).filter(region=place.code).exclude(series="")
    return tuple(found.order_by("series").values_list("series", flat=True).distinct())


def _meeting(actor: Actor, row: Document, on: date) -> Meeting:
    became = queries.cases_of(actor, row, on)
    drafts = row.drafts.exclude(state__in=(Draft.State.MERGED, Draft.State.DROPPED))
    decisions = tuple(_decision(draft, became.get(draft.pk, ())) for draft in drafts)
    return Meeting(row.pk, row.title, row.held, decisions)


def _decision(draft: Draft, became: tuple[cases.Row, ...]) -> Decision:
    if draft.state == Draft.State.OPEN:
        return Decision(draft.task, "还没有确认", ())
    return Decision(draft.task, "；".join(_said(case) for case in became) or "已立项", became)


def _said(case: cases.Row) -> str:
    lead = "、".join(case.leads)
    return f"{lead}：{case.stage}，{case.light.says}" if lead else f"{case.stage}，{case.light.says}"
