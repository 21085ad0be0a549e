"""What is handed in and what is given back: histories, and how each fared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Problem
from shuangyong.cases.engine.steps import OPEN
from shuangyong.cases.forms import Form

ROOT = ""


@dataclass(frozen=True, slots=True)
class Past:
    """One step that was taken on a day, with the same form as a person would fill.

    With `by` it is checked as if that person took it now: post, part, other hand. Without, it is what an old ledger
    says: the kind's stages, fields, gates and clocks hold, but nobody's post is asked, no account counts as the hand
    that did it, and papers that a form asks for may be missing: they lie in a cabinet, and count as not filed.
    """

    action: str
    on: date
    form: Form = field(default_factory=Form)
    by: Actor | None = None
    who: str = ""
    """The name in the old ledger, where `by` is not known."""
    unit: int | None = None
    """The unit that acted, where `by` is not known; by default the one of whoever hands it in."""
    at: str = ROOT
    """Which case: "" the history's own, a child by its name, the second one of a name `name#2`, deeper after a `/`."""
    entered: datetime | None = None
    """When it was entered; by default now."""


@dataclass(frozen=True, slots=True)
class History:
    """A case with all that happened to it, in the order in which it happened; the first step is the opening."""

    steps: tuple[Past, ...]
    place: Place | None = None
    """Where it lies; by default where its opener sits."""
    degree: int = 0


def opened(form: Form, on: date, **more: object) -> Past:
    """The first step of a history."""
    return Past(OPEN, on, form, **more)  # type: ignore[arg-type]  # the further fields of Past, by name


@dataclass(frozen=True, slots=True)
class Refused:
    """A history that cannot have happened: which one, at which of its steps, and why."""

    index: int
    """Place in what was handed in, from 0."""
    step: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Admitted:
    """What came of it: by the index of a history its case (None where nothing was written), and the refusals."""

    cases: tuple[int | None, ...]
    refused: tuple[Refused, ...]
    steps: int
    """How many steps were written, those of children and the built-in ones included."""

    @property
    def written(self) -> Sequence[int]:
        return [pk for pk in self.cases if pk is not None]
