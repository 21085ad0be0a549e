"""Ranges of terms: what a light means, taken apart as the indexes of a wide place have it."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.models import BANDS

COMPARED = {"": operator.eq, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


@dataclass(frozen=True, slots=True)
class Span:
    """A range of terms, with what must hold of the day of warning within it."""

    due: dict[str, date] = field(default_factory=dict)
    warn: dict[str, date] = field(default_factory=dict)
    band: int | None = None
    upto: date = NEVER
    """Nothing in it is due later. Said from the first page on alone: beside a key, it led SQLite to the index of the
    whole nation."""

    def holds(self, due: date, warn_on: date) -> bool:
        """Whether a case lies in it."""
        days = {"due": due, "warn_on": warn_on}
        asked = [(*name.partition("__")[::2], day) for name, day in (self.due | self.warn).items()]
        return all(COMPARED[how](days[column], day) for column, how, day in asked)

    def over_before(self, day: date) -> bool:
        """Whether it ends before a day."""
        last = min(self.upto, self.due.get("due__lte", NEVER))
        return last < day or self.due.get("due__lt", NEVER) <= day < NEVER

    def apart(self) -> Iterator[tuple[Span, ...]]:
        """For a place of many cases: the same in groups, each before the next in the order of lists.

        What has warned lies within a week, or warns early, which has an index of its own (models.py): one range over
        both would walk through everything that is due until the longest warning has ended.
        """
        on = self.warn.get("warn_on__lte")
        if on is None:
            yield (self,)
            return
        soon = on + timedelta(BANDS[0])
        yield (replace(self, due=self.due | {"due__lte": soon}),)
        # What is due later than the longest warning of its band has not warned yet.
        ends = [*(on + timedelta(days) for days in BANDS[1:]), NEVER]
        yield tuple(Span({"due__gt": soon}, self.warn, band, upto) for band, upto in enumerate(ends, 1))


def spans_of(lights: tuple[str, ...], on: date) -> tuple[Span, ...]:
    """Lights as ranges of the term, so that a light is never stored and never stale; two of them at most, in order.

    A case warns on its last day at the latest, so whatever is overdue has warned: red and yellow are one range.
    """
    wanted = set(lights) & {"red", "yellow", "green", "grey"}
    if not lights or len(wanted) == 4:
        return (Span(),)
    return tuple(_spans(wanted, on))


def _spans(wanted: set[str], on: date) -> Iterator[Span]:
    if {"red", "yellow", "green"} <= wanted:
        yield Span({"due__lt": NEVER})
    elif {"red", "yellow"} <= wanted:
        yield Span({}, {"warn_on__lte": on})
        yield from _coming(wanted & {"grey"}, on)
    else:
        if "red" in wanted:
            yield Span({"due__lt": on})
        yield from _coming(wanted - {"red"}, on)


def _coming(wanted: set[str], on: date) -> Iterator[Span]:
    """Terms from today on. What has no term has no day of warning either: both are never."""
    if "yellow" in wanted and "green" not in wanted:
        yield Span({"due__gte": on}, {"warn_on__lte": on})
        wanted = wanted - {"yellow"}
    if wanted == {"grey"}:
        yield Span({"due": NEVER})
    elif wanted:
        upto = {} if "grey" in wanted else {"due__lt": NEVER}
        yield Span({"due__gte": on, **upto}, {} if "yellow" in wanted else {"warn_on__gt": on})
