"""Statements that Django's ORM put together once, asked again with other values.

Putting a statement together costs the ORM three to ten times what asking it costs, and pages ask the same few shapes
all day (docs/decisions/0015-statements-kept.md). A `Select` is a queryset before it is put together: its shape
(model, columns, names of conditions, order, size) is the key of what is kept; values go in as parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import count
from types import SimpleNamespace
from typing import Any, NoReturn, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, DateField, Expression, F, Field, IntegerField, Model, Q, QuerySet, Subquery
from django.db.models.expressions import Col
from django.db.models.lookups import In
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from shuangyong.base import prepared

KEPT = 1000
"""Shapes; a process that meets more begins anew."""
LINES = 100
"""Rows that are added by one statement."""
SIZES = (1, 5, 10, 25, 50, 100, 200, 400)
SHAPE = "shape"
Line = tuple[Any, ...]
M = TypeVar("M", bound=Model)


class Part:
    """A condition or column that no pair of name and value says: `key` is its shape, `built` makes it of its values.

    Without a key (None) it is put together anew each time."""

    key: Hashable
    values: tuple[Any, ...] = ()

    def built(self, *values: Any) -> Any:
        raise NotImplementedError


Condition = tuple[str, Any] | Q | Part | Expression
"""A pair as in `filter(name=value)`; the value of `__in` may be another Select. What holds a queryset or an expression
is put together anew each time."""


class Slot(Expression):
    """The place of a value in a statement that is kept."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


class _Shapeless(Exception):  # noqa: N818 - no error: it is asked another way
    """A condition without a shape."""


SIMPLE = frozenset({str, int, date})
NUMBERS = {int}
MOST = 2**63 - 1
"""The largest number of a row in either database."""


@dataclass(frozen=True, slots=True)
class Select:
    """Columns of the rows that meet all conditions, in an order."""

    model: type[Model]
    columns: tuple[str | Part, ...]
    conditions: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    distinct: bool = False
    totals: tuple[tuple[type[Aggregate], str], ...] = ()
    """Sums, latest days and the like of the rows that are alike in the columns; they come after the columns."""
    _known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of it, for whoever asks it again: its shape with the values, by sizes its statements."""

    def where(self, *more: Condition) -> Select:
        """With further conditions."""
        return replace(self, conditions=(*self.conditions, *more))

    def rows(self, size: int | None = None) -> list[Line]:
        """The first `size` rows, or all; one query."""
        kept = self.kept(size)
        return kept[0].asked(kept[1]) if kept else list(self.queryset(None, size))

    def kept(self, size: int | None) -> tuple[Statement, list[Any]] | None:
        """The statement that is kept of it and its parameters (not to be changed); None where it has no shape."""
        if size not in self._known:
            self._known[size] = self._kept(size)
        found: tuple[Statement, list[Any]] | None = self._known[size]
        return found

    def _kept(self, size: int | None) -> tuple[Statement, list[Any]] | None:
        values: list[Any] = []
        try:
            key = self.shape(values), size
            _within(values)
        except _Shapeless:
            return None
        statement = _kept.get(key) or _keep(key, _written(self.queryset(map(Slot, count()), size)))
        return statement, statement.params_of(values)

    def count(self, most: int) -> int:
        """How many rows there are, up to `most`; one query."""
        values: list[Any] = []
        try:
            key = self.shape(values), most, "count"
            _within(values)
        except _Shapeless:
            return self.queryset(None, most).count()
        statement = _kept.get(key) or _keep(key, _counting(self.queryset(map(Slot, count()), most)))
        found = statement.ask(values)
        return int(found[0][0]) if found else 0

    def shape(self, values: list[Any]) -> Hashable:
        """All but the values, which are added to the list."""
        if SHAPE not in self._known:
            found: list[Any] = []
            self._known[SHAPE] = _named(self._shape(found)), found
        shape, known = self._known[SHAPE]
        values += known
        return cast(Hashable, shape)

    def _shape(self, values: list[Any]) -> Hashable:
        columns = tuple([_shape(one, values) if isinstance(one, Part) else one for one in self.columns])
        conditions = tuple([_shape(condition, values) for condition in self.conditions])
        return (self.model, columns, conditions, self.order, self.distinct, self.totals)

    def queryset(self, slots: Iterator[Slot] | None, size: int | None = None) -> QuerySet[Model, Line]:
        """With the values themselves, or with slots in their places."""
        columns = [_built(one, slots) if isinstance(one, Part) else one for one in self.columns]
        conditions = [_built(condition, slots) for condition in self.conditions]
        rows = self.model._default_manager.filter(*conditions)  # noqa: SLF001 - Django's name for it
        found = rows.order_by(*self.order).values_list(*columns)
        for at, (total, name) in enumerate(self.totals):
            found = found.annotate(**{f"total{at}": total(name)})
        found = found.distinct() if self.distinct else found
        return found if size is None else found[:size]


Ask = tuple[Select, int | None]
"""What is asked, and how many rows at most."""


class Worked(Part):
    """A condition of whose parts the shape is worked out once, for who asks it again beside something that changes."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        values: list[Any] = []
        try:
            self.key, self.values = _shape(condition, values), tuple(values)
        except _Shapeless:
            self.key = None

    def built(self, *values: Any) -> Any:
        return _built(self.condition, iter(values) if any(isinstance(value, Slot) for value in values) else None)


