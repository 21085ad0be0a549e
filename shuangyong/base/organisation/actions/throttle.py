"""Failed log-ins, counted in the database for a name and for an address, so that every process sees the same count.

An attempt is counted before the password is looked at and taken back when it was right: sixteen attempts at the same
moment cannot all slip in below the limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Literal

from django.db.models import Case, F, Q, Value, When
from django.utils.crypto import salted_hmac

from shuangyong.base.organisation.models import Failures
from shuangyong.base.storing import writing

Kind = Literal["account", "address"]
LIMITS: dict[Kind, int] = {"account": 5, "address": 20}
"""An office of thirty often goes out by one address: a limit of five there would let two absent-minded colleagues lock
all the others out."""
LOCKED = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one log-in attempt found: until when it must wait (None: go on), and whether this one filled the count."""

    wait_until: datetime | None
    last: bool = False


def key(kind: Kind, text: str) -> str:
    text = household_of(text) if kind == "address" else text
    return salted_hmac(f"organisation.throttle.{kind}", text.strip().lower(), algorithm="sha256").hexdigest()


def household_of(address: str) -> str:
    """What counts as one address: of IPv6 the 64 bits that one house gets, since it may use any of the rest."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


class _LockedMeanwhile(Exception):  # noqa: N818 - never seen outside
    """Another attempt filled the count while this one waited for its row."""


def begin(name: str, address: str, now: datetime) -> Attempt:
    """Count an attempt, or say until when nobody may try; a locked attempt is not counted and writes nothing."""
    kinds: dict[Kind, str] = {"account": key("account", name), "address": key("address", address)}
    until = _locked_until(kinds.values(), now)
    if until:
        return Attempt(until)
    try:
        with writing():
            # Always in the same order, so that two attempts cannot wait for each other.
            full = [_count(kinds[kind], LIMITS[kind], now) for kind in sorted(kinds)]
    except _LockedMeanwhile:
        return Attempt(_locked_until(kinds.values(), now) or now)
    return Attempt(None, any(full))


def _locked_until(keys: Iterable[str], now: datetime) -> datetime | None:
    locked = Failures.objects.filter(key__in=keys, locked_until__gt=now).order_by("-locked_until")
    return locked.values_list("locked_until", flat=True).first()


def _count(counted: str, limit: int, now: datetime) -> bool:
    """One more; what is older than the lock's length starts anew. True where the limit is reached.

    Whether it is locked is asked by the UPDATE itself: what was read before may have changed while it waited.
    """
    Failures.objects.get_or_create(key=counted, defaults={"last_at": now})
    fresh = Q(last_at__gt=now - LOCKED, locked_until__isnull=True)
    counted_now = Case(When(fresh, then=F("count") + 1), default=Value(1))
    open_now = Failures.objects.exclude(locked_until__gt=now).filter(key=counted)
    if not open_now.update(count=counted_now, last_at=now, locked_until=None):
        raise _LockedMeanwhile
    return bool(Failures.objects.filter(key=counted, count__gte=limit).update(locked_until=now + LOCKED))


def succeed(name: str, address: str) -> None:
    """The attempt was right: the name's count ends, the address gets back this one attempt."""
    with writing():
        forget_name(name)
        _give_back([key("address", address)])


def take_back(name: str, address: str) -> None:
    """The attempt was right as far as it went: neither counts it, earlier failures stay counted."""
    with writing():
        _give_back([key("account", name), key("address", address)])


def _give_back(keys: list[str]) -> None:
    Failures.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1, locked_until=None)


def forget_name(name: str) -> None:
    """Inside a transaction: what was counted for a name is gone."""
    Failures.objects.filter(key=key("account", name)).delete()


def tidy(now: datetime) -> int:
    """Take away what no longer counts (a daily job); returns how many."""
    with writing():
        old = Q(last_at__lt=now - FORGOTTEN)
        return Failures.objects.filter(old).delete()[0]
