"""Versions of one standard, and which of them a rating was given under.

What was rated under an earlier version does not count under a later one until the one who rated it says that it still
stands: a step `confirm` (the place's own) or `confirm_upper` of its case. Nothing is rescored silently.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shuangyong.assess.engine.points import SCALE, said
from shuangyong.assess.standard.model import Standard
from shuangyong.assess.standard.reading import SORT, read_standard
from shuangyong.base.errors import NotFound, Problem
from shuangyong.cases.models import StepRow
from shuangyong.cases.standing import Open
from shuangyong.catalog.models import Definition

OWN = frozenset({"rate", "confirm"})
"""Steps by which a place says what it gives itself."""
UPPER = frozenset({"assess", "decide", "confirm_upper"})


@dataclass(frozen=True, slots=True)
class Version:
    """One published version, without its content."""

    number: int
    valid_from: date
    published_at: datetime


def versions_of(key: str) -> tuple[Version, ...]:
    """All published versions of a standard, the oldest first. One query."""
    rows = Definition.objects.filter(sort=SORT, key=key).order_by("version")
    return tuple(Version(*row) for row in rows.values_list("version", "valid_from", "published_at"))


def standard_version(key: str, version: int) -> Standard:
    """One published version, laid open. Raises NotFound."""
    row = Definition.objects.filter(sort=SORT, key=key, version=version).first()
    if row is None:
        raise NotFound(f"没有发布过考评标准“{key}”第 {version} 版。")
    return read_standard(row.content, row.name)


def given_under(versions: Sequence[Version], step: StepRow) -> int:
    """The version that whoever took a step could have before him: in force on its day and published when it was
    entered. The first one where there was none yet; 0 where no version was ever published."""
    had = [v.number for v in versions if v.valid_from <= step.on and v.published_at <= step.at]
    return max(had, default=versions[0].number if versions else 0)


def under(versions: Sequence[Version], steps: Iterable[StepRow], given_by: Collection[str]) -> int:
    """Under which version a rating stands, by the latest of the steps that give it; 0 where it was never given."""
    latest = None
    for step in steps:
        latest = step if step.action in given_by else latest
    return given_under(versions, latest) if latest is not None else 0


def carried_from(standard: Standard, versions: Sequence[Version], steps: Sequence[StepRow]) -> int:
    """The earlier version that one half of a rating still stands under; 0 where both stand under this one."""
    given = [version for by in (OWN, UPPER) if (version := under(versions, steps, by))]
    return min((version for version in given if version < standard.version), default=0)


def own_stands(case: Open, _: Mapping[str, Any]) -> None:
    """The rule `carried_own` of `confirm`."""
    _stands(case, OWN, "own_points")


def upper_stands(case: Open, _: Mapping[str, Any]) -> None:
    """The rule `carried_upper` of `confirm_upper`."""
    _stands(case, UPPER, "upper_points")


def _stands(case: Open, given_by: Collection[str], field: str) -> None:
    """A rating is said to stand where there is a newer version, which has the indicator and does not give fewer
    points at the most than were given. Raises Problem, Invalid."""
    key, code = str(case.state.values["standard"]), str(case.state.values["indicator"])
    now = [version.number for version in versions_of(key) if version.valid_from <= case.on]
    if not now:
        return  # a standard that is not kept here: there is nothing to compare with
    if under(versions_of(key), case.row.steps.order_by("seq"), given_by) >= now[-1]:
        raise Problem("评分以后标准没有换版，不需要确认。", then="分数要改的，请重新打分。")
    indicator = standard_version(key, now[-1]).indicators.get(code)
    if indicator is None:
        raise Problem(f"第 {now[-1]} 版没有编号为“{code}”的指标。", then="请按新的编号另行评分。")
    given = case.state.values.get(field)
    if isinstance(given, int | float) and given * SCALE > indicator.points:
        most = said(indicator.points)
        raise Problem(f"第 {now[-1]} 版这一项满分 {most} 分，原来给了 {given} 分。", then="请按新版重新打分。")
