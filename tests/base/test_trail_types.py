"""Every type of entry that code makes is declared, in the entries.py of its app."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shuangyong.base.trail import masking, types

PACKAGE = Path(types.__file__).resolve().parents[2]
WRITERS = {"record", "Note"}
"""actions.record(actor, what, …) and actions.Note(what, …)."""


def literals(tree: ast.AST) -> Iterator[str]:
    """Dotted texts written straight into a call that enters something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)] if name in WRITERS else []:
                if isinstance(argument, ast.Constant) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", str(argument.value)):
                    yield str(argument.value)


def declarations(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "declare" and len(node.args) >= 2:
            yield str(getattr(node.args[0], "value", ""))


def test_code_enters_only_what_is_declared() -> None:
    known = {kind.what for kind in types.every()}
    assert "trail.look" in known
    wrong = [
        f"{path.relative_to(PACKAGE)}: {what}"
        for path in PACKAGE.rglob("*.py")
        for what in literals(ast.parse(path.read_text(encoding="utf-8")))
        if what not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_types_are_declared_where_the_start_finds_them() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}: {what}"
        for path in PACKAGE.rglob("*.py")
        if path.name != "entries.py"
        for what in declarations(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not wrong, "\n".join(wrong)


def test_an_undeclared_type_would_be_found() -> None:
    code = "actions.record(actor, 'unit.vanish', unit, now=now)\nNote('unit.gone', unit)\n"
    assert list(literals(ast.parse(code))) == ["unit.vanish", "unit.gone"]


def test_sentences_are_chinese_and_masks_exist() -> None:
    for kind in types.every():
        assert re.search(r"[\u4e00-\u9fff]", kind.says), kind.what
        assert set(kind.personal.values()) <= set(masking.MASKS), kind.what


@pytest.mark.parametrize(
    "mask, text, masked",
    [
        ("name", "张三", "张*"),
        ("name", "欧阳小川", "欧**川"),
        ("name", "", ""),
        ("phone", "+86 138 0013 8000", "138****8000"),
        ("phone", "0851-22", "****22"),
        ("id_number", "52040219900101123x", "5204************3x"),
        ("id_number", "123", "***"),
        ("address", "云河区柳树街道和平路3号2单元", "云河区****"),
        ("gone", "乙肝", "****"),
    ],
)
def test_masks(mask: str, text: str, masked: str) -> None:
    assert masking.MASKS[mask](text) == masked


@pytest.mark.parametrize(
    "text",
    ["2026年3月2日", "督办〔2026〕12号", "金额1234567.00元", "abc138001380001234def", "0" * 13, "91520402MA6ABCDE12"],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert masking.scrub(text) == text
