"""The pieces of SQL that conditions stand on, each written for SQLite and for PostgreSQL so that both answer alike.

Numbers are 64-bit ten-thousandths and dates are native dates, as `rules.expressions.values` says. Whatever a stored
value is (text where a number should be, 30 February, 1e400), no piece fails: what cannot be read is NULL, unknown.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, CharField, DateField, F, Field, Func, JSONField, Value

from shuangyong.rules.expressions.values import BOUND, LARGEST, SCALE, Length

_HOLE = re.compile(r"\{(\d)\}")


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


def piece(template: str, *operands: Any, output_field: Field[Any, Any]) -> Piece:
    """One that both databases read alike."""
    return Piece(template, template, *operands, output_field=output_field)


# -- conditions


def compared(sign: str, left: Any, right: Any) -> Piece:
    """`sign` is one of ours; NULL where a side is."""
    return piece(f"{{0}} {'=' if sign == '==' else sign} {{1}}", left, right, output_field=BooleanField())


def is_null(operand: Any, *, null: bool) -> Piece:
    return piece(f"{{0}} IS {'' if null else 'NOT '}NULL", operand, output_field=BooleanField())


def contains(items: Any, item: Any, *, inside: bool) -> Piece:
    """Both must be known, else neither `inside` nor its opposite holds."""
    found = Piece(
        "EXISTS (SELECT 1 FROM json_each({0}) WHERE type = 'text' AND atom = {1})",
        "{0} @> to_jsonb({1}::text)",
        items,
        item,
        output_field=BooleanField(),
    )
    template = f"{'' if inside else 'NOT '}{{0}} AND {{1}} IS NOT NULL AND {{2}} IS NOT NULL"
    return piece(template, found, items, item, output_field=BooleanField())


# -- facts


def json_value(path: str, key: str, of: str) -> Piece:
    """The value below `key` of the JSON object in `path` as `of`: number, text, date, yes_no or list."""
    sqlite, postgresql, field = _JSON[of]
    return Piece(sqlite, postgresql, F(path), Value(f"$.{json.dumps(key)}"), Value(key), output_field=field)


def json_column(path: str) -> Piece:
    """A column that holds a JSON list and nothing else."""
    return Piece(
        "CASE WHEN json_type({0}) = 'array' THEN {0} END",
        "CASE WHEN jsonb_typeof({0}) = 'array' THEN {0} END",
        F(path),
        output_field=JSONField(),
    )


def _ten_thousandths(number: str, floating: str, whole: str) -> str:
    """`values.scaled`: whole and rest apart, so that both are exact in IEEE arithmetic."""
    cut = f"CAST({whole} AS bigint)"
    rest = f"CAST({'floor' if 'numeric' in number else ''}(abs(({floating} - {cut}) * 10000.0e0) + 0.5e0) AS bigint)"
    signed = f"(CASE WHEN {number} < 0 THEN -{rest} ELSE {rest} END)"
    return f"CASE WHEN {number} BETWEEN -{LARGEST} AND {LARGEST} THEN {cut} * {SCALE} + {signed} END"


_PG_TEXT = "({0} ->> {2}::text)"
_PG_NUMBER = f"{_PG_TEXT}::numeric"
_PG_DAY = f"((substr({_PG_TEXT}, 1, 8) || '01')::date + (substr({_PG_TEXT}, 9, 2)::int - 1))"
_PG_DAY_SHAPE = f"{_PG_TEXT} ~ '^(?!0000)[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'"
_LITE_VALUE = "json_extract({0}, {1})"
_LITE_IS_DAY = (  # the change by nothing is what makes SQLite look whether the month has that day
    f"length({_LITE_VALUE}) = 10 AND {_LITE_VALUE} >= '0001-01-01' AND date({_LITE_VALUE}, '+0 days') = {_LITE_VALUE}"
)
_LITE_NUMBER = _ten_thousandths(_LITE_VALUE, f"CAST({_LITE_VALUE} AS real)", _LITE_VALUE)
_PG_SCALED = _ten_thousandths(_PG_NUMBER, f"{_PG_NUMBER}::double precision", f"trunc({_PG_NUMBER}::double precision)")
_PG_CHECKED_DAY = f"CASE WHEN to_char({_PG_DAY}, 'YYYY-MM-DD') = {_PG_TEXT} THEN {_PG_DAY} END"

_JSON: dict[str, tuple[str, str, Field[Any, Any]]] = {
    "number": (
        f"CASE WHEN json_type({{0}}, {{1}}) IN ('integer', 'real') THEN {_LITE_NUMBER} END",
        f"CASE WHEN jsonb_typeof({{0}} -> {{2}}::text) = 'number' THEN {_PG_SCALED} END",
        BigIntegerField(),
    ),
    "text": (
        f"CASE WHEN json_type({{0}}, {{1}}) = 'text' THEN {_LITE_VALUE} END",
        f"CASE WHEN jsonb_typeof({{0}} -> {{2}}::text) = 'string' THEN {_PG_TEXT} END",
        CharField(),
    ),
    "date": (
        f"CASE WHEN json_type({{0}}, {{1}}) = 'text' AND {_LITE_IS_DAY} THEN {_LITE_VALUE} END",
        f"CASE WHEN jsonb_typeof({{0}} -> {{2}}::text) = 'string' AND {_PG_DAY_SHAPE} THEN {_PG_CHECKED_DAY} END",
        DateField(),
    ),
    "yes_no": (
        "CASE json_type({0}, {1}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
        f"CASE WHEN jsonb_typeof({{0}} -> {{2}}::text) = 'boolean' THEN {_PG_TEXT}::boolean END",
        BooleanField(),
    ),
    "list": (
        f"CASE WHEN json_type({{0}}, {{1}}) = 'array' THEN {_LITE_VALUE} END",
        "CASE WHEN jsonb_typeof({0} -> {2}::text) = 'array' THEN {0} -> {2}::text END",
        JSONField(),
    ),
}


# -- numbers


def number(value: int) -> Value:
    return Value(value, output_field=BigIntegerField())


def times(operand: Any, factor: int) -> Piece:
    return piece(f"{{0}} * CAST({factor} AS bigint)", operand, output_field=BigIntegerField())


def limited(sqlite: str, postgresql: str, *operands: Any) -> Piece:
    """The result where it is within the range, else NULL; the calculation stands in it only once.

    PostgreSQL's least and greatest pass over NULL: it comes out as the bound, which is taken away again.
    """
    low, high = -BOUND - 1, BOUND + 1
    return Piece(
        f"NULLIF(NULLIF(min(max({sqlite}, {low}), {high}), {high}), {low})",
        f"NULLIF(NULLIF(least(greatest({postgresql}, {low}), {high}), {high}), {low})::bigint",
        *operands,
        output_field=BigIntegerField(),
    )


def added(sign: str, left: Any, right: Any) -> Piece:
    return limited(f"{{0}} {sign} {{1}}", f"{{0}}::bigint {sign} {{1}}::bigint", left, right)


def product(left: Any, right: Any) -> Piece:
    """Of two numbers in ten-thousandths. SQLite has 64 bits only: whole parts and rests are multiplied apart."""
    sqlite = (
        f"({{0}} / {SCALE}) * {{1}} + ({{0}} % {SCALE}) * ({{1}} / {SCALE})"
        f" + CAST(round((({{0}} % {SCALE}) * ({{1}} % {SCALE})) / {SCALE}.0) AS bigint)"
    )
    return limited(sqlite, "round({0}::numeric * {1}::numeric * 0.0001)", left, right)


def negative(operand: Any) -> Piece:
    return piece("-{0}", operand, output_field=BigIntegerField())


def extreme(function: str, operands: list[Any], field: Field[Any, Any]) -> Piece:
    """min or max; NULL where one operand is."""
    holes = [f"{{{index}}}" for index in range(len(operands))]
    postgresql = "least" if function == "min" else "greatest"
    unknown = " OR ".join(f"{hole} IS NULL" for hole in holes)
    return Piece(
        f"{function}({', '.join(holes)})",
        f"CASE WHEN {unknown} THEN NULL ELSE {postgresql}({', '.join(holes)}) END",
        *operands,
        output_field=field,
    )


def counted(items: Any) -> Piece:
    return Piece("json_array_length({0})", "jsonb_array_length({0})::bigint", items, output_field=BigIntegerField())


# -- dates


def day(value: date) -> Value:
    return Value(value, output_field=DateField())


def _digits(hole: str, *, sqlite: bool) -> str:
    """20260801 of a date."""
    if sqlite:
        return f"CAST(strftime('%Y%m%d', {hole}) AS bigint)"
    return f"CAST(to_char({hole}, 'YYYYMMDD') AS bigint)"


def age(born: Any, on: Any) -> Piece:
    """Full years; moved into positive numbers and back, since both databases cut towards zero."""
    templates = (
        f"({_digits('{1}', sqlite=lite)} - {_digits('{0}', sqlite=lite)} + 100000000) / 10000 - 10000"
        for lite in (True, False)
    )
    return Piece(*templates, born, on, output_field=BigIntegerField())


def year(operand: Any) -> Piece:
    templates = (f"{_digits('{0}', sqlite=lite)} / 10000" for lite in (True, False))
    return Piece(*templates, operand, output_field=BigIntegerField())


def later(operand: Any, by: Length) -> Piece:
    """`values.moved`: clamped to the month's last day, NULL beyond the years 1 to 9999."""
    if by.unit == "days":
        sqlite, postgresql = f"date({{0}}, '{by.number:+d} days')", f"{{0}} + ({by.number})"
    else:
        sqlite = _months_on_sqlite(by.number)
        postgresql = f"({{0}} + make_interval(months => {by.number}))::date"
    return Piece(
        f"NULLIF(max({sqlite}, '0000-12-31'), '0000-12-31')",
        f"NULLIF(NULLIF(greatest(least({postgresql}, '10000-01-01'::date), '0001-12-31 BC'::date),"
        f" '10000-01-01'::date), '0001-12-31 BC'::date)",
        operand,
        output_field=DateField(),
    )


def _months_on_sqlite(months: int) -> str:
    """SQLite runs over into the next month: the earlier of that day and the last of the month meant."""
    first = f"'start of month', '{months:+d} months'"
    same = f"date({{0}}, {first}, '+' || (CAST(strftime('%d', {{0}}) AS integer) - 1) || ' days')"
    last = f"coalesce(date({{0}}, 'start of month', '{months + 1:+d} months', '-1 day'), '9999-12-31')"
    return f"min({same}, {last})"
