"""What happens to running work when units and posts change: it goes with the post, or with the unit, never nowhere.

Registered with base.organisation.handlers; called inside the transaction of the change, which they may refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.timezone import localtime

from shuangyong.base.actor import LEVELS, Actor, Place
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.organisation import handlers, paths
from shuangyong.base.organisation.handlers import Division
from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.cases import keeping
from shuangyong.cases.actions import enter_built_in
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.steps import Given, Step
from shuangyong.cases.models import Case, Holding, Serial
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind

DIVIDED_LATER = "cases.divide_closed"
CLOSED_LATER = "cases.hand_on_closed"
"""The job that lets closed cases of a merged unit follow: there may be very many, and nobody waits for them."""
Holders = Mapping[str, tuple[Given, ...]]
Change = Callable[[tuple[Given, ...]], tuple[Given, ...]]


def register() -> None:
    """Called once, when the room is ready."""
    handlers.handed_over.register(post_handed_over)
    handlers.tenure_ended.register(tenure_ended)
    handlers.unit_merged.register(unit_merged)
    handlers.unit_split.register(unit_split)
    handlers.unit_closed.register(unit_closed)
    handlers.unit_placed.register(unit_placed)
    handlers.unit_moved.register(unit_moved)
    handlers.people_changed.register(keeping.tell_of_people)


# ── persons ────────────────────────────────────────────────────────────────────────────────────────────────────────


def post_handed_over(actor: Actor, before: Tenure, after: Tenure, now: datetime) -> None:
    """What was given to the person goes to whoever holds the post now. A merger moves people and work itself."""
    if before.unit_id == after.unit_id and before.account_id != after.account_id:
        note = f"{before.account.name}的岗位移交给{after.account.name}。"
        _give(actor, before.unit_id, before.account_id, after.account_id, note, now)


def tenure_ended(actor: Actor, tenure: Tenure, now: datetime) -> None:
    """Nobody follows: the unit has it back. Whoever still serves in the unit by another post keeps it."""
    if not keeping.sits_in(tenure.account_id, tenure.unit_id, localtime(now).date()):
        note = f"{tenure.account.name}不再任职，退回本单位。"
        _give(actor, tenure.unit_id, tenure.account_id, None, note, now)


def _give(actor: Actor, unit: int, before: int, after: int | None, note: str, now: datetime) -> None:
    for row in _open().filter(holdings__unit=unit, holdings__account=before).distinct():
        _hand_on(actor, row, lambda held: _to_person(held, unit, before, after), note, now)


def _to_person(held: tuple[Given, ...], unit: int, before: int, after: int | None) -> tuple[Given, ...]:
    return tuple((u, after if (u, who) == (unit, before) else who) for u, who in held)


def _open() -> QuerySet[Case]:
    return Case.objects.filter(phase__in=OPEN_PHASES).order_by("pk")


def _hand_on(actor: Actor, row: Case, change: Change, note: str, now: datetime) -> None:
    """One step for all parts that change; none where nothing does."""
    case = lay_open(row, _day_for(row, now))
    changed = {part: new for part, held in case.state.holders.items() if (new := change(held)) != held}
    if changed:
        gives = _apart(case.kind, changed, case.state.holders)
        step = Step(steps.HANDED_ON, case.on, actor.account_id, note=note, gives=gives)
        enter_built_in(actor, case, step, now=now)


def _day_for(row: Case, now: datetime) -> date:
    """Today, or the day of the last step where the clock of the machine stands before it."""
    last = row.steps.aggregate(last=Max("on"))["last"]
    return max(localtime(now).date(), last) if last else localtime(now).date()


def _apart(kind: Kind, changed: Holders, holders: Holders) -> dict[str, tuple[Given, ...]]:
    """No unit leads and supports at once: what came together by a merger stays with the part that is one unit's."""
    after = {**holders, **changed}
    alone = {u for part, held in after.items() if part in kind.parts and not kind.parts[part].many for u, _ in held}
    found = dict(changed)
    for part, held in after.items():
        if part in kind.parts and kind.parts[part].many:
            left = tuple(given for given in held if given[0] not in alone)
            if left != holders.get(part, ()):
                found[part] = left
    return found


# ── units ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def unit_merged(actor: Actor, unit: Unit, into: Unit, now: datetime) -> None:
    """Open work goes to the successor in the same transaction, closed work soon after."""
    hand_on_to_unit(actor, _open().filter(holdings__unit=unit).distinct(), unit, into, now)
    if Holding.objects.filter(unit=unit).exists():
        jobs.enqueue(CLOSED_LATER, {"unit": unit.pk, "into": into.pk}, now=now, by=actor)


def hand_on_to_unit(actor: Actor, rows: Iterable[Case], unit: Unit, into: Unit, now: datetime) -> int:
    """Every part of `unit` in these cases is `into`'s from now on; gives how many cases."""
    count = 0
    for row in rows:
        _hand_on(actor, row, lambda held: _to_unit(held, unit.pk, into.pk), f"{unit.name}并入{into.name}。", now)
        count += 1
    return count


def unit_split(actor: Actor, unit: Unit, division: Division, now: datetime) -> None:
    """Open work goes to the parts in the same transaction; what has ended stays, or follows soon after."""
    divide(actor, _open().filter(holdings__unit=unit).distinct(), unit, division, now)
    if division.closed and Holding.objects.filter(unit=unit).exists():
        work = {kind: part.pk for kind, part in division.work.items()}
        jobs.enqueue(DIVIDED_LATER, {"unit": unit.pk, "first": division.first.pk, "work": work}, now=now, by=actor)


