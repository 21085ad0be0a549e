"""What this room hangs into the rooms below: its sort of definition, and its ear at every step of a case."""

from __future__ import annotations

from shuangyong.assess.standard.proving import prove_standard
from shuangyong.assess.standard.reading import SORT, read_standard
from shuangyong.catalog import sorts


def open_up() -> None:
    """Once, when Django starts."""
    sorts.register(sorts.Sort(SORT, "考评标准", "standards", read_standard, prove_standard))
