"""Lists that an office already has (units, people and their posts), read by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Region, Unit
from shuangyong.base.organisation.posts import Post

Names = Mapping[str, tuple[str, ...]]
UNIT_COLUMNS: Names = {
    "name": ("全称", "单位全称", "单位名称", "名称", "单位"),
    "short": ("简称", "单位简称"),
    "kind": ("类别", "单位类别", "单位性质"),
    "parent": ("上级单位", "上级", "主管单位"),
    "region": ("区划代码", "所在区划代码", "行政区划代码", "所在区划", "行政区划", "所在地"),
    "duties": ("职责", "单位职责", "双拥职责"),
}
PEOPLE_COLUMNS: Names = {
    "name": ("姓名", "名字"),
    "login": ("登录名", "账号", "用户名"),
    "phone": ("手机号", "手机", "手机号码", "联系电话", "电话"),
    "unit": ("单位", "所在单位", "工作单位", "单位名称"),
    "post": ("岗位", "平台岗位"),
}
"""What each column may be called; a list of people serves twice: who opens accounts, and who gives posts."""
HEADS = 10
"""Rows at the top among which the names of the columns stand; above them a title may."""
MOST_FAULTS = 50
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(r"[（(].*?[)）]|[*＊:：]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something; `number` as the office counts, from 1."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def lines(rows: Sequence[Sequence[str]], columns: Names, needed: Collection[str]) -> list[Line]:
    """The rows below the heading. Raises Problem where no heading names what is needed."""
    for at, row in enumerate(rows[:HEADS]):
        found = _heading(row, columns)
        if set(needed) <= set(found):
            return list(_below(rows, at, found))
    names = "、".join(columns[key][0] for key in needed)
    others = "、".join(every[0] for key, every in columns.items() if key not in needed)
    raise Problem(
        "没有找到列名。", f"表头一行要有：{names}；可以有：{others}。", "请加上列名再导入，或下载空表照着填。"
    )


def _heading(row: Sequence[str], columns: Names) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        text = _NOTE.sub("", _SPACE.sub("", cell))
        key = next((key for key, names in columns.items() if text in names), None)
        if key is not None:
            found.setdefault(key, at)
    return found


def _below(rows: Sequence[Sequence[str]], heading: int, found: Mapping[str, int]) -> Iterator[Line]:
    for number, row in enumerate(rows[heading + 1 :], heading + 2):
        cells = {key: _SPACE.sub("", row[at]) for key, at in found.items() if at < len(row)}
        if any(cells.values()):
            yield Line(number, cells)


def refuse(wrong: Mapping[int, str], what: str) -> None:
    """Raises Invalid with a message a row, keyed 第N行, where anything is wrong."""
    if wrong:
        shown = {f"第{line}行": says for line, says in sorted(wrong.items())[:MOST_FAULTS]}
        more = f"（只列前 {MOST_FAULTS} 处）" if len(wrong) > MOST_FAULTS else ""
        raise Invalid(shown, f"{what}有 {len(wrong)} 行不对{more}，一行也没有导入。")


# ── what a cell means ──────────────────────────────────────────────────────────────────────────────────────────────


_ALSO = {"领导小组": "领导小组及其办公室", "双拥办": "领导小组及其办公室", "军事机关": "军队单位", "部队": "军队单位"}
"""What lists call a sort of units beside its own word."""
_BY_NAME = (
    (r"服务(站|中心)$", Unit.Kind.STATION),
    (r"双拥.*(领导小组|办公室)$|双拥办$", Unit.Kind.GROUP),
    (r"(镇|乡|街道)(人民政府|办事处|党工委)?$", Unit.Kind.TOWN),
    (r"(村|社区)(村民委员会|居民委员会|村委会|居委会)?$", Unit.Kind.VILLAGE),
    (r"^(?!.*(消防|执法|交警|监察)).*(武装部|军分区|部队|支队|大队|中队)$", Unit.Kind.ARMY),
    (r"局$", Unit.Kind.GOVERNMENT),
)
"""How the end of a name tells its sort; the first that fits. What may be either is asked for."""


def kind_of(text: str, name: str) -> str:
    """The sort of a unit by its Chinese word, or where none is written by the end of its name. Raises ValueError."""
    kinds = {str(label): value for value, label in Unit.Kind.choices}
    if text:
        meant = _ALSO.get(text, text)
        fits = [value for label, value in kinds.items() if meant == label or meant in re.split(r"[（）]", label)]
        if len(fits) != 1:
            raise ValueError(f"类别“{text}”不对，只能是：{'、'.join(kinds)}。")
        return fits[0]
    named = next((kind for pattern, kind in _BY_NAME if re.search(pattern, name)), None)
    if named is not None:
        return named
    raise ValueError(f"请写类别：{'、'.join(kinds)}。")


class Places:
    """Regions of a place by their names, for lists that carry no codes."""

    def __init__(self, regions: Collection[Region], home: str) -> None:
        self.home, named = home, {region.code: region.name for region in regions}
        self._by_name: dict[str, set[str]] = {}
        for code, name in named.items():
            for said in (name, named.get(code[:9], "") + name if len(code) > 9 else name):
                self._by_name.setdefault(said, set()).add(code)

    def code(self, text: str, kind: str, name: str) -> str:
        """By its code, by its name, or for a town, village or station by the place that its own name begins with.

        Raises ValueError.
        """
        if text.isdigit():
            return text
        if text:
            return self._one(text, text)
        if kind not in {Unit.Kind.TOWN, Unit.Kind.VILLAGE, Unit.Kind.STATION}:
            return self.home
        begins = [said for said in self._by_name if said in name]
        longest = max(begins, key=len, default="")
        if not longest:
            raise ValueError(f"“{name}”在哪个乡镇、村认不出来，请写区划代码或所在地的名称。")
        return self._one(longest, name)

    def _one(self, said: str, shown: str) -> str:
        found = self._by_name.get(said, set())
        if len(found) != 1:
            why = f"有 {len(found)} 个地方叫这个名字" if found else "本地没有这个地方"
            raise ValueError(f"“{shown}”的所在地定不下来：{why}，请写区划代码。")
        return next(iter(found))


def post_of(text: str, kind: str = "") -> Post:
    """A post by its name or a part of it, with or without what stands in brackets, that fits one alone.

    `kind` is the sort of its unit: a 双拥干事 of the office is no clerk of a town. Raises ValueError.
    """
    every = posts.load().by_key.values()
    fits = [one for one in every if one.name == text] or [
        one for one in every if text and (text in one.name or text in re.sub(r"（[^）]*）", "", one.name))
    ]
    if kind and kind != Unit.Kind.TOWN and any(one.name != text and one.name.startswith("乡镇") for one in fits):
        raise ValueError(
            f"岗位“{text}”在乡镇（街道）叫“{fits[0].name}”，这个单位不是乡镇（街道），请写全名："
            f"{'、'.join(one.name for one in every)}。"
        )
    if len(fits) != 1:
        wanted = fits or every
        raise ValueError(
            f"岗位“{text}”{'不止一个' if fits else '没有'}，可以写：{'、'.join(one.name for one in wanted)}。"
        )
    return fits[0]


def free_logins(taken: Collection[str]) -> Iterator[str]:
    """Log-ins for those who have none in the list: yh001, yh002 …"""
    return (login for number in count(1) if (login := f"yh{number:03}") not in taken)
