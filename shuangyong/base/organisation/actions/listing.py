"""Bringing in lists that an office already has: all of a list or nothing. What is there already is left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import passwords
from shuangyong.base.organisation.actions.accounts import (
    ONE_TIME_FOR,
    check_form,
    put_account,
)
from shuangyong.base.organisation.actions.names import checked
from shuangyong.base.organisation.actions.tenures import Term, assign
from shuangyong.base.organisation.actions.units import UnitDraft, check_draft, open_unit
from shuangyong.base.organisation.actors import Thing, held_on, need
from shuangyong.base.organisation.listed import (
    PEOPLE_COLUMNS,
    UNIT_COLUMNS,
    Line,
    Places,
    free_logins,
    kind_of,
    lines,
    post_of,
    refuse,
)
from shuangyong.base.organisation.models import Account, Region, Tenure, Unit
from shuangyong.base.organisation.queries import visible_accounts, visible_units
from shuangyong.base.organisation.regions import valid_on
from shuangyong.base.storing import writing

Rows = Sequence[Sequence[str]]
MOST_UNITS, MOST_PEOPLE = 600, 100
"""Rows of one list: a county with its villages; as many passwords as are made while somebody waits."""
HASHERS = 4


def _bound(found: list[Line], most: int) -> None:
    if len(found) > most:
        raise Problem(f"这份表有 {len(found)} 行，一次最多导入 {most} 行。", then="请拆成几份，分几次导入。")


@contextmanager
def _noting(wrong: dict[int, str], line: Line) -> Iterator[None]:
    """What is wrong with a row is noted for it, and the next row is looked at."""
    try:
        yield
    except ValueError as fault:
        wrong[line.number] = str(fault)
    except Problem as problem:
        wrong[line.number] = _says(problem)


def _says(problem: Problem) -> str:
    return "".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem)


# ── units ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of a list: how many were taken in, how many were there before, how many rows were left alone."""

    added: int
    known: int
    left: int = 0
    people: tuple[Account, ...] = ()
    """Who got a post."""


def open_units(actor: Actor, rows: Rows, *, on: date, now: datetime) -> Listed:
    """Open the units of a list, those above first; one of the same full name stays as it is. Raises Invalid by rows."""
    found = lines(rows, UNIT_COLUMNS, ("name",))
    _bound(found, MOST_UNITS)
    with writing():
        units = {unit.name: unit for unit in visible_units(actor, on)}
        new = [line for line in found if line["name"] not in units]
        drafts = _drafts(actor, new, on)
        above = _above(new, units)
        for line in _parents_first(new, above):
            parent = units.get(above[line.number])
            draft = drafts[line.number]
            units[draft.name] = open_unit(actor, replace(draft, parent=parent), on=on, now=now)
    return Listed(len(new), len(found) - len(new))


def _drafts(actor: Actor, new: list[Line], on: date) -> dict[int, UnitDraft]:
    """Every row read and looked through before anything is written."""
    home = next((seat.place.code for seat in actor.seats if "unit.edit" in seat.permissions), "")
    places = Places(list(Region.objects.filter(valid_on(on), code__startswith=home)), home)
    wrong: dict[int, str] = {}
    drafts, seen = {}, set[str]()
    for line in new:
        with _noting(wrong, line):
            if line["name"] in seen:
                raise ValueError("和前面一行是同一个单位。")
            seen.add(line["name"])
            drafts[line.number] = _draft(actor, line, places, on)
    refuse(wrong, "单位表")
    return drafts


def _draft(actor: Actor, line: Line, places: Places, on: date) -> UnitDraft:
    name, short = checked(line["name"]), checked(line["short"] or line["name"])
    kind = kind_of(line["kind"], name)
    draft = UnitDraft(name, short, kind, places.code(line["region"], kind, name), None, line["duties"])
    need(actor, "unit.edit", Thing(Place(draft.region), (), (), (), draft.degree))
    check_draft(draft, None, on)
    return draft


def _above(new: list[Line], units: dict[str, Unit]) -> dict[int, str]:
    """The full name of the unit above each row's, "" for none. Raises Invalid for one that is nowhere."""
    short = {unit.short: unit.name for unit in units.values()} | {line["short"]: line["name"] for line in new}
    names = {*units, *(line["name"] for line in new)}
    short.pop("", None)
    above = {line.number: line["parent"] if line["parent"] in names else short.get(line["parent"], "") for line in new}
    refuse(
        {
            line.number: f"上级单位“{line['parent']}”既不在这份表里，也没有登记过。"
            for line in new
            if line["parent"] and not above[line.number]
        },
        "单位表",
    )
    return above


def _parents_first(new: list[Line], above: dict[int, str]) -> Iterator[Line]:
    waiting, still = list(new), {line["name"] for line in new}
    while waiting:
        ready = [line for line in waiting if above[line.number] not in still]
        if not ready:
            refuse({line.number: "上级单位写成了一圈，谁也不在最上面。" for line in waiting}, "单位表")
        yield from ready
        still -= {line["name"] for line in ready}
        waiting = [line for line in waiting if line["name"] in still]


# ── accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Opened:
    """Accounts with one-time passwords, which are shown this once and kept nowhere; how many were there before."""

    accounts: tuple[tuple[Account, str], ...]
    known: int
    strange: tuple[str, ...] = ()
    """Units of the list that are not registered: nobody can be given a post there."""


