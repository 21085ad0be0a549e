"""The score as people read it: today's points, each one opened, what is lacking and whose hand it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.assess import foreseeing, queries, remedies, shoulders
from shuangyong.assess.engine.points import SCALE, Points, said, shown
from shuangyong.assess.engine.scoring import Result
from shuangyong.assess.inspecting.queries import findings_of
from shuangyong.assess.models import Foreseen
from shuangyong.assess.places import WIDE
from shuangyong.assess.queries import SEE, Lack, Scored
from shuangyong.assess.ratings import RATING, Side, sides_of
from shuangyong.assess.standard.model import FORM_NAMES
from shuangyong.assess.wording import gap_said
from shuangyong.assess.yearly import years_of
from shuangyong.base.actor import Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation.actors import may
from shuangyong.catalog.queries import right_to_open
from shuangyong.desk.choosing import units_to_choose
from shuangyong.desk.pages.asking import THEN, Asked, asked, day, number
from shuangyong.desk.pages.counting import or_counting
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.trouble import wrong
from shuangyong.dossier.queries import MAKE

INSPECT = "case.inspect"
ADDS = ("more", "ledger")
"""Of what is to be done for a gap: that which begins with a new case."""
FIRST = 8
"""Gaps on the first page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator as a line: its points, what they are of, and a sentence."""

    result: Result
    points: str
    of: str
    share: int
    """Of a hundred; -1 where it is unknown."""
    why: str
    exact: str = ""
    """The points with all places, where they have more than are shown."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap as a line."""

    lack: Lack
    says: str
    lacking: str
    to_be_had: str
    lost: str
    handed: tuple[remedies.Handed, ...]

    @property
    def code(self) -> str:
        return self.lack.gap.indicator.code


# ── whose score ────────────────────────────────────────────────────────────────────────────────────────────────────


def scored_for(request: HttpRequest, me: Asked) -> Scored:
    """The score in the address: place or unit, standard, day, what was known when, a year or the cycle."""
    sent = request.GET
    on = day(sent.get("on")) or me.on
    known = day(sent.get("known"))
    unit = number(sent.get("unit", ""))
    named = sent.get("place", "").isdigit()
    place = Place(sent.get("place", "")[:12]) if named else Place("") if unit else _home(me)
    return queries.score(
        me.actor,
        place,
        on=on,
        today=me.on,
        known_on=known,
        standard=sent.get("standard", "")[:40],
        unit=unit,
        cycle=sent.get("cycle") == "1",
    )


def _home(me: Asked) -> Place:
    """The county of whoever looks after a place; Forbidden for others, who see what they bear themselves."""
    seat = next((seat for seat in me.actor.seats if _looks_after(seat)), None)
    if seat is None:
        raise Forbidden(
            "全地区的得分由双拥办和领导小组查看。", "您可以看本单位承担的指标。", "请从“考评”打开“我的指标”。"
        )
    return Place(seat.place.up("county") or seat.place.code)


def _looks_after(seat: Seat) -> bool:
    return SEE in seat.permissions and seat.reach == "place" and len(seat.place.code) <= 6


