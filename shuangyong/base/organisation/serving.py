"""Who serves where, read by those who keep posts and units."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, Place, Reach, Seat
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import paths, posts
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Account, Group, GroupMember, GroupSeat, Region, Tenure, Unit
from shuangyong.base.organisation.posts import of_administrators
from shuangyong.base.organisation.queries import inside, visible_accounts, visible_units
from shuangyong.base.organisation.regions import codes_above, valid_on

REGIONS = 300
KEEPING = ("post.assign", "post.hand_over")
MOST = 300
SOME = 20


def tenures_kept(actor: Actor, on: date, text: str = "") -> QuerySet[Tenure]:
    """Tenures in force that the actor may hand over or end; only of people or units that `text` names."""
    where = Q(pk__in=[])
    for seat in actor.seats:
        if seat.permissions & set(KEEPING):
            where |= _reached(seat)
    found = Tenure.objects.filter(where & held_on(on)).select_related("unit", "account", "deputising_for__account")
    if text:
        found = found.filter(
            Q(account__name__contains=text) | Q(unit__name__contains=text) | Q(unit__short__contains=text)
        )
    return found.order_by("unit__path", "post", "pk")


def _reached(seat: Seat) -> Q:
    if seat.reach in {"own", "unit"}:
        return Q(unit=seat.unit_id)
    below = Q(unit__path__gte=seat.unit_path, unit__path__lt=paths.end(seat.unit_path))
    if seat.reach == "below":
        return below
    return below | Q(unit__in=Unit.objects.filter(inside(seat.place)))


def tenure_kept(actor: Actor, pk: int, on: date) -> Tenure:
    """Raises NotFound."""
    found = tenures_kept(actor, on).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def account_kept(actor: Actor, pk: int, on: date) -> Account:
    """An account for those who keep accounts. Raises NotFound."""
    found = visible_accounts(actor, on).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def tenures_of_account(account: Account) -> list[Tenure]:
    """All of somebody's tenures, the newest first."""
    return list(Tenure.objects.filter(account=account).select_related("unit").order_by("-since", "-pk")[:MOST])


def account_of_login(login: str) -> Account | None:
    """The account that goes by a log-in name, unless it is out of use."""
    return Account.objects.filter(login=login, active=True).first()


def handed(accounts: Iterable[Account]) -> set[int]:
    """Those of some accounts whose one-time password still waits for the proof code."""
    waiting = Account.objects.exclude(handed="").filter(pk__in=[one.pk for one in accounts])
    return set(waiting.values_list("pk", flat=True))


def colleagues(units: Collection[int], on: date) -> tuple[tuple[int, str, int, str], ...]:
    """Who serves in some units on a day, the three administrators left out: account, name, unit, its short name.

    One query. No administrator is given a case, a shift or a list to release.
    """
    serving = Tenure.objects.filter(held_on(on), unit__in=units, account__active=True)
    held = serving.exclude(post__in=of_administrators())
    columns = ("account_id", "account__name", "unit_id", "unit__short")
    found = held.order_by("unit__path", "account__name", "pk").values_list(*columns)
    return tuple(dict.fromkeys(found)) if units else ()


def is_colleague(actor: Actor, account: int, on: date) -> bool:
    """Whether somebody serves in one of the actor's units on a day."""
    return any(account == one for one, *_ in colleagues({seat.unit_id for seat in actor.seats}, on))


def somebody_serves(posts: Collection[str], place: Place, on: date) -> bool:
    """Whether anybody holds one of some posts over a place on a day: in it or above it."""
    serving = Tenure.objects.filter(held_on(on), post__in=posts, account__active=True)
    return serving.filter(unit__region__in=codes_above(place.code)).exists()


def posts_served(
    units: Collection[int], posts: Collection[str], on: date, but: Collection[int] = ()
) -> set[tuple[int, str]]:
    """Those of some posts that somebody, other than some accounts, holds in some units on a day, each with its unit;
    one query."""
    serving = Tenure.objects.filter(held_on(on), unit__in=units, post__in=posts, account__active=True)
    return set(serving.exclude(account__in=but).values_list("unit", "post"))


def serving_in(unit: Unit, on: date) -> list[Tenure]:
    """Who serves in a unit."""
    return list(Tenure.objects.filter(held_on(on), unit=unit).select_related("account").order_by("post", "pk")[:MOST])


def unended_in(unit: Unit, on: date) -> list[Tenure]:
    """Who serves in a unit on a day or will serve there later: who goes along when it goes into another one."""
    found = Tenure.objects.filter(_lasting(on), unit=unit).select_related("account")
    return list(found.order_by("post", "pk")[:MOST])


