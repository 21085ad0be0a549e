"""How good the forecasts are, looked back: `python -m bench.forecasts [PLACE] [--until DAY] [--standard KEY]`.

Of an office's own data (SHUANGYONG_HOME); nothing is written. From the 28th of every month of the year up to a day, the
day's points are foretold as they would have been then, from what was known then, with last year beside it and without;
what came is what was sure of the day, as known on it. Points; `off` is foretold less came.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from shuangyong.assess.queries import Asked


@dataclass(frozen=True, slots=True)
class Looked:
    """One forecast, its error with and without last year, in points."""

    made_on: date
    likely: float
    off: float
    off_alone: float
    held: bool
    """Whether what came lay between the least and the most."""


def months_before(day: date) -> Iterator[date]:
    """The 28th of every month of that year, those at least three weeks before the day."""
    yield from (made for month in range(1, 13) if (made := date(day.year, month, 28)) <= day - timedelta(days=21))


def looked_back(asked: Asked) -> tuple[float, list[Looked]]:
    """What came on the day that is asked for, and how it was foretold."""
    from shuangyong.assess import queries
    from shuangyong.assess.engine.points import SCALE

    until = asked.on
    standard = replace(asked.standard, cut_off=f"{until:%m-%d}")
    came = queries.answered(replace(asked, standard=standard, known_on=until)).score.span[0]
    found = []
    for made in months_before(until):
        scored = queries.answered(replace(asked, standard=standard, on=made, known_on=made))
        both = queries.forecast(scored)
        with patch.object(queries, "_risen", lambda *_: None):
            alone = queries.forecast(scored)
        off, off_alone = ((one.likely - came) / SCALE for one in (both, alone))
        found.append(Looked(made, both.likely / SCALE, off, off_alone, both.least <= came <= both.most))
    return came / SCALE, found


def mean(errors: Iterator[float] | list[float]) -> float:
    return statistics.fmean(abs(error) for error in errors)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.forecasts")
    parser.add_argument("place", nargs="?")
    parser.add_argument("--until", type=date.fromisoformat)
    parser.add_argument("--standard", default="")
    args = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    from shuangyong.config import starting

    starting.start()
    from django.utils import timezone

    from shuangyong.assess import queries
    from shuangyong.base.actor import SYSTEM
    from shuangyong.config.score_cli import place_named

    today = timezone.localdate()
    until = args.until or today
    asked = queries.ask(SYSTEM, place_named(args.place, until), on=until, today=today, standard=args.standard)
    came, found = looked_back(replace(asked, patient=True))
    sys.stdout.write(f"came on {until}: {came:.4f}\n  made        likely     off  off without last year  held\n")
    for one in found:
        sys.stdout.write(f"  {one.made_on}  {one.likely:6.2f}  {one.off:+6.2f}  {one.off_alone:+6.2f}  {one.held}\n")
    with_, without = mean([one.off for one in found]), mean([one.off_alone for one in found])
    sys.stdout.write(f"mean error {with_:.2f} with last year, {without:.2f} without\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
