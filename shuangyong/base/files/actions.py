"""Taking a file in. A refused one leaves no byte; a taken one is on the disk before its row is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from shuangyong.base import storing
from shuangyong.base.files import hostile, kinds, pictures, secret
from shuangyong.base.files.models import Band, Blob, View, place, root

MOST_BYTES = 20 * 1024 * 1024
CHUNK = secret.CHUNK
UNUSED_FOR = timedelta(days=1)
"""A file without a row is left alone so long: its transaction may still be under way."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that was checked and may be kept; `path` is gone when the block of `prepared` ends."""

    path: Path
    shown: Path
    sha256: str
    size: int
    kind: kinds.Kind
    facts: pictures.Facts | None


def take(stream: BinaryIO, name: str, *, now: datetime) -> Blob:
    """Check a file and keep it. kinds.Refused, in words, where it may not be kept."""
    with prepared(stream, name) as ready:
        return keep(ready, now=now)


@contextmanager
def prepared(stream: BinaryIO, name: str) -> Iterator[Ready]:
    """Everything but the writing: to be done before the transaction begins. secret.SecretFile for a marked one."""
    stream = secret.looked_through(stream, name, MOST_BYTES)
    folder = root() / "coming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / uuid.uuid4().hex
    shown = path.with_suffix(".jpg")
    try:
        sha256, size = _copy(stream, path, name)
        kind = kinds.recognise(path, name)
        hostile.check(path, kind, name)
        facts = pictures.read(path, kind, name, shown) if kind.picture else None
        yield Ready(path, shown, sha256, size, kind, facts)
    finally:
        path.unlink(missing_ok=True)
        shown.unlink(missing_ok=True)


def keep(ready: Ready, *, now: datetime) -> Blob:
    """Store a prepared file, in the caller's transaction where there is one; the same content gives the same row."""
    with storing.writing():
        _move(ready.shown, place(ready.sha256, shown=True))
        _move(ready.path, place(ready.sha256))
        found = Blob.objects.filter(sha256=ready.sha256).first()
        return found or _row(ready, now)


def _copy(stream: BinaryIO, path: Path, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                most = MOST_BYTES // 1024 // 1024
                raise kinds.refused(name, f"太大（最多 {most} MB）。", "请压缩照片或拆成几份再上传。")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _move(path: Path, target: Path) -> None:
    """Into its place in one stroke. Also where it is there already: a new date keeps the sweep away from it."""
    if not path.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.replace(target)
    if os.name != "nt":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _row(ready: Ready, now: datetime) -> Blob:
    blob = Blob(sha256=ready.sha256, size=ready.size, kind=ready.kind.key, created_at=now)
    facts = ready.facts
    if facts:
        blob.width, blob.height, blob.taken_at = facts.width, facts.height, facts.taken_at
        blob.placed = facts.placed
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    stored = Blob.objects.get(sha256=ready.sha256)
    if facts and not stored.views.exists():
        _keep_looks(stored, facts)
    return stored


def _keep_looks(blob: Blob, facts: pictures.Facts) -> None:
    views = [
        View(blob=blob, cut=look.cut, gradient=f"{look.gradient:016x}", frequency=f"{look.frequency:016x}")
        for look in facts.looks
    ]
    View.objects.bulk_create(views)
    pairs = zip(views, facts.looks, strict=True)
    Band.objects.bulk_create(
        Band(view=view, band=band, value=value) for view, look in pairs for band, value in look.bands()
    )


def sweep(*, now: datetime) -> int:
    """Remove files of transactions that were undone, and what a killed process left; gives how many."""
    oldest = (now - UNUSED_FOR).timestamp()
    folders = [folder for folder in root().glob("*") if folder.is_dir()]
    return sum(_swept(path, oldest) for folder in folders for path in folder.iterdir())


def _swept(path: Path, oldest: float) -> bool:
    """Moved aside first and looked at again: somebody may be taking in the same content at this moment."""
    if not _is_orphan(path, path, oldest):
        return False
    aside = root() / "coming" / uuid.uuid4().hex
    with storing.writing(), contextlib.suppress(FileNotFoundError):
        path.rename(aside)
        if _is_orphan(path, aside, oldest):
            aside.unlink()
            return True
        aside.rename(path)
    return False


def _is_orphan(path: Path, now_at: Path, oldest: float) -> bool:
    """Old, and no row knows it. `path` is its place, `now_at` where it lies now."""
    with contextlib.suppress(FileNotFoundError):
        if now_at.stat().st_mtime < oldest:
            sha256 = path.parent.name + path.name.removesuffix(".jpg")
            return path.parent.name == "coming" or not Blob.objects.filter(sha256=sha256).exists()
    return False
