"""What a person may do with a case now, what is refused and why, and what is still missing before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shuangyong.base.actor import Actor, Place, Seat, Verdict
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation.actors import may, reaches
from shuangyong.cases.engine.state import State
from shuangyong.catalog.conditions_of import condition
from shuangyong.catalog.model import LEADER, OPENER, OPENER_SIDE, PRESS, Kind, Transition
from shuangyong.rules.expressions import Expr, parse
from shuangyong.rules.expressions.tree import And, Compare, Literal, Name


def need_to_open(actor: Actor, kind: Kind) -> Seat | None:
    """The seat by which it may open a case of this kind (None for the system); Forbidden with who may instead."""
    verdict = may(actor, kind.opening.may)
    if not verdict:
        raise Forbidden(
            f"“{kind.name}”不由您{kind.opening.name}。{verdict.reason}",
            then="需要立项的，请联系有权限的人员。您能开的在“新开事项”里。",
        )
    return verdict.seat


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case lies and who holds it: what `may` needs (organisation.actors.Held), and who holds which part."""

    place: Place
    degree: int
    held: Mapping[str, tuple[tuple[int, str, int | None], ...]]
    """Part to its holders: unit, the unit's path, account or None."""

    @property
    def unit_ids(self) -> Collection[int]:
        return {unit for held in self.held.values() for unit, _, _ in held}

    @property
    def unit_paths(self) -> Collection[str]:
        return {path for held in self.held.values() for _, path, _ in held}

    @property
    def account_ids(self) -> Collection[int]:
        return {account for held in self.held.values() for _, _, account in held if account}

    def of_opener(self) -> Standing:
        """The same case as if only its opener held it: whose reach holds this stands on the opener's side."""
        return replace(self, held={OPENER: self.held.get(OPENER, ())})

    def units(self, parts: Collection[str]) -> set[int]:
        """The units that hold one of these parts."""
        return {unit for part in parts for unit, _, _ in self.held.get(part, ())}


@dataclass(frozen=True, slots=True)
class Offer:
    """One transition as it stands for one person."""

    transition: Transition
    verdict: Verdict
    missing: tuple[str, ...] = ()
    """What the gates still want, in their own words."""

    @property
    def open(self) -> bool:
        """Whether it can be done at once."""
        return bool(self.verdict) and not self.missing


def offers(kind: Kind, state: State, record: Mapping[str, Any], standing: Standing, actor: Actor) -> tuple[Offer, ...]:
    """Everything that leads on from the stage and applies now, refusals included."""
    return tuple(
        Offer(transition, allowed(kind, transition, state, standing, actor), missing(kind, transition, record))
        for transition in kind.leaving(state.stage)
        if applies(kind, transition, record)
    )


def turns_aside(kind: Kind, stage: str, transition: Transition) -> bool:
    """Whether it sends back, refuses or halts: it leaves the stage with a reason, for nothing, or stops a clock."""
    into = transition.to
    if not into or into == stage:
        return False
    return transition.note == "required" or kind.stages[into].phase == "void" or bool(transition.suspends)


