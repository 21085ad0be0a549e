"""The forms of scoring: exact points for what is known, and a span that holds whatever the unknown turns out to be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.assess.engine.forms import over_years, span_of, voided
from shuangyong.assess.engine.points import SCALE, of_decimal, said
from shuangyong.assess.engine.tally import NO_YEAR, Reading, Tally, slots_of
from shuangyong.assess.standard.model import Item, Measure, Rule

LATE = "late > 30"
YEAR = 2026


def points(text: str) -> int:
    return of_decimal(Decimal(text))


def tally_of(measure: Measure, patterns) -> Tally:
    tally = Tally()
    for pattern in patterns:
        tally.add(measure, YEAR, slots_of(measure, LATE, pattern))
        tally.keep(measure.kind, YEAR)
    return tally


def span(rule: Rule, patterns) -> tuple[int, int]:
    return span_of(rule, Reading(tally_of(rule.measures[0], patterns), YEAR, YEAR))


def rule(form: str, most: str, measure: Measure, **more) -> Rule:
    return Rule(form, points(most), (measure,), **more)


HELD = Measure("meeting", "held")
DONE = Measure("need", "done", of="due")
YES, NO, UNKNOWN = {"held": True}, {}, {"held": None}


@pytest.mark.parametrize(
    ("made", "patterns", "low", "high"),
    [
        (rule("reached", "1.5", HELD), [YES], "1.5", "1.5"),
        (rule("reached", "1.5", HELD), [NO], "0", "0"),
        (rule("reached", "1.5", HELD), [UNKNOWN, NO], "0", "1.5"),
        (rule("reached", "1.5", HELD, need=2), [YES, UNKNOWN], "0", "1.5"),
        (rule("reached", "1.5", HELD), [YES, UNKNOWN], "1.5", "1.5"),
        (rule("zero", "1", HELD), [NO], "1", "1"),
        (rule("zero", "1", HELD), [YES], "0", "0"),
        (rule("zero", "1", HELD), [UNKNOWN], "0", "1"),
        (rule("deduct", "1", HELD, take=points("0.3")), [YES, YES, NO], "0.4", "0.4"),
        (rule("deduct", "1", HELD, take=points("0.3")), [YES] * 9, "0", "0"),
        (rule("deduct", "0", HELD, take=points("1"), floor=points("-1")), [YES, YES], "-1", "-1"),
        (rule("bonus", "2", HELD, each=points("0.6")), [YES] * 2, "1.2", "1.2"),
        (rule("bonus", "2", HELD, each=points("0.6")), [YES] * 5, "2", "2"),
        (rule("ladder", "1", HELD, steps=((1, points("0.5")), (3, points("1")))), [YES] * 2, "0.5", "0.5"),
        (rule("ladder", "1", HELD, steps=((1, points("0.5")), (3, points("1")))), [YES, YES, UNKNOWN], "0.5", "1"),
        (rule("ratio", "2", DONE), [{"due": True, "done": True}, {"due": True}, {"due": True}], "0.6667", "0.6667"),
        (rule("ratio", "2", DONE, full_at=points("0.5")), [{"due": True, "done": True}, {"due": True}], "2", "2"),
        (rule("ratio", "2", DONE), [{"due": True, "done": None}, {"due": True, "done": True}], "1", "2"),
        (rule("ratio", "2", DONE), [{"done": True}], "0", "2"),
        (rule("sample", "2", DONE, least=3), [{"due": True, "done": True}] * 2, "0", "2"),
        (rule("sample", "2", DONE, least=2), [{"due": True, "done": True}] * 2, "2", "2"),
    ],
)
def test_every_form(made, patterns, low, high) -> None:
    assert tuple(map(said, span(made, patterns))) == (low, high)


@pytest.mark.parametrize(("none", "low", "high"), [("unknown", "0", "2"), ("full", "2", "2"), ("zero", "0", "0")])
def test_nothing_was_due(none, low, high) -> None:
    made = rule("ratio", "2", Measure("need", "done", of="due", none=none))
    assert tuple(map(said, span(made, [{}]))) == (low, high)


@pytest.mark.parametrize(
    ("empty", "low", "high"), [("unknown", "0", "1.5"), ("full", "1.5", "1.5"), ("zero", "0", "0")]
)
def test_a_ledger_that_nobody_keeps_says_nothing(empty, low, high) -> None:
    made = rule("reached", "1.5", Measure("meeting", "held", empty=empty))
    assert tuple(map(said, span(made, []))) == (low, high)


def test_a_ledger_kept_later_says_nothing_about_the_years_before() -> None:
    tally = tally_of(HELD, [NO])
    made = rule("reached", "1", HELD)
    assert span_of(made, Reading(tally, YEAR, 2024)) == (0, 0)
    assert span_of(made, Reading(tally, YEAR - 1, 2024)) == (0, SCALE)


def test_parts_of_another_level_are_left_out() -> None:
    parts = (
        Item("市级", rule("reached", "1", Measure("paper", "city")), ("city",)),
        Item("县级", rule("reached", "1", Measure("paper", "county")), ("county",)),
    )
    made = Rule("parts", points("1"), items=parts)
    tally = tally_of(parts[1].rule.measures[0], [{"county": True}])
    assert span_of(made, Reading(tally, YEAR, YEAR), "county") == (SCALE, SCALE)
    assert span_of(made, Reading(tally, YEAR, YEAR), "city") == (0, 0)


def test_the_mean_of_shares_is_rounded_once() -> None:
    measures = [Measure("a", "x", of="o"), Measure("b", "x", of="o"), Measure("c", "x", of="o")]
    made = Rule("ratio", points("2"), items=tuple(Item(m.kind, rule("ratio", "2", m)) for m in measures))
    tally = Tally()
    for measure, yes in zip(measures, (1, 1, 2), strict=True):
        for number in range(3):
            tally.add(measure, YEAR, slots_of(measure, LATE, {"o": True, "x": number < yes or False}))
        tally.keep(measure.kind, YEAR)
    wanted = (Fraction(1, 3) + Fraction(1, 3) + Fraction(2, 3)) / 3 * 2 * SCALE
    assert span_of(made, Reading(tally, YEAR, YEAR)) == (round(wanted),) * 2


def test_something_fatal_leaves_nothing() -> None:
    void = Measure("mending", "tail")
    find = Reading(tally_of(void, [{"tail": True}]), YEAR, YEAR)
    assert voided((SCALE, SCALE), void, find) == (0, 0)
    maybe = Reading(tally_of(void, [{"tail": None}]), YEAR, YEAR)
    assert voided((SCALE, SCALE), void, maybe) == (0, SCALE)


@pytest.mark.parametrize(
    ("how", "low", "high"),
    [("mean", 15000, 16667), ("sum", 45000, 50000), ("least", 10000, 10000), ("last", 20000, 20000)],
)
def test_years_put_together(how, low, high) -> None:
    assert over_years(how, [(10000, 10000), (15000, 20000), (20000, 20000)], 10**6) == (low, high)


# ── the span holds whatever the unknown turns out to be ────────────────────────────────────────────────────────────

answers = st.sampled_from([True, False, None])
patterns_ = st.lists(st.fixed_dictionaries({"due": answers, "done": answers, LATE: st.booleans()}), max_size=7)
rules = st.one_of(
    st.builds(lambda n: rule("reached", "1.5", Measure("k", "done"), need=n), st.integers(1, 4)),
    st.just(rule("zero", "1", Measure("k", "done"))),
    st.just(rule("ratio", "2.5", Measure("k", "done", of="due"))),
    st.just(rule("ratio", "2.5", Measure("k", "done", of="due", none="full"))),
    st.just(rule("ratio", "2.5", Measure("k", "done", of="due", none="zero"), full_at=7500)),
    st.just(rule("ratio", "2", Measure("k", "done", of_number=3))),
    st.just(rule("deduct", "1", Measure("k", "done"), take=3000)),
    st.just(rule("deduct", "2", Measure("k", "done", of="due"), take=4000, floor=-5000)),
    st.just(rule("bonus", "2", Measure("k", "done"), each=6000)),
    st.just(rule("ladder", "1", Measure("k", "done"), steps=((1, 2500), (3, 10000)))),
)


def completed(pattern, choice):
    return {key: choice if value is None else value for key, value in pattern.items()}


@given(rules, patterns_, st.data())
def test_the_span_holds_every_completion(made, patterns, data) -> None:
    low, high = span(made, patterns)
    settled = [completed(pattern, data.draw(st.booleans())) for pattern in patterns]
    one, other = span(made, settled)
    assert low <= one <= other <= high


@given(rules, patterns_, st.randoms(use_true_random=False))
def test_the_order_of_cases_means_nothing(made, patterns, chance) -> None:
    shuffled = list(patterns)
    chance.shuffle(shuffled)
    assert span(made, shuffled) == span(made, patterns)


@given(rules, patterns_)
def test_points_never_leave_their_bounds(made, patterns) -> None:
    low, high = span(made, patterns)
    assert min(0, made.floor) <= low <= high <= made.points


@given(st.decimals(-100, 100, places=4, allow_nan=False))
def test_points_are_written_as_they_were_read(value) -> None:
    assert Decimal(said(of_decimal(value))) == value


def test_a_case_without_its_day_lies_in_no_year() -> None:
    tally = Tally()
    tally.add(HELD, NO_YEAR, slots_of(HELD, LATE, YES))
    tally.keep("meeting", YEAR)
    assert span_of(rule("reached", "1", HELD), Reading(tally, YEAR, 2024)) == (0, 0)
