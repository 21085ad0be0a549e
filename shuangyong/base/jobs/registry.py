"""Which jobs there are. Every app declares its own in a module `work.py`, which is loaded at start:

@job("digest.daily", "每日汇总")
def daily(run: Run) -> None: ...

schedule("digest.daily", "daily 07:30")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuangyong.base.jobs import cadence

if TYPE_CHECKING:
    from shuangyong.base.jobs.running import Run

Handler = Callable[["Run"], Any]
"""What it gives back is kept as the job's result (JSON)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its name, what people call it, how often it is tried, how long a lease lasts without progress."""

    name: str
    says: str
    handler: Handler
    max_attempts: int
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """A job that comes again; `grace` after its time it must be done, else it is a red item."""

    name: str
    rule: str
    grace: timedelta


kinds: dict[str, Kind] = {}
timings: dict[str, Timing] = {}


def job(
    name: str, says: str, *, max_attempts: int = 3, lease: timedelta = timedelta(minutes=2)
) -> Callable[[Handler], Handler]:
    """Declare a handler. It may be run again after a crash, so what it does twice must be as if done once."""

    def declare(handler: Handler) -> Handler:
        known = kinds.setdefault(name, Kind(name, says, handler, max_attempts, lease))
        if (known.handler.__module__, known.handler.__qualname__) != (handler.__module__, handler.__qualname__):
            raise ValueError(f"the job {name} is declared twice")
        return handler

    return declare


def schedule(name: str, rule: str, *, grace: timedelta = timedelta(hours=1)) -> None:
    """Let a declared job come again by a rule of cadence.ALLOWED."""
    cadence.read(rule)
    if name not in kinds:
        raise ValueError(f"{name}: declare the job before its schedule")
    timings[name] = Timing(name, rule, grace)


def says(name: str) -> str:
    """What people call a job; its name where this version does not know it."""
    return kinds[name].says if name in kinds else name
