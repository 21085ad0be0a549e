"""What of the register a case names, kept beside it: the cases of a person, a household, a merchant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from shuangyong.base.actor import Actor
from shuangyong.cases.models import Case, Involved
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.model import REGISTER_TYPES, Kind
from shuangyong.register.queries import Sort, labels


def named(kind: Kind, values: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Sort and row of everything of the register that the values name."""
    return {
        (field.type, int(values[key]))
        for key, field in kind.fields.items()
        if field.type in REGISTER_TYPES and values.get(key)
    }


def keep_involved(row: Case, kind: Kind, values: Mapping[str, Any]) -> None:
    """Make the rows equal to what the case names now. In the transaction of its step; free for kinds without."""
    if not any(field.type in REGISTER_TYPES for field in kind.fields.values()):
        return
    wanted = named(kind, values)
    there = {(one.sort, one.row): one.pk for one in row.involved.all()}
    gone = [pk for pair, pk in there.items() if pair not in wanted]
    if gone:
        Involved.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - there.keys())
    Involved.objects.bulk_create(Involved(case=row, sort=sort, row=pk) for sort, pk in new)


def title_of(kind: Kind, values: Mapping[str, Any]) -> str:
    """The title: a text, or how the register calls the row that it names (a person masked)."""
    value, sort = values[kind.title], kind.fields[kind.title].type
    if sort in REGISTER_TYPES:
        return labels(_sort(sort), [int(value)]).get(int(value), kind.name)[:300]
    return str(value)[:300]


def _sort(text: str) -> Sort:
    return text  # type: ignore[return-value]  # REGISTER_TYPES are the sorts of the register


def cases_of(actor: Actor, sort: Sort, rows: Collection[int]) -> QuerySet[Case]:
    """The cases that name one of these rows and that this actor may see, newest first."""
    involved = Involved.objects.filter(sort=sort, row__in=list(rows))
    return visible_to(actor).filter(pk__in=involved.values("case")).order_by("-pk")
