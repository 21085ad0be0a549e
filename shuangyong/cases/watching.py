"""A door for the rooms above: what they must do when a case has taken a step, inside the same transaction.

A room registers in its AppConfig.ready; what it raises undoes the step as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shuangyong.base.organisation.handlers import Handlers
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case
from shuangyong.catalog.model import Kind


@dataclass(frozen=True, slots=True)
class Written:
    """A case as it stands after a step: the row with its columns, and what was entered when."""

    row: Case
    kind: Kind
    state: State
    on: date
    """The day that the step speaks of."""
    at: datetime
    """When it was entered."""


step_written: Handlers[[Written]] = Handlers()
"""A step of a case, its opening included, was written."""
many_written: Handlers[[Sequence[Written], datetime]] = Handlers()
"""Cases came in whole with all their steps, now: one `Written` a step, each with the state after it and the row
after the last."""
