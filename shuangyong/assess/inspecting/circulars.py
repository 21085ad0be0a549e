"""A circular drafted from the ledgers as of a cut-off: every figure is followed by the number of its citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch

from shuangyong.assess import queries
from shuangyong.assess.engine.points import said
from shuangyong.assess.folding import folded_then
from shuangyong.assess.inspecting.declared import circular
from shuangyong.assess.recounting import CHUNK
from shuangyong.base.actor import Actor, Place
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.engine.clocks import late, readings
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.queries import visible_to
from shuangyong.cases.standing import calendar
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.rules.wording import day_text

MOST = 4_000
"""Characters of the field."""
SHOWN = 12
"""Numbers of cases listed in one citation."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A circular before people have read it."""

    title: str
    text: str
    named: tuple[int, ...]
    """Units that hold something overdue."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it stood on the day."""

    number: str
    late: tuple[int, ...]
    """The units that owe what is overdue: who waits for another is not named."""
    open: bool
    done: bool
    overdue: bool


@dataclass(slots=True)
class _Cited:
    """Figures with their citations, numbered as they come."""

    entries: list[str] = field(default_factory=list)

    def figure(self, cases: list[Seen]) -> str:
        if not cases:
            return "0件"
        listed = "、".join(one.number for one in cases[:SHOWN])
        more = f"等{len(cases)}件" if len(cases) > SHOWN else ""
        self.entries.append(f"【{len(self.entries) + 1}】{listed}{more}")
        return f"{len(cases)}件【{len(self.entries)}】"


def compose(actor: Actor, place: Place, cut_off: date) -> Draft:
    """The draft, from what was known on the cut-off and what this actor may see. Raises Forbidden, NotFound."""
    later = cut_off + timedelta(days=1)
    scored = queries.score(actor, place, on=cut_off, today=later, known_on=cut_off)
    wording, score = circular(), scored.score
    words = {
        "place": score.subject.name,
        "on": day_text(cut_off),
        "year": cut_off.year,
        "points": said(score.points),
        "of": said(score.of),
    }
    cited, named = _Cited(), dict[int, list[str]]()
    names = {key: kind.name for key, kind in kinds_in_force(cut_off).items()}
    lines = [
        wording.opening.format(**words),
        f"一、总体情况。按《{score.standard.name}》自评得{said(score.points)}分（满分{said(score.of)}分，另有{said(score.unknown)}分未知）。",
    ]
    for key in wording.kinds:
        seen = list(seen_on(actor, place, key, cut_off))
        if seen:
            lines.append(_line(names.get(key, key), seen, cited))
            for one in seen:
                if one.overdue:
                    for unit in one.late:
                        named.setdefault(unit, []).append(one.number)
    lines += [
        "二、存在问题。" + (_problems(named) or "没有逾期未办的事项。"),
        f"三、下步要求。{wording.wanted.format(**words)}",
    ]
    return Draft(wording.title.format(**words), _whole(lines, cited.entries), tuple(named))


def seen_on(actor: Actor, place: Place, key: str, on: date) -> Iterator[Seen]:
    """Cases of a kind that this actor may see, opened in the year up to the day, from the steps known by then."""
    known = Prefetch("steps", StepRow.objects.filter(on__lte=on).order_by("seq"))
    rows: list[Case]
    wanted = visible_to(actor).filter(kind=key, opened_on__gte=date(on.year, 1, 1), opened_on__lte=on)
    wanted = wanted.filter(**{place.level: place.code}).order_by("pk").prefetch_related(known)
    last = 0
    while rows := list(wanted.filter(pk__gt=last)[:CHUNK]):
        for row in rows:
            folded = folded_then(row, row.steps.all(), on)
            if folded is not None:
                kind, state = folded.kind, folded.state
                phase = kind.stages[state.stage].phase
                overdue, units = late(kind, state, readings(kind, state, on, calendar()), on)
                if phase != "void":
                    is_open = phase in OPEN_PHASES
                    yield Seen(row.number, units, is_open, not is_open, is_open and bool(overdue))
        last = rows[-1].pk


def _line(name: str, seen: list[Seen], cited: _Cited) -> str:
    done, still = [one for one in seen if one.done], [one for one in seen if one.open]
    late = [one for one in still if one.overdue]
    return (
        f"“{name}”今年立项{cited.figure(seen)}，已办结{cited.figure(done)}，"
        f"在办{cited.figure(still)}，其中逾期{cited.figure(late)}。"
    )


def _problems(named: dict[int, list[str]]) -> str:
    names = dict(Unit.objects.filter(pk__in=named).values_list("pk", "short"))
    told = []
    for unit, numbers in sorted(named.items()):
        more = f"等{len(numbers)}件" if len(numbers) > 3 else ""
        told.append(f"{names.get(unit, '')}：{'、'.join(numbers[:3])}{more}")
    return f"逾期未办的有：{'；'.join(told)}。" if told else ""


def _whole(lines: list[str], entries: list[str]) -> str:
    """Text and citations; citations that the field cannot hold are cut, and that is said."""
    text = "\n".join(lines) + "\n引用："
    for number, entry in enumerate(entries):
        if len(text) + len(entry) > MOST - 40:
            return f"{text}\n其余{len(entries) - number}条见台账。"
        text += f"\n{entry}"
    return text[:MOST]
