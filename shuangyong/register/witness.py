"""What the trail says of the register, compared with its rows."""

from __future__ import annotations

from collections.abc import Iterator

from shuangyong.base.trail.witness import Progress, witness
from shuangyong.register import binding


@witness("register.rows", "登记的人员和对象")
def rows(progress: Progress, since: int) -> Iterator[str]:
    """Persons and what stands around them: changed, taken away, put in behind the program's back.

    All entries together say what a table's sum must be: those before `since` are added up as well.
    """
    yield from binding.broken(progress)
