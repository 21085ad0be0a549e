"""Check of what an office may have changed: the scale of the burden meter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, register

from shuangyong.base.organisation.declared import faults_of
from shuangyong.cases import burden


@register()
def scale_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """cases.E001: burden.toml."""
    return faults_of(burden.FILE, burden.parse, "cases.E001")
