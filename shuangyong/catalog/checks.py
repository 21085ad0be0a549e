"""Check of what an office may have changed: how kinds are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from shuangyong.base.organisation.declared import DeclarationError, file_of, read
from shuangyong.catalog import ledgers


@register()
def ledgers_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """catalog.E001: ledgers.toml."""
    path = file_of(ledgers.FILE)
    try:
        ledgers.parse(read(path), str(path))
    except DeclarationError as error:
        hint = "请按提示改正；不要自己的版本时，把这个文件从 SHUANGYONG_HOME/definitions 移走即可。"
        return [Error(fault, hint=hint, id="catalog.E001") for fault in error.faults]
    return []
