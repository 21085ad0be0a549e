"""The digests that bind steps and proofs to the trail: one for a batch that came in, one for each step and proof."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.witness import Progress, unwatched
from shuangyong.cases import entries
from shuangyong.cases.models import Case, Proof, ProofUse, StepRow

COLUMNS = (
    "case_id", "seq", "action", "from_stage", "to_stage", "at", "on", "account_id",
    "actor_name", "seat", "unit_id", "note", "data",
)  # fmt: skip

PROOF_COLUMNS = ("id", "blob_id", "title", "proves", "filed_by_id", "filed_for_id", "county", "degree")
SINGLE = (entries.OPENED, entries.STEPPED)
"""One entry for one step."""
PAGE = 500


def digest_of(rows: Iterable[StepRow]) -> str:
    """SHA-256 over the rows in the order of their numbers, every column of each."""
    whole = sha256()
    for row in sorted(rows, key=lambda row: row.pk):
        whole.update(_text(row).encode())
    return whole.hexdigest()


def _text(row: StepRow) -> str:
    values: list[Any] = [getattr(row, name) for name in COLUMNS]
    values[5], values[6] = int(row.at.timestamp() * 1_000_000), row.on.isoformat()
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def digest_of_proof(proof: Proof) -> str:
    """SHA-256 over what a proof was filed as: its name, what it proves from when to when, by whom, which file."""
    values: list[Any] = [getattr(proof, name) for name in PROOF_COLUMNS]
    until = proof.until.isoformat() if proof.until else ""
    values += [proof.on.isoformat(), until, int(proof.filed_at.timestamp() * 1_000_000), proof.blob.sha256]
    return sha256(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def broken_proofs(progress: Progress, since: int = 1) -> Iterator[Entry]:
    """The entries from `since` on whose proofs are not what was filed. Those of older versions carry no digest."""
    found, last = Entry.objects.filter(what=entries.FILED).order_by("seq"), since - 1
    while page := list(found.filter(seq__gt=last)[:PAGE]):
        progress(0, 1, len(page))
        last = page[-1].seq
        there = Proof.objects.select_related("blob").in_bulk([int(entry.about_id) for entry in page])
        for entry in page:
            proof = there.get(int(entry.about_id))
            if "digest" in entry.data and (proof is None or digest_of_proof(proof) != entry.data["digest"]):
                yield entry


def unfiled() -> int:
    """Proofs that no entry speaks of: put in directly."""
    filed = Entry.objects.filter(
        about_kind="cases.proof", what=entries.FILED, about_id=Cast(OuterRef("pk"), CharField())
    )
    return Proof.objects.filter(~Exists(filed)).count()


def misused(progress: Progress) -> Iterator[int]:
    """Cases whose evidence is not what their steps filed: taken out, put in, moved to another slot."""
    last = 0
    while page := list(Case.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PAGE]):
        progress(0, 1, len(page))
        within = Q(case__gt=last, case__lte=page[-1])
        used = ProofUse.objects.filter(within).values_list("case_id", "slot", "proof_id", "seq")
        there = {(case, slot, proof): seq for case, slot, proof, seq in used}
        yield from sorted({key[0] for key, _ in there.items() ^ _filed_by_steps(within).items()})
        last = page[-1]


def _filed_by_steps(within: Q) -> dict[tuple[int, str, int], int]:
    """Case, slot and proof to the first step that filed it."""
    found: dict[tuple[int, str, int], int] = {}
    steps = StepRow.objects.filter(within, data__has_key="proofs").order_by("case", "seq")
    for case, seq, data in steps.values_list("case_id", "seq", "data"):
        for slot, filed in data["proofs"].items():
            for proof, _ in filed:
                found.setdefault((case, slot, proof), seq)
    return found


def rows_of(stretches: Sequence[Sequence[int]]) -> list[StepRow]:
    """The steps that an entry speaks of."""
    wanted = Q(pk__in=[])
    for first, last in stretches:
        wanted |= Q(pk__range=(first, last))
    return list(StepRow.objects.filter(wanted).order_by("pk"))


def bound(row: StepRow) -> dict[str, object]:
    """What binds one step to the entry that was made of it: its row and its digest."""
    return {"step": row.pk, "digest": digest_of([row])}


def broken(progress: Progress = unwatched, since: int = 1) -> Iterator[Entry]:
    """The entries from `since` on whose steps are no longer what they were: batches, then single steps."""
    for entry in Entry.objects.filter(what=entries.ADMITTED, seq__gte=since).iterator():
        rows = rows_of(entry.data["rows"])
        progress(0, 1, len(rows))
        if digest_of(rows) != entry.data["digest"]:
            yield entry
    yield from _broken_singles(progress, since)


def _broken_singles(progress: Progress, since: int) -> Iterator[Entry]:
    """A page of entries at a time and their rows in one query. Entries of older versions carry no digest."""
    found, last = Entry.objects.filter(what__in=SINGLE).order_by("seq"), since - 1
    while page := list(found.filter(seq__gt=last)[:PAGE]):
        progress(0, 1, len(page))
        last = page[-1].seq
        there = StepRow.objects.in_bulk([entry.data["step"] for entry in page if "step" in entry.data])
        for entry in page:
            row = there.get(entry.data.get("step", 0))
            if "step" in entry.data and (row is None or digest_of([row]) != entry.data["digest"]):
                yield entry


def uncounted() -> tuple[int, int]:
    """Steps that stand there and that the trail knows of, (0, 0) where they agree: whatever was put in has no entry.

    Both only grow, and together: steps counted before and after enclose what the trail counts in between.
    """
    before = StepRow.objects.count()
    entered = Entry.objects.filter(what__in=SINGLE).count()
    batches = Entry.objects.filter(what=entries.ADMITTED).values_list("data", flat=True)
    entered += sum(data["steps"] for data in batches.iterator())
    after = StepRow.objects.count()
    return (0, 0) if before <= entered <= after else (after, entered)
