"""Whose term it is: nobody's clock runs on while another hand has the case, and whoever has it has a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shuangyong.catalog.model import SIDE, Clock, Kind, Transition
from shuangyong.catalog.proving_base import Said, Surroundings

HOW = "报送的动作应写 files，退回的动作写 resumes；法定的、对外的期限照常计算的，写 runs_on。"
RUNS, RESTS = "runs", "rests"
States = dict[tuple[str, str], set[str]]
"""By stage and clock: how it may stand there."""


def _terms_rest_with_others(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """Where only others go on, the owner has done his part: his clock is filed, or declared to run on all the same."""
    for (stage, key), found in sorted(_standing(kind).items()):
        clock = kind.clocks[key]
        if RUNS in found and kind.stages[stage].phase == "judging" and _is_left_to_others(kind, stage, clock):
            name = kind.stages[stage].name
            says = f"环节“{name}”轮到别人办，“{clock.name}”却还在计算，责任方会因为等别人而逾期。{HOW}"
            yield f"clocks.{key}", says, ["files", "runs_on"]


def _whoever_waits_has_a_clock(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """What rests must not rest for ever: the step that files it starts a clock of whoever is to answer."""
    for key, step in kind.transitions.items():
        if not step.files:
            continue
        path = f"transitions.{key}"
        owners = {kind.clocks[name].owner for name in step.files if name in kind.clocks}
        begun = [kind.clocks[name] for name in step.starts if name in kind.clocks]
        if not any(clock.duty and clock.owner not in owners for clock in begun):
            yield f"{path}.files", "报送以后轮到别人办，别人也要有期限：应在 starts 里启动一个责任方不同的期限。", ()
        if step.to and kind.stages.get(step.to) and kind.stages[step.to].ends:
            yield f"{path}.files", "这一步已经办结，期限应停止（stops），不是报送。", ["stops"]


def _is_left_to_others(kind: Kind, stage: str, clock: Clock) -> bool:
    """Whether there is a way on from the stage, and none for whoever owns the clock."""
    if not clock.duty or clock.runs_on or clock.owner not in kind.parts:
        return False
    ways = [step for step in kind.leaving(stage) if step.weight < SIDE and not step.reopens and step.to]
    return bool(ways) and not any(clock.owner in step.parts for step in ways)


def _standing(kind: Kind) -> States:
    """Every way to stand for every clock in every stage that can be reached, followed until nothing is new."""
    states: States = {}
    _reach(states, kind, kind.opening.stage, {name: RUNS for name in kind.opening.starts if name in kind.clocks})
    changed = True
    while changed:
        before = {pair: set(found) for pair, found in states.items()}
        for step in kind.transitions.values():
            for origin in step.origins:
                for key in kind.clocks:
                    for now in [*states.get((origin, key), ())]:
                        _reach(states, kind, step.to or origin, _after(step, key, now))
            for origin in step.origins:
                _reach(states, kind, step.to or origin, {name: RUNS for name in step.starts if name in kind.clocks})
        changed = before != states
    return states


def _reach(states: States, kind: Kind, stage: str, clocks: Mapping[str, str]) -> None:
    if stage in kind.stages and not kind.stages[stage].ends:
        for key, now in clocks.items():
            states.setdefault((stage, key), set()).add(now)


def _after(step: Transition, key: str, now: str) -> dict[str, str]:
    """A clock that stands so before the step, after it."""
    if key in step.resumes:
        now = RUNS
    if key in (*step.suspends, *step.files):
        now = RESTS
    return {} if key in step.stops and key not in step.starts else {key: now}


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (
    _terms_rest_with_others,
    _whoever_waits_has_a_clock,
)
