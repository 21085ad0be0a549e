"""Answers for one case: three values, exact numbers, dates that no month is too short for."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.expressions import compile, compiled, parse, read
from shuangyong.rules.expressions.values import BOUND, SCALE, literal, scaled, threshold
from tests.rules.expressions.cast import HOSTILE_NUMBERS, TODAY, TYPES, numbers

KNOWN = {True: True, False: False, None: None}


def answer(text: str, **facts: Any) -> Any:
    return compile(read(text, TYPES))({"today": TODAY, **facts})


def value(text: str, **facts: Any) -> Any:
    return compile(parse(text))({"today": TODAY, **facts})


@pytest.mark.parametrize(("left", "right"), list(product(KNOWN, KNOWN)))
def test_and_or_and_not_follow_kleene(left: bool | None, right: bool | None) -> None:
    both, either = (answer(f"urgent {word} checked", urgent=left, checked=right) for word in ("and", "or"))
    assert both is (False if False in (left, right) else None if None in (left, right) else True)
    assert either is (True if True in (left, right) else None if None in (left, right) else False)
    assert answer("not urgent", urgent=left) is (None if left is None else not left)


@pytest.mark.parametrize(
    "text",
    [
        "amount > 1",
        "amount == amount",
        "not amount == 1",
        "amount in [1, 2]",
        "amount not in [1, 2]",
        "contains(towns, 'a')",
        "age(deadline, today) > 1",
        "min(amount, 1) < 5",
    ],
)
def test_what_is_absent_is_unknown_in_every_comparison(text: str) -> None:
    assert answer(text) is None
    assert answer(text, amount=None, towns=None) is None


def test_only_known_and_unknown_look_at_absence_itself() -> None:
    assert answer("amount is unknown") is True
    assert answer("amount is known", amount=0) is True
    assert answer("place is known", place="") is True
    assert answer("towns is unknown", towns=[]) is False
    assert answer("deadline is known", deadline="2026-02-30") is False


def test_between_is_false_as_soon_as_one_bound_is_missed() -> None:
    assert answer("between(5, 6, amount)") is False
    assert answer("between(5, 4, amount)") is None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("amount", "12"),
        ("amount", True),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("amount", Decimal("NaN")),
        ("amount", 10**13 + 1),
        ("deadline", datetime(2026, 8, 1, tzinfo=UTC)),
        ("deadline", "20260801"),
        ("place", 3),
        ("urgent", 1),
        ("towns", "甲"),
    ],
)
def test_a_fact_of_another_type_is_unknown(name: str, wrong: Any) -> None:
    assert answer(f"{name} is unknown", **{name: wrong}) is True


def test_a_choice_of_an_enumeration_is_its_text_and_a_subclass_of_int_a_number() -> None:
    class Stage(enum.StrEnum):
        DOING = "doing"

    class Serial(enum.IntEnum):
        SECOND = 2

    assert answer("place == 'doing' and place in ['doing']", place=Stage.DOING) is True
    assert answer("amount == 2", amount=Serial.SECOND) is True


def test_decimals_are_exact() -> None:
    assert answer("amount + share == 0.3", amount=0.1, share=0.2) is True
    assert answer("amount * 3 == 0.3", amount=Decimal("0.1")) is True
    assert value("amount * share", amount=0.5, share=0.0001) == 0.0001
    assert value("amount * share", amount=-0.5, share=0.0001) == -0.0001
    assert value("amount * 2", amount=3) == 6 and isinstance(value("amount * 2", amount=3), int)


def test_a_product_beyond_the_range_is_unknown_and_a_sum_is_exact() -> None:
    assert answer("amount * amount > 0", amount=10**7) is None
    assert answer("amount * amount > 0", amount=10**6) is True
    assert answer("amount + amount - amount == amount", amount=10**13) is True


@given(numbers | st.sampled_from(HOSTILE_NUMBERS), numbers)
def test_a_threshold_is_where_a_number_begins(fact: Any, limit: Any) -> None:
    number, bound = scaled(fact), scaled(limit)
    if number is not None and bound is not None:
        assert (float(fact) >= threshold(bound)) is (number >= bound)


@given(st.integers(-BOUND, BOUND))
def test_a_number_of_four_places_is_what_it_was(number: int) -> None:
    assert literal(Decimal(number) / SCALE) == number
    assert scaled(Decimal(number) / SCALE) == number or abs(number) > 2**53


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31 + months(1)", date(2026, 2, 28)),
        ("2024-01-31 + months(1)", date(2024, 2, 29)),
        ("2024-02-29 + years(1)", date(2025, 2, 28)),
        ("2026-03-31 - months(13)", date(2025, 2, 28)),
        ("2026-08-01 - days(1)", date(2026, 7, 31)),
        ("9999-11-30 + months(1)", date(9999, 12, 30)),
        ("9999-12-31 + days(1)", None),
        ("9999-12-01 + months(1)", None),
        ("0001-01-31 - months(1)", None),
        ("0001-01-01 - days(1) + days(1)", None),
    ],
)
def test_dates_move_by_the_calendar_and_not_out_of_it(text: str, day: date | None) -> None:
    assert value(text) == day


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 8, 1), TODAY, 18),
        (date(2008, 8, 2), TODAY, 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2027, 1, 1), TODAY, -1),
    ],
)
def test_age_counts_full_years(born: date, on: date, years: int) -> None:
    assert value("age(born, on)", born=born, on=on) == years
    assert answer(f"age(deadline, opened_on) == {years}", deadline=born.isoformat(), opened_on=on) is True


def test_lists_and_texts() -> None:
    assert answer("count(towns) == 2 and contains(towns, '乙')", towns=["甲", "乙"]) is True
    assert answer("contains(towns, place)", towns=("甲",), place="") is False
    assert answer("place == 'é'", place="e\u0301") is False


def test_a_condition_without_names_has_its_own_answer() -> None:
    assert answer("1 + 1 == 2 and true") is True
    assert answer("2026-08-01 > today") is False


def test_a_text_is_compiled_once() -> None:
    assert compiled("amount > 1") is compiled("amount > 1")
    assert (
        compiled("amount > 1 and deadline < today")({"amount": 2, "deadline": date(2026, 7, 1), "today": TODAY}) is True
    )


def test_types_may_be_given_by_their_values() -> None:
    condition = read("deadline < today and amount > 1", {"deadline": "date", "amount": "number"})
    assert compile(condition)({"deadline": "2026-07-01", "amount": 2, "today": TODAY}) is True
