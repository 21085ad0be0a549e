"""The rows of a table file: CSV as it is, XLSX by its first sheet. Bounded, without entities, without formulas."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from shuangyong.config.options import OptionError

MAX_BYTES = 20 * 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = "xl/worksheets/sheet1.xml"
_WORDS = "xl/sharedStrings.xml"
_COLUMN = re.compile(r"[A-Z]+")


def read_rows(path: Path) -> list[list[str]]:
    """Every row as texts. Raises OptionError for what cannot be read; OSError."""
    if path.suffix.lower() != ".xlsx":
        return list(csv.reader(io.StringIO(_text(path))))
    try:
        with zipfile.ZipFile(path) as packed:
            words = [_joined(item) for item in _root(packed, _WORDS)] if _WORDS in packed.namelist() else []
            return list(_sheet_rows(_root(packed, _SHEET), words))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, IndexError, ValueError):
        raise OptionError(f"{path.name} 不是能读的 .xlsx 表格。请另存为 .xlsx 或 .csv 再试。") from None


def _text(path: Path) -> str:
    """UTF-8, or what Excel writes on a Chinese Windows."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OptionError(f"{path.name} 的文字编码认不出来。请另存为 UTF-8 的 .csv 再试。")


def _root(packed: zipfile.ZipFile, name: str) -> etree._Element:
    if packed.getinfo(name).file_size > MAX_BYTES:
        raise OptionError("表格太大，展开后不能超过 20 MB。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(packed.read(name), parser)


def _joined(item: etree._Element) -> str:
    return "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))


def _sheet_rows(sheet: etree._Element, words: list[str]) -> Iterator[list[str]]:
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_MAIN}c"):
            cells[_place(cell.get("r", ""), len(cells))] = _value(cell, words)
        yield [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]


def _place(reference: str, following: int) -> int:
    """The column of C7 is 2; without a reference, the next one."""
    found = _COLUMN.match(reference)
    if not found:
        return following
    number = 0
    for letter in found[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return min(number - 1, 1000)


def _value(cell: etree._Element, words: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value = cell.find(f"{_MAIN}v")
    text = value.text or "" if value is not None else ""
    return words[int(text)] if cell.get("t") == "s" and text else text
