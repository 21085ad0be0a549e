"""Which conditions are asked of cases: taken from standards as they are published, read back for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import QuerySet

from shuangyong.assess.answers import Asked
from shuangyong.assess.models import Ask, Trait, View
from shuangyong.assess.standard.model import Measure, Standard, all_measures
from shuangyong.assess.standard.reading import read_standard
from shuangyong.assess.standard.vocabulary import late_condition
from shuangyong.base.jobs import actions as jobs
from shuangyong.cases.models import Case
from shuangyong.catalog.models import Definition

JOB = "assess.answer"
OPENED = "opened_on"


def published(made: Definition) -> None:
    """A standard was published: what it measures is asked from now on. Inside its transaction.

    Where cases of a kind exist already, a job lets them answer; until it is done scores are counted from the steps.
    """
    standard = read_standard(made.content, made.name)
    kinds = _ask_all(standard)
    waiting = [kind for kind in sorted(kinds) if Case.objects.filter(kind=kind).exists()]
    for kind in kinds - set(waiting):
        set_ready(kind)
    for kind in waiting:
        jobs.enqueue(JOB, {"kind": kind}, now=made.published_at, key=f"{JOB}:{kind}")


def _ask_all(standard: Standard) -> set[str]:
    """Everything of a standard that is not asked yet; gives the kinds of which something new is asked."""
    before = {kind: asked_of(kind) for kind in {measure.kind for measure in all_measures(standard)}}
    late = late_condition(standard.late)
    for measure in all_measures(standard):
        for when in conditions_of(measure, late):
            ask(measure.kind, when)
        for by in {OPENED, measure.by}:
            View.objects.bulk_create([View(kind=measure.kind, by=by)], ignore_conflicts=True)
        if measure.distinct:
            Trait.objects.get_or_create(
                kind=measure.kind,
                ask=ask(measure.kind, measure.when) if measure.when else None,
                distinct=measure.distinct,
            )
    return {kind for kind, was in before.items() if asked_of(kind) != was}


def conditions_of(measure: Measure, late: str) -> tuple[str, ...]:
    """The conditions that a measure's slots are told by."""
    own = (measure.when, measure.of if measure.over_cases else "", measure.still, late)
    return tuple(dict.fromkeys(when for when in own if when))


def ask(kind: str, when: str) -> Ask:
    digest = sha256(when.encode()).hexdigest()
    return Ask.objects.get_or_create(kind=kind, digest=digest, defaults={"when": when})[0]


def asked_of(kind: str) -> Asked:
    """Everything that is asked of a kind: three queries."""
    asks = tuple(Ask.objects.filter(kind=kind).order_by("pk").values_list("pk", "when"))
    if not asks and not View.objects.filter(kind=kind).exists():
        return Asked()
    whens = dict(asks)
    traits = Trait.objects.filter(kind=kind).order_by("pk").values_list("pk", "ask_id", "distinct")
    return Asked(
        asks,
        tuple(View.objects.filter(kind=kind).order_by("by").values_list("by", flat=True)),
        tuple((pk, whens[asked] if asked else "", distinct) for pk, asked, distinct in traits),
        PARTS,
    )


PARTS = ("lead",)
"""Parts by which a unit's own score counts cases. One for all kinds: the unit that answers for the case."""


def everything_asked(kinds: Iterable[str]) -> dict[str, Asked]:
    return {kind: asked_of(kind) for kind in sorted(kinds)}


def set_ready(kind: str) -> None:
    """Every case of a kind has answered everything that is asked of it."""
    for waiting in _waiting([kind]):
        waiting.update(ready=True)


def is_ready(kinds: Iterable[str]) -> bool:
    """Whether every case of these kinds has answered everything."""
    return not any(waiting.exists() for waiting in _waiting(list(kinds)))


def _waiting(kinds: list[str]) -> tuple[QuerySet[Ask] | QuerySet[View] | QuerySet[Trait], ...]:
    new = {"kind__in": kinds, "ready": False}
    return Ask.objects.filter(**new), View.objects.filter(**new), Trait.objects.filter(**new)
