"""A standard out of the office's own table (项目、考评内容、分值 …): rows become the text of a standard's file.

The same loader reads that text as any other, so that whatever is wrong is found in the same way; it is told by the
address of the cell in the office's table (`TableText.said`). What the table does not say how to count, people rate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from shuangyong.assess.standard.model import BASES, FORM_NAMES
from shuangyong.base.errors import Problem
from shuangyong.catalog.problems import Fault

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "section": ("项目", "考评项目", "考核项目", "大类", "类别", "一级指标"),
    "code": ("编号", "指标编号"),
    "name": ("考评内容", "考核内容", "内容", "指标", "指标内容", "二级指标", "考评指标"),
    "points": ("分值", "基本分", "标准分", "分数", "满分"),
    "words": ("评分标准", "计分办法", "评分办法", "考核标准", "评分细则", "计分标准"),
    "units": ("责任单位", "牵头单位", "责任部门"),
    "evidence": ("佐证材料", "印证材料", "佐证材料清单", "证据", "查阅资料"),
    "source": ("依据", "出处"),
    "form": ("计分形式",),
    "kind": ("台账", "事项种类"),
    "when": ("算数的条件", "条件"),
    "each": ("每件分", "每件"),
    "of": ("与什么相比", "分母"),
}
"""What each column of a standard is called in tables of offices. The last five say how the ledgers answer."""
NEEDED = ("name", "points")
FORMS = {name: form for form, name in FORM_NAMES.items() if form not in {"checklist", "parts", "ladder"}}
"""Forms that one row can tell; those with items or steps are written in the file."""
_TOTAL = re.compile(r"^(合计|总计|总分|小计)")
_OF_SECTION = re.compile(r"^(.*?)\s*[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]\s*$")
_BONUS = re.compile(r"^加分")
_SPLIT = re.compile(r"[、,，;；\n]+")
_CONDITION = re.compile(r"[=<>]|\b(?:in|is|not)\b")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
Merged = Iterable[tuple[tuple[int, int], tuple[int, int]]]
"""Areas of one value: first and last cell, row and column from 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a table; `row` from 0."""

    row: int
    section: str
    code: str
    name: str
    points: Decimal
    words: str
    units: tuple[str, ...]
    evidence: tuple[str, ...]
    source: str
    counted: Mapping[str, str] = field(default_factory=dict)
    """Of form, kind, when, each, of: what is written."""


@dataclass(frozen=True, slots=True)
class TableText:
    """The text of a standard's file, and which cell each of its keys came from."""

    text: str
    cells: Mapping[str, str]

    def said(self, fault: Fault) -> str:
        """A fault with the address of its cell; without one it concerns the whole table."""
        path = fault.path
        while path and path not in self.cells:
            path = path.rpartition(".")[0]
        allowed = f"可用的有：{fault.allowed}。" if fault.allowed else ""
        return f"{self.cells[path]}：{fault.what}{allowed}" if path else f"{fault.what}{allowed}"


def text_of_table(
    rows: Sequence[Sequence[Any]], merged: Merged = (), *, key: str, name: str, on: date, kinds: Mapping[str, str]
) -> TableText:
    """The text of a standard's file. `kinds`: keys of ledgers by their names. Raises Problem with every cell that
    cannot be read."""
    table = _Table(rows, merged, kinds)
    lines = table.lines()
    sections = list(dict.fromkeys(line.section for line in lines))
    bonus = {section for section in sections if _BONUS.match(section)}
    parts = [_head(key, name, on, lines, bonus)]
    parts += [_section(number, section) for number, section in enumerate(sections, 1)]
    counted, cells = Counter[str](), dict[str, str]()
    for line in lines:
        counted[line.section] += 1
        number = sections.index(line.section) + 1
        code = line.code or f"{number}-{counted[line.section]}"
        parts.append(_indicator(line, f"S{number}", code, line.section in bonus))
        cells = table.cells_of(line, f"sections.S{number}", f"indicators.{code}") | cells
    return TableText("\n".join(parts), cells)


