"""Pressing many cases with the same words: each is a step of its own, as if it had been taken on its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.cases import actions, queries
from shuangyong.cases.forms import Form
from shuangyong.catalog.model import PRESS
from shuangyong.catalog.queries import kinds_in_force

MAY = "case.press"
PHASES = ("waiting", "doing")
"""In which somebody has the work in hand; what waits for judgement is not pressed for."""
MOST = queries.PAGE


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of it: numbers of the cases that were pressed, and number and reason of those that were not."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def pressed_for(on: date) -> frozenset[str]:
    """The names of the kinds whose cases can be pressed."""
    return frozenset(kind.name for kind in kinds_in_force(on).values() if PRESS in kind.transitions)


def press(actor: Actor, cases: Iterable[int], note: str, *, now: datetime) -> Pressed:
    """Press the cases, at most a page of them. Raises Invalid before any is pressed; one that is refused stops none."""
    chosen = list(dict.fromkeys(cases))[:MOST]
    wrong = {} if note.strip() else {"note": "请填写催办内容。"}
    wrong |= {} if chosen else {"case": "请勾选要催办的事项。"}
    if wrong:
        raise Invalid(wrong)
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    for pk in chosen:
        try:
            row = queries.get(actor, pk)
        except NotFound:
            continue
        try:
            actions.take(actor, pk, PRESS, Form(note=note.strip()), rev=row.rev, now=now)
        except Problem as problem:
            refused.append((row.number, problem.what.removeprefix(f"{row.number} ")))
        else:
            done.append(row.number)
    return Pressed(tuple(done), tuple(refused))
