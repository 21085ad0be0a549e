"""What an office has already on its first days: regions, units, people, posts."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Region, Tenure, Unit
from shuangyong.base.organisation.queries import visible_accounts


def has_regions(code: str) -> bool:
    """Whether the map knows anything below a place."""
    return Region.objects.filter(code__startswith=code).exclude(code=code).exists()


def has_units(seat: Seat) -> bool:
    """Whether there is another unit in the place of a post."""
    there = Unit.objects.filter(path__gt="", **{seat.place.level: seat.place.code})
    return there.exclude(pk=seat.unit_id).exists()


def has_people(actor: Actor, on: date) -> bool:
    """Whether anybody has an account but the administrators."""
    return visible_accounts(actor, on).exclude(tenures__in=_of_administrators()).exists()


def has_posts() -> bool:
    """Whether anybody was given a post but the administrators."""
    return Tenure.objects.exclude(pk__in=_of_administrators()).exists()


def without_post(actor: Actor, on: date) -> int:
    """How many accounts never had a post."""
    return visible_accounts(actor, on).filter(tenures=None).count()


def _of_administrators() -> QuerySet[Tenure]:
    return Tenure.objects.filter(post__in=[one.key for one in posts.load().by_key.values() if one.is_administrator])
