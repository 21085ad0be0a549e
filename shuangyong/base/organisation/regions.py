"""Regions: codes in one form, the names on the way up, and reading a table of them row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shuangyong.base import pasted
from shuangyong.base.actor import LENGTHS
from shuangyong.base.organisation.models import Region

COLUMNS = ("code", "name", "parent", "valid_from", "valid_to")
CHINESE = {
    "code": ("代码", "区划代码", "行政区划代码", "统计用区划代码"),
    "name": ("名称", "区划名称", "地名"),
    "parent": ("上级代码", "上级"),
    "valid_from": ("起", "启用日期"),
    "valid_to": ("止", "停用日期"),
}
"""What an office calls them; only the first two must be there."""
LONG_SINCE = "2000-01-01"
"""From when a place counts whose list says nothing of it."""
LONG_ENOUGH = 60
NO_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Names of steps on the way down that nobody writes and that say nothing about a level."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table that can be stored."""

    line: int
    code: str
    name: str
    parent: str
    valid_from: date
    valid_to: date | None


def short_code(code: str) -> str:
    """520400 and 520400000000 are 5204: zeros that fill a code up to 6 or 12 digits say nothing."""
    if len(code) in {6, 12}:
        for length in LENGTHS:
            if length < len(code) and not code[length:].strip("0"):
                return code[:length]
    return code


def valid_on(on: date) -> Q:
    """Regions and units valid on a day."""
    return Q(("valid_from__lte", on), Q(("valid_to__isnull", True), ("valid_to__gt", on), _connector=Q.OR))


def codes_above(code: str) -> list[str]:
    """The code itself and those above it, from the top."""
    return [code[:length] for length in LENGTHS if length <= len(code)]


def names_above(code: str) -> list[str]:
    """Every name that the region or one above it has or had."""
    found = Region.objects.filter(code__in=codes_above(code)).exclude(name__in=NO_NAMES)
    return list(found.values_list("name", flat=True))


def names_on(codes: Iterable[str], on: date) -> dict[str, str]:
    """Names by code on a day."""
    return dict(Region.objects.filter(valid_on(on), code__in=list(codes)).values_list("code", "name"))


def read_table(text: str) -> tuple[list[Row], dict[int, str]]:
    """The rows of a CSV or pasted text and what is wrong, by line number (1 is the heading)."""
    text = text.removeprefix("\ufeff")
    lines = iter(pasted.rows_of(text, "\t" if "\t" in text.partition("\n")[0] else ","))
    heading = [_column(cell.strip()) for cell in next(lines, [])]
    if not {"code", "name"} <= set(heading) or "" in heading:
        return [], {1: f"表头应为：代码,名称；可以再加：上级代码,起,止。现在是：{_first_line(text)}。"}
    rows, wrong = [], {}
    for line, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(line, _in_order(heading, [cell.strip() for cell in cells])))
        except ValueError as fault:
            wrong[line] = str(fault)
    return rows, wrong


def _first_line(text: str) -> str:
    return text.partition("\n")[0].strip()[:80] or "空"


def _column(name: str) -> str:
    """A column by its own or its Chinese name; "" for one that is none."""
    return next((key for key, names in CHINESE.items() if name == key or name in names), "")


def _in_order(heading: list[str], cells: list[str]) -> list[str]:
    """The cells in the order of COLUMNS; what the list leaves out follows from the code or has been so long since."""
    if len(cells) != len(heading):
        raise ValueError(f"应有 {len(heading)} 列，现有 {len(cells)} 列。没有停用日期的，最后一列留空。")
    said = dict(zip(heading, cells, strict=True))
    above = codes_above(short_code(said["code"]))[:-1]
    said.setdefault("parent", above[-1] if above else "")
    said.setdefault("valid_from", LONG_SINCE)
    return [said.get(column, "") for column in COLUMNS]


def _row(line: int, cells: list[str]) -> Row:
    code, parent = _code(cells[0]), short_code(cells[2])
    if parent not in codes_above(code)[:-1] and (parent or len(code) != LENGTHS[0]):
        raise ValueError(f"上级代码“{cells[2]}”不对：应是 {code} 开头的一段（省级留空）。")
    if not cells[1] or len(cells[1]) > LONG_ENOUGH:
        raise ValueError(f"名称应为 1 至 {LONG_ENOUGH} 个字。")
    valid_from, valid_to = _day(cells[3], "启用日期"), _day(cells[4], "停用日期") if cells[4] else None
    if valid_to is not None and valid_to <= valid_from:
        raise ValueError(f"停用日期 {valid_to} 应晚于启用日期 {valid_from}。")
    return Row(line, code, cells[1], parent, valid_from, valid_to)


def _code(text: str) -> str:
    code = short_code(text)
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS):
        allowed = "、".join(map(str, LENGTHS))
        raise ValueError(f"代码“{text}”不对：只能是数字，去掉补位的零后为 {allowed} 位。")
    return code


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{what}“{text}”不对：应写成 2026-01-31 这样。") from None
