"""Checks of what an office may have changed: how kinds are grouped, what is kept out, how rosters are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from shuangyong.base.organisation.declared import faults_of
from shuangyong.catalog import keeping_out, ledgers, papers, rosters
from shuangyong.catalog.problems import DefinitionError
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import KINDS, read_files


@register()
def ledgers_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """catalog.E001: ledgers.toml."""
    return faults_of(ledgers.FILE, ledgers.parse, "catalog.E001")


@register()
def words_kept_out_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """catalog.E002: keep_out.toml."""
    return faults_of(keeping_out.FILE, keeping_out.parse, "catalog.E002")


@register()
def rosters_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """catalog.E003: rosters.toml."""
    return faults_of(rosters.FILE, rosters.parse, "catalog.E003")


@register()
def papers_can_be_used(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """catalog.E004: definitions/papers. A kind that cannot be read is told by `catalog check`."""
    own = Path(settings.HOME) / "definitions" / "kinds"
    try:
        texts = read_files([*sorted(KINDS.glob("*.toml")), *sorted(own.glob("*.toml"))])
        kinds = {kind.key: kind for name, text in texts.items() for kind in [read_kind(text, name)]}
    except DefinitionError:
        return []
    return [Error(fault, id="catalog.E004") for fault in papers.checked_files(kinds)]
