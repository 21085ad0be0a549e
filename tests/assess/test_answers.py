"""What a case will say by the passing of days alone: the few days on which it is looked at again are all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shuangyong.assess.answers import Asked, answer
from shuangyong.assess.folding import Stood
from shuangyong.assess.turning import course, said_on
from shuangyong.cases.models import Case
from shuangyong.cases.standing import calendar, lay_open
from tests.assess.lives import Lives

ONE = timedelta(days=1)
DAYS = 500
CONDITIONS = (
    "clocks.term.overdue == 0",
    "clocks.term.overdue > 30",
    "clocks.term.due is known and clocks.term.overdue > 0",
    "clocks.signing.due is known and clocks.signing.overdue <= 1",
    "proofs.result >= 1",
    'stage == "doing" and today > deadline',
    "today >= opened_on + months(2)",
    "today < deadline - days(10)",
    "today > 2026-12-31",
    "between(today, opened_on, deadline)",
    "clocks.term.due < deadline",
    'phase == "closed"',
)
ASKED = Asked(tuple(enumerate(CONDITIONS, 1)), ("opened_on",), ((1, "today > deadline", "business"),))


def differently(kind) -> Iterator:
    """The kind, and as it would be if its clocks began later."""
    yield kind
    for begins in ("next_month", "next_year"):
        yield replace(kind, clocks={key: replace(clock, begins=begins) for key, clock in kind.clocks.items()})


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 8])
def test_between_two_turning_days_a_case_says_the_same(small, paper, seed) -> None:
    lives = Lives(small, paper, seed)
    lives.live(30)
    looked, turned = 0, 0
    for row in Case.objects.filter(kind="task")[:4]:
        laid = lay_open(row, lives.today)
        for kind in differently(laid.kind):
            on = max(row.steps.values_list("on", flat=True))
            segments = course(Stood(kind, laid.state, on, on, 0), ASKED)
            for day in (on + ONE * after for after in range(DAYS)):
                said = answer(kind, laid.state, 0, day, ASKED, calendar()).answers
                assert said_on(segments, day).answers == said, (row.number, day)
            looked, turned = looked + 1, turned + len(segments) - 1
    assert looked >= 6
    assert turned > looked


@pytest.mark.django_db
def test_days_that_no_condition_reads_are_not_looked_at(small, paper, monkeypatch) -> None:
    """A term has two: the last day and the one after. Whoever asks nothing of time is looked at once."""
    lives = Lives(small, paper, 3)
    lives.live(10)
    row = Case.objects.filter(kind="task", phase="waiting").first() or Case.objects.filter(kind="task")[0]
    laid, on = lay_open(row, lives.today), lives.today
    days: list[date] = []

    def counted(kind, state, late, day, asked, known):
        days.append(day)
        return answer(kind, state, late, day, asked, known)

    monkeypatch.setattr("shuangyong.assess.turning.answer", counted)
    course(Stood(laid.kind, laid.state, on, on, 0), Asked(((1, 'stage == "doing"'),), ("opened_on",)))
    assert days == [on]
    days.clear()
    course(Stood(laid.kind, laid.state, on, on, 0), Asked(((1, "today > 2027-03-01"),), ("opened_on",)))
    assert days == [on, date(2027, 3, 1), date(2027, 3, 2)]
