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
    if len(words) < len(paths):
        _table(folder / CALENDAR)
    try:
        calendar.use(folder / CALENDAR if len(words) < len(paths) else None)
    except calendar.CalendarError as fault:
        raise TermsError(f"{CALENDAR}：{fault}") from fault
    terms.use(words)
    return paths


def files(folder: Path) -> tuple[Path, ...]:
    """The office's files, by name; raises TermsError where the folder cannot be looked into."""
    try:
        there = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as fault:
        raise TermsError(f"词表文件夹 {folder} 打不开。请检查权限和磁盘。") from fault
    for path in there:
        _check_name(path.name)
    return tuple(path for path in there if path.suffix == ".toml")


def _check_name(name: str) -> None:
    """An editor's units.toml.txt, whose .txt Windows does not show, would pass unnoticed; so would units.TOML."""
    meant = name.lower().removesuffix(".txt").removesuffix(".toml") + ".toml"
    if meant != name and meant in _names() and name.lower().endswith((".txt", ".toml")):
        raise TermsError(f"{name}：文件名应是 {meant}，这样写不会被用到。请改名（电脑上要先显示文件的扩展名）。")


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
    text = ""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TermsError(f"{path.name}：词表超过 1 MB，不是手写的词表。请检查是否放错了文件。")
        text = path.read_text("utf-8-sig")
        return tomllib.loads(text)
    except OSError as fault:
        raise TermsError(f"{path.name}：打不开。请检查它是不是文件、有没有权限；或先把它移出词表文件夹。") from fault
    except UnicodeDecodeError as fault:
        raise TermsError(f"{path.name}：不是 UTF-8 编码。请用记事本打开，另存时编码选“UTF-8”。") from fault
    except tomllib.TOMLDecodeError as fault:
        raise TermsError(f"{path.name}：{_where(text, str(fault))}。{_how(text, str(fault))}") from fault


_LINE = re.compile(r"at line (\d+), column \d+")


def _where(text: str, fault: str) -> str:
    """The parser's line, and where it only says that it came to the end, the last one that holds something."""
    lines = text.splitlines() or [""]
    found = _LINE.search(fault)
    number = int(found[1]) if found else max(n for n, line in enumerate(lines, 1) if line.strip() or n == 1)
    return f"第 {number} 行写得不对（{lines[min(number, len(lines)) - 1].strip()[:40]}）"


def _how(text: str, fault: str) -> str:
    """What is most likely wrong with a file that does not parse, and how it is written."""
    marks = [mark for mark in "“”‘’，：＝［］【】" if mark in re.sub(r"#.*|\"[^\"\n]*\"|'[^'\n]*'", "", text)]
    if marks:
        return (
            f'引号外面用了中文标点（{" ".join(marks)}）。引号、逗号、等号和方括号要用英文的，如 tails = ["甲", "乙"]。'
        )
    if "overwrite" in fault or "twice" in fault:
        return '同一项写了两遍。请合成一个列表，如 tails = ["甲", "乙"]。'
    if "Unescaped" in fault:
        return "反斜杠要写两个（\\\\），或者整个词用单引号，如 '\\d日前'。"
    return '词要加引号、用逗号分开、放在方括号里，都用英文标点，如 tails = ["甲", "乙"]。'


def _built_in(path: Path) -> dict[str, Any]:
    if path.name not in _names():
        raise TermsError(f"{path.name}：不认识的词表。文件名只能是：{'、'.join(_names())}。")
    return tomllib.loads((terms.DATA / path.name).read_text("utf-8"))


def _names() -> list[str]:
    return sorted([*(known.name for known in terms.DATA.glob("*.toml")), CALENDAR])


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
    if path.stem == "lookalikes" and len(word) != len("浦埔"):
        raise TermsError(f'{path.name}：“{key}”里的“{word}”不是两个字。每一条写容易写混的两个字，如 "浦埔"。')
    if key not in REGEX.get(path.stem, ()):
        if _SAYS_SOMETHING.search(word) is None:
            raise TermsError(f"{path.name}：“{key}”里的“{word}”只有标点，会误判所有文字。请写成词。")
        return
    try:
        matches_nothing = re.compile(word).match("") is not None
    except re.error as fault:
        raise TermsError(f"{path.name}：“{key}”里的“{word}”不是正确的正则表达式：{_in_pattern(fault)}。") from fault
    if matches_nothing:
        raise TermsError(f"{path.name}：“{key}”里的“{word}”什么都不写也算符合，会误判所有文字。请写得更具体。")


_SAYS_SOMETHING = re.compile(r"\w")
_IN_PATTERN = {
    "missing )": "括号没有配对",
    "unbalanced parenthesis": "括号没有配对",
    "unterminated character set": "方括号没有配对",
    "nothing to repeat": "*、+、? 前面没有可以重复的字",
    "multiple repeat": "*、+、? 连写了",
    "bad escape": "反斜杠后面的字母没有意思",
    "bad character range": "方括号里的起止次序反了",
    "look-behind": "向前看的部分长短要固定",
}


def _in_pattern(fault: re.error) -> str:
    """What is wrong with a regular expression, in the words of whoever writes one once a year."""
    said = next((words for start, words in _IN_PATTERN.items() if fault.msg.startswith(start)), "写法不合规则")
    place = "" if fault.pos is None else f"（第 {fault.pos + 1} 个字）"
    return f"{said}{place}。只想写普通的字，去掉 ( ) [ ] * + ? 这些符号就可以"
