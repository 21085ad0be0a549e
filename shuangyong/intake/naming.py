"""From the names in a document to units: one, several to choose from, a collective, or none. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from shuangyong.base.actor import Place
from shuangyong.base.organisation.collectives import Collective
from shuangyong.base.organisation.queries import Candidate, collective_named, expand, resolve
from shuangyong.intake.content import Content, Named, Part, sharing_of
from shuangyong.intake.declared import load
from shuangyong.reader.model import Task

MOST_CANDIDATES = 20


@dataclass
class Namer:
    """Resolves the names of one document around its place; the same words are asked for once."""

    place: Place
    on: date
    _known: dict[tuple[Part, str], Named] = field(default_factory=dict)

    def named(self, part: Part, words: str) -> Named:
        """What one name stands for."""
        key = (part, words)
        if key not in self._known:
            self._known[key] = self._resolved(part, words)
        return self._known[key]

    def content(self, task: Task, words: str) -> Content:
        """What a task read from a document says, its names resolved; `words` are the stretch that it was read from."""
        named = (*self._all("lead", task.lead), *self._all("support", task.support))
        term = task.deadline
        return Content(
            task.task,
            task.measures,
            named,
            sharing_of(named),
            date.fromisoformat(term.date) if term and term.date else None,
            term.text[:60] if term else "",
            load().business_of(task.task, "".join(task.measures), words),
            task.path,
        )

    def _all(self, part: Part, names: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.named(part, words) for words in dict.fromkeys(names))

    def _resolved(self, part: Part, words: str) -> Named:
        """The name as printed; else without the persons behind it (各乡镇主要负责同志)."""
        for name in dict.fromkeys((words, _without_persons(words))):
            collective = collective_named(name)
            if collective:
                return self._expanded(part, words, collective)
            found = resolve(name, self.place, on=self.on)
            if found:
                return self._chosen(part, words, found)
        return Named(part, words, "unknown", why="单位名录里没有叫这个名字的单位。")

    def _expanded(self, part: Part, words: str, collective: Collective) -> Named:
        """A collective as its units; where the words do not say whom, the units are only candidates."""
        found = expand(collective, self.place, on=self.on)
        if found.choose or not found.units:
            offered = tuple((unit.pk, collective.name) for unit in found.units)
            return Named(part, words, "choose", (), offered, found.why)
        return Named(part, words, "collective", tuple(unit.pk for unit in found.units), (), found.why)

    def _chosen(self, part: Part, words: str, found: list[Candidate]) -> Named:
        offered = tuple((one.unit.pk, one.why) for one in found[:MOST_CANDIDATES])
        only = found[0]
        if len(found) == 1 and only.open and self._is_near(only):
            return Named(part, words, "one", (only.unit.pk,), offered, only.why, confirmed=True)
        return Named(part, words, "several", (), offered, "可能是下面的单位，请选定。")

    def _is_near(self, found: Candidate) -> bool:
        """In the document's place or on the way up from it; a namesake from elsewhere is for a person to take."""
        where = found.unit.place
        return where.within(self.place) or self.place.within(where)


def _without_persons(words: str) -> str:
    for person in sorted(load().persons, key=len, reverse=True):
        if words.endswith(person) and words != person:
            return words.removesuffix(person)
    return words
