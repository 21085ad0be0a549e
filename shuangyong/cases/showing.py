"""One case as a person sees it: its fields, who holds it, what happened, what it was on a past day, what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.cases import queries
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.advance import fold
from shuangyong.cases.engine.clocks import NEVER, nearest, readings
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.models import Case, ProofUse, StepRow
from shuangyong.cases.offers import Standing, offers
from shuangyong.cases.standing import Open, calendar, lay_open, restored_steps, standing_of
from shuangyong.cases.values import Names, Shown, names_of, shown
from shuangyong.catalog.model import OPENER, OPENERS, Kind, Transition, Wanted
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.clocks import Reading
from shuangyong.rules.lights import Light

# ── fields and holders ─────────────────────────────────────────────────────────────────────────────────────────────


def shown_fields(actor: Actor, case: Open, *, leaving: bool = False) -> tuple[Shown, ...]:
    """Every field that was filled, in the order of the definition; masked or hidden as it declares.

    `leaving`: for a paper, where what has a mask is masked for everybody.
    """
    names = names_of(case.kind, [case.state.values])
    values = case.state.values
    filled = [declared for key, declared in case.kind.fields.items() if values.get(key) not in (None, "", ())]
    return tuple(shown(one, values[one.key], names, case.standing, actor, leaving=leaving) for one in filled)


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit that holds a part, with the person it was given to."""

    unit: str
    person: str


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A part and who holds it."""

    key: str
    name: str
    holders: tuple[Holder, ...]


def held_parts(row: Case) -> tuple[PartHeld, ...]:
    """Who holds the case by part, in the order of the definition, whoever opened it last. One query."""
    kind = kind_of(row.definition_id)
    found: dict[str, list[Holder]] = {}
    held = row.holdings.order_by("pk").values_list("part", "unit__short", "account__name")
    for part, unit, person in held:
        found.setdefault(part, []).append(Holder(unit, person or ""))
    order = [(key, part.name) for key, part in kind.parts.items()] + [(OPENER, OPENERS[OPENER])]
    return tuple(PartHeld(key, name, tuple(found[key])) for key, name in order if key in found)


# ── history ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that a step changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One step in words."""

    seq: int
    at: datetime
    on: date
    words: str
    who: str
    seat: str
    note: str
    stage: str
    """Where the case stood after it."""
    moved: bool
    """Whether the stage became another one."""
    changes: tuple[Changed, ...]
    proofs: tuple[tuple[int, str], ...]
    """Proofs that were filed: number and title."""
    child: int | None
    late: bool
    """Entered on a later day than it happened."""


def history(actor: Actor, case_id: int) -> tuple[Line, ...]:
    """All steps, oldest first, as this person may see them. Raises NotFound; a constant number of queries."""
    row = queries.get(actor, case_id)
    rows = list(row.steps.order_by("seq"))
    taken = list(restored_steps(row.definition_id, rows))
    kinds = _kinds(row, rows)
    names = _names(kinds[-1], taken)
    filed = _filed(row)
    standing = standing_of(row)
    values: dict[str, object] = {}
    holders: dict[str, tuple[steps.Given, ...]] = {}
    lines = []
    for stored, step, kind in zip(rows, taken, kinds, strict=True):
        changes = _values_changed(kind, step, values, names, standing, actor)
        changes += _holders_changed(kind, step, holders, names)
        values |= step.values
        holders |= step.gives
        lines.append(_line(stored, step, kind, tuple(changes), filed.get(stored.seq, ())))
    return tuple(lines)


def _kinds(row: Case, rows: Iterable[StepRow]) -> list[Kind]:
    """The version that each step was taken under."""
    definition, found = row.definition_id, []
    for stored in rows:
        definition = stored.data.get("definition", definition)
        found.append(kind_of(definition))
    return found


def _names(kind: Kind, taken: list[Step]) -> Names:
    """The names that fields and parts of all steps need."""
    found = names_of(kind, [step.values for step in taken])
    given = [pair for step in taken for held in step.gives.values() for pair in held]
    units = Unit.objects.filter(pk__in={unit for unit, _ in given}).values_list("pk", "short")
    persons = Account.objects.filter(pk__in={who for _, who in given if who}).values_list("pk", "name")
    return Names({**found.units, **dict(units)}, {**found.persons, **dict(persons)}, found.cases, found.register)


def _filed(row: Case) -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for seq, pk, title in ProofUse.objects.filter(case=row).order_by("pk").values_list("seq", "proof", "proof__title"):
        found[seq] = (*found.get(seq, ()), (pk, title))
    return found


