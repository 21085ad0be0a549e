"""Publishing a definition: checked, proved, then written once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.catalog.model import Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.proving import prove
from shuangyong.catalog.proving_base import Surroundings
from shuangyong.catalog.queries import KIND
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import read_files, shipped_files, surroundings


def publish_kind(
    actor: Actor, text: str, around: Surroundings, *, now: datetime, file: str = "定义"
) -> tuple[Definition, bool]:
    """Publish a kind of case; the flag tells whether anything was new.

    The same content again changes nothing. Raises DefinitionError where the file is wrong, Problem where its
    version was published before with other content or is not above the last one, Forbidden.
    """
    need(actor, "catalog.publish")
    kind = read_kind(text, file)
    prove(kind, around, text, file)
    digest = sha256(text.encode()).hexdigest()
    with writing():
        known = _same_version(kind)
        if known is not None:
            _refuse_other_content(known, digest, kind)
            return known, False
        _end_versions_before(kind)
        made = _write(actor, kind, text, digest, now)
        trail.record(
            actor, "catalog.publish", made, {"name": kind.name, "version": kind.version, "digest": digest}, now=now
        )
    return made, True


def _same_version(kind: Kind) -> Definition | None:
    return Definition.objects.filter(sort=KIND, key=kind.key, version=kind.version).first()


def _refuse_other_content(known: Definition, digest: str, kind: Kind) -> None:
    if known.digest != digest:
        raise Problem(
            f"“{kind.name}”第{kind.version}版已经发布，内容与这份文件不同。",
            "已发布的版本不能改。",
            f"请把文件里的 version 改为 {kind.version + 1} 再发布。",
        )


def _end_versions_before(kind: Kind) -> None:
    """Versions of one key may not overlap: the one before ends on the day before this one begins."""
    last = Definition.objects.filter(sort=KIND, key=kind.key).order_by("-version").first()
    if last is None:
        return
    if last.version > kind.version or last.valid_from >= kind.valid_from:
        raise Problem(
            f"“{kind.name}”已有第{last.version}版，{_said(last.valid_from)}起生效。",
            "新的一版版本号要更高，生效日期要更晚。",
            "请改正 version 和 valid_from 再发布。",
        )
    if last.valid_to is None or last.valid_to >= kind.valid_from:
        Definition.objects.filter(pk=last.pk).update(valid_to=kind.valid_from - timedelta(days=1))


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _write(actor: Actor, kind: Kind, text: str, digest: str, now: datetime) -> Definition:
    return Definition.objects.create(
        sort=KIND,
        key=kind.key,
        version=kind.version,
        name=kind.name,
        content=text,
        digest=digest,
        valid_from=kind.valid_from,
        valid_to=kind.valid_to,
        checked=kind.checked,
        source=kind.source,
        published_at=now,
        published_by=actor.name,
    )


def publish_shipped(actor: Actor, *, now: datetime) -> list[Definition]:
    """Publish the kinds that come with the product, those that are new; the same again changes nothing."""
    return [made for made, _ in publish_files(actor, read_files(shipped_files()), now=now)]


def publish_files(actor: Actor, texts: Mapping[str, str], *, now: datetime) -> list[tuple[Definition, bool]]:
    """Publish several files that may speak of each other: all of them or, where one is wrong, none."""
    around = surroundings(now.date(), [read_kind(text, name) for name, text in texts.items()])
    with writing():
        return [publish_kind(actor, text, around, now=now, file=name) for name, text in texts.items()]
