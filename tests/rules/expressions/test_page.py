"""The page that writes the language down names all of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from shuangyong.rules import expressions
from shuangyong.rules.expressions import FUNCTIONS, Type, read
from shuangyong.rules.expressions.functions import LENGTHS
from shuangyong.rules.expressions.parsing import COMPARISONS
from shuangyong.rules.expressions.tokens import LONGEST, WORDS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")
TYPES = {
    "proofs.result": Type.NUMBER,
    "counters.extended": Type.NUMBER,
    "stage": Type.TEXT,
    "urgent": Type.YES_NO,
    "deadline": Type.DATE,
    "born": Type.DATE,
    "amount": Type.NUMBER,
    "towns": Type.LIST,
    "place": Type.TEXT,
}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_the_page_names_every_function(function: str) -> None:
    table = PAGE.partition("## Functions")[2].partition("## Three values")[0]
    assert re.search(rf"`{function}\(", table)


def test_the_page_names_every_word_sign_type_and_limit() -> None:
    grammar = PAGE.partition("## Grammar")[2].partition("## Types")[0]
    for word in (*WORDS, *COMPARISONS, "+", "-", "*"):
        assert f'"{word}"' in grammar, word
    for kind in Type:
        assert kind is Type.LENGTH or f"| {kind.value} | {kind.chinese} |" in PAGE
    for most in (*LENGTHS.values(), f"{LONGEST:,}"):
        assert str(most) in PAGE


def test_every_example_of_the_page_is_a_condition() -> None:
    examples = re.findall(r"^when = .*$", PAGE, re.MULTILINE)
    assert len(examples) >= 5
    for example in examples:
        assert read(tomllib.loads(example)["when"], TYPES)


def test_the_page_names_what_programmers_use() -> None:
    for name in (
        "read",
        "parse",
        "check",
        "bind",
        "compile",
        "compiled",
        "explain",
        "missing",
        "names",
        "to_text",
        "table",
        "Label",
    ):
        assert hasattr(expressions, name) and re.search(rf"\b{name}\b", PAGE), name
