"""Doors for the rooms above: what they must do when units or tenures change, inside the same transaction.

A room registers in its AppConfig.ready; a handler that raises undoes the whole change, so it may refuse it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, ParamSpec

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.models import Tenure, Unit

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Division:
    """What goes where when a unit becomes several."""

    first: Unit
    """Takes what is not named."""
    work: Mapping[str, Unit]
    """By kind of case."""
    closed: bool
    """Whether what has ended follows as well."""

    def of(self, kind: str) -> Unit:
        return self.work.get(kind, self.first)


class Handlers(Generic[P]):
    """Functions called one after another in the order of registration, each once."""

    def __init__(self) -> None:
        self.registered: list[Callable[P, None]] = []

    def register(self, handler: Callable[P, None]) -> Callable[P, None]:
        """Usable as a decorator; registering twice counts once."""
        if handler not in self.registered:
            self.registered.append(handler)
        return handler

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for handler in self.registered:
            handler(*args, **kwargs)


handed_over: Handlers[[Actor, Tenure, Tenure, datetime]] = Handlers()
"""A post went from one tenure to another: the person's work goes with it."""
tenure_ended: Handlers[[Actor, Tenure, datetime]] = Handlers()
"""Nobody follows: the person's work falls back to the unit."""
unit_merged: Handlers[[Actor, Unit, Unit, datetime]] = Handlers()
"""The first unit went into the second: its work goes there."""
unit_split: Handlers[[Actor, Unit, Division, datetime]] = Handlers()
"""The unit became several: its work goes where the division says."""
unit_closed: Handlers[[Actor, Unit, datetime]] = Handlers()
"""A unit is about to close without a successor: a handler refuses where it still holds open work."""
unit_placed: Handlers[[Actor, Unit, str, datetime]] = Handlers()
"""A unit's region changed from the code given: copies of its place follow."""
unit_moved: Handlers[[Actor, Unit, str, str, datetime]] = Handlers()
"""A subtree moved from the first path to the second: copies of paths follow. A merger calls it for each child."""
people_changed: Handlers[[Sequence[int], str, datetime]] = Handlers()
"""Accounts and posts were changed: these accounts are to be told so, in these words."""
