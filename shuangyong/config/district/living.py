"""Living the plan: each day is one transaction, and the marker counts the days that are done.

The marker is the district's guard row: its name holds the last day, its revision how many days were lived. A run that
was stopped goes on with the next day; two runs at once wait for one another and neither lives a day twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby

from django.utils.timezone import localtime

from shuangyong.assess import foreseeing
from shuangyong.assess.work import turn_all
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Guard, Tenure, Unit
from shuangyong.base.storing import writing
from shuangyong.cases import actions as working
from shuangyong.cases import reminding
from shuangyong.cases.engine.steps import Given
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Notice, StepRow
from shuangyong.cases.proofs import file_proof
from shuangyong.config.district import founding, papers, received, recording
from shuangyong.config.district.acts import ASSIGN, HAND_OVER, MORNING, OPEN, ZONE, Act, Paper, workday
from shuangyong.config.district.cast import cast
from shuangyong.config.district.plan import YEAR, planned

MARK = "demo.district "
BREAKFAST, EVENING = time(8), time(17, 30)
DIGESTED = 15
"""Days before the last from which on everybody has a digest every morning: enough to look at."""
LOOK_THROUGH = 3
"""On the first days of a month everybody looks at what was told, so that no year of it waits unseen."""
Told = Callable[[int, int], None]
"""How many days are done, of how many."""


class NotEmptyError(Problem):
    """Somebody works in this database: nothing invented is put beside it."""


@dataclass(slots=True)
class World:
    """What the acts refer to, by slug, login and key."""

    units: Mapping[str, int]
    accounts: Mapping[str, Account]
    end: date
    cases: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, login: str, on: date) -> Actor:
        """The person with the posts held on that day. Kept until the next post changes hands."""
        if login not in self.actors:
            self.actors[login] = actor_of(self.accounts[login], on)
        return self.actors[login]

    def given(self, gives: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Given, ...]]:
        return {part: tuple((self.units[unit], None) for unit in units) for part, units in gives.items()}


def lived_until() -> date | None:
    """The last day of the district in this database; None where there is none."""
    name = Guard.objects.filter(name__startswith=MARK).order_by("pk").values_list("name", flat=True).first()
    return date.fromisoformat(name.removeprefix(MARK)) if name else None


def evening_before(now: datetime) -> date:
    """The last day whose office hours are over: nobody of the demo acts later than the moment it is built."""
    there = now.astimezone(ZONE)
    return there.date() - timedelta(days=there.time() < EVENING)


def live(
    today: date,
    told: Told = lambda done, whole: None,
    *,
    until: date | None = None,
    days: int = YEAR,
    ledgers: bool = False,
) -> bool:
    """Live the year that ends today (or `until`), or go on with one that was begun; False where it was lived already.

    With `ledgers` the people and two years of every ledger are written down after it, chunk by chunk.

    Raises NotEmptyError where the database is in use without being a demo.
    """
    begun = lived_until()
    if begun is None and not founding.is_empty():
        raise NotEmptyError(
            "这个数据文件夹里已经有单位和账号，不是演示数据，没有放入演示区。",
            "演示区只建在空的数据库里。",
            "想看演示的，请用 SHUANGYONG_HOME 另指定一个空文件夹。",
        )
    end = begun or until or today
    through = [list(acts) for _, acts in groupby(planned(end, days), key=lambda act: act.day)]
    chunks = recording.chunks(end) if ledgers else []
    whole = len(through) + len(chunks)
    if _done(end) > whole:
        return False
    _live(end, days, through, lambda done, _: told(done, whole))
    for number, chunk in enumerate(chunks, len(through) + 1):
        if number >= _done(end):
            _once(end, number, chunk)
        told(number, whole)
    founding.everybody_came_in(datetime.combine(end, EVENING, ZONE))
    turn_all(today)
    _foresee(today)
    return True


def _foresee(today: date) -> None:
    """This month's forecast, and those of last year beside what came."""
    foreseeing.keep_monthly(today)
    while foreseeing.do_one(today):
        continue


def _done(end: date) -> int:
    return Guard.objects.filter(name=mark(end)).values_list("revision", flat=True).first() or 0


def mark(end: date) -> str:
    return f"{MARK}{end:%Y-%m-%d}"


def _live(end: date, days: int, through: list[list[Act]], told: Told) -> None:
    first = datetime.combine(workday(end - timedelta(days=days)), MORNING, ZONE)
    _once(end, 0, partial(founding.found, first, days))
    world = _world(through, _done(end) - 1, end)
    for number, acts in enumerate(through, 1):
        if number >= _done(end) and not _once(end, number, partial(_act_all, world, acts)):
            world = _world(through, number, end)
        told(number, len(through))


