"""Publishing a definition: checked, proved, then written once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.catalog import entries
from shuangyong.catalog.models import Definition
from shuangyong.catalog.proving_base import Surroundings
from shuangyong.catalog.sorts import SORTS, Declared, Sort, kinds_among, sort_of
from shuangyong.catalog.surrounding import read_files, shipped_files, surroundings


def publish(
    actor: Actor, text: str, around: Surroundings, *, now: datetime, file: str = "定义"
) -> tuple[Definition, bool]:
    """Publish a definition of any sort; the flag tells whether anything was new.

    The same content again changes nothing. Raises DefinitionError where the file is wrong, Problem where its
    version was published before with other content or is not above the last one, Forbidden.
    """
    need(actor, "catalog.publish")
    sort = sort_of(text)
    declared: Declared = sort.read(text, file)
    sort.prove(declared, around, text, file)
    digest = sha256(text.encode()).hexdigest()
    with writing():
        _one_after_the_other()
        known = _same_version(sort, declared)
        if known is not None:
            _refuse_other_content(known, digest, declared)
            return known, False
        _end_versions_before(sort, declared)
        made = _write(actor, sort, declared, text, digest, now)
        sort.published(made)
        trail.record(
            actor,
            entries.PUBLISHED,
            made,
            {"name": declared.name, "version": declared.version, "digest": digest},
            now=now,
        )
    return made, True


def _same_version(sort: Sort, declared: Declared) -> Definition | None:
    return Definition.objects.filter(sort=sort.key, key=declared.key, version=declared.version).first()


def _one_after_the_other() -> None:
    """Whoever publishes holds the first of all definitions: so the last one's number tells what there is (queries)."""
    list(Definition.objects.select_for_update().order_by("pk").values_list("pk")[:1])


def _refuse_other_content(known: Definition, digest: str, declared: Declared) -> None:
    if known.digest != digest:
        raise Problem(
            f"“{declared.name}”第{declared.version}版已经发布，内容与这份文件不同。",
            "已发布的版本不能改。",
            f"请把文件里的 version 改为 {declared.version + 1} 再发布。",
        )


def _end_versions_before(sort: Sort, declared: Declared) -> None:
    """Versions of one key may not overlap: the one before ends on the day before this one begins."""
    last = Definition.objects.filter(sort=sort.key, key=declared.key).order_by("-version").first()
    if last is None:
        return
    if last.version > declared.version or last.valid_from >= declared.valid_from:
        raise Problem(
            f"“{declared.name}”已有第{last.version}版，{_said(last.valid_from)}起生效。",
            "新的一版版本号要更高，生效日期要更晚。",
            "请改正 version 和 valid_from 再发布。",
        )
    if last.valid_to is None or last.valid_to >= declared.valid_from:
        Definition.objects.filter(pk=last.pk).update(valid_to=declared.valid_from - timedelta(days=1))


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _write(actor: Actor, sort: Sort, declared: Declared, text: str, digest: str, now: datetime) -> Definition:
    return Definition.objects.create(
        sort=sort.key,
        key=declared.key,
        version=declared.version,
        name=declared.name,
        content=text,
        digest=digest,
        valid_from=declared.valid_from,
        valid_to=declared.valid_to,
        checked=declared.checked,
        source=declared.source,
        published_at=now,
        published_by=actor.name,
    )


def publish_shipped(actor: Actor, *, now: datetime) -> list[Definition]:
    """Publish what comes with the product, as far as it is new; the same again changes nothing."""
    return [made for made, _ in publish_files(actor, read_files(shipped_files()), now=now)]


def publish_files(actor: Actor, texts: Mapping[str, str], *, now: datetime) -> list[tuple[Definition, bool]]:
    """Publish several files that may speak of each other: all of them or, where one is wrong, none."""
    order = list(SORTS)
    wanted = sorted(texts.items(), key=lambda item: order.index(sort_of(item[1]).key))
    read = [sort_of(text).read(text, name) for name, text in wanted]
    around = surroundings(localtime(now).date(), [kind for declared in read for kind in kinds_among(declared)])
    with writing():
        return [publish(actor, text, around, now=now, file=name) for name, text in wanted]
