"""The two years of the ledgers written down: the people into the register, then every ledger's cases with their past.

Through the same doors as an office's own old tables: `register.add_many` and `cases.histories`, which play each step
by the same engine and check it as if the person who took it took it now. Each chunk is one transaction of `living`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import partial
from typing import Any

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.cases.engine.steps import OPEN, Given
from shuangyong.cases.forms import Form
from shuangyong.cases.histories.actions import admit_histories
from shuangyong.cases.histories.model import History, Past
from shuangyong.cases.proofs import file_proof
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.config.district import lives, papers
from shuangyong.config.district.acts import ZONE, Paper
from shuangyong.config.district.cast import Cast, cast
from shuangyong.config.district.player import Life, Played
from shuangyong.config.district.population import Somebody, population
from shuangyong.register.actions.bulk import add_many
from shuangyong.register.actions.places import TroopsDraft, add_troops
from shuangyong.register.drafts import CategoryDraft, HonourDraft, PersonDraft, ServiceDraft
from shuangyong.register.models import Person, Troops

CHUNK = 3000
"""Cases of one transaction."""
FIRST_PAPER = 5000
"""Numbers below are those of the year's tasks."""
Slot = tuple[str, str, int]
"""Key of a kind, key of one of its proofs, year: one paper stands for all, as one proof is used in many places."""
NOON = time(10, 30)
SOURCE = "演示区的台账（虚构）"
DETAILS: Mapping[str, Mapping[str, str]] = {"残疾军人": {"nature": "因公", "level": "八级"}}
Chunk = Callable[[], None]


@dataclass(slots=True)
class Scribe:
    """Who writes down what; what was looked up once is kept."""

    end: date
    people: tuple[Somebody, ...]
    units: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    """Key of an invented person to the row in the register."""
    troops: dict[str, int] = field(default_factory=dict)
    papers: dict[Slot, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def load(self) -> None:
        """What the founding has written; the chunks change nobody's posts, so once is enough."""
        if self.actors:
            return
        names = dict(Unit.objects.values_list("name", "pk"))
        self.units = {spec.slug: names[spec.name] for spec in cast().units}
        self.accounts = {account.login: account for account in Account.objects.all()}
        self.actors = {login: actor_of(account, self.end) for login, account in self.accounts.items()}

    @property
    def office(self) -> Actor:
        return self.actors["shuangyong.zhuren"]

    @property
    def now(self) -> datetime:
        return datetime.combine(self.end, time(6), ZONE)


def chunks(end: date) -> list[Chunk]:
    """Everything that is written down, in order, each part a transaction of its own."""
    made = cast()
    scribe = Scribe(end, population(end, tuple(village.code for village in lives.villages(made))))
    found: list[Chunk] = [partial(register, scribe)]
    for entry, key in lives.entries().items():
        found.append(partial(_live, scribe, made, entry, key))
    return found


# ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def register(scribe: Scribe) -> None:
    """Everybody into the register, and the troops under their public names."""
    scribe.load()
    drafts = [_draft(person, scribe.people) for person in scribe.people]
    added = add_many(scribe.office, drafts, now=scribe.now, source=SOURCE, on=scribe.end)
    scribe.rows = {scribe.people[place].key: row for place, row in added.persons.items()}
    for spec in cast().of("troop"):
        add_troops(scribe.office, TroopsDraft(name=spec.name, region=spec.region), now=scribe.now)


def _draft(person: Somebody, people: Sequence[Somebody]) -> PersonDraft:
    return PersonDraft(
        name=person.name,
        region=person.village,
        id_number=person.identity,
        sex=person.sex,
        born=person.born,
        hukou="农村" if person.rural else "城镇",
        services=tuple(ServiceDraft(one.sort, one.begun, one.ended) for one in person.services),
        categories=tuple(CategoryDraft(name, DETAILS.get(name, {}), since) for name, since in person.categories),
        honours=(HonourDraft(person.honour, _honoured(person)),) if person.honour else (),
        household=f"{person.village}-{person.household}",
        role={"父亲": "父母", "母亲": "父母"}.get(person.relation, person.relation or "户主"),
    )


def _honoured(person: Somebody) -> date | None:
    return person.services[-1].begun.replace(month=12, day=20) if person.services else None


def _rows(scribe: Scribe) -> dict[int, int]:
    """Known again by village and name order where the register was written by an earlier run."""
    if not scribe.rows:
        keys = {(one.village, one.name, one.born): one.key for one in scribe.people}
        rows = Person.objects.values_list("pk", "village", "name", "born")
        scribe.rows = {keys[found]: pk for pk, *rest in rows if (found := tuple(rest)) in keys}
    return scribe.rows


# ── ledgers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _live(scribe: Scribe, made: Cast, entry: str, key: str) -> None:
    kinds = kinds_in_force(scribe.end)
    if key in kinds:
        write_down(scribe, kinds, key, entry, lives.lives(entry, kinds, made, scribe.people, scribe.end))


def write_down(scribe: Scribe, kinds: Mapping[str, Kind], key: str, entry: str, found: Sequence[Life]) -> None:
    """Lives of one kind with all their steps; what is refused is kept in `scribe.refused` with its reason."""
    scribe.load()
    names = dict(Troops.objects.values_list("name", "pk"))
    scribe.troops = {spec.slug: names[spec.name] for spec in cast().of("troop")}
    _file_papers(scribe, kinds, key, found)
    histories = _histories(scribe, kinds, key, found)
    admitted = admit_histories(scribe.office, key, histories, scribe.now, source=SOURCE, batch=CHUNK)
    scribe.refused += [f"{entry} {one.index} 第{one.step}步：{_why(one.problem)}" for one in admitted.refused]


def _why(problem: Problem) -> str:
    return "；".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem)


