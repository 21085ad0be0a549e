"""The archive of a dossier: papers, tables, evidence in folders, and a list of hashes. The same to the byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from shuangyong.base.errors import Problem
from shuangyong.base.files import sending
from shuangyong.base.files.models import place
from shuangyong.dossier.content import Content, Evidence
from shuangyong.dossier.declared import Wording
from shuangyong.dossier.models import folder
from shuangyong.dossier.papers import letter_of, report_of
from shuangyong.dossier.tables import tables_of

_DAY = (1980, 1, 1, 0, 0, 0)
Step = Callable[[int, int, str], None]
"""Told how far it is: done, of how many, in words. May raise to stop."""


@contextmanager
def coming() -> Iterator[Path]:
    """A place for an archive that is being made; gone when the block ends, moved or not."""
    waiting = folder() / "coming"
    waiting.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = waiting / uuid.uuid4().hex
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def write(content: Content, wording: Wording, path: Path, step: Step) -> tuple[str, int]:
    """Write the archive; gives its SHA-256 and its size. Raises Problem for evidence that is gone or was changed."""
    files = sorted(content.enclosed, key=lambda one: one.path)
    total = len(files) + 3
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(path, "w", allowZip64=True) as archive:
        for done, (name, made) in enumerate(_papers(content, wording)):
            step(done, total, f"正在写“{name}”")
            _add(archive, hashes, name, made())
        for done, one in enumerate(files, 3):
            step(done, total, f"正在装入印证材料（{done - 2}/{len(files)}）")
            _add_file(archive, hashes, one)
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
        _add(archive, {}, f"{wording.folders['manifest']}.txt", listed.encode())
    step(total, total, "正在封存")
    return _seal(path)


def _papers(content: Content, wording: Wording) -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield f"{wording.folders['letter']}.docx", lambda: letter_of(content, wording)
    yield f"{wording.folders['report']}.docx", lambda: report_of(content, wording)
    yield f"{wording.folders['table']}.xlsx", lambda: tables_of(content)


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type, entry.external_attr, entry.create_system = how, 0o600 << 16, 3
    return entry


def _add(archive: zipfile.ZipFile, hashes: dict[str, str], name: str, data: bytes) -> None:
    hashes[name] = hashlib.sha256(data).hexdigest()
    archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)


def _add_file(archive: zipfile.ZipFile, hashes: dict[str, str], one: Evidence) -> None:
    """Not pressed again: pictures and papers are pressed already. A picture goes out without its place (stripping)."""
    try:
        with place(one.sha256).open("rb") as file:
            data = file.read()  # 20 MB at most: files.actions.MOST_BYTES
    except FileNotFoundError:
        raise Problem(
            f"印证材料“{one.title}”在磁盘上找不到了。", then="请系统管理员从备份中找回，再点“重做”。"
        ) from None
    if hashlib.sha256(data).hexdigest() != one.sha256:
        raise Problem(f"印证材料“{one.title}”的内容和提交时不一样。", then="请系统管理员查明原因，再点“重做”。")
    data = sending.outgoing(data, place(one.sha256, shown=True))
    hashes[one.path] = hashlib.sha256(data).hexdigest()
    archive.writestr(_entry(one.path, zipfile.ZIP_STORED), data)


def _seal(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest, path.stat().st_size


def sweep(before: datetime) -> None:
    """Take away what a crash left of archives that were being made."""
    for path in (folder() / "coming").glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def keep(path: Path, sha256: str) -> None:
    """Into its place under its hash, in one stroke."""
    shutil.move(path, folder() / f"{sha256}.zip")
