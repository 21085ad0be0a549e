"""The third part of the proof: what a button answers by itself, what is computed, and what may not be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shuangyong.catalog import keeping_out, model
from shuangyong.catalog.model import Kind
from shuangyong.catalog.proving_base import Said, Surroundings, unknown
from shuangyong.catalog.vocabulary import types_of
from shuangyong.rules.expressions import ExpressionError, Type, check, parse

YES, NO = "是", "否"
SET_TYPES = ("text", "long_text", "choice", "yes_no")


def _buttons_answer_rightly(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, step in kind.transitions.items():
        for name, text in step.sets.items():
            path = f"transitions.{key}.sets.{name}"
            yield from unknown(path, name, "字段", kind.fields)
            if name in {wanted.key for wanted in step.asks}:
                yield path, f"“{name}”由这个动作填定，就不能再让人填（asks）。", ()
            if name in kind.fields:
                yield from _answer(path, kind.fields[name], text)


def _answer(path: str, field: model.Field, text: str) -> Iterator[Said]:
    if field.type not in SET_TYPES:
        yield path, f"这种字段（{field.type}）不能由动作填定。", SET_TYPES
    if field.choices and text not in field.choices:
        yield path, f"“{text}”不在可选项里。", field.choices
    if field.type == "yes_no" and text not in (YES, NO):
        yield path, f"“{text}”不是“是”或“否”。", (YES, NO)


def _rates_are_numbers(kind: Kind, _: Surroundings) -> Iterator[Said]:
    types = {name: type_ for name, type_ in types_of(kind).items() if not name.startswith("rates.")}
    for key, rate in kind.rates.items():
        for side, text in (("part", rate.part), ("whole", rate.whole)):
            path = f"rates.{key}.{side}"
            try:
                if check(parse(text), types) is not Type.NUMBER:
                    yield path, f"“{text}”的结果不是数。", ()
            except ExpressionError as error:
                yield path, f"“{text}”写得不对：{error}", ()


def _rungs_lead_on(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """What a rung takes by itself can ask nobody for anything; its note is what the rung says."""
    gated = {step for gate in kind.gates.values() for step in gate.on}
    gated |= {step for child in kind.children.values() for step in child.waits}
    for key, clock in kind.clocks.items():
        for number, rung in enumerate(clock.rungs):
            path = f"clocks.{key}.rungs.{number}.takes"
            step = kind.transitions.get(rung.takes)
            if rung.takes:
                yield from unknown(path, rung.takes, "动作", kind.transitions)
            asked = step and [w for w in (*step.asks, *step.gives, *step.proofs) if not w.optional]
            if step and (asked or step.key in gated or step.when or step.opens or step.extends):
                yield path, f"到时自动办的“{step.name}”不能要求填写、材料，也不能有前提条件。", ()


def _kept_out_is_declared(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for group in kind.keeps_out:
        yield from unknown("keeps_out", group, "不得写入的内容", keeping_out.load())


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (
    _buttons_answer_rightly,
    _rates_are_numbers,
    _rungs_lead_on,
    _kept_out_is_declared,
)