def divide(actor: Actor, rows: Iterable[Case], unit: Unit, division: Division, now: datetime) -> int:
    """Every part of `unit` in these cases is from now on that of the unit which got their kind; gives how many."""
    count, today = 0, localtime(now).date()
    for row in rows:
        into = division.of(row.kind)
        note = f"{unit.name}分设，由{into.name}承接。"
        _hand_on(actor, row, lambda held, into=into: _to_part(held, unit.pk, into.pk, today), note, now)  # type: ignore[misc]
        count += 1
    return count


def _to_part(held: tuple[Given, ...], unit: int, into: int, on: date) -> tuple[Given, ...]:
    """As after a merger; who did not go to that part gives it back to the unit."""
    moved = _to_unit(held, unit, into)
    return tuple((u, who if u != into or who is None or keeping.sits_in(who, u, on) else None) for u, who in moved)


def work_of(unit: Unit) -> list[tuple[str, int, int]]:
    """Kinds of the cases in which a unit holds a part, with how many are open and how many have ended."""
    found: dict[str, list[int]] = {}
    held = Holding.objects.filter(unit=unit).order_by().values_list("case__kind", "phase")
    for kind, phase, n in held.annotate(n=Count("case", distinct=True)):
        found.setdefault(kind, [0, 0])[phase not in OPEN_PHASES] += n
    return [(kind, *found[kind]) for kind in sorted(found)]  # type: ignore[misc]


def closed_of(unit: Unit, most: int) -> list[Case]:
    """Some of the closed cases in which a unit still holds a part."""
    closed = Case.objects.exclude(phase__in=OPEN_PHASES).filter(holdings__unit=unit)
    return list(closed.order_by("pk").distinct()[:most])


def _to_unit(held: tuple[Given, ...], unit: int, into: int) -> tuple[Given, ...]:
    """Each unit once; who of the successor held it already goes on holding it."""
    there = {u for u, _ in held}
    if unit not in there:
        return held
    if into in there:
        return tuple(given for given in held if given[0] != unit)
    return tuple((into if u == unit else u, who) for u, who in held)


def unit_closed(actor: Actor, unit: Unit, now: datetime) -> None:
    """A unit with open work cannot close: who would answer for it?"""
    open_holdings = Holding.objects.filter(unit=unit, phase__in=OPEN_PHASES)
    held = open_holdings.exclude(part=OPENER).values("case").distinct().count()
    opened = open_holdings.filter(part=OPENER).values("case").distinct().count()
    if held or opened:
        told = [f"承办的 {held} 件" if held else "", f"交办的 {opened} 件" if opened else ""]
        raise Problem(
            f"{unit.name}还有没有办结的事项：{'、'.join(filter(None, told))}。",
            "撤销之前，应先办结、改由他单位办理，或者改为并入其他单位。",
            "请处理完再撤销。",
        )


def unit_moved(actor: Actor, unit: Unit, old: str, new: str, now: datetime) -> None:
    """The copies of the path that lists of a subtree are found by: one statement."""
    inside = Holding.objects.filter(unit_path__gte=old, unit_path__lt=paths.end(old))
    inside.update(unit_path=Concat(Value(new), Substr("unit_path", len(old) + 1)), root=new[: paths.WIDTH])


def unit_placed(actor: Actor, unit: Unit, old: str, now: datetime) -> None:
    """Cases that lie where the unit that opened them lay follow it to its new code, with their numbers."""
    was, place = Place(old), unit.place
    keys = list(_opened_at(unit, was).order_by("pk").values_list("pk", flat=True).distinct())
    if not keys or was == place:
        return
    _refuse_same_numbers(keys, place)
    _carry_serials(was, place)
    Case.objects.filter(pk__in=keys).update(**{level: place.up(level) for level in LEVELS})
    Holding.objects.filter(case__in=keys).update(place=place.code)


def _opened_at(unit: Unit, place: Place) -> QuerySet[Case]:
    lay = {level: place.up(level) for level in LEVELS}
    return Case.objects.filter(**lay, holdings__unit=unit, holdings__part=OPENER)


def opened_there(unit: Unit) -> int:
    """How many cases would follow a unit to another place."""
    return _opened_at(unit, unit.place).distinct().count()


def _refuse_same_numbers(keys: list[int], place: Place) -> None:
    there = Case.objects.filter(county=place.up("county")).exclude(pk__in=keys).values("number")
    same = Case.objects.filter(pk__in=keys, number__in=there).values_list("number", flat=True).first()
    if same:
        raise Problem(
            f"新的行政区划里已经有编号为“{same}”的事项，两件不能同号。",
            then="请联系运行维护人员合并编号后再改区划。",
        )


def _carry_serials(was: Place, place: Place) -> None:
    """New numbers go on after those that came along."""
    old, new = (one.up("county") or one.code for one in (was, place))
    if old == new:
        return
    for kind, year, last in Serial.objects.filter(county=old).values_list("kind", "year", "last"):
        scope = {"kind": kind, "county": new, "year": year}
        Serial.objects.bulk_create([Serial(**scope, last=last)], ignore_conflicts=True)
        Serial.objects.filter(**scope, last__lt=last).update(last=last)