class _Table:
    """A table with its heading found and its merged cells filled."""

    def __init__(self, rows: Sequence[Sequence[Any]], merged: Merged, kinds: Mapping[str, str]) -> None:
        self.rows = [[_text(cell) for cell in row] for row in rows]
        self.kinds = kinds
        self.wrong: list[str] = []
        self.head, self.columns = self._heading()
        for (top, left), (bottom, right) in merged:
            self._fill(top, left, bottom, right)

    def _heading(self) -> tuple[int, dict[str, int]]:
        for number, cells in enumerate(self.rows):
            columns = _heading(cells)
            if columns is not None:
                return number, columns
        raise Problem(
            "没有找到表头。", f"表头至少要有{_named('name')}和{_named('points')}两列。", "请检查第一张工作表。"
        )

    def _fill(self, top: int, left: int, bottom: int, right: int) -> None:
        """A merged value stands for every row of a column that may be merged; a point is not given twice."""
        may = {self.columns[name] for name in ("section", "units", "evidence", "source") if name in self.columns}
        for row in range(max(top, self.head) + 1, min(bottom + 1, len(self.rows))):
            if left in may and left == right and top > self.head and left < len(self.rows[row]):
                self.rows[row][left] = self.rows[top][left]

    def lines(self) -> list[Line]:
        """The indicators. Sums and empty rows are left out. Raises Problem with every cell that cannot be read."""
        section, lines = "", []
        for number in range(self.head + 1, len(self.rows)):
            values = {name: self._cell(number, at) for name, at in self.columns.items()}
            if any(_TOTAL.match(cell) for cell in self.rows[number][:2]) or not any(values.values()):
                continue
            section = values.get("section") or section
            if not values["name"]:
                if values["points"]:
                    self._amiss(number, "name", "有分值没有内容，请写考评内容；不是指标的行请删去。")
                continue
            lines.append(self._line(number, values, section))
        self._codes(lines)
        if self.wrong or not lines:
            raise Problem("\n".join(self.wrong) or "表头下面没有一行指标。", then="请改正表格后再导入。")
        return lines

    def _cell(self, row: int, column: int) -> str:
        return self.rows[row][column].strip() if column < len(self.rows[row]) else ""

    def _amiss(self, row: int, name: str, what: str) -> None:
        self.wrong.append(f"{self._address(row, name)}：{what}")

    def _address(self, row: int, name: str) -> str:
        return f"{_letters(self.columns.get(name, self.columns['name']))}{row + 1}"

    def _line(self, row: int, values: Mapping[str, str], section: str) -> Line:
        return Line(
            row,
            section or "未分类",
            values.get("code", ""),
            values["name"],
            self._points(row, values["points"]),
            values.get("words") or "（表中没有写评分标准）",
            _several(values.get("units", "")),
            _several(values.get("evidence", "")) or ("（表中没有写佐证材料）",),
            values.get("source", ""),
            self._counted(row, values),
        )

    def _points(self, row: int, text: str, name: str = "points") -> Decimal:
        try:
            found = Decimal(text.removesuffix("分"))
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite() and found >= 0:
            return found
        self._amiss(row, name, f"“{text}”不是分数，应写 1.5 这样的数。" if text else "没有写分值。")
        return Decimal(0)

    def _counted(self, row: int, values: Mapping[str, str]) -> dict[str, str]:
        """How the ledgers answer, in the words of a standard's file; empty where people rate."""
        told = {name: values[name] for name in ("form", "kind", "when", "each", "of") if values.get(name)}
        if not told:
            return {}
        form = FORMS.get(told.get("form", ""))
        if form is None:
            self._amiss(row, "form", f"计分形式写的是“{told.get('form', '')}”。可用的有：{'、'.join(FORMS)}。")
            return {}
        found = {"form": form}
        if kind := told.get("kind"):
            found["kind"] = self._kind(row, kind)
        if "when" in told:
            found["when"] = told["when"]
        if "each" in told:
            each = self._points(row, told["each"], "each")
            found["take" if form == "deduct" else "each"] = str(each)
        return found | self._base(row, told.get("of", ""))

    def _kind(self, row: int, said: str) -> str:
        """The key of a ledger by its name or its key; whoever writes names is answered in names."""
        if said in self.kinds or said in self.kinds.values():
            return self.kinds.get(said, said)
        near = get_close_matches(said, list(self.kinds), 3, 0.4)
        meant = f"是不是“{'”或“'.join(near)}”？" if near else ""
        self._amiss(row, "kind", f"没有叫“{said}”的台账。{meant}请照“台账”页面上的名称写。")
        return said

    def _base(self, row: int, text: str) -> dict[str, str]:
        """What is compared with: units of a sort, a number, or a condition on the same ledger."""
        units = {name: key for key, name in BASES.items()}
        if text in units:
            return {"of_units": units[text]}
        if text.isdigit():
            return {"of_number": text}
        if text and not _CONDITION.search(text):
            self._amiss(row, "of", f"“{text}”不能用来比。可以写：{'、'.join(units)}，或者一个数，或者一个条件。")
        return {"of": text} if text else {}

    def _codes(self, lines: Sequence[Line]) -> None:
        rows: dict[str, int] = {}
        for line in lines:
            if line.code and not _CODE.fullmatch(line.code):
                self._amiss(line.row, "code", f"编号“{line.code}”只能用字母、数字和连字符，最多 20 个。")
            if line.code and line.code in rows:
                self._amiss(line.row, "code", f"编号“{line.code}”和 {self._address(rows[line.code], 'code')} 重复。")
            rows.setdefault(line.code, line.row)

    def cells_of(self, line: Line, section: str, indicator: str) -> dict[str, str]:
        """Where the keys of a line came from."""
        keys = {"take": "each", "of_units": "of", "of_number": "of"}
        names = [*COLUMNS, *keys]
        found = {f"{indicator}.{name}": self._address(line.row, keys.get(name, name)) for name in names}
        return {section: self._address(line.row, "section"), indicator: self._address(line.row, "name"), **found}


