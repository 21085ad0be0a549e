"""The same form sent twice (a second tap while the network is slow) opens one case: the second gets the first's."""

from __future__ import annotations

import json
from datetime import timedelta

from shuangyong.base.organisation.actions.holding import hold
from shuangyong.cases.engine import steps
from shuangyong.cases.entering import Taken
from shuangyong.cases.models import Case, StepRow

WITHIN = timedelta(minutes=2)
LATEST = 5
"""Openings of one person that are compared."""


def twin(taken: Taken, definition: int) -> Case | None:
    """The case that this person opened just now with the same answers; inside the transaction that would open it.

    Files are not compared: each sending files them anew.
    """
    hold(f"cases.once:{taken.step.account}")
    just_now = StepRow.objects.filter(
        account=taken.step.account, seq=1, action=steps.OPEN, at__gt=taken.at - WITHIN, case__definition=definition
    )
    wanted = _answers(taken.step.stored())
    for step in just_now.select_related("case").order_by("-pk")[:LATEST]:
        if _answers(step.data) == wanted and step.note == taken.step.note:
            return step.case
    return None


def _answers(stored: dict[str, object]) -> str:
    return json.dumps({key: value for key, value in stored.items() if key != "proofs"}, sort_keys=True)
