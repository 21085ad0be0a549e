"""A ledger taken out as a table: at once, or by the worker with a page that tells how far it is."""

from __future__ import annotations

import tempfile
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.jobs.models import Job
from shuangyong.desk.pages.asking import asked
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.sifting import Sieve
from shuangyong.reports import exports
from shuangyong.reports.exports import PERMISSION, Export, Wanted
from shuangyong.reports.tables import csv_lines, write_xlsx

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
    found = exports.ask(me.actor, wanted, sieve.words({}, {}, {}), now=me.now)
    if isinstance(found, Job):
        return HttpResponseRedirect(reverse("desk:export_job", args=[found.pk]))
    return _handed_over(found, wanted.form)


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
@for_posts(PERMISSION)
def export_job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a long table is."""
    me = asked(request)
    job = exports.own_job(me.actor, pk)
    return render(request, "desk/ledgers/export.html", {"job": job, "result": job.result or {}})


@require_safe
@for_posts(PERMISSION)
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The table that the worker wrote."""
    me = asked(request)
    path, name = exports.fetched(me.actor, pk, now=me.now)
    return _to_be_saved(FileResponse(path.open("rb")), name, name.rpartition(".")[2])
