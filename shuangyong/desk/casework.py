"""A case laid out for its page: what it is, who has it, until when, what may be done, what was done."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from shuangyong.assess.queries import standards_on
from shuangyong.assess.ratings import RATING
from shuangyong.base.actor import Actor
from shuangyong.base.organisation.serving import colleagues
from shuangyong.cases import around
from shuangyong.cases.around import Evidence, Near
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.offers import Offer, closed_to, offers
from shuangyong.cases.queries import Told, filed, light_of, term_name, voices, words_for
from shuangyong.cases.standing import Open, lay_open
from shuangyong.cases.turns import SIDE
from shuangyong.cases.values import Names, Shown, names_of, sees_whole, shown
from shuangyong.catalog.model import OPENER, Field, Kind
from shuangyong.desk import declared_lists
from shuangyong.desk.awaiting import awaited, onward_first, usually
from shuangyong.desk.pages.asking import Asked
from shuangyong.register import access
from shuangyong.rules.clocks import Reading
from shuangyong.rules.lights import Light

JUDGING = frozenset({"case.judge", "case.inspect", "case.close", "case.return", "case.extend"})
"""Whoever holds one of these is shown what was filed before."""
QUIET_AFTER = 14
"""Days of silence after which the line of a unit whose turn it is says so in red."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A filled field. `lines`: a long text."""

    label: str
    text: str
    lines: bool = False
    link: str = ""
    """To the page of what it names in the register."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A unit of the case and how long it has been silent."""

    unit: str
    part: str
    says: str
    silent: bool
    person: str = ""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A term with its sentence."""

    name: str
    says: str
    late: bool
    running: bool
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the history."""

    row: StepRow
    words: str
    facts: tuple[Fact, ...]
    given: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """A part of the case that this actor may give to a person of the own unit."""

    part: str
    name: str
    unit_id: int
    unit: str
    holder: int | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the template prints."""

    row: Case
    kind: Kind
    stage: str
    light: Light
    facts: tuple[Fact, ...]
    voices: tuple[Voice, ...]
    clocks: tuple[ClockLine, ...]
    parent: Near | None
    children: tuple[Near, ...]
    to_come: tuple[str, ...]
    """Names of the parts that will begin by themselves and have not yet."""
    proofs: tuple[Evidence, ...]
    steps: tuple[StepLine, ...]
    brought: StepLine | None
    """The step that brought it where it stands, where this person is to go on from what another said there."""
    acts: tuple[Offer, ...]
    side: tuple[Offer, ...]
    refused: tuple[Offer, ...]
    awaited: str
    """Whose turn it is, where it is not this person's: who, and what they are to do."""
    usually: str
    """Who of the own unit mostly does what stands first among the acts, where that is somebody else."""
    hands: tuple[Hand, ...]
    people: tuple[tuple[int, str, int, str], ...]
    """Who may be given a part: account, name, unit and its short name."""
    judges: bool
    whole: bool
    """Whether a masked fact stands on it without its mask: the look is entered."""


