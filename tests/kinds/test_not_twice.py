"""No shipped kind asks for what an earlier step of the case, or the case above, has said already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shuangyong.catalog.model import Field, Kind
from shuangyong.catalog.reading import read_kind

FILES = Path(__file__).parents[2] / "shuangyong" / "definitions" / "kinds"
LONG = ("text", "long_text")
APART = {
    ("brand", "story", "sort"): "the sort of a story is not the sort of a brand",
    ("shop", "complaint", "phone"): "of whoever complains, not of the shop",
}
"""Questions of a case below that only sound like one of the case above."""
ANEW = {
    ("alarm", "opinion"): "who judges, who answers an appeal: each has an opinion of his own",
    ("brand", "effect"): "what came of it since",
    ("duty_shift", "happened"): "what happened since",
    ("hardship_aid", "verified"): "said once: there is hardship, or there is none",
    ("place_need", "progress"): "what was done since",
    ("rating", "upper_reason"): "whoever rates, and whoever answers the appeal",
    ("stop_project", "watch"): "said once, by the step of the risk that was found",
    ("task", "progress"): "what was done since",
    ("troops_need", "progress"): "what was done since",
    ("troops_work", "result"): "said once: by the place, or for it when it is silent",
    ("visit", "heard"): "said once: with hardship or without",
}
"""Long texts that several steps ask for and that nobody wants to find already written."""


def shipped() -> dict[str, Kind]:
    kinds = (read_kind(path.read_text(encoding="utf-8"), path.name) for path in sorted(FILES.glob("*.toml")))
    return {kind.key: kind for kind in kinds}


KINDS = shipped()


def times(kind: Kind, key: str) -> int:
    return sum(wanted.key == key for asking in (kind.opening, *kind.transitions.values()) for wanted in asking.asks)


def alike(one: Field, other: Field) -> bool:
    return one.label == other.label and (one.type == other.type or {one.type, other.type} <= set(LONG))


def asked_below(kind: Kind) -> Iterator[tuple[str, str]]:
    """What the form of a case below asks for and the case above holds under the same label."""
    for name, child in kind.children.items():
        below = KINDS[child.kind]
        for wanted in below.opening.asks:
            declared = below.fields[wanted.key]
            told = declared.known_from or wanted.key in child.passes or wanted.key in child.fills
            if not told and any(alike(declared, field) for field in kind.fields.values()):
                yield name, wanted.key


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_long_text_that_is_asked_again_stands_in_the_form(kind) -> None:
    again = {
        key
        for key, field in kind.fields.items()
        if field.type == "long_text" and not field.of_case and times(kind, key) > 1
    }
    assert again == {key for of, key in ANEW if of == kind.key}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_no_case_below_asks_what_the_case_above_says(kind) -> None:
    assert set(asked_below(kind)) == {(child, key) for of, child, key in APART if of == kind.key}


def test_what_an_earlier_step_said_is_there_before_it_is_asked() -> None:
    """The field named is asked by the opening, or by a step that does not ask for this one."""
    for kind in KINDS.values():
        for key, field in kind.fields.items():
            if field.of_case:
                first = {wanted.key for wanted in kind.opening.asks}
                steps = [{wanted.key for wanted in step.asks} for step in kind.transitions.values()]
                assert (
                    field.of_case in first
                    or any(field.of_case in one and key not in one for one in steps)
                    or (field.of_case == key and times(kind, key) > 1)
                ), (kind.key, key)
