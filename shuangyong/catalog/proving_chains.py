"""What goes on by itself must be able to: cases that open by themselves, values that go up, periods that lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shuangyong.catalog.model import OPENER, PART_RULE, UNIT_RULES, Child, Field, Kind, Transition
from shuangyong.catalog.proving_base import Said, Surroundings, unknown


def _openings_fill_themselves(kind: Kind, around: Surroundings) -> Iterator[Said]:
    """Nobody fills in a form for a case that opens by itself."""
    for key, child in kind.children.items():
        target = kind if child.kind == kind.key else around.kinds.get(child.kind)
        path = f"children.{key}"
        if target is None:
            continue
        yield from _fills_wrong(child, target, path)
        if child.starts_when:
            yield from _left_open(child, target, path)
            yield from _gives_wrong(kind, child, target, path)
        else:
            yield from _gives_wrong(kind, child, target, path, by_place=False)
        yield from _each_wrong(child, target, path)


def _each_wrong(child: Child, target: Kind, path: str) -> Iterator[Said]:
    """One case for each unit: of a part that a case has one unit for, and that somebody names on the form."""
    if child.to and not child.each:
        yield f"{path}.to", "写了只能给下面的单位，还要写是哪一方（each）。", ()
    if not child.each:
        return
    single = [wanted.key for wanted in target.opening.gives if not target.parts[wanted.key].many]
    yield from unknown(f"{path}.each", child.each, "立项时要指定、只能有一个单位的一方", single)
    if child.starts_when:
        yield f"{path}.each", "自动开始的没有表单可以勾选几个单位。", ()


def _fills_wrong(child: Child, target: Kind, path: str) -> Iterator[Said]:
    for name, text in child.fills.items():
        yield from unknown(f"{path}.fills", name, f"“{child.kind}”的字段", target.fields)
        field = target.fields.get(name)
        if field and field.choices and text not in field.choices:
            yield f"{path}.fills.{name}", f"“{text}”不在可选项里。", field.choices
        if field and field.type not in {"text", "long_text", "choice"}:
            yield f"{path}.fills.{name}", f"这种字段（{field.type}）不能写固定的文字。", ()


def _left_open(child: Child, target: Kind, path: str) -> Iterator[Said]:
    filled = {*child.passes, *child.fills}
    for wanted in target.opening.asks:
        if not wanted.optional and wanted.key not in filled:
            yield f"{path}.passes", f"自动开始时必填的“{wanted.key}”没有写从哪里来（passes 或 fills）。", ()
    for wanted in target.opening.gives:
        if not wanted.optional and wanted.key not in child.gives:
            yield f"{path}.gives", f"自动开始时没有写“{wanted.key}”给谁。", [f"{PART_RULE}lead", *UNIT_RULES]
    for wanted in target.opening.proofs:
        if not wanted.optional:
            yield path, f"立项时必须提交材料“{wanted.key}”的，不能自动开始。", ()


def _gives_wrong(kind: Kind, child: Child, target: Kind, path: str, *, by_place: bool = True) -> Iterator[Said]:
    """On a form only who holds a part here is proposed: where the case will lie is not known before it is opened."""
    rules = [*(PART_RULE + part for part in (*kind.parts, OPENER)), *(UNIT_RULES if by_place else ())]
    asked = [wanted.key for wanted in target.opening.gives]
    for part, rule in child.gives.items():
        yield from unknown(f"{path}.gives", part, "立项时可指定的一方", asked)
        yield from unknown(f"{path}.gives.{part}", rule, "指定办法", rules)


def _what_goes_over_fits(kind: Kind, around: Surroundings) -> Iterator[Said]:
    """Values handed down and taken over keep their type; a choice stays among the choices."""
    for key, child in kind.children.items():
        target = kind if child.kind == kind.key else around.kinds.get(child.kind)
        if target is None:
            continue
        for ours, theirs in child.returns.items():
            path = f"children.{key}.returns.{ours}"
            yield from unknown(f"children.{key}.returns", ours, "字段", kind.fields)
            yield from unknown(path, theirs, f"“{child.kind}”的字段", target.fields)
            if ours in kind.fields and theirs in target.fields:
                yield from _unfit(target.fields[theirs], kind.fields[ours], path)
        for theirs, ours in child.passes.items():
            if ours in kind.fields and theirs in target.fields:
                yield from _unfit(kind.fields[ours], target.fields[theirs], f"children.{key}.passes.{theirs}")


TEXTS = {"text", "long_text", "choice"}


def _unfit(source: Field, goal: Field, path: str) -> Iterator[Said]:
    both_text = source.type in TEXTS and goal.type in {"text", "long_text"}
    if source.type != goal.type and not both_text:
        yield path, f"“{source.label}”（{source.type}）与“{goal.label}”（{goal.type}）类型不同。", ()
    elif goal.choices and set(source.choices) - set(goal.choices):
        other = "、".join(sorted(set(source.choices) - set(goal.choices)))
        yield path, f"“{source.label}”的“{other}”不在“{goal.label}”的可选项里。", goal.choices


def _ends_lead_on(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """What is taken by itself when a period ends can ask nobody for anything and wait for nothing."""
    gated = {step for gate in kind.gates.values() for step in gate.on}
    gated |= {step for child in kind.children.values() for step in child.waits}
    for key, clock in kind.clocks.items():
        if not clock.at_end:
            continue
        path = f"clocks.{key}.at_end"
        yield from unknown(path, clock.at_end, "动作", kind.transitions)
        step = kind.transitions.get(clock.at_end)
        if step and (_asks(step) or step.key in gated or step.when or step.opens or step.extends):
            yield path, f"期满自动办的“{step.name}”不能要求填写、材料、说明，也不能有前提条件。", ()


def _asks(step: Transition) -> bool:
    return step.note == "required" or not all(w.optional for w in (*step.asks, *step.gives, *step.proofs))


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (
    _openings_fill_themselves,
    _what_goes_over_fits,
    _ends_lead_on,
)
