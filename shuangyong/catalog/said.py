"""A kind's conditions in Chinese: what each name of its record is called, by the kind's own words."""

from __future__ import annotations

from collections.abc import Iterator

from shuangyong.catalog.model import OPENER, Kind
from shuangyong.catalog.vocabulary import types_of
from shuangyong.rules.expressions import ExpressionError, Label, read
from shuangyong.rules.expressions.asking import asks

PHASE_NAMES = {"waiting": "待接手", "doing": "办理中", "judging": "待审", "closed": "已办结", "void": "已撤销"}


def condition_said(kind: Kind, text: str) -> str:
    """What a condition on cases of this kind asks; as it is written where this version of the kind does not know it."""
    try:
        return asks(read(text, types_of(kind)), dict(labels_of(kind)))
    except ExpressionError:
        return text


def labels_of(kind: Kind) -> Iterator[tuple[str, Label]]:
    """Every name that a condition of the kind may use, with what it is called."""
    yield "stage", Label("环节", choices={key: stage.name for key, stage in kind.stages.items()})
    yield "phase", Label("状态", choices=PHASE_NAMES)
    yield from ((name, Label(said)) for name, said in (("opened_on", "立项日期"), ("closed_on", "办结日期")))
    yield from ((key, Label(field.label, fen=field.type == "money")) for key, field in kind.fields.items())
    for key, step in kind.transitions.items():
        yield f"steps.{key}", Label(f"“{step.name}”", "次")
    for step in reversed(list(kind.transitions.values())):  # of several that count one thing the first gives the word
        yield f"counters.{step.counts}", Label(f"“{step.done}”", "次")
    yield from ((f"proofs.{key}", Label(f"“{slot.name}”的材料", "份")) for key, slot in kind.proofs.items())
    yield from ((f"parts.{part}", Label(kind.part_name(part), "个")) for part in (*kind.parts, OPENER))
    for key, child in kind.children.items():
        for count, said in (("open", "没有办结的"), ("closed", "已经办结的"), ("all", "全部")):
            yield f"children.{key}.{count}", Label(f"{said}“{child.name}”", "件")
    yield from ((f"rates.{key}", Label(rate.name, "%")) for key, rate in kind.rates.items())
    for key, clock in kind.clocks.items():
        yield f"clocks.{key}.due", Label(f"{clock.name}的最后一日")
        yield f"clocks.{key}.overdue", Label(f"“{clock.name}”逾期", "天")
