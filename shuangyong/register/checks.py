"""Checks of what an office may have changed, and of the keys' file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from shuangyong.base.organisation.declared_files import checked
from shuangyong.register import declared, keys

checked(declared.CATEGORIES, declared.parse, "register.E001")
checked(declared.RULES, declared.parse_rules, "register.E002")


@register()
def keys_are_private(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """register.W001: the file of keys is for its owner only."""
    path = Path(settings.HOME) / keys.FILE
    if os.name == "nt" or not path.exists() or not path.stat().st_mode & 0o077:
        return []
    says = f"人员信息的密钥文件 {path} 其他账号也能读。"
    return [Warning(says, hint=f"请运行 chmod 600 {path}。", id="register.W001")]
