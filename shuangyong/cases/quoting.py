"""Where the words that somebody searched for stand in what was found: the reason why a line is in the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case
from shuangyong.cases.queries import Row
from shuangyong.cases.search import MOST_ASKED, plain, said_in
from shuangyong.catalog.queries import kind_of

AROUND = 14
"""Characters shown before a word, and twice as many after it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a field, with the field's name; `cut`: something stands before it, or after."""

    label: str
    text: str
    cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was searched for, and by the number of a row the pieces of its fields that hold what its title does not."""

    words: re.Pattern[str]
    quotes: dict[int, tuple[Quote, ...]]


def hits(rows: Sequence[Row], text: str) -> Hits | None:
    """For what `search` found; None where nothing was asked. One query, where a title alone does not hold the words.

    Read are the fields by which a case is found: those that everybody sees whole.
    """
    words = [_pattern(word) for word in dict.fromkeys(plain(text[:MOST_ASKED]).split())]
    if not words:
        return None
    lacking = {row.pk: [word for word in words if not word.search(f"{row.number} {row.title}")] for row in rows}
    wanted = [pk for pk, missing in lacking.items() if missing]
    cases = Case.objects.filter(pk__in=wanted).only("definition_id", "state") if wanted else ()
    quotes = {case.pk: _quotes(case, lacking[case.pk]) for case in cases}
    return Hits(re.compile("|".join(word.pattern for word in words), re.IGNORECASE), quotes)


def _pattern(word: str) -> re.Pattern[str]:
    """Spaces of a text do not count, as in the search."""
    return re.compile(r"\s*".join(map(re.escape, word)), re.IGNORECASE)


def _quotes(case: Case, words: Sequence[re.Pattern[str]]) -> tuple[Quote, ...]:
    """One piece for each word, none twice."""
    kind = kind_of(case.definition_id)
    said = list(said_in(kind, State.restored(case.state, kind)))
    pieces = ((next(((label, text, at) for label, text in said if (at := word.search(text))), None)) for word in words)
    return tuple(dict.fromkeys(_piece(*found) for found in pieces if found))


def _piece(label: str, text: str, at: re.Match[str]) -> Quote:
    begin, end = max(at.start() - AROUND, 0), at.end() + 2 * AROUND
    return Quote(label, " ".join(text[begin:end].split()), (begin > 0, end < len(text)))