class UpTo(Part):
    """A column: how many rows another statement finds, up to a number."""

    def __init__(self, rows: Select, most: int) -> None:
        self.rows, self.most = rows, most
        values: list[Any] = []
        try:
            self.key = rows.shape(values), most
            _within(values)
            self.values = tuple(prepared.sent(values))
        except _Shapeless:
            self.key = None

    def built(self, *values: Any) -> Subquery:
        slots = iter(values) if any(isinstance(value, Slot) for value in values) else None
        return _Counted(self.rows.queryset(slots, self.most), output_field=IntegerField())


class _Counted(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


def counts(beside: Select, wanted: Sequence[UpTo]) -> list[int]:
    """How many rows each finds, up to a number of its own: one query, if there is a row to be asked beside."""
    return counted(replace(beside, columns=tuple(wanted)).rows(1), wanted) if wanted else []


def counted(found: list[Line], wanted: Sequence[UpTo]) -> list[int]:
    """The counts out of the one row that was asked for; one by one if it was not there."""
    return list(found[0]) if found else [one.rows.count(one.most) for one in wanted]


def first(model: type[M], *conditions: Condition) -> M | None:
    """The first row that meets all conditions as an object with all its columns; one query."""
    columns = _columns(model)
    found = Select(model, columns, conditions, ("pk",)).rows(1)
    return model.from_db(connection.alias, columns, found[0]) if found else None


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(fields_of(model))


@cache
def fields_of(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """By the names of the columns that the model has itself."""
    return {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's documented way


def among(name: str, keys: Iterable[int]) -> tuple[str, Any]:
    """A condition "one of these keys". The list is filled up with its last one, so that there are few shapes of it."""
    found = list(keys)
    if _as_array(found):
        return f"{name}__in", found
    size = next((size for size in SIZES if size >= len(found)), len(found))
    return f"{name}__in", found + found[-1:] * (size - len(found))


def add(model: type[Model], columns: tuple[str, ...], lines: Sequence[Line]) -> None:
    """Rows of these columns, without making objects of them. For columns of numbers, texts and days."""
    for at in range(0, len(lines), LINES):
        some = lines[at : at + LINES]
        key = model, columns, len(some), "add"
        statement = _kept.get(key) or _keep(key, _adding(model, columns, len(some)))
        statement.do([value for line in some for value in line])


def change(model: type[Model], pk: int, values: Mapping[str, Any]) -> int:
    """Columns of one row, of any type; gives how many rows there were of that key."""
    key = model, tuple(values), "change"
    statement = _kept.get(key) or _keep(key, _changing(model, tuple(values)))
    fields = fields_of(model)
    return statement.do([*(fields[name].get_db_prep_save(value, connection) for name, value in values.items()), pk])


_names: dict[Hashable, tuple[str, int]] = {}
_numbers = count()


def _named(shape: Hashable) -> Hashable:
    """A short name in place of a shape: those that hold it would compare all of it anew each time."""
    found = _names.get(shape)
    if found is None:
        if len(_names) >= KEPT:
            _names.clear()
        found = _names[shape] = SHAPE, next(_numbers)  # never given twice
    return found


# ── shapes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _within(values: Iterable[Any]) -> None:
    """A number that no column holds is left to Django, which knows that nothing equals it. Raises _Shapeless."""
    numbers = [value for value in values if type(value) is int]
    if numbers and (max(numbers) > MOST or min(numbers) < -MOST):
        raise _Shapeless


def _shape(condition: Any, values: list[Any]) -> Hashable:
    """What of a condition is not a value; the values are added to the list, in the order of the slots."""
    if isinstance(condition, tuple):
        name, value = condition
        return _shape_of_pair(name, value, values)
    if isinstance(condition, Part):
        if condition.key is None:
            raise _Shapeless
        values += condition.values
        return condition.key
    if isinstance(condition, Q):
        children = [_shape(child, values) for child in condition.children]
        if condition.negated and any(isinstance(child, tuple) and child[1] for child in children):
            raise _Shapeless  # of a column that may be empty, Django says "not among" in other words
        return (condition.connector, condition.negated, *children)
    raise _Shapeless


def _shape_of_pair(name: str, value: Any, values: list[Any]) -> Hashable:
    if type(value) in SIMPLE:
        values.append(value)
        return name
    if value is None or isinstance(value, bool):
        return name, value
    if isinstance(value, Select):
        return name, value.shape(values)
    if isinstance(value, (list, tuple)):
        if _as_array(value):
            _within(value)
            values.append(prepared.array(value))
            return name, "any"
        values += value
        return name, len(value)
    if isinstance(value, (str, int, date)):
        values.append(value)
        return name
    raise _Shapeless


def _as_array(value: Sequence[Any]) -> bool:
    """Whether a list goes to the database as one value: numbers, of which there are now few, now many."""
    return prepared.vendor() == "postgresql" and set(map(type, value)) == NUMBERS


def _built(condition: Any, slots: Iterator[Slot] | None) -> Any:
    """The condition as Django takes it, with slots where `_shape` saw values."""
    if isinstance(condition, Part):
        return condition.built(*(condition.values if slots is None else [next(slots) for _ in condition.values]))
    if isinstance(condition, Q):
        children = [_built(child, slots) for child in condition.children]
        return Q(*children, _connector=condition.connector, _negated=condition.negated)
    if not isinstance(condition, tuple):
        return condition
    name, value = condition
    if value is None or isinstance(value, bool):
        return Q((name, value))
    if isinstance(value, Select):
        return Q((name, value.queryset(slots)))
    if slots is None:
        return Q(condition)
    if isinstance(value, (list, tuple)):
        if _as_array(value):
            return prepared.AnyOf(F(name.removesuffix("__in")), next(slots))
        # As a lookup of its own: Django prepares the keys of a relation before it looks for expressions among them.
        return In(F(name.removesuffix("__in")), [next(slots) for _ in value])
    return Q((name, next(slots)))


# ── statements ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """What the ORM wrote. `sql` is empty where nothing can be found."""

    sql: str = ""
    params: tuple[Any, ...] = ()
    slots: tuple[tuple[int, int], ...] = ()
    """Which parameter is which value."""
    converters: tuple[tuple[int, Callable[[Any], Any]], ...] = ()
    """Which column is read how."""
    in_order: bool = False
    """The values are all its parameters, in their order."""

    def ask(self, values: list[Any]) -> list[Line]:
        """The rows for these values."""
        return self.asked(self.params_of(values))

    def asked(self, params: list[Any]) -> list[Line]:
        """The rows for these parameters."""
        return self.read(prepared.ask(self.sql, params)) if self.sql else []

    def read(self, rows: list[Line]) -> list[Line]:
        """Rows as the driver gives them, read as the columns are."""
        return self._converted(rows) if rows and self.converters else rows

    def do(self, values: list[Any]) -> int:
        """How many rows were written with these values."""
        with connection.cursor() as cursor:  # noqa: TID251 - the ORM wrote this statement (decision 0015)
            cursor.execute(self.sql, self.params_of(values))
            return int(cursor.rowcount)

    def params_of(self, values: list[Any]) -> list[Any]:
        """Values as they are sent, with what the ORM put beside them."""
        sent = prepared.sent(values)
        if self.in_order:
            return sent
        params = list(self.params)
        for at, number in self.slots:
            params[at] = sent[number]
        return params

    def _converted(self, rows: list[Line]) -> list[Line]:
        """Column by column: cell by cell it took as long as asking."""
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for at, convert in self.converters:
            columns[at] = map(convert, columns[at])
        return list(zip(*columns, strict=True))


def _written(rows: QuerySet[Model, Line]) -> Statement:
    """The statement of a queryset, with what it takes to read its rows."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Statement()
    fields = [chosen[0] for chosen in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields).items()
    read = tuple((at, _reading(found, field)) for at, (found, field) in converters if not _as_it_is(field))
    return _asked(sql, params, read)


def _as_it_is(field: Expression) -> bool:
    """A count; a column of days, which SQLite's driver reads itself: what was worked out of columns comes as text."""
    return isinstance(field, _Counted) or (isinstance(field, Col) and type(field.output_field) is DateField)


def _asked(sql: str, params: Sequence[Any], converters: tuple[tuple[int, Callable[[Any], Any]], ...] = ()) -> Statement:
    if connection.vendor == "postgresql":
        sql = prepared.fixed(sql, params, lambda param: isinstance(param, Slot))
        params = [param for param in params if isinstance(param, Slot)]
    slots = _slots(params)
    in_order = len(slots) == len(params) and all(at == number for at, number in slots)
    return Statement(sql, tuple(params), slots, converters, in_order)


def _reading(converters: list[Callable[..., Any]], field: Expression) -> Callable[[Any], Any]:
    """How Django reads a cell. Days are few and come again and again: the same text is read once."""

    def read(cell: Any) -> Any:
        for convert in converters:
            cell = convert(cell, field, connection)
        return cell

    return lru_cache(maxsize=prepared.DAYS)(read) if type(field.output_field) is DateField else read


class _Taken(Exception):  # noqa: N818 - no error: how a statement is taken before it is asked
    """What Django was about to ask."""


def _counting(rows: QuerySet[Model, Line]) -> Statement:
    """The statement that counts the rows of a queryset, taken as Django is about to ask it."""

    def take(_: object, sql: str, params: Sequence[Any], *__: object) -> NoReturn:
        raise _Taken(sql, params)

    try:
        with connection.execute_wrapper(take), prepared.unlogged():
            rows.count()
    except _Taken as taken:
        sql, params = taken.args
        return _asked(sql, params)
    return Statement()


def _slots(params: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((at, one.number) for at, one in enumerate(params) if isinstance(one, Slot))


def _adding(model: type[Model], columns: tuple[str, ...], many: int) -> Statement:
    slots, query, fields = map(Slot, count()), InsertQuery(model), fields_of(model)
    lines: list[Any] = [SimpleNamespace(**{name: next(slots) for name in columns}) for _ in range(many)]
    query.insert_values([fields[name] for name in columns], lines, raw=True)
    [(sql, params)] = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(params), _slots(params))


def _changing(model: type[Model], columns: tuple[str, ...]) -> Statement:
    slots = map(Slot, count())
    values = {name: next(slots) for name in columns}
    query: Any = model._default_manager.filter(pk=next(slots)).query.chain(UpdateQuery)  # noqa: SLF001
    query.add_update_values(values)
    sql, params = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(params), _slots(params))


_kept: dict[Hashable, Statement] = {}


def _keep(key: Hashable, statement: Statement) -> Statement:
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[key] = statement
    return statement
