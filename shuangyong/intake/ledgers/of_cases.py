"""A row of an old ledger as a case with its history: opened, and led on to the stage in which the row says it is."""

from __future__ import annotations

from collections import Counter
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
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.model import REGISTER_TYPES, Kind, Opening, Transition
from shuangyong.intake.ledgers.cells import number_of, problems_of, text_of
from shuangyong.intake.ledgers.columns import ENDED, ON, STAGE, WHO, Column
from shuangyong.intake.ledgers.naming import Registered, units_named
from shuangyong.intake.ledgers.of_persons import NUMBER_WORDS as WORDS
from shuangyong.intake.ledgers.targets import Outcome, Row, Target, Written
from shuangyong.intake.ledgers.ways import PHASE, carried_to, closing, lacking_to, of_phase, part_key, way_to, why_left
from shuangyong.intake.ledgers.whole import MONTH, TYPES, YEAR

SAID = {
    "closed": (
        "已完成",
        "完成",
        "已办结",
        "办结",
        "已销号",
        "已办",
        "办毕",
        "已落实",
        "已解决",
        "已发放",
        "已领取",
        "是",
    ),
    "doing": (
        "办理中",
        "正在办理",
        "在办",
        "未办结",
        "未完成",
        "推进中",
        "进行中",
        "正在推进",
        "审核中",
        "处理中",
        "未办",
        "否",
    ),
}
"""How old ledgers say by phase how far things are, whatever the kind calls its stages."""
TEXTS = ("text", "long_text")
"""May be the same for a whole table where an old ledger has no word of what a later form must have."""
YES_NO = ("是", "否")
MANY = frozenset({"choices", "units", "unit"})
NUMBER = ".number"
"""Ends the key of the column that holds the number of a person named in another one."""


