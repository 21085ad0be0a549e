"""Whether a condition can ever hold: by the facts that are known of its names, before there is a single record.

    possible(read("counters.tails < 0", types), {"counters.tails": COUNT})       # False: a count is never below 0
    dead(read("stage == 'a' or counters.tails >= 0", types), …)                  # the comparisons that say nothing

A condition is taken apart into the ways in which it may hold, each a row of comparisons; a way is impossible where what
it says of one thing leaves nothing over. What is not understood counts as possible: nothing true is called impossible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice, product

from shuangyong.rules.expressions.tree import (
    OPPOSITE,
    TURNED,
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expr,
    Known,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Type,
    asked,
    plain,
    walk,
)

MOST = 2_000
"""Ways looked at; a condition with more counts as possible."""
FEW = 64
"""Whole numbers of a span that are looked at one by one."""
Way = tuple[tuple[Expr, bool], ...]
"""Comparisons, and whether each is to hold."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `least` to `most`, both included; None: without end."""

    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False

    def __neg__(self) -> Span:
        return Span(_minus(self.most), _minus(self.least), self.whole)

    def plus(self, other: Span) -> Span:
        return Span(_sum(self.least, other.least), _sum(self.most, other.most), self.whole and other.whole)


ANY = Span()
COUNT = Span(Decimal(0), None, whole=True)
AGES = Span(Decimal(0), Decimal(150), whole=True)
YEARS = Span(Decimal(1), Decimal(9999), whole=True)
Facts = Mapping[str, Span | frozenset[str]]
"""By name: the numbers, or the words, that it can be. A name that is not there can be anything of its type."""


def possible(expr: Expr, facts: Facts) -> bool:
    """Whether some record may meet a condition."""
    ways = list(islice(_ways(expr, yes=True), MOST + 1))
    return len(ways) > MOST or any(_agrees(way, facts) for way in ways)


def dead(expr: Expr, facts: Facts) -> Iterator[tuple[Expr, bool]]:
    """Comparisons of numbers that never hold, or (True) that always do, whatever the record."""
    for part in walk(expr):
        if isinstance(part, Compare) and _number(part.left) and _number(part.right):
            if not possible(part, facts):
                yield part, False
            elif not possible(Not(part), facts):
                yield part, True


# ── the ways in which a condition may hold ─────────────────────────────────────────────────────────────────────────


def _ways(expr: Expr, *, yes: bool) -> Iterator[Way]:
    match expr:
        case And() | Or() if isinstance(expr, And) is yes:
            parts = (list(islice(_ways(item, yes=yes), MOST + 1)) for item in expr.items)
            yield from (tuple(atom for way in row for atom in way) for row in product(*parts))
        case And() | Or():
            for item in expr.items:
                yield from _ways(item, yes=yes)
        case Not():
            yield from _ways(expr.item, yes=not yes)
        case Literal():
            yield from ((),) if expr.value is yes else ()
        case Call(function="between"):
            yield from _ways(plain(expr), yes=yes)
        case Compare() if (simply := asked(expr)) is not None:
            yield from _ways(simply, yes=yes)
        case _:
            yield ((expr, yes),)


# ── whether what one way says agrees ───────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Left:
    """What is left of one thing after all that a way says of it."""

    span: Span = ANY
    above: bool = False
    """The least itself is left out."""
    below: bool = False
    words: frozenset[object] | None = None
    without: set[object] = field(default_factory=set)
    known: bool | None = None
    read: bool = False
    """Something is compared with it, which needs that it is known."""

    @property
    def nothing(self) -> bool:
        if self.known is False and self.read:
            return True
        if self.words is not None:
            return not any(self._fits(word) for word in self.words - self.without)
        return self._empty()

    def _fits(self, word: object) -> bool:
        number = _as_number(word)
        if number is None:
            return True
        least, most = self.span.least, self.span.most
        over = least is None or number > least or (number == least and not self.above)
        under = most is None or number < most or (number == most and not self.below)
        return over and under and not (self.span.whole and number % 1)

    def _empty(self) -> bool:
        least, most = self.span.least, self.span.most
        if least is None or most is None or least < most:
            return self.span.whole and self._none_whole()
        return least > most or not self._fits(least) or least in map(_as_number, self.without)

    def _none_whole(self) -> bool:
        least, most = self.span.least, self.span.most
        if least is None or most is None or most - least > FEW:
            return False
        first = int(least.to_integral_value(rounding="ROUND_CEILING"))
        numbers = map(Decimal, range(first, int(most) + 1))
        gone = set(map(_as_number, self.without))
        return not any(self._fits(number) and number not in gone for number in numbers)


