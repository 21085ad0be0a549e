"""Watching over the platform: background jobs and red items, the trail, published definitions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.errors import NotFound
from shuangyong.base.jobs import actions as job_actions
from shuangyong.base.jobs import queries as jobs
from shuangyong.base.jobs import registry
from shuangyong.base.jobs.models import OPEN, State
from shuangyong.base.organisation.queries import accounts_called, called
from shuangyong.base.trail import checks
from shuangyong.base.trail import queries as trail
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.types import every
from shuangyong.catalog.queries import kind_of, kind_published, kinds_published
from shuangyong.desk.declaring import told
from shuangyong.desk.pages.asking import asked, day, number, onward
from shuangyong.desk.pages.guard import for_posts, holds

JOBS, TRAIL, VERIFY = jobs.PERMISSION, trail.PERMISSION, checks.PERMISSION
CATALOG = ("case.see", "catalog.publish")
PAGE = 50


# ── jobs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(JOBS)
def job_list(request: HttpRequest) -> HttpResponseBase:
    """Red items first, then jobs, the newest first."""
    me = asked(request)
    after = number(request.GET.get("after"))
    state = request.GET.get("state", "")
    found = jobs.visible_to(me.actor)
    found = found.filter(state=state) if state in State.values else found
    found = found.filter(pk__lt=after) if after else found
    rows = list(found[: PAGE + 1])
    last = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "red_items": jobs.red_items(me.actor, now=me.now),
        "timed": jobs.schedules(me.actor),
        "rows": [(row, registry.says(row.name)) for row in rows[:PAGE]],
        "states": State.choices,
        "state": state,
        "open": OPEN,
        "next": onward("desk:jobs", last, state=state),
    }
    return render(request, "desk/jobs.html", context)


@require_POST
@for_posts(JOBS, VERIFY)
def job_act(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Cancel or retry a job, or put a red item away; the auditor those of the trail."""
    me = asked(request)
    acts = {"cancel": job_actions.cancel, "retry": job_actions.retry, "settle": job_actions.settle}
    if act not in acts:
        raise NotFound
    acts[act](me.actor, pk, now=me.now)
    return HttpResponseRedirect(reverse("desk:jobs" if holds(me.actor, JOBS) else "desk:trail"))


# ── trail ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(TRAIL)
def trail_list(request: HttpRequest) -> HttpResponseBase:
    """Entries, newest first. The look is an entry itself."""
    me = asked(request)
    given = {
        name: request.GET.get(name, "").strip()[:80] for name in ("who", "actor", "what", "about", "since", "until")
    }
    kind, _, about = given["about"].partition(" ")
    since, until = _moment(given["since"]), _moment(given["until"], after=True)
    people = accounts_called(given["who"]) if given["who"] else None
    actors = tuple(people) if people is not None else None
    words = {"what": GROUPS.get(given["what"], given["what"]), "actors": given["who"]}
    filters = trail.Filters(number(given["actor"]), given["what"], kind, about, since, until, actors, words)
    page = trail.entries(me.actor, filters, number(request.GET.get("after")), now=me.now)
    groups = sorted({kind.what.partition(".")[0] for kind in every()})
    context = {
        "red_items": jobs.red_items_kept_for(me.actor),
        "rows": _rows(page.entries),
        "given": given,
        "nobody": people == {},
        "one": page.entries[0] if page.entries else None,
        "groups": [(group, GROUPS.get(group, group)) for group in groups],
        "anchor": trail.anchor(),
        "verifies": holds(me.actor, VERIFY),
        "next": f"?{urlencode(given | {'after': page.next_key})}" if page.next_key else "",
    }
    return render(request, "desk/trail.html", context)


def _rows(entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """Entries with whom or which unit each is about, where its own sentence does not say;
    a log-in is one's own."""
    about = {entry.seq: (entry.about_kind, entry.about_id) for entry in entries if not _own(entry)}
    heirs = {entry.seq: (ACCOUNT, str(entry.data["to"])) for entry in entries if entry.what == "post.hand_over"}
    names = called([*about.values(), *heirs.values()])

    def named(found: dict[int, tuple[str, str]], entry: Entry) -> str:
        return names.get(found.get(entry.seq, NOBODY), "")

    return [(entry, named(about, entry) + _handed_to(named(heirs, entry))) for entry in entries]


def _own(entry: Entry) -> bool:
    return entry.what == "account.create" or entry.about_kind == ACCOUNT and entry.about_id == str(entry.actor_id)


def _handed_to(name: str) -> str:
    return f"，移交给{name}" if name else ""


ACCOUNT, NOBODY = "organisation.account", ("", "")


GROUPS = {
    "account": "账号和登录",
    "alarm": "红项",
    "case": "事项",
    "catalog": "定义",
    "group": "领导小组",
    "job": "后台任务",
    "ledger": "台账",
    "post": "岗位",
    "proof": "印证材料",
    "region": "行政区划",
    "register": "人员登记",
    "trail": "留痕",
    "unit": "单位",
    "doc": "文件",
    "dossier": "申报材料",
}


def _moment(text: str, *, after: bool = False) -> datetime | None:
    """A day as the moment where it begins, or ends."""
    found = day(text)
    return timezone.make_aware(datetime.combine(found, time.max if after else time.min)) if found else None


# ── catalog ────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(*CATALOG)
def catalog(request: HttpRequest) -> HttpResponseBase:
    """Published definitions, the versions in force first."""
    me = asked(request)
    held = [
        (row, row.valid_from <= me.on and (row.valid_to is None or row.valid_to >= me.on), row.valid_from > me.on)
        for row in kinds_published()
    ]
    return render(request, "desk/catalog.html", {"rows": held})


@require_safe
@for_posts(*CATALOG)
def definition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One published definition: what it declares, in words."""
    row, kind, may_move = kind_published(pk), kind_of(pk), holds(asked(request).actor, "catalog.publish")
    return render(request, "desk/definition.html", {"row": row, "kind": kind, "told": told(kind), "may_move": may_move})
