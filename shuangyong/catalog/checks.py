"""Checks of what an office may have changed: how kinds are grouped, what is kept out, how rosters are drawn, papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shuangyong.base.organisation.declared_files import checked, checked_folder
from shuangyong.catalog import keeping_out, ledgers, papers, rosters
from shuangyong.catalog.model import Kind
from shuangyong.catalog.naming_kinds import Wrong, absent, choice_wrong, kinds_of_files, with_kinds

ROSTER = "duty_roster"


def _ledgers_wrong(found: ledgers.Ledgers, kinds: Mapping[str, Kind]) -> Wrong:
    for post, keys in found.usual.items():
        yield from absent(kinds, f"usual.{post}", keys)
    for one in found.headings:
        yield from absent(kinds, f"ledgers.{one.key}.kinds", one.kinds)


def _rosters_wrong(found: dict[str, rosters.Declared], kinds: Mapping[str, Kind]) -> Wrong:
    for key, one in found.items():
        yield from choice_wrong(kinds, ROSTER, "sort", f"rosters.{key}.sort", one.sort)


def _paper_faults(path: Path) -> list[str]:
    return papers.faults_in(path, kinds_of_files())


checked(ledgers.FILE, with_kinds(ledgers.parse, _ledgers_wrong), "catalog.E001")
checked(keeping_out.FILE, keeping_out.parse, "catalog.E002")
checked(rosters.FILE, with_kinds(rosters.parse, _rosters_wrong), "catalog.E003")
checked_folder(papers.FOLDER, papers.files, _paper_faults, "catalog.E004")
