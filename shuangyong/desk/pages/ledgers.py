"""Ledgers (台账): all of them under their headings, then one kind as list, board, month and figures; a unit's page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.queries import visible_unit
from shuangyong.base.organisation.serving import serving_in
from shuangyong.cases import burden, ledgers, queries
from shuangyong.cases.queries import Filter, Page
from shuangyong.catalog.ledgers import grouped
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.pages.asking import Asked, asked, key_of, number, onward
from shuangyong.desk.pages.desk import capped
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.sifting import LIGHT_NAMES, chosen, sifted

SEE = queries.SEE
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


@require_safe
@for_posts(SEE)
def index(request: HttpRequest) -> HttpResponseBase:
    """Every ledger with what is open and overdue in it; those where nothing is open are folded."""
    me = asked(request)
    kinds, standings = kinds_in_force(me.on), ledgers.standings(me.actor, me.on)
    imports = holds(me.actor, "ledger.import")
    busy = {key for key, standing in standings.items() if standing.open}
    groups = [
        (
            ledger,
            [(kinds[key], standings[key]) for key in ledger.kinds if key in busy],
            [kinds[key] for key in ledger.kinds if key not in busy],
        )
        for ledger in grouped(list(kinds))
    ]
    return render(request, "desk/ledgers/index.html", {"groups": groups, "on": me.on, "imports": imports})


@require_safe
@for_posts(SEE)
def ledger(request: HttpRequest, key: str) -> HttpResponseBase:
    """One ledger as a list with its own columns."""
    me = asked(request)
    kind = _kind(me, key)
    what = chosen(request, me, key)
    sieve = what.sieve
    page = Page((), None) if what.wrong else sifted(me.actor, sieve, me.on, key_of(request))
    context = (
        _frame(me, kind, "list")
        | what.page(words=sieve.words({}, what.named, {}))
        | {
            "lines": ledgers.lines(me.actor, kind, page.rows, page.next),
            "later": "after" in request.GET,
            "exports": holds(me.actor, "ledger.export"),
            "next": f"{reverse('desk:ledger', args=[key])}?{sieve.query(page.next)}" if page.next else "",
        }
    )
    return render(request, "desk/ledgers/list.html", context)


@require_safe
@for_posts(SEE)
def board(request: HttpRequest, key: str) -> HttpResponseBase:
    """One ledger by stages."""
    me = asked(request)
    kind = _kind(me, key)
    context = _frame(me, kind, "board") | {"columns": ledgers.board(me.actor, kind, me.on)}
    return render(request, "desk/ledgers/board.html", context)


@require_safe
@for_posts(SEE)
def month(request: HttpRequest, key: str) -> HttpResponseBase:
    """One ledger as a month: what falls due, what was ended."""
    me = asked(request)
    kind = _kind(me, key)
    context = _frame(me, kind, "month") | {"month": ledgers.month(me.actor, kind, month_of(request, me.on), me.on)}
    return render(request, "desk/ledgers/month.html", context)


@require_safe
@for_posts(SEE)
def figures(request: HttpRequest, key: str) -> HttpResponseBase:
    """One ledger in numbers."""
    me = asked(request)
    kind = _kind(me, key)
    context = _frame(me, kind, "figures") | {"figures": ledgers.figures(me.actor, kind, me.on)}
    return render(request, "desk/ledgers/figures.html", context)


def _kind(me: Asked, key: str) -> Kind:
    found = kinds_in_force(me.on).get(key)
    if found is None:
        raise NotFound
    return found


def _frame(me: Asked, kind: Kind, view: str) -> dict[str, object]:
    return {"kind": kind, "view": view, "on": me.on, "opens": bool(may(me.actor, kind.opening.may))}


def month_of(request: HttpRequest, on: date) -> date:
    """The first day of the month in the address (?month=2026-08), else of today's."""
    try:
        found = date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        return on.replace(day=1)
    return found if 1950 <= found.year <= 2100 else on.replace(day=1)


# ── one unit ───────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(SEE)
def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit: what it holds, what is late, who serves there."""
    me = asked(request)
    found = visible_unit(me.actor, pk, me.on)
    wanted = Filter(unit=found.pk)
    page = queries.page(me.actor, wanted, me.on, key_of(request))
    kinds = kinds_in_force(me.on)
    tallies = [
        (name, light, capped(queries.count(me.actor, replace(wanted, lights=(light,)), me.on)))
        for light, name in LIGHT_NAMES.items()
    ]
    context = {
        "unit": found,
        "rows": page.rows,
        "later": "after" in request.GET,
        "next": onward("desk:unit_work", page.next, pk),
        "tallies": tallies,
        "held": [one for one in ledgers.held_by(me.actor, pk) if one.kind in kinds],
        "people": serving_in(found, me.on),
        "on": me.on,
    }
    return render(request, "desk/ledgers/unit.html", context)


# ── the burden meter ───────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(SEE)
def meter(request: HttpRequest) -> HttpResponseBase:
    """What each station was asked in a month, by kind, and one of them by itself (`?unit=`); stations see their own."""
    me = asked(request)
    first = month_of(request, me.on)
    after = (first.replace(day=28) + ONE_WEEK).replace(day=1)
    found = burden.month_of(me.actor, first, after - ONE_DAY, me.on)
    wanted = number(request.GET.get("unit"))
    one = next((unit for unit in found.units if unit.unit == wanted), None)
    context = {
        "burden": found,
        "one": one,
        "whole": one.whole if one else found.whole,
        "kinds": one.costing if one else found.kinds,
        "scale": burden.scale(),
        "names": defaultdict(str, {key: kind.name for key, kind in kinds_in_force(me.on).items()}),
        "before": (first - ONE_DAY).replace(day=1),
        "after": after if after <= me.on else None,
    }
    return render(request, "desk/ledgers/burden.html", context)
