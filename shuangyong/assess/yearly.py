"""The years of a cycle beside each other: what each came to on its own cut-off, and this one as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from shuangyong.assess.asking import NotCounted
from shuangyong.assess.engine.points import Points
from shuangyong.assess.queries import Scored, answered


@dataclass(frozen=True, slots=True)
class Year:
    """One year's score as of its last day; `most`: where everything unknown turns out well."""

    year: int
    on: date
    points: Points
    most: Points
    of: Points


def years_of(scored: Scored) -> tuple[Year, ...]:
    """By the same standard, as known on the day that is asked for, the oldest first. Nothing for the past of a place
    with many counties, which takes seconds a year. A fixed number of queries a year, of which there are four."""
    if scored.asked.ground.is_wide:
        return ()
    return tuple(_years(scored))


def _years(scored: Scored) -> Iterator[Year]:
    standard = scored.score.standard
    for year in range(scored.score.first, scored.score.year + 1):
        on = min(standard.cut_off_of(year), scored.asked.on)
        asked = replace(scored.asked, on=on, cycle=False)
        try:
            score = answered(asked).score
        except NotCounted:
            return
        yield Year(year, on, score.points, score.span[1], score.of)