def _text(cell: object) -> str:
    """A cell as it is read in the table: 2.0 is 2."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _letters(column: int) -> str:
    found = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        found = chr(65 + left) + found
    return found


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


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())


# ── as text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(key: str, name: str, on: date, lines: Sequence[Line], bonus: set[str]) -> str:
    total = sum((line.points for line in lines if line.section not in bonus), Decimal(0))
    extra = sum((_bonus(section, lines) for section in bonus), Decimal(0))
    rows = [
        'sort = "standard"',
        f"key = {_quoted(key)}",
        f"name = {_quoted(name)}",
        "version = 1",
        f"valid_from = {on.year}-01-01",
        'checked = "待核"',
        f"source = {_quoted(f'由表格导入，共 {len(lines)} 项，请写明文号')}",
        f"total = {total}",
        *([f"bonus_cap = {extra}"] if bonus else []),
        "\n[cycle]",
        f"first_year = {on.year}",
        "years = 4\n",
    ]
    return "\n".join(rows)


def _bonus(section: str, lines: Sequence[Line]) -> Decimal:
    """The cap of a section of bonus: what it says of itself, otherwise all its indicators."""
    found = _OF_SECTION.match(section)
    return Decimal(found[2]) if found else sum((one.points for one in lines if one.section == section), Decimal(0))


def _section(number: int, said: str) -> str:
    found = _OF_SECTION.match(said)
    name, points = (found[1], f"points = {found[2]}\n") if found else (said, "")
    return f"[sections.S{number}]\nname = {_quoted(name)}\n{points if not _BONUS.match(said) else ''}"


def _indicator(line: Line, section: str, code: str, bonus: bool) -> str:
    counted = dict(line.counted) or {"form": "rated"}
    rows = [
        f"[indicators.{code}]",
        f'section = "{section}"',
        f"name = {_quoted(line.name)}",
        f"words = {_quoted(line.words)}",
        f"points = {line.points}",
        *(f"{name} = {value if name in _PLAIN else _quoted(value)}" for name, value in counted.items()),
        *(["bonus = true"] if bonus else []),
        f"evidence = [{', '.join(map(_quoted, line.evidence))}]",
        f"units = [{', '.join(map(_quoted, line.units))}]",
    ]
    return "\n".join([*rows, *([f"source = {_quoted(line.source)}"] if line.source else [])]) + "\n"


_PLAIN = ("each", "take", "of_number")
"""Numbers: written without quotes."""


def _quoted(text: str) -> str:
    """A TOML text in one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in escaped).split())
    return f'"{plain}"'
