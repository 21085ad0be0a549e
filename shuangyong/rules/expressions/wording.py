"""The Chinese words for facts, values and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from shuangyong.rules.expressions.checking import type_of
from shuangyong.rules.expressions.records import length_of
from shuangyong.rules.expressions.tree import Arithmetic, Call, Expr, Literal, Name, Negative, Type, walk
from shuangyong.rules.expressions.values import Length

COUNTED = {"proofs": "份", "children": "个", "parts": "个", "steps": "次", "counters": "次"}
"""Facts that count something: the measure word by the first part of their name."""
DAYS = "overdue"
"""The last part of a name that counts days."""


@dataclass(frozen=True, slots=True)
class Label:
    """How a fact is spoken of. `fen`: money, shown in yuan. `choices`: what the stored values are called."""

    name: str
    unit: str = ""
    fen: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False


Labels: TypeAlias = Mapping[str, "Label | str"]


def label(name: str, labels: Labels) -> Label:
    """As the definition says, else as the name itself lets one see."""
    found = labels.get(name, "今天" if name == "today" else name)
    if isinstance(found, Label):
        return found
    first, dot, rest = name.partition(".")
    unit = "天" if rest.endswith(DAYS) else COUNTED.get(first, "") if dot else ""
    return Label(found, unit, counts=unit in {"份", "个"})


def style(expr: Expr, labels: Labels) -> Label:
    """The label whose unit and choices the values beside `expr` are shown with; a plain one for calculated values."""
    if isinstance(expr, Call) and expr.function == "age":
        return Label("", "周岁")
    if isinstance(expr, Call) and expr.function == "count":
        return Label("", "项")
    names = [node.name for node in walk(expr) if isinstance(node, Name)]
    plain_year = isinstance(expr, Call) and expr.function == "year"
    return label(names[0], labels) if names and not plain_year else Label("")


def shown(value: object, how: Label) -> str:
    """A value as it is read aloud: 3份, 1234.50元, 2026年8月1日, 是, “待签收”."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float | Decimal):
        return f"{digits(Decimal(str(value)) / 100)}元" if how.fen else f"{digits(Decimal(str(value)))}{how.unit}"
    if isinstance(value, list | tuple):
        return "、".join(shown(one, how) for one in value) or "空"
    return f"“{how.choices.get(str(value), str(value))}”"


def digits(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def phrase(expr: Expr, labels: Labels, how: Label | None = None) -> str:
    """What is calculated, in words: 受理日期加30日."""
    how = how or style(expr, labels)
    match expr:
        case Name():
            return label(expr.name, labels).name
        case Literal():
            return shown(expr.value, how)
        case Negative():
            return f"负的{inner(expr.item, labels, how)}"
        case Arithmetic():
            return sum_phrase(expr, labels, how)
        case Call(function="min" | "max"):
            words = EXTREMES[expr.function, type_of(expr) is Type.DATE]
            return f"{'、'.join(phrase(item, labels) for item in expr.items)}中{words}的"
        case Call():
            return CALLS[expr.function](*(phrase(item, labels) for item in expr.items))
    raise TypeError(type(expr).__name__)


def inner(expr: Expr, labels: Labels, how: Label) -> str:
    text = phrase(expr, labels, how)
    return f"（{text}）" if isinstance(expr, Arithmetic) else text


def sum_phrase(expr: Arithmetic, labels: Labels, how: Label) -> str:
    left = phrase(expr.left, labels, how) if expr.sign != "*" else inner(expr.left, labels, how)
    if isinstance(expr.right, Call) and (by := length_of(expr.right)):
        return f"{left}之{'后' if expr.sign == '+' else '前'}{span(by)}"
    beside = Label("") if expr.sign == "*" else how  # a factor is no amount of money
    return f"{left}{SUMS[expr.sign]}{inner(expr.right, labels, beside)}"


def span(by: Length) -> str:
    if by.unit == "days":
        return f"{by.number}日"
    years, months = divmod(by.number, 12)
    return f"{years}年" if years and not months else f"{by.number}个月"


SUMS = {"+": "加", "-": "减", "*": "乘"}
EXTREMES = {("min", False): "最小", ("max", False): "最大", ("min", True): "最早", ("max", True): "最晚"}
CALLS: dict[str, Callable[..., str]] = {
    "count": lambda items: f"{items}的项数",
    "contains": lambda items, item: f"{items}包含{item}",
    "between": lambda item, low, high: f"{item}在{low}至{high}之间",
    "age": lambda born, on: f"按{born}计算到{on}的年龄",
    "year": lambda day: f"{day}的年份",
    "days": lambda number: f"{number}日",
    "months": lambda number: f"{number}个月",
    "years": lambda number: f"{number}年",
}
NUMBERS = {"==": "等于", "!=": "不等于", "<": "少于", "<=": "不多于", ">": "多于", ">=": "不少于"}
DATES = {"==": "是", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
TEXTS = {"==": "是", "!=": "不是"}


def relation(sign: str, kind: Type | None) -> str:
    """What is asked of the left side: 不少于, 不晚于."""
    return {Type.NUMBER: NUMBERS, Type.DATE: DATES}.get(kind or Type.TEXT, TEXTS).get(sign, NUMBERS[sign])


def quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
