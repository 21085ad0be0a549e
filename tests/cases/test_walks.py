"""Random legal walks along each shipped kind: at every moment the stored steps add up to the cached state."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from shuangyong.base.errors import Problem
from shuangyong.base.trail.verifying import verify
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
from shuangyong.cases.offers import offers
from shuangyong.cases.standing import folded, lay_open
from shuangyong.cases.turns import SIDE
from shuangyong.catalog.model import Field, Kind, Opening, Transition
from shuangyong.catalog.queries import kinds_in_force
from tests.cases.conftest import NOW, TODAY

WALKS, STEPS = 9, 16
PEOPLE = ("陆双", "简文", "宁联", "邵长", "谢镇", "组长", "督查")
SHIPPED = ("task", "mending", "instruction")


def value(chance: random.Random, declared: Field, now: datetime) -> object:
    if declared.type == "date":
        return now.date() + timedelta(days=chance.randint(1, 150))
    if declared.type == "choice":
        return chance.choice(declared.choices)
    if declared.type in {"number", "money"}:
        return chance.randint(0, 100)
    return chance.choice(("先摸底", "已办理一半", "正在协调"))


def form(chance: random.Random, district, kind: Kind, asking: Opening | Transition, now: datetime, file) -> Form:
    """Everything needed and, by chance, what may be left out."""
    values = {
        w.key: value(chance, kind.fields[w.key], now) for w in asking.asks if chance.random() < 0.6 or not w.optional
    }
    units = chance.choice([["教育局", "民政局"], ["教育局", "东河镇"], ["东河镇", "财政局"]])
    gives = {
        w.key: ((district.unit(units[number % 2]), None),)
        for number, w in enumerate(asking.gives)
        if not w.optional or chance.random() < 0.5
    }
    proofs = {w.key: (file,) for w in asking.proofs if file and (not w.optional or chance.random() < 0.3)}
    child = None
    if isinstance(asking, Transition) and asking.opens:
        below = kinds_in_force(TODAY)[kind.children[asking.opens].kind]
        child = form(chance, district, below, below.opening, now, file)
    return Form(values, gives, "理由充分", proofs, child=child)


def check(case_id: int, now: datetime) -> None:
    row = Case.objects.get(pk=case_id)
    assert folded(row) == lay_open(row, now.date()).state
    assert findings_of(row, now.date()) == []


def walk(chance: random.Random, district, key: str, file) -> list[str]:
    """One case's life; gives what was done."""
    now, kind = NOW, kinds_in_force(TODAY)[key]
    opener = "组长" if key == "instruction" else "陆双"
    case = open_case(
        district.actor(opener), key, form(chance, district, kind, kind.opening, now, file[opener]), now=now
    )
    done: list[str] = []
    for _ in range(STEPS):
        now += timedelta(days=chance.randint(0, 12))
        who = chance.choice(PEOPLE)
        actor = district.actor(who)
        laid = lay_open(case, now.date())
        ways = [o.transition for o in offers(laid.kind, laid.state, laid.record, laid.standing, actor) if o.open]
        if chance.random() < 0.9:  # what is on the side (press, drop, withdraw) would end most walks at once
            ways = [way for way in ways if way.weight < SIDE]
        if not ways:
            continue
        step = chance.choice(ways)
        try:
            filled = form(chance, district, laid.kind, step, now, file[who])
            case = take(actor, case.pk, step.key, filled, rev=case.rev, now=now)
        except Problem:  # not visible, an extension that does not extend: refused, and then nothing may have happened
            case = Case.objects.get(pk=case.pk)
        else:
            done.append(step.key)
        check(case.pk, now)
    for child in case.children.all():
        check(child.pk, now)
    return done


@pytest.mark.parametrize("key", SHIPPED)
def test_the_steps_add_up_at_every_moment(district, paper, key) -> None:
    chance = random.Random(f"walks along {key}")
    papers = {who: None if who == "组长" else paper(who) for who in PEOPLE}  # a leader files nothing himself
    done = [action for _ in range(WALKS) for action in walk(chance, district, key, papers)]
    assert len(done) >= 2 * WALKS
    assert len(set(done)) >= {"task": 8, "mending": 6, "instruction": 4}[key]
    assert verify().good