class _LivedError(Exception):
    """That day is done: undo the counting."""


def _once(end: date, number: int, happen: Callable[[], None]) -> bool:
    """Do it as the day of that number, whole or not at all; False where another run was quicker."""
    try:
        with writing():
            _count(end, number)
            happen()
    except _LivedError:
        return False
    return True


def _count(end: date, number: int) -> None:
    """Count the day and make another run wait; _LivedError where it was counted before."""
    hold(mark(end))
    if _done(end) != number + 1:
        raise _LivedError


def _world(through: list[list[Act]], done: int, end: date) -> World:
    """What is there by now. A case is known again by the moment of its opening."""
    names = dict(Unit.objects.values_list("name", "pk"))
    opened = dict(StepRow.objects.filter(seq=1).values_list("at", "case_id"))
    world = World(
        {spec.slug: names[spec.name] for spec in cast().units},
        {account.login: account for account in Account.objects.all()},
        end,
    )
    for act in (act for acts in through[: max(done, 0)] for act in acts):
        new = act.child.case if act.child else act.case if act.do == OPEN else ""
        if new and act.at:
            world.cases[new] = opened[act.at]
        if act.do == received.CONFIRM:
            world.cases.update(received.cases_of(act))
    return world


# ── acts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _act_all(world: World, acts: list[Act]) -> None:
    """A day: in the last weeks the morning's digests; what is done; in the evening the rungs that are due; once a month
    everybody looks through the desk."""
    if (world.end - acts[0].day).days <= DIGESTED:
        breakfast = datetime.combine(acts[0].day, BREAKFAST, ZONE)
        reminding.make_digests(now=breakfast, progress=lambda done, whole: None)
    for act in acts:
        _act(world, act)
    evening = datetime.combine(acts[0].day, EVENING, ZONE)
    reminding.ring(now=evening, progress=lambda done, whole: None)
    if acts[0].day.day <= LOOK_THROUGH:
        _look_through(world, evening)


def _look_through(world: World, now: datetime) -> None:
    for login, account in world.accounts.items():
        told = list(Notice.objects.filter(account=account, seen_at=None).values_list("pk", flat=True))
        if told:
            reminding.see_notices(world.actor(login, localtime(now).date()), told, now=now)


def _act(world: World, act: Act) -> None:
    now = act.at or datetime.combine(act.day, MORNING, ZONE)
    if act.do == HAND_OVER:
        _hand_over(world, act, now)
        return
    actor = world.actor(act.who, act.day)
    if act.do in {received.TAKE_IN, received.CONFIRM}:
        world.cases.update(received.act(actor, act, world.end, now))
        return
    if act.do == OPEN:
        world.cases[act.case] = working.open_case(actor, act.kind, _form(world, act, now), now=now).pk
        return
    rev = Case.objects.values_list("rev", flat=True).get(pk=world.cases[act.case])
    if act.do == ASSIGN:
        unit, login = act.gives["lead"]
        to = world.accounts[login].pk
        working.assign(actor, world.cases[act.case], "lead", world.units[unit], to, rev=rev, now=now)
        return
    working.take(actor, world.cases[act.case], act.do, _form(world, act, now), rev=rev, now=now)
    if act.child:
        newest = Case.objects.filter(parent=world.cases[act.case]).order_by("-pk")
        world.cases[act.child.case] = newest.values_list("pk", flat=True)[0]


def _form(world: World, act: Act, now: datetime) -> Form:
    child = Form(act.child.values, world.given(act.child.gives)) if act.child else None
    proofs = {slot: (_file(world, act, paper, now),) for slot, paper in act.proofs.items()}
    return Form(act.values, world.given(act.gives), act.note, proofs, child=child)


def _file(world: World, act: Act, paper: Paper, now: datetime) -> int:
    known = Case.objects.filter(pk=world.cases.get(act.case, 0)).values_list("title", flat=True)
    title = known.first() or "检查"
    actor = world.actor(act.who, act.day)
    stream, name = papers.made(paper, title, actor.seats[0].unit_name, act.day)
    said = f"{paper.title}：{title}"[:200]
    return file_proof(actor, stream, name, title=said, proves=paper.proves, on=act.day, now=now).pk


def _hand_over(world: World, act: Act, now: datetime) -> None:
    (before,), (after,) = act.gives["from"], act.gives["to"]
    tenure = Tenure.objects.get(account=world.accounts[before], until=None)
    world.actors.clear()
    organising.hand_over(world.actor(act.who, act.day), tenure, world.accounts[after], on=act.day, now=now)
