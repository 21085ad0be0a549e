"""The register's lists as tables: a page of lines at a time, in fixed memory, masked; whole only under a release.

Persons and households lie within the seats that may list them; merchants, sites and troops are public in their county,
but troops together may be worth keeping from others, so that their list leaves by a release alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actors import need
from shuangyong.base.trail.masking import scrub
from shuangyong.register import access, queries
from shuangyong.register.access import LIST
from shuangyong.register.actions.opening import NAMES, values_of
from shuangyong.register.models import Household, Merchant, Person, Site, Troops
from shuangyong.register.queries import Filter

Cell = str | int | date | None
Line = tuple[Cell, ...]
PAGE = 500
ROLLS = {
    "persons": "人员名单",
    "households": "户名单",
    "merchants": "拥军商户名单",
    "sites": "阵地点位名单",
    "troops": "部队清单",
}
HEADS: Mapping[str, tuple[str, ...]] = {
    "persons": ("编号", "姓名", "性别", "出生", "居住地", "类别", "状态"),
    "households": ("编号", "户", "户号", "所在地", "现有人数"),
    "merchants": ("编号", "名称", "统一社会信用代码", "行业", "地址", "营业时间", "所在地", "停用日期"),
    "sites": ("编号", "名称", "类别", "地址", "所在地", "停用日期"),
    "troops": ("编号", "公开名称", "所在地", "停用日期"),
}
PLAIN: Mapping[str, Any] = {"merchants": Merchant, "sites": Site, "troops": Troops}
FACTS = {"merchants": ("name", "code", "trade", "address", "hours"), "sites": ("name", "sort", "address")}


@dataclass(frozen=True, slots=True)
class Roll:
    """Which list, as filtered. `text` is a part of the name of a merchant, a site or troops."""

    sort: str
    place: str = ""
    category: str = ""
    text: str = ""

    @property
    def name(self) -> str:
        return ROLLS[self.sort]


def rows_of(actor: Actor, roll: Roll, on: date) -> QuerySet[Any]:
    """What the list holds, for whoever may list it. Raises Forbidden, Invalid (a place beyond the actor's)."""
    if roll.sort == "persons":
        return queries.listed(actor, Filter(roll.place, roll.category), on=on)
    if roll.sort == "households":
        return homes(actor, roll.place)
    found: QuerySet[Any] = access.rows_of(PLAIN[roll.sort], actor)
    return found.filter(name__contains=roll.text) if roll.text else found


def homes(actor: Actor, place: str = "") -> QuerySet[Household]:
    """Households within the actor's places. Raises Forbidden, Invalid."""
    need(actor, LIST)
    found = Household.objects.filter(access.within(actor, LIST))
    if not place:
        return found
    asked = Place(place)
    if len(place) not in {2, 4, 6, 9, 12} or not access.may_at(actor, LIST, asked):
        raise Invalid({"place": "请选您管的区划。"})
    return found.filter(**{asked.level: place})


def count(actor: Actor, roll: Roll, on: date) -> int:
    return rows_of(actor, roll, on).count()


def masked(actor: Actor, roll: Roll, on: date) -> Iterator[Sequence[Line]]:
    """The list by pages, as everybody sees it."""
    lines = LINES.get(roll.sort) or _plain_lines(roll.sort)
    for page in _pages(rows_of(actor, roll, on), by_name=roll.sort == "persons"):
        yield lines(page, on)


def _pages(found: QuerySet[Any], *, by_name: bool) -> Iterator[list[Any]]:
    """By key: no page costs more than the one before."""
    order = ("name_key", "pk") if by_name else ("pk",)
    after = Q()
    while page := list(found.filter(after).order_by(*order)[:PAGE]):
        yield page
        if len(page) < PAGE:
            return
        last = page[-1]
        after = Q(pk__gt=last.pk)
        if by_name:
            after = Q(name_key__gt=last.name_key) | (Q(name_key=last.name_key) & after)


def _person_lines(page: Sequence[Person], on: date) -> list[Line]:
    return [
        (row.pk, row.name, row.sex, row.born, row.where, "、".join(row.categories), row.status)
        for row in queries.rows(page, on)
    ]


def home_lines(page: Sequence[Household], on: date) -> list[Line]:
    """Households as lines; four queries, however many they are."""
    keys = [home.pk for home in page]
    called, where = queries.labels("household", keys), queries.places_named(home.region for home in page)
    living = Count("members", filter=Q(members__until=None))
    sizes = dict(Household.objects.filter(pk__in=keys).annotate(size=living).values_list("pk", "size"))
    return [(h.pk, called[h.pk], scrub(h.number), where.get(h.region, ""), sizes.get(h.pk, 0)) for h in page]


def _plain_lines(sort: str) -> Callable[[Sequence[Any], date], list[Line]]:
    """What is public; a telephone or a number of a person that somebody wrote into it is masked."""

    def lines(page: Sequence[Any], on: date) -> list[Line]:
        where = queries.places_named(row.region for row in page)
        facts = FACTS.get(sort, ("name",))
        return [
            (row.pk, *(_public(name, getattr(row, name)) for name in facts), where.get(row.region, ""), row.closed)
            for row in page
        ]

    return lines


def _public(name: str, text: str) -> str:
    """A credit code may look like a person's number and is none."""
    return text if name == "code" else scrub(text)


LINES: Mapping[str, Callable[[Sequence[Any], date], list[Line]]] = {
    "persons": _person_lines,
    "households": home_lines,
}


# ── whole ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def whole_head(roll: Roll, fields: Sequence[str]) -> tuple[str, ...]:
    """Of persons: what was agreed to beside the masked line."""
    return (*HEADS[roll.sort], *(NAMES[name] for name in fields)) if roll.sort == "persons" else HEADS[roll.sort]


def whole(
    actor: Actor, roll: Roll, fields: Sequence[str], on: date, keep: Callable[[Sequence[Person]], None]
) -> Iterator[Sequence[Line]]:
    """The list by pages with protected values whole. `keep` enters whose values leave, before they do."""
    if roll.sort != "persons":
        yield from masked(actor, roll, on)
        return
    for page in _pages(rows_of(actor, roll, on), by_name=True):
        keep(page)
        values = values_of(page, fields)
        lines = _person_lines(page, on)
        yield [(*line, *(values[person.pk][name] for name in fields)) for person, line in zip(page, lines, strict=True)]
