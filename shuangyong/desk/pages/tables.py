"""Old tables into ledgers: sending, the page with mapping, preview and errors, taking, the bad rows given back."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.jobs import queries as jobs
from shuangyong.desk.intake import BoundedMemory
from shuangyong.desk.pages.asking import asked
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong
from shuangyong.intake.ledgers import actions, meanings, queries
from shuangyong.intake.ledgers.laid_out import LaidOut
from shuangyong.intake.ledgers.meanings import NOTHING, Asked
from shuangyong.intake.ledgers.sheets import MOST_BYTES
from shuangyong.intake.ledgers.spans import FORMATS
from shuangyong.intake.ledgers.targets import PERMISSION, targets_for
from shuangyong.intake.models import Table

WHOLE, WORD = "whole-", "word:"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# The token is checked by _send: Django must not parse the upload before its handler is chosen.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(PERMISSION)
def tables(request: HttpRequest) -> HttpResponseBase:
    """The tables that were sent, and sending one."""
    if request.method == "POST":
        request.upload_handlers = [BoundedMemory(request)]
        return _send(request)
    return _list(request)


@csrf_protect
def _send(request: HttpRequest) -> HttpResponseBase:
    me = asked(request)
    file = request.FILES.get("file")
    try:
        if file is None or not file.name:
            raise Invalid({"file": f"没有选择文件。{FORMATS}"})
        if (file.size or 0) > MOST_BYTES:
            raise Invalid({"file": f"文件太大。{FORMATS}"})
        table = actions.send(me.actor, file.name, file.read(), now=me.now)
    except Problem as problem:
        return _list(request, problem)
    return _to(table.pk)


def _list(request: HttpRequest, problem: Problem | None = None) -> HttpResponse:
    me = asked(request)
    names = {key: target.name for key, target in targets_for(me.actor, me.now).items()}
    context = {
        "rows": [(row, names.get(row.target, row.target)) for row in queries.latest(me.actor)],
        "formats": FORMATS,
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/tables/list.html", context, status=422 if problem else 200)


@require_safe
@for_posts(PERMISSION)
def table(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One table: what it was recognised as, its columns, what is wrong in which cell, and what came of it."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, problem: Problem | None = None) -> HttpResponse:
    me = asked(request)
    row = queries.get(me.actor, pk)
    context: dict[str, object] = {"row": row, "problem": problem, "wrong": wrong(problem)}
    context |= {"job": None, "gone": None, "preview": None, "stopped": queries.stopped(row)}
    if row.state == Table.State.TAKING and row.job is not None:
        context["job"] = jobs.visible_to(me.actor).filter(pk=row.job).first()
    try:
        laid = queries.laid_out(me.actor, pk, me.now)
    except NotFound:
        raise
    except Problem as gone:
        return render(request, "desk/tables/table.html", context | {"gone": gone, "target": row.target})
    names = queries.heading_names(laid)
    targets = sorted(targets_for(me.actor, me.now).values(), key=lambda one: one.name)
    context |= {
        "target": laid.target.name,
        "targets": [(one.key, one.name) for one in targets],
        "columns": [(place, name, laid.table.mapping.get(str(place), "")) for place, name in enumerate(names) if name],
        "choices": [(column.key, column.label, column.required) for column in laid.target.columns],
        "shared": [
            (one, laid.target.options(one), request.POST.get(f"{WHOLE}{one.key}", laid.table.whole.get(one.key, "")))
            for one in laid.target.shared(laid.places)
        ],
        "words": _asked(request, laid),
        "sheets": [(at, name, at == row.sheet) for at, name in enumerate(laid.sheets)] if laid.sheets[1:] else [],
        "nothing": NOTHING,
        "preview": queries.preview(laid) if row.state == Table.State.MAPPED or context["stopped"] else None,
    }
    return render(request, "desk/tables/table.html", context, status=problem.status if problem else 200)


def _asked(request: HttpRequest, laid: LaidOut) -> list[tuple[str, Asked, str]]:
    """The words that are not understood by themselves: the field's name, the word, and what was typed or proposed."""
    found = meanings.asked(laid.target, laid.below, laid.places, laid.table.words)
    named = [(f"{WORD}{one.column.key}:{one.text}", one) for one in found]
    return [(name, one, str(request.POST.get(name, one.meant))) for name, one in named]


@require_POST
@for_posts(PERMISSION)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Choose another target, map the columns, take all rows or the good ones, break off the taking."""
    me = asked(request)
    if verb not in {"target", "columns", "take", "stop", "sheet"}:
        raise NotFound
    try:
        if verb == "target":
            actions.choose(me.actor, pk, request.POST.get("target", ""), now=me.now)
        elif verb == "columns":
            actions.map_columns(me.actor, pk, _mapping(request), _whole(request), _words(request), now=me.now)
        elif verb == "sheet":
            number = request.POST.get("sheet", "")
            pk = actions.other_sheet(
                me.actor, pk, int(number) if number.isascii() and number.isdigit() else -1, now=me.now
            ).pk
        elif verb == "stop":
            actions.stop(me.actor, pk, now=me.now)
        else:
            actions.take(me.actor, pk, only_good=request.POST.get("which") == "good", now=me.now)
    except NotFound:
        raise
    except Problem as problem:
        return _page(request, pk, problem)
    return _to(pk)


def _whole(request: HttpRequest) -> dict[str, str]:
    """Fields named whole-KEY."""
    return {name.removeprefix(WHOLE): str(text)[:200] for name, text in request.POST.items() if name.startswith(WHOLE)}


def _words(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Fields named word:COLUMN:TEXT that were filled."""
    found: dict[str, dict[str, str]] = {}
    for name, meant in request.POST.items():
        if name.startswith(WORD) and name.count(":") > 1 and str(meant).strip():
            _, column, text = name.split(":", 2)
            found.setdefault(column, {})[text[: meanings.LONGEST]] = str(meant).strip()[:100]
    return found


def _mapping(request: HttpRequest) -> dict[int, str]:
    """Fields named c0, c1 …, one for each column of the sheet."""
    sent = {name[1:]: value for name, value in request.POST.items() if name.startswith("c")}
    return {int(place): str(key) for place, key in sent.items() if place.isascii() and place.isdigit() and key}


@require_safe
@for_posts(PERMISSION)
def bad_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that need mending, as a workbook with the reason in the cell."""
    me = asked(request)
    laid = queries.laid_out(me.actor, pk, me.now)
    response = HttpResponse(queries.bad_rows(laid), content_type=XLSX)
    name = f"{PurePath(laid.table.name).stem}（要改正的行）.xlsx"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _to(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:table_page", args=[pk]))
