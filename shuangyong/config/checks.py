"""Checks of the installation, run by `shuangyong manage check` and before serving. Each says what to do."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Warning, register

from shuangyong.base.organisation import declared_files, posts
from shuangyong.catalog.naming_kinds import kinds_of_files


@register()
def home_can_be_written(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.E001: the folder of all state."""
    home = Path(settings.HOME)
    nearest = next((path for path in (home, *home.parents) if path.exists()), home)
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"数据文件夹 {home} 不能写入。",
            hint="请给运行本平台的账号写权限，或用 SHUANGYONG_HOME 指定另一个文件夹。",
            id="shuangyong.E001",
        )
    ]


@register()
def styles_are_there(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.W001: the style files that set-up copies."""
    if finders.find("vendor/bootstrap.min.css"):
        return []
    return [
        Warning(
            "缺少样式文件，页面会没有版式。",
            hint="请在源码文件夹里运行 make setup；用安装包的请重新安装。",
            id="shuangyong.W001",
        )
    ]


@register()
def key_is_private(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.W002: the key file is for its owner only."""
    path = Path(settings.HOME) / "secret.key"
    if os.name == "nt" or not path.exists() or not path.stat().st_mode & 0o077:
        return []
    return [
        Warning(
            f"密钥文件 {path} 其他账号也能读。",
            hint=f"请运行 chmod 600 {path}。",
            id="shuangyong.W002",
        )
    ]


@register()
def database_is_private(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.W005: an SQLite file of before is for its owner only: whoever reads a session in it is that person."""
    path = Path(settings.DATABASES["default"]["NAME"])
    if os.name == "nt" or not path.is_absolute() or not path.is_file():
        return []
    if not path.stat().st_mode & 0o077 or not path.parent.stat().st_mode & 0o011:
        return []
    return [
        Warning(
            f"数据库文件 {path} 其他账号也能读，里面有公文全文和正在使用的登录。",
            hint=f"请运行 chmod 600 {path}*。",
            id="shuangyong.W005",
        )
    ]


@register()
def somebody_may_open(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.W004: posts of the office's own that hold nowhere what kinds ask for. What is published goes on."""
    try:
        advice = posts.left_out()
        asked = Counter(kind.opening.may for kind in kinds_of_files().values())
    except (posts.DeclarationError, OSError):
        return []  # told by the file's own check
    return [
        Warning(
            f"有 {asked[key]} 种事项的新版没有岗位能新开：{told}",
            hint="补好以前，已经发布的各版照旧能开；补好以后再运行 shuangyong catalog publish。",
            id="shuangyong.W004",
        )
        for key, told in advice.items()
        if asked[key]
    ]


@register(deploy=True)
def not_in_debug(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.E002: details of errors are not for the public."""
    if not settings.DEBUG:
        return []
    return [
        Error("开发模式开着，出错细节会给访问者看到。", hint="请去掉 SHUANGYONG_DEBUG。", id="shuangyong.E002"),
    ]


@register()
def own_files_are_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.W003: a file with a slip in its name would be silently without effect."""
    names = [one.name for one in declared_files.every() if not one.name.endswith("/")]
    hint = f"请检查文件名。可用的有：{'、'.join(names)}；事项种类放在 kinds，考评标准放在 standards，公文放在 papers。"
    own = sorted((Path(settings.HOME) / "definitions").glob("*.toml"))
    return [
        Warning(f"{path} 不会用到：没有叫这个名字的定义文件。", hint=hint, id="shuangyong.W003")
        for path in own
        if path.name not in names
    ]
