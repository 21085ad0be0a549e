"""Django made ready for a command that is not the server: nothing is migrated, a database that is not ready is told."""

from __future__ import annotations

import os

from shuangyong.config import options
from shuangyong.config.options import OptionError


def start() -> None:
    """Set Django up; OptionError where a setting is wrong or the database is not of this version."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    for option in options.OPTIONS:
        options.read(option.name)
    from shuangyong.config.serving import make_home

    make_home(options.read("HOME"))
    import django

    django.setup()
    must_be_migrated()


def must_be_migrated() -> None:
    """OptionError where the database is older than the program: a command must not write into it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise OptionError(
            f"打不开数据库：{str(error).strip().partition(chr(10))[0]}\n"
            "请检查 SHUANGYONG_DATABASE_URL 和数据文件夹后重试。"
        ) from None
    if missing:
        raise OptionError("数据库还没有建好，或者是旧版本的。请先运行 shuangyong serve 或 shuangyong manage migrate。")
