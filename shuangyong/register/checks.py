"""Checks of what an office may have changed, and of the keys' file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from shuangyong.base.organisation.declared import DeclarationError, file_of, read
from shuangyong.register import declared, keys


@register()
def definitions_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """register.E001: categories.toml and register.toml."""
    return [
        *_faults(lambda: declared.parse(read(file_of(declared.CATEGORIES)), str(file_of(declared.CATEGORIES)))),
        *_faults(lambda: declared.parse_rules(read(file_of(declared.RULES)), str(file_of(declared.RULES)))),
    ]


def _faults(load: Callable[[], object]) -> list[CheckMessage]:
    try:
        load()
    except DeclarationError as error:
        hint = "请按提示改正；不要自己的版本时，把这个文件从数据文件夹的 definitions 里移走即可。"
        return [Error(fault, hint=hint, id="register.E001") for fault in error.faults]
    return []


@register()
def keys_are_private(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """register.W001: the file of keys is for its owner only."""
    path = Path(settings.HOME) / keys.FILE
    if os.name == "nt" or not path.exists() or not path.stat().st_mode & 0o077:
        return []
    says = f"人员信息的密钥文件 {path} 其他账号也能读。"
    return [Warning(says, hint=f"请运行 chmod 600 {path}。", id="register.W001")]
