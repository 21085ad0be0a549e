"""Checks of what an office may have changed: the scale of the burden meter, whom to visit by when."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.base.organisation.declared_files import checked
from shuangyong.cases import burden, visiting
from shuangyong.catalog.model import Kind
from shuangyong.catalog.naming_kinds import Wrong, choice_wrong, with_kinds


def _visits_wrong(found: tuple[visiting.VisitRule, ...], kinds: Mapping[str, Kind]) -> Wrong:
    for rule in found:
        yield from choice_wrong(kinds, visiting.KIND, "sort", f"visits.{rule.key}.sort", rule.sort)


checked(burden.FILE, burden.parse, "cases.E001")
checked(visiting.FILE, with_kinds(visiting.parse, _visits_wrong), "cases.E002")
