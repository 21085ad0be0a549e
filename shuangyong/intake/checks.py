"""Checks of what an office may have changed: the words of its documents, the columns of its old tables."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.base.organisation.declared_files import checked
from shuangyong.catalog.model import Kind
from shuangyong.catalog.naming_kinds import Wrong, absent, with_kinds
from shuangyong.intake import declared
from shuangyong.intake.ledgers import columns
from shuangyong.intake.ledgers.of_persons import PERSONS


def _columns_wrong(found: columns.Words, kinds: Mapping[str, Kind]) -> Wrong:
    titled = found.titles.keys() - {PERSONS}
    return [*absent(kinds, "kinds", found.kinds), *absent(kinds, "titles", titled), *_said_wrong(found, kinds)]


def _said_wrong(found: columns.Words, kinds: Mapping[str, Kind]) -> Wrong:
    """Words of cells for kinds, fields and choices that are not there."""
    yield from absent(kinds, "said", found.said)
    for key, fields in found.said.items():
        for name, meant in fields.items() if key in kinds else ():
            path, field = f"said.{key}.{name}", kinds[key].fields.get(name)
            if field is None or not field.choices:
                yield path, f"“{kinds[key].name}”没有叫“{name}”的选择项，请写定义文件里的 key。"
                continue
            for choice in dict.fromkeys(meant.values()):
                if choice not in field.choices:
                    yield path, f"“{choice}”不在可选的范围里，可选：{'、'.join(field.choices)}。"


checked(declared.FILE, declared.parse, "intake.E001")
checked(columns.FILE, with_kinds(columns.parse, _columns_wrong), "intake.E002")
