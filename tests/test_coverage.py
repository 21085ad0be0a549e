"""Every row of the field's map names kinds and tests that are there."""

from tools import coverage

ROWS = 54
"""Rows of the map; one that is lost is no longer covered."""


def test_what_the_page_names_is_there() -> None:
    assert list(coverage.faults()) == []


def test_the_page_is_as_its_declaration_says() -> None:
    assert coverage.WRITTEN.read_text(encoding="utf-8") == coverage.text(), "run python -m tools.coverage"


def test_no_row_is_lost() -> None:
    found = coverage.rows()
    assert len(found) >= ROWS
    assert all(row.get("kinds") for row in found.values())
