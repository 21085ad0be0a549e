"""Random lives of a district's cases: opened, signed, reported, closed, late and in time, units merged on the way."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.offers import offers
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.queries import kinds_in_force
from tests.cases.conftest import NOW, TODAY
from tests.cases.test_walks import form

PEOPLE = ("陆双", "简文", "宁联", "邵长", "谢镇", "组长", "督查")
OPENERS = {"task": "陆双", "mending": "督查", "instruction": "组长"}


class Lives:
    """One district's cases under way, with a clock that only goes on."""

    def __init__(self, district, paper, seed: int, now: datetime = NOW) -> None:
        self.chance, self.district, self.now = random.Random(seed), district, now
        self.papers = {who: None if who == "组长" else paper(who) for who in PEOPLE}
        self.cases: list[int] = []

    @property
    def today(self) -> date:
        return self.now.date()

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.now += timedelta(days=self.chance.choice((0, 0, 0, 1, 3, 20)))
            self.open() if not self.cases or self.chance.random() < 0.35 else self.step()

    def open(self) -> None:
        key = self.chance.choice(sorted(OPENERS))
        kind = kinds_in_force(TODAY)[key]
        filled = form(self.chance, self.district, kind, kind.opening, self.now, self.papers[OPENERS[key]])
        self.try_(lambda: open_case(self.district.actor(OPENERS[key]), key, self.dated(filled, None), now=self.now))

    def step(self) -> None:
        case = Case.objects.get(pk=self.chance.choice(self.cases))
        who = self.chance.choice(PEOPLE)
        actor, laid = self.district.actor(who), lay_open(case, self.today)
        ways = [o.transition for o in offers(laid.kind, laid.state, laid.record, laid.standing, actor) if o.open]
        if ways:
            way = self.chance.choice(ways)
            filled = self.dated(form(self.chance, self.district, laid.kind, way, self.now, self.papers[who]), case)
            self.try_(lambda: take(actor, case.pk, way.key, filled, rev=case.rev, now=self.now))

    def dated(self, filled: Form, case: Case | None) -> Form:
        """Sometimes entered after the day it speaks of, never before the step before."""
        back = self.chance.choice((0, 0, 0, 2, 15, 40))
        day = self.today - timedelta(days=back)
        if case is not None:
            day = max(day, case.steps.order_by("-seq").values_list("on", flat=True)[0])
        return Form(filled.values, filled.gives, filled.note, filled.proofs, min(day, self.today), filled.child)

    def try_(self, act) -> None:
        try:
            made = act()
        except Problem:
            return
        for pk in Case.objects.filter(pk__gte=min([made.pk, *self.cases])).values_list("pk", flat=True):
            if pk not in self.cases:
                self.cases.append(pk)

    def merge(self, one: str, into: str) -> None:
        units = [Unit.objects.get(pk=self.district.unit(key)) for key in (one, into)]
        organising.merge_unit(SYSTEM, *units, on=self.today, now=self.now)

    def split(self, one: str, *, closed: bool) -> tuple[Unit, ...]:
        """Into two: half of the kinds to each, who works there to the first."""
        half = frozenset(sorted(OPENERS)[: self.chance.randint(0, len(OPENERS))])
        shares = [
            organising.Share(organising.UnitDraft(f"{one}{number}", "", "government", "990102"), work=work)
            for number, work in (("甲", frozenset()), ("乙", half))
        ]
        unit = Unit.objects.get(pk=self.district.unit(one))
        return organising.split_unit(SYSTEM, unit, shares, closed=closed, on=self.today, now=self.now)
