"""Values in words: dates, money and names as a person reads them, masked or left out as their field declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import QuerySet

from shuangyong.base.actor import Actor
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.base.trail.masking import MASKS
from shuangyong.cases.offers import Standing
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.model import REGISTER_TYPES, Field, Kind
from shuangyong.register.queries import SORTS, labels
from shuangyong.rules.wording import day_text

How = Literal["open", "masked", "hidden"]
Plain = date | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the rows that values point at."""

    units: Mapping[int, str] = field(default_factory=dict)
    persons: Mapping[int, str] = field(default_factory=dict)
    cases: Mapping[int, str] = field(default_factory=dict)
    register: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """By sort: persons and households masked (register.queries.labels)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact as this person may see it. `text` is "" where it is hidden or was not filled."""

    key: str
    label: str
    text: str
    how: How = "open"
    why: str = ""
    """Where it is masked or hidden: who may see it."""
    plain: Plain = None
    """The day, the number or the amount in yuan that the text says; None where it says something else or is masked."""


def names_of(
    actor: Actor, kind: Kind, several: Iterable[Mapping[str, Any]], beside: Mapping[str, Iterable[int]] | None = None
) -> Names:
    """The names that some sets of values need; a query for each sort of row that occurs. Cases: those that he may see.

    `beside`: rows of sorts unit, account and case that are named apart from the values.
    """
    wanted: dict[str, set[int]] = {name: set() for name in ("unit", "account", "case", *REGISTER_TYPES)}
    for sort, keys in (beside or {}).items():
        wanted[sort].update(keys)
    for values in several:
        for key, value in values.items():
            sort = kind.fields[key].type if key in kind.fields else ""
            if sort == "units":
                wanted["unit"].update(value or ())
            elif sort in wanted and value:
                wanted[sort].add(value)
    return Names(
        _look_up(Unit.objects.all(), wanted["unit"], "short"),
        _look_up(Account.objects.all(), wanted["account"], "name"),
        _look_up(visible_to(actor), wanted["case"], "number"),
        {sort: labels(sort, wanted[sort]) for sort in SORTS if wanted[sort]},
    )


def _look_up(rows: QuerySet[Any], keys: set[int], name: str) -> dict[int, str]:
    return dict(rows.filter(pk__in=keys).values_list("pk", name)) if keys else {}


def text_of(declared: Field, value: Any, names: Names) -> str:
    """A value in words; "" where nothing was filled."""
    if value is None or value == "" or value == ():
        return ""
    match declared.type:
        case "date":
            return _day(value)
        case "money":
            return f"{value // 100:,}.{value % 100:02d} 元" if value % 100 else f"{value // 100:,} 元"
        case "yes_no":
            return "是" if value else "否"
        case "choices":
            return "、".join(value)
        case "unit":
            return names.units.get(value, "")
        case "units":
            return "、".join(names.units.get(unit, "") for unit in value)
        case "account":
            return names.persons.get(value, "")
        case "person" | "household" | "troops" | "merchant" | "site":
            return names.register.get(declared.type, {}).get(value, "")
        case "case":
            return names.cases.get(value, "")
    return str(value)


def _day(value: Any) -> str:
    """Steps store a day as text."""
    try:
        return day_text(value if isinstance(value, date) else date.fromisoformat(value))
    except ValueError:
        return str(value)


def how_seen(declared: Field, standing: Standing, actor: Actor) -> tuple[How, str]:
    """Whether a field is shown, masked or hidden to this person, and who else may see it.

    `seen_by` names the posts that see it whole: others see it masked where a mask is declared, and not at all where
    none is. With a mask alone, it is whole for the units that hold a part in the case and masked for everybody else.
    """
    if actor.is_system or not (declared.mask or declared.seen_by):
        return "open", ""
    if declared.seen_by:
        if any(seat.post in declared.seen_by for seat in actor.seats):
            return "open", ""
        known = posts.load().by_key
        names = "、".join(known[post].name for post in declared.seen_by if post in known)
        return ("masked" if declared.mask else "hidden"), f"只有{names}可以看全。"
    if {seat.unit_id for seat in actor.seats} & set(standing.unit_ids):
        return "open", ""
    return "masked", "只有承办和交办单位可以看全。"


def sees_whole(kind: Kind, several: Iterable[Mapping[str, Any]], standing: Standing, actor: Actor) -> bool:
    """Whether a field that has a mask, filled in any of these values, is shown to this person without it."""
    filled = {key for values in several for key, value in values.items() if value}
    masked = (one for key, one in kind.fields.items() if one.mask and key in filled)
    return any(how_seen(one, standing, actor)[0] == "open" for one in masked)


def shown(
    declared: Field, value: Any, names: Names, standing: Standing, actor: Actor, *, leaving: bool = False
) -> Shown:
    """One value as this person may see it. What is `leaving` in a file is masked for everybody who has a mask."""
    how, why = how_seen(declared, standing, actor)
    if leaving and declared.mask and how == "open":
        how, why = "masked", "导出和公文里一律遮掩。"
    text = "" if how == "hidden" else text_of(declared, value, names)
    if how == "masked":
        text = MASKS[declared.mask](text) if text else ""
    return Shown(declared.key, declared.label, text, how, why, _plain(declared, value) if how == "open" else None)


def _plain(declared: Field, value: Any) -> Plain:
    """What a spreadsheet counts and sorts by. Amounts are stored in fen."""
    match declared.type:
        case "date" if isinstance(value, date):
            return value
        case "number" if isinstance(value, int | float):
            return value
        case "money" if isinstance(value, int):
            return Decimal(value) / 100
    return None
