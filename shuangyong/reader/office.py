"""An office's own words: the files in one folder of the office, checked and merged into the vocabulary.

`use_folder(home / "reader")` is called once when a program starts, before anything is read. What is wrong in a
file is a TermsError, a Chinese sentence for whoever wrote it: it names the file, the key and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shuangyong.reader import terms
from shuangyong.reader.columns import ROLES
from shuangyong.reader.terms import TermsError
from shuangyong.rules import calendar

FOLDER = "reader"
"""The folder inside SHUANGYONG_HOME."""
MOST_BYTES = 1024 * 1024
"""A larger file is refused: nobody writes that many words by hand."""
CALENDAR = "workdays.toml"
"""Of the same folder, but no vocabulary: the office's years of the State Council's calendar (rules.calendar)."""
REGEX = {
    "deadlines": {"without_day", "occasions"},
    "furniture": {"boilerplate", "page_number", "image_name", "byline", "secrecy", "salutation", "closing"},
    "tables": {*ROLES, "no_task", "persons", "loose_lead", "loose_support", "loose_group"},
    "verbs": {
        *("attitudes", "generic", "past", "past_sections", "future_sections", "frame_sections", "why_headings"),
    },
}
"""The keys whose entries are regular expressions; every other entry is a plain word."""


def use_folder(folder: Path) -> tuple[Path, ...]:
    """Merge every .toml file of `folder` into the vocabulary and return them by name; raises TermsError.

    A folder that is not there holds none. Nothing is merged where one file is wrong. The calendar among them goes to
    the rules, which count everything by it.
    """
    paths = files(folder)
    words = tuple(path for path in paths if path.name != CALENDAR)
    for path in words:
        _check(path)
    try:
        calendar.use(folder / CALENDAR if len(words) < len(paths) else None)
    except calendar.CalendarError as fault:
        raise TermsError(f"{CALENDAR}：{fault}") from fault
    terms.use(words)
    return paths


def files(folder: Path) -> tuple[Path, ...]:
    """The office's files, by name; raises TermsError where the folder cannot be looked into."""
    try:
        return tuple(sorted(folder.glob("*.toml"))) if folder.is_dir() else ()
    except OSError as fault:
        raise TermsError(f"词表文件夹 {folder} 打不开。请检查权限和磁盘。") from fault


def _check(path: Path) -> None:
    """Raise TermsError for what would make every later reading fail or pass unnoticed."""
    for key, value in _table(path).items():
        known = _built_in(path)
        if key not in known:
            raise TermsError(f"{path.name}：没有“{key}”这一项。这个词表里可用的有：{'、'.join(known)}。")
        if type(value) is not type(known[key]):
            raise TermsError(f"{path.name}：“{key}”应写成{_shape(known[key])}。")
        for word in _words(value):
            _check_word(path, key, word)


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TermsError(f"{path.name}：词表超过 1 MB，不是手写的词表。请检查是否放错了文件。")
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TermsError(
            f"{path.name}：词表读不出来（{fault}）。请用 UTF-8 编码保存，词要加引号、用逗号分开；或先把它移出词表文件夹。"
        ) from fault


def _built_in(path: Path) -> dict[str, Any]:
    names = sorted([*(known.stem for known in terms.DATA.glob("*.toml")), CALENDAR.removesuffix(".toml")])
    if path.stem not in names:
        allowed = "、".join(f"{name}.toml" for name in names)
        raise TermsError(f"{path.name}：不认识的词表。文件名只能是：{allowed}。")
    return tomllib.loads((terms.DATA / path.name).read_text("utf-8"))


def _shape(value: object) -> str:
    if isinstance(value, list):
        return '列表，如 ["甲", "乙"]'
    return '对照表，每行一条，如 "错词" = "对的词"' if isinstance(value, dict) else '一段文字，如 "甲"'


def _words(value: object) -> Iterator[object]:
    """Every single entry of a value, whatever it is nested in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    else:
        yield value


def _check_word(path: Path, key: str, word: object) -> None:
    if not isinstance(word, str) or not word.strip():
        raise TermsError(f"{path.name}：“{key}”里的 {word!r} 不是词。每个词都要加引号，不能是空的。")
    if key not in REGEX.get(path.stem, ()):
        return
    try:
        matches_nothing = re.compile(word).match("") is not None
    except re.error as fault:
        raise TermsError(f"{path.name}：“{key}”里的“{word}”不是正确的正则表达式（{fault}）。") from fault
    if matches_nothing:
        raise TermsError(f"{path.name}：“{key}”里的“{word}”什么都不写也算符合，会误判所有文字。请写得更具体。")
