"""Taking a step against one bare transaction that writes the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from bench.rounds import Rounds
from bench.rounds import measured as in_turn
from bench.world import EACH, FIRST, LONG_AGO, NOW
from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.base.trail.models import Entry, Head
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding, Notice, StepRow, Words

FIELDS = ("stage", "phase", "awaits", "title", "opened_on", "closed_on", "due", "warn_on", "due_clock", "band", "state")
COUNTY = FIRST["county"] + 700 * EACH


@dataclass(frozen=True, slots=True)
class Cost:
    """A step's name, its queries, and its time against that of the bare transaction."""

    name: str
    queries: int
    took: Rounds


class Office:
    """A county of its own within the world: who opens, who reports; one case for each writer."""

    def __init__(self) -> None:
        self.clerk = self.sits("bench.clerk", "简文", COUNTY + 1, "office_clerk")
        self.liaison = self.sits("bench.liaison", "宁联", COUNTY + 2, "liaison")
        self.other = self.sits("bench.other", "闻助", COUNTY + 3, "liaison")

    def sits(self, login: str, name: str, unit: int, post: str) -> Actor:
        account, made = Account.objects.get_or_create(
            login=login, defaults={"name": name, "must_change_password": False}
        )
        if made:
            Tenure.objects.create(account=account, unit_id=unit, post=post, since=LONG_AGO)
        return actor_of(account, NOW.date())

    def task(self) -> Case:
        """A task under way."""
        form = Form(
            {"task": "建立驻军子女入学台账", "deadline": date(2026, 12, 31)},
            {"lead": ((COUNTY + 2, None),), "support": ((COUNTY + 3, None),)},
        )
        row = open_case(self.clerk, "task", form, now=NOW)
        return take(self.liaison, row.pk, "sign", Form(), rev=row.rev, now=NOW)


def measure(rounds: int, each: int) -> list[Cost]:
    office = Office()
    report = Form({"progress": "已经摸底，正在登记。"})
    return [
        cost("反馈进展", office, office.liaison, "report", report, rounds, each),
        cost("催办（通知两家）", office, office.clerk, "press", Form(note="请抓紧办理。"), rounds, each),
    ]


def cost(name: str, office: Office, actor: Actor, action: str, form: Form, rounds: int, each: int) -> Cost:
    ours, theirs = office.task(), office.task()
    step = stepping(actor, ours, action, form)
    step()
    bare = repeating(actor, theirs, action, form)
    with CaptureQueriesContext(connection) as made:
        step()
        queries = len(made)
    return Cost(name, queries, in_turn(step, bare, rounds, each))


def stepping(actor: Actor, row: Case, action: str, form: Form) -> Callable[[], object]:
    """Take the same step again and again."""
    at = [row.rev]

    def step() -> None:
        at[0] = take(actor, row.pk, action, form, rev=at[0], now=NOW).rev

    return step


def repeating(actor: Actor, row: Case, action: str, form: Form) -> Callable[[], object]:
    """One transaction with the inserts and updates of that step, all values ready. The chain is not hashed."""
    entries, notices, before = Entry.objects.count(), Notice.objects.count(), (row.phase, row.due)
    take(actor, row.pk, action, form, rev=row.rev, now=NOW)
    last = StepRow.objects.filter(case=row).latest("seq")
    told = list(Notice.objects.order_by("-pk")[: Notice.objects.count() - notices])
    entry = Entry.objects.latest("seq")
    assert Entry.objects.count() == entries + 1
    row = Case.objects.get(pk=row.pk)
    held = before != (row.phase, row.due)  # the step leaves holdings alone where they say the same
    columns = {name: getattr(row, name) for name in (*FIELDS, "values")}
    words = Words.objects.get(case=row).text if last.data.get("values") else ""  # found by what a step says

    def bare() -> None:
        with transaction.atomic():
            assert Case.objects.filter(pk=row.pk, rev=row.rev).update(rev=F("rev") + 1, **columns)
            row.rev += 1
            last.pk, last.seq = None, row.rev
            StepRow.objects.bulk_create([last])
            if words:
                Words.objects.filter(case=row).update(text=words)
            if held:
                shown = {name: getattr(row, name) for name in ("kind", "stage", "phase", "due", "warn_on")}
                Holding.objects.filter(case=row).update(**shown)
            for notice in told:
                notice.pk = None
            Notice.objects.bulk_create(told)
            entry.seq = Head.objects.values_list("seq", flat=True).get(pk=1) + 1
            Head.objects.filter(pk=1).update(seq=entry.seq)
            Entry.objects.bulk_create([entry])

    return bare
