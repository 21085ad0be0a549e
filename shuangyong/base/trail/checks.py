"""Checks of the trail: asked for by whoever may, done by the worker, what they found entered in the trail itself.

The same job comes every night (work.py); one runs at a time. What a check found is read from its entry, which nobody
changes unseen, and only where none could be written from the job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem, Stale
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs import alarms
from shuangyong.base.jobs.models import OPEN, Job
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail import anchors, entries, marks
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import Report
from shuangyong.base.trail.witness import MOST, Heard

PERMISSION = "trail.verify"
JOB = "trail.verify"
KEY = f"schedule:{JOB}"
"""The schedule's own: whoever asks while the nightly one runs is told, and the other way round."""
PAGE = 20
BROKEN, APART = "trail.broken", "trail.apart"
"""Red items. What an anchor from paper shows, a check without one cannot take back: the auditor alone does."""
for _key in (BROKEN, APART, JOB):  # the check itself too: who manages jobs does not stop it
    alarms.kept_for(_key, PERMISSION)


@dataclass(frozen=True, slots=True)
class Check:
    """A check and how it ended."""

    job: int
    at: datetime
    """When it ended."""
    found: Mapping[str, Any] = field(default_factory=dict)
    entered: int = 0
    """The entry that tells of it; 0 where none could be written."""

    @property
    def good(self) -> bool:
        return bool(self.found.get("good"))

    @property
    def wrong(self) -> list[str]:
        return [*self.found.get("wrong", ())]

    @property
    def notes(self) -> list[str]:
        """What breaks nothing and is to be known."""
        return [*self.found.get("notes", ())]


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask(actor: Actor, typed: str = "", *, now: datetime) -> Job:
    """Let the worker check everything, against an anchor from paper where one was typed.

    Raises Forbidden, Invalid, Stale. Pressed twice it is one; another one that waits or runs is to be waited for.
    """
    must_verify(actor)
    anchor = _read(typed) if typed.strip() else None
    payload = {"anchor": str(anchor)} if anchor else {}
    with writing():
        running = going()
        if running and (running.created_by, running.payload) == (actor.account_id, payload):
            return running
        if running:
            raise Stale("正在核对留痕，还没有做完。", "一次只做一个。", "请等它做完，再来核对。")
        job = jobs.enqueue(JOB, payload, now=now, key=KEY, by=actor)
        trail.record(actor, entries.ASKED, (entries.CHECK, job.pk), {"compared": _compared(anchor)}, now=now)
    return job


def _read(typed: str) -> anchors.Anchor:
    try:
        return anchors.read(typed)
    except Problem as problem:
        raise Invalid({"anchor": str(problem)}) from None


def _compared(anchor: anchors.Anchor | None) -> str:
    """The anchor by its number alone: its digits may look like a person's number, which the trail masks."""
    return f"，与第 {anchor.seq} 条的锚文对照" if anchor else ""


def must_verify(actor: Actor) -> None:
    if not any(PERMISSION in seat.permissions for seat in actor.seats):
        raise Forbidden("您的岗位没有核验留痕的权限。", then="需要核验的，请与审计管理员联系。")


# ── seeing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def going() -> Job | None:
    """The check that waits or runs."""
    return Job.objects.filter(key=KEY, state__in=OPEN).first()


def one(actor: Actor, job_id: int) -> tuple[Job, Check | None]:
    """A check, and what it found once it is done. Raises Forbidden, NotFound."""
    must_verify(actor)
    job = Job.objects.filter(pk=job_id, name=JOB).first()
    if job is None:
        raise NotFound
    entry = _entries().filter(about_id=str(job_id)).first()
    if entry:
        return job, _check(entry)
    return job, Check(job.pk, job.ended_at, job.result) if job.ended_at and job.result else None


def past(actor: Actor, behind: int | None = None) -> tuple[list[Check], int | None]:
    """Checks that are done, the newest first, and the key behind which more follow."""
    must_verify(actor)
    found = _entries() if behind is None else _entries().filter(seq__lt=behind)
    rows = list(found[: PAGE + 1])
    return [_check(row) for row in rows[:PAGE]], rows[PAGE - 1].seq if len(rows) > PAGE else None


def _entries() -> QuerySet[Entry]:
    return Entry.objects.filter(about_kind=entries.CHECK, what=entries.CHECKED).order_by("-seq")


def _check(entry: Entry) -> Check:
    return Check(int(entry.about_id), entry.at, entry.data, entry.seq)


# ── what was found ─────────────────────────────────────────────────────────────────────────────────────────────────


def found(report: Report, heard: Heard, unsealed: Sequence[str], anchor: anchors.Anchor | None) -> dict[str, Any]:
    """What a check found, as its entry keeps it; `unsealed`: what is told of missing seals."""
    wrong = [*report.wrong, *unsealed, *heard.says]
    rows = sum(count for _, count in heard.rows)
    places = len(wrong) + max(0, report.more - 1)
    last = None if not wrong else last_good()
    return {
        "compared": _compared(anchor),
        "says": f"{report.checked} 条留痕、{rows} 行数据，{f'有 {places} 处不对' if wrong else '全部完好'}",
        "good": not wrong,
        "entries": report.checked,
        "head": report.head,
        "rows": [[called, count] for called, count in heard.rows],
        "wrong": wrong,
        "notes": [*report.notes],
        "more": len(heard.says) >= MOST or report.more > 0,
        "anchor": anchor.seq if anchor else 0,
        "apart": report.apart,
        "last_good": f"{localtime(last.at):%Y年%-m月%-d日 %H:%M}，到第 {last.found['head']} 条留痕为止" if last else "",
    }


def newest() -> Check | None:
    entry = _entries().first()
    return _check(entry) if entry else None


def last_good() -> Check | None:
    """The newest check that found everything whole: what is wrong now came after it."""
    entry = _entries().filter(data__good=True).first()
    return _check(entry) if entry else None


def conclude(job: Job, data: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """Raise or end the red item, and enter what was found; where nothing can be entered any more the job keeps it."""
    with writing():
        _tell(data, now)
    try:
        with writing():
            trail.record(SYSTEM, entries.CHECKED, (entries.CHECK, job.pk), data, now=now)
    except Problem:
        return data | {"unentered": True}
    if data["good"]:
        note(data["head"])
    return data


def note(seq: int) -> None:
    """Keep outside the database up to where everything was found whole."""
    full = Entry.objects.filter(seq=seq).values_list("hash", flat=True).first()
    if full is not None:
        marks.keep(seq, full)


def _tell(data: dict[str, Any], now: datetime) -> None:
    apart, wrong = data["wrong"][: data["apart"]], data["wrong"][data["apart"] :]
    if apart:
        alarms.begin(APART, apart[0], now=now)
    if wrong:
        alarms.begin(BROKEN, wrong[0], now=now)
    else:
        alarms.end(BROKEN, now=now)
