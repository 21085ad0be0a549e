"""The pieces of SQL that conditions stand on, each written for SQLite and for PostgreSQL so that both answer alike.

Numbers are ten-thousandths and dates are native dates, as `rules.expressions.values` says. Whatever a stored value is
(text where a number should be, 30 February, 1e400), no piece fails. What SQLite cannot say briefly it says in a second
piece, the guard: the value counts only where the guard is true. Its parser holds a hundred open symbols, which nested
CASEs would soon use up; PostgreSQL has no such bound and may fail on a value before it looks at a guard, hence CASE.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, CharField, DateField, F, Field, Func, JSONField, Value

from shuangyong.rules.expressions.tree import Type
from shuangyong.rules.expressions.values import BOUND, LARGEST, SCALE, Length

_HOLE = re.compile(r"\{(\d+)\}")


class Piece(Func):
    """A template for each database; {0}, {1} … are the operands and may stand in it several times."""

    def __init__(self, sqlite: str, postgresql: str, *operands: Any, output_field: Field[Any, Any]) -> None:
        super().__init__(*operands, output_field=output_field)
        self.sqlite, self.postgresql = sqlite, postgresql

    def as_sql(self, compiler: Any, connection: Any, *arguments: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = "", tuple[Any, ...]()
        template = self.sqlite if connection.vendor == "sqlite" else self.postgresql
        compiled = [compiler.compile(operand) for operand in self.get_source_expressions()]
        for index, part in enumerate(_HOLE.split(template)):
            if index % 2 == 0:
                sql += part.replace("%", "%%")
                continue
            sql += compiled[int(part)][0]
            params += tuple(compiled[int(part)][1])
        return f"({sql})", params


def condition(sqlite: str, postgresql: str, *operands: Any) -> Piece:
    return Piece(sqlite, postgresql, *operands, output_field=BooleanField())


def whole(sqlite: str, postgresql: str, *operands: Any) -> Piece:
    return Piece(sqlite, postgresql, *operands, output_field=BigIntegerField())


# -- conditions


def compared(sign: str, left: Any, right: Any) -> Piece:
    """`sign` is one of ours; NULL where a side is."""
    template = f"{{0}} {'=' if sign == '==' else sign} {{1}}"
    return condition(template, template, left, right)


def is_null(operand: Any, *, null: bool) -> Piece:
    template = f"{{0}} IS {'' if null else 'NOT '}NULL"
    return condition(template, template, operand)


def contains(items: Any, item: Any, *, inside: bool) -> Piece:
    """NULL where the item is; that the list is known is for its guard to say."""
    no = "" if inside else "NOT "
    found = "EXISTS (SELECT 1 FROM json_each({0}) WHERE type = 'text' AND atom = {1}) AND {1} IS NOT NULL"
    return condition(no + found, f"{no}({{0}} @> to_jsonb({{1}}::text))", items, item)


# -- facts in JSON: {0} the column, {1} the path and {2} the key of the value

_LITE = "json_extract({0}, {1})"
_LITE_CUT = f"CAST({_LITE} AS bigint)"
_PG = "({0} ->> {2}::text)"
_PG_TYPE = "jsonb_typeof({0} -> {2}::text)"
_PG_FLOAT = f"{_PG}::numeric::double precision"
_PG_REST = f"floor(abs(({_PG_FLOAT} - trunc({_PG_FLOAT})) * 10000.0::double precision) + 0.5::double precision)"
_PG_DAY = f"((substr({_PG}, 1, 8) || '01')::date + (substr({_PG}, 9, 2)::int - 1))"
_PG_DAY_SHAPE = f"{_PG} ~ '^(?!0000)[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'"

_FIELDS: dict[Type, Field[Any, Any]] = {
    Type.NUMBER: BigIntegerField(),
    Type.TEXT: CharField(),
    Type.DATE: DateField(),
    Type.YES_NO: BooleanField(),
    Type.LIST: JSONField(),
}
_LITE_VALUES = {  # round: away from zero, by adding a half, as in values.scaled
    Type.NUMBER: f"{_LITE_CUT} * {SCALE} + CAST(round(({_LITE} - {_LITE_CUT}) * 10000.0) AS bigint)",
    Type.YES_NO: "json_type({0}, {1}) = 'true'",
}
_LITE_GUARDS = {
    Type.NUMBER: f"json_type({{0}}, {{1}}) IN ('integer', 'real') AND {_LITE} BETWEEN -{LARGEST} AND {LARGEST}",
    Type.TEXT: "json_type({0}, {1}) = 'text'",
    # the change by nothing is what makes SQLite look whether the month has that day
    Type.DATE: f"json_type({{0}}, {{1}}) = 'text' AND length({_LITE}) = 10 AND {_LITE} >= '0001-01-01'"
    f" AND date({_LITE}, '+0 days') = {_LITE}",
    Type.YES_NO: "json_type({0}, {1}) IN ('true', 'false')",
    Type.LIST: "json_type({0}, {1}) = 'array'",
}
_PG_VALUES = {
    Type.NUMBER: f"CASE WHEN {_PG_TYPE} = 'number' THEN CASE WHEN {_PG}::numeric BETWEEN -{LARGEST} AND {LARGEST} THEN"
    f" trunc({_PG_FLOAT})::bigint * {SCALE} + (sign({_PG_FLOAT}) * {_PG_REST})::bigint END END",
    Type.TEXT: f"CASE WHEN {_PG_TYPE} = 'string' THEN {_PG} END",
    Type.DATE: f"CASE WHEN {_PG_TYPE} = 'string' AND {_PG_DAY_SHAPE} THEN"
    f" CASE WHEN to_char({_PG_DAY}, 'YYYY-MM-DD') = {_PG} THEN {_PG_DAY} END END",
    Type.YES_NO: f"CASE WHEN {_PG_TYPE} = 'boolean' THEN {_PG}::boolean END",
    Type.LIST: f"CASE WHEN {_PG_TYPE} = 'array' THEN {{0}} -> {{2}}::text END",
}


def _inside(path: str, key: str) -> tuple[F, Value, Value]:
    return F(path), Value(f"$.{json.dumps(key)}"), Value(key)


def json_value(path: str, key: str, kind: Type) -> Piece:
    """The value below `key` of the JSON object in `path`; on SQLite only where its guard is true."""
    lite = _LITE_VALUES.get(kind, _LITE)
    return Piece(lite, _PG_VALUES[kind], *_inside(path, key), output_field=_FIELDS[kind])


def json_guard(path: str, key: str, kind: Type) -> Piece:
    return condition(_LITE_GUARDS[kind], "TRUE", *_inside(path, key))


def json_known(path: str, key: str, kind: Type, *, known: bool) -> Piece:
    """Whether there is a value of that type; never NULL."""
    lite = f"{'' if known else 'NOT '}coalesce({_LITE_GUARDS[kind]}, 0)"
    return condition(lite, f"({_PG_VALUES[kind]}) IS {'NOT ' if known else ''}NULL", *_inside(path, key))


def list_guard(path: str, *, known: bool = True) -> Piece:
    """Whether a column holds a JSON list; never NULL."""
    templates = (
        f"{'' if known else 'NOT '}coalesce({function}({{0}}) = 'array', {no})"
        for function, no in (("json_type", "0"), ("jsonb_typeof", "FALSE"))
    )
    return condition(*templates, F(path))


# -- numbers


def number(value: int) -> Value:
    return Value(value, output_field=BigIntegerField())


def times(operand: Any, factor: int) -> Piece:
    template = f"{{0}} * CAST({factor} AS bigint)"
    return whole(template, template, operand)


def total(signs: list[str], operands: list[Any]) -> Piece:
    """In one row: brackets are what SQLite's parser runs out of."""
    template = " ".join(f"{sign} {{{index}}}" for index, sign in enumerate(signs))
    return whole(template.removeprefix("+ "), template.removeprefix("+ "), *operands)


