"""What is asked for as a new term is later than the term that stands: said when it is asked, not when it is granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shuangyong.base.errors import Invalid
from shuangyong.cases.engine.advance import extension_field
from shuangyong.cases.standing import Open
from shuangyong.catalog.model import Clock


def keep_later(case: Open, values: Mapping[str, Any]) -> None:
    """Raises Invalid for a day to which a term could not be extended."""
    wrong = {
        key: f"{clock.name}现在是 {due}，应延到这一天以后。"
        for key, clock in _asked(case)
        if (due := case.record.get(f"clocks.{clock.key}.due")) and (day := values.get(key)) and day <= due
    }
    if wrong:
        raise Invalid(wrong)


def _asked(case: Open) -> Iterator[tuple[str, Clock]]:
    """The fields that say until when, each with its term."""
    for step in case.kind.transitions.values():
        if step.extends:
            yield extension_field(case.kind, step), case.kind.clocks[step.extends]
