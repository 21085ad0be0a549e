"""The form of a step or an opening: drawn from the definition, and read back into `cases.forms.Form`.

Names in the page: a field `key`, a unit's part `part-KEY` (with `named-KEY` for one typed in full), a proof's slot
`proof-SLOT` (files) and `filed-SLOT` (proofs that this person filed before); `child-` before all of them for the
case that the step opens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.serving import is_colleague
from shuangyong.cases.engine.steps import Given
from shuangyong.cases.forms import Form, named_units, read_values
from shuangyong.cases.known import QUIET
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.model import REGISTER_TYPES, Field, Kind, Opening, Transition, Wanted
from shuangyong.desk import declared_lists, registering
from shuangyong.desk.choosing import known_units, unit_named
from shuangyong.desk.pages.asking import NO_DAY, Asked, asked, day, number

CHILD = "child-"
TODAY = "today"
"""What a field is known from that says when something was done: mostly the day on which it is told."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What one form asks for: a transition or an opening of a kind, with what is known already."""

    kind: Kind
    asking: Opening | Transition
    prefix: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    held: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    near: tuple[tuple[str, str], ...] = ()
    """Cases beside this one that a case field can name: number and what it is called."""
    earlier: tuple[tuple[str, str], ...] = ()
    """Proofs filed before that a slot can use once more: number and what it is."""
    owed: Mapping[str, str] = field(default_factory=dict)
    """Empty places for proofs that a later step wants filled, by the name of that step."""
    each: str = ""
    """The part for which several units may be named: one case for each."""
    below: bool = False
    """That part is chosen among the units below alone."""
    likely: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Units that this person mostly gives a part to, by part."""
    says: Mapping[str, str] = field(default_factory=dict)
    """What is said here of a field instead of its own help."""


@dataclass(frozen=True, slots=True)
class Control:
    """One field, part or slot as it is drawn. `texts` is what stands in it."""

    name: str
    sort: str
    label: str
    help: str = ""
    optional: bool = False
    many: bool = False
    texts: tuple[str, ...] = ()
    named: str = ""
    choices: tuple[str, ...] = ()
    most: int | None = None
    error: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    """Rows of the register, cases or proofs to choose from: number and what it is called."""
    more: bool = False
    """There are more than these."""
    below: bool = False
    """Chosen among the units below alone."""
    likely: tuple[int, ...] = ()
    """Units that stand first, before all of them."""
    grouped: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What a text is chosen from: what it is and what that is called, by group."""

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""


# ── drawing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def controls(asks: Asks, request: HttpRequest, wrong: Mapping[str, str]) -> tuple[Control, ...]:
    """Everything that the form asks for, filled with what was typed, else with what is known."""
    drawn = [_field(asks, wanted, request, wrong) for wanted in asks.asking.asks]
    parts = [_part(asks, wanted, request, wrong) for wanted in asks.asking.gives]
    slots = [_slot(asks, wanted, wrong) for wanted in asks.asking.proofs]
    return (*drawn, *_told_apart(parts, drawn), *slots)


def _told_apart(parts: Iterable[Control], fields: Iterable[Control]) -> list[Control]:
    """A part that a field of the same form is called like says that it wants a unit: two questions look like one."""
    taken = {control.label for control in fields}
    return [replace(part, label=f"{part.label}（选单位）") if part.label in taken else part for part in parts]


def _field(asks: Asks, wanted: Wanted, request: HttpRequest, wrong: Mapping[str, str]) -> Control:
    declared = asks.kind.fields[wanted.key]
    name = asks.prefix + wanted.key
    texts = request.POST.getlist(name) if request.method == "POST" else _known(declared, asks.known.get(wanted.key))
    return Control(
        name,
        declared.type,
        declared.label,
        _help(asks, declared, texts),
        wanted.optional or _in_register(asks, declared),
        texts=tuple(texts),
        choices=declared.choices,
        most=declared.max if declared.type in {"text", "long_text"} else None,
        error=wrong.get(wanted.key, ""),
        grouped=declared_lists.offered(declared.among, asked(request).on, texts[0] if texts else ""),
        **{"named": request.POST.get(f"{name}-named", "")}
        | (
            {"rows": asks.near} if declared.type == "case" else registering.choices(request, declared.type, name, texts)
        ),
    )


def _in_register(asks: Asks, declared: Field) -> bool:
    """Whether opening fills it from the register where it is left empty."""
    return declared.known_from.partition(".")[0] in QUIET and asks.asking is asks.kind.opening


def _help(asks: Asks, declared: Field, texts: Sequence[str]) -> str:
    if declared.key in asks.says:
        return asks.says[declared.key]
    if _in_register(asks, declared):
        return f"{declared.help}登记里已有的留空即可，照登记填。"
    if declared.known_from == TODAY and any(texts):
        return f"{declared.help}已填今天，不是今天的请改。"
    known = declared.known_from and asks.known.get(declared.key) is not None and any(texts)
    return f"{declared.help}已照现有资料填好，请核对。" if known else declared.help