def product(left: Any, right: Any) -> Piece:
    """Where it is `within` the range. SQLite has 64 bits: whole parts and rests are multiplied apart."""
    sqlite = (
        f"{{0}} / {SCALE} * {{1}} + {{0}} % {SCALE} * ({{1}} / {SCALE})"
        f" + CAST(round({{0}} % {SCALE} * ({{1}} % {SCALE}) / {SCALE}.0) AS bigint)"
    )
    return whole(sqlite, "round({0}::numeric * {1}::numeric * 0.0001)", left, right)


def within(operand: Any) -> Piece:
    template = f"{{0}} BETWEEN -{BOUND} AND {BOUND}"
    return condition(template, template, operand)


def negative(operand: Any) -> Piece:
    return whole("-{0}", "-{0}", operand)


def extreme(function: str, operands: list[Any], kind: Type) -> Piece:
    """min or max; PostgreSQL passes over NULL, so that each operand needs a guard."""
    holes = ", ".join(f"{{{index}}}" for index in range(len(operands)))
    postgresql = "least" if function == "min" else "greatest"
    return Piece(f"{function}({holes})", f"{postgresql}({holes})", *operands, output_field=_FIELDS[kind])


def counted(items: Any) -> Piece:
    return whole("json_array_length({0})", "jsonb_array_length({0})::bigint", items)


# -- dates


def day(value: date) -> Value:
    return Value(value, output_field=DateField())


_LITE_DIGITS = "CAST(strftime('%Y%m%d', {}) AS bigint)".format
_PG_DIGITS = "CAST(to_char({}, 'YYYYMMDD') AS bigint)".format
"""20260801 of a date."""


def age(born: Any, on: Any) -> Piece:
    """Full years; moved into positive numbers and back, since both databases cut towards zero."""
    templates = (
        f"({digits('{1}')} - {digits('{0}')} + 100000000) / 10000 - 10000" for digits in (_LITE_DIGITS, _PG_DIGITS)
    )
    return whole(*templates, born, on)


def year(operand: Any) -> Piece:
    return whole(*(f"{digits('{0}')} / 10000" for digits in (_LITE_DIGITS, _PG_DIGITS)), operand)


def later(operand: Any, by: Length) -> Piece:
    """`values.moved`, the last of a month where the month is too short; where it is `a_day` at all."""
    if by.unit == "days":
        sqlite, postgresql = f"date({{0}}, '{by.number:+d} days')", f"{{0}} + ({by.number})"
    else:
        # SQLite runs over into the next month: the earlier of that day and the last of the month meant
        last = f"date({{0}}, 'start of month', '{by.number + 1:+d} months', '-1 day')"
        sqlite = f"min(date({{0}}, '{by.number:+d} months'), coalesce({last}, '9999-12-31'))"
        postgresql = f"({{0}} + make_interval(months => {by.number}))::date"
    return Piece(sqlite, postgresql, operand, output_field=DateField())


def a_day(operand: Any) -> Piece:
    """Within the years 1 to 9999."""
    return condition(
        "{0} BETWEEN '0001-01-01' AND '9999-12-31'",
        "{0} BETWEEN '0001-01-01'::date AND '9999-12-31'::date",
        operand,
    )
