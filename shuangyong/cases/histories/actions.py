"""Many cases with their past at once: played first, then written in batches, each whole or not at all.

The same rules hold as for steps taken one by one, and the same rows come of it; what is left out are the notices
(nobody is told about the past) and reminders whose day has gone by. Each batch is one entry in the trail, with a
digest of its steps (`digest.broken` finds what was changed since).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.cases.forms import Form
from shuangyong.cases.histories.known import Known
from shuangyong.cases.histories.model import Admitted, History, Refused, opened
from shuangyong.cases.histories.numbers import Numbers, Overtaken
from shuangyong.cases.histories.playing import Draft, Player
from shuangyong.cases.histories.storing import store

PERMISSION = "ledger.import"
BATCH = 200
"""Histories of one transaction: a few tenths of a second, so that nobody who writes waits long."""
TRIES = 3
After = Callable[[Sequence[tuple[int, int]]], None]
"""Done in a batch's transaction with the index of each history and its case: what must stand or fall with it."""


def admit_histories(
    actor: Actor,
    key: str,
    histories: Iterable[History],
    now: datetime,
    *,
    source: str = "",
    batch: int = BATCH,
    progress: Callable[[int], None] = lambda done: None,
    after: After = lambda written: None,
) -> Admitted:
    """Write cases of one kind with all their steps; what cannot have happened is left out and told.

    `source` is said in the trail (the file's name); `progress` gets how many were looked at, before each batch, and may
    raise to stop: what was written stays. Raises Forbidden where the actor may not import.
    """
    seat = need(actor, PERMISSION)
    waiting = iter(histories)
    cases: list[int | None] = []
    refused: list[Refused] = []
    steps = 0
    while these := list(islice(waiting, batch)):
        progress(len(cases))
        one = _Batch(actor, seat, key, these, len(cases), now, source, after)
        steps += one.write()
        cases += one.cases
        refused += one.refused
    return Admitted(tuple(cases), tuple(refused), steps)


def open_many(
    actor: Actor,
    key: str,
    forms: Iterable[Form],
    now: datetime,
    *,
    place: Place | None = None,
    degree: int = 0,
    source: str = "",
) -> Admitted:
    """Open many cases of a kind that are only beginning; a form without a day opens today."""
    today = localtime(now).date()
    made = (History((opened(form, form.on or today),), place, degree) for form in forms)
    return admit_histories(actor, key, made, now, source=source)


def rehearse(actor: Actor, key: str, histories: Sequence[History], now: datetime) -> tuple[Refused, ...]:
    """What would be refused, without writing anything."""
    seat = need(actor, PERMISSION)
    one = _Batch(actor, seat, key, histories, 0, now, "", lambda written: None)
    one.play()
    return tuple(one.refused)


class _Batch:
    """One batch: played outside of the transaction, again where another writer took its numbers."""

    def __init__(
        self,
        actor: Actor,
        seat: Seat | None,
        key: str,
        histories: Sequence[History],
        start: int,
        now: datetime,
        source: str,
        after: After,
    ) -> None:
        self.actor, self.seat, self.key, self.histories, self.start = actor, seat, key, histories, start
        self.now, self.source, self.after = now, source, after
        self.known = Known(actor, histories, localtime(now).date())
        self.refused: list[Refused] = []
        self.cases: list[int | None] = [None] * len(histories)

    def write(self) -> int:
        for _ in range(TRIES):
            numbers, played = self.play()
            try:
                with writing():
                    return self._store(numbers, played)
            except Overtaken:
                continue
        with writing():  # others open cases all the time: play while they wait
            return self._store(*self.play())

    def play(self) -> tuple[Numbers, dict[int, list[Draft]]]:
        """The drafts of each history that can have happened."""
        numbers, self.refused = Numbers(), []
        player = Player(self.actor, self.seat, self.known, numbers, self.now)
        played: dict[int, list[Draft]] = {}
        for index, history in enumerate(self.histories):
            mark = numbers.mark()
            try:
                played[index] = player.play(self.key, history)
            except Problem as problem:
                numbers.back_to(mark)
                self.refused.append(Refused(self.start + index, player.step, problem))
        return numbers, played

    def _store(self, numbers: Numbers, played: dict[int, list[Draft]]) -> int:
        drafts = [draft for of in played.values() for draft in of]
        if not drafts:
            return 0
        numbers.settle()
        today = localtime(self.now).date()
        count = store(self.actor, self.seat, drafts, self.known, self.now, today, self.source)
        self.after([(self.start + index, of[0].row.pk) for index, of in played.items()])
        self.cases = [played[index][0].row.pk if index in played else None for index in range(len(self.histories))]
        return count
