"""Whether a condition can ever hold: what is called impossible is met by no record, and plain contradictions are found."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shuangyong.rules.expressions import Type, compile, dead, possible, read, to_text
from shuangyong.rules.expressions.possible import COUNT, Span
from shuangyong.rules.expressions.tree import Call, walk
from tests.rules.expressions.cast import conditions, records

TYPES = {"tails": Type.NUMBER, "failed": Type.NUMBER, "stage": Type.TEXT, "due": Type.DATE, "grave": Type.YES_NO}
FACTS = {"tails": COUNT, "failed": COUNT, "stage": frozenset({"mending", "closed"})}


def can(text: str) -> bool:
    return possible(read(text, TYPES), FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "tails < 0",
        "not tails >= 0",
        "tails == 1.5",
        "tails > 1 and tails < 2",
        "tails > 2 and tails < 2",
        "tails >= 3 and not (tails > 2)",
        "tails in [1, 2] and tails > 2",
        "tails not in [1, 2] and between(tails, 1, 2)",
        "tails + failed < 0",
        "-tails > 0",
        "age(due, due) < 0",
        "year(due) == 0",
        'stage == "open"',
        'stage == "closed" and stage == "mending"',
        'stage != "closed" and stage != "mending"',
        "due is unknown and due > 2026-01-01",
        "due is known and due is unknown",
        "due > 2026-02-01 and due < 2026-01-01",
        "grave and not grave",
        "grave == true and grave == false",
        "1 > 2",
        '(tails < 0 or stage == "open") and grave',
    ],
)
def test_what_can_never_be(text: str) -> None:
    assert not can(text)


@pytest.mark.parametrize(
    "text",
    [
        "tails == 0",
        "tails < 1",
        "tails > 1 and tails <= 2",
        "tails < failed",
        "tails - failed < 0",
        "due is unknown",
        "due is known and due > 2026-01-01",
        'stage not in ["closed"]',
        'stage == "closed" and (tails < 0 or grave)',
        "not (tails < 0)",
        "grave or not grave",
    ],
)
def test_what_may_be(text: str) -> None:
    assert can(text)


def test_too_many_ways_count_as_possible() -> None:
    row = " and ".join(f"(tails == {n} or failed == {n})" for n in range(14))
    assert can(row)


def test_comparisons_that_say_nothing_are_named() -> None:
    text = 'stage == "closed" and (tails < 0 or tails >= 0) and tails > 1'
    assert [(to_text(part), always) for part, always in dead(read(text, TYPES), FACTS)] == [
        ("tails < 0", False),
        ("tails >= 0", True),
    ]


@given(conditions, records)
def test_what_some_record_meets_is_never_called_impossible(condition, record) -> None:
    assume(not any(isinstance(part, Call) and part.function == "age" for part in walk(condition)))
    if compile(condition)(record) is True:
        assert possible(condition, {})


SMALL = st.sampled_from(
    ["tails < 1", "tails >= 2", "tails == 1", "failed != 0", "failed <= 1", "grave", 'stage == "a"']
)
RECORDS = [
    {"tails": t, "failed": f, "grave": g, "stage": s} for t, f, g, s in product(range(4), range(3), (True, False), "ab")
]


@given(st.recursive(SMALL, lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
    lambda three: f"({three[0]} {three[1]} not ({three[2]}))"), max_leaves=5))  # fmt: skip
def test_with_few_things_it_is_exact(text) -> None:
    """Here nothing depends on two things at once, so that possible is as much as: some record meets it."""
    condition = read(text, TYPES)
    facts = {"tails": COUNT, "failed": Span(COUNT.least, COUNT.least + 2, whole=True), "stage": frozenset("ab")}
    assert possible(condition, facts) is any(compile(condition)(record) is True for record in RECORDS)
