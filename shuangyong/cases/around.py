"""What stands around one case on its page: parent and children, steps, evidence. Each a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from shuangyong.base.actor import Actor
from shuangyong.base.files.looks import ALIKE, Look
from shuangyong.base.files.models import Band, View
from shuangyong.base.files.queries import look_of
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.models import Case, Proof, ProofUse, StepRow
from shuangyong.cases.queries import light_of, term_name, visible_to
from shuangyong.cases.standing import Open
from shuangyong.catalog.model import OPEN_PHASES, Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.lights import Light

MOST = 200
"""Children, steps and proofs shown on one page."""
LOOKED_AT = 40
"""Pictures of one case that are compared with earlier ones on its page."""


@dataclass(frozen=True, slots=True)
class Near:
    """A case above or below, as far as a line says it."""

    pk: int
    number: str
    title: str
    stage: str
    light: Light
    relation: str
    lead: str = ""
    """Who has it: the units of its first part. Told of those below, which mostly have one title."""


def children_of(actor: Actor, row: Case, on: date) -> tuple[Near, ...]:
    """The cases below that this actor may see, and those that stood already instead of one that begins by itself.

    Open ones first, those soonest due before others; each says who has it.
    """
    found = list(visible_to(actor).filter(parent=row.pk).order_by("pk")[:MOST])
    found.sort(key=lambda child: (child.phase not in OPEN_PHASES, child.due))
    names = {key: child.name for key, child in kind_of(row.definition_id).children.items()}
    leads = _leads(found)
    near = ((child, _near(child, names.get(child.parent_name, "下级事项"), on)) for child in found)
    below = tuple(replace(one, lead=leads[child.pk]) for child, one in near)
    return (*below, *_pointed_to(actor, row, {child.pk for child in below}, on))


def _pointed_to(actor: Actor, row: Case, below: Collection[int], on: date) -> Iterator[Near]:
    """What the state names below it and is another's: of the few children that begin by themselves, once each."""
    begun = {key: child.name for key, child in kind_of(row.definition_id).children.items() if child.starts_when}
    named = {int(pk): name for key, name in begun.items() for pk in row.state["children"].get(key, ())}
    if others := named.keys() - below:
        found = visible_to(actor).filter(pk__in=others).exclude(parent=row.pk).order_by("pk")
        yield from (_near(one, f"{named[one.pk]}（已有，不另办）", on) for one in found)


def _leads(rows: Iterable[Case]) -> dict[int, str]:
    """The units of each case's first part, by name; one query."""
    held = {row.pk: [unit for unit, _ in row.state["holders"].get(_first_part(row), ())] for row in rows}
    wanted = {unit for units in held.values() for unit in units}
    names = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "short"))
    return {pk: "、".join(names[unit] for unit in units if unit in names) for pk, units in held.items()}


def _first_part(row: Case) -> str:
    return next(iter(kind_of(row.definition_id).parts), "")


def parent_of(actor: Actor, row: Case, on: date) -> Near | None:
    """The case above; None where there is none or it is not to be seen."""
    above = visible_to(actor).filter(pk=row.parent_id).first() if row.parent_id else None
    return _near(above, "上级事项", on) if above else None


def _near(row: Case, relation: str, on: date) -> Near:
    kind = kind_of(row.definition_id)
    light = light_of(row.phase, row.due, row.warn_on, row.closed_on, on, term_name(kind, row.due_clock))
    return Near(row.pk, row.number, row.title, kind.stages[row.stage].name, light, relation)


def steps_of(row: Case) -> list[StepRow]:
    """The history, newest first."""
    return list(row.steps.select_related("unit").order_by("-seq")[:MOST])


def step_into(row: Case) -> StepRow | None:
    """The step that brought a case into the stage where it stands; none where it was opened in it."""
    into = row.steps.filter(to_stage=row.stage).exclude(from_stage=row.stage)
    return into.select_related("unit").order_by("-seq").first()


@dataclass(frozen=True, slots=True)
class Told:
    """That one person was told one thing about a case: when it was put on the desk, in which digest, when seen."""

    name: str
    says: str
    at: datetime
    day: date | None
    seen_at: datetime | None


