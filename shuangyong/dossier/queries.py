"""Every read of dossiers that a person sees."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet

from shuangyong.base.actor import LENGTHS, Actor, Place
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.dossier.models import Dossier, Taken

MAKE = "dossier.make"
PAGE = 30


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers of the places that the actor's seats look after, as a query."""
    where = Q(pk__in=[])
    for seat in actor.seats:
        if MAKE in seat.permissions and seat.reach == "place":
            where |= Q(place_code__startswith=seat.place.code)
    return Dossier.objects.filter(where)


def one(actor: Actor, pk: int) -> Dossier:
    """Raises NotFound for what is not the actor's to see."""
    found = visible_to(actor).filter(pk=pk).select_related("job", "account", "unit").first()
    if found is None:
        raise NotFound
    return found


def listing(actor: Actor, below: int | None = None) -> list[Dossier]:
    """Newest first, one more than a page."""
    rows = visible_to(actor).select_related("job", "account").order_by("-id")
    return list((rows.filter(pk__lt=below) if below else rows)[: PAGE + 1])


def makers(place: Place, on: date) -> list[tuple[Account, str]]:
    """Accounts in use, with their post, that make the dossiers of a place: of its own office first, and of posts that
    with the most permissions, which is the head's."""
    able = [post for post in posts.load().holding(MAKE) if post.reach == "place"]
    making = [post.key for post in sorted(able, key=lambda post: -len(post.permissions))]
    above = [place.code[:length] for length in (*LENGTHS, 0) if length <= len(place.code)]
    held = Tenure.objects.filter(held_on(on), post__in=making, unit__region__in=above, account__active=True)
    rows = sorted(held.select_related("account", "unit"), key=lambda t: (-len(t.unit.region), making.index(t.post)))
    return list({row.account_id: (row.account, row.post) for row in reversed(rows)}.values())[::-1]


def outlived(before: datetime, keep: int) -> list[Dossier]:
    """Built archives older than that, beyond the newest so many of their place."""
    newest = Dossier.objects.filter(place_code=OuterRef("place_code"), cleaned_at=None).exclude(sha256="")
    kept = newest.order_by("-built_at", "-id").values("pk")[:keep]
    old = Dossier.objects.filter(built_at__lt=before, cleaned_at=None).exclude(sha256="").exclude(pk__in=kept)
    return list(old.order_by("pk"))


def takings(row: Dossier) -> list[Taken]:
    """Who took it, the latest first."""
    return list(row.takings.order_by("-id")[:PAGE])
