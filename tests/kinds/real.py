"""A story through the real rooms: posts, permissions, gates, the other hand, proofs, children, invariants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from shuangyong.base.actor import SYSTEM, Actor, Place
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.base.organisation.regions_data import invented
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
from shuangyong.cases.proofs import file_proof
from shuangyong.cases.reminding import ring
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.model import Kind
from shuangyong.register import actions as registering
from shuangyong.rules.clocks import Reading
from tests.kinds.cast import DISTRICT, MERCHANTS, PERSONS, SITES, TROOPS, UNITS, WOMEN, people
from tests.kinds.pure import value_of
from tests.kinds.stories import ROOT, Filled, Look, Step, Story, kind_at
from tests.published import publish

ZONE = ZoneInfo("Asia/Shanghai")
SYSTEM_SAYS = "系统"
"""Whoever a story names so is the clock: what is taken by itself on that day."""
FOUNDED = datetime(2024, 1, 2, 9, 0, tzinfo=ZONE)


@dataclass
class District:
    """The units and people of the cast, as rows."""

    units: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    register: dict[tuple[str, str], int] = field(default_factory=dict)
    """By sort and name."""

    def actor(self, who: str, on: date) -> Actor:
        return SYSTEM if who == SYSTEM_SAYS else actor_of(self.accounts[who], on)


def found() -> District:
    """Found the district and publish every kind that comes with the product."""
    organising.import_regions(SYSTEM, invented(), now=FOUNDED)
    made, rows = District(), {}
    for key, (name, kind, region, above) in UNITS.items():
        draft = organising.UnitDraft(name, key, kind, region, rows.get(above))
        rows[key] = organising.open_unit(SYSTEM, draft, on=FOUNDED.date(), now=FOUNDED)
        made.units[key] = rows[key].pk
    for number, (name, unit, post) in enumerate(people(), 1):
        account, _ = organising.create_account(SYSTEM, f"person{number}", name, now=FOUNDED)
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
        organising.assign(SYSTEM, account, rows[unit], post, Term(FOUNDED.date()), now=FOUNDED)
        made.accounts[name] = account
    _register(made)
    publish(FOUNDED)
    return made


def _register(made: District) -> None:
    """The persons, troops, merchants and sites that stories name; the least that each needs."""
    for name, region in PERSONS.items():
        draft = registering.PersonDraft(name, region, sex="女" if name in WOMEN else "男", born=date(1990, 5, 1))
        made.register["person", name] = registering.add(SYSTEM, draft, now=FOUNDED).pk
    for name in TROOPS:
        troops = registering.TroopsDraft(name, DISTRICT)
        made.register["troops", name] = registering.add_troops(SYSTEM, troops, now=FOUNDED).pk
    for name, code in MERCHANTS.items():
        shop = registering.MerchantDraft(name, code, DISTRICT)
        made.register["merchant", name] = registering.add_merchant(SYSTEM, shop, now=FOUNDED).pk
    for name, sort in SITES.items():
        site = registering.SiteDraft(name, sort, DISTRICT)
        made.register["site", name] = registering.add_site(SYSTEM, site, now=FOUNDED).pk


@dataclass
class Told:
    """A story under way: its cases by label."""

    district: District
    cases: dict[str, int] = field(default_factory=dict)
    filed: int = 0


def live(story: Story, district: District) -> Told:
    """Take every step as the person whom the file names. Raises AssertionError where it goes otherwise."""
    told = Told(district)
    for step in story.steps:
        _live(story.kind, told, step)
    for label, pk in told.cases.items():
        found = findings_of(Case.objects.get(pk=pk), story.steps[-1].on)
        assert not found, f"{label}：{found}"
    return told


def reading(told: Told, look: Look) -> Reading:
    """What a clock of the stored case shows at the end of a day."""
    return lay_open(Case.objects.get(pk=told.cases[look.at]), look.on).readings[look.clock]


def _live(root: Kind, told: Told, step: Step) -> None:
    where = f"{step.on} {step.who} {step.do or '立项'}"
    try:
        row = _do(root, told, step)
    except Problem as error:
        said = f"{error}{'；'.join(error.fields.values()) if isinstance(error, Invalid) else ''}"
        assert step.refused and step.refused in said, f"{where}：{said}"
        return
    assert not step.refused, f"{where}：应当被拒绝（{step.refused}），却办成了"
    assert row.stage == step.stage or not step.stage, f"{where}：到了“{row.stage}”，故事写的是“{step.stage}”"
    if step.parent:
        here = Case.objects.get(pk=told.cases[ROOT]).stage
        assert here == step.parent, f"{where}：本件到了“{here}”，故事写的是“{step.parent}”"


def _do(root: Kind, told: Told, step: Step) -> Case:
    now = datetime(step.on.year, step.on.month, step.on.day, 10, tzinfo=ZONE)
    actor, kind = told.district.actor(step.who, step.on), kind_at(root, step.at)
    form = _form(kind, told, step.form, actor, now)
    if not step.do:
        place = Place(step.place) if step.place else None
        row = open_case(actor, kind.key, form, now=now, place=place)
        told.cases[ROOT] = row.pk
        _name_children(told, step)
        return row
    if step.child is not None:
        below = kind_at(kind, kind.transitions[step.do].opens)
        form = Form(form.values, form.gives, form.note, form.proofs, None, _form(below, told, step.child, actor, now))
    case = Case.objects.get(pk=told.cases[step.at])
    if step.who == SYSTEM_SAYS:
        ring(now=now, progress=lambda _, __: None)
        row = Case.objects.get(pk=case.pk)
        assert row.steps.filter(action=step.do, on=step.on).exists(), f"{step.on} {step.do}：没有自动办理"
        return row
    row = take(actor, case.pk, step.do, form, rev=case.rev, now=now)
    _name_children(told, step)
    return Case.objects.get(pk=row.pk)


def _name_children(told: Told, step: Step) -> None:
    """Whatever was opened below one of the story's cases gets its label."""
    known, before = set(told.cases.values()), set(told.cases)
    found = Case.objects.filter(parent__in=known).exclude(pk__in=known).order_by("pk").first()
    while found is not None:
        parent = next(label for label, pk in told.cases.items() if pk == found.parent_id)
        first = f"{parent}/{found.parent_name}" if parent else found.parent_name
        count = sum(1 for label in told.cases if label.split("#")[0] == first)
        told.cases[f"{first}#{count + 1}" if count else first] = found.pk
        known = set(told.cases.values())
        found = Case.objects.filter(parent__in=known).exclude(pk__in=known).order_by("pk").first()
    began = {label.split("#")[0] for label in told.cases.keys() - before}
    assert began >= set(step.opens), f"{step.on} {step.do}：应当自动开始{step.opens}，开始了{began}"


def _form(kind: Kind, told: Told, filled: Filled, actor: Actor, now: datetime) -> Form:
    units = told.district.units
    values = {
        key: value_of(kind, key, value, told.cases, units, told.district.register)
        for key, value in filled.values.items()
    }
    gives = {part: tuple((units[unit], None) for unit in named) for part, named in filled.gives.items()}
    return Form(values, gives, filled.note, _proofs(told, filled, actor, now))


def _proofs(told: Told, filled: Filled, actor: Actor, now: datetime) -> Mapping[str, tuple[int, ...]]:
    proofs: dict[str, tuple[int, ...]] = {}
    for slot in filled.proofs:
        told.filed += 1
        text = f"{slot} {now} {told.filed} {sorted(told.cases.values())}".encode()
        proof = file_proof(
            actor, BytesIO(text), f"{slot}.txt", title=slot, proves="故事里的材料", on=now.date(), now=now
        )
        proofs[slot] = (*proofs.get(slot, ()), proof.pk)
    return proofs