def told_of(row: Case) -> tuple[Told, ...]:
    """The proof of telling, newest first. One query."""
    columns = ("account__name", "says", "at", "digest__day", "seen_at")
    return tuple(Told(*line) for line in row.notices.order_by("-pk").values_list(*columns)[:MOST])


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proof in a slot of the case, with what was filed before like it."""

    proof: Proof
    slot: str
    seq: int
    before: tuple[Proof, ...] = ()


def proofs_of(row: Case, kind: Kind, *, compare: bool) -> tuple[Evidence, ...]:
    """The proofs used in a case, in the order of filing. `compare`: with earlier proofs, for whoever judges."""
    uses = list(ProofUse.objects.filter(case=row).select_related("proof__blob").order_by("seq", "pk")[:MOST])
    before = _before([use.proof for use in uses]) if compare else {}
    return tuple(Evidence(use.proof, kind.proofs[use.slot].name, use.seq, before.get(use.proof_id, ())) for use in uses)


def filer_of(proof: Proof) -> str:
    """Who filed a proof, with the unit."""
    unit = proof.filed_for.short if proof.filed_for else ""
    return f"{unit}{proof.filed_by.name if proof.filed_by else '系统'}"


def used_in(actor: Actor, proof: Proof) -> list[tuple[int, str, str]]:
    """The cases that use a proof, as far as this actor may see them: row, number, title."""
    uses = ProofUse.objects.filter(proof=proof).values("case")
    return list(visible_to(actor).filter(pk__in=uses).order_by("pk").values_list("pk", "number", "title")[:MOST])


def _before(proofs: list[Proof]) -> dict[int, tuple[Proof, ...]]:
    """Proof to those filed before it with the same content or the same looks: four queries, however many they are."""
    alike = _alike({proof.blob_id for proof in proofs if proof.blob.is_picture})
    blobs = {proof.blob_id for proof in proofs}.union(*alike.values())
    found = Proof.objects.filter(blob__in=blobs).order_by("pk")[: MOST * 5]
    by_blob: dict[int, list[Proof]] = {}
    for other in found:
        by_blob.setdefault(other.blob_id, []).append(other)
    return {
        proof.pk: tuple(
            other
            for blob in sorted({proof.blob_id} | alike.get(proof.blob_id, set()))
            for other in by_blob.get(blob, ())
            if other.pk < proof.pk
        )
        for proof in proofs
    }


def _alike(blobs: set[int]) -> dict[int, set[int]]:
    """Picture to the pictures that look like it, by their shared bands (base.files.queries.similar does one)."""
    mine = list(View.objects.filter(blob__in=sorted(blobs)[-LOOKED_AT:]))
    bands: dict[int, set[int]] = {}
    for view in mine:
        for band, value in look_of(view).bands():
            bands.setdefault(band, set()).add(value)
    if not bands:
        return {}
    shared = Q()
    for band, values in bands.items():
        shared |= Q(band=band, value__in=values)
    others = View.objects.filter(pk__in=Band.objects.filter(shared).values("view"))[: MOST * 5]
    return _pairs([(view.blob_id, look_of(view)) for view in mine], [(view.blob_id, look_of(view)) for view in others])


def _pairs(mine: list[tuple[int, Look]], others: list[tuple[int, Look]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for blob, look in mine:
        for other, seen in others:
            if other != blob and not (look.cut and seen.cut) and look.distance(seen) <= ALIKE:
                found.setdefault(blob, set()).add(other)
    return found


BESIDE = 400
"""Cases below one case that can be named beside another: a roster of a year is drawn in several."""


def beside(case: Open) -> tuple[tuple[str, str], ...]:
    """The open cases of the same kind below the same case: number, title and, of a shift, who serves. One query."""
    if case.row.parent_id is None:
        return ()
    rows = Case.objects.filter(parent=case.row.parent_id, kind=case.row.kind, phase__in=OPEN_PHASES)
    found = rows.exclude(pk=case.row.pk).order_by("pk").values_list("number", "title", "values")[:BESIDE]
    return tuple((number, f"{title}{_serving(values)}") for number, title, values in found)


def _serving(values: Mapping[str, Any]) -> str:
    names = "、".join(str(values[key]) for key in ("leader", "members") if values.get(key))
    return f"（{names}）" if names else ""
