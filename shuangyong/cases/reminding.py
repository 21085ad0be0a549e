"""Telling people: rungs that are due, one digest a person a day, and the proof that it was told.

Called by jobs, so everything may be done twice and counts once, and every piece is a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone, localtime

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.models import Unit
from shuangyong.base.storing import writing
from shuangyong.cases import actions, keeping
from shuangyong.cases.engine.clocks import GOING
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Digest, Notice, Reminder
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog.model import OPEN_PHASES

BATCH = 50
MOST_LINES = 30
"""Lines of a digest; the rest is told as a number."""
Progress = Callable[[int, int], None]

# ── rungs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def ring(*, now: datetime, progress: Progress) -> int:
    """Ring every rung that is due by today; gives how many. Each batch is whole or not done."""
    today = localtime(now).date()
    waiting = Reminder.objects.filter(due_on__lte=today, done_at=None)
    keys = list(waiting.order_by("due_on", "pk").values_list("pk", flat=True))
    rung = 0
    for done in range(0, len(keys), BATCH):
        with writing():
            progress(done, len(keys))
            rung += sum(_ring_one(pk, today, now) for pk in keys[done : done + BATCH])
    return rung


def _ring_one(pk: int, today: date, now: datetime) -> bool:
    """Tell what the rung says, once: whoever sets the time first does it."""
    if not Reminder.objects.filter(pk=pk, done_at=None).update(done_at=now):
        return False
    rung = Reminder.objects.select_related("case").get(pk=pk)
    case = lay_open(rung.case, today)
    reading = case.readings.get(rung.clock)
    if rung.case.phase not in OPEN_PHASES or reading is None or reading.state not in GOING:
        return False
    declared = case.kind.clocks[rung.clock]
    if rung.number == keeping.AT_END:
        return _lead_on(case, declared.at_end, now)
    if rung.number >= len(declared.rungs):
        return False
    step = declared.rungs[rung.number]
    says = f"“{rung.case.title}”{_whose(case, step.tells)}{declared.name}：{step.says}"
    keeping.tell(rung.case, case.state, step.tells, says, SYSTEM, now, sort="term")
    if step.takes:
        _lead_on(case, step.takes, now, step.says)
    return True


def _whose(case: Open, tells: Collection[str]) -> str:
    """Who leads, where others are told too (whoever ordered it is not the one to explain), and of a part of something
    larger: its sisters mostly have the same title."""
    if case.row.parent_id is None and set(tells) <= set(case.kind.parts):
        return ""
    first = next(iter(case.kind.parts), "")
    units = Unit.objects.filter(pk__in=case.state.units(first)).order_by("pk").values_list("short", flat=True)
    return f"（{'、'.join(units[:2])}）" if units else ""


def _lead_on(case: Open, action: str, now: datetime, note: str = "") -> bool:
    """A period has ended, or a rung was reached, that leads on by itself: the system takes its transition where the
    case still waits."""
    transition = case.kind.transitions.get(action)
    if transition is None or case.state.stage not in transition.origins:
        return False
    actions.take(SYSTEM, case.row.pk, action, Form(note=note), rev=case.row.rev, now=now)
    return True


# ── digests ────────────────────────────────────────────────────────────────────────────────────────────────────────


def quiet(at: time, hours: tuple[time, time]) -> bool:
    """Whether a time of day lies in the hours in which nobody is disturbed; they may go over midnight."""
    begin, end = hours
    return begin <= at < end if begin <= end else at >= begin or at < end


def quiet_says(hours: tuple[time, time]) -> str:
    """When digests come, for whoever gets them."""
    begin, end = (f"{at:%H:%M}" for at in hours)
    if begin == end:
        return "一天最多一条；当天的新情况随时在工作台上。"
    return f"一天最多一条，{end}以后送；{begin}到{end}不打扰，这段时间的新情况并到下一条。当天的新情况随时在工作台上。"


def loud_since(now: datetime, hours: tuple[time, time]) -> datetime:
    """The last moment at which the quiet hours ended: what came up before it belongs into the day's digest."""
    end = datetime.combine(localtime(now).date(), hours[1], get_current_timezone())
    return end if end <= now else end - timedelta(days=1)


def make_digests(*, now: datetime, progress: Progress) -> int:
    """One digest for everybody who has something new; gives how many. None in the quiet hours, one a person a day.

    What comes up in the course of a day stands on the desk at once and in the next morning's digest.
    """
    hours = settings.QUIET_HOURS
    if quiet(localtime(now).time(), hours):
        return 0
    until = loud_since(now, hours)
    accounts = sorted(set(_undigested(until).values_list("account_id", flat=True)))
    made = 0
    for done in range(0, len(accounts), BATCH):
        with writing():
            progress(done, len(accounts))
            made += sum(_digest(account, until, now) for account in accounts[done : done + BATCH])
    return made


def _undigested(until: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(digest=None, seen_at=None, at__lt=until)


def _digest(account: int, until: datetime, now: datetime) -> bool:
    day = localtime(now).date()
    notices = list(_undigested(until).filter(account=account).order_by("-sort", "pk").values_list("pk", "says"))
    if not notices or Digest.objects.filter(account=account, day=day).exists():
        return False
    made = Digest.objects.create(account_id=account, day=day, says=_text([says for _, says in notices]), made_at=now)
    Notice.objects.filter(pk__in=[pk for pk, _ in notices]).update(digest=made)
    return True


def _text(lines: Sequence[str]) -> str:
    """Terms first; the same words are said once."""
    said = list(dict.fromkeys(lines))
    shown = [f"{number}. {line}" for number, line in enumerate(said[:MOST_LINES], 1)]
    more = [f"另有 {len(said) - MOST_LINES} 条，请到工作台查看。"] if len(said) > MOST_LINES else []
    return "\n".join([f"有 {len(said)} 条新情况：", *shown, *more])


# ── the proof that it was told ─────────────────────────────────────────────────────────────────────────────────────


def see_digest(actor: Actor, digest_id: int, *, now: datetime) -> Digest:
    """The actor's own digest, and from now on with the time at which it was first seen. Raises NotFound."""
    with writing():
        mine = Digest.objects.filter(pk=digest_id, account=actor.account_id)
        mine.filter(seen_at=None).update(seen_at=now)
        found = mine.first()
        if found is None:
            raise NotFound
        Notice.objects.filter(digest=found, seen_at=None).update(seen_at=now)
    return found


def see_notices(actor: Actor, notice_ids: Iterable[int], *, now: datetime) -> int:
    """Note that the actor saw these of his notices; gives how many were new to him."""
    with writing():
        mine = Notice.objects.filter(pk__in=list(notice_ids), account=actor.account_id, seen_at=None)
        return mine.update(seen_at=now)
