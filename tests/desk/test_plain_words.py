"""What users read is Chinese and names no file, key or document of ours: definitions, sentences in code, pages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shuangyong.catalog.queries import current, kinds_in_force
from tests.desk.conftest import TODAY
from tests.desk.people import signed_in
from tests.desk.test_work import words

ROOT = Path(__file__).resolve().parents[2] / "shuangyong"
OURS = re.compile(
    r"\.toml|\.py\b|FACTS|DOMAIN|README|docs/|definitions|seeds|SHUANGYONG|TODO|\bkey\b|/score/|localhost"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KNOWN = {"PDF", "Word", "Excel", "WPS", "OFD", "csv", "SHA", "TOTP"}
"""Names of formats and devices that an office uses in these letters."""
SEEN = {"name", "label", "help", "source", "about", "says", "done", "note_label", "choices", "act", "title", "words"}
SEEN |= {"note", "body", "rows", "columns", "from", "to", "proves", "text", "why", "sets", "fills", "clear", "barred"}
"""Keys of definitions whose texts reach a page or a paper."""
ROOMS = ("base/files", "base/jobs", "cases", "dossier", "desk", "intake", "register", "reports", "assess")
TO_ADMINISTRATORS = ("checks.py", "declared.py", "visiting.py", "proving.py", "reading.py", "table.py", "moving.py")
"""Sentences about a declared file, for whoever writes it: there the key's name is the help."""


def seen_texts(value: Any, path: str = "", seen: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from seen_texts(inner, f"{path}.{key}", key in SEEN or (seen and path.endswith(("sets", "fills"))))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from seen_texts(inner, f"{path}.{number}", seen)
    elif isinstance(value, str) and seen:
        yield path, re.sub(r"\{[^}]*\}", "", value)


@pytest.mark.parametrize("file", sorted(ROOT.joinpath("definitions").rglob("*.toml")), ids=lambda path: path.stem)
def test_no_declared_text_names_a_file_of_ours_or_speaks_another_language(file: Path) -> None:
    texts = list(seen_texts(tomllib.loads(file.read_text("utf-8"))))
    wrong = [(path, text) for path, text in texts if OURS.search(text)]
    wrong += [(path, text) for path, text in texts if CHINESE.search(text) and set(ENGLISH.findall(text)) - KNOWN]
    assert not wrong


def sentences(file: Path) -> Iterator[tuple[int, str]]:
    """The Chinese texts of a module without its docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in said else None
        if isinstance(text, str) and CHINESE.search(text):
            yield node.lineno, text


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_of_a_room_names_a_file_or_an_address_of_ours(room: str) -> None:
    files = [file for file in ROOT.joinpath(room).rglob("*.py") if file.name not in TO_ADMINISTRATORS]
    assert files
    found = [
        (file.name, line, text)
        for file in files
        for line, text in sentences(file)
        if OURS.search(re.sub(r"\{[^}]*\}", "", text))
    ]
    assert not [one for one in found if "SHUANGYONG_HOSTS" not in one[2]]  # told to the system administrator alone


def test_the_page_of_every_kind_is_chinese(district) -> None:
    client = signed_in(district, "陆双")
    found = list(kinds_in_force(TODAY.date()).values())
    assert len(found) > 70
    for kind in found:
        page = client.get(f"/catalog/{current(kind.key, TODAY.date()).pk}/")
        left = set(ENGLISH.findall(re.sub(r"\b[0-9a-f]{12,64}\b", "", words(page)))) - KNOWN
        assert page.status_code == 200 and not left - {"shuang"}, (kind.key, left)


def test_what_comes_by_itself_is_told_as_a_person_says_it(district) -> None:
    client = signed_in(district, "陆双")

    def told(key: str) -> str:
        return words(client.get(f"/catalog/{current(key, TODAY.date()).pk}/"))

    assert "9月第3个星期六" in told("defence_education") and "提前60日自动立项，交本级双拥办" in told(
        "defence_education"
    )
    assert "在8月1日或春节之前，以先到的为准" in told("plaque")
    assert "先查台账：同户只挂一块，这一户已经有了的，要写明“同户再挂的理由”才能办" in told("plaque")
    assert "本人入伍" in told("call_up") and "本人就近的服务站" in told("call_up")
    assert "可以批示" in told("instruction")