def applies(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> bool:
    """Whether its `when` holds; unknown is not yes."""
    return not transition.when or condition(kind, transition.when)(record) is True


def closed_to(
    kind: Kind, state: State, record: Mapping[str, Any], standing: Standing, actor: Actor
) -> tuple[Offer, ...]:
    """What this person could have done here and cannot any more, with the reason: its term is over, or it was done."""
    return tuple(
        Offer(transition, Verdict(False, why))
        for transition in kind.leaving(state.stage)
        if not applies(kind, transition, record)
        and (why := why_over(kind, transition, record))
        and allowed(kind, transition, state, standing, actor)
    )


def why_over(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> str:
    """Why the `when` of a step does not hold, where it is a term that is over or a step that is taken once; else ""."""
    whole = parse(transition.when) if transition.when else And(())
    parts = whole.items if isinstance(whole, And) else (whole,)
    return "".join(_over(kind, part, record) for part in parts)


def _over(kind: Kind, part: Expr, record: Mapping[str, Any]) -> str:
    match part:
        case Compare(sign="<=", left=Name(name="today"), right=Name(name=name)) if name.startswith("clocks."):
            due, today = record.get(name), record.get("today")
            clock = kind.clocks[name.split(".")[1]].name
            return f"“{clock}”到 {due} 为止，已经过了。" if due and today and today > due else ""
        case Compare(sign="==", left=Name(name=name), right=Literal(value=0)) if name.startswith("steps."):
            did = kind.transitions[name.removeprefix("steps.")].name
            return f"“{did}”只能办一次，已经办过。" if record.get(name) else ""
    return ""


def allowed(kind: Kind, transition: Transition, state: State, standing: Standing, actor: Actor) -> Verdict:
    """Whether this person may take it: the post's permission, the unit's part, the other unit, the other hand."""
    by_unit = transition.parts or transition.not_parts or transition.other_unit_than or transition.key == PRESS
    verdict = _by_unit(kind, transition, state, standing, actor) if by_unit else may(actor, transition.may, standing)
    return _other_hand(kind, transition, state, actor) if verdict and _same_hand(transition, state, actor) else verdict


def _by_unit(kind: Kind, transition: Transition, state: State, standing: Standing, actor: Actor) -> Verdict:
    """The seat's own unit must hold the part; whoever only sees the case may not act for its holder."""
    first = may(actor, transition.may) if transition.parts else may(actor, transition.may, standing)
    if not first or actor.is_system:
        return first
    seats = _able(transition, standing, actor)
    for seat in seats:
        if not _barred(transition, state, standing, seat):
            return Verdict(True, _on_whose_part(kind, transition, seat) or first.reason, seat)
    if seats:
        return Verdict(False, _why_barred(kind, transition, standing, seats[0]))
    names = "、".join(dict.fromkeys(seat.unit_name for seat in actor.seats))
    return Verdict(False, f"“{transition.name}”只能由{part_names(kind, transition.parts)}办理，{names}不是。")


def _why_barred(kind: Kind, transition: Transition, standing: Standing, seat: Seat) -> str:
    if _presses_itself(transition, standing, seat):
        held = part_names(kind, [part for part in transition.tells if seat.unit_id in standing.units((part,))])
        return f"{seat.unit_name}自己就是这件事的{held}，不用催办自己；由交办、等结果的一方来催。"
    if _own_part(transition, standing, seat):
        barred = part_names(kind, transition.not_parts)
        return f"{seat.unit_name}是这件事的{barred}，“{transition.name}”要由交办一方来做。"
    did = "、".join(f"“{kind.transitions[action].name}”" for action in transition.other_unit_than)
    return f"这件事的{did}是{seat.unit_name}办的，“{transition.name}”要由另一个单位来做。"


def _on_whose_part(kind: Kind, transition: Transition, seat: Seat) -> str:
    names = part_names(kind, transition.parts)
    return f"您所在的{seat.unit_name}是这件事的{names}。" if names else ""


def _able(transition: Transition, standing: Standing, actor: Actor) -> list[Seat]:
    """The seats with the permission and the degree that stand on a part the transition wants."""
    units = standing.units(transition.parts)
    return [
        seat
        for seat in actor.seats
        if transition.may in seat.permissions
        and standing.degree <= seat.degree
        and (seat.unit_id in units or _by_reach(transition, standing, seat, actor.account_id))
    ]


def _by_reach(transition: Transition, standing: Standing, seat: Seat, account: int | None) -> bool:
    """Where no part is wanted, whatever the seat reaches; of the opener's side, whoever stands above the opener."""
    if not transition.parts:
        return reaches(seat, standing, account)
    return OPENER_SIDE in transition.parts and reaches(seat, standing.of_opener(), None)


def _barred(transition: Transition, state: State, standing: Standing, seat: Seat) -> bool:
    """Whether the seat's unit may not judge itself, did what another unit must answer, or would press itself."""
    if _presses_itself(transition, standing, seat):
        return True
    return _own_part(transition, standing, seat) or _same_unit(transition, state, seat)


def _presses_itself(transition: Transition, standing: Standing, seat: Seat) -> bool:
    """Whether the unit is itself one of those who are pressed. Its opener and its leader still press the others."""
    if transition.key != PRESS or seat.unit_id not in standing.units(transition.tells):
        return False
    others = standing.units(set(transition.tells) - {OPENER}) - {seat.unit_id}
    return not others or seat.unit_id not in standing.units((OPENER, LEADER))


def _same_unit(transition: Transition, state: State, seat: Seat) -> bool:
    return any(seat.unit_id in state.sides.get(action, ()) for action in transition.other_unit_than)


def _own_part(transition: Transition, standing: Standing, seat: Seat) -> bool:
    """Whether it holds a part that may not judge itself. Its own errands a unit closes itself."""
    return seat.unit_id in standing.units(transition.not_parts) - standing.units((OPENER,))


def part_names(kind: Kind, parts: Collection[str]) -> str:
    """The Chinese words for some parts."""
    return "或".join(kind.part_name(part) for part in parts)


def _same_hand(transition: Transition, state: State, actor: Actor) -> bool:
    return any(actor.account_id in state.hands.get(action, ()) for action in transition.hands)


def _other_hand(kind: Kind, transition: Transition, state: State, actor: Actor) -> Verdict:
    each = zip(transition.other_hand_than, transition.hands, strict=True)
    did = [declared for declared, action in each if actor.account_id in state.hands.get(action, ())]
    names = "、".join(f"“{kind.action_name(action)}”" for action in did)
    return Verdict(False, f"这件事的{names}是您经手的，“{transition.name}”要由另一个人来做。")


def missing(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> tuple[str, ...]:
    """What the gates before a transition still want."""
    return tuple(_unmet(kind, transition, record))


def _unmet(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> Iterator[str]:
    for gate in kind.gates.values():
        for asked in gate.conditions if transition.key in gate.on else ():
            if condition(kind, asked.when)(record) is not True:
                yield asked.says
    for name, child in kind.children.items():
        left = record.get(f"children.{name}.open", 0)
        if transition.key in child.waits and left:
            yield f"还有 {left} 件{child.name}没有办结。"
    yield from _not_over(kind, transition, record)


def _not_over(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> Iterator[str]:
    """What the end of a period brings by itself nobody brings before: others have until that day."""
    for clock in kind.ended_by(transition.key):
        due, today = record.get(f"clocks.{clock.key}.due"), record.get("today")
        if due and today and today <= due:
            yield f"“{clock.name}”到 {due} 才满；过了这一天自动办，不用谁来点。"


def owed(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> dict[str, str]:
    """Places for proofs on the form of this transition that a later one wants filled and that are empty so far.

    Slot to the later one's name: whoever reports learns of it before another hand has to send it back.
    """
    found: dict[str, str] = {}
    for gate in kind.gates.values():
        for asked in gate.conditions:
            for slot in transition.proofs:
                if f"proofs.{slot.key}" in asked.when and condition(kind, asked.when)(record) is not True:
                    found.setdefault(slot.key, "、".join(kind.transitions[key].name for key in gate.on))
    return found


def waited_for(kind: Kind, transition: Transition, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Cases below that are still open and that a step from the stage which this one leads to will wait for."""
    found = []
    for name, child in kind.children.items():
        later = [kind.transitions[key] for key in child.waits if key != transition.key]
        names = [f"“{one.name}”" for one in later if transition.to and transition.to in one.origins]
        if (left := record.get(f"children.{name}.open", 0)) and names:
            found.append(f"还有 {left} 件{child.name}没有办结，办结以前不能{'、'.join(names)}。")
    return tuple(found)


def seat_for(transition: Transition, state: State, standing: Standing, actor: Actor) -> Seat | None:
    """The seat by which the transition is taken: one whose unit holds the part, or one that reaches the case."""
    able = [seat for seat in _able(transition, standing, actor) if not _barred(transition, state, standing, seat)]
    units = standing.units(transition.parts)
    return next(iter([seat for seat in able if seat.unit_id in units] or able), None)
