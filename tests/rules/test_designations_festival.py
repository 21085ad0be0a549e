"""The army's day stands before 军政, 军民 and 军营 every summer: it is no number of a unit."""

from __future__ import annotations

import pytest

from shuangyong.rules.designations import designation_in


@pytest.mark.parametrize("text", ["组织八一军政座谈会", "“八一”军民联欢", "八一军营开放日", "2026年八一军属慰问"])
def test_the_day_passes(text: str) -> None:
    assert designation_in(text) == ""


@pytest.mark.parametrize("text", ["第八一军营区", "走访八一军", "第81军政治部"])
def test_a_number_is_still_found(text: str) -> None:
    assert designation_in(text)
