"""The answers to what is asked side by side: on PostgreSQL in as few statements as pays.

Each statement costs PostgreSQL and its driver as much as bringing sixty rows. Several come in one answer (UNION ALL),
each part of it as the ORM wrote it, with its own order and size; where their columns differ, nothing stands in those
that a part does not have, and a few wide rows come in one cell each. How that is done is worked out once for the
statements that are asked together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, IntegerField, Model, TextField

from shuangyong.base import prepared
from shuangyong.base.statements import KEPT, Ask, Line, Select, Statement, UpTo, fields_of

Pick = Callable[[Line], Line]


@dataclass(frozen=True, slots=True)
class Journey:
    """One statement for some of those that are asked (`of`), and how the columns of each are picked from its rows."""

    sql: str
    of: tuple[int, ...]
    picks: tuple[Pick, ...] = ()
    """Empty where it is for one alone."""


def answers(asked: Sequence[Ask]) -> list[list[Line]]:
    """The rows of each, in this order; on PostgreSQL several are asked as one statement."""
    kept = [rows.kept(size) for rows, size in asked]
    found = [[] if one else list(rows.queryset(None, size)) for (rows, size), one in zip(asked, kept, strict=True)]
    every = tuple([one[0] if one and one[0].sql else None for one in kept])
    journeys = _journeys.get(every) or _keep(every, asked)
    params = [_params(journey, kept) for journey in journeys]
    sent = [(journey.sql, some) for journey, some in zip(journeys, params, strict=True)]
    for journey, rows in zip(journeys, prepared.ask_all(sent), strict=True):
        for at, some in zip(journey.of, _apart(rows, journey.picks), strict=True):
            found[at] = kept[at][0].read(some)  # type: ignore[index]
    return found


def _params(journey: Journey, kept: Sequence[tuple[Statement, list[Any]] | None]) -> list[Any]:
    if not journey.picks:
        return kept[journey.of[0]][1]  # type: ignore[index]
    return [param for at in journey.of for param in kept[at][1]]  # type: ignore[index]


def _apart(rows: list[Line], picks: Sequence[Pick]) -> list[list[Line]]:
    """Which of them a row is of stands at its end."""
    if not picks:
        return [rows]
    lists: list[list[Line]] = [[] for _ in picks]
    for at, some in groupby(rows, _OF_WHICH):
        lists[at] += map(picks[at], some)
    return lists


_OF_WHICH = itemgetter(-1)


# ── what is asked as one ───────────────────────────────────────────────────────────────────────────────────────────

Every = tuple[Statement | None, ...]
_journeys: dict[Every, tuple[Journey, ...]] = {}
"""By the very statements."""


def _keep(every: Every, asked: Sequence[Ask]) -> tuple[Journey, ...]:
    if len(_journeys) >= KEPT:
        _journeys.clear()
    found = _journeys[every] = tuple(_worked_out(every, asked))
    return found


def _worked_out(every: Every, asked: Sequence[Ask]) -> Iterable[Journey]:
    """What there is, each alone or several as one."""
    sent = {at: one for at, one in enumerate(every) if one}
    apart = prepared.vendor() != "postgresql" or len(sent) == 1
    sorts = {at: () if apart else _sorts(*asked[at]) for at in sent}
    for at, one in sent.items():
        if not sorts[at]:
            yield Journey(one.sql, (at,))
    for group in _grouped({at: _cells(its, asked[at][1]) for at, its in sorts.items() if its}, asked):
        yield _joined([(at, sent[at].sql, sorts[at], asked[at][1]) for at in group])


def _sorts(rows: Select, size: int | None) -> tuple[str, ...]:
    """Of what sort each column is of what may be asked as one; empty where it may not: all of something in an order
    comes in it alone."""
    plain = not rows.totals and (size is not None or not rows.order)
    return sorts_of(rows.model, tuple([UpTo if type(one) is UpTo else one for one in rows.columns])) if plain else ()


LIKELY = 20
"""Lines that come of what has no size (keys of a page, what one unit has of something), or one of more than `FULL`,
which is a bound that is hardly ever reached."""
FULL = 200
SPARE = 5000
"""So many cells in which nothing stands cost less than one statement more."""


NARROW = 5
"""Columns that a row has beside others as they are. Of more, a few rows come as one text each (see `_cells`)."""
FEW = 50


def _cells(sorts: tuple[str, ...], size: int | None) -> tuple[str, ...]:
    """Of what sorts the cells are in which a row comes: a few rows of many columns would leave as many cells empty in
    all rows beside them, and each empty cell costs."""
    is_packed = size is not None and size <= FEW and len(sorts) > NARROW and PACKED.issuperset(sorts)
    return ("text",) if is_packed else sorts


PACKED = frozenset({"number", "text"})
"""What JSON gives back as it was."""


def _grouped(sorts: dict[int, tuple[str, ...]], asked: Sequence[Ask]) -> list[list[int]]:
    """Widest first: each joins those with which fewest cells are left empty, if they are not too many; then groups
    join in the same way, for the first to come have left no room for the last."""

    def empty(group: Sequence[int]) -> int:
        wide = _together(sorts[at] for at in group).total()
        return sum(_lines(asked[at][1]) * (wide - len(sorts[at])) for at in group)

    groups: list[list[int]] = []
    for at in sorted(sorts, key=lambda at: -len(sorts[at])):
        best = min(groups, key=lambda group: empty([*group, at]) - empty(group), default=None)
        if best is None or empty([*best, at]) > SPARE:
            groups.append([at])
        else:
            best.append(at)
    while len(groups) > 1:
        one, other = min(combinations(groups, 2), key=lambda pair: empty([*pair[0], *pair[1]]))
        if empty([*one, *other]) > SPARE:
            break
        groups.remove(other)
        one += other
    return [*map(sorted, groups)]


def _together(every: Iterable[Sequence[str]]) -> Counter[str]:
    """Of each sort as many columns as the widest has."""
    columns: Counter[str] = Counter()
    for sorts in every:
        columns |= Counter(sorts)
    return columns


def _lines(size: int | None) -> int:
    return size if size is not None and size <= FULL else LIKELY


TYPES = {"day": "date", "number": "bigint", "text": "text", "moment": "timestamptz"}


def _joined(group: Sequence[tuple[int, str, tuple[str, ...], int | None]]) -> Journey:
    if len(group) == 1:
        return Journey(group[0][1], (group[0][0],))
    columns = _together(_cells(sorts, size) for *_, sorts, size in group)
    every = [sort for sort in TYPES for _ in range(columns[sort])]
    texts, picks = [], []
    for number, (_, sql, sorts, size) in enumerate(group):
        names, cells = [f"c{at}" for at in range(len(sorts))], _cells(sorts, size)
        places, named = _places(cells, every), ", ".join(names)
        filled = dict(zip(places, names if cells == sorts else [f"json_build_array({named})::text"], strict=True))
        row = ", ".join(filled.get(at, f"NULL::{TYPES[sort]}") for at, sort in enumerate(every))
        texts.append(f"SELECT {row}, {number} FROM ({sql}) s{number}({named})")  # noqa: S608 - the ORM's
        picks.append(_pick(places) if cells == sorts else _unpacking(places[0]))
    return Journey(" UNION ALL ".join(texts), tuple(at for at, *_ in group), tuple(picks))


def _places(sorts: Sequence[str], every: Sequence[str]) -> list[int]:
    """Where each column stands among all of them."""
    free = {sort: iter([at for at, one in enumerate(every) if one == sort]) for sort in set(sorts)}
    return [next(free[sort]) for sort in sorts]


def _pick(places: Sequence[int]) -> Pick:
    first = places[0]
    if list(places) == list(range(first, first + len(places))):
        return itemgetter(slice(first, first + len(places)))
    return itemgetter(*places)


def _unpacking(place: int) -> Pick:
    return lambda row: tuple(json.loads(row[place]))


@cache
def sorts_of(model: type[Model], columns: tuple[Any, ...]) -> tuple[str, ...]:
    """Of what sort each column is; empty where one is no plain number, text, day or moment of the model's own, and no
    count."""
    fields = {**fields_of(model), "pk": model._meta.pk}  # noqa: SLF001 - Django's documented way
    sorts = ["number" if one is UpTo else _sort_of(fields.get(one)) for one in columns]
    return tuple(sorts) if all(sorts) else ()


def _sort_of(field: Any) -> str:
    if field is not None and field.is_relation:
        return _sort_of(field.target_field)
    if type(field) in DAYS:
        return DAYS[type(field)]
    return "number" if isinstance(field, IntegerField) else "text" if isinstance(field, CharField | TextField) else ""


DAYS: dict[type, str] = {DateField: "day", DateTimeField: "moment"}
