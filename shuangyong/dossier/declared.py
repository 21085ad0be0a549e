"""How a dossier is called and worded in an office: definitions/dossier.toml, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.dossier.content import Content
from shuangyong.rules.wording import day_text

FILE = "dossier.toml"
FOLDERS = ("letter", "report", "table", "evidence", "manifest")
KEEP, KEEP_DAYS = 10, 365
LETTER = ("title", "title_barred", "to", "sender", "body", "clear", "barred")
OF_FILES = ("files", "none", "kept")
"""Paragraphs on the evidence, where there is some, where there is none, where some was kept back: may be left out."""
WORDS = tuple(
    "place upper standard note years on points of unknown least most bonus citations records files bars kept".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Names of files and folders, and the letter's texts with names in braces."""

    folders: Mapping[str, str]
    title: str
    title_barred: str
    to: str
    sender: str
    body: tuple[str, ...]
    clear: tuple[str, ...]
    barred: tuple[str, ...]
    files: tuple[str, ...]
    none: tuple[str, ...]
    kept: tuple[str, ...]
    source: str
    checked: str
    person_words: tuple[str, ...] = ()
    """In a file's name they say that it holds personal data."""
    keep: int = KEEP
    """Archives of a place that always stay, the newest first."""
    keep_days: int = KEEP_DAYS
    """No archive goes before it is so old."""


@cache
def load() -> Wording:
    """This installation's wording; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Wording:
    """The wording of a file. Raises DeclarationError."""
    faults = Faults(file)
    faults.keys("", tables, ("folders", "letter", "persons", "keeping", "source", "checked"))
    folders = faults.table("folders", tables.get("folders"))
    letter = faults.table("letter", tables.get("letter"))
    faults.keys("folders", folders, FOLDERS)
    faults.keys("letter", letter, (*LETTER, *OF_FILES))
    texts = {key: faults.text(join("letter", key), letter.get(key)) for key in LETTER[:4]}
    lists = {key: faults.texts(join("letter", key), letter.get(key)) for key in LETTER[4:]}
    lists |= {key: faults.texts(join("letter", key), letter.get(key, [])) for key in OF_FILES}
    for key, text in [*texts.items(), *((key, one) for key, many in lists.items() for one in many)]:
        _words(faults, join("letter", key), text)
    named = {key: faults.text(join("folders", key), folders.get(key)) for key in FOLDERS}
    source, checked = faults.text("source", tables.get("source")), faults.text("checked", tables.get("checked"))
    persons = faults.table("persons", tables.get("persons", {}))
    keeping: dict[str, Any] = {"archives": KEEP, "days": KEEP_DAYS}
    keeping |= faults.table("keeping", tables.get("keeping", {}))
    faults.keys("persons", persons, ("words",))
    faults.keys("keeping", keeping, ("archives", "days"))
    words = faults.texts("persons.words", persons.get("words", []))
    for key, most in (("archives", 1_000), ("days", 36_500)):
        if isinstance(keeping[key], bool) or not isinstance(keeping[key], int) or not 1 <= keeping[key] <= most:
            faults.add(join("keeping", key), f"应写 1 至 {most} 的整数。")
    faults.raise_any()
    return Wording(
        named,
        texts["title"],
        texts["title_barred"],
        texts["to"],
        texts["sender"],
        lists["body"],
        lists["clear"],
        lists["barred"],
        lists["files"],
        lists["none"],
        lists["kept"],
        source,
        checked,
        words,
        keeping["archives"],
        keeping["days"],
    )


def _words(faults: Faults, path: str, text: str) -> None:
    try:
        text.format(**dict.fromkeys(WORDS, ""))
    except (KeyError, IndexError, ValueError):
        faults.add(path, f"花括号里只能用：{'、'.join(WORDS)}。")


def words_of(content: Content) -> dict[str, object]:
    """What the names in braces stand for."""
    return {
        "place": content.place,
        "upper": content.upper,
        "standard": content.standard,
        "note": content.standard_note,
        "years": content.years,
        "on": day_text(content.on),
        "points": content.points,
        "of": content.of,
        "unknown": content.unknown,
        "least": content.least,
        "most": content.most,
        "bonus": content.bonus,
        **{key: content.facts()[key] for key in ("citations", "records", "files", "bars", "kept")},
    }
