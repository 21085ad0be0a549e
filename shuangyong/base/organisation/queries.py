"""Every read that a person sees: it begins with what this actor may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet

from shuangyong.base.actor import LEVELS, Actor, Place, Seat, titled
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import collectives, known, posts
from shuangyong.base.organisation.actors import hands_to, held_on
from shuangyong.base.organisation.collectives import OWN, Collective
from shuangyong.base.organisation.models import Account, Group, GroupMember, RecoveryCode, Tenure, Unit
from shuangyong.base.organisation.regions import codes_above, names_on, valid_on
from shuangyong.base.organisation.resolving import Candidate, resolve
from shuangyong.base.statements import Line, Select

__all__ = [
    "AccountRow",
    "Candidate",
    "Expansion",
    "accounts",
    "collective_named",
    "directory",
    "expand",
    "group_at",
    "resolve",
    "visible_accounts",
    "visible_unit",
    "visible_units",
]


STRETCH = 500
"""Accounts that are read at a time."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a collective stands for. `choose`: the words do not say whom; `units` are only what to choose from."""

    units: tuple[Unit, ...]
    choose: bool
    why: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts; nothing secret, the phone masked."""

    pk: int
    login: str
    name: str
    phone: str
    active: bool
    locked: bool
    second_factor: bool
    held: str
    handed: bool = False
    """Waits for the proof code (核验码)."""


def inside(place: Place) -> Q:
    """Units within a place, by equality on the level's column."""
    return Q(**{place.level: place.code}) if place.code else Q()


def visible_units(actor: Actor, on: date) -> QuerySet[Unit]:
    """The directory of units: those within a seat's place and those of the places above it, up to the seat's degree."""
    found = Unit.objects.filter(valid_on(on))
    if actor.is_system:
        return found
    where = Q(pk__in=[])
    for seat in actor.seats:
        where |= _directory(seat)
    return found.filter(where)


def _directory(seat: Seat) -> Q:
    above = Q(region__in=["", *codes_above(seat.place.code)])
    return (inside(seat.place) | above) & Q(degree__lte=seat.degree) if seat.place.code else Q(degree__lte=seat.degree)


NAMED = ("path", "pk", "short", "name", "kind")
"""What a picker shows of a unit, in the order of the tree."""


def handed_to(seat: Seat, units: Collection[int]) -> set[int]:
    """Those of these units that may be given a part of this seat's work (actors.hands_to)."""
    found = Unit.objects.filter(pk__in=units).values_list("pk", "path", "region")
    return {pk for pk, path, region in found if hands_to(seat, path, Place(region))}


def directory(actor: Actor, on: date, size: int) -> list[Line]:
    """The first of `visible_units` (NAMED), as they are kept (known.py). Not to be changed."""
    seen = () if actor.is_system else tuple((seat.place.code, seat.degree) for seat in actor.seats)
    return known.units().list_of((seen, actor.is_system, on, size), lambda: _read_directory(actor, on, size))


def _read_directory(actor: Actor, on: date, size: int) -> list[Line]:
    """Two queries a place: of an OR SQLite walks through the whole tree."""
    grounds = [Q()] if actor.is_system else list(dict.fromkeys(q for seat in actor.seats for q in _grounds(seat)))
    lists = [Select(Unit, NAMED, (valid_on(on), ground), ("path",)).rows(size) for ground in grounds]
    return sorted(set(chain(*lists)))[:size]


def _grounds(seat: Seat) -> Iterator[Q]:
    """What lies inside the place (by its county's index below the county), and what stands above it."""
    place, degree = seat.place, Q(degree__lte=seat.degree)
    county = place.up("county")
    yield (inside(place) & Q(county=county) if county else inside(place)) & degree
    if place.code:
        yield Q(region__in=("", *codes_above(place.code))) & degree


def visible_unit(actor: Actor, pk: int, on: date) -> Unit:
    """NotFound where it is not there or not to be seen."""
    unit = visible_units(actor, on).filter(pk=pk).first()
    if unit is None:
        raise NotFound
    return unit


def accounts_called(text: str) -> dict[int, str]:
    """Accounts with just this name or log-in, their names by number: for whoever reads the trail. At most twenty."""
    found = Account.objects.filter(Q(login=text.lower()) | Q(name=text)).order_by("pk")
    return dict(found.values_list("pk", "name")[:20])


Named = tuple[str, str]
"""What an entry of the trail is about: the model's label and the number."""


def called(things: Iterable[Named]) -> dict[Named, str]:
    """Of accounts, units and tenures what they are called today, for whoever reads the trail; a query for each sort."""
    wanted: dict[str, list[int]] = {}
    for kind, number in things:
        if number.isdecimal():
            wanted.setdefault(kind, []).append(int(number))
    found: dict[Named, str] = {}
    for kind, say in CALLED.items():
        if kind in wanted:
            found |= {(kind, str(pk)): said for pk, said in say(wanted[kind])}
    return found


def _people(numbers: Collection[int]) -> Iterable[tuple[int, str]]:
    return Account.objects.filter(pk__in=numbers).values_list("pk", "name")


def _units(numbers: Collection[int]) -> Iterable[tuple[int, str]]:
    return Unit.objects.filter(pk__in=numbers).values_list("pk", "short")


