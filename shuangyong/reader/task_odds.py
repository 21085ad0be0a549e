"""How much a stretch of text looks like one that a clerk would enter as a task: odds, by weights learned from papers read by hand.

The rules decide by verbs and by where a sentence stands, and each of them was written for something somebody had seen. The
next hand words it otherwise. `tools/learn_tasks.py` weighs the traits of some 8,000 stretches of which a person had said
whether they make a task (how its clauses open and end, which pairs of characters it holds, its heading, those above, what
the rules make of its section) and writes `data/task_odds.tsv`. Where the odds are clear they overrule the rules; `read --why`
says so and by what. Log odds: 0 is even, 2 is seven to one for a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.terms import DATA

if TYPE_CHECKING:
    from shuangyong.reader.judging import Piece

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
    heading = plain(piece.heading)
    clauses = [clause for clause in _MARKS.split(plain(piece.text)) if clause]
    for clause in clauses:
        for size in _ENDS:
            yield f"opens {clause[:size]}"
            yield f"ends {clause[-size:]}"
    for size in _HEADS:
        yield f"heading opens {heading[:size]}"
        yield f"heading ends {heading[-size:]}"
    for name, value in zip(piece.mood._fields, piece.mood, strict=True):
        yield f"{name} {value}"
    yield f"kind {piece.kind}"
    yield f"leaf {piece.leaf}"
    yield f"kind {piece.kind} leaf {piece.leaf}"
    yield f"size {len(piece.text).bit_length()}"
    yield f"clauses {min(_MOST_CLAUSES, len(clauses))}"


def pairs(text: str) -> set[str]:
    """The pairs of characters in a text, as it is weighed."""
    shown = plain(text)
    return {shown[at : at + 2] for at in range(len(shown) - 1)}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait is worth, what a pair of characters in the stretch and in the headings above is, and the sum of nothing."""

    traits: Mapping[str, float]
    inside: tuple[tuple[str, float], ...]
    above: tuple[tuple[str, float], ...]
    base: float


@lru_cache(maxsize=REMEMBERED)
def odds(piece: Piece, section: str) -> float:
    """Log odds that a stretch makes a task."""
    weights = learned()
    worth, shown = weights.traits, plain(piece.text)
    total = weights.base + sum(worth.get(trait, 0.0) for trait in set(traits(piece, section)))
    total += sum(weight for pair, weight in weights.inside if pair in shown)
    return total + _above(section[-_LOOKED_AT:])


@lru_cache(maxsize=REMEMBERED)
def _above(section: str) -> float:
    shown = plain(section)
    return sum(weight for pair, weight in learned().above if pair in shown)


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
    found += [(weight, f"inside {pair}") for pair, weight in weights.inside if pair in plain(piece.text)]
    side = sorted((each for each in found if each[0] * odd > 0), key=lambda each: (-abs(each[0]), each[1]))
    parted = (trait.rpartition(" ") for _, trait in side)
    words = [_TOLD[name].format(shown) for name, _, shown in parted if name in _TOLD and shown]
    return "，".join(words[:_MOST_TOLD]) or "看所在的位置和篇幅"


def forget() -> None:
    """Drop what was weighed so far."""
    odds.cache_clear()
    _above.cache_clear()


@cache
def learned() -> Weights:
    """The weights of the data file: table, trait, weight."""
    tables: dict[str, dict[str, float]] = {"base": {}, "traits": {}, "inside": {}, "above": {}}
    for row in WEIGHTS.read_text("utf-8").splitlines():
        table, trait, weight = row.split("\t")
        tables[table][trait] = float(weight)
    inside, above = tuple(tables["inside"].items()), tuple(tables["above"].items())
    return Weights(tables["traits"], inside, above, tables["base"]["all"])
