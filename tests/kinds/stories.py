"""Scenario files (docs/cases.md, "Scenarios"): what a clerk reads, turned into steps and looks of a declared kind."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from shuangyong.catalog.model import Kind
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import KINDS, read_files, shipped_files

FOLDER = Path(__file__).parent / "scenarios"
OPENING = ("open", "立项")
ROOT = ""
"""The story's own case; children go by the name of the child, a second one of a name by name#2."""
STEP = {
    "on",
    "who",
    "do",
    "at",
    "fill",
    "give",
    "proofs",
    "note",
    "child",
    "stage",
    "refused",
    "opens",
    "parent",
    "place",
}
LOOK = {"on", "at", "clock", "state", "day", "total", "due", "overdue", "says"}


class StoryError(Exception):
    """A scenario file says something that its kind does not know."""


@dataclass(frozen=True)
class Filled:
    """A form as the file fills it, with the kind's own keys."""

    values: Mapping[str, Any]
    gives: Mapping[str, tuple[str, ...]]
    proofs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One dated step: who does what with which case, and what is expected."""

    on: date
    who: str
    do: str
    """A transition's key; "" opens the story's case."""
    at: str
    """Which case: "" the story's own."""
    form: Filled
    stage: str
    refused: str
    opens: tuple[str, ...]
    """Labels of the cases that open by themselves with this step."""
    parent: str
    """The stage of the story's own case after the step."""
    place: str
    child: Filled | None = None


@dataclass(frozen=True)
class Look:
    """What a clock shows on a day; what the file leaves out is not compared."""

    on: date
    at: str
    clock: str
    wanted: Mapping[str, Any]
    says: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One story of a kind."""

    kind: Kind
    name: str
    steps: tuple[Step, ...]
    looks: tuple[Look, ...]

    def __str__(self) -> str:
        return f"{self.kind.key}：{self.name}"


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind that comes with the product."""
    texts = read_files(path for path in shipped_files() if path.parent == KINDS)
    return {kind.key: kind for name, text in texts.items() for kind in [read_kind(text, name)]}


@cache
def stories_of(key: str) -> tuple[Story, ...]:
    """The stories of one kind. Raises StoryError, FileNotFoundError."""
    path = FOLDER / f"{key}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return tuple(_story(kinds()[key], row) for row in table["stories"])
    except StoryError as error:
        raise StoryError(f"{path.name}：{error}") from None


def every() -> tuple[Story, ...]:
    """Every story of every kind that has a file."""
    return tuple(story for key in sorted(kinds()) if (FOLDER / f"{key}.toml").is_file() for story in stories_of(key))


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _story(kind: Kind, row: Mapping[str, Any]) -> Story:
    try:
        steps = tuple(_step(kind, step) for step in row["steps"])
        return Story(kind, row["name"], steps, tuple(_look(kind, look) for look in row.get("looks", ())))
    except StoryError as error:
        raise StoryError(f"“{row.get('name', '')}”：{error}") from None


def kind_at(kind: Kind, at: str) -> Kind:
    """The kind of the case that a label names below a case of this kind: review#2, or review/mending one deeper."""
    for name in at.split("/") if at else ():
        kind = kinds()[kind.children[name.split("#")[0]].kind]
    return kind


def label_of(kind: Kind, at: str) -> str:
    """The label in the children's own keys, whatever words the file used."""
    done = []
    for name in at.split("/") if at else ():
        base, _, number = name.partition("#")
        key = word(base, {child.key: child.name for child in kind.children.values()}, "下级事项")
        done.append(f"{key}#{number}" if number else key)
        kind = kinds()[kind.children[key].kind]
    return "/".join(done)


def _step(root: Kind, row: Mapping[str, Any]) -> Step:
    _only(row, STEP)
    at = label_of(root, row.get("at", ""))
    kind = kind_at(root, at)
    opening = row["do"] in OPENING and not at
    do = "" if opening else word(row["do"], {t.key: t.name for t in kind.transitions.values()}, "动作")
    opens = kind.transitions[do].opens if do else ""
    child = row.get("child")
    if opens and child is None:
        child = {}
    below = kinds()[kind.children[opens].kind] if opens else kind
    return Step(
        on=row["on"],
        who=row["who"],
        do=do,
        at=at,
        form=_filled(kind, row),
        stage=_stage(kind, row.get("stage", "")),
        refused=row.get("refused", ""),
        opens=tuple(label_of(root, label) for label in row.get("opens", ())),
        parent=_stage(root, row.get("parent", "")),
        place=row.get("place", ""),
        child=_filled(below, child) if child is not None and opens else None,
    )


def _stage(kind: Kind, text: str) -> str:
    return word(text, {s.key: s.name for s in kind.stages.values()}, "环节") if text else ""


def _filled(kind: Kind, row: Mapping[str, Any]) -> Filled:
    labels = {f.key: f.label for f in kind.fields.values()}
    parts = {p.key: p.name for p in kind.parts.values()}
    slots = {p.key: p.name for p in kind.proofs.values()}
    gives = {word(k, parts, "一方"): _list(v) for k, v in row.get("give", {}).items()}
    values = {word(k, labels, "字段"): v for k, v in row.get("fill", {}).items()}
    return Filled(
        values, gives, tuple(word(name, slots, "材料") for name in row.get("proofs", ())), row.get("note", "")
    )


def _list(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _look(root: Kind, row: Mapping[str, Any]) -> Look:
    _only(row, LOOK)
    at = label_of(root, row.get("at", ""))
    kind = kind_at(root, at)
    clock = word(row["clock"], {c.key: c.name for c in kind.clocks.values()}, "期限")
    wanted = {key: row[key] for key in ("state", "day", "total", "due", "overdue") if key in row}
    return Look(row["on"], at, clock, wanted, _list(row["says"]) if "says" in row else ())


def word(text: str, known: Mapping[str, str], what: str) -> str:
    """The key that a text names, itself or by its Chinese name."""
    if text in known:
        return text
    found = [key for key, name in known.items() if name == text]
    if len(found) != 1:
        why = f"有 {len(found)} 个{what}叫这个名称，请写它的键" if found else f"没有这个{what}"
        raise StoryError(f"“{text}”：{why}。有：{'、'.join(f'{name}({key})' for key, name in known.items())}。")
    return found[0]


def _only(row: Mapping[str, Any], allowed: Collection[str]) -> None:
    other = row.keys() - set(allowed)
    if other:
        raise StoryError(f"不认得“{'、'.join(sorted(other))}”，可以写：{'、'.join(sorted(allowed))}。")
