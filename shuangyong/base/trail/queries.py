"""Looking at the trail, by those whose post may; each look is an entry itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from shuangyong.base import storing
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden
from shuangyong.base.trail import actions, anchors
from shuangyong.base.trail.entries import LOOKED
from shuangyong.base.trail.models import Entry, EntryQuerySet, Head

PERMISSION = "trail.read"
PAGE = 50
SAYS = {
    "actor_id": "账号",
    "what": "类别",
    "about_kind": "对象类别",
    "about_id": "对象",
    "since": "自",
    "until": "至",
    "actors": "账号",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries to show; empty shows all. `what` is a type or the beginning of one, up to a dot: unit."""

    actor_id: int | None = None
    what: str = ""
    about_kind: str = ""
    about_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    actors: tuple[int, ...] | None = None
    """Any of these; none at all where nobody has the name that was looked for."""
    words: Mapping[str, str] = field(default_factory=dict)
    """How a person calls what is looked for, by field: the entry says that instead of keys and numbers."""

    def __str__(self) -> str:
        """For the entry that the look leaves."""
        given = [(name, getattr(self, name)) for name in SAYS if name != "actors"]
        if self.actors is not None:
            given.append(("actors", "、".join(map(str, self.actors))))
        told = [(SAYS[name], self._said(name, value)) for name, value in given if value is not None]
        return "，".join(f"{name}：{value}" for name, value in told if value) or "全部"

    def _said(self, name: str, value: object) -> str:
        if name == "actors" and not value:
            return "没有这个人"
        if isinstance(value, datetime):
            return f"{localtime(value):%Y-%m-%d}"
        return self.words.get(name, str(value)) if value != "" else ""

    def condition(self) -> Q:
        """As a query."""
        plain = {name: getattr(self, name) for name in ("actor_id", "about_kind", "about_id")}
        found = Q(**{name: value for name, value in plain.items() if value not in (None, "")})
        if self.actors is not None:
            found &= Q(actor_id__in=self.actors)
        if self.what:
            found &= Q(what=self.what) | Q(what__startswith=f"{self.what}.")
        if self.since:
            found &= Q(at__gte=self.since)
        return found & Q(at__lt=self.until) if self.until else found


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `next_key` gives the following page, None where there is none."""

    entries: tuple[Entry, ...]
    next_key: int | None


def entries(actor: Actor, filters: Filters, after_key: int | None = None, *, now: datetime) -> Page:
    """A page of entries for who may read the trail; Forbidden for others. Writes an entry of its own."""
    found = visible_to(actor).filter(filters.condition()).order_by("-seq")
    if after_key is not None:
        found = found.filter(seq__lt=after_key)
    rows = tuple(found[: PAGE + 1])
    with storing.writing():
        actions.record(actor, LOOKED, ("trail", str(rows[0].seq if rows else 0)), {"filters": str(filters)}, now=now)
    return Page(rows[:PAGE], rows[PAGE - 1].seq if len(rows) > PAGE else None)


def visible_to(actor: Actor) -> EntryQuerySet:
    """Entries of acts within the places of the seats that may read the trail, and those of the system itself."""
    places = [seat.place for seat in actor.seats if PERMISSION in seat.permissions]
    if not places:
        raise Forbidden("您的岗位没有查看留痕的权限。", then="需要查看的，请与安全审计员联系。")
    found = EntryQuerySet(Entry)
    if any(not place.code for place in places):
        return found
    within = Q(place="")
    for place in places:
        within |= Q(place__startswith=place.code)
    return found.filter(within)


def anchor() -> anchors.Anchor | None:
    """The head as it stands now; None before the first entry."""
    head = Head.objects.filter(seq__gt=0).values_list("seq", "hash").first()
    return anchors.make(*head) if head else None
