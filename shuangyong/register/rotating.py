"""New keys for old: everything sealed is opened and sealed anew, a batch at a time, and can be broken off and gone on.

The generation before stays in the file of keys until the next rotation: a process that read the keys a moment ago may
still seal one value under it, and a key that is gone takes what it sealed with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Count, Q

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import entries, keys
from shuangyong.register.actions.bulk import NUMBERS
from shuangyong.register.bound import Bound
from shuangyong.register.keys import Key, Ring
from shuangyong.register.models import Secret
from shuangyong.register.sealing import BLIND_SORTS, blind, seal, unseal

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many values were sealed anew, under which key, and whether an earlier rotation was gone on with."""

    count: int
    key: str
    resumed: bool


def pending(ring: Ring) -> int:
    """How many values are still sealed or indexed under another key than the current one."""
    return Secret.objects.filter(_old(ring.current)).count()


def _old(current: Key) -> Q:
    return ~Q(key=current.name) | (~Q(blind="") & ~Q(blind_key=current.name))


def uses() -> dict[str, int]:
    """Key to how many values are sealed under it."""
    found = Secret.objects.values("key").annotate(many=Count("pk")).order_by("key")
    return dict(found.values_list("key", "many"))


def rotate(actor: Actor, *, now: datetime, progress: Callable[[int, int], None]) -> Rotated:
    """Bring everything to a new key, or go on with a rotation that was broken off."""
    total = pending(keys.ring())
    resumed = total > 0
    if not resumed:
        ring = keys.ring()
        keys.drop_generations(set(ring.by_name) - set(uses()) - {ring.current.name})
        total = pending(keys.add_generation())
    ring, done, last = keys.ring(), 0, 0
    while rows := _rotate_some(actor, ring, last, partial(progress, done, total), now):
        done, last = done + len(rows), rows[-1].pk
    progress(done, total)
    with writing():
        about = ("register.key", ring.current.name)
        trail.record(actor, entries.ROTATED, about, {"key": ring.current.name, "count": done}, now=now)
    return Rotated(done, ring.current.name, resumed)


def _rotate_some(actor: Actor, ring: Ring, last: int, progress: Callable[[], object], now: datetime) -> list[Secret]:
    """A batch, entered with what its rows were and became; nobody else changes secrets meanwhile."""
    with writing():
        hold(NUMBERS)
        rows = _batch(ring, last)
        if not rows:
            return []
        progress()
        binds = Bound(*rows)
        for secret in rows:
            _renew(secret, ring)
        about, data = ("register.key", ring.current.name), {"key": ring.current.name, "count": len(rows)}
        trail.record(actor, entries.ROTATED_SOME, about, data | binds.data(), now=now)
    return rows


def _batch(ring: Ring, last: int) -> list[Secret]:
    found = Secret.objects.filter(_old(ring.current), pk__gt=last).select_related("person")
    return list(found.order_by("pk")[:BATCH])


def _renew(secret: Secret, ring: Ring) -> None:
    """Compare and set: whoever changed the row meanwhile sealed it under the current key already."""
    old, person = secret.key, secret.person.uuid
    value = unseal(bytes(secret.sealed), secret.uuid, person, secret.sort, ring.get(old))
    new = ring.current
    indexed = secret.sort in BLIND_SORTS
    Secret.objects.filter(pk=secret.pk, key=old).update(
        sealed=seal(value, secret.uuid, person, secret.sort, new),
        key=new.name,
        blind=blind(value, secret.sort, new) if indexed else "",
        blind_key=new.name if indexed else "",
    )