def case_page(me: Asked, row: Case) -> CasePage:
    """The page of a case that the actor was found to see. The number of queries does not depend on its length."""
    case = lay_open(row, me.on)
    open_to = offers(case.kind, case.state, case.record, case.standing, me.actor)
    closed = closed_to(case.kind, case.state, case.record, case.standing, me.actor)
    may = tuple(offer for offer in open_to if offer.verdict)
    judges = any(offer.transition.may in JUDGING for offer in may) or _judges(me.actor)
    history = around.steps_of(row)
    names = _names(me.actor, case, history)
    waits = filed(case.kind, case.readings, _opener(case, names))
    term = term_name(case.kind, row.due_clock)
    light = light_of(row.phase, row.due, row.warn_on, row.closed_on, me.on, term, waits)
    acts = pressing_first(onward_first(case, [one for one in may if one.transition.weight < SIDE]), row, light)
    steps = tuple(_step(case, step, names, me.actor) for step in history)
    return CasePage(
        row=row,
        kind=case.kind,
        stage=case.kind.stages[row.stage].name,
        light=light,
        facts=(*facts_of(case, case.values, names, me.actor), *rates_of(case), *counts_of(case)),
        voices=_voices(case, voices(row), names, me.on, history),
        clocks=clock_lines(case.kind, case.readings),
        parent=around.parent_of(me.actor, row, me.on),
        children=around.children_of(me.actor, row, me.on),
        to_come=_to_come(case),
        proofs=around.proofs_of(row, case.kind, compare=judges),
        steps=steps,
        brought=_brought(case, steps, me.actor) if acts else None,
        acts=acts,
        side=tuple(offer for offer in may if offer.transition.weight >= SIDE),
        refused=(*(offer for offer in open_to if not offer.verdict), *closed),
        awaited=awaited(case, open_to, names, me.actor),
        usually=usually(case, acts, me.actor),
        hands=_hands(case, me.actor),
        people=_people(me),
        judges=judges,
        whole=sees_whole(case.kind, _several(case, history), case.standing, me.actor),
    )


def _opener(case: Open, names: Names) -> str:
    return "、".join(filter(None, (names.units.get(unit, "") for unit in case.state.units(OPENER))))


PRESSING = ("red", "yellow")


def pressing_first(acts: tuple[Offer, ...], row: Case, light: Light) -> tuple[Offer, ...]:
    """Where a term that comes again and again (a yearly report, a recheck) is near or past, what answers it leads."""

    def answers(offer: Offer) -> bool:
        return row.due_clock in offer.transition.stops and row.due_clock in offer.transition.starts

    return tuple(sorted(acts, key=lambda offer: not answers(offer))) if light.key in PRESSING else acts


def _to_come(case: Open) -> tuple[str, ...]:
    if case.kind.stages[case.row.stage].ends:
        return ()
    begun = case.state.children
    return tuple(one.name for one in case.kind.children.values() if one.starts_when and not begun.get(one.key))


def _judges(actor: Actor) -> bool:
    return any(seat.permissions & JUDGING for seat in actor.seats)


def rates_of(case: Open) -> tuple[Fact, ...]:
    """Percentages that are computed, where there is anything to compute."""
    found = ((rate.name, case.record.get(f"rates.{key}")) for key, rate in case.kind.rates.items())
    return tuple(Fact(name, f"{value}%（由上面的数算出）") for name, value in found if value is not None)


def counts_of(case: Open) -> tuple[Fact, ...]:
    """What the kind counts (催办, 延期, 留尾巴) and has happened, in one line."""
    names: dict[str, str] = {}
    for step in case.kind.transitions.values():
        if step.counts:
            names.setdefault(step.counts, step.done)
    told = [f"{name} {count} 次" for key, name in names.items() if (count := case.state.counters.get(key, 0))]
    return (Fact("次数", "；".join(told)),) if told else ()


# ── fields ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def facts_of(case: Open, values: Mapping[str, Any], names: Names, actor: Actor) -> tuple[Fact, ...]:
    """The filled fields, in the order of the definition; what this person may not see says so."""
    filled = [field for key, field in case.kind.fields.items() if values.get(key) not in (None, "", (), [])]
    told = [(field, shown(field, values[field.key], names, case.standing, actor)) for field in filled]
    return tuple(
        Fact(
            field.label,
            _in_words(case, field, one),
            field.type == "long_text",
            _link(field, values[field.key], actor),
        )
        for field, one in told
    )


def _in_words(case: Open, field: Field, one: Shown) -> str:
    """A value as this person reads it; the standard of a rating by its name instead of its key, an indicator with its
    name."""
    if one.how == "hidden":
        return f"（{one.why.rstrip('。')}）"
    if one.text and (case.kind.key, field.key) == (RATING, "standard"):
        return next((row.name for row in standards_on(case.on) if row.key == one.text), one.text)
    if one.text and field.among:
        return declared_lists.called(field.among, one.text, case.on)
    return one.text or "（无权查看）"


