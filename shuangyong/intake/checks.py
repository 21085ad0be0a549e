"""Check of what an office may have changed: the words of its documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from shuangyong.base.organisation.declared import DeclarationError, file_of, read
from shuangyong.intake import declared
from shuangyong.intake.ledgers import columns


@register()
def words_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """intake.E001: intake.toml, columns.toml."""
    try:
        declared.load_file(file_of(declared.FILE))
        columns.parse(read(file_of(columns.FILE)), columns.FILE)
    except DeclarationError as error:
        hint = "请按提示改正；不要自己的版本时，把这个文件从 SHUANGYONG_HOME/definitions 移走即可。"
        return [Error(fault, hint=hint, id="intake.E001") for fault in error.faults]
    return []
