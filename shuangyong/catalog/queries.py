"""Published definitions, read back. They never change, so what was parsed once is kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from shuangyong.base.errors import NotFound
from shuangyong.base.statements import Select
from shuangyong.catalog.model import Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.reading import read_kind

KIND = "kind"


@lru_cache(maxsize=512)
def kind_of(definition_id: int) -> Kind:
    """The kind of a published definition. Raises NotFound."""
    try:
        row = Definition.objects.get(pk=definition_id, sort=KIND)
    except Definition.DoesNotExist:
        raise NotFound("没有这个版本的事项定义。") from None
    return read_kind(row.content, row.name)


def current(key: str, on: date) -> Definition:
    """The version of a kind that new cases take on that day. Raises NotFound."""
    found = in_force(on).filter(key=key).order_by("-version").first()
    if found is None:
        raise NotFound(
            f"没有在 {on:%Y年%-m月%-d日} 有效的“{key}”事项定义。", "请先发布定义（shuangyong catalog publish）。"
        )
    return found


def in_force(on: date) -> QuerySet[Definition]:
    """Versions of kinds that hold on a day."""
    return Definition.objects.filter(_in_force(on))


def _in_force(on: date) -> Q:
    still = Q(("valid_to", None), ("valid_to__gte", on), _connector=Q.OR)
    return Q(still, ("sort", KIND), ("valid_from__lte", on))


def kinds_in_force(on: date) -> dict[str, Kind]:
    """Key to kind, the newest version that holds on a day of each."""
    rows = Select(Definition, ("key", "pk"), (_in_force(on),), ("key", "version")).rows()
    return {key: kind_of(pk) for key, pk in rows}


def latest_text(sort: str, key: str) -> str | None:
    """What the newest published version of a definition of any sort says; None where there is none."""
    rows = Definition.objects.filter(sort=sort, key=key).order_by("-version")
    return rows.values_list("content", flat=True).first()


def version_of(key: str, version: int) -> Definition:
    """One published version. Raises NotFound."""
    found = Definition.objects.filter(sort=KIND, key=key, version=version).first()
    if found is None:
        raise NotFound(f"没有发布过“{key}”第 {version} 版。", "用 shuangyong catalog list 看有哪些版本。")
    return found


def kinds_published() -> list[Definition]:
    """All published versions of kinds without their text, the newest of each first."""
    return list(Definition.objects.filter(sort=KIND).defer("content").order_by("key", "-version"))


def kind_published(pk: int) -> Definition:
    """One published version of a kind. Raises NotFound."""
    found = Definition.objects.filter(pk=pk, sort=KIND).first()
    if found is None:
        raise NotFound
    return found


def every() -> list[Definition]:
    """All published versions, of whatever sort."""
    return list(Definition.objects.order_by("sort", "key", "version"))
