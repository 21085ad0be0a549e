"""Types are settled when a definition is checked, so that no condition ever meets a value it cannot work with."""

from __future__ import annotations

import pytest

from shuangyong.rules.expressions import ExpressionError, Type, check, parse, read
from tests.rules.expressions.cast import TYPES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("amount * 2 + 1", Type.NUMBER),
        ("deadline + days(30)", Type.DATE),
        ("min(deadline, today)", Type.DATE),
        ("max(amount, 3, share)", Type.NUMBER),
        ("age(deadline, today)", Type.NUMBER),
        ("stage", Type.TEXT),
        ("towns", Type.LIST),
        ("(amount > 1) == true", Type.YES_NO),
        ("contains(towns, place) and not urgent", Type.YES_NO),
        ("between(deadline, 2026-01-01, today)", Type.YES_NO),
    ],
)
def test_every_expression_has_one_type(text: str, found: Type) -> None:
    assert check(parse(text), TYPES) is found


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("deadline + 30 > today", "deadline + 30", "日期与数之间不能用“+”"),
        ("deadline * days(3) > today", "deadline * days(3)", "不能用“*”"),
        ("days(3) + deadline > today", "days(3) + deadline", "如 deadline + days(30)"),
        ("amount == stage", "amount == stage", "数与文字不能比较"),
        ("stage < 'a'", "stage < 'a'", "文字不分大小"),
        ("urgent == checked", "checked", "只能与 true 或 false 比较"),
        ("urgent > true", "urgent > true", "是否不分大小"),
        ("towns == topics", "towns == topics", "contains 或 count"),
        ("amount and urgent", "amount", "要的是是否，这里是数"),
        ("not stage", "stage", "not 后面要的是是否"),
        ("-deadline > today", "deadline", "负号后面要的是数"),
        ("towns in ['a']", "towns", "in 前面不能是多选"),
        ("amount in [1, 'a']", "'a'", "方括号里要的是数，这里是文字"),
        ("contains(stage, 'a')", "stage", "contains 的括号里要的是多选"),
        ("contains(towns)", "contains(towns)", "要2个值，这里有1个"),
        ("age(deadline, today, today) > 1", "age(deadline, today, today)", "要2个值，这里有3个"),
        ("min(amount) > 1", "min(amount)", "要2个以上的值"),
        ("min(amount, today) > 1", "today", "min 的括号里要的是数，这里是日期"),
        ("between(stage, 'a', 'b')", "stage", "要的是数或日期，这里是文字"),
        ("deadline + days(1.5) > today", "1.5", "0到366000的整数"),
        ("deadline + days(amount) > today", "amount", "时长要写明"),
        ("deadline + years(5000) > today", "5000", "0到1000的整数"),
        ("proofs.resul >= 1", "proofs.resul", "是不是“proofs.result”？"),
        ("quite_other is known", "quite_other", "可以用的有：amount、checked"),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(text: str, place: str, says: str) -> None:
    with pytest.raises(ExpressionError) as told:
        check(parse(text), TYPES)
    found = told.value.place
    assert text[found.start : found.end] == place
    assert says in str(told.value)


def test_a_condition_must_be_a_condition() -> None:
    with pytest.raises(ExpressionError, match="这里得出的是数"):
        read("amount + 1", TYPES)
    assert check(read("amount + 1", TYPES, expected=Type.NUMBER), TYPES) is Type.NUMBER


def test_of_many_known_names_only_some_are_listed() -> None:
    with pytest.raises(ExpressionError) as told:
        read("zzz", {f"field_{number}": Type.TEXT for number in range(100)})
    assert str(told.value).endswith("等。") and str(told.value).count("field_") == 12
