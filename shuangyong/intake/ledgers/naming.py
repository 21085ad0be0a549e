"""Rows that a cell names by words: units, and what stands in the register."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet

from shuangyong.base.actor import Actor
from shuangyong.cases.forms import Wrong
from shuangyong.register import access
from shuangyong.register.actions.doubles import known
from shuangyong.register.keys import ring
from shuangyong.register.models import Household, Merchant, Site, Troops
from shuangyong.register.naming import plain_name
from shuangyong.register.queries import choosable
from shuangyong.register.sealing import blinds
from shuangyong.rules.identity import id_wrong, plain

_SPLIT = re.compile(r"[、,，;；\n]+")
_ETC = re.compile(r"等[\d一二三四五六七八九十]*[人名户]?$")
"""陈立功等3人: the first is meant, how many says another column."""
_NUMBER = re.compile(r"[\d０-９][\d０-９\s]{13,}[\dXxＸｘ]?")


def units_named(text: str) -> list[str]:
    """The names in a cell."""
    return [name for part in _SPLIT.split(text) if (name := part.strip())]


class Registered:
    """Looks up what a cell names among what this actor may see; each once."""

    def __init__(self, actor: Actor, today: date) -> None:
        self.actor, self.today = actor, today
        self._known: dict[tuple[str, str], int | Wrong] = {}

    def row(self, sort: str, text: str) -> int | None:
        """The row's number; None for an empty cell. Raises Wrong where none, or more than one, is meant."""
        if not text:
            return None
        if (sort, text) not in self._known:
            try:
                self._known[sort, text] = self._person(text) if sort == "person" else self._other(sort, text)
            except Wrong as problem:
                self._known[sort, text] = problem
        found = self._known[sort, text]
        if isinstance(found, Wrong):
            raise found
        return found

    def _person(self, text: str) -> int:
        """By the number where one is written, beside a name that must be the registered one; else by the name."""
        number = _NUMBER.search(text)
        if number is None:
            named = access.visible_to(self.actor).filter(name=plain_name(_ETC.sub("", text)))
            return _one(set(named.values_list("pk", flat=True)[:3]), "人员", "请先在人员登记册登记，或写上身份证号。")
        digits, name = plain(number[0]), plain_name(text.replace(number[0], ""))
        if wrong := id_wrong(digits, self.today):
            raise Wrong(wrong)
        found = set(known(self.actor, blinds(digits, "id_number", ring())).seen.values())
        row = _one(choosable(self.actor, "person", found), "人员", "请先在人员登记册登记。")
        if name and not access.visible_to(self.actor).filter(pk=row, name=name).exists():
            raise Wrong("这个身份证号登记的不是这个姓名，请核对是号码还是姓名写错了。")
        return row

    def _other(self, sort: str, text: str) -> int:
        rows = set(_named(sort, text, self.actor).values_list("pk", flat=True)[:3])
        return _one(rows, "登记", "请先登记，名称要与登记的一致。")


def _named(sort: str, text: str, actor: Actor) -> QuerySet[Any]:
    if sort == "household":
        return access.rows_of(Household, actor).filter(number=text)
    if sort == "troops":
        return access.rows_of(Troops, actor).filter(name=text)
    if sort == "merchant":
        return access.rows_of(Merchant, actor).filter(name=text)
    return access.rows_of(Site, actor).filter(name=text)


def _one(rows: set[int], what: str, then: str) -> int:
    if len(rows) == 1:
        return rows.pop()
    raise Wrong(f"登记册里没有这一{what}，{then}" if not rows else f"有不止一条这样的{what}，{then}")
