"""A kind of case as it is declared: frozen values, one for one with the TOML file (docs/cases.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from shuangyong.rules.clocks import Begins, Length

FieldType = Literal[
    "text",
    "long_text",
    "date",
    "number",
    "money",
    "choice",
    "choices",
    "yes_no",
    "unit",
    "units",
    "account",
    "case",
    "person",
    "household",
    "troops",
    "merchant",
    "site",
    "phone",
    "id_number",
]
"""money is counted in fen; unit, account (somebody who works here), case and what stands in the register (person,
household, troops, merchant, site) hold row numbers; units and choices are lists."""
TYPE_NAMES = {
    "text": "文字",
    "long_text": "长文字",
    "date": "日期",
    "number": "数字",
    "money": "金额",
    "choice": "单选",
    "choices": "多选",
    "yes_no": "是否",
    "unit": "单位",
    "units": "几个单位",
    "account": "经办人",
    "person": "人员",
    "household": "户",
    "troops": "部队",
    "merchant": "商户",
    "site": "阵地点位",
    "case": "事项",
    "phone": "电话",
    "id_number": "证件号",
}
"""Types of fields as people are told them."""
REGISTER_TYPES = ("person", "household", "troops", "merchant", "site")
"""Fields that name a row of the register: cases are found by it, and it is shown masked."""
Phase = Literal["waiting", "doing", "judging", "closed", "void"]
"""What a stage means to everybody: not yet taken up, under way, waiting for a judgement, ended, dropped."""
Mask = Literal["", "name", "phone", "id_number", "address"]
NoteRule = Literal["none", "optional", "required"]
Checked = Literal["已核", "待核"]
LISTS = ("indicators",)
"""Lists that another package keeps and a text may be chosen from: the codes of the standards' indicators."""
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
PHASES: tuple[str, ...] = get_args(Phase)
MASKS: tuple[str, ...] = get_args(Mask)
NOTE_RULES: tuple[str, ...] = get_args(NoteRule)
CHECKED: tuple[str, ...] = get_args(Checked)
BEGINS: tuple[str, ...] = get_args(Begins)
OPEN_PHASES = ("waiting", "doing", "judging")
END_PHASES = ("closed", "void")
CHECKS = ("roster", "exchange_asked", "exchange", "carried_own", "carried_upper")
"""Rules over several cases that code knows and a transition can name (cases.guards)."""
OPENER = "opener"
"""The part of whoever opened the case; every case has it, no file declares it."""
LEADER = "lead"
"""The part that leads, by the name that all kinds use for it."""
PRESS = "press"
"""催办, by the name that all kinds use for it: whoever waits says so to the units that have the work."""
PART_RULE = "part:"
EVENT = "event:"
EVENTS = ("退役", "入伍", "去世")
"""Events in a person's life that a recurrence may name, as in `event:退役`."""
OWN_CASE = "case"
"""In `known_from`: what an earlier step of the same case said."""
OPENING = "opening"
OPENED = "@open"
SIDE = 80
"""Transitions of this weight and above are said on the side (press, rise, comment, drop): nobody waits for them."""
OPEN_NAME = "登记"
"""The opening among transitions by their keys, what the steps of a case call it, and its button where a kind has no
word of its own."""
PERS = ("person", "household")
UNIT_RULES = ("station", "town", "village")
"""Rules by which a case that opens by itself is given to a unit: a part of its parent, or the unit of the place."""
OPENER_SIDE = "opener_side"
"""In `as` only: the unit that opened the case, or a seat whose reach holds that unit or the place of the case."""
OPENERS = {OPENER: "交办单位", OPENER_SIDE: "交办一方"}
"""The words for the parts that no file declares."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact asked for. `max` is characters of a text or the largest number; None is unbounded."""

    key: str
    type: FieldType
    label: str
    help: str = ""
    required: bool = False
    max: int | None = None
    min: int | None = None
    choices: tuple[str, ...] = ()
    mask: Mask = ""
    seen_by: tuple[str, ...] = ()
    known_from: str = ""
    among: str = ""
    """The list that what is typed is one of; "" for any text."""

    @property
    def of_case(self) -> str:
        """The field of the same case whose text stands in the forms of later steps; "" where none does."""
        source, _, fact = self.known_from.partition(".")
        return fact if source == OWN_CASE else ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit can be in a case (承办方式)."""

    key: str
    name: str
    many: bool = False
    required: bool = False
    known_from: tuple[str, ...] = ()
    """Fields that name units: a form that gives this part and names nobody gives it to the first filled one's."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage (环节) of a kind."""

    key: str
    name: str
    phase: Phase

    @property
    def ends(self) -> bool:
        return self.phase in END_PHASES


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field, part or proof slot that a form asks for."""

    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """How a case of this kind begins."""

    may: str
    stage: str
    asks: tuple[Wanted, ...] = ()
    gives: tuple[Wanted, ...] = ()
    proofs: tuple[Wanted, ...] = ()
    starts: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    name: str = OPEN_NAME
    """The button, in the words of this kind: 批示, 下达整改 …"""


@dataclass(frozen=True, slots=True)
class Transition:
    """One thing that can be done (动作): who, from where to where, what it asks for and what it sets going."""

    key: str
    name: str
    done: str
    origins: tuple[str, ...]
    to: str
    may: str
    waits_for: str = ""
    """The permission of those for whom it is routine: it waits for them, where the own unit has such a post filled.
    Whoever holds `may` may take it all the same."""
    parts: tuple[str, ...] = ()
    not_parts: tuple[str, ...] = ()
    """A unit that holds one of these may not take it, unless it opened the case itself."""
    asks: tuple[Wanted, ...] = ()
    gives: tuple[Wanted, ...] = ()
    note: NoteRule = "none"
    note_label: str = "说明"
    proofs: tuple[Wanted, ...] = ()
    other_hand_than: tuple[str, ...] = ()
    """Whoever ever took one of these on the case, or opened it (`opening`), may not take this one."""
    other_unit_than: tuple[str, ...] = ()
    """Nor may anybody of a unit that ever took one of these: what one side says, another side confirms."""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    suspends: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Clocks whose owner has done his part by it: they rest while another hand has the case, until they are resumed."""
    resumes: tuple[str, ...] = ()
    extends: str = ""
    counts: str = ""
    tells: tuple[str, ...] = ()
    opens: str = ""
    when: str = ""
    reopens: bool = False
    weight: int = 0
    """Order of the buttons; the first one is the main one."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """Fields that the button itself answers, so that nobody is asked: a choice, 是 or 否, a text."""
    checks: str = ""
    """A rule over several cases that the step must keep, one of CHECKS."""

    @property
    def hands(self) -> tuple[str, ...]:
        """`other_hand_than` as the steps of a case name it."""
        return tuple([OPENED if action == OPENING else action for action in self.other_hand_than])


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, and what is said where it does not."""

    when: str
    says: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Conditions that stand before some transitions."""

    key: str
    on: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder that presses (催办): `after` is counted from the term, negative before it."""

    after: Length
    says: str
    tells: tuple[str, ...]
    takes: str = ""
    """The transition that is then taken by itself, what is said being its note."""


