"""A batch of played histories into rows: every table in one or two statements, one chained entry for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail.witness import ranges
from shuangyong.cases import entries
from shuangyong.cases.entering import step_row
from shuangyong.cases.histories.digest import digest_of
from shuangyong.cases.histories.known import Known
from shuangyong.cases.histories.playing import FROM_LEDGER, Draft
from shuangyong.cases.involving import named
from shuangyong.cases.keeping import AT_END, holding, own_terms
from shuangyong.cases.models import Case, Holding, Involved, ProofUse, Reminder, StepRow, Words
from shuangyong.cases.search import words_of
from shuangyong.cases.watching import Written, many_written

ROWS = 1000
"""Rows of one statement."""


def store(
    actor: Actor, seat: Seat | None, drafts: Sequence[Draft], known: Known, now: datetime, today: date, source: str
) -> int:
    """Write them all; gives how many steps. Inside `writing()`, the numbers settled before."""
    numbered = _store_cases(drafts)
    rows = [row for draft in drafts for row in _step_rows(draft, numbered, known)]
    StepRow.objects.bulk_create(rows, batch_size=ROWS)
    ProofUse.objects.bulk_create(_proof_uses(drafts), batch_size=ROWS, ignore_conflicts=True)
    Holding.objects.bulk_create(_holdings(drafts, known), batch_size=ROWS)
    Reminder.objects.bulk_create(_reminders(drafts, today), batch_size=ROWS)
    Involved.objects.bulk_create(_involved(drafts), batch_size=ROWS)
    Words.objects.bulk_create(
        (Words(case=draft.row, text=words_of(draft.row, draft.kind, draft.state)) for draft in drafts),
        batch_size=ROWS,
    )
    many_written([Written(d.row, d.kind, t.state, t.taken.step.on, t.taken.at) for d in drafts for t in d.told], now)
    _enter(actor, seat, drafts, rows, now, source)
    return len(rows)


def _store_cases(drafts: Sequence[Draft]) -> Mapping[int, int]:
    """Parents before children; gives the stored number of each row for the negative one it was played with."""
    numbered: dict[int, int] = {}
    for _, level in groupby(sorted(drafts, key=_depth), key=_depth):
        these = list(level)
        for draft in these:
            played = draft.row.pk
            draft.row.rev = len(draft.told)
            draft.row.pk = None
            draft.row.parent = draft.above.row if draft.above else None
            numbered[played] = 0
        played_as = list(numbered)[-len(these) :]
        Case.objects.bulk_create([draft.row for draft in these], batch_size=ROWS)
        numbered |= dict(zip(played_as, (draft.row.pk for draft in these), strict=True))
    for draft in drafts:
        if draft.state.children:
            _name_children(draft, numbered)
    return numbered


def _depth(draft: Draft) -> int:
    return 1 + _depth(draft.above) if draft.above else 0


def _name_children(draft: Draft, numbered: Mapping[int, int]) -> None:
    """The state of a parent names its children by their rows, which are there only now."""
    children = {
        name: {numbered.get(case, case): ended for case, ended in of.items()}
        for name, of in draft.state.children.items()
    }
    void = tuple(numbered.get(case, case) for case in draft.state.void)
    draft.state = replace(draft.state, children=children, void=void)
    draft.row.state = draft.state.stored()
    Case.objects.filter(pk=draft.row.pk).update(state=draft.row.state)


def _step_rows(draft: Draft, numbered: Mapping[int, int], known: Known) -> Iterator[StepRow]:
    for seq, told in enumerate(draft.told, 1):
        taken = told.taken
        if taken.step.child:
            name, case = taken.step.child
            taken = replace(taken, step=replace(taken.step, child=(name, numbered.get(case, case))))
        row = step_row(taken, seq, told.before, told.state.stage)
        row.case = draft.row
        if told.ledger:
            unit = known.unit(taken.step.unit).name if taken.step.unit else ""
            row.seat = f"{unit}{FROM_LEDGER}"
        yield row


def _proof_uses(drafts: Iterable[Draft]) -> Iterator[ProofUse]:
    for draft in drafts:
        for seq, told in enumerate(draft.told, 1):
            for slot, filed in told.taken.step.proofs.items():
                yield from (ProofUse(proof_id=pk, case=draft.row, slot=slot, seq=seq) for pk, _ in filed)


def _holdings(drafts: Iterable[Draft], known: Known) -> Iterator[Holding]:
    for draft in drafts:
        held = {(part, unit): who for part, given in draft.state.holders.items() for unit, who in given}
        terms = own_terms(draft.row, draft.kind, draft.state, draft.on)
        for (part, unit), who in held.items():
            yield holding(draft.row, part, unit, known.path(unit), who, terms[unit])


def _involved(drafts: Iterable[Draft]) -> Iterator[Involved]:
    for draft in drafts:
        for sort, row in sorted(named(draft.kind, draft.state.values)):
            yield Involved(case=draft.row, sort=sort, row=row)


def _reminders(drafts: Iterable[Draft], today: date) -> Iterator[Reminder]:
    """What is still to come. A rung of the past would press everybody at once tomorrow morning, for nothing; only the
    step that the system takes at a clock's end is still owed."""
    for draft in drafts:
        for clock, number, day in sorted(draft.rungs()):
            if day >= today or number == AT_END:
                yield Reminder(case=draft.row, clock=clock, number=number, due_on=day)


def _enter(
    actor: Actor, seat: Seat | None, drafts: Sequence[Draft], rows: Sequence[StepRow], now: datetime, source: str
) -> None:
    """One entry for the batch, with the digest of its steps: whoever changes one of them later breaks it."""
    kinds: dict[str, int] = {}
    for draft in drafts:
        kinds[draft.kind.name] = kinds.get(draft.kind.name, 0) + 1
    told = {
        "said": "、".join(f"{name}{count}件" for name, count in kinds.items()),
        "steps": len(rows),
        "source": source,
        "rows": ranges(row.pk for row in rows),
        "digest": digest_of(rows),
    }
    first = drafts[0].row
    trail.record(actor, entries.ADMITTED, first, told, now=now, seat=seat)
