"""The steps by which a row of an old ledger came to where it says it is, or as far as what it holds carries it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

from shuangyong.cases.forms import Wrong
from shuangyong.catalog.model import Kind, Transition

LONGEST = 6
PHASE = "~"
"""Begins a stage that is told by its phase alone: 已办结, whatever the kind calls it."""


@dataclass(frozen=True, slots=True)
class Way:
    """The steps after the opening, and the fields that none of them takes."""

    steps: tuple[Transition, ...]
    left: frozenset[str]
    stage: str
    """The one to which it leads."""


def part_key(key: str) -> str:
    """A part's column beside the fields' ones."""
    return f"part.{key}"


def way_to(kind: Kind, values: Mapping[str, Any], goal: str) -> Way:
    """The shortest way to a stage whose forms the row can fill; where it names none, to that which takes most of what
    the row holds. Raises Wrong where there is no way."""
    ways = dict(_ways(kind, values))
    later = _later(kind, values)
    furthest = max(ways, key=lambda one: (len(later & _taken(ways[one])), -len(ways[one])))
    stage = stage_meant(kind, goal) if goal else furthest
    if stage not in ways:
        lacking = "、".join(f"“{named(kind, key)}”" for key in lacking_to(kind, values, stage))
        more = f"请补上{lacking}" if lacking else "请补上前面各环节要填的列"
        raise Wrong(f"表里的内容不够走到“{kind.stages[stage].name}”，{more}，或改为较前的环节。")
    way = ways[stage]
    beside = _staying(kind, _stops(kind, way), values, later - _taken(way))
    taken = _taken([*way, *(step for _, step in beside)])
    return Way(tuple(_merged(kind, way, beside)), frozenset(later - taken), stage)


def stage_meant(kind: Kind, goal: str) -> str:
    """The stage itself, or the first one of the phase that is told."""
    if not goal.startswith(PHASE):
        return goal
    return of_phase(kind, goal.removeprefix(PHASE))


def of_phase(kind: Kind, phase: str) -> str:
    """The first stage of a phase; "" where a kind has none."""
    return next((key for key, stage in kind.stages.items() if stage.phase == phase), "")


def lacking_to(kind: Kind, has: Collection[str], goal: str) -> tuple[str, ...]:
    """The columns that a row with these ones lacks for the way that lacks least."""
    waiting: list[tuple[int, int, str, tuple[str, ...]]] = [(0, 0, kind.opening.stage, ())]
    seen: set[str] = set()
    while waiting:
        _, length, stage, lacking = heappop(waiting)
        if stage == goal:
            return lacking
        if stage in seen:
            continue
        seen.add(stage)
        for step in kind.leaving(stage):
            if step.to and not step.opens:
                more = tuple(dict.fromkeys((*lacking, *lacks(step, has))))
                heappush(waiting, (len(more), length + 1, step.to, more))
    return ()


def closing(kind: Kind) -> str:
    """The stage at which a case of the kind has been carried out."""
    return of_phase(kind, "closed") or kind.opening.stage


def carried_to(kind: Kind, used: Collection[str]) -> str:
    """The stage to which the columns of a table carry most of its rows: that of the step which takes most of them."""
    opened = {wanted.key for wanted in kind.opening.asks}
    found = {
        step.to: len({wanted.key for wanted in step.asks} & set(used) - opened)
        for step in reversed(list(kind.transitions.values()))
        if step.to and not step.opens and kind.stages[step.to].phase != "void"
    }
    best = max(found, key=lambda stage: found[stage], default="")
    return best if found.get(best) else ""


def _stops(kind: Kind, steps: Sequence[Transition]) -> list[str]:
    """The stages through which a way leads."""
    return list(dict.fromkeys([kind.opening.stage, *(step.to for step in steps if step.to)]))


def _merged(kind: Kind, way: Sequence[Transition], staying: Sequence[tuple[str, Transition]]) -> Iterator[Transition]:
    """The way with the steps that stay at each of its stages."""
    for stage, step in zip(_stops(kind, way), [*way, None], strict=True):
        yield from (other for at, other in staying if at == stage)
        if step is not None:
            yield step


def _ways(kind: Kind, values: Mapping[str, Any]) -> Iterator[tuple[str, list[Transition]]]:
    """Each stage that the row can come to, with the shortest way; the nearest first, none that is void."""
    start = kind.opening.stage
    waiting: deque[tuple[str, list[Transition]]] = deque([(start, [])])
    seen = {start}
    while waiting:
        stage, way = waiting.popleft()
        yield stage, way
        for step in kind.leaving(stage) if len(way) < LONGEST else ():
            if step.to and step.to not in seen and kind.stages[step.to].phase != "void" and fillable(step, values):
                seen.add(step.to)
                waiting.append((step.to, [*way, step]))


def fillable(step: Transition, values: Mapping[str, Any]) -> bool:
    """Whether the row holds all that a form must have."""
    return not step.opens and not lacks(step, values)


def lacks(step: Transition, values: Collection[str]) -> list[str]:
    """The columns without which the row cannot fill the form of a step. Papers lie in a cabinet: none is asked for."""
    return [
        *(wanted.key for wanted in step.asks if not wanted.optional and wanted.key not in values),
        *(part_key(wanted.key) for wanted in step.gives if not wanted.optional and part_key(wanted.key) not in values),
    ]


def _staying(
    kind: Kind, stages: Collection[str], values: Mapping[str, Any], left: Collection[str]
) -> list[tuple[str, Transition]]:
    """Steps that leave a case at one of these stages and take something of what is left: how far it has come."""
    found: list[tuple[str, Transition]] = []
    taken: set[str] = set()
    for stage in stages:
        for step in kind.leaving(stage):
            new = {wanted.key for wanted in step.asks} & set(left) - taken
            if not step.to and new and fillable(step, values):
                taken |= new
                found.append((stage, step))
    return found


def _later(kind: Kind, values: Mapping[str, Any]) -> set[str]:
    """The fields of the row that are asked for only after the opening."""
    asked = {wanted.key for wanted in kind.opening.asks}
    return {key for key in values if key in kind.fields and key not in asked}


def _taken(steps: Collection[Transition]) -> set[str]:
    return {wanted.key for step in steps for wanted in step.asks}


def named(kind: Kind, key: str) -> str:
    """A column as the screen calls it."""
    return kind.fields[key].label if key in kind.fields else kind.parts[key.removeprefix("part.")].name


def why_left(kind: Kind, key: str) -> str:
    """Where a field is asked for that the way of a row did not come to, and what that step asks for beside."""
    steps = [step for step in kind.transitions.values() if any(wanted.key == key for wanted in step.asks)]
    step = next((step for step in steps if step.to), steps[0])
    beside = [named(kind, one) for one in lacks(step, ()) if one != key]
    return f"“{step.name}”才填" + (f"，还要有{'、'.join(beside)}" if beside else "")
