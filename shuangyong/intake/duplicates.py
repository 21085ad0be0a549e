"""The same duty from two documents: found by its words among what the same unit already leads, decided by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shuangyong.base.actor import Actor
from shuangyong.cases import queries as cases
from shuangyong.cases.models import Case, Holding
from shuangyong.catalog.queries import kind_of
from shuangyong.intake.content import Content, stricter
from shuangyong.intake.declared import load
from shuangyong.intake.likeness import likeness, plain
from shuangyong.intake.models import CaseSource, Draft

TASK = "task"
JOIN = "add_source"
"""The transition by which a case takes up another source and its stricter term."""
MOST_COMPARED = 500
SHOWN = 3
SHORTEST = 6
"""A measure of fewer characters (压实责任) stands in half of all documents and tells nothing."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be the same duty: how alike, by which words, and its term.

    `count` cases were handed out by one draft, one to each of several units; this is the first of them.
    """

    case: int
    number: str
    title: str
    share: float
    due: date | None
    count: int = 1


def may_be_joined(case: Case) -> bool:
    """Whether a case stands where another source can be added to it."""
    return case.kind == TASK and any(t.key == JOIN for t in kind_of(case.definition_id).leaving(case.stage))


def may_be_shown(case: Case, degree: int) -> bool:
    """Whether whoever sees the case may see a paper of this degree: its title and words come to stand in the case."""
    return case.degree >= degree


def stricter_term(case: Case, content: Content) -> dict[str, Any]:
    """What joining makes of the case's term, as values; nothing where its own presses as much."""
    said: Mapping[str, Any] = case.values
    held = str(said.get("deadline") or "")
    theirs = date.fromisoformat(held) if held else None, str(said.get("deadline_said") or "")
    own = content.deadline, content.deadline_said
    if not content.deadline or stricter(theirs, own) != own or own == theirs:
        return {}
    return {"deadline": content.deadline, **({"deadline_said": own[1]} if own[1] else {})}


Led = dict[tuple[int, ...], list[Case]]
"""Open cases by the units that lead them: asked for once, though a hundred drafts of one document name one unit."""


def alike(actor: Actor, draft: Draft, led: Led | None = None) -> tuple[Alike, ...]:
    """Open cases that the draft's own leading units lead and that say the same, the most alike first.

    `led` is what was asked for already, for the same actor and document.
    """
    content = draft.content
    leads = content.units("lead")
    if not leads:
        return ()
    mine = (content.task, *content.measures)
    led = {} if led is None else led
    if leads not in led:
        led[leads] = list(_led_by(actor, leads, draft))
    found = [_compared(case, mine) for case in led[leads]]
    least = load().alike
    best = sorted((one for one in found if one.share >= least), key=lambda one: (-one.share, one.case))
    return tuple(_families(best)[:SHOWN]) if best else ()


def _families(found: Sequence[Alike]) -> list[Alike]:
    """Cases that one draft was handed out as, told once."""
    pairs = CaseSource.objects.filter(case__in=[one.case for one in found]).order_by("-pk")
    first: Mapping[int, int] = dict(pairs.values_list("case", "draft"))
    families: dict[tuple[str, int], list[Alike]] = {}
    for one in found:
        draft = first.get(one.case)
        families.setdefault(("case", one.case) if draft is None else ("draft", draft), []).append(one)
    return [replace(family[0], count=len(family)) for family in families.values()]


def joined_by(actor: Actor, draft: Draft) -> dict[int, Case]:
    """The cases that a draft adds a source to, by the unit that leads them.

    Where each of its units gets a case of its own, those that the same draft handed out to them beside the chosen one;
    what stands there no longer is left out.
    """
    if draft.joins_id is None:
        return {}
    chosen = cases.get(actor, draft.joins_id)
    content = draft.content
    if content.sharing != "each":
        return {content.units("lead")[0] if content.units("lead") else 0: chosen}
    drafts = CaseSource.objects.filter(case=chosen).values("draft")
    beside = CaseSource.objects.filter(draft__in=drafts).values("case")
    held = Holding.objects.filter(case__in=beside, part="lead", unit__in=content.units("lead"))
    led = dict(held.order_by("pk").values_list("case", "unit"))
    found = {led[case.pk]: case for case in cases.visible_to(actor).filter(pk__in=led) if may_be_joined(case)}
    found = {unit: case for unit, case in found.items() if may_be_shown(case, draft.document.degree)}
    return found if chosen.pk in led else {0: chosen, **found}


def _led_by(actor: Actor, leads: tuple[int, ...], draft: Draft) -> Iterator[Case]:
    held = Holding.objects.filter(unit__in=leads, part="lead", phase__in=("waiting", "doing")).values("case")
    own = CaseSource.objects.filter(document=draft.document_id).values("case")
    rows = cases.visible_to(actor).filter(pk__in=held, kind=TASK, degree__gte=draft.document.degree)
    rows = rows.exclude(pk__in=own).order_by("-pk")
    yield from (case for case in rows[:MOST_COMPARED] if may_be_joined(case))


def _compared(case: Case, mine: tuple[str, ...]) -> Alike:
    said: dict[str, Any] = case.values
    theirs = (case.title, *str(said.get("measures", "")).splitlines())
    share = alikeness(mine, theirs)
    due = said.get("deadline")
    return Alike(case.pk, case.number, case.title, share, date.fromisoformat(due) if due else None)


def alikeness(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Of two duties (task, then measures): the tasks' likeness, or that of one's task to a measure of the other."""
    pairs = [(mine[0], line) for line in theirs[1:]] + [(theirs[0], line) for line in mine[1:]]
    telling = [pair for pair in pairs if min(len(plain(words)) for words in pair) >= SHORTEST]
    return max(likeness(one, other) for one, other in [(mine[0], theirs[0]), *telling])