def _agrees(way: Way, facts: Facts) -> bool:
    """Whether nothing of what a way says contradicts the facts, or itself."""
    left: dict[Expr, Left] = {}
    for atom, yes in way:
        if isinstance(atom, Compare):
            sign = atom.sign if yes else OPPOSITE[atom.sign]
            if not _compared(atom, sign, left, facts):
                return False
        elif isinstance(atom, Among):
            values: set[object] = {one.value for one in atom.values}
            _among(_of(atom.item, left, facts), values, inside=yes is not atom.negated)
        elif isinstance(atom, Known):
            _known(_of(atom.item, left, facts), known=yes is not atom.negated)
        else:  # a yes or no: a name, or a function's
            _among(_of(atom, left, facts), {yes}, inside=True)
    return not any(one.nothing for one in left.values())


def _of(thing: Expr, left: dict[Expr, Left], facts: Facts) -> Left:
    if thing not in left:
        left[thing] = Left(span=span_of(thing, facts), words=_words(thing, facts))
    return left[thing]


def _words(thing: Expr, facts: Facts) -> frozenset[object] | None:
    found = facts.get(thing.name) if isinstance(thing, Name) else None
    return frozenset(found) if isinstance(found, frozenset) else None


def _known(one: Left, *, known: bool) -> None:
    if one.known is None or one.known is known:
        one.known = known
    else:
        one.words = frozenset()


def _among(one: Left, values: set[object], *, inside: bool) -> None:
    one.read = True
    if inside:
        one.words = frozenset(values) if one.words is None else one.words & values
    else:
        one.without |= values


def _compared(atom: Compare, sign: str, left: dict[Expr, Left], facts: Facts) -> bool:
    """Take a comparison in; False where the two sides cannot stand so to each other."""
    thing, other = atom.left, atom.right
    if isinstance(thing, Literal):
        thing, other, sign = other, thing, TURNED[sign]
    if isinstance(thing, Literal) or not isinstance(other, Literal):
        return _meet(span_of(thing, facts), span_of(other, facts), sign)
    one, value = _of(thing, left, facts), other.value
    if sign in {"==", "!="}:
        _among(one, {value}, inside=sign == "==")
    else:
        _narrow(one, sign, value)
    return True


def _narrow(one: Left, sign: str, value: object) -> None:
    one.read, number, span = True, _as_number(value), one.span
    if number is None:
        return
    if sign in {">", ">="}:
        if span.least is None or number > span.least or (number == span.least and sign == ">"):
            one.span, one.above = replace(span, least=number), sign == ">"
    elif span.most is None or number < span.most or (number == span.most and sign == "<"):
        one.span, one.below = replace(span, most=number), sign == "<"


def _meet(one: Span, other: Span, sign: str) -> bool:
    """Whether some number of the one may stand so to some number of the other."""
    match sign:
        case "<" | ">":
            low, high = (one.least, other.most) if sign == "<" else (other.least, one.most)
            return low is None or high is None or low < high
        case "<=" | ">=":
            low, high = (one.least, other.most) if sign == "<=" else (other.least, one.most)
            return low is None or high is None or low <= high
        case "==":
            return _meet(one, other, "<=") and _meet(one, other, ">=")
    return not (one == other and one.least is not None and one.least == one.most)


# ── numbers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def span_of(expr: Expr, facts: Facts) -> Span:
    """The numbers that an expression can come to."""
    match expr:
        case Name():
            found = facts.get(expr.name)
            return found if isinstance(found, Span) else ANY
        case Literal():
            number = _as_number(expr.value) if expr.type is Type.NUMBER else None
            return ANY if number is None else Span(number, number, whole=not number % 1)
        case Negative():
            return -span_of(expr.item, facts)
        case Arithmetic(sign="+" | "-"):
            right = span_of(expr.right, facts)
            return span_of(expr.left, facts).plus(-right if expr.sign == "-" else right)
        case Call():
            return {"count": COUNT, "age": AGES, "year": YEARS}.get(expr.function, ANY)
    return ANY


def _number(expr: Expr) -> bool:
    """Whether this is a number for sure: of a text or a day there is nothing to be said by its span."""
    match expr:
        case Name() | Literal():
            return expr.type is Type.NUMBER
        case Negative():
            return True
        case Arithmetic():
            return _number(expr.left) and _number(expr.right)
        case Call():
            return expr.function in {"count", "age", "year"}
    return False


def _as_number(value: object) -> Decimal | None:
    """A number, or a day by its number; None for words and for yes or no."""
    if isinstance(value, bool):
        return None
    if isinstance(value, date):
        return Decimal(value.toordinal())
    return Decimal(value) if isinstance(value, int | Decimal) else None


def span_says(span: Span) -> str:
    """What a span allows, in Chinese: 不小于 0 的整数."""
    ends = [f"不小于 {span.least}"] if span.least is not None else []
    ends += [f"不大于 {span.most}"] if span.most is not None else []
    return f"{'、'.join(ends)} 的{'整数' if span.whole else '数'}"


def _minus(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other
