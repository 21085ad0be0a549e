"""Why a condition is met, is not met or cannot be judged: a Chinese sentence for each thing that it asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuangyong.rules.expressions.checking import type_of
from shuangyong.rules.expressions.missing import unknown_names
from shuangyong.rules.expressions.records import closure, compile
from shuangyong.rules.expressions.tree import (
    OPPOSITE,
    TURNED,
    Among,
    And,
    Call,
    Compare,
    Expr,
    Known,
    Literal,
    Name,
    Not,
    Or,
    Type,
    asked,
    names,
)
from shuangyong.rules.expressions.values import Record
from shuangyong.rules.expressions.wording import (
    Label,
    Labels,
    label,
    phrase,
    quoted,
    relation,
    shown,
    style,
)

_VERDICT = {True: "满足", False: "不满足", None: "无法判断"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that is asked: what there is, what there should be, whether it holds; which facts it lacks."""

    says: str
    holds: bool | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What must hold all together, or (`all` false) of which one is enough."""

    parts: tuple[Group | Sentence, ...]
    all: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The result with its reasons in the order they are written; `says` is the whole as one paragraph."""

    result: bool | None
    reasons: Group | Sentence

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(flat(self.reasons))

    @property
    def says(self) -> str:
        return f"{told(self.reasons)}。"


def explain(expr: Expr, record: Record, labels: Labels) -> Explanation:
    """`labels`: what each fact is called, as a word or as a `Label`; names that it lacks stand for themselves."""
    result = closure(expr)(record)
    return Explanation(result if isinstance(result, bool) else None, _Explainer(record, labels).of(expr, wanted=True))


def flat(reasons: Group | Sentence) -> Iterator[Sentence]:
    if isinstance(reasons, Sentence):
        yield reasons
    else:
        for part in reasons.parts:
            yield from flat(part)


def told(reasons: Group | Sentence) -> str:
    if isinstance(reasons, Sentence):
        return reasons.says
    texts = [told(part) for part in reasons.parts]
    if reasons.all:  # an "any" within it keeps to its brackets
        return "；".join(texts)
    return f"以下有一项满足即可〔{'；'.join(f'{number}. {text}' for number, text in enumerate(texts, 1))}〕"


class _Explainer:
    """`wanted` is false below an odd number of `not`: then the opposite is what should hold."""

    def __init__(self, record: Record, labels: Labels) -> None:
        self.record, self.labels = record, labels

    def of(self, expr: Expr, *, wanted: bool) -> Group | Sentence:
        match expr:
            case Not():
                return self.of(expr.item, wanted=not wanted)
            case And() | Or():
                parts = tuple(self.of(item, wanted=wanted) for item in expr.items)
                return Group(parts, isinstance(expr, And) is wanted)
            case Compare() if (inner := asked(expr)) is not None:
                return self.of(inner, wanted=wanted)
            case Known():
                return self.known(expr, wanted)
        return self.leaf(expr, wanted)

    def leaf(self, expr: Expr, wanted: bool) -> Sentence:
        found = closure(expr)(self.record)
        if not isinstance(found, bool):
            return self.undecided(expr)
        holds = found is wanted
        return Sentence(f"{self.fact(expr, wanted)}：{_VERDICT[holds]}", holds)

    def undecided(self, expr: Expr) -> Sentence:
        lacks = tuple(sorted(unknown_names(expr, self.record)))
        if lacks:
            return Sentence(f"缺少{quoted([label(name, self.labels).name for name in lacks])}，无法判断", None, lacks)
        return Sentence(f"{self.asked_of(expr)}：算出的值超出范围，无法判断", None)

    def asked_of(self, expr: Expr) -> str:
        involved = sorted(label(name, self.labels).name for name in names(expr))
        return quoted(involved) or "所写的值"

    def fact(self, expr: Expr, wanted: bool) -> str:
        match expr:
            case Compare():
                return self.compare(expr, wanted)
            case Among():
                return self.among(expr, wanted)
            case Call(function="between"):
                low, high = (self.with_value(item, style(expr.items[0], self.labels)) for item in expr.items[1:])
                return f"{self.state(expr.items[0])}，{'应' if wanted else '不应'}在{low}至{high}之间"
            case Call(function="contains"):
                how = style(expr.items[0], self.labels)
                item = self.with_value(expr.items[1], how)
                return f"{self.state(expr.items[0])}，{'应' if wanted else '不应'}包含{item}"
            case Literal():
                return f"恒为{shown(expr.value, Label(''))}，应为{shown(wanted, Label(''))}"
        return f"{self.state(expr)}，应为{shown(wanted, Label(''))}"

    def compare(self, expr: Compare, wanted: bool) -> str:
        left, right, sign = expr.left, expr.right, expr.sign if wanted else OPPOSITE[expr.sign]
        if isinstance(left, Literal):
            left, right, sign = right, left, TURNED[sign]
        should = relation(sign, type_of(left) or type_of(right))
        return f"{self.state(left)}，应{should}{self.with_value(right, style(left, self.labels))}"

    def among(self, expr: Among, wanted: bool) -> str:
        how = style(expr.item, self.labels)
        listed = "、".join(shown(value.value, how) for value in expr.values)
        inside = expr.negated is not wanted
        should = "应是" if inside else "不应是"
        return f"{self.state(expr.item)}，{should}{listed}{'之一' if len(expr.values) > 1 and inside else ''}"

    def known(self, expr: Known, wanted: bool) -> Sentence:
        there = closure(Known(expr.item))(self.record) is True
        should = expr.negated is not wanted
        holds = there is should
        what = f"{'已有' if there else '还没有'}“{label(expr.item.name, self.labels).name}”"
        need = "" if holds else f"，{'应先有' if should else '应没有'}"
        lacks = (expr.item.name,) if not holds and should else ()
        return Sentence(f"{what}{need}：{_VERDICT[holds]}", holds, lacks)

    def state(self, expr: Expr) -> str:
        """办理结果的印证材料有0份; 完成时限为2026年8月1日."""
        how = style(expr, self.labels)
        verb = "有" if how.counts and type_of(expr) in {Type.NUMBER, None} and isinstance(expr, Name) else "为"
        if isinstance(expr, Literal):
            return shown(expr.value, how)
        return f"{phrase(expr, self.labels)}{verb}{shown(compile(expr)(self.record), how)}"

    def with_value(self, expr: Expr, how: Label) -> str:
        """What is compared with, and what it comes to where it is calculated."""
        if isinstance(expr, Literal):
            return shown(expr.value, how)
        value = compile(expr)(self.record)
        return f"{phrase(expr, self.labels, how)}（{shown(value, how)}）"