def unended_of(account: Account, on: date) -> QuerySet[Tenure]:
    """Somebody's tenures of a day and those to come."""
    return Tenure.objects.filter(_lasting(on), account=account).select_related("unit", "account").order_by("pk")


def eyes(unit: Unit, on: date) -> list[Tenure]:
    """Posts of the units above that see a unit because they see below, now or later."""
    return _of_reach("below", _above(unit), on)


def eyes_gained(unit: Unit, parent: Unit | None, on: date) -> list[Tenure]:
    """Those that come to see a unit and all under it when it stands under `parent`."""
    return _of_reach("below", _with(parent) - _above(unit), on)


def eyes_lost(unit: Unit, parent: Unit | None, on: date) -> list[Tenure]:
    """Those that see it now and no longer will."""
    return _of_reach("below", _above(unit) - _with(parent), on)


def watching(place: Place, besides: Place, on: date) -> list[Tenure]:
    """Posts that see all that lies in `place` and not what lies in `besides`; those of the whole nation see both."""
    codes = set(codes_above(place.code)) - set(codes_above(besides.code))
    return _of_reach("place", set(Unit.objects.filter(region__in=codes).values_list("pk", flat=True)), on)


def _with(unit: Unit | None) -> set[int]:
    return set(paths.numbers(unit.path)) if unit else set()


def _above(unit: Unit) -> set[int]:
    return _with(unit) - {unit.pk}


def _of_reach(reach: Reach, units: set[int], on: date) -> list[Tenure]:
    of_reach = [post.key for post in posts.load().by_key.values() if post.reach == reach]
    found = Tenure.objects.filter(_lasting(on), unit__in=units, post__in=of_reach).select_related("account", "unit")
    return list(found.order_by("unit__path", "post", "pk")[:MOST])


def units_below(unit: Unit) -> tuple[list[Unit], int]:
    """The first of the units under one at any depth that have not ended, and how many there are."""
    under = Unit.objects.filter(path__gt=unit.path, path__lt=paths.end(unit.path), valid_to=None)
    return list(under.order_by("path")[:SOME]), under.count()


def units_page(actor: Actor, on: date, text: str, after: str, size: int) -> list[Unit]:
    """Units in the order of the tree, one more than a page so that its end is known."""
    found = visible_units(actor, on).select_related("parent").order_by("path")
    if text:
        found = found.filter(Q(name__contains=text) | Q(short__contains=text))
    if after:
        found = found.filter(path__gt=after)
    return list(found[: size + 1])


def group_seats(group: Group, on: date) -> list[GroupSeat]:
    """Who holds the group's posts on a day, the head first."""
    order = {role: number for number, role in enumerate(GroupSeat.Role.values)}
    found = group.seats.filter(_lasting(on)).select_related("unit")
    return sorted(found, key=lambda seat: (order[seat.role], seat.order, seat.pk))


def group_members(group: Group, on: date) -> list[GroupMember]:
    """The member units of a day in their order."""
    return list(group.members.filter(_lasting(on)).select_related("unit").order_by("order", "pk"))


def is_member(unit: Unit) -> bool:
    """Whether a leading group counts it among its member units, now or later."""
    return unit.memberships.filter(until=None).exists()


def groups_run_by(unit: Unit) -> list[Group]:
    """The leading groups whose office a unit is."""
    return list(Group.objects.filter(office=unit).select_related("unit").order_by("pk"))


def seats_from(unit: Unit) -> list[GroupSeat]:
    """The posts in leading groups that a unit's people hold, now or later."""
    return list(GroupSeat.objects.filter(unit=unit, until=None).select_related("group__unit").order_by("pk"))


def children_of(unit: Unit) -> list[Unit]:
    """The units directly below one that have not ended, in the order of the tree."""
    return list(unit.children.filter(valid_to=None).order_by("path"))


def gone_into(unit: Unit) -> list[Unit]:
    """The units that went into one, the last first."""
    return list(unit.merged.order_by("-valid_to", "pk")[:MOST])


def _lasting(on: date) -> Q:
    return Q(until=None) | Q(until__gt=on)


def regions_below(actor: Actor, on: date) -> list[tuple[str, str]]:
    """Codes and names of the places that the actor's posts stand over, the first 300."""
    within = Q(pk__in=[])
    for seat in actor.seats:
        within |= Q(code__startswith=seat.place.code)
    found = Region.objects.filter(within & valid_on(on)).order_by("code")
    return list(found.values_list("code", "name")[:REGIONS])
