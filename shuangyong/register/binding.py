"""Rows of the register compared with what the trail says of them; the beginning for rows of before this was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from shuangyong.base.actor import SYSTEM
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.verifying import EVIDENCE
from shuangyong.base.trail.witness import Progress, ranges
from shuangyong.register import entries
from shuangyong.register.bound import COLUMNS, KEY, PAGE, TABLES, WHOLE, digest, sum_of

TRIES = 3
"""Looks at a table while nobody writes; one that is written all the time is told of another night."""


def begun() -> bool:
    """Whether rows of before are bound: what has no beginning is not judged."""
    return Entry.objects.filter(what=entries.BOUND).exists()


def begin(*, now: datetime) -> bool:
    """Bind what is there and no entry speaks of, once. False where that was done."""
    with writing():
        if begun():
            return False
        expected = expected_sums()
        items, rows = [], 0
        for name, (model, _) in TABLES.items():
            last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0  # noqa: SLF001 - Django's name for it
            actual = sum_of(model._default_manager.all())  # noqa: SLF001
            rows += model._default_manager.count()  # noqa: SLF001
            items.append([name, [[1, last]], f"{expected.get(name, 0):x}", f"{actual:x}"])
        trail.record(SYSTEM, entries.BOUND, ("register.bound", "0"), {"rows": rows, KEY: items}, now=now)
    return True


def begin_empty(*, now: datetime) -> bool:
    """At once where nothing is registered yet: what comes is bound from its first row on, worker or no worker."""
    if begun() or any(model._default_manager.exists() for model, _ in TABLES.values()):  # noqa: SLF001
        return False
    return begin(now=now)


def _items() -> Iterator[tuple[str, list[list[int]], int, int]]:
    """What all entries say, in their order: table, rows, sum before and after."""
    found = Entry.objects.filter(what__startswith="register.").order_by("seq").values_list("data", flat=True)
    for data in found.iterator(PAGE):
        for name, stretches, was, now in data.get(KEY, ()):
            yield name, stretches, int(was, 16), int(now, 16)


def expected_sums() -> dict[str, int]:
    """What each table's sum must be."""
    found: dict[str, int] = {}
    for name, _, was, now in _items():
        found[name] = (found.get(name, 0) + now - was) % WHOLE
    return found


def broken(progress: Progress) -> Iterator[str]:
    """A sentence for each part of a table that is not what the trail says."""
    if not begun():
        return
    for number, (name, (model, called)) in enumerate(TABLES.items()):
        progress(number, len(TABLES), model._default_manager.count())  # noqa: SLF001 - Django's name for it
        if _agrees(name, model) is False:
            for where in _where(name, model):
                yield f"登记的{called}{where}与留痕记下的不一致，有人直接改过数据库。{EVIDENCE}"


def _agrees(name: str, model: Any) -> bool | None:
    """None where it was written while we looked."""
    for _ in range(TRIES):
        before = _head()
        same = expected_sums().get(name, 0) == sum_of(model.objects.all())
        if same:
            return True
        if before == _head():
            return False
    return None


def _head() -> int:
    return Head.objects.values_list("seq", flat=True).first() or 0


@dataclass(slots=True)
class Group:
    """Rows of which the sum is known, without those that were changed by themselves since."""

    stretches: list[list[int]]
    whole: int
    gone: set[int] = field(default_factory=set)

    def holds(self, pk: int) -> bool:
        return pk not in self.gone and any(first <= pk <= last for first, last in self.stretches)


def _where(name: str, model: Any) -> list[str]:
    """Which rows: as near as entries tell, for whoever looks for what happened."""
    groups = _groups(name)
    sums, loose = [0] * len(groups), []
    for values in model.objects.order_by("pk").values_list("pk", *COLUMNS[model]).iterator(PAGE):
        at = next((number for number, group in enumerate(groups) if group.holds(values[0])), None)
        if at is None:
            loose.append(values[0])
        else:
            sums[at] += digest(values[1:])
    wrong = [group for group, found in zip(groups, sums, strict=True) if found % WHOLE != group.whole]
    told = [_told(group.stretches) for group in wrong]
    return told + ([f"{_told(ranges(loose))}没有登记的留痕，"] if loose else []) or [""]


def _told(stretches: list[list[int]]) -> str:
    said = [str(first) if first == last else f"{first}—{last}" for first, last in stretches[:5]]
    return f"（编号 {'、'.join(said)}{' 等' if len(stretches) > 5 else ''}）"


def _groups(name: str) -> list[Group]:
    """The newest first: a row belongs to the last entry that spoke of it alone, else to its batch."""
    groups: list[Group] = []
    for table, stretches, was, now in _items():
        if table != name:
            continue
        alone = len(stretches) == 1 and stretches[0][0] == stretches[0][1]
        if alone:
            _taken_out(groups, stretches[0][0], was)
            groups.insert(0, Group(stretches, now))
        elif was:
            whole = (sum(group.whole for group in groups) + now - was) % WHOLE
            groups = [Group([*(one for group in groups for one in group.stretches), *stretches], whole)]
        else:
            groups.insert(0, Group(stretches, now))
    return groups


def _taken_out(groups: list[Group], pk: int, was: int) -> None:
    for group in groups:
        if group.holds(pk):
            group.gone.add(pk)
            group.whole = (group.whole - was) % WHOLE
            return