def _query(request: HttpRequest) -> str:
    """What is kept from page to page."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in KEPT:
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""


KEPT = ("place", "unit", "standard", "on", "known", "cycle")
"""What an address says of whose score is asked, by what and as of when."""
TABS = (
    (INSPECT, "desk:inspections", "督查评估"),
    (MAKE, "desk:duty_letters", "责任书"),
    (MAKE, "desk:dossiers", "申报材料"),
    (SEE, "desk:titles", "称号"),
)
"""Pages beside the score, for whoever holds a permission."""


def tabs(me: Asked) -> list[tuple[str, str]]:
    """The pages beside that this person may open."""
    wide = any(SEE in seat.permissions and _compares(seat) for seat in me.actor.seats)
    placed = any(SEE in seat.permissions and seat.reach == "place" for seat in me.actor.seats)
    beside = [
        (route, name)
        for permission, route, name in TABS
        if holds(me.actor, permission) and (placed or permission != SEE)
    ]
    return [("desk:places", "各县并排"), *beside] if wide else beside


def _compares(seat: Seat) -> bool:
    """Whether a post looks after a prefecture, a province or the nation."""
    return seat.reach == "place" and len(seat.place.code) in WIDE


def frame(request: HttpRequest, scored: Scored, view: str) -> dict[str, object]:
    """What every page of a score shows around its own."""
    standard = scored.score.standard
    waiting = sum(bool(result.rated.carried) for result in scored.score.results)
    me = asked(request)
    return {
        "scored": scored,
        "waiting": waiting,
        "summed": queries.summed_when(scored),
        "score": scored.score,
        "standard": standard,
        "view": view,
        "tabs": tabs(me),
        "hands_out": any(_may_open(me, way) for way in remedies.ways().values()),
        "query": _query(request),
        "points": shown(scored.score.points),
        "exact": exact(scored.score.points),
        "of": shown(scored.score.of),
        "standards": queries.standards_for(scored),
        "typed": {name: request.GET.get(name, "") for name in KEPT},
    }


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(SEE)
@or_counting
def score(request: HttpRequest) -> HttpResponseBase:
    """Today's points, what is fatal, what is lacking first."""
    me = asked(request)
    try:
        scored = scored_for(request, me)
    except Forbidden:
        if "place" in request.GET or "unit" in request.GET:
            raise
        return HttpResponseRedirect(reverse("desk:score_mine"))
    except NotFound:
        if "place" in request.GET or not any(map(_compares, me.actor.seats)):
            raise
        return HttpResponseRedirect(reverse("desk:places"))  # a province has no score of its own: its counties have
    gaps = _gaps(scored)
    first = [gap for gap in gaps if gap.lack.gap.to_be_had][:FIRST]
    context = frame(request, scored, "score") | {
        "least": shown(scored.score.span[0]),
        "most": shown(scored.score.span[1]),
        "unknown": shown(scored.score.unknown),
        "unknown_bonus": shown(scored.score.unknown_bonus),
        "bonus": shown(scored.score.bonus),
        "sections": _sections(scored),
        "forecast": _forecast(scored),
        "gaps": first,
        "more": len(gaps) - len(first),
        "lost": shown(sum(gap.lack.gap.lost for gap in gaps)),
        "years": years_of(scored) if scored.score.over_cycle else (),
        "shown": shown,
    }
    return render(request, "desk/scores/score.html", context)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its indicators."""

    key: str
    name: str
    points: str
    of: str
    share: int
    lines: tuple[Line, ...]


def _sections(scored: Scored) -> tuple[SectionLine, ...]:
    sums = scored.score.sections()
    found = []
    for key, section in scored.score.standard.sections.items():
        lines = tuple(_line(scored, result) for result in scored.score.results if result.indicator.section == key)
        if lines:
            points, of = sums[key]
            if not of:  # a section of bonus alone
                points, of = scored.score.bonus, scored.score.standard.bonus_cap
            found.append(SectionLine(key, section.name, shown(points), shown(of), _share(points, of), lines))
    return tuple(found)


def _line(scored: Scored, result: Result) -> Line:
    points = "未知" if result.points is None else shown(result.points)
    share = -1 if result.points is None else _share(result.points, result.of)
    precise = "" if result.points is None else exact(result.points)
    return Line(result, points, shown(result.of), share, scored.why(result), precise)


def exact(points: Points) -> str:
    """All places, where more than two are told apart; else nothing."""
    return said(points) if said(points) != shown(points) else ""


def _share(points: Points, of: Points) -> int:
    return round(100 * points / of) if of > 0 else 0


def _forecast(scored: Scored) -> dict[str, object] | None:
    """Told for a year that still runs, as of today."""
    if scored.asked.on < scored.asked.today or scored.asked.cycle:
        return None
    found = queries.forecast(scored)
    return {
        "on": found.on,
        "least": _tenth(found.least),
        "likely": _tenth(found.likely),
        "most": _tenth(found.most),
        "rate": f"{float(found.rate):.0%}",
        "compared": found.compared,
        "past": _past_forecasts(scored),
    }


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A forecast beside what came of it."""

    made_on: date
    cut_off: date
    likely: str
    span: str
    came: str
    off: str
    reworked: bool
    compared: bool


