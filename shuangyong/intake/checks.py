"""Checks of what an office may have changed: the words of its documents, the columns of its old tables."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.base.organisation.declared_files import checked
from shuangyong.catalog.model import Kind
from shuangyong.catalog.naming_kinds import Wrong, absent, with_kinds
from shuangyong.intake import declared
from shuangyong.intake.ledgers import columns


def _columns_wrong(found: columns.Words, kinds: Mapping[str, Kind]) -> Wrong:
    return absent(kinds, "kinds", found.kinds)


checked(declared.FILE, declared.parse, "intake.E001")
checked(columns.FILE, with_kinds(columns.parse, _columns_wrong), "intake.E002")
