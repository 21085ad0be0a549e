"""Pressing what is overdue: a page of a list, ticked, with the same words for all."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shuangyong.base.errors import Invalid
from shuangyong.cases import pressing
from shuangyong.cases.queries import Row
from shuangyong.desk.pages.asking import asked, key_of, number
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.sifting import Sieve, sifted
from shuangyong.desk.trouble import wrong


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(pressing.MAY)
def press(request: HttpRequest) -> HttpResponseBase:
    """The cases of a list that can be pressed (overdue ones where nothing was chosen), all ticked."""
    me = asked(request)
    sieve = Sieve.read(request.GET)
    sieve = Sieve(pressing.PHASES, sieve.lights or ("red",), sieve.kind, sieve.unit, sieve.days, sieve.document)
    done, problem = None, None
    ticked = [pk for text in request.POST.getlist("case") if (pk := number(text)) is not None]
    if request.method == "POST":
        try:
            done = pressing.press(me.actor, ticked, request.POST.get("note", "")[:2000], now=me.now)
        except Invalid as refused:
            problem = refused
    page = sifted(me.actor, sieve, me.on, key_of(request))
    able = pressing.pressed_for(me.on)
    own = {seat.unit_name for seat in me.actor.seats}
    rows = [row for row in page.rows if row.kind in able and not _own(row, own)]
    context = {
        "rows": [] if done else rows,
        "others": len(page.rows) - len(rows),
        "ticked": set(ticked) if problem else {row.pk for row in rows},
        "done": done,
        "problem": problem,
        "wrong": wrong(problem),
        "note": request.POST.get("note", "") if problem else "",
        "query": request.GET.urlencode(),
        "back": sieve.query(None),
        "next": sieve.query(page.next) if page.next else "",
    }
    return render(request, "desk/press.html", context, status=problem.status if problem else 200)


def _own(row: Row, units: set[str]) -> bool:
    """Whether nobody but the own units has the work: pressing oneself says nothing."""
    held = {*row.leads, *row.supports}
    return bool(held) and held <= units
