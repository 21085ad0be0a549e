"""What somebody does on a day: the plan is a list of these, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shuangyong.cases.standing import calendar
from shuangyong.config.district.cast import Cast
from shuangyong.config.district.reading import words

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = time(8, 40)
HOURS = timedelta(hours=8)
OPEN, ASSIGN, HAND_OVER = "open", "give_to_person", "hand_over_post"
"""Acts that are not transitions of a kind."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A proof to be filed: a picture or a paper, told apart by its number; `small`: a picture once more, resized."""

    number: int
    picture: bool
    title: str
    proves: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One step of a case, or its opening. Units and persons are named by slug and login."""

    day: date
    case: str
    do: str
    who: str
    kind: str = ""
    note: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    gives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    proofs: Mapping[str, Paper] = field(default_factory=dict)
    child: Act | None = None
    at: datetime | None = None


def workday(day: date) -> date:
    """That day or the next one on which offices work; where a year's calendar is not published, Monday to Friday."""
    return _toward(day, 1)


def workday_before(day: date) -> date:
    """The last day before it on which offices work."""
    return _toward(day - timedelta(days=1), -1)


def _toward(day: date, step: int) -> date:
    while not _works(day):
        day += timedelta(days=step)
    return day


def _works(day: date) -> bool:
    known = calendar().is_workday(day)
    return day.weekday() < 5 if known is None else known


@dataclass(slots=True)
class Story:
    """One case's acts, each on a working day not before the last one; what lies after the end is left out."""

    cast: Cast
    end: date
    key: str
    number: int
    day: date
    acts: list[Act] = field(default_factory=list)
    over: bool = False

    def add(self, day: date, do: str, who: str, **more: object) -> Story:
        """Take `do` on that day or soon after. Whatever would come today or later has not happened yet.

        Posts change hands meanwhile: it is done by whoever holds `who`'s post by then.
        """
        day = workday(max(day, self.day))
        self.over = self.over or day >= self.end
        if not self.over:
            self.day = day
            act = Act(day, self.key, do, self.holder(who, day))
            self.acts.append(replace(act, **more))  # type: ignore[arg-type] # the names of Act's own fields
        return self

    def after(self, days: int, do: str, who: str, **more: object) -> Story:
        """As `add`, so many days after the act before."""
        return self.add(self.day + timedelta(days=days), do, who, **more)

    def holder(self, login: str, day: date) -> str:
        return self.cast.holder(login, (self.end - day).days)

    def says(self, of: str) -> str:
        """One of the phrases for an occasion."""
        return words(of, self.number + len(self.acts))


def timed(acts: list[Act]) -> list[Act]:
    """In the order in which they happen, each at a moment of its own: it is by its moment that a case is known again.

    On one day stories take turns, and within a story the order stays.
    """
    days: dict[date, list[Act]] = {}
    for act in acts:
        days.setdefault(act.day, []).append(act)
    return [replace(act, at=moment) for day in sorted(days) for act, moment in _through(day, days[day])]


def _through(day: date, acts: list[Act]) -> list[tuple[Act, datetime]]:
    start = datetime.combine(day, MORNING, ZONE)
    step = HOURS / len(acts)
    return [(act, (start + step * number).replace(microsecond=0)) for number, act in enumerate(acts)]
