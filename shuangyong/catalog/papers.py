"""Official papers that a case issues, as declared in definitions/papers: title, addressee, paragraphs, tables.

A text holds names in braces: a field, {number}, {title}, {today}, {parts.lead}, {clocks.term.due}, {counters.pressed};
{from} is the unit that opened the case, {issuer} the unit of whoever takes the paper.
A paragraph or row that begins with ? is left out where one of its names has nothing to say; elsewhere a blank is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from shuangyong.base.organisation.declared import SHIPPED, DeclarationError, Faults, read
from shuangyong.catalog.model import CHECKED, OPENER, Kind
from shuangyong.catalog.vocabulary import types_of
from shuangyong.rules.expressions import ExpressionError, Type, check
from shuangyong.rules.expressions import parse as parse_condition

FOLDER = "papers"
KEYS = ("name", "kinds", "when", "title", "to", "body", "rows", "children", "from", "source", "checked")
OF_EVERY_CASE = ("number", "title", "stage", "today", "opened_on", "closed_on", "from", "issuer")
_NAME = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
OPTIONAL = "?"


@dataclass(frozen=True, slots=True)
class Columns:
    """A table with a row for each case below: which of them, and for each column its heading and text."""

    of: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One sort of paper."""

    key: str
    name: str
    kinds: tuple[str, ...]
    when: str
    title: str
    to: str
    body: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    children: Columns | None
    sender: str
    source: str
    checked: str


@cache
def load() -> dict[str, Paper]:
    """The papers of the product and, before them by key, the office's own. DeclarationError lists every fault."""
    found: dict[str, Paper] = {}
    for path in files():
        found[path.stem] = parse(read(path), path.stem, str(path))
    return found


def files() -> list[Path]:
    """The files of papers, an office's own last."""
    own = Path(settings.HOME) / "definitions" / FOLDER
    return [*sorted((SHIPPED / FOLDER).glob("*.toml")), *sorted(own.glob("*.toml"))]


def of_kind(kind: str) -> list[Paper]:
    """The papers that a kind's cases may issue."""
    return [paper for paper in load().values() if kind in paper.kinds]


def names_in(text: str) -> list[str]:
    """The names in braces."""
    return _NAME.findall(text)


def put(text: str, values: Mapping[str, str], blank: str) -> str:
    """The text with its names replaced; `blank` where there is nothing to say."""
    return _NAME.sub(lambda found: values.get(found[1]) or blank, text.removeprefix(OPTIONAL))


def parse(table: Mapping[str, Any], key: str, file: str) -> Paper:
    """One paper of a file already read as TOML. DeclarationError lists every fault."""
    faults = Faults(file)
    faults.keys("", table, KEYS)
    paper = Paper(
        key,
        faults.text("name", table.get("name")),
        faults.texts("kinds", table.get("kinds")),
        str(table.get("when", "")),
        faults.text("title", table.get("title")),
        str(table.get("to", "")),
        faults.texts("body", table.get("body")),
        _pairs(faults, "rows", table.get("rows", [])),
        _columns(faults, table.get("children")),
        faults.text("from", table["from"]) if "from" in table else "",
        faults.text("source", table.get("source")),
        str(faults.one_of("checked", table.get("checked", ""), CHECKED)),
    )
    faults.raise_any()
    return paper


def _columns(faults: Faults, value: object) -> Columns | None:
    if value is None:
        return None
    table = faults.table("children", value)
    faults.keys("children", table, ("of", "columns"))
    return Columns(
        faults.text("children.of", table.get("of")), _pairs(faults, "children.columns", table.get("columns", []))
    )


def _pairs(faults: Faults, path: str, value: object) -> tuple[tuple[str, str], ...]:
    """Rows of two texts: what is called how, and what stands there."""
    rows = value if isinstance(value, list) else []
    good = [row for row in rows if isinstance(row, list) and len(row) == 2 and all(isinstance(one, str) for one in row)]
    if len(good) < len(rows) or not isinstance(value, list):
        faults.add(path, '应写成若干行，每行两段文字，如 ["编号", "{number}"]。')
    return tuple((row[0], row[1]) for row in good)


# ── proof ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def prove(paper: Paper, kinds: Mapping[str, Kind], file: str) -> None:
    """Raise DeclarationError where a name in braces or the condition means nothing in one of its kinds."""
    faults = Faults(file)
    for key in paper.kinds:
        if key not in kinds:
            faults.add("kinds", f"没有叫“{key}”的事项种类。")
            continue
        for path, sentence in _wrong(paper, kinds[key], kinds):
            faults.add(path, f"用于“{kinds[key].name}”时：{sentence}")
    faults.raise_any()


def _wrong(paper: Paper, kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    allowed = vocabulary(kind)
    texts = [paper.title, paper.to, paper.sender, *paper.body, *(text for _, text in paper.rows)]
    for name in sorted({name for text in texts for name in names_in(text)} - allowed):
        yield "body", f"没有“{{{name}}}”可以填。"
    if paper.children:
        below = kind.children.get(paper.children.of)
        if below is None or below.kind not in kinds:
            yield "children.of", f"没有叫“{paper.children.of}”的下级事项。"
            return
        names = {name for _, text in paper.children.columns for name in names_in(text)}
        for name in sorted(names - vocabulary(kinds[below.kind])):
            yield "children.columns", f"下级事项没有“{{{name}}}”可以填。"
    yield from _when_wrong(paper, kind)


def _when_wrong(paper: Paper, kind: Kind) -> Iterator[tuple[str, str]]:
    try:
        if paper.when and check(parse_condition(paper.when), types_of(kind)) is not Type.YES_NO:
            yield "when", "条件的结果不是“是”或“否”。"
    except ExpressionError as error:
        yield "when", f"条件写得不对：{error}"


def vocabulary(kind: Kind) -> set[str]:
    """Every name that a paper of this kind may use."""
    found = {*kind.fields, *OF_EVERY_CASE}
    found |= {f"parts.{part}" for part in (*kind.parts, OPENER)}
    found |= {f"clocks.{clock}.due" for clock in kind.clocks}
    found |= {f"counters.{step.counts}" for step in kind.transitions.values() if step.counts}
    found |= {f"notes.{key}" for key, step in kind.transitions.items() if step.note != "none"}
    return found | {f"rates.{key}" for key in kind.rates}


def faults_in(path: Path, kinds: Mapping[str, Kind]) -> list[str]:
    """Every fault of one paper's file."""
    try:
        prove(parse(read(path), path.stem, str(path)), kinds, str(path))
    except DeclarationError as error:
        return error.faults
    return []