def _past_forecasts(scored: Scored) -> dict[str, object] | None:
    """How good earlier forecasts were; None where none has come to its cut-off yet."""
    found = foreseeing.quality(scored)
    if not found.rows:
        return None
    leaning = f"，偏高 {_tenth(found.leaning)} 分" if found.leaning > 0 else f"，偏低 {_tenth(-found.leaning)} 分"
    return {
        "mean": _tenth(found.mean),
        "leaning": leaning if abs(found.leaning) >= SCALE // 10 else "，没有偏高偏低",
        "held": found.held,
        "rows": [_past_forecast(row) for row in found.rows],
    }


def _past_forecast(row: Foreseen) -> PastForecast:
    came = row.came or 0
    off = f"高 {_tenth(row.likely - came)}" if row.likely >= came else f"低 {_tenth(came - row.likely)}"
    span = f"{_tenth(row.least)} 至 {_tenth(row.most)}"
    return PastForecast(
        row.made_on, row.cut_off, _tenth(row.likely), span, _tenth(came), off, row.reworked, row.compared
    )


def _tenth(points: Points) -> str:
    """A foreseen number to a tenth of a point: more digits would say more than anybody knows."""
    return f"{points / SCALE:.1f}".removesuffix(".0")


def _gaps(scored: Scored) -> list[GapLine]:
    handed = remedies.handed_out(scored)
    return [
        GapLine(
            lack,
            gap_said(lack.gap, scored.names),
            shown(lack.gap.lacking),
            shown(lack.gap.to_be_had),
            shown(lack.gap.lost),
            handed.get(lack.gap.indicator.code, ()),
        )
        for lack in queries.gaps(scored)
    ]


@require_safe
@for_posts(SEE)
@or_counting
def gaps(request: HttpRequest) -> HttpResponseBase:
    """Everything that is lacking, what gives most first; what is lost apart."""
    me = asked(request)
    scored = scored_for(request, me)
    found = _gaps(scored)
    results = {result.indicator.code: result for result in scored.score.results}
    context = frame(request, scored, "gaps") | {
        "gaps": [gap for gap in found if gap.lack.gap.to_be_had],
        "lost": [(gap, scored.why(results[gap.code])) for gap in found if not gap.lack.gap.to_be_had],
    }
    return render(request, "desk/scores/gaps.html", context)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One indicator on a unit's shoulders: its points in the county, what is to be done, and where."""

    work: shoulders.Work
    line: Line
    lacking: str
    says: str
    opens: tuple[tuple[str, str], ...]
    """Kinds of case that count here and that this person may open: key and name."""


@dataclass(frozen=True, slots=True)
class OwnScore:
    """A unit's own score by a standard for units."""

    scored: Scored
    points: str
    of: str
    unknown: str
    lines: tuple[Line, ...]


@require_safe
@for_posts(SEE)
@or_counting
def mine(request: HttpRequest) -> HttpResponseBase:
    """What lies on the own unit's shoulders, and what to do."""
    me = asked(request)
    found = []
    for one in shoulders.mine(me.actor, me.on):
        lines = [_work_line(me, one.scored, work) for work in one.works]
        calls, quiet = [x for x in lines if x.work.calls], [x for x in lines if not x.work.calls]
        found.append((one, calls, quiet, [_own_score(scored) for scored in one.own]))
    whole = any(map(_looks_after, me.actor.seats))
    context = {"shoulders": found, "on": me.on, "tabs": tabs(me), "whole": whole}
    return render(request, "desk/scores/mine.html", context)


def _work_line(me: Asked, scored: Scored, work: shoulders.Work) -> WorkLine:
    gap = work.gap
    says = gap_said(gap, scored.names) if gap and work.borne else ""
    kinds = dict.fromkeys(doing.kind for doing in gap.doings if doing.what in ADDS) if gap and work.borne else ()
    opens = tuple((kind, scored.names[kind]) for kind in kinds if may(me.actor, right_to_open(kind, me.on)))
    return WorkLine(work, _line(scored, work.result), shown(gap.to_be_had) if gap else "0", says, opens)