def open_accounts(actor: Actor, rows: Rows, *, now: datetime) -> Opened:
    """Open an account for everybody in a list who has none. Raises Invalid by rows."""
    need(actor, "account.manage")
    found = lines(rows, PEOPLE_COLUMNS, ("name",))
    known = _People(actor, localdate(now))
    new = _unknown(found, known)
    _bound(new, MOST_PEOPLE)
    drafts = _people(new, known)
    made = [passwords.one_time() for _ in drafts]
    with ThreadPoolExecutor(HASHERS) as hashers:
        hashed = list(hashers.map(make_password, made))
    until = now + ONE_TIME_FOR
    with writing():
        opened = [
            put_account(actor, Account(login=login, name=name, phone=phone, password=one, one_time_until=until), now)
            for (login, name, phone), one in zip(drafts, hashed, strict=True)
        ]
    there = _units_by_name(actor, localdate(now))
    strange = dict.fromkeys(line["unit"] for line in found if line["unit"] and line["unit"] not in there)
    return Opened(tuple(zip(opened, made, strict=True)), len(found) - len(new), tuple(strange))


def _units_by_name(actor: Actor, on: date) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in visible_units(actor, on):
        for name in {unit.name, unit.short}:
            found.setdefault(name, []).append(unit)
    return found


def _unknown(found: list[Line], known: _People) -> list[Line]:
    wrong: dict[int, str] = {}
    new: list[Line] = []
    for line in found:
        with _noting(wrong, line):
            new += [line] if known.account(line) is None else []
    refuse(wrong, "名单")
    return new


class _People:
    """Who has an account: by log-in, by phone, by name among those whom the actor keeps."""

    def __init__(self, actor: Actor, on: date) -> None:
        every = list(Account.objects.all())
        self.by_login = {one.login: one for one in every}
        self.by_phone = {one.phone: one for one in every if one.phone}
        self.kept = set(visible_accounts(actor, on).values_list("pk", flat=True))
        self.by_name: dict[str, list[Account]] = {}
        for one in every:
            if one.pk in self.kept:
                self.by_name.setdefault(one.name, []).append(one)

    def account(self, line: Line) -> Account | None:
        """Whose row it is; None for nobody's. Raises ValueError where the name fits several, or the log-in another."""
        found = self.by_login.get(line["login"].lower()) if line["login"] else self.by_phone.get(line["phone"])
        if found is not None and (found.name != line["name"] or found.pk not in self.kept):
            raise ValueError(f"这个登录名或手机号已经在别人的账号上，不是{line['name']}的。")
        if found is not None or line["login"]:
            return found
        alike = [one for one in self.by_name.get(line["name"], []) if not (one.phone and line["phone"])]
        if len(alike) > 1:
            raise ValueError(f"有 {len(alike)} 个账号叫“{line['name']}”，请写登录名。")
        return alike[0] if alike else None


def _people(new: list[Line], known: _People) -> list[tuple[str, str, str]]:
    """Log-in, name and phone of each row; who has no log-in in the list gets one."""
    taken = {*known.by_login, *(line["login"].lower() for line in new)}
    free = free_logins(taken)
    wrong: dict[int, str] = {}
    drafts, seen = [], set[str]()
    for line in new:
        login = line["login"].lower() or next(free)
        with _noting(wrong, line):
            check_form(login, line["name"], line["phone"])
            for own in filter(None, (login, line["phone"], "" if line["login"] or line["phone"] else line["name"])):
                if own in seen:
                    raise ValueError(f"“{own}”和前面一行重了；同名的两个人，请写登录名或手机号。")
                seen.add(own)
        drafts.append((login, line["name"], line["phone"]))
    refuse(wrong, "名单")
    return drafts


# ── posts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def give_posts(actor: Actor, rows: Rows, *, on: date, now: datetime) -> Listed:
    """Give the posts of a list from `on`; rows without a post are left, held ones stay. Raises Invalid by rows."""
    need(actor, "post.assign")
    found = lines(rows, PEOPLE_COLUMNS, ("name", "unit", "post"))
    meant = [line for line in found if line["post"]]
    _bound(meant, MOST_UNITS)
    given: dict[int, Account] = {}
    added = 0
    with writing():
        for line, account, unit, post in _meant(actor, meant, on):
            if Tenure.objects.filter(held_on(on), account=account, unit=unit, post=post).exists():
                continue
            try:
                assign(actor, account, unit, post, Term(on), now=now)
            except Problem as problem:
                refuse({line.number: _says(problem)}, "名单")
            added += 1
            given[account.pk] = account
    return Listed(added, len(meant) - added, len(found) - len(meant), tuple(given.values()))


def _meant(actor: Actor, meant: list[Line], on: date) -> list[tuple[Line, Account, Unit, str]]:
    known, units = _People(actor, on), _units_by_name(actor, on)
    wrong: dict[int, str] = {}
    rows = []
    for line in meant:
        with _noting(wrong, line):
            account, fits = known.account(line), units.get(line["unit"], [])
            if account is None:
                raise ValueError(f"{line['name']}还没有账号，请系统管理员先开。")
            if len(fits) != 1:
                raise ValueError(f"单位“{line['unit']}”{'不止一个，请写全称' if fits else '没有登记，请先登记'}。")
            rows.append((line, account, fits[0], post_of(line["post"], fits[0].kind).key))
    refuse(wrong, "名单")
    return rows
