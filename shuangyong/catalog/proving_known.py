"""The proof of `known_from`: the fact exists, fits the field, and something tells whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shuangyong.catalog.model import OWN_CASE, Field, Kind, Opening, Transition
from shuangyong.catalog.proving_base import Said, Surroundings, unknown

DATES = frozenset({"today", "person.born", "person.enlisted", "person.discharged"})
LISTS = frozenset({"person.categories"})
LONG = ("text", "long_text")
TEXTS = (*LONG, "choice")
ROWS = ("person", "merchant", "site")


def _known_is_known(kind: Kind, around: Surroundings) -> Iterator[Said]:
    for key, declared in kind.fields.items():
        if declared.known_from:
            yield from _source(kind, declared, f"fields.{key}.known_from", around)


def _parts_are_known(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """A part is known from fields that name units; from one that names several only where it may be several."""
    forms: tuple[Opening | Transition, ...] = (kind.opening, *kind.transitions.values())
    given = {wanted.key for asking in forms for wanted in asking.gives}
    for key, part in kind.parts.items():
        path, allowed = f"parts.{key}.known_from", ("unit", "units") if part.many else ("unit",)
        if part.known_from and key not in given:
            yield path, f"没有任何表单指定“{part.name}”（gives），known_from 用不上。", ()
        for name in part.known_from:
            yield from unknown(path, name, "字段", kind.fields)
            if name in kind.fields and kind.fields[name].type not in allowed:
                yield path, f"“{name}”是 {kind.fields[name].type}，不能用来指定“{part.name}”。", allowed


def _source(kind: Kind, declared: Field, path: str, around: Surroundings) -> Iterator[Said]:
    source, _, fact = declared.known_from.partition(".")
    if source == "last":
        yield from _of_a_case(declared, fact, path, kind.fields)
    elif source == OWN_CASE:
        yield from _of_this_case(kind, declared, fact, path)
    elif source == "parent":
        yield from _of_a_case(declared, fact, path, _fields_above(kind, around))
    else:
        yield from unknown(path, declared.known_from, "已有信息", around.known)
        yield from _fits(declared, path)
        if source in ROWS and not any(field.type == source for field in kind.fields.values()):
            yield path, f"这一种没有 {source} 类的字段，不知道是谁的。", ()


def _fields_above(kind: Kind, around: Surroundings) -> dict[str, Field]:
    """The fields of all kinds that open cases of this one below theirs."""
    above = [one for one in (*around.kinds.values(), kind) for child in one.children.values() if child.kind == kind.key]
    return {name: field for one in above for name, field in one.fields.items()}


def _of_a_case(declared: Field, fact: str, path: str, fields: Mapping[str, Field]) -> Iterator[Said]:
    yield from unknown(path, fact, "字段", fields)
    if fact in fields and fields[fact].type != declared.type:
        yield path, f"“{fact}”是 {fields[fact].type}，与本字段（{declared.type}）不同类。", ()


def _of_this_case(kind: Kind, declared: Field, fact: str, path: str) -> Iterator[Said]:
    """What an earlier step said stands in a later form: somebody is asked there, and it fits."""
    yield from unknown(path, fact, "字段", kind.fields)
    if not any(wanted.key == declared.key for step in kind.transitions.values() for wanted in step.asks):
        yield path, f"没有哪一步再问“{declared.label}”，以前填过的用不上。", ()
    other = kind.fields.get(fact)
    if other is None:
        return
    if other.type != declared.type and not {other.type, declared.type} <= set(LONG):
        yield path, f"“{fact}”是 {other.type}，与本字段（{declared.type}）不同类。", ()
    elif (other.seen_by, other.mask) != (declared.seen_by, declared.mask):
        yield path, f"“{other.label}”和“{declared.label}”的 seen_by、mask 要一样，不然看不到的人会在表里看到。", ()
    elif declared.max is not None and declared.type in LONG and (other.max is None or other.max > declared.max):
        yield path, f"“{other.label}”可能比“{declared.label}”的 {declared.max} 字长，放不下。", ()


def _fits(declared: Field, path: str) -> Iterator[Said]:
    fact = declared.known_from
    allowed = ("date", "text", "long_text") if fact in DATES else (*TEXTS, "choices") if fact in LISTS else TEXTS
    if declared.type not in allowed:
        yield path, f"“{fact}”不能填进 {declared.type} 字段。", allowed


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (_known_is_known, _parts_are_known)
