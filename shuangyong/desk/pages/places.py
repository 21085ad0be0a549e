"""Many places side by side, what the rules of naming allow, and the history of titles drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shuangyong.assess import naming_rules, places, titles
from shuangyong.assess import queries as scores
from shuangyong.assess.engine.points import shown
from shuangyong.assess.queries import SEE, Scored
from shuangyong.base.actor import Place
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation.actors import Thing, may, need
from shuangyong.base.organisation.regions import names_on
from shuangyong.desk.pages.asking import Asked, asked
from shuangyong.desk.pages.counting import or_counting
from shuangyong.desk.pages.guard import for_posts

DRAWN = 60
"""Holders that a chart draws; a longer one would not be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One county as a line of the table."""

    scored: Scored
    points: str
    unknown: str
    share: int
    bars: int
    hinted: int
    district: bool


@require_safe
@for_posts(SEE)
@or_counting
def side_by_side(request: HttpRequest) -> HttpResponseBase:
    """The counties of a prefecture or province: points, what is unknown, what is fatal; and the rules of naming."""
    me = asked(request)
    place = _place(request) or _wide(me)
    standard = request.GET.get("standard", "")[:40]
    page = places.side_by_side(me.actor, place, today=me.on, standard=standard, after=_code(request, "after"))
    known = titles.titles_of(me.actor, place, me.on)
    latest, named = known.recommended()
    taking, nation = places.taking_part(place, me.on), not place.code
    context = {
        "place": place,
        "name": _name(place, me),
        "above": _above(place, me),
        "parts": known.parts,
        "lines": [_line(scored) for scored in page.lines],
        "total": len(known.counties),
        "after": _code(request, "after"),
        "next": _next(request, page.following),
        "of": shown(page.lines[0].score.of) if page.lines else "0",
        "standard": page.standard,
        "standards": [row for row in scores.standards_on(me.on) if scores.standard_of(row).subject == "place"],
        "chosen": standard,
        "round": latest,
        "named": named,
        "findings": naming_rules.judge(naming_rules.load(), named, taking, nation=nation),
        "on": me.on,
    }
    return render(request, "desk/scores/places.html", context)


def _line(scored: Scored) -> Line:
    score = scored.score
    return Line(
        scored,
        shown(score.points),
        shown(score.unknown),
        round(100 * score.points / score.of) if score.of else 0,
        sum(alarm.open for alarm in scored.alarms),
        sum(alarm.state == "hinted" for alarm in scored.alarms),
        naming_rules.is_district(score.subject.code),
    )


def _code(request: HttpRequest, name: str) -> str:
    """A code of the address; "" for what is none."""
    code = request.GET.get(name, "")[:12]
    return code if code.isascii() and code.isdigit() else ""


def _place(request: HttpRequest) -> Place | None:
    code = _code(request, "place")
    return Place(code) if len(code) in {2, 4, 6} else None


def _next(request: HttpRequest, following: str) -> str:
    """The address of the page that follows; "" after the last."""
    if not following:
        return ""
    kept = request.GET.copy()
    kept["after"] = following
    return f"?{kept.urlencode()}"


def _name(place: Place, me: Asked) -> str:
    return names_on([place.code], me.on).get(place.code, place.code) if place.code else "全国"


def _above(place: Place, me: Asked) -> list[tuple[str, str]]:
    """The wider places that this person may compare too: code and name, the widest first. One query."""
    codes = [place.code[:length] for length in (0, 2) if length < len(place.code)]
    codes = [code for code in codes if may(me.actor, SEE, Thing(Place(code)))]
    names = names_on([code for code in codes if code], me.on)
    return [(code, names.get(code, "全国")) for code in codes]


def _wide(me: Asked) -> Place:
    """The prefecture, the province or the nation that one's post looks after. Raises Forbidden where it is none."""
    for seat in me.actor.seats:
        if SEE in seat.permissions and seat.reach == "place" and len(seat.place.code) in places.WIDE:
            return seat.place
    raise Forbidden("各县并排看的是市（州）、省和全国的岗位。", "您可以看本地的得分。", "请到“考评”里看。")


@require_safe
@for_posts(SEE)
def title_history(request: HttpRequest) -> HttpResponseBase:
    """Who holds which title in which round, drawn; of counties, how many hold it."""
    me = asked(request)
    place = _place(request) or _near(me)
    need(me.actor, SEE, Thing(place))
    known = titles.titles_of(me.actor, place, me.on)
    context = {
        "name": _name(place, me),
        "charts": known.charts(),
        "drawn": DRAWN,
        "place": place,
        "coverage": known.coverage(),
        "units": titles.units_covered(known, place, me.on),
        "total": len(known.titles),
        "most": titles.MOST,
    }
    return render(request, "desk/scores/titles.html", context)


def _near(me: Asked) -> Place:
    """The place of one's widest post."""
    seats = [seat for seat in me.actor.seats if SEE in seat.permissions and seat.reach == "place"]
    if not seats:
        raise Forbidden("称号的历史由双拥办和领导小组查看。", "", "需要的，请与双拥办联系。")
    return min((seat.place for seat in seats), key=lambda place: len(place.code))