@dataclass(frozen=True, slots=True)
class Extension:
    """How far and how often a clock may be extended."""

    most: Length | None
    times: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A term (期限): a date field's value, or a length from its start; with both, the length where no day was named."""

    key: str
    name: str
    owner: str
    due: str = ""
    length: Length | None = None
    before: tuple[str, ...] = ()
    """Days of the year, written as in recurrences: the term is the day before the next of them (八一或春节前)."""
    since: str = ""
    """The date field from whose day it is counted; else from the day of the step that starts it."""
    begins: Begins = "day"
    act: str = "办结"
    """What is owed by the due day: 办结, 告知, 报到 …"""
    warn: Length | None = None
    from_next_day: bool = True
    duty: bool = True
    """Whether somebody owes something by the due day; otherwise a period that merely ends, and no light follows it."""
    extend: Extension | None = None
    carried: bool = True
    runs_on: bool = False
    """Whether it counts on while another hand has the case: a term owed to somebody outside, whoever is slow inside."""
    at_end: str = ""
    """The transition that is taken by itself on the day after the last one: a period that leads on by its end."""
    rungs: tuple[Rung, ...] = ()
    source: str = ""
    checked: Checked = "待核"


@dataclass(frozen=True, slots=True)
class ProofSlot:
    """A place for evidence (印证材料): what a file filed here proves and for how long."""

    key: str
    name: str
    proves: str
    lasts: Length | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """Cases opened below a case; `waits` names the transitions not to be taken before they have all ended."""

    key: str
    kind: str
    name: str
    waits: tuple[str, ...] = ()
    passes: Mapping[str, str] = field(default_factory=dict)
    """Child's field from the parent's field, filled and only confirmed."""
    starts_when: str = ""
    """Condition on the parent's record: where it is set, the case opens by itself, once, as soon as it holds."""
    gives: Mapping[str, str] = field(default_factory=dict)
    """Its part from a rule, `part:lead` of the parent; where it opens by itself also a sort of unit of the place.
    Where somebody opens it the rule fills the form, and may be changed there."""
    fills: Mapping[str, str] = field(default_factory=dict)
    """Child's field from a constant text."""
    returns: Mapping[str, str] = field(default_factory=dict)
    """Parent's field from the child's field, taken over when the child has been carried out."""
    each: str = ""
    """Its part for which a form may name several units: one such case for each of them."""
    to: str = ""
    """`below`: that part goes to the own unit, to what lies under it or to a lower level alone."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage that is computed and never typed: `part` and `whole` are expressions that give numbers."""

    key: str
    name: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When cases of this kind open by themselves: for each unit of a collective, or for each person with an event."""

    on: str
    every: str = "year"
    lead: Length | None = None
    gives: str = ""
    members: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)

    @property
    def event(self) -> str:
        """The event in a person's life that brings it, "" for a rule of the calendar."""
        return self.on.removeprefix(EVENT) if self.on.startswith(EVENT) else ""


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """No second case about a person or household while one stands (同户一块); an exception needs its reason."""

    key: str
    per: str
    """person or household."""
    field: str
    """The field that names whom it is about."""
    on: tuple[str, ...]
    """Before which transitions it is looked up; `opening` for the opening."""
    when: str
    """Condition on the case that is about to be."""
    stands: str
    """Condition on another case: it counts as one."""
    ends: str
    """Condition on another case: what stood before it does not stand any more; "" where nothing ends it."""
    unless: str
    """The field whose text is the reason of an exception."""
    says: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a closed case is kept. `years` None is for ever."""

    keep: str
    years: int | None
    counts_from: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case (事项种类), one published version of it."""

    key: str
    name: str
    version: int
    valid_from: date
    valid_to: date | None
    checked: Checked
    source: str
    title: str
    number: str
    about: str
    fields: Mapping[str, Field]
    parts: Mapping[str, Part]
    stages: Mapping[str, Stage]
    opening: Opening
    transitions: Mapping[str, Transition]
    gates: Mapping[str, Gate]
    clocks: Mapping[str, Clock]
    proofs: Mapping[str, ProofSlot]
    children: Mapping[str, Child]
    recurrences: tuple[Recurrence, ...]
    retention: Retention | None
    renamed_stages: Mapping[str, str]
    """From a stage of the version before to the one that replaces it here."""
    rates: Mapping[str, Rate] = field(default_factory=dict)
    only_one: Mapping[str, OnlyOne] = field(default_factory=dict)
    keeps_out: tuple[str, ...] = ()
    """What no text of this kind may say: groups of keep_out.toml, besides those that no text at all may say."""

    @property
    def known_on_opening(self) -> frozenset[str]:
        """The fields that opening fills with what is held already: those asked for there, and those asked nowhere."""
        asked = {wanted.key for wanted in self.opening.asks}
        later = {wanted.key for step in self.transitions.values() for wanted in step.asks}
        named = {key for key, declared in self.fields.items() if declared.known_from}
        return frozenset(named & asked | named - later)

    @property
    def always_known(self) -> frozenset[str]:
        """Those of them that no form of opening asks for."""
        return self.known_on_opening - {wanted.key for wanted in self.opening.asks}

    @property
    def sided(self) -> frozenset[str]:
        """The actions after which some other one is left to another unit."""
        return frozenset(name for step in self.transitions.values() for name in step.other_unit_than)

    @property
    def filed(self) -> frozenset[str]:
        """The clocks that rest while another hand has the case."""
        return frozenset(name for step in self.transitions.values() for name in step.files)

    def owing(self, parts: Iterable[str]) -> frozenset[str]:
        """Whose clocks these parts answer for: their own; a part that owns none goes along with all the others."""
        owners = {clock.owner for clock in self.clocks.values() if clock.duty}
        own = frozenset(parts) & owners
        return own or frozenset(self.parts)

    def parts_of(self, actions: Iterable[str]) -> frozenset[str]:
        """The parts whose holders take some actions."""
        return frozenset(part for action in actions for part in self.transitions[action].parts)

    def action_name(self, action: str) -> str:
        """The button of a step, that of the opening included."""
        return self.opening.name if action == OPENING else self.transitions[action].name

    def part_name(self, part: str) -> str:
        """The Chinese words for a part, those of the opener included."""
        return OPENERS[part] if part in OPENERS else self.parts[part].name

    def ended_by(self, action: str) -> tuple[Clock, ...]:
        """The periods whose end takes this action by itself."""
        return tuple(clock for clock in self.clocks.values() if clock.at_end == action)

    def leaving(self, stage: str) -> tuple[Transition, ...]:
        """What may be done in a stage, main button first."""
        found = [transition for transition in self.transitions.values() if stage in transition.origins]
        return tuple(sorted(found, key=lambda transition: transition.weight))