class KindTarget(Target):
    """One kind of case."""

    def __init__(self, actor: Actor, seat: Seat | None, kind: Kind, now: datetime) -> None:
        self.actor, self.kind, self.now = actor, kind, now
        self.place = seat.place if seat else Place("")
        self.key, self.name, self.title = kind.key, kind.name, kind.title
        self.today = localtime(now).date()
        self.columns = tuple(columns_of(kind))
        self.registered = Registered(actor, self.today)
        self.left: Counter[str] = Counter()
        """Columns that no step on the way of a row takes, and in how many rows."""
        self.stages: Counter[str] = Counter()
        """Where the rows come to, and how many."""
        self.unit = lru_cache(maxsize=4096)(self._unit)

    def shared(self, used: Collection[str]) -> tuple[Column, ...]:
        """What must be said, and how far things are: both may be the same for the whole table."""
        goal = closing(self.kind) if STAGE in used else carried_to(self.kind, used)
        lacking = lacking_to(self.kind, used, goal) if goal else ()
        must = (
            column
            for column in self.columns
            if (column.required or column.key in lacking) and column.type in (*TYPES, *TEXTS)
        )
        state = (column for column in self.columns if column.key in (STAGE, ON))
        days = [YEAR, MONTH] if any(column.type == "date" and column.key in used for column in self.columns) else []
        return tuple(column for column in (*must, *state, *days) if column.key not in used)

    def read(self, cells: Mapping[str, Any]) -> Row:
        """A person's name and number, where they stand in two columns, are one cell: both must fit."""
        numbers = {key.removesuffix(NUMBER): cell for key, cell in cells.items() if key.endswith(NUMBER)}
        if not numbers:
            return super().read(cells)
        joined = {key: cell for key, cell in cells.items() if not key.endswith(NUMBER)}
        wrong: dict[str, str] = {}
        for key, cell in numbers.items():
            try:
                joined[key] = f"{text_of(joined.get(key, ''))} {number_of(text_of(cell))}".strip()
            except Wrong as problem:
                wrong[f"{key}{NUMBER}"] = str(problem)
        row = super().read(joined)
        by = {key if key in cells else f"{key}{NUMBER}": says for key, says in row.wrong.items()}
        told = {key: says for key, says in by.items() if f"{key}{NUMBER}" not in wrong}
        return Row(row.values, {**told, **wrong})

    def unused(self) -> list[tuple[str, int, str]]:
        """What no step on the way of some rows took: the column, how many rows, and where it is asked for."""
        labels = {column.key: column.label for column in self.columns}
        return [(labels[key], rows, why_left(self.kind, key)) for key, rows in self.left.most_common()]

    def reached(self) -> list[tuple[str, int]]:
        return [(self.kind.stages[key].name, rows) for key, rows in self.stages.most_common() if rows]

    def goes_on(self) -> bool:
        return any(rows and not self.kind.stages[key].ends for key, rows in self.stages.items())

    def here_already(self, numbers: Collection[str]) -> int:
        return visible_to(self.actor).filter(kind=self.key, number__in=numbers).count()

    def options(self, column: Column) -> tuple[str, ...]:
        if column.type == "yes_no":
            return YES_NO
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
        """A stage's key, or a phase for the usual words of old ledgers. Raises Wrong."""
        for key, stage in self.kind.stages.items():
            if text in (stage.name, key):
                return key
        phase = next((phase for phase, words in SAID.items() if text in words), "")
        if phase and of_phase(self.kind, phase):
            return f"{PHASE}{phase}"
        names = "、".join(self.options(next(column for column in self.columns if column.key == STAGE)))
        if text:
            raise Wrong(f"没有“{text}”这个环节，可以写：{names}。")
        return ""

    def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
        histories, wrong, places = self._histories(rows)
        for refused in rehearse(self.actor, self.key, histories, self.now):
            self.stages[self._comes_to(histories[refused.index])] -= 1
            wrong[places[refused.index]] = self._said(refused, histories[refused.index])
        return wrong

    def _comes_to(self, history: History) -> str:
        stages = (self.kind.transitions[step.action].to for step in history.steps[1:])
        return next((stage for stage in reversed(list(stages)) if stage), self.kind.opening.stage)

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
        on, ended = self._days(values)
        found = way_to(self.kind, values, values.get(STAGE, ""))
        self.left.update(found.left)
        self.stages[found.stage] += 1
        steps = [self._past(self.kind.opening, OPEN, on, values)]
        for number, transition in enumerate(found.steps):
            last = number == len(found.steps) - 1
            steps.append(self._past(transition, transition.key, ended if last else on, values))
        return History(tuple(steps), self.place)

    def _days(self, values: Mapping[str, Any]) -> tuple[date, date]:
        """When a row's case was opened and last went on: as it says, else its first and last day that has passed."""
        dues = {clock.due for clock in self.kind.clocks.values()}
        told = {key: value for key, value in values.items() if key in self.kind.fields and isinstance(value, date)}
        done = [value for key, value in told.items() if key not in dues and value <= self.today]
        past = done or [value for value in told.values() if value <= self.today] or [self.today]
        on: date = values.get(ON) or min([*past, *([values[ENDED]] if ENDED in values else [])])
        return on, values.get(ENDED) or max([on, *done])

    def _past(self, asking: Opening | Transition, action: str, on: date, values: Mapping[str, Any]) -> Past:
        fields = {wanted.key: values[wanted.key] for wanted in asking.asks if wanted.key in values}
        gives = {
            wanted.key: tuple((unit, None) for unit in values[part_key(wanted.key)])
            for wanted in asking.gives
            if part_key(wanted.key) in values and (action == OPEN or not wanted.optional)
        }
        needs_note = isinstance(asking, Transition) and asking.note == "required"
        return Past(action, on, Form(fields, gives, "依旧台账补录" if needs_note else ""), who=values.get(WHO, ""))

    def _said(self, refused: Refused, history: History) -> dict[str, str]:
        """A refusal by the row's columns."""
        keys = {column.key for column in self.columns}
        found: dict[str, str] = {}
        for key, says in problems_of(refused.problem).items():
            name = ON if key == "on" else part_key(key) if part_key(key) in keys else key
            found[name if name in keys else STAGE if refused.step else ""] = says
        return found


def columns_of(kind: Kind) -> list[Column]:
    """What a row of an old table may fill: fields that some form asks for, parts that one gives, how it went."""
    from shuangyong.intake.ledgers.columns import words

    asked = {wanted.key: not wanted.optional for wanted in kind.opening.asks}
    later = {wanted.key for step in kind.transitions.values() for wanted in step.asks}
    found = [
        Column(one.key, one.label, one.type, asked.get(one.key, False), one.choices, several=one.type in MANY)
        for one in kind.fields.values()
        if one.key in asked or one.key in later
    ]
    found += [
        Column(
            f"{one.key}{NUMBER}", f"{one.label}的身份证号", "id_number", beside=one.key, words=WORDS, mask="id_number"
        )
        for one in kind.fields.values()
        if one.type == "person" and (one.key in asked or one.key in later)
    ][:1]
    at_once = {wanted.key: not wanted.optional for wanted in kind.opening.gives}
    given = dict.fromkeys((*at_once, *(wanted.key for step in kind.transitions.values() for wanted in step.gives)))
    for key in given:
        part = kind.parts[key]
        names = (part.name, *words().of(kind.key, key))
        found.append(Column(part_key(key), part.name, "part", at_once.get(key, False), words=names, several=True))
    found += [
        Column(ON, "立项日期", "date"),
        Column(WHO, "经办人", "text"),
        Column(STAGE, "办理环节", "choice", words=("环节",)),
        Column(ENDED, "办结日期", "date"),
    ]
    return found
