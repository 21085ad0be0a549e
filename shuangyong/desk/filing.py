"""Files sent with a form become proofs; those filed before a form failed come back with it, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.cases.models import Proof
from shuangyong.cases.proofs import file_proof
from shuangyong.catalog.model import Kind
from shuangyong.desk.pages.asking import Asked, number
from shuangyong.rules.signs import tidy_name

MOST_FILES = 10
if TYPE_CHECKING:
    Sent = UploadedFile[bytes]


@dataclass(frozen=True, slots=True)
class Filed:
    """Proofs by slot that are on file for this form, and what could not be taken."""

    by_slot: dict[str, list[Proof]]
    wrong: dict[str, str]

    @property
    def keys(self) -> dict[str, tuple[int, ...]]:
        return {slot: tuple(proof.pk for proof in proofs) for slot, proofs in self.by_slot.items() if proofs}


def file_all(request: HttpRequest, kind: Kind, slots: Iterable[str], on: date, me: Asked, prefix: str = "") -> Filed:
    """File what was sent, slot by slot; a file that is refused does not keep the others back. `prefix`: see forming."""
    filed = Filed({}, {})
    for slot in slots:
        kept = own_proofs(me.actor, request.POST.getlist(f"filed-{prefix}{slot}"))
        sent = [file for file in request.FILES.getlist(f"{prefix}proof-{slot}") if isinstance(file, UploadedFile)]
        if len(sent) > MOST_FILES:
            filed.wrong[slot] = f"一次最多交 {MOST_FILES} 份，现在有 {len(sent)} 份，请分几次交。"
            sent = []
        filed.by_slot[slot] = kept
        for file in sent:
            _file(filed, slot, file, kind.proofs[slot].proves, on, me)
    return filed


def _file(filed: Filed, slot: str, file: Sent, proves: str, on: date, me: Asked) -> None:
    name = tidy_name(file.name or "", "材料")
    title = PurePath(name).stem[:200]
    try:
        proof = file_proof(
            me.actor, cast("BinaryIO", file), name, title=title, proves=proves, on=min(on, me.on), now=me.now
        )
    except Problem as problem:
        told = "".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem)
        filed.wrong[slot] = filed.wrong.get(slot, "") + told
        return
    filed.by_slot[slot].append(proof)


def own_proofs(actor: Actor, sent: Iterable[str]) -> list[Proof]:
    """Proofs out of a form's hidden fields, only those that this person filed."""
    keys = [pk for text in sent if (pk := number(text)) is not None]
    return list(Proof.objects.filter(pk__in=keys, filed_by=actor.account_id).order_by("pk")) if keys else []