def _line(
    stored: StepRow, step: Step, kind: Kind, changes: tuple[Changed, ...], proofs: tuple[tuple[int, str], ...]
) -> Line:
    return Line(
        stored.seq,
        stored.at,
        stored.on,
        queries.words_for(kind, stored.action),
        stored.actor_name,
        stored.seat,
        stored.note,
        kind.stages[stored.to_stage].name if stored.to_stage in kind.stages else stored.to_stage,
        stored.from_stage != stored.to_stage,
        changes,
        proofs,
        step.child[1] if step.child else None,
        stored.on < localtime(stored.at).date(),
    )


def _values_changed(
    kind: Kind, step: Step, before: Mapping[str, object], names: Names, standing: Standing, actor: Actor
) -> list[Changed]:
    found = []
    for key, value in step.values.items():
        if key in kind.fields and before.get(key) != value:
            declared = kind.fields[key]
            now = shown(declared, value, names, standing, actor)
            was = shown(declared, before.get(key), names, standing, actor)
            if now.how != "hidden":
                found.append(Changed(declared.label, was.text, now.text))
    return found


def _holders_changed(
    kind: Kind, step: Step, before: Mapping[str, tuple[steps.Given, ...]], names: Names
) -> list[Changed]:
    found = []
    for part, held in step.gives.items():
        if before.get(part) != held:
            name = kind.part_name(part)
            found.append(Changed(name, _said(before.get(part, ()), names), _said(held, names)))
    return found


def _said(held: tuple[steps.Given, ...], names: Names) -> str:
    persons = [f"（{names.persons.get(who, '')}）" if who else "" for _, who in held]
    return "、".join(names.units.get(unit, "") + person for (unit, _), person in zip(held, persons, strict=True))


# ── a past day ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Replay:
    """A case as it stood at the end of a day."""

    on: date
    kind: Kind
    state: State
    stage: str
    readings: Mapping[str, Reading]
    """Clock to its reading; `says` is the sentence that explains it."""
    light: Light
    steps: int
    """How many steps had been taken."""


def replay(actor: Actor, case_id: int, on: date) -> Replay:
    """The case as of a day, out of its steps. Raises NotFound; Problem for a day before it was opened."""
    row = queries.get(actor, case_id)
    if on < row.opened_on:
        what = f"{row.number} 是 {row.opened_on:%Y-%m-%d} 立项的，{on:%Y-%m-%d} 还没有。"
        raise Problem(what, then="请选立项以后的日子。")
    rows = list(takewhile(lambda stored: stored.on <= on, row.steps.order_by("seq")))
    kind = _kinds(row, rows)[-1]
    state = fold(kind_of, row.definition_id, restored_steps(row.definition_id, rows), calendar())
    found = readings(kind, state, on, calendar())
    ended = kind.stages[state.stage].ends
    term = nearest(kind, {} if ended else found)
    due = _due_when_closed(kind, state, found) if ended else term.due
    phase, name = kind.stages[state.stage].phase, queries.term_name(kind, term.clock)
    light = queries.light_of(phase, due, term.warn_on, state.closed_on, on, name)
    return Replay(on, kind, state, kind.stages[state.stage].name, found, light, len(rows))


def _due_when_closed(kind: Kind, state: State, found: Mapping[str, Reading]) -> date:
    """The term that a closed case had to keep: the latest one that was stopped on its last day."""
    ended = [reading.due for reading in found.values() if reading.due and reading.ended_on == state.closed_on]
    return max(ended, default=NEVER)


# ── what it needs ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Need:
    """Something this person may do to bring the case on, and what is wanted for it."""

    action: str
    name: str
    missing: tuple[str, ...]
    """What must be there first, in the words of the gates; empty where it can be done now."""
    fills: tuple[str, ...]
    """What the form wants: fields, parts, proofs, a note."""
    known: tuple[str, ...]
    """What it asks for and the case holds already: only to be confirmed."""


def needs(actor: Actor, row: Case, on: date) -> tuple[Need, ...]:
    """What this person may do with a case he sees, the main thing first, with all that is wanted for it."""
    case = lay_open(row, on)
    found = offers(case.kind, case.state, case.record, case.standing, actor)
    return tuple(_need(case, offer.transition, offer.missing) for offer in found if offer.verdict)


def _need(case: Open, transition: Transition, missing: tuple[str, ...]) -> Need:
    kind, filled = case.kind, case.state.values
    asked = [kind.fields[wanted.key] for wanted in _needed(transition.asks)]
    fills = [one.label for one in asked if one.key not in filled]
    fills += [kind.parts[wanted.key].name for wanted in _needed(transition.gives)]
    fills += [f"材料“{kind.proofs[wanted.key].name}”" for wanted in _needed(transition.proofs)]
    fills += [transition.note_label] if transition.note == "required" else []
    known = tuple(one.label for one in asked if one.key in filled)
    return Need(transition.key, transition.name, missing, tuple(fills), known)


def _needed(wanted: Iterable[Wanted]) -> list[Wanted]:
    return [one for one in wanted if not one.optional]
