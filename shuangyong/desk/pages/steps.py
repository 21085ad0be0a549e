"""Forms: opening a case, taking a step, giving a part to a person. What was typed survives every refusal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.assess.inspecting.queries import INSPECTION, lately_said
from shuangyong.base.actor import Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.queries import handed_to
from shuangyong.base.organisation.serving import colleagues
from shuangyong.cases import actions, around, exchanging, queries
from shuangyong.cases.engine.chains import handed_down
from shuangyong.cases.engine.steps import OPEN, Given
from shuangyong.cases.forms import Form, read_values
from shuangyong.cases.known import Asking, carried_on, held
from shuangyong.cases.offers import allowed, missing, need_to_open, owed, seat_for, waited_for
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog.ledgers import grouped
from shuangyong.catalog.ledgers import load as ledgers
from shuangyong.catalog.model import PART_RULE, Field, Kind, Opening, Transition
from shuangyong.catalog.queries import current, kind_of, kinds_in_force
from shuangyong.desk import forming
from shuangyong.desk.casework import JUDGING, brought_here
from shuangyong.desk.choosing import Units, units_to_choose
from shuangyong.desk.filing import Filed, earlier, file_all
from shuangyong.desk.forming import CHILD, TODAY, Asks
from shuangyong.desk.pages.asking import THEN, Asked, asked, number, signed_in
from shuangyong.desk.trouble import wrong
from shuangyong.rules.wording import day_text

BUSY = ("long_text", "case")
"""Types whose last value is not offered again: a report is written anew each time, another case is meant."""
DRAWN = {"duty_roster": "desk:roster_new"}
"""Kinds whose cases are drawn on a page of their own and not typed."""
NOTHING = Filed({}, {})
USUAL = 8
"""Kinds in the short list; whoever may open no more than these has no use for one, nor for a search."""
MOST_WANTED = 40


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@signed_in
def kinds(request: HttpRequest) -> HttpResponseBase:
    """What can be opened by this person: the usual ones, then all by their work, or what is searched for."""
    me = asked(request)
    able = {key: kind for key, kind in kinds_in_force(me.on).items() if may(me.actor, kind.opening.may)}
    wanted = request.GET.get("q", "").strip()[:MOST_WANTED]
    found = {key: kind for key, kind in able.items() if _is_meant(kind, wanted)}
    groups = [(ledger, [found[key] for key in ledger.kinds]) for ledger in grouped(list(found))]
    usual = [] if wanted or len(able) <= USUAL else [able[key] for key in _usual(me, able)]
    context = {"groups": groups, "usual": usual, "wanted": wanted, "many": len(able) > USUAL, "able": len(able)}
    return render(request, "desk/kinds.html", context)


def _is_meant(kind: Kind, wanted: str) -> bool:
    """Every word that was typed stands in the name or in what the kind is for."""
    text = f"{kind.name}{kind.about}{kind.opening.name}".lower()
    return all(word in text for word in wanted.lower().split())


def _usual(me: Asked, able: Collection[str]) -> list[str]:
    """What this person opened lately, then what the posts declare, as many as can be looked over."""
    declared = [key for seat in me.actor.seats for key in ledgers().usual.get(seat.post, ())]
    keys = dict.fromkeys([*queries.opened_lately(me.actor), *declared])
    return [key for key in keys if key in able][:USUAL]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_new(request: HttpRequest, key: str) -> HttpResponseBase:
    """The form of a new case."""
    me = asked(request)
    kind = kind_of(current(key, me.on).pk)
    seat = need_to_open(me.actor, kind)
    if key in DRAWN:
        return HttpResponseRedirect(reverse(DRAWN[key]))
    own = _own_part(kind.opening, seat) if request.method != "POST" else {}
    known = _held(request, me, kind, seat)
    likely = _likely(kind, kind.opening, me)
    asks = Asks(kind, kind.opening, known=known, held=own, earlier=_earlier(kind.opening, me), likely=likely)
    if request.method != "POST":
        return _opening_page(request, me, asks)
    filed = file_all(request, kind, forming.slots(kind.opening), me.on, me)
    try:
        row = actions.open_case(me.actor, key, _sent(asks, request, me, filed), now=me.now, once=True)
    except Problem as problem:
        return _opening_page(request, me, asks, problem, filed)
    then = kind.transitions.get(request.POST.get(THEN, ""))
    if then is not None and row.stage in then.origins:
        return HttpResponseRedirect(reverse("desk:take", args=[row.pk, then.key]))
    return HttpResponseRedirect(f"{reverse('desk:case', args=[row.pk])}?done=open")


DO_THEMSELVES = ("lead", "asker")
"""Parts that whoever sits in one unit mostly takes for it: what a station opens it does, what troops ask is theirs."""
BELOW_COUNTY = ("town", "village")
"""Where a post looks after a place that is no bigger, what it opens its own unit mostly does."""


def _own_part(asking: Opening | Transition, seat: Seat | None) -> dict[str, tuple[Given, ...]]:
    """The own unit where it is the likely one; it stands in the form to be looked at and changed."""
    if seat is None or not (seat.reach == "unit" or seat.place.level in BELOW_COUNTY):
        return {}
    wanted = next((one for one in asking.gives if one.key in DO_THEMSELVES and not one.optional), None)
    return {wanted.key: ((seat.unit_id, None),)} if wanted else {}


def _held(request: HttpRequest, me: Asked, kind: Kind, seat: Seat | None) -> dict[str, Any]:
    """What stands in a new form: what is held already, and what the address names (such as whom it is about)."""
    if request.method == "POST":
        return {}
    wanted = [one for one in kind.opening.asks if one.key in request.GET]
    try:
        named = read_values(kind, wanted, {one.key: request.GET.getlist(one.key) for one in wanted})
    except Invalid:
        named = {}
    return {**held(Asking(me.actor, seat, kind, me.on, named), quiet=False), **named}


def _opening_page(
    request: HttpRequest, me: Asked, asks: Asks, problem: Problem | None = None, filed: Filed = NOTHING
) -> HttpResponse:
    bad = wrong(problem)
    context = _context(asks.kind, me, problem, filed) | {
        "kind": asks.kind,
        "controls": forming.controls(asks, request, bad),
        "on": request.POST.get("on") or me.on.isoformat(),
        "said": _left(bad, asks),
    }
    return render(request, "desk/opening.html", context, status=problem.status if problem else 200)


# ── a step ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: HttpRequest, pk: int, action: str) -> HttpResponseBase:
    """The form of one transition of a case."""
    me = asked(request)
    case = lay_open(queries.get(me.actor, pk), me.on)
    transition = case.kind.transitions.get(action)
    if transition is None:
        raise NotFound
    if request.method != "POST":
        _check(case, transition, me)
        return _step_page(request, me, case, transition)
    asks = _asks(case, transition, me)
    filed = file_all(request, case.kind, forming.slots(transition), me.on, me)
    below = _below(case, transition, me)
    filed_below = NOTHING
    if below is not None:
        filed_below = file_all(request, below.kind, forming.slots(below.asking), me.on, me, CHILD)
    both = _both(filed, filed_below)
    try:
        _take(request, me, asks, case, filed, below, filed_below)
    except NotFound:
        raise
    except Problem as problem:
        return _step_page(request, me, lay_open(queries.get(me.actor, pk), me.on), transition, problem, both)
    return HttpResponseRedirect(f"{reverse('desk:case', args=[pk])}?done={action}")


def _take(
    request: HttpRequest, me: Asked, asks: Asks, case: Open, filed: Filed, below: Asks | None, filed_below: Filed
) -> None:
    form = _dated(asks, _sent(asks, request, me, filed), case, me)
    if below is not None:
        form = replace(form, child=replace(_sent(below, request, me, filed_below), note="", on=form.on))
    rev = number(request.POST.get("rev")) or 0
    key = asks.asking.key if isinstance(asks.asking, Transition) else ""
    children = _for_each(below, form.child)
    if len(children) > 1:
        actions.take_for_each(me.actor, case.row.pk, key, form, children, rev=rev, now=me.now)
    else:
        actions.take(me.actor, case.row.pk, key, form, rev=rev, now=me.now)


def _dated(asks: Asks, form: Form, case: Open, me: Asked) -> Form:
    """Where no other day was written, the step lies on the day that its own field says, as near as it may."""
    said = form.values.get(forming.own_day(asks))
    if form.on is not None or said is None or said > me.on:
        return form
    return replace(form, on=max(said, queries.last_day(case.row) or said))


def _for_each(below: Asks | None, form: Form | None) -> list[Form]:
    """The same form for each unit that was named, where the kind makes a case of its own for each of them."""
    if below is None or form is None or not below.each:
        return []
    return [replace(form, gives={**form.gives, below.each: (one,)}) for one in form.gives.get(below.each, ())]


def _both(filed: Filed, below: Filed) -> Filed:
    """What was filed for the step and, under longer names, for the case that it opens: both come back to the page."""
    named = {f"{CHILD}{slot}": proofs for slot, proofs in below.by_slot.items()}
    return Filed(filed.by_slot | named, filed.wrong | below.wrong)


def _check(case: Open, transition: Transition, me: Asked) -> None:
    """A form that could not be sent is not shown: its reason is."""
    verdict = allowed(case.kind, transition, case.state, case.standing, me.actor)
    if not verdict:
        raise Forbidden(verdict.reason, then="请由有权限的人办理。")
    lacking = missing(case.kind, transition, case.record)
    if lacking:
        raise Problem(f"现在还不能“{transition.name}”：{''.join(lacking)}", then="补齐以后再办。")
    if case.state.stage not in transition.origins:
        stage = case.kind.stages[case.state.stage].name
        raise Problem(f"{case.row.number} 现在是“{stage}”，不能“{transition.name}”。", then="请回事项页看现在能办的。")


def _asks(case: Open, transition: Transition, me: Asked) -> Asks:
    """What the case holds stands in the form, save what is said anew each time and a term that may be left as it is."""
    wanted = {one.key for one in transition.asks if not one.optional}
    terms = _terms_left(case, transition)
    values = [one for one in case.state.values.items() if one[0] not in terms]
    known = {key: value for key, value in values if not _stale(case.kind.fields[key], value, key in wanted, me.on)}
    known = carried_on(case.kind, transition, case.state.values) | known
    known |= {key: me.on for key in wanted if case.kind.fields[key].known_from == TODAY}
    names_case = any(case.kind.fields[one.key].type == "case" for one in transition.asks)
    near: tuple[tuple[str, str], ...] = ()
    if names_case:
        near = exchanging.choices(case) if transition.checks == "exchange_asked" else around.beside(case)
    own = _own_part(transition, seat_for(transition, case.state, case.standing, me.actor))
    held = {**own, **case.state.holders}
    return Asks(
        case.kind,
        transition,
        known=known,
        held=held,
        near=near,
        earlier=_earlier(transition, me),
        owed=owed(case.kind, transition, case.record),
        likely=_likely(case.kind, transition, me),
        says=terms,
    )


def _terms_left(case: Open, transition: Transition) -> dict[str, str]:
    """Days that may be named anew while their clock runs or rests: empty they stand as they are. The old day in the
    form would be named once more, and be past, or take back an extension and the days of waiting."""
    optional = {one.key for one in transition.asks if one.optional}
    found = {}
    for key, clock in case.kind.clocks.items():
        reading = case.readings.get(key)
        if (
            clock.due in optional
            and key not in transition.starts
            and reading
            and reading.due
            and reading.state != "stopped"
        ):
            rests = "，等待的日子不算在内" if key in transition.resumes else ""
            found[clock.due] = f"不改期限的不填：现在是{day_text(reading.due)}{rests}。"
    return found


def _earlier(asking: Opening | Transition, me: Asked) -> tuple[tuple[str, str], ...]:
    """Looked up only where the form has a place for proofs."""
    return earlier(me.actor, me.on) if asking.proofs else ()


def _likely(kind: Kind, asking: Opening | Transition, me: Asked) -> dict[str, tuple[int, ...]]:
    """Looked up only where one unit is chosen."""
    if all(kind.parts[one.key].many for one in asking.gives):
        return {}
    return queries.chosen_lately(me.actor, kind.key, asking.key if isinstance(asking, Transition) else OPEN)


def _stale(declared: Field, value: object, wanted: bool, on: date) -> bool:
    """A report is written anew each time; the day of last year's look is not that of this year's."""
    return declared.type in BUSY or (wanted and not declared.known_from and isinstance(value, date) and value < on)


def _below(case: Open, transition: object, me: Asked) -> Asks | None:
    """The form of the case that the transition opens, filled with what the parent knows."""
    if not isinstance(transition, Transition) or not transition.opens:
        return None
    declared = case.kind.children[transition.opens]
    kind = kind_of(current(declared.kind, me.on).pk)
    known = handed_down(declared, kind, case.values, case.on)
    rules = ((part, rule.removeprefix(PART_RULE)) for part, rule in declared.gives.items())
    held = {part: case.state.holders[ours] for part, ours in rules if case.state.holders.get(ours)}
    return Asks(
        kind,
        kind.opening,
        CHILD,
        known,
        held=held,
        earlier=_earlier(kind.opening, me),
        each=declared.each,
        below=bool(declared.to),
        likely=_likely(kind, kind.opening, me),
    )


def _step_page(
    request: HttpRequest,
    me: Asked,
    case: Open,
    transition: Transition,
    problem: Problem | None = None,
    filed: Filed = NOTHING,
) -> HttpResponse:
    bad = wrong(problem)
    asks, below = _asks(case, transition, me), _below(case, transition, me)
    own_day = forming.own_day(asks)
    context = _context(case.kind, me, problem, filed)
    context |= {
        "units_below": _under(context["units"], below, case, transition, me),
        "case": case,
        "stage": case.kind.stages[case.state.stage].name,
        "transition": transition,
        "controls": forming.controls(asks, request, bad),
        "below": forming.controls(below, request, bad) if below else (),
        "below_kind": below.kind if below else None,
        "note": request.POST.get("note", ""),
        "own_day": case.kind.fields[own_day].label if own_day else "",
        "on": request.POST.get("on") or ("" if own_day else me.on.isoformat()),
        "said": _left(bad, asks, below),
        "brought": brought_here(me, case),
        "waited_for": waited_for(case.kind, transition, case.record),
        "judged": around.proofs_of(case.row, case.kind, compare=True) if transition.may in JUDGING else (),
        "asked_for": exchanging.asked_for(case) if transition.checks == "exchange" else "",
    }
    return render(request, "desk/step.html", context, status=problem.status if problem else 200)


# ── both ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sent(asks: Asks, request: HttpRequest, me: Asked, filed: Filed) -> Form:
    """What was sent, with its proofs. Raises Invalid, with the files that were refused among the messages."""
    try:
        form = forming.read(asks, request, me)
    except Invalid as problem:
        raise Invalid(problem.fields | filed.wrong) from None
    if filed.wrong:
        raise Invalid(filed.wrong)
    return replace(form, proofs=filed.keys)


def _context(kind: Kind, me: Asked, problem: Problem | None, filed: Filed) -> dict[str, Any]:
    return {
        "problem": problem,
        "wrong": wrong(problem),
        "filed": filed.by_slot,
        "units": _units(kind, me),
        "people": colleagues({seat.unit_id for seat in me.actor.seats}, me.on),
        "today": me.on,
    }


def _under(units: Units, below: Asks | None, case: Open, transition: Transition, me: Asked) -> Units:
    """Whom a part of the work may be given to; one query, where the form asks for it."""
    if below is None or not below.below:
        return units
    seat = seat_for(transition, case.state, case.standing, me.actor)
    if seat is None:
        return units
    return units.among(handed_to(seat, [one.pk for one in units.choices]))


def _units(kind: Kind, me: Asked) -> Units:
    """Whoever chooses whom to inspect sees who was inspected lately."""
    units = units_to_choose(me.actor, me.on)
    county = next((found for seat in me.actor.seats if (found := seat.place.up("county"))), "")
    return units.noted(lately_said(county, me.on)) if kind.key == INSPECTION else units


def _left(bad: dict[str, str], *asks: Asks | None) -> list[str]:
    """Messages of fields that the form does not draw: they stand above it."""
    drawn = {"note", "on"}
    for one in asks:
        if one is not None:
            drawn |= {wanted.key for wanted in (*one.asking.asks, *one.asking.gives, *one.asking.proofs)}
    return [says for key, says in bad.items() if key not in drawn]


# ── giving to a person ─────────────────────────────────────────────────────────────────────────────────────────────


@require_POST
@signed_in
def assign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the own unit's part to one person of it, or back to all of them."""
    me = asked(request)
    sent = {name: number(request.POST.get(name)) for name in ("unit", "account", "rev")}
    part = request.POST.get("part", "")
    actions.assign(me.actor, pk, part, sent["unit"] or 0, sent["account"], rev=sent["rev"] or 0, now=me.now)
    return HttpResponseRedirect(f"{reverse('desk:case', args=[pk])}?done=assign")
