"""What the language takes, and how it tells a clerk what it does not take."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuangyong.rules.expressions import ExpressionError, names, parse, to_text
from shuangyong.rules.expressions.parsing import DEEPEST, MOST
from shuangyong.rules.expressions.tree import Among, And, Call, Compare, Literal, Name, Not, Or, Type, walk


def test_or_binds_less_than_and_which_binds_less_than_not() -> None:
    a, b, c = Name("a"), Name("b"), Name("c")
    assert parse("a or b and not c") == Or((a, And((b, Not(c)))))
    assert parse("not a == 1") == Not(Compare("==", a, Literal(Decimal(1), Type.NUMBER)))
    assert parse("(a or b) and c") == And((Or((a, b)), c))


def test_sums_are_read_from_the_left_and_products_first() -> None:
    assert to_text(parse("a - (b - c) - 2 * (d + 1)")) == "a - (b - c) - 2 * (d + 1)"
    assert parse("a - b - c") == parse("(a - b) - c")
    assert parse("a - b - c") != parse("a - (b - c)")


def test_a_date_is_a_date_and_a_list_is_a_list() -> None:
    found = parse("opened_on not in [2026-08-01, 2024-02-29]")
    assert found == Among(
        Name("opened_on"), (Literal(date(2026, 8, 1), Type.DATE), Literal(date(2024, 2, 29), Type.DATE)), negated=True
    )


def test_both_kinds_of_quotation_marks_and_escapes() -> None:
    assert parse("stage == 'it\\'s'") == parse('stage == "it\'s"')
    assert to_text(parse("""stage == 'say "好"'""")) == 'stage == "say \\"好\\""'


def test_names_may_be_dotted_and_chinese() -> None:
    assert names(parse("clocks.term.overdue > 3 and 受理日期 is known or age(born, today) > 1")) == {
        "clocks.term.overdue",
        "受理日期",
        "born",
        "today",
    }


def test_every_node_knows_its_place() -> None:
    text = "urgent and between(amount, 1,\n  2)"
    call = next(node for node in walk(parse(text)) if isinstance(node, Call))
    assert text[call.place.start : call.place.end] == "between(amount, 1,\n  2)"


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("stage = 'doing'", 7, "请改写为 =="),
        ("（amount > 1）", 1, "请改写为 ("),
        ("stage == “doing”", 10, '请改写为 "'),
        ("stage == 'doing", 10, "引号没有收尾"),
        ("a && b", 3, "请改写为 and"),
        ("amount >", 9, "条件到此就结束了"),
        ("(a or b", 8, "缺少“)”"),
        ("1 < amount < 5", 12, "between(值, 下限, 上限)"),
        ("a b", 3, "and 或 or"),
        ("amount is there", 11, "known 或 unknown"),
        ("amount + 1 is known", 1, "只能问一个名称"),
        ("stage in [other]", 11, "只能列出写明的值"),
        ("stage in 'a'", 10, "缺少“[”"),
        ("cont(towns) > 1", 1, "是不是“count”"),
        ("2026-8-1 < today", 1, "如2026-08-01"),
        ("2026-02-30 < today", 1, "不是日期"),
        ("amount > 1.23456", 10, "最多4位小数"),
        ("amount > 99999999999999", 10, "10万亿"),
        ("", 1, "条件到此就结束了"),
        ("a > 1 " * 400, 1, "最多2000个字"),
        ("(" * 40 + "a", DEEPEST + 2, "最多10层"),
        ("not " * 40 + "a", 4 * (DEEPEST + 1) + 1, "最多10层"),
        (" + ".join(["a"] * (MOST + 1)), 4 * MOST + 1, "最多用64个名称和值"),
        ("a * b * c * d * e > 1", 1, "最多套3层"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, position: int, says: str) -> None:
    with pytest.raises(ExpressionError) as told:
        parse(text)
    assert says in str(told.value)
    assert told.value.position == position, str(told.value)
    assert str(told.value).startswith(f"条件第{position}个字处：")


def test_the_caret_stands_below_the_place_although_chinese_is_wide() -> None:
    with pytest.raises(ExpressionError) as told:
        parse("stage == '待签收' und urgent")
    line, mark = told.value.caret.splitlines()
    assert line == "    stage == '待签收' und urgent"
    assert mark == " " * (4 + len("stage == '待签收' ") + len("待签收")) + "^^^"


def test_of_a_long_line_only_the_part_around_the_place_is_shown() -> None:
    with pytest.raises(ExpressionError) as told:
        parse("urgent and " * 30 + "§" + " and urgent" * 30)
    line = told.value.caret.splitlines()[0].strip()
    assert line.startswith("…") and line.endswith("…") and "§" in line and len(line) < 100


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            "and or not in is known ( ) [ ] , == < + - * 1 -2 true 'a' 2026-08-01 a b.c count between".split()
        ),
        max_size=14,
    )
)
def test_any_row_of_words_is_read_or_refused_and_never_breaks(words: list[str]) -> None:
    try:
        found = parse(" ".join(words))
    except ExpressionError as problem:
        assert problem.caret or not words
    else:
        assert parse(to_text(found)) == found


@settings(max_examples=100)
@given(st.text(max_size=40), st.integers(0, 1000))
def test_any_text_is_read_or_refused(text: str, seed: int) -> None:
    valid = "between(amount, 1, 2) and stage in ['a'] or deadline + days(3) < today"
    cut = random.Random(seed).randrange(len(valid))
    for one in (text, valid[:cut] + text, text + valid[cut:]):
        try:
            parse(one)
        except ExpressionError as problem:
            assert str(problem)