ROUTES = {"person": "register_person", "household": "register_household"}
ROWS = {"troops": "troops", "merchant": "merchants", "site": "sites"}


def _link(field: Field, value: Any, actor: Actor) -> str:
    """To the page of a row of the register; of persons for those whose post sees any."""
    if field.type in ROUTES and any(access.SEE in seat.permissions for seat in actor.seats):
        return reverse(f"desk:{ROUTES[field.type]}", args=[value])
    return reverse("desk:register_row", args=[ROWS[field.type], value]) if field.type in ROWS else ""


def _names(actor: Actor, case: Open, history: Iterable[StepRow]) -> Names:
    """Everything that any value, holder or step of the page refers to, in a fixed number of queries."""
    given = [pair for held in case.state.holders.values() for pair in held]
    given += [pair for step in history for held in step.data.get("gives", {}).values() for pair in held]
    beside = {
        "unit": [unit for unit, _ in given],
        "account": [who for _, who in given if who],
        "case": [pk for step in history if "child" in step.data for pk in step.data["child"][1:]],
    }
    return names_of(actor, case.kind, _several(case, history), beside)


def _several(case: Open, history: Iterable[StepRow]) -> list[Mapping[str, Any]]:
    """All values that stand on the page: those of today, and what each step said."""
    return [case.state.values, *(step.data.get("values", {}) for step in history)]


# ── who, until when ────────────────────────────────────────────────────────────────────────────────────────────────


def _reopened(case: Open, history: Iterable[StepRow]) -> date | None:
    """The day on which a case that was at its end was last taken up again."""
    ends = {key for key, stage in case.kind.stages.items() if stage.ends}
    return max((step.on for step in history if step.from_stage in ends and step.to_stage not in ends), default=None)


def _came(case: Open, history: Iterable[StepRow], last: date | None) -> date | None:
    """The day on which a case came where it stands, for the first time after a unit's last step: before it waited for
    others, and whoever it waits for now was not silent meanwhile."""
    at = case.state.stage
    came = (step.on for step in history if step.to_stage == at != step.from_stage and (not last or step.on >= last))
    return min(came, default=None)


def _voices(case: Open, found: Iterable[Told], names: Names, on: date, history: Sequence[StepRow]) -> tuple[Voice, ...]:
    persons = {
        (names.units.get(unit, ""), case.kind.parts[part].name): names.persons.get(who, "")
        for part, held in case.state.holders.items()
        if part in case.kind.parts
        for unit, who in held
        if who
    }
    begun, waited = _reopened(case, history) or case.state.opened_on, _waited_for(case)
    ends = case.kind.stages[case.state.stage].ends
    return tuple(
        replace(
            _voice(one, begun, _came(case, history, one.last), on, waited=one.part in waited and not ends, ends=ends),
            person=persons.get((one.unit, one.part), ""),
        )
        for one in found
    )


def _waited_for(case: Open) -> set[str]:
    """Names of the parts whose step is next: whoever only waits himself is not blamed for his silence."""
    main = [one for one in case.kind.leaving(case.state.stage) if one.weight < SIDE and not one.reopens]
    return {case.kind.part_name(part) for step in main for part in step.parts}


def _voice(told: Told, begun: date, came: date | None, on: date, *, waited: bool, ends: bool) -> Voice:
    """Silence while a case lay at its end is nobody's: it is counted from the day on which it was opened, or again.
    `waited`: it waits for this unit now; `came`: since when, where that was after the unit's own last step."""
    since = max(told.last, begun) if told.last else begun
    came = came if waited else None
    turned = bool(came and came > since)
    since = max(came or since, since)
    days = max((on - since).days, 0)  # a fact may be entered for a day that is still to come
    if told.last is None:
        says = "没有动作" if ends or not days else f"{'轮到后' if turned else ''}{days}天没有动作"
    elif told.last < begun and not ends:
        says = f"最近动作 {told.last}" + (f"，重新打开后{days}天没有动作" if days else "")
    elif turned:
        says = f"最近动作 {told.last}" + (f"，轮到后{days}天没有动作" if days else "")
    else:
        says = f"最近动作 {told.last}" + (f"，已{days}天" if days and not ends else "")
    return Voice(told.unit, told.part, says, waited and days >= QUIET_AFTER)


