"""How much a stretch of text looks like one that a clerk would enter as a task: odds, by weights learned from papers read by hand.

The rules decide by verbs and by where a sentence stands, and each of them was written for something somebody had seen. The
next hand words it otherwise. `tools/learn_tasks.py` weighs the traits of some 8,000 stretches of which a person had said
whether they make a task (how its clauses open and end, which pairs of characters it holds, its heading, those above, what
the rules make of its section) and writes `data/task_odds.tsv`. Where the odds are clear they overrule the rules; `read --why`
says so and by what. Log odds: 0 is even, 2 is seven to one for a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING

from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.terms import DATA

if TYPE_CHECKING:
    from shuangyong.reader.model import Kind
    from shuangyong.reader.mood import Mood
    from shuangyong.reader.pieces import Piece

WEIGHTS = DATA / "task_odds.tsv"
_LOOKED_AT = 300
"""Characters of a stretch that are looked at."""
_MOST_CLAUSES = 8
_BLANKS, _FIGURES, _MARKS = re.compile(r"[^\S\n]+"), re.compile(r"\d+"), re.compile("[，。；：\n]+")
_ENDS, _HEADS = (1, 2, 3), (2, 3, 4)


def plain(text: str) -> str:
    """A text as it is weighed: a run of figures is 9, one of blanks a space."""
    return _FIGURES.sub("9", _BLANKS.sub(" ", text[:_LOOKED_AT]))


def traits(piece: Piece, section: str) -> Iterator[str]:
    """What a stretch is weighed by, without the pairs of characters it holds; `section`: the headings above."""
    clauses = [clause for clause in _MARKS.split(plain(piece.text)) if clause]
    for clause in clauses:
        for size in _ENDS:
            yield f"opens {clause[:size]}"
            yield f"ends {clause[-size:]}"
    yield from _of_heading(plain(piece.heading))
    yield from _of_place(piece.mood, piece.kind, piece.leaf)
    yield from _of_size(len(piece.text).bit_length(), min(_MOST_CLAUSES, len(clauses)))


def _of_heading(heading: str) -> Iterator[str]:
    for size in _HEADS:
        yield f"heading opens {heading[:size]}"
        yield f"heading ends {heading[-size:]}"


def _of_place(mood: Mood, kind: Kind, leaf: bool) -> Iterator[str]:
    for name, value in zip(mood._fields, mood, strict=True):
        yield f"{name} {value}"
    yield f"kind {kind}"
    yield f"leaf {leaf}"
    yield f"kind {kind} leaf {leaf}"


def _of_size(bits: int, clauses: int) -> Iterator[str]:
    yield f"size {bits}"
    yield f"clauses {clauses}"


def pairs(text: str) -> set[str]:
    """The pairs of characters in a text, as it is weighed."""
    return _pairs(plain(text))


def _pairs(shown: str) -> set[str]:
    return set(map(add, shown, shown[1:]))


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait is worth, what a pair of characters in the stretch and in the headings above is, and the sum of nothing."""

    traits: Mapping[str, float]
    inside: Mapping[str, float]
    above: Mapping[str, float]
    base: float
    opens: Mapping[str, float] = field(init=False)
    ends: Mapping[str, float] = field(init=False)
    """Of the traits those of clauses, by the characters alone: a stretch has dozens, and hardly one is worth anything."""
    first: frozenset[str] = field(init=False)
    last: frozenset[str] = field(init=False)
    """The characters that the former open with and the latter end with."""

    def __post_init__(self) -> None:
        for name in ("opens", "ends"):
            told = {one[len(name) + 1 :]: weight for one, weight in self.traits.items() if one.startswith(f"{name} ")}
            object.__setattr__(self, name, told)
        object.__setattr__(self, "first", frozenset(one[:1] for one in self.opens))
        object.__setattr__(self, "last", frozenset(one[-1:] for one in self.ends))


@lru_cache(maxsize=REMEMBERED)
def odds(piece: Piece, section: str) -> float:
    """Log odds that a stretch makes a task: the sum of what its `traits` and pairs are worth."""
    weights, shown = learned(), plain(piece.text)
    clauses = [clause for clause in _MARKS.split(shown) if clause]
    opens = {clause[:size] for clause in clauses if clause[0] in weights.first for size in _ENDS}
    ends = {clause[-size:] for clause in clauses if clause[-1] in weights.last for size in _ENDS}
    total = weights.base + _worth(weights.opens, opens) + _worth(weights.ends, ends)
    total += _worth(weights.inside, _pairs(shown)) + _above(section[-_LOOKED_AT:])
    total += _heading_worth(piece.heading) + _place_worth(piece.mood, piece.kind, piece.leaf)
    return total + _size_worth(len(piece.text).bit_length(), min(_MOST_CLAUSES, len(clauses)))


def _worth(weights: Mapping[str, float], found: Iterable[str]) -> float:
    return sum([weights[one] for one in weights.keys() & found])


@lru_cache(maxsize=REMEMBERED)
def _above(section: str) -> float:
    return _worth(learned().above, pairs(section))


@lru_cache(maxsize=REMEMBERED)
def _heading_worth(heading: str) -> float:
    return _worth(learned().traits, _of_heading(plain(heading)))


@lru_cache(maxsize=REMEMBERED)
def _place_worth(mood: Mood, kind: Kind, leaf: bool) -> float:
    return _worth(learned().traits, _of_place(mood, kind, leaf))


@lru_cache(maxsize=REMEMBERED)
def _size_worth(bits: int, clauses: int) -> float:
    return _worth(learned().traits, _of_size(bits, clauses))


_TOLD = {
    "opens": "分句以“{}”开头",
    "ends": "分句以“{}”结尾",
    "heading opens": "标题以“{}”开头",
    "heading ends": "标题以“{}”结尾",
    "inside": "含“{}”",
}
_MOST_TOLD = 3


def reasons(piece: Piece, odd: float) -> str:
    """What weighed most on the side of the odds, in words; the figures of a run stand as 9."""
    weights = learned()
    found = [(weights.traits.get(trait, 0.0), trait) for trait in set(traits(piece, ""))]
    found += [(weight, f"inside {pair}") for pair, weight in weights.inside.items() if pair in plain(piece.text)]
    side = sorted((each for each in found if each[0] * odd > 0), key=lambda each: (-abs(each[0]), each[1]))
    parted = (trait.rpartition(" ") for _, trait in side)
    words = [_TOLD[name].format(shown) for name, _, shown in parted if name in _TOLD and shown]
    return "，".join(words[:_MOST_TOLD]) or "看所在的位置和篇幅"


def forget() -> None:
    """Drop what was weighed so far."""
    for kept in (odds, _above, _heading_worth, _place_worth, _size_worth):
        kept.cache_clear()


@cache
def learned() -> Weights:
    """The weights of the data file: table, trait, weight."""
    tables: dict[str, dict[str, float]] = {"base": {}, "traits": {}, "inside": {}, "above": {}}
    for row in WEIGHTS.read_text("utf-8").splitlines():
        table, trait, weight = row.split("\t")
        tables[table][trait] = float(weight)
    return Weights(tables["traits"], tables["inside"], tables["above"], tables["base"]["all"])
