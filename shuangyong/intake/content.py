"""What a draft says, as values: edited, split, joined and judged here; storing is elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

Part = Literal["lead", "support"]
Sort = Literal["one", "several", "collective", "choose", "unknown"]
Sharing = Literal["", "first", "each"]
"""Of several leading units: not yet said; the first leads and the others support; each has a case of its own."""
PARTS: Mapping[str, str] = {"lead": "牵头单位", "support": "配合单位"}
TASK_MOST = 200
MEASURES_MOST = 4000
SAID_MOST = 60


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a document and the units it stands for. `confirmed`: nothing about it is left to a person."""

    part: Part
    words: str
    sort: Sort
    units: tuple[int, ...] = ()
    candidates: tuple[tuple[int, str], ...] = ()
    """Units it may mean, each with the reason."""
    why: str = ""
    confirmed: bool = False
    taken_over: bool = False
    """Kept from the draft that this one was split off, since its own sentences name nobody."""

    def stored(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "words": self.words,
            "sort": self.sort,
            "units": list(self.units),
            "candidates": [list(one) for one in self.candidates],
            "why": self.why,
            "confirmed": self.confirmed,
            "taken_over": self.taken_over,
        }


def named_of(kept: Mapping[str, Any]) -> Named:
    """The value of a kept name."""
    candidates = tuple((int(unit), str(why)) for unit, why in kept["candidates"])
    return Named(
        kept["part"],
        kept["words"],
        kept["sort"],
        tuple(kept["units"]),
        candidates,
        kept["why"],
        kept["confirmed"],
        kept.get("taken_over", False),  # kept before there was such a mark
    )


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be done, by whom, by when."""

    task: str
    measures: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    sharing: Sharing = ""
    deadline: date | None = None
    deadline_said: str = ""
    business: str = ""
    path: tuple[str, ...] = field(default=())

    def of(self, part: Part) -> tuple[Named, ...]:
        return tuple(named for named in self.named if named.part == part)

    def units(self, part: Part) -> tuple[int, ...]:
        """The units that hold a part, each once, in the order of the names."""
        return tuple(dict.fromkeys(unit for named in self.of(part) for unit in named.units))


@dataclass(frozen=True, slots=True)
class Handing:
    """One case that a draft becomes: who leads, who supports."""

    lead: int
    support: tuple[int, ...]


def handings(content: Content) -> tuple[Handing, ...]:
    """The cases that a draft becomes. A unit that leads does not also support."""
    leads, support = content.units("lead"), content.units("support")
    if content.sharing == "each":
        return tuple(Handing(lead, tuple(unit for unit in support if unit != lead)) for lead in leads)
    others = dict.fromkeys((*leads[1:], *support))
    return (Handing(leads[0], tuple(unit for unit in others if unit != leads[0])),) if leads else ()


def lacking(content: Content) -> Iterator[str]:
    """What is still missing before a draft may become a case, one sentence each."""
    if not content.task.strip():
        yield "没有写工作任务。"
    if len(content.task) > TASK_MOST:
        yield f"工作任务最多 {TASK_MOST} 个字，现在有 {len(content.task)} 个，请精简。"
    if sum(map(len, content.measures)) + len(content.measures) > MEASURES_MOST:
        yield f"具体措施合起来最多 {MEASURES_MOST} 个字，请拆成几项。"
    if not content.of("lead"):
        yield "没有牵头单位。"
    yield from filter(None, map(unsettled, content.named))
    leads = content.units("lead")
    if content.of("lead") and not leads and all(named.confirmed for named in content.of("lead")):
        yield "没有牵头单位。"
    if len(leads) > 1 and not content.sharing:
        yield f"写了 {len(leads)} 个牵头单位：请定由第一个牵头、其余配合，还是每个单位各立一件。"


def unsettled(named: Named) -> str:
    """What is open about one name, "" where nothing is."""
    if named.confirmed:
        return ""
    part = PARTS[named.part]
    return {
        "one": f"{part}“{named.words}”还没有确认。",
        "several": f"{part}“{named.words}”可能是 {len(named.candidates)} 个单位，请选定。",
        "collective": f"{part}“{named.words}”是统称，展开为 {len(named.units)} 个单位，请核对后确认。",
        "choose": f"{part}“{named.words}”没有写明是哪些单位，请挑选。",
        "unknown": f"{part}“{named.words}”在单位名录里没有找到，请选定单位。",
    }[named.sort]


def sharing_of(named: Iterable[Named]) -> Sharing:
    """Leading units of a collective each have a case; what several named ones have is for a person to say."""
    leads = [one for one in named if one.part == "lead"]
    return "each" if leads and all(one.sort in ("collective", "choose") for one in leads) else ""


def worth_a_look(content: Content, on: date) -> Iterator[str]:
    """What does not stand in the way but should be seen."""
    for part, name in PARTS.items():
        words = [f"“{named.words}”" for named in content.named if named.part == part and named.taken_over]
        if words:
            yield f"{name}{'、'.join(words)}是拆开前的，这一项自己的句子没有写单位，请核对。"
    if content.deadline is None and content.deadline_said:
        yield f"期限“{content.deadline_said}”没有确切日期，交办后不计时。"
    elif content.deadline is None:
        yield "没有完成时限。"
    elif content.deadline < on:
        yield f"完成时限 {content.deadline:%Y-%m-%d} 已经过了。"


def stricter(one: tuple[date | None, str], other: tuple[date | None, str]) -> tuple[date | None, str]:
    """Of two terms (day, words) the one that presses first; a day presses more than words, words more than nothing."""
    return min(one, other, key=lambda term: (term[0] is None, term[0] or date.max, not term[1]))


def joined(first: Content, others: Iterable[Content]) -> Content:
    """Several drafts as one: the first's task and business, everybody's measures and units, the strictest term."""
    found = first
    for other in others:
        own = (other.task,) if other.task not in (found.task, *found.measures) else ()
        deadline, said = stricter((found.deadline, found.deadline_said), (other.deadline, other.deadline_said))
        found = replace(
            found,
            measures=tuple(dict.fromkeys((*found.measures, *own, *other.measures))),
            named=_with_names(found.named, other.named),
            sharing=found.sharing or other.sharing,
            deadline=deadline,
            deadline_said=said,
        )
    return found


def _with_names(mine: Sequence[Named], theirs: Sequence[Named]) -> tuple[Named, ...]:
    """A name that already leads need not support as well; the same words stand once."""
    known = {(named.part, named.words) for named in mine} | {("support", n.words) for n in mine if n.part == "lead"}
    return (*mine, *(named for named in theirs if (named.part, named.words) not in known))


def split_off(content: Content, task: str, chosen: Sequence[int]) -> tuple[Content, Content]:
    """The draft without some of its measures (by index), and a new one of them; units and term are still the same."""
    taken = [text for at, text in enumerate(content.measures) if at in set(chosen)]
    left = tuple(text for at, text in enumerate(content.measures) if at not in set(chosen))
    return replace(content, measures=left), replace(content, task=task, measures=tuple(taken))
