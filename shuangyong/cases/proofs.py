"""Filing evidence: stored once, told what it proves and until when, and compared with what was filed before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db.models import Q
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound
from shuangyong.base.files import actions as files
from shuangyong.base.files.models import Blob
from shuangyong.base.files.queries import similar
from shuangyong.base.files.secret import SecretFile
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail.masking import scrub
from shuangyong.cases import entries, queries
from shuangyong.cases.admitting import own_papers
from shuangyong.cases.histories.digest import digest_of_proof
from shuangyong.cases.models import Proof, ProofUse
from shuangyong.catalog import keeping_out

SHORTEST_PURPOSE, LONGEST_PURPOSE = 4, 100
MAY_FILE = ("case.report", "case.judge", "case.inspect", "case.order_mending")
"""Whoever reports, checks or orders mending may file."""


def file_proof(
    actor: Actor,
    stream: BinaryIO,
    name: str,
    *,
    title: str,
    proves: str,
    on: date,
    now: datetime,
    until: date | None = None,
) -> Proof:
    """Store a file as a proof. Raises Problem for a file that is not taken, Invalid, Forbidden."""
    seat = next((seat for seat in actor.seats if seat.permissions & set(MAY_FILE)), None)
    if seat is None:
        raise Forbidden("您的岗位不提交印证材料。", then="请由承办单位或核查人提交。")
    title = scrub(title.strip() or name)  # scans are often named by the number on them
    _check(title, on, until, now)
    with _no_secret(actor, seat, now), files.prepared(stream, name) as ready, writing():
        blob = files.keep(ready, now=now)
        proof = Proof.objects.create(
            blob=blob,
            title=title[:200],
            proves=proves[:300],
            on=on,
            until=until,
            filed_at=now,
            filed_by_id=actor.account_id,
            filed_for_id=seat.unit_id,
            county=seat.place.up("county"),
        )
        data = {"title": proof.title, "digest": digest_of_proof(proof)}
        trail.record(actor, entries.FILED, proof, data, now=now, seat=seat)
    return proof


@contextmanager
def _no_secret(actor: Actor, seat: Seat, now: datetime) -> Iterator[None]:
    """Who sent a marked file is entered, and not a word of the file."""
    try:
        yield
    except SecretFile as refused:
        with writing():
            trail.record(actor, entries.REFUSED_SECRET, ("proof", "0"), {"grade": refused.grade}, now=now, seat=seat)
        raise


def _check(title: str, on: date, until: date | None, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if len(title) > 200:
        wrong["title"] = f"材料名称最多 200 个字，现在有 {len(title)} 个。"
    elif says := keeping_out.wrong(title, ()):
        wrong["title"] = f"材料的名称里不能这样写：{says}"
    if on > localtime(now).date():
        wrong["on"] = "材料的日期不能晚于今天。"
    if until and until < on:
        wrong["until"] = "有效期不能早于材料的日期。"
    if wrong:
        raise Invalid(wrong)


@dataclass(frozen=True, slots=True)
class Before:
    """Where the same picture, or one that looks the same, was filed before."""

    proof: Proof
    same: bool
    distance: int
    numbers: tuple[str, ...]


def filed_before(actor: Actor, proof: Proof) -> list[Before]:
    """Earlier proofs with the same content or the same looks, for the person who judges; nothing is forbidden."""
    alike = {item.blob.pk: item.distance for item in similar(proof.blob)}
    found = Proof.objects.filter(blob__in=[proof.blob_id, *alike], pk__lt=proof.pk).order_by("-pk")[:20]
    return [
        Before(other, other.blob_id == proof.blob_id, alike.get(other.blob_id, 0), _numbers(actor, other))
        for other in found
    ]


def _numbers(actor: Actor, proof: Proof) -> tuple[str, ...]:
    """The cases it was used in, as far as this actor may see them."""
    uses = ProofUse.objects.filter(proof=proof).values("case")
    return tuple(queries.visible_to(actor).filter(pk__in=uses).values_list("number", flat=True)[:5])


def own(actor: Actor, keys: Collection[int]) -> list[Proof]:
    """Those of some proofs that this person or the own unit filed."""
    return list(Proof.objects.filter(own_papers(actor), pk__in=keys).order_by("pk")) if keys else []


def to_use_again(actor: Actor, on: date, most: int) -> list[Proof]:
    """What this person or the own unit filed and still holds on a day, the newest first. One query."""
    held = Proof.objects.filter(own_papers(actor)).filter(Q(until=None) | Q(until__gte=on))
    return list(held.order_by("-pk")[:most])


def open_proof(actor: Actor, proof_id: int, *, now: datetime) -> tuple[Proof, Blob]:
    """A proof's file for showing or sending; the look is entered. Raises NotFound."""
    proof = Proof.objects.filter(pk=proof_id).select_related("blob").first()
    if proof is None or not _may_open(actor, proof):
        raise NotFound
    with writing():
        trail.record(actor, entries.OPENED_PROOF, proof, {"title": proof.title}, now=now)
    return proof, proof.blob


def open_original(actor: Actor, proof_id: int, purpose: str, *, now: datetime) -> tuple[Proof, Blob]:
    """A picture as it came, with the place where it was taken: for a purpose, which is entered.

    Raises NotFound, Invalid.
    """
    proof = Proof.objects.filter(pk=proof_id).select_related("blob").first()
    if proof is None or not _may_open(actor, proof):
        raise NotFound
    purpose = purpose.strip()
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        length = f"{SHORTEST_PURPOSE} 至 {LONGEST_PURPOSE} 个字"
        raise Invalid({"purpose": f"请写明用途，{length}，例如：核对是不是在现场拍的。"})
    if says := keeping_out.wrong(purpose, ()):
        raise Invalid({"purpose": says})
    with writing():
        trail.record(actor, entries.ORIGINAL, proof, {"title": proof.title, "purpose": purpose}, now=now)
    return proof, proof.blob


def _may_open(actor: Actor, proof: Proof) -> bool:
    """Whoever filed it; and whoever may open evidence and sees a case that uses it."""
    if proof.filed_by_id == actor.account_id:
        return True
    if not any("evidence.open" in seat.permissions for seat in actor.seats):
        return False
    return queries.visible_to(actor).filter(pk__in=ProofUse.objects.filter(proof=proof).values("case")).exists()
