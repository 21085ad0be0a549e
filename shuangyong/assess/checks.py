"""Checks of what an office may have changed: ways of closing gaps, rules of naming, inspections and circulars."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.assess import naming_rules, remedies
from shuangyong.assess.inspecting import declared
from shuangyong.base.organisation.declared_files import checked
from shuangyong.catalog.model import Kind
from shuangyong.catalog.naming_kinds import Wrong, absent, with_kinds


def _remedies_wrong(found: dict[str, remedies.Way], kinds: Mapping[str, Kind]) -> Wrong:
    for key, way in found.items():
        path = f"remedies.{key}"
        yield from absent(kinds, f"{path}.kind", [way.kind])
        if way.kind not in kinds:
            continue
        kind = kinds[way.kind]
        if way.part not in kind.parts:
            yield f"{path}.part", f"“{kind.name}”没有叫“{way.part}”的一方。可用的有：{'、'.join(kind.parts)}。"
        for field in way.fills.keys() - kind.fields.keys():
            yield f"{path}.fills.{field}", f"“{kind.name}”没有叫“{field}”的字段。可用的有：{'、'.join(kind.fields)}。"


def _circular_wrong(found: declared.Wording, kinds: Mapping[str, Kind]) -> Wrong:
    return absent(kinds, "kinds", found.kinds)


checked(remedies.FILE, with_kinds(remedies.parse, _remedies_wrong), "assess.E001")
checked(naming_rules.FILE, naming_rules.parse, "assess.E002")
checked(declared.OFTEN, declared.parse_often, "assess.E003")
checked(declared.CIRCULAR, with_kinds(declared.parse_circular, _circular_wrong), "assess.E004")