def _tenures(numbers: Collection[int]) -> Iterable[tuple[int, str]]:
    rows = Tenure.objects.filter(pk__in=numbers).select_related("unit", "account")
    return ((row.pk, f"{titled_of(row)}{row.account.name}") for row in rows)


CALLED = {"organisation.account": _people, "organisation.unit": _units, "organisation.tenure": _tenures}


def recovery_codes_left(account: Account) -> int:
    """How many of somebody's recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def visible_accounts(actor: Actor, on: date) -> QuerySet[Account]:
    """Accounts for those who keep them: who serves within a seat's place, and who serves nowhere yet."""
    if actor.is_system:
        return Account.objects.all()
    keeping = {"account.manage", "account.lock", "post.assign"}
    seats = [seat for seat in actor.seats if seat.permissions & keeping]
    where = Q(pk__in=[])
    for seat in seats:
        serving = Tenure.objects.filter(held_on(on), unit__in=Unit.objects.filter(inside(seat.place)))
        where |= Q(pk__in=serving.values("account")) | ~Q(tenures__in=Tenure.objects.filter(held_on(on)))
    return Account.objects.filter(where).distinct()


def accounts(actor: Actor, *, now: datetime, on: date, after: str = "") -> Iterator[AccountRow]:
    """The list of accounts behind a log-in name, a stretch of them in two queries; secrets stay in the database."""
    serving = Tenure.objects.filter(held_on(on)).select_related("unit").order_by("since", "pk")
    found = visible_accounts(actor, on).defer("password", "totp_pending").order_by("login")
    found = found.prefetch_related(Prefetch("tenures", serving, to_attr="serving"))
    rows = list(found.filter(login__gt=after)[:STRETCH])
    while rows:
        yield from (_row(account, now) for account in rows)
        rows = list(found.filter(login__gt=rows[-1].login)[:STRETCH]) if len(rows) == STRETCH else []


def _row(account: Account, now: datetime) -> AccountRow:
    serving: Iterable[Tenure] = getattr(account, "serving")  # noqa: B009 - put there by the prefetch
    return AccountRow(
        account.pk,
        account.login,
        account.name,
        account.masked_phone,
        account.active,
        account.locked_until is not None and account.locked_until > now,
        account.has_totp,
        "；".join(map(titled_of, serving)),
        bool(account.handed),
    )


def titled_of(tenure: Tenure) -> str:
    """Unit and post as they are said together."""
    return titled(tenure.unit.short, posts.load().said_of(tenure.post))


def group_at(place: Place, on: date) -> Group | None:
    """The leading group of just this place."""
    units = Unit.objects.filter(valid_on(on), region=place.code)
    return Group.objects.filter(unit__in=units).select_related("unit", "office").order_by("pk").first()


def in_order(units: Iterable[int], place: Place, on: date) -> dict[int, str]:
    """Short names of units as the office lists them: its leading group's members in their order, then by the tree."""
    group = group_at(place, on)
    held = GroupMember.objects.filter(held_on(on), group=group).order_by("order", "pk").values_list("unit", flat=True)
    first = {unit: number for number, unit in enumerate(held)}
    rows = Unit.objects.filter(pk__in=list(units)).order_by("path").values_list("pk", "short")
    return dict(sorted(rows, key=lambda row: first.get(row[0], len(first))))


def collective_named(text: str) -> Collective | None:
    """The collective that a document's words mean; None where they are none's."""
    return next((one for one in collectives.load().values() if one.means(text)), None)


def expand(collective: Collective, place: Place, *, on: date) -> Expansion:
    """The units of `place` that a collective stands for, in the order of the tree or of the leading group."""
    members = collective.members
    units = Unit.objects.filter(valid_on(on))
    where = names_on([place.code], on).get(place.code, place.code)
    if members.kinds:
        units = units.filter(kind__in=members.kinds)
    if members.office:
        group = group_at(place, on)
        found = list(units.filter(pk=group.office_id)) if group else []
        source = f"{where}双拥工作领导小组的办公室"
    elif members.group:
        found = _group_members(units, place, on)
        source = f"{where}双拥工作领导小组的成员单位"
    else:
        found = list(units.filter(_at(members.level, place)).order_by("path"))
        source = f"{where}的{'、'.join(Unit.Kind(kind).label for kind in members.kinds)}"
    why = f"“{collective.name}”没有写明是哪些单位，请从{source}中挑选。" if collective.choose else f"按{source}展开。"
    return Expansion(tuple(found), collective.choose, why if found else f"{source}还没有登记，请先登记或直接写明单位。")


def _group_members(units: QuerySet[Unit], place: Place, on: date) -> list[Unit]:
    group = group_at(place, on)
    if group is None:
        return []
    rows = GroupMember.objects.filter(held_on(on), group=group, unit__in=units).select_related("unit")
    return [row.unit for row in rows.order_by("order", "pk")]


def _at(level: str, place: Place) -> Q:
    """Within the place, at a level where one is given."""
    if level == OWN:
        return Q(region=place.code)
    if not level:
        return inside(place)
    at = LEVELS.index(level)
    exactly = ~Q(**{level: ""}) & (Q(**{LEVELS[at + 1]: ""}) if at + 1 < len(LEVELS) else Q())
    return inside(place) & exactly
