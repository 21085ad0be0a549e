"""Lists taken out as tables: at once, or by the worker with a page that tells how far it is; releases of two hands."""

from __future__ import annotations

import tempfile
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.jobs.models import Job
from shuangyong.base.together import alone
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.choosing import name_of_unit
from shuangyong.desk.pages.asking import Asked, asked
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.sifting import Sieve
from shuangyong.intake.queries import asking_documents
from shuangyong.register.rolls import Roll
from shuangyong.reports import exports, rolls, taking
from shuangyong.reports.exports import PERMISSION, Wanted
from shuangyong.reports.tables import csv_lines, write_xlsx
from shuangyong.reports.taking import Export

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@require_POST
@for_posts(PERMISSION)
def export(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take a ledger out as it is filtered on the page."""
    me = asked(request)
    sieve = Sieve.read(request.POST)
    wanted = Wanted(
        key, request.POST.get("form", "xlsx"), sieve.filter.phases, sieve.lights, sieve.unit, int(sieve.days or 0)
    )
    words = sieve.words({}, _unit(me, sieve), {})
    return _answer(exports.ask(me.actor, wanted, words, now=me.now), wanted.form)


@require_POST
@for_posts(PERMISSION)
def export_mixed(request: HttpRequest) -> HttpResponseBase:
    """Take the list of all cases out as it is filtered on the page."""
    me = asked(request)
    sieve = Sieve.read(request.POST)
    phases = sieve.filter.phases
    wanted = Wanted(
        "",
        request.POST.get("form", "xlsx"),
        phases,
        sieve.lights,
        sieve.unit,
        int(sieve.days or 0),
        only=sieve.kind,
        document=sieve.document,
    )
    kinds = {key: kind.name for key, kind in kinds_in_force(me.on).items()}
    words = sieve.words(kinds, _unit(me, sieve), alone(asking_documents(me.actor, sieve.document)))
    return _answer(exports.ask(me.actor, wanted, words, now=me.now), wanted.form)


def _unit(me: Asked, sieve: Sieve) -> dict[int, str]:
    return {sieve.unit or 0: name_of_unit(me.actor, sieve.unit, me.on)}


@require_POST
@for_posts(rolls.PERMISSION)
def export_roll(request: HttpRequest, sort: str) -> HttpResponseBase:
    """Take a list of the register out, masked."""
    me = asked(request)
    said = {name: request.POST.get(name, "").strip() for name in ("place", "category", "q")}
    roll = Roll(sort, said["place"][:12], said["category"][:40], said["q"][:40])
    form = request.POST.get("form", "xlsx")
    return _answer(rolls.ask(me.actor, roll, form, now=me.now), form)


def _answer(found: Export | Job, form: str) -> HttpResponseBase:
    if isinstance(found, Job):
        return HttpResponseRedirect(reverse("desk:export_job", args=[found.pk]))
    return _handed_over(found, form)


def _handed_over(found: Export, form: str) -> HttpResponseBase:
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(found.mark, found.head, found.rows))
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        write_xlsx(file, found.mark, found.head, found.rows)
        file.seek(0)
        response = FileResponse(file)
    return _to_be_saved(response, found.name, form)


def _to_be_saved(response: HttpResponseBase, name: str, form: str) -> HttpResponseBase:
    response.headers["Content-Type"] = TYPES[form]
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_posts(*taking.PERMISSIONS.values())
def export_job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a long table is."""
    me = asked(request)
    job = taking.own_job(me.actor, pk)
    return render(request, "desk/ledgers/export.html", {"job": job, "result": job.result or {}})


@require_safe
@for_posts(*taking.PERMISSIONS.values())
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The table that the worker wrote."""
    me = asked(request)
    path, name = taking.fetched(me.actor, pk, now=me.now)
    return _to_be_saved(FileResponse(path.open("rb")), name, name.rpartition(".")[2])
