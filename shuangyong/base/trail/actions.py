"""Entering something in the trail. Nothing else writes entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from shuangyong.base import storing
from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Problem
from shuangyong.base.trail import masking, touched, types
from shuangyong.base.trail.chain import ALGORITHM, GENESIS, Link, clean, writable
from shuangyong.base.trail.models import Entry, Head

AS_LONG_AS_A_PERSONS_NUMBER = 10**14
"""An integer from here on is looked at as text is; smaller ones are sums and counts."""

HEAD = Head.objects.filter(pk=1)
READ_HEAD = HEAD.values_list("seq", "hash")
"""Built once: putting a query together costs as much as asking it."""


@dataclass(frozen=True, slots=True)
class Note:
    """One of many things to be entered at once."""

    what: str
    about: object | tuple[str, object]
    data: Mapping[str, object] = field(default_factory=dict)


def record(
    actor: Actor,
    what: str,
    about: object | tuple[str, object],
    data: Mapping[str, object] | None = None,
    *,
    now: datetime,
    seat: Seat | None = None,
) -> Entry:
    """Enter that `actor` did `what` to `about`: a model's row, or a kind and an id.

    Inside `storing.writing()` only. The entry gets its number and hash as the last thing before the commit, so that
    the chain's head is locked shortly. `seat` is the one that allowed it; absent, all that the actor holds are named.
    """
    return record_many(actor, [Note(what, about, data or {})], now=now, seat=seat)[0]


def record_many(actor: Actor, notes: Iterable[Note], *, now: datetime, seat: Seat | None = None) -> list[Entry]:
    """Enter several things that happened in one act, in this order."""
    if not storing.is_writing():
        raise transaction.TransactionManagementError("the trail is written inside storing.writing() only")
    seats = (seat,) if seat else actor.seats
    entries = [_entry(actor, note, now, seats) for note in notes]
    storing.before_commit(lambda: _append(entries))
    return entries


def _entry(actor: Actor, note: Note, now: datetime, seats: tuple[Seat, ...]) -> Entry:
    kind, key = _named(note.about)
    return Entry(
        at=now,
        actor_id=actor.account_id,
        actor_name=_short(actor.name, 100),
        seat=_short("、".join(seat.title for seat in seats), 200),
        place=seats[0].place.code if seats else "",
        what=note.what,
        about_kind=kind,
        about_id=_short(key, 80),
        data=_masked(types.declared(note.what), note.data),
        algorithm=ALGORITHM,
    )


def _named(about: object) -> tuple[str, str]:
    """Kind and id of what an entry is about: organisation.unit, 17."""
    if isinstance(about, models.Model):
        return about._meta.label_lower, str(about.pk)  # noqa: SLF001 - Django's documented way
    if isinstance(about, tuple) and len(about) == 2:
        return str(about[0]), str(about[1])
    raise TypeError("an entry is about a stored row or about (kind, id)")


def _short(text: str, most: int) -> str:
    """Scrubbed before it is cut: half a number would not be known as one."""
    return masking.scrub(writable(text))[:most]


def _masked(kind: types.EntryType, data: Mapping[str, object]) -> dict[str, Any]:
    missing = kind.names - set(data)
    if missing:
        raise KeyError(f"{kind.what} needs {', '.join(sorted(missing))} for its sentence")
    return {key: _without_numbers(clean(value), kind.personal.get(key, "")) for key, value in data.items()}


def _without_numbers(value: Any, mask: str) -> Any:
    """Every text in a value masked as declared; a number of a person or a card is masked whatever was declared."""
    if isinstance(value, str):
        return masking.MASKS[mask](value) if mask else masking.scrub(value)
    if isinstance(value, list):
        return [_without_numbers(item, mask) for item in value]
    if isinstance(value, dict):
        return {masking.scrub(key): _without_numbers(item, mask) for key, item in value.items()}
    if isinstance(value, int) and (mask or abs(value) >= AS_LONG_AS_A_PERSONS_NUMBER):
        return _without_numbers(str(value), mask)
    return value


def _append(entries: list[Entry]) -> None:
    """Link the entries to the head and move it on. The head is compared and set; who loses waits in line for it."""
    touched.tell(entries)
    seq, last = _head()
    if not _linked(entries, seq, last):
        HEAD.update(seq=F("seq"))  # takes the row's lock: now nobody can be quicker
        seq, last = _head()
        if not _linked(entries, seq, last):
            raise Problem("留痕的链头在写入时被改动。", then="请管理员运行 shuangyong trail verify 核对。")
    Entry.objects.bulk_create(entries)


def _linked(entries: list[Entry], seq: int, last: str) -> bool:
    start = seq
    for entry in entries:
        seq += 1
        entry.seq, entry.previous = seq, last
        entry.hash = last = link(entry).digest()
    return bool(HEAD.filter(seq=start).update(seq=seq, hash=last))


def link(entry: Entry) -> Link:
    """What the hash of an entry covers."""
    return Link(**{name: getattr(entry, name) for name in Link.__slots__})


def _head() -> tuple[int, str]:
    return _there() or _first_head()


def _there() -> tuple[int, str] | None:
    for seq, last in READ_HEAD.all():
        return seq, last
    return None


def _first_head() -> tuple[int, str]:
    """A chain begins once. Entries without a head were tampered with, and nothing is built on them.

    Another writer may have begun it between our two looks: entries and head become visible together, so whoever sees
    entries looks for the head once more.
    """
    if Entry.objects.exists():
        begun = _there()
        if begun is not None:
            return begun
        raise Problem(
            "留痕的链头不见了，可能有人直接改过数据库。",
            "为保住证据，在查明之前不再写入。",
            "请管理员运行 shuangyong trail verify 核对。",
        )
    Head.objects.bulk_create([Head(pk=1, seq=0, hash=GENESIS)], ignore_conflicts=True)
    return Head.objects.values_list("seq", "hash").get(pk=1)