def _own_score(scored: Scored) -> OwnScore:
    score = scored.score
    lines = tuple(_line(scored, result) for result in score.results)
    return OwnScore(scored, shown(score.points), shown(score.of), shown(score.unknown), lines)


# ── one indicator ──────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(SEE)
@or_counting
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """One indicator laid open: rule, counts, records, files; and its gap handed out with one press."""
    me = asked(request)
    scored = scored_for(request, me)
    if request.method != "POST":
        return _indicator_page(request, me, scored, code)
    try:
        row = remedies.hand_out(me.actor, scored, _lack(scored, code), _order(request, me), now=me.now)
    except Problem as problem:
        return _indicator_page(request, me, scored, code, problem)
    return HttpResponseRedirect(f"{reverse('desk:case', args=[row.pk])}?done=open")


def _lack(scored: Scored, code: str) -> Lack:
    found = next((lack for lack in queries.gaps(scored) if lack.gap.indicator.code == code), None)
    if found is None:
        raise NotFound
    return found


def _order(request: HttpRequest, me: Asked) -> remedies.Order:
    sent = {name: request.POST.get(name, "").strip() for name in ("way", "unit", "due", "doing")}
    unit, due = number(sent["unit"]), day(sent["due"])
    bad = {} if unit else {"unit": "请选择承办单位。"}
    bad |= {} if due else {"due": "请写期限，如 2026-12-20。"}
    bad |= {} if sent["doing"] else {"doing": "请写要做的事。"}
    if bad or unit is None or due is None:
        raise Invalid(bad)
    if due < me.on:
        raise Invalid({"due": f"期限不能早于今天（{me.on}）。"})
    return remedies.Order(sent["way"], unit, due, sent["doing"])


def _indicator_page(
    request: HttpRequest, me: Asked, scored: Scored, code: str, problem: Problem | None = None
) -> HttpResponseBase:
    opened, unit = queries.indicator(scored, code), scored.asked.ground.unit
    gap = next((gap for gap in _gaps(scored) if gap.code == code), None)
    ways = [way for way in remedies.ways_for(gap.lack) if _may_open(me, way)] if gap else []
    context = frame(request, scored, "score") | {
        "opened": opened,
        "line": _line(scored, opened.result),
        "form": FORM_NAMES[opened.result.indicator.rule.form],
        "gap": gap,
        "ways": ways,
        "sides": _sides(scored, opened.result),
        "rates": _rating(me, scored, opened.result),
        "findings": () if unit else findings_of(scored.asked.ground.place.code, code),
        "bearer": unit or next(iter(shoulders.units_of(scored, opened.result)), None),
        "units": units_to_choose(me.actor, me.on),
        "sent": {name: request.POST.get(name, "") for name in ("way", "unit", "due", "doing")},
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/scores/indicator.html", context, status=problem.status if problem else 200)


def _may_open(me: Asked, way: remedies.Way) -> bool:
    return bool(may(me.actor, right_to_open(way.kind, me.on)))


@dataclass(frozen=True, slots=True)
class SideLine:
    """What one side said of an indicator that people judge."""

    side: Side
    points: str


def _sides(scored: Scored, result: Result) -> tuple[SideLine, ...]:
    """Self-rating and upper rating beside each other, the appeal and its answer; none where nobody has rated."""
    if not result.rated.case:
        return ()
    sides = sides_of(result.rated.case, scored.asked.on, scored.asked.known_on)
    return tuple(SideLine(side, "" if side.points is None else f"{said(side.points)} 分") for side in sides)


def _rating(me: Asked, scored: Scored, result: Result) -> dict[str, Any] | None:
    """One's own rating of an indicator, opened with all that is known, points next; None for who may not."""
    if scored.asked.ground.unit or not may(me.actor, right_to_open(RATING, me.on)):
        return None
    indicator = result.indicator
    known = {
        "name": indicator.name,
        "standard": scored.score.standard.key,
        "indicator": indicator.code,
        "year": scored.score.year if indicator.yearly else 0,
        THEN: "rate",
    }
    return {"kind": RATING, "known": known}
