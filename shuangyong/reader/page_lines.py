"""How much a line looks like one that a page printed around an author's text: odds, by weights learned from papers read by hand.

Words of one site do not tell the next one's. What does is how such lines are made (short, no end, labels, days, rooms of a
site) and what they stand among. Both were learned: `tools/learn_lines.py` weighs the traits of some 20,000 lines of which a
person had said whether an author wrote them, and writes `data/page_lines.tsv`. Reading only adds up.

Two sums. The first is of a line's own traits (its short pieces, its length, its role). The second is of the first sums of the
line and of its neighbours, and of where it stands. Both are log odds: 0 is even, 2 is seven to one for the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add, mul

from shuangyong.reader.paper import Line
from shuangyong.reader.terms import DATA

WEIGHTS = DATA / "page_lines.tsv"
LONGEST = 80
"""Characters of a line whose pieces are looked at; a longer one is known by how it begins and ends."""
_SUREST = 6.0
"""No neighbour counts for more than so much either way."""
_KNOWN = 3.0
"""What a line known for the page's own counts for among its neighbours, at least."""
_BLANKS, _FIGURES, _LATIN = re.compile(r"\s+"), re.compile(r"\d+"), re.compile("[A-Za-z]+")
_ENDS = frozenset("。！？!?；;…")
_TEXT, _TEXT_WITH_AN_END = 60, 15


def _shape(text: str) -> str:
    return _LATIN.sub("a", _FIGURES.sub("9", _BLANKS.sub(" ", text)))


_EDGE, _SHOWN = 24, 3
"""Characters of a long line's beginning and end that are made to shapes, and those that are looked at."""


def traits(text: str, role: str) -> set[str]:
    """What a line is weighed by: pieces of one to three characters, where a run of figures is 9, a Latin word a, blanks are one."""
    told = {f"role {role}", f"size {min(12, (len(text) + 1).bit_length() * 2 - ((len(text) + 1).bit_count() > 1))}"}
    told.update(name for name, holds in _WHOLE.items() if holds(text))
    if len(text) > LONGEST:
        head, tail = _shape(text[:_EDGE]), _shape(text[-_EDGE:])
        if len(head) < _SHOWN or len(tail) < _SHOWN:  # runs of figures or blanks that are longer than that
            head = tail = _shape(text)
        return told | {f"head {head[:2]}", f"head {head[:3]}", f"tail {tail[-2:]}", f"tail {tail[-3:]}"}
    framed = f"^{_shape(text)}$"
    pairs = list(map(add, framed, framed[1:]))
    told.update(framed)
    told.update(pairs)
    told.update(map(add, pairs, framed[2:]))
    return told


_WHOLE: Mapping[str, Callable[[str], object]] = {
    "has an end": lambda text: text[-1] in _ENDS,
    "ends in a colon": lambda text: text[-1] in "：:",
    "has a comma": lambda text: "，" in text,
    "has a full stop": lambda text: "。" in text,
    "mostly figures": lambda text: 3 * sum(map(str.isdigit, text)) > len(text),
    "mostly Latin": lambda text: 2 * len(text.encode("ascii", "ignore")) > len(text),
    "has bars": lambda text: any(mark in text for mark in "|｜>＞»›"),
}


def is_long(line: Line) -> bool:
    """Whether a line counts as text of the author for those beside it."""
    return (
        line.role == "row" or len(line.text) >= _TEXT or line.text[-1] in _ENDS and len(line.text) >= _TEXT_WITH_AN_END
    )


def surroundings(lines: Sequence[Line], alone: Sequence[float], page_title: str | None) -> Iterator[dict[str, float]]:
    """For each line what its place and its neighbours tell, by name; `alone` holds the lines' own sums."""
    sums = [max(-_SUREST, min(_SUREST, each)) for each in alone]
    padded = [-_SUREST] * 3 + sums + [-_SUREST] * 3
    long = [is_long(line) for line in lines]
    shown, count = (page_title or "").replace(" ", ""), len(lines)
    above, below = 0, sum(long)
    over, under = [-_SUREST], [-_SUREST]
    for each in sums[:-1]:
        over.append(max(over[-1], each))
    for each in reversed(sums[1:]):
        under.append(max(under[-1], each))
    under.reverse()
    of_a_page = sum(each > 0 for each in sums) / count
    many_over, many_under = 0, sum(each > 0 for each in sums)
    for at, line in enumerate(lines):
        below -= long[at]
        many_under -= sums[at] > 0
        head, foot = float(above == 0), float(below == 0)
        before, after = padded[at + 2], padded[at + 4]
        size = len(line.text)
        yield {
            "itself": sums[at],
            "third before": padded[at],
            "second before": padded[at + 1],
            "before": before,
            "after": after,
            "second after": padded[at + 5],
            "third after": padded[at + 6],
            "most above": over[at],
            "most below": under[at],
            "text above": float(min(above, 4)),
            "text below": float(min(below, 4)),
            "in the head": head,
            "in the foot": foot,
            "is text": float(long[at]),
            "first": float(at == 0),
            "last": float(at == count - 1),
            "lines above": float(min(at, 10)),
            "lines below": float(min(count - 1 - at, 10)),
            "very short": float(size <= 6),
            "short": float(size <= 12),
            "below a gap": float(line.gap),
            "itself in the head": sums[at] * head,
            "itself in the foot": sums[at] * foot,
            "before in the foot": before * foot,
            "after in the head": after * head,
            "between two": float(before > 0 and after > 0),
            "less of both": min(before, after),
            "named by the page": float(size >= 6 and line.text.replace(" ", "") in shown),
            "two above": float(many_over > 1),
            "two below": float(many_under > 1),
            "share of the page": of_a_page,
        }
        above += long[at]
        many_over += sums[at] > 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait and each thing around a line is worth, and the sums without any."""

    words: Mapping[str, float]
    around: Mapping[str, float]
    alone: float
    together: float


def own_sums(lines: Sequence[Line], weights: Weights) -> list[float]:
    """The sum of each line's own traits."""
    words, known = weights.words, weights.words.keys()
    return [
        weights.alone + sum([words[trait] for trait in known & traits(line.text, line.role)], 0.0) for line in lines
    ]


def odds(lines: Sequence[Line], gone: Sequence[bool], page_title: str | None) -> list[float]:
    """Log odds of each line for being a page's own, none an author's.

    `gone` tells lines that are known to be the page's, whatever their own sum; `page_title` is the page's <title>.
    """
    weights = learned()
    alone = [max(_KNOWN, each) if known else each for each, known in zip(own_sums(lines, weights), gone, strict=True)]
    return [
        weights.together + sum(map(mul, map(weights.around.__getitem__, told), told.values()))
        for told in surroundings(lines, alone, page_title)
    ]


@cache
def learned() -> Weights:
    """The weights of the data file."""
    tables: dict[str, dict[str, float]] = {"words": {}, "around": {}, "base": {}}
    for row in WEIGHTS.read_text("utf-8").splitlines():
        table, trait, weight = row.split("\t")
        tables[table][trait] = float(weight)
    return Weights(tables["words"], tables["around"], tables["base"]["alone"], tables["base"]["together"])