def _file_papers(scribe: Scribe, kinds: Mapping[str, Kind], key: str, found: Sequence[Life]) -> None:
    """What these lives will prove themselves with, dated when it is first needed."""
    numbers = {slot: number for number, slot in enumerate((k, s) for k in sorted(kinds) for s in kinds[k].proofs)}
    for slot, on in _needed(kinds, key, found).items():
        if slot not in scribe.papers:
            kind, name, year = slot
            proof, number = kinds[kind].proofs[name], numbers[kind, name]
            paper = Paper(FIRST_PAPER + 10 * number + year % 10, "照片" in proof.name, proof.name, proof.proves)
            scribe.papers[slot] = _file(scribe, paper, on)


def _needed(kinds: Mapping[str, Kind], key: str, found: Sequence[Life]) -> dict[Slot, date]:
    needed: dict[Slot, date] = {}
    for played in (played for life in found for played in life.steps):
        kind = _kind_at(kinds, key, played.at)
        asked = [(kind.key, slot, played.on.year) for slot in played.proofs]
        if played.child is not None:
            below = _kind_opened(kinds, kind, played)
            asked += [(below.key, slot, played.child.on.year) for slot in played.child.proofs]
        for one in asked:
            needed[one] = min(played.on, needed.get(one, played.on))
    return needed


def _file(scribe: Scribe, paper: Paper, on: date) -> int:
    stream, name = papers.made(paper, paper.title, "区双拥办", on)
    filed = file_proof(scribe.office, stream, name, title=paper.title, proves=paper.proves, on=on, now=scribe.now)
    return filed.pk


def _histories(scribe: Scribe, kinds: Mapping[str, Kind], key: str, found: Sequence[Life]) -> Iterator[History]:
    rows = _rows(scribe)
    for life in found:
        yield History(tuple(_past(scribe, kinds, key, one, rows) for one in life.steps))


def _past(scribe: Scribe, kinds: Mapping[str, Kind], key: str, played: Played, rows: Mapping[int, int]) -> Past:
    kind = _kind_at(kinds, key, played.at)
    form = _form(scribe, kind, played, rows)
    if played.child is not None:
        form = replace(form, child=_form(scribe, _kind_opened(kinds, kind, played), played.child, rows))
    entered = datetime.combine(played.on, NOON, ZONE)
    return Past(played.do or OPEN, played.on, form, scribe.actors[played.who], at=played.at, entered=entered)


def _kind_at(kinds: Mapping[str, Kind], key: str, at: str) -> Kind:
    """The kind of a case by its place below the one that a life began with."""
    kind = kinds[key]
    for label in filter(None, at.split("/")):
        kind = kinds[kind.children[label.split("#")[0]].kind]
    return kind


def _kind_opened(kinds: Mapping[str, Kind], kind: Kind, played: Played) -> Kind:
    """The kind of the case that a step opens below."""
    return kinds[kind.children[kind.transitions[played.do].opens].kind]


def _form(scribe: Scribe, kind: Kind, played: Played, rows: Mapping[int, int]) -> Form:
    values = {key: _row(scribe, kind.fields[key].type, value, rows) for key, value in played.values.items()}
    gives: dict[str, tuple[Given, ...]] = {
        part: tuple((scribe.units[unit], None) for unit in units) for part, units in played.gives.items()
    }
    proofs = {slot: (scribe.papers[kind.key, slot, played.on.year],) for slot in played.proofs}
    return Form(values, gives, played.note, proofs)


def _row(scribe: Scribe, sort: str, value: Any, rows: Mapping[int, int]) -> Any:
    """What stands in a form: the rows that invented people, units and troops became."""
    match sort:
        case "person":
            return rows[value]
        case "unit":
            return scribe.units[value]
        case "units":
            return tuple(scribe.units[slug] for slug in value)
        case "troops":
            return scribe.troops[value]
    return value
