"""Indicators to choose from where something is tied to one, and what was typed held against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from unicodedata import normalize

from shuangyong.assess.queries import USUAL, standard_of, standards_on
from shuangyong.assess.standard.reading import SORT, read_standard
from shuangyong.base.errors import Invalid
from shuangyong.catalog.models import Definition

Groups = Mapping[str, tuple[tuple[str, str], ...]]
"""Code and name of every indicator, by the name of its standard."""


def indicators(on: date) -> Groups:
    """Those of the standards in force on a day, the county's own first. One query."""
    standards = sorted(map(standard_of, standards_on(on)), key=lambda one: (one.key != USUAL, one.key))
    return {one.name: tuple((code, held.name) for code, held in one.indicators.items()) for one in standards}


def indicator(typed: str, on: date) -> str:
    """The code that was chosen or typed, as the standards write it; "" for none.

    What stands in a case may be of a version that was replaced since: any that was ever published is taken. Raises
    Invalid for `indicator`, with those that may be meant.
    """
    code = normalize("NFKC", typed).strip().upper()
    if not code:
        return ""
    groups = indicators(on)
    known = {code.upper(): code for rows in groups.values() for code, _ in rows}
    found = known.get(code) or (_ever().get(code) if groups else typed.strip())
    if found is None:
        raise Invalid({"indicator": _unknown(typed.strip(), code, groups)})
    return found


def _ever() -> dict[str, str]:
    rows = Definition.objects.filter(sort=SORT).order_by("version")
    return {code.upper(): code for row in rows for code in read_standard(row.content, row.name).indicators}


def _unknown(typed: str, code: str, groups: Groups) -> str:
    names = {code: name for rows in groups.values() for code, name in rows}
    near = "、".join(f"{one} {names[one]}" for one in get_close_matches(code, names, 3))
    allowed = "；".join(f"《{name}》{rows[0][0]} 至 {rows[-1][0]}" for name, rows in groups.items() if rows)
    meant = f"相近的有：{near}。" if near else ""
    return f"现行考评标准没有编号为“{typed}”的指标。{meant}可以选的：{allowed}。不属于哪一项的留空。"
