"""The digest that binds a batch of steps to its one entry in the trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Q

from shuangyong.base.trail.models import Entry
from shuangyong.cases import entries
from shuangyong.cases.models import StepRow

COLUMNS = (
    "case_id", "seq", "action", "from_stage", "to_stage", "at", "on", "account_id",
    "actor_name", "seat", "unit_id", "note", "data",
)  # fmt: skip


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


def ranges(keys: Iterable[int]) -> list[list[int]]:
    """Numbers of rows as first and last of each stretch: mostly one."""
    found: list[list[int]] = []
    for key in sorted(keys):
        if found and found[-1][1] == key - 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found


def rows_of(stretches: Sequence[Sequence[int]]) -> list[StepRow]:
    """The steps that an entry speaks of."""
    wanted = Q(pk__in=[])
    for first, last in stretches:
        wanted |= Q(pk__range=(first, last))
    return list(StepRow.objects.filter(wanted).order_by("pk"))


def broken() -> Iterator[Entry]:
    """The entries whose steps are no longer what they were when they came in."""
    for entry in Entry.objects.filter(what=entries.ADMITTED).iterator():
        if digest_of(rows_of(entry.data["rows"])) != entry.data["digest"]:
            yield entry
