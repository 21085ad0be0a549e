"""A row of an old ledger as a case with its history: opened, and led on to the stage in which the row says it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.organisation.queries import resolve
from shuangyong.cases.engine.steps import OPEN
from shuangyong.cases.forms import Form, Wrong
from shuangyong.cases.histories.actions import admit_histories, rehearse
from shuangyong.cases.histories.model import History, Past, Refused
from shuangyong.catalog.model import REGISTER_TYPES, Kind, Opening, Transition
from shuangyong.intake.ledgers.cells import problems_of, text_of
from shuangyong.intake.ledgers.columns import ENDED, ON, STAGE, WHO, Column
from shuangyong.intake.ledgers.naming import Registered, units_named
from shuangyong.intake.ledgers.targets import Outcome, Target, Written
from shuangyong.intake.ledgers.whole import TYPES, YEAR

LONGEST_WAY = 6
DONE = ("已完成", "完成", "已办结", "办结", "已销号")
"""How old ledgers say that something has ended, whatever the kind calls its last stage."""


class KindTarget(Target):
    """One kind of case."""

    def __init__(self, actor: Actor, seat: Seat | None, kind: Kind, now: datetime) -> None:
        self.actor, self.kind, self.now = actor, kind, now
        self.place = seat.place if seat else Place("")
        self.key, self.name = kind.key, kind.name
        self.today = localtime(now).date()
        self.columns = tuple(_columns(kind))
        self.registered = Registered(actor)
        self.unit = lru_cache(maxsize=4096)(self._unit)

    def shared(self, used: Collection[str]) -> tuple[Column, ...]:
        """What must be said, and how far things are: both may be the same for the whole table."""
        must = (column for column in self.columns if column.required and column.type in TYPES)
        state = (column for column in self.columns if column.key in (STAGE, ON))
        days = [YEAR] if any(column.type == "date" and column.key in used for column in self.columns) else []
        return tuple(column for column in (*must, *state, *days) if column.key not in used)

    def options(self, column: Column) -> tuple[str, ...]:
        if column.key == STAGE:
            return tuple(stage.name for stage in self.kind.stages.values() if stage.phase != "void")
        return super().options(column)

    def value(self, column: Column, cell: Any) -> Any:
        if column.type == "part":
            return tuple(self.unit(name) for name in units_named(text_of(cell)))
        if column.type in {"unit", "units"}:
            found = tuple(self.unit(name) for name in units_named(text_of(cell)))
            return found if column.type == "units" else found[0] if found else None
        if column.type in REGISTER_TYPES:
            return self.registered.row(column.type, text_of(cell))
        if column.key == STAGE:
            return self._stage(text_of(cell))
        return super().value(column, cell)

    def _unit(self, name: str) -> int:
        found = resolve(name, self.place, on=self.today)
        if len(found) == 1:
            return found[0].unit.pk
        if not found:
            raise Wrong(f"没有找到单位“{name}”，请写全称或简称，或先在“单位”里登记。")
        raise Wrong(f"“{name}”可能是{'、'.join(one.unit.name for one in found[:4])}，请写全称。")

    def _stage(self, text: str) -> str:
        for key, stage in self.kind.stages.items():
            if text in (stage.name, key):
                return key
        ended = next((key for key, stage in self.kind.stages.items() if stage.phase == "closed"), "")
        if text in DONE and ended:
            return ended
        names = "、".join(stage.name for stage in self.kind.stages.values())
        if text:
            raise Wrong(f"没有“{text}”这个环节，可以写：{names}。")
        return ""

    def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
        histories, wrong, places = self._histories(rows)
        for refused in rehearse(self.actor, self.key, histories, self.now):
            wrong[places[refused.index]] = self._said(refused, histories[refused.index])
        return wrong

    def take(self, rows: Sequence[Mapping[str, Any]], source: str, after: Written) -> Outcome:
        histories, wrong, places = self._histories(rows)
        admitted = admit_histories(
            self.actor,
            self.key,
            histories,
            self.now,
            source=source,
            after=lambda written: after([(places[index], f"case:{pk}") for index, pk in written]),
        )
        for refused in admitted.refused:
            wrong[places[refused.index]] = self._said(refused, histories[refused.index])
        return Outcome(wrong)

    def _histories(
        self, rows: Sequence[Mapping[str, Any]]
    ) -> tuple[list[History], dict[int, Mapping[str, str]], list[int]]:
        wrong: dict[int, Mapping[str, str]] = {}
        made: list[History] = []
        places: list[int] = []
        for place, values in enumerate(rows):
            try:
                made.append(self._history(values))
            except Wrong as problem:
                wrong[place] = {STAGE: str(problem)}
            else:
                places.append(place)
        return made, wrong, places

    def _history(self, values: Mapping[str, Any]) -> History:
        """Raises Wrong where the kind has no way to the stage, or not with what the row holds."""
        on: date = values.get(ON) or self.today
        ended: date = values.get(ENDED) or on
        way = self._way(values)
        steps = [self._past(self.kind.opening, OPEN, on, values)]
        later = dict(values)
        for number, transition in enumerate(way):
            steps.append(self._past(transition, transition.key, ended if number == len(way) - 1 else on, later))
        return History(tuple(steps), self.place)

    def _past(self, asking: Opening | Transition, action: str, on: date, values: Mapping[str, Any]) -> Past:
        fields = {wanted.key: values[wanted.key] for wanted in asking.asks if wanted.key in values}
        gives = {
            wanted.key: tuple((unit, None) for unit in values[_part(wanted.key)])
            for wanted in asking.gives
            if _part(wanted.key) in values and (action == OPEN or not wanted.optional)
        }
        needs_note = isinstance(asking, Transition) and asking.note == "required"
        return Past(action, on, Form(fields, gives, "依旧台账补录" if needs_note else ""), who=values.get(WHO, ""))

    def _way(self, values: Mapping[str, Any]) -> list[Transition]:
        """The shortest way from the opening to the row's stage whose forms the row can fill."""
        goal, start = values.get(STAGE) or self.kind.opening.stage, self.kind.opening.stage
        waiting: deque[tuple[str, list[Transition]]] = deque([(start, [])])
        seen = {start}
        while waiting:
            stage, way = waiting.popleft()
            if stage == goal:
                return way
            for step in self.kind.leaving(stage) if len(way) < LONGEST_WAY else ():
                if step.to and step.to not in seen and _fillable(step, values):
                    seen.add(step.to)
                    waiting.append((step.to, [*way, step]))
        raise Wrong(f"表里的内容不够走到“{self.kind.stages[goal].name}”，请补上那一环节要填的列，或改为较前的环节。")

    def _said(self, refused: Refused, history: History) -> dict[str, str]:
        """A refusal by the row's columns."""
        keys = {column.key for column in self.columns}
        found: dict[str, str] = {}
        for key, says in problems_of(refused.problem).items():
            name = ON if key == "on" else _part(key) if _part(key) in keys else key
            found[name if name in keys else STAGE if refused.step else ""] = says
        return found


def _part(key: str) -> str:
    """A part's column beside the fields' ones."""
    return f"part.{key}"


def _fillable(step: Transition, values: Mapping[str, Any]) -> bool:
    asked = all(wanted.optional or wanted.key in values for wanted in step.asks)
    return asked and not step.opens and all(wanted.optional for wanted in (*step.gives, *step.proofs))


def _columns(kind: Kind) -> list[Column]:
    from shuangyong.intake.ledgers.columns import words

    asked = {wanted.key: not wanted.optional for wanted in kind.opening.asks}
    later = {wanted.key for step in kind.transitions.values() for wanted in step.asks}
    found = [
        Column(one.key, one.label, one.type, asked.get(one.key, False), one.choices)
        for one in kind.fields.values()
        if one.key in asked or one.key in later
    ]
    for wanted in kind.opening.gives:
        part = kind.parts[wanted.key]
        names = (part.name, *words().of(kind.key, wanted.key))
        found.append(Column(_part(wanted.key), part.name, "part", not wanted.optional, words=names))
    found += [
        Column(ON, "立项日期", "date"),
        Column(WHO, "经办人", "text"),
        Column(STAGE, "办理环节", "choice", words=("环节",)),
        Column(ENDED, "办结日期", "date"),
    ]
    return found
