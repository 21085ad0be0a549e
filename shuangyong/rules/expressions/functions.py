"""The closed list of functions."""

from __future__ import annotations

from dataclasses import dataclass

from shuangyong.rules.expressions.tree import Type

ORDERED = (Type.NUMBER, Type.DATE)
"""Types that have an order. Texts have none: every database sorts them its own way."""


@dataclass(frozen=True, slots=True)
class Function:
    """`takes`: the type of each argument, None for "a number or a date, all alike". `gives` None: the same type.

    `many`: the last argument may be repeated.
    """

    takes: tuple[Type | None, ...]
    gives: Type | None
    usage: str
    many: bool = False


FUNCTIONS = {
    "count": Function((Type.LIST,), Type.NUMBER, "count(多选项)"),
    "contains": Function((Type.LIST, Type.TEXT), Type.YES_NO, 'contains(多选项, "选项")'),
    "min": Function((None, None), None, "min(甲, 乙, …)", many=True),
    "max": Function((None, None), None, "max(甲, 乙, …)", many=True),
    "between": Function((None, None, None), Type.YES_NO, "between(值, 下限, 上限)"),
    "age": Function((Type.DATE, Type.DATE), Type.NUMBER, "age(出生日期, 哪一天)"),
    "year": Function((Type.DATE,), Type.NUMBER, "year(日期)"),
    "days": Function((Type.NUMBER,), Type.LENGTH, "days(30)"),
    "months": Function((Type.NUMBER,), Type.LENGTH, "months(6)"),
    "years": Function((Type.NUMBER,), Type.LENGTH, "years(1)"),
}
LENGTHS = {"days": 366_000, "months": 12_000, "years": 1_000}
"""The functions that make a length, with the most each takes: a thousand years."""
