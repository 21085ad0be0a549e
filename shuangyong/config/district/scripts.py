"""The ordinary way of a case through its kind: which actions lead from the opening to a good end. Pure.

Found in the declaration, so that a kind added tomorrow is lived as well; `data/lives.toml` may name another way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from shuangyong.catalog.model import Kind, Transition

Way = tuple[tuple[str, Transition], ...]
"""Steps in order, each with the case that takes it: "" its own, a child by its name, deeper ones after a `/`."""
SIDE = 89
"""Transitions of this weight and above are said on the side: nobody waits for them."""


def script(kind: Kind, kinds: Mapping[str, Kind], named: Sequence[str] = ()) -> Way:
    """Transitions in order: those named, else the fewest that lead to an end, each after what its gates want filed.

    A name may be `child/action`: a step of a child, which opened before, by a step or by itself.
    """
    if named:
        return tuple(_named(kind, kinds, name) for name in named)
    way = _shortest(kind)
    return tuple(("", step) for main in way for step in (*_filed_before(kind, main, way), main))


def _named(kind: Kind, kinds: Mapping[str, Kind], name: str) -> tuple[str, Transition]:
    label, _, action = name.rpartition("/")
    for child in filter(None, label.split("/")):
        kind = kinds[kind.children[child].kind]
    return label, kind.transitions[action]


def _shortest(kind: Kind) -> tuple[Transition, ...]:
    """To the good end, which kinds call `closed`; transitions that come first in the file are preferred."""
    ends = {"closed"} & set(kind.stages) or {key for key, stage in kind.stages.items() if stage.phase == "closed"}
    queue: deque[tuple[str, tuple[Transition, ...]]] = deque([(kind.opening.stage, ())])
    seen = {kind.opening.stage}
    while queue:
        stage, taken = queue.popleft()
        if stage in ends:
            return taken
        for step in _forward(kind, stage):
            if step.to not in seen:
                seen.add(step.to)
                queue.append((step.to, (*taken, step)))
    return ()


def _forward(kind: Kind, stage: str) -> Iterator[Transition]:
    for step in kind.leaving(stage):
        leads_on = step.to and step.to != stage and kind.stages[step.to].phase != "void"
        if leads_on and step.weight < SIDE and not step.reopens and not step.opens:
            yield step


def _filed_before(kind: Kind, step: Transition, way: Sequence[Transition]) -> Iterator[Transition]:
    """Steps that stay where they are and file what a gate asks for, where nothing on the way files it."""
    filed = {wanted.key for one in way for wanted in one.proofs} | {wanted.key for wanted in kind.opening.proofs}
    asked = [c.when for gate in kind.gates.values() if step.key in gate.on for c in gate.conditions]
    for slot in kind.proofs:
        if slot not in filed and any(f"proofs.{slot}" in when for when in asked):
            stage = step.origins[0]
            yield from (s for s in kind.leaving(stage) if not s.to and slot in {w.key for w in s.proofs})


def wanted_slots(kind: Kind, step: Transition) -> set[str]:
    """Slots without which the step or a gate after it would not go."""
    gates = [c.when for gate in kind.gates.values() for c in gate.conditions]
    named = {slot for slot in kind.proofs if any(f"proofs.{slot}" in when for when in gates)}
    return {w.key for w in step.proofs if not w.optional or w.key in named}
