"""Checks of what an office may have changed: the posts and the collectives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from shuangyong.base.organisation import collectives, posts
from shuangyong.base.organisation.declared import DeclarationError, file_of


@register()
def posts_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """organisation.E001: posts.toml."""
    return _faults(lambda: posts.load_file(file_of(posts.FILE)), "organisation.E001")


@register()
def collectives_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """organisation.E002: collectives.toml."""
    return _faults(lambda: collectives.load_file(file_of(collectives.FILE)), "organisation.E002")


def _faults(load: Callable[[], object], number: str) -> list[CheckMessage]:
    try:
        load()
    except DeclarationError as error:
        hint = "请按提示改正；不要自己的版本时，把这个文件从 SHUANGYONG_HOME/definitions 移走即可。"
        return [Error(fault, hint=hint, id=number) for fault in error.faults]
    return []
