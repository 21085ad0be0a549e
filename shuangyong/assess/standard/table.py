"""A standard out of the office's own table (项目、考评内容、分值 …): rows become the text of a standard's file.

The same loader reads that text as any other, so that whatever is wrong is told in the same way. Every indicator begins
as one that people rate; what a ledger can answer is written in by whoever knows the ledgers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from shuangyong.base.errors import Problem

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "section": ("项目", "考评项目", "考核项目", "大类", "类别", "一级指标"),
    "code": ("编号", "指标编号"),
    "name": ("考评内容", "考核内容", "内容", "指标", "指标内容", "二级指标", "考评指标"),
    "points": ("分值", "基本分", "标准分", "分数", "满分"),
    "words": ("评分标准", "计分办法", "评分办法", "考核标准", "评分细则", "计分标准"),
    "units": ("责任单位", "牵头单位", "责任部门"),
    "evidence": ("佐证材料", "印证材料", "佐证材料清单", "证据", "查阅资料"),
    "source": ("依据", "出处"),
}
"""What each column of a standard is called in tables of offices."""
NEEDED = ("name", "points")
_TOTAL = re.compile(r"^(合计|总计|总分|小计)")
_OF_SECTION = re.compile(r"^(.*?)\s*[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]\s*$")
_SPLIT = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a table."""

    section: str
    code: str
    name: str
    points: Decimal
    words: str
    units: tuple[str, ...]
    evidence: tuple[str, ...]
    source: str


def toml_of_table(rows: Iterable[Sequence[str]], *, key: str, name: str, on: date) -> str:
    """The text of a standard's file. Raises Problem where the table has no heading or a row cannot be read."""
    lines = read_table(rows)
    sections = list(dict.fromkeys(line.section for line in lines))
    total = sum((line.points for line in lines), Decimal(0))
    parts = [_head(key, name, on, total, lines)]
    parts += [_section(number, section) for number, section in enumerate(sections, 1)]
    counted = dict.fromkeys(sections, 0)
    for line in lines:
        counted[line.section] += 1
        number = sections.index(line.section) + 1
        parts.append(_indicator(line, f"S{number}", line.code or f"{number}-{counted[line.section]}"))
    return "\n".join(parts)


def read_table(rows: Iterable[Sequence[str]]) -> list[Line]:
    """The indicators of a table. Rows above its heading, sums and empty rows are left out; merged cells go on."""
    columns: dict[str, int] | None = None
    section, lines, wrong = "", [], []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if columns is None:
            columns = _heading(cells)
            continue
        values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        section = values.get("section") or section
        if not values["name"] or any(_TOTAL.match(cell) for cell in cells[:2]):
            continue
        try:
            lines.append(_line(values, section))
        except InvalidOperation:
            wrong.append(f"第 {number} 行“{values['name']}”的分值“{values['points']}”不是数")
    if columns is None:
        raise Problem(
            "没有找到表头。", f"表头至少要有{_named('name')}和{_named('points')}两列。", "请检查第一张工作表。"
        )
    if wrong or not lines:
        raise Problem("；".join(wrong) or "表头下面没有一行指标。", then="请改正表格后再导入。")
    return lines


def _named(column: str) -> str:
    return f"“{COLUMNS[column][0]}”（或 {'、'.join(COLUMNS[column][1:4])}）"


def _heading(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands; None where this is not the heading."""
    plain = [re.sub(r"[\s（(].*", "", cell) for cell in cells]
    found = {
        name: plain.index(word)
        for name, words in COLUMNS.items()
        if (word := next((word for word in words if word in plain), ""))
    }
    return found if all(name in found for name in NEEDED) else None


def _line(values: Mapping[str, str], section: str) -> Line:
    points = Decimal(values["points"].removesuffix("分"))
    if not points.is_finite():
        raise InvalidOperation
    words = values.get("words") or "（表中没有写评分标准）"
    return Line(
        section or "未分类",
        re.sub(r"[^A-Za-z0-9_-]", "", values.get("code", ""))[:20],
        values["name"],
        points,
        words,
        _several(values.get("units", "")),
        _several(values.get("evidence", "")) or ("（表中没有写佐证材料）",),
        values.get("source", ""),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())


# ── as text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(key: str, name: str, on: date, total: Decimal, lines: Sequence[Line]) -> str:
    return "\n".join(
        (
            'sort = "standard"',
            f"key = {_quoted(key)}",
            f"name = {_quoted(name)}",
            "version = 1",
            f"valid_from = {on.year}-01-01",
            'checked = "待核"',
            f"source = {_quoted(f'由表格导入，共 {len(lines)} 项，请写明文号')}",
            f"total = {total}",
            "\n[cycle]",
            f"first_year = {on.year}",
            "years = 4\n",
        )
    )


def _section(number: int, said: str) -> str:
    found = _OF_SECTION.match(said)
    name, points = (found[1], f"points = {found[2]}\n") if found else (said, "")
    return f"[sections.S{number}]\nname = {_quoted(name)}\n{points}"


def _indicator(line: Line, section: str, code: str) -> str:
    rows = [
        f"[indicators.{code}]",
        f'section = "{section}"',
        f"name = {_quoted(line.name)}",
        f"words = {_quoted(line.words)}",
        'form = "rated"',
        f"points = {line.points}",
        f"evidence = [{', '.join(map(_quoted, line.evidence))}]",
        f"units = [{', '.join(map(_quoted, line.units))}]",
    ]
    return "\n".join([*rows, *([f"source = {_quoted(line.source)}"] if line.source else [])]) + "\n"


def _quoted(text: str) -> str:
    """A TOML text in one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in escaped).split())
    return f'"{plain}"'
