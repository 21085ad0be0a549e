"""The filters of a list of cases: read from an address, written into the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid
from shuangyong.base.together import Asking, alone
from shuangyong.cases import queries
from shuangyong.cases.queries import LIGHTS, Filter, Key, Page
from shuangyong.catalog.model import END_PHASES, OPEN_PHASES
from shuangyong.catalog.said import PHASE_NAMES
from shuangyong.desk.choosing import name_of_unit, unit_named, units_to_sift
from shuangyong.desk.pages.asking import Asked, number
from shuangyong.intake.queries import cases_from

LIGHT_NAMES = {"red": "逾期", "yellow": "临期", "green": "按期", "grey": "未定期限"}
TERM_NAMES = {"7": "七天内到期", "30": "三十天内到期", "90": "三个月内到期"}
LAST = 2**62
"""A key's number that sorts after every row of its day."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What was chosen; unknown values are left out as if not chosen."""

    phases: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    kind: str = ""
    unit: int | None = None
    days: str = ""
    document: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Sieve:
        """From an address."""
        return cls(
            tuple(phase for phase in PHASE_NAMES if phase in query.getlist("phase")),
            tuple(light for light in LIGHTS if light in query.getlist("light")),
            query.get("kind", "")[:40],
            number(query.get("unit")),
            query.get("days", "") if query.get("days") in TERM_NAMES else "",
            number(query.get("document")),
        )

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from (("phase", phase) for phase in self.phases)
        yield from (("light", light) for light in self.lights)
        unit, document = str(self.unit or ""), str(self.document or "")
        pairs = (("kind", self.kind), ("unit", unit), ("document", document), ("days", self.days))
        yield from (pair for pair in pairs if pair[1])

    def query(self, after: Key | None) -> str:
        """As the query of an address, going on after a key."""
        return urlencode([*self, *([("after", str(after))] if after else [])])

    def words(self, kinds: Mapping[str, str], units: Mapping[int, str], documents: Mapping[int, str]) -> str:
        """For the head of a printed list."""
        parts = [PHASE_NAMES[phase] for phase in self.phases] + [LIGHT_NAMES[light] for light in self.lights]
        parts += [kinds[self.kind]] if self.kind in kinds else []
        parts += [units[self.unit]] if self.unit is not None and self.unit in units else []
        parts += [TERM_NAMES[self.days]] if self.days else []
        if self.document is not None and self.document in documents:
            parts.append(f"来自“{documents[self.document]}”")
        return "、".join(parts)

    @property
    def filter(self) -> Filter:
        """For the queries. A light is about what is still open, so it leaves the ended phases out."""
        phases = tuple(phase for phase in self.phases if phase not in END_PHASES) if self.lights else self.phases
        ids = None if self.document is None else cases_from(self.document)
        return Filter(phases or self.usual, self.lights, self.kind, self.unit, ids=ids)

    @property
    def usual(self) -> tuple[str, ...]:
        """Where no state was chosen: what is open; of a document everything, for it is followed to its end."""
        return tuple(PHASE_NAMES) if self.document is not None and not self.lights else OPEN_PHASES


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on a page, with the units it offers; where they are too many to choose from, one is named."""

    sieve: Sieve
    units: Mapping[int, str] | None
    typed: str = ""
    """The name of a unit as it was typed or chosen, and why it cannot be listed by."""
    wrong: str = ""

    @property
    def named(self) -> Mapping[int, str]:
        """The names of units for the words of the sieve."""
        return self.units if self.units is not None else {self.sieve.unit or 0: self.typed}

    def page(self, **words: object) -> dict[str, object]:
        """What a page with these filters shows around its list."""
        return {
            "sieve": self.sieve,
            "phases": PHASE_NAMES,
            "lights": LIGHT_NAMES,
            "terms": TERM_NAMES,
            "units": self.units,
            "typed": self.typed,
            "wrong": self.wrong,
            **words,
        }


def chosen(request: HttpRequest, me: Asked, kind: str = "") -> Chosen:
    """What an address chooses; of one kind where it is named."""
    units, sieve = units_to_sift(me.actor, me.on), Sieve.read(request.GET)
    sieve, typed = replace(sieve, kind=kind or sieve.kind), request.GET.get("unit-named", "").strip()[:100]
    if units is not None:
        return Chosen(sieve, units)
    if not typed:
        return Chosen(sieve, units, name_of_unit(me.actor, sieve.unit, me.on))
    try:
        return Chosen(replace(sieve, unit=unit_named(me.actor, typed, "unit", me.on)), units, typed)
    except Invalid as problem:
        return Chosen(sieve, units, typed, problem.fields["unit"])


def sifted(actor: Actor, sieve: Sieve, on: date, after: Key | None) -> Page:
    """A page of what was chosen."""
    return alone(asking_sifted(actor, sieve, on, after))


def asking_sifted(actor: Actor, sieve: Sieve, on: date, after: Key | None) -> Asking[Page]:
    """The same, beside other reads.

    "Within so many days" is a stretch of the order of terms: it begins today and ends.
    """
    if not sieve.days:
        return (yield from queries.asking_page(actor, sieve.filter, on, after))
    end = on + timedelta(days=int(sieve.days))
    page = yield from queries.asking_page(actor, sieve.filter, on, after or Key(on - timedelta(days=1), LAST))
    rows = tuple(takewhile(lambda row: row.due is not None and row.due <= end, page.rows))
    return Page(rows, page.next if len(rows) == len(page.rows) else None)
