"""Files sent with a form become proofs; those filed before a form failed come back with it, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.cases.models import Proof
from shuangyong.cases.proofs import file_proof, own, to_use_again
from shuangyong.catalog.model import Kind
from shuangyong.desk.pages.asking import Asked, day, number
from shuangyong.rules.signs import tidy_name

MOST_FILES = 10
OFFERED = 12
"""Proofs filed before that a form offers to be used once more."""
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
        kept = own(me.actor, [pk for text in request.POST.getlist(f"filed-{prefix}{slot}") if (pk := number(text))])
        sent = [file for file in request.FILES.getlist(f"{prefix}proof-{slot}") if isinstance(file, UploadedFile)]
        if len(sent) > MOST_FILES:
            filed.wrong[slot] = f"一次最多交 {MOST_FILES} 份，现在有 {len(sent)} 份，请分几次交。"
            sent = []
        filed.by_slot[slot] = kept
        until = _until(filed, slot, request.POST.get(f"until-{prefix}{slot}", "").strip()) if sent else None
        for file in sent if slot not in filed.wrong else ():
            _file(filed, slot, file, Told(kind.proofs[slot].proves, on, until), me)
    return filed


class Told(NamedTuple):
    """What is told of a file: what it proves, of which day it is, until when it holds."""

    proves: str
    on: date
    until: date | None


def _until(filed: Filed, slot: str, text: str) -> date | None:
    found = day(text)
    if text and found is None:
        filed.wrong[slot] = "有效期应写成 2027-12-31 这样；没有期限的不写。"
    return found


def _file(filed: Filed, slot: str, file: Sent, told: Told, me: Asked) -> None:
    name = tidy_name(file.name or "", "材料")
    title = PurePath(name).stem[:200]
    try:
        on = min(told.on, me.on)
        sent = cast("BinaryIO", file)
        proof = file_proof(me.actor, sent, name, title=title, proves=told.proves, on=on, until=told.until, now=me.now)
    except Problem as problem:
        says = "".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem)
        filed.wrong[slot] = filed.wrong.get(slot, "") + says
        return
    filed.by_slot[slot].append(proof)


def earlier(actor: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """What this person or the own unit filed lately and still holds: number and what it is. One query.

    The same paper is filed once and used in many places.
    """
    return tuple((str(proof.pk), _said(proof)) for proof in to_use_again(actor, on, OFFERED))


def _said(proof: Proof) -> str:
    return f"{proof.title}（{proof.on}{f'，有效期至 {proof.until}' if proof.until else ''}）"