def clock_lines(kind: Kind, readings: Mapping[str, Reading]) -> tuple[ClockLine, ...]:
    """Terms of a case as they read on a day, in the order of the definition."""
    return tuple(
        ClockLine(
            kind.clocks[key].name,
            reading.says,
            reading.overdue > 0 and reading.state != "stopped",
            reading.state in {"running", "expired", "suspended", "filed"},
            kind.clocks[key].source,
            kind.clocks[key].checked,
        )
        for key, reading in readings.items()
    )


def _hands(case: Open, actor: Actor) -> tuple[Hand, ...]:
    """Parts of the own units that may be given to one person there."""
    if case.kind.stages[case.state.stage].ends:
        return ()
    able = {seat.unit_id: seat.unit_name for seat in actor.seats if "case.split" in seat.permissions}
    return tuple(
        Hand(part, case.kind.parts[part].name, unit, able[unit], who)
        for part, held in case.state.holders.items()
        if part != OPENER
        for unit, who in held
        if unit in able
    )


def _people(me: Asked) -> tuple[tuple[int, str, int, str], ...]:
    return colleagues({seat.unit_id for seat in me.actor.seats if "case.split" in seat.permissions}, me.on)


# ── history ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _step(case: Open, step: StepRow, names: Names, actor: Actor, only: Container[str] | None = None) -> StepLine:
    said = {key: value for key, value in step.data.get("values", {}).items() if only is None or key in only}
    given = tuple(
        Fact(_part_name(case.kind, part), "、".join(_holder(names, unit, who) for unit, who in held) or "无")
        for part, held in step.data.get("gives", {}).items()
        if part != OPENER
    )
    child = step.data.get("child")
    below = (Fact("下级事项", names.cases[child[1]]),) if child and child[1] in names.cases else ()
    return StepLine(
        step,
        words_for(case.kind, step.action),
        facts_of(case, said, names, actor),
        (*given, *below),
    )


def brought_here(me: Asked, case: Open) -> StepLine | None:
    """For the form of a step: what another said that brought the case where it stands, without fields that have a mask:
    a look at those is entered, and belongs to the case's own page."""
    step = around.step_into(case.row)
    if step is None:
        return None
    open_kind = {key for key, field in case.kind.fields.items() if not field.mask}
    return _news(case, _step(case, step, _names(me.actor, case, [step]), me.actor, open_kind), me.actor)


def _brought(case: Open, steps: Iterable[StepLine], actor: Actor) -> StepLine | None:
    """The same, out of a history that is at hand, newest first."""
    stage = case.row.stage
    last = next((one for one in steps if one.row.to_stage == stage != one.row.from_stage), None)
    return last and _news(case, last, actor)


def _news(case: Open, last: StepLine, actor: Actor) -> StepLine | None:
    """The last step into this stage, if another took it and said anything. What opened the case is its content; what
    one's own unit set out to do is no news to it, what it asks to have judged is to whoever judges."""
    row = case.row
    if not last.row.from_stage or last.row.account_id == actor.account_id:
        return None
    own = any(seat.unit_id == last.row.unit_id for seat in actor.seats)
    if own and case.kind.stages[row.stage].phase != "judging":
        return None
    return last if last.row.note or last.facts else None


def _part_name(kind: Kind, part: str) -> str:
    return kind.parts[part].name if part in kind.parts else "交办单位"


def _holder(names: Names, unit: int, who: int | None) -> str:
    person = names.persons.get(who, "") if who else ""
    return f"{names.units.get(unit, '')}{f'（{person}）' if person else ''}"
