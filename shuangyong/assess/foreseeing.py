"""Forecasts kept on the day they are made, and how good they were: told beside the next one.

Once a month every place with a leading group keeps its forecast. When the cut-off has passed, what came is put beside
it, as known on the cut-off: what is sure then, also of what an indicator gives whatever its unknown part comes to.
For the last cut-off, for which nothing was kept because the office began later, three forecasts are worked out again
from what was known then, and say so. One such thing each time the job runs: where the ledgers are still being counted
the past is folded from the steps, which takes a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shuangyong.assess import queries
from shuangyong.assess.asking import is_ready
from shuangyong.assess.models import Foreseen
from shuangyong.assess.queries import Asked, Scored
from shuangyong.assess.standard.model import Standard
from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.models import GroupMember
from shuangyong.base.storing import writing

BEFORE = (90, 60, 30)
"""Days before a cut-off of which a forecast is worked out again."""
SHOWN = 12


def places_kept() -> list[str]:
    """Codes of the places that have a leading group, in order. One query."""
    found = GroupMember.objects.exclude(group__unit__region="").values_list("group__unit__region", flat=True)
    return sorted(set(found.order_by()))


def keep_monthly(today: date) -> int:
    """A forecast for every place that has none of this month; how many were kept. From the counters."""
    month = today.replace(day=1)
    there = set(Foreseen.objects.filter(made_on__gte=month, reworked=False).values_list("scope", flat=True))
    return sum(
        _keep(asked, reworked=False) for code in places_kept() if code not in there for asked in _asked(code, today)
    )


def _asked(code: str, today: date) -> Iterator[Asked]:
    """What is asked by the usual standard; nothing where there is none or its ledgers are still being gone through."""
    try:
        asked = queries.ask(SYSTEM, Place(code), on=today, today=today)
    except Problem:
        return
    if asked.live and is_ready(asked.standard):
        yield asked


def _keep(asked: Asked, *, reworked: bool) -> bool:
    scored = queries.answered(asked)
    found, standard = queries.forecast(scored), asked.standard
    points = {"least": found.least, "likely": found.likely, "most": found.most}
    told = {"version": standard.version, "reworked": reworked, "compared": found.compared, **points}
    key = {"scope": asked.subject.code, "standard": standard.key, "cut_off": found.on, "made_on": asked.on}
    with writing():
        return Foreseen.objects.get_or_create(**key, defaults=told)[1]


def do_one(today: date) -> str:
    """One thing of the past: what came of a forecast, or a forecast of the last cut-off; "" where all is done."""
    return _settle(today) or _rework(today)


def _settle(today: date) -> str:
    waiting = Foreseen.objects.filter(came=None, cut_off__lt=today).order_by("scope", "cut_off").first()
    if waiting is None:
        return ""
    same = {"scope": waiting.scope, "standard": waiting.standard, "cut_off": waiting.cut_off}
    came = Foreseen.objects.filter(**same, came__isnull=False).values_list("came", flat=True).first()
    if came is None:
        standard = queries.standard_named(waiting.standard, waiting.cut_off)
        came = queries.answered(_past(waiting.scope, standard, waiting.cut_off, today)).score.span[0]
    with writing():
        Foreseen.objects.filter(**same, came=None).update(came=came)
    return f"{waiting.scope} {waiting.cut_off} 的实得"


def _rework(today: date) -> str:
    for code in places_kept():
        for asked in _asked(code, today):
            cut_off = asked.standard.cut_off_of(today.year - 1)
            there = Foreseen.objects.filter(scope=code, standard=asked.standard.key, cut_off=cut_off)
            made = set(there.values_list("made_on", flat=True))
            lacking = [day for n in BEFORE if (day := cut_off - timedelta(days=n)) not in made]
            begun = (
                cut_off.year >= asked.standard.first_year and asked.standard.valid_from <= lacking[0]
                if lacking
                else False
            )
            if begun and (not made or there.filter(reworked=True).exists()):
                past = _past(code, asked.standard, lacking[0], today)
                _keep(replace(past, known_on=lacking[0]), reworked=True)
                return f"{code} {lacking[0]} 的预测"
    return ""


def _past(code: str, standard: Standard, on: date, today: date) -> Asked:
    """As known on that day: what was entered later did not count then."""
    return replace(queries.ask(SYSTEM, Place(code), on=on, today=today, known_on=on), standard=standard, patient=True)


# ── how good they were ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Quality:
    """Forecasts beside what came, the newest first, and their mean error in ten-thousandths of a point."""

    rows: tuple[Foreseen, ...]

    @property
    def mean(self) -> int:
        """How far they were off, either way."""
        return round(sum(abs(row.likely - (row.came or 0)) for row in self.rows) / len(self.rows)) if self.rows else 0

    @property
    def leaning(self) -> int:
        """How much too high on the average; negative: too low."""
        return round(sum(row.likely - (row.came or 0) for row in self.rows) / len(self.rows)) if self.rows else 0

    @property
    def held(self) -> int:
        """How many lay between least and most."""
        return sum(row.least <= (row.came or 0) <= row.most for row in self.rows)


def quality(scored: Scored) -> Quality:
    """Of a score that somebody may see. One query."""
    same = {"scope": scored.score.subject.code, "standard": scored.score.standard.key}
    rows = Foreseen.objects.filter(**same, came__isnull=False).order_by("-made_on")[:SHOWN]
    return Quality(tuple(rows))