def _known(declared: Field, value: Any) -> Sequence[str]:
    """A known value as it would be typed."""
    if value is None:
        return ()
    if declared.type == "money":
        return (f"{value / 100:.2f}",)
    if declared.type == "yes_no":
        return ("是" if value else "否",)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _part(asks: Asks, wanted: Wanted, request: HttpRequest, wrong: Mapping[str, str]) -> Control:
    part = asks.kind.parts[wanted.key]
    name = f"{asks.prefix}part-{wanted.key}"
    named = tuple(text for text in request.GET.getlist(name) if number(text))
    held = named or tuple(str(unit) for unit, _ in asks.held.get(wanted.key, ()))
    held = held or tuple(map(str, named_units(part, asks.known)))
    return Control(
        name,
        "part",
        part.name,
        "可以勾选几个单位，每个单位各立一件。" if wanted.key == asks.each else "",
        optional=wanted.optional,
        many=part.many or wanted.key == asks.each,
        texts=tuple(request.POST.getlist(name)) if request.method == "POST" else held,
        named=request.POST.get(f"{name}-named", ""),
        error=wrong.get(wanted.key, ""),
        below=asks.below and wanted.key == asks.each,
        likely=asks.likely.get(wanted.key, ()),
    )


def _slot(asks: Asks, wanted: Wanted, wrong: Mapping[str, str]) -> Control:
    slot = asks.kind.proofs[wanted.key]
    name = f"{asks.prefix}proof-{wanted.key}"
    bad, later = wrong.get(wanted.key, ""), asks.owed.get(wanted.key)
    help_ = f"{slot.proves}还没有交过，没有就不能“{later}”。" if later else slot.proves
    return Control(name, "proof", slot.name, help_, wanted.optional, error=bad, rows=asks.earlier)


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(asks: Asks, request: HttpRequest, me: Asked) -> Form:
    """The form as it was sent, proofs left out. Raises Invalid with every message at once."""
    wrong: dict[str, str] = {}
    values = _values(asks, request, me, wrong)
    gives = {wanted.key: _given(asks, wanted, request, me, wrong) for wanted in asks.asking.gives}
    on = day(request.POST.get("on")) if request.POST.get("on") else None
    if request.POST.get("on") and on is None:
        wrong["on"] = NO_DAY
    if wrong:
        raise Invalid(wrong)
    return Form(values, gives, request.POST.get("note", "").replace("\r\n", "\n"), {}, on)


def _values(asks: Asks, request: HttpRequest, me: Asked, wrong: dict[str, str]) -> dict[str, Any]:
    raw = {wanted.key: request.POST.getlist(asks.prefix + wanted.key) for wanted in asks.asking.asks}
    for wanted in asks.asking.asks:
        declared = asks.kind.fields[wanted.key]
        try:
            if declared.type in {"unit", "units"}:
                named = request.POST.get(f"{asks.prefix}{wanted.key}-named", "")
                raw[wanted.key] = [str(unit) for unit in _units(raw[wanted.key], named, wanted.key, me)]
            elif declared.type == "case":
                raw[wanted.key] = _case(raw[wanted.key], wanted.key, me)
            elif declared.type in REGISTER_TYPES:
                raw[wanted.key] = registering.chosen(request, me, declared.type, asks.prefix + wanted.key, wanted.key)
            elif declared.type == "account":
                _person(raw[wanted.key], wanted.key, me)
            elif declared.among and raw[wanted.key]:
                raw[wanted.key] = [declared_lists.taken(declared.among, raw[wanted.key][0], wanted.key, me.on)]
        except Invalid as problem:
            wrong.update(problem.fields)
    try:
        return read_values(asks.kind, asks.asking.asks, raw)
    except Invalid as problem:
        wrong.update(problem.fields)
        return {}


def _given(asks: Asks, wanted: Wanted, request: HttpRequest, me: Asked, wrong: dict[str, str]) -> tuple[Given, ...]:
    """The units chosen for a part; a unit that has it already keeps its person."""
    name = f"{asks.prefix}part-{wanted.key}"
    try:
        units = _units(request.POST.getlist(name), request.POST.get(f"{name}-named", ""), wanted.key, me)
    except Invalid as problem:
        wrong.update(problem.fields)
        return ()
    persons = dict(asks.held.get(wanted.key, ()))
    return tuple((unit, persons.get(unit)) for unit in units)


def _units(sent: Iterable[str], named: str, key: str, me: Asked) -> list[int]:
    """Chosen and typed units, each once. Raises Invalid for one that this actor may not choose."""
    keys = [pk for text in sent if (pk := number(text)) is not None]
    if len(known_units(me.actor, set(keys), me.on)) < len(set(keys)):
        raise Invalid({key: "有一个单位已经撤销或不在可选范围，请重新选择。"})
    typed = [text.strip() for text in named.replace("、", "\n").splitlines() if text.strip()]
    return list(dict.fromkeys([*keys, *(unit_named(me.actor, text, key, me.on) for text in typed)]))


def _case(sent: Sequence[str], key: str, me: Asked) -> list[str]:
    """A case by its number (编号), as a person knows it."""
    text = sent[0].strip() if sent else ""
    if not text:
        return []
    found = visible_to(me.actor).filter(number=text).values_list("pk", flat=True)[:2]
    if len(found) != 1:
        raise Invalid({key: f"没有找到编号为“{text}”的事项，请照事项页上的编号填写。"})
    return [str(found[0])]


def _person(sent: Sequence[str], key: str, me: Asked) -> None:
    pk = number(sent[0]) if sent and sent[0] else None
    if sent and sent[0] and (pk is None or not is_colleague(me.actor, pk, me.on)):
        raise Invalid({key: "请从本单位的人里选。"})


def own_day(asks: Asks) -> str:
    """The field that itself says on which day the step was done: nobody is asked for that day twice. "" for none."""
    fields = asks.kind.fields
    days = [one.key for one in asks.asking.asks if not one.optional and fields[one.key].known_from == TODAY]
    return days[0] if len(days) == 1 else ""


def slots(asking: Opening | Transition) -> Collection[str]:
    """The proof slots that a form has."""
    return tuple(wanted.key for wanted in asking.proofs)
