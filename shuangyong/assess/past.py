"""A past day of a province or of the nation: added up by a job, a province at a time, and kept.

Ten million cases have some forty million turns: to add them up takes half a minute, which nobody waits for behind a
page. Whoever asks has it done once; whoever asks again reads what was kept. Nothing of a closed day changes any more:
turns are only added, and what is added is known from the day of its entry on. As known today, it changes with every
step: such a sum tells when it was made, and goes after ten minutes. Where cases answer anew (another standard, another
calendar) or lie elsewhere, everything that was kept goes, also what is just being added up.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import get_current_timezone, localtime

from shuangyong.assess.grounds import Ground, cells_then, values_then
from shuangyong.assess.models import Cell, PastSum, Trait
from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.storing import writing

JOB = "assess.past"
PROVINCE = 2
OPEN_FOR, KEPT_FOR = timedelta(minutes=10), timedelta(days=90)
Cells = Mapping[tuple[int, int], int]
Values = Mapping[tuple[int, str, int, str], int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What counts in a place as of a day as known on a day, and when it was added up."""

    cells: Cells
    """By shape and year."""
    values: Values
    """By trait, view, year and value."""
    made_at: datetime | None = None


class NotSummed(Problem):
    """Nobody has had this day added up yet; how far the job is, where there is one."""

    status = 409

    def __init__(self, place: str, on: date, known: date, job: Job | None) -> None:
        super().__init__("过去这一天的得分要把所辖各县加总，还没有加总好。", then="请点“现在加总”，由后台进行。")
        self.place, self.on, self.known, self.job = place, on, known, job


def is_far(ground: Ground) -> bool:
    """Whether a past day of it is a job: a province, the nation. A city takes a fraction of a second."""
    return ground.unit is None and len(ground.place.code) <= PROVINCE


def kept(ground: Ground, on: date, known: date) -> Sums:
    """What was added up. One query; raises NotSummed, with one more."""
    row = PastSum.objects.filter(**_named(ground.place.code, on, known), made_at__isnull=False).first()
    if row is None:
        key = _key(ground.place.code, on, known)
        raise NotSummed(ground.place.code, on, known, Job.objects.filter(key=key).order_by("-pk").first())
    cells, values = json.loads(zlib.decompress(row.sums))
    return Sums({(s, y): n for s, y, n in cells}, {(t, b, y, v): n for t, b, y, v, n in values}, row.made_at)


def order(place: str, on: date, known: date, *, now: datetime) -> Job:
    """Have a day added up; whoever comes second joins."""
    payload = {"place": place, "on": on.isoformat(), "known": known.isoformat()}
    return jobs.enqueue(JOB, payload, now=now, key=_key(place, on, known), by=SYSTEM)


def add_up(place: str, on: date, known: date, now: Callable[[], datetime], told: Callable[[int, int], None]) -> int:
    """Add a day up and keep it; gives how many sums there are. Raises Problem where cases answered anew meanwhile."""
    named = _named(place, on, known)
    with writing():
        PastSum.objects.filter(**named).delete()
        row = PastSum.objects.create(**named)
    started = now()
    cells, values = Counter[tuple[int, int]](), Counter[tuple[int, str, int, str]]()
    traits = list(Trait.objects.values_list("pk", flat=True))
    parts = _parts(place)
    for done, part in enumerate(parts):
        told(done, len(parts))
        ground = Ground(Place(part))
        for shape, year, n in cells_then(ground, on, known):
            cells[shape, year] += n
        for trait, by, year, value, n in values_then(ground, on, known, traits):
            values[trait, by, year, value] += n
    with writing():
        told(len(parts), len(parts))
        if not PastSum.objects.filter(pk=row.pk).update(sums=_packed(cells, values), made_at=started):
            raise Problem("加总的时候台账又重新清点过。", then="请再点一次“现在加总”。")
    return len(cells) + len(values)


def _parts(place: str) -> list[str]:
    """The provinces with cases, one for each piece of work; and the nation's own cases, which lie in none."""
    if place:
        return [place]
    scopes = Cell.objects.exclude(scope__startswith="u").order_by().values_list("scope", flat=True).distinct()
    return sorted({scope[:PROVINCE] for scope in scopes})


def _packed(cells: Cells, values: Values) -> bytes:
    rows = [[[*key, n] for key, n in sums.items() if n] for sums in (cells, values)]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _named(place: str, on: date, known: date) -> dict[str, object]:
    return {"place": place, "on": on, "known": known}


def _key(place: str, on: date, known: date) -> str:
    return f"{JOB}:{place}:{on}:{known}"


def forget() -> None:
    """Cases answer anew, or lie elsewhere: nothing that was kept holds. Inside `writing()`."""
    PastSum.objects.all().delete()


def clean(now: datetime) -> int:
    """Take away what was still open when it was made, after ten minutes, and everything after its term."""
    day = TruncDate("made_at", tzinfo=get_current_timezone())
    rows = PastSum.objects.filter(made_at__isnull=False).annotate(day=day)
    still_open = Q(known__gte=F("day"), made_at__lt=now - OPEN_FOR)
    with writing():
        return rows.filter(still_open | Q(made_at__lt=now - KEPT_FOR)).delete()[0]


def said_when(sums: Sums, known: date) -> str:
    """For a sum that was open when it was made: up to when it tells what was entered."""
    made = localtime(sums.made_at) if sums.made_at else None
    return f"按 {made:%Y-%m-%d %H:%M} 以前录入的算" if made and known >= made.date() else ""
