"""Search that finds two-character Chinese words: bigrams, made here for both databases (docs/decisions/0010-search.md).

Neither database can cut Chinese into words, and neither needs to: 建立台账 is kept as 建立 立台 台账 账, so that every
character begins a token. A word of two characters or more is a phrase of bigrams, one character is a prefix. Runs of
digits or letters are tokens of their own. What is kept is one text for each case; migration 0004 lets each database
index it (FTS5, tsvector with GIN), and `Matching` below is the only place where the two are asked differently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db.models import Lookup, TextField

from shuangyong.base.actor import Actor
from shuangyong.base.storing import writing
from shuangyong.cases import queries
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, Words
from shuangyong.cases.queries import Key, Page
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of

MOST_TOKENS = 4000
"""Of a case: PostgreSQL keeps no places beyond 16 383, and nobody looks for the fortieth page of a report."""
TITLED = "\ue000"
"""Begins a token of the title: of no text, for it is neither letter nor digit there, yet both indexes keep it."""
MOST_ASKED = 60
"""Characters of a question."""
Phrases = list[tuple[list[str], bool]]
"""For each word its tokens, and whether the last is only the beginning of one."""
SEARCHED = ("text", "long_text", "choice", "choices")
_RUN = re.compile(r"[0-9]+|[a-z]+|[^\W0-9a-z_]+")


# ── tokens ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    """Full-width and half-width, capital and small, are the same to whoever searches."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> Iterator[str]:
    """What a text is found by: runs of digits and of Latin letters, and of the rest every pair of characters."""
    for run in _RUN.findall(plain(text)):
        if run.isascii():
            yield run
        else:
            yield from (run[place : place + 2] for place in range(len(run)))


def asked(text: str) -> Phrases:
    """For each word that was typed the phrase of its tokens, and whether the last is only the beginning of one.

    All of the phrases must be found. A last pair stands for itself; a last single character, number or Latin word
    may go on: 优 finds 优抚, 202 finds 2026.
    """
    found = []
    for word in plain(text[:MOST_ASKED]).split():
        runs = _RUN.findall(word)
        pairs = list(tokens(word))
        if runs:
            whole = not runs[-1].isascii() and len(runs[-1]) > 1
            found.append((pairs[:-1], False) if whole else (pairs, True))
    return found


# ── what is kept ───────────────────────────────────────────────────────────────────────────────────────────────────


def words_of(row: Case, kind: Kind, state: State) -> str:
    """The tokens of a case: number, title, and the text fields that everybody sees whole; before them the title's,
    each marked, so that what stands in the title is told from what stands elsewhere."""
    texts = [row.number, row.title, *(text for _, text in said_in(kind, state))]
    titled = (TITLED + token for token in tokens(row.title))
    return " ".join(islice(chain(titled, tokens(" ".join(texts))), MOST_TOKENS))


def said_in(kind: Kind, state: State) -> Iterator[tuple[str, str]]:
    """Label and text of every field besides the title by which a case is found: whoever sees the case sees them."""
    for key, declared in kind.fields.items():
        value = state.values.get(key)
        if value and declared.type in SEARCHED and not declared.mask and not declared.seen_by and key != kind.title:
            yield declared.label, " ".join(value) if isinstance(value, tuple) else str(value)


def keep_words(row: Case, kind: Kind, state: State) -> None:
    """Make what a case is found by equal to what it says. In the transaction of its step."""
    text = words_of(row, kind, state)
    if not Words.objects.filter(pk=row.pk).update(text=text):
        Words.objects.bulk_create([Words(case=row, text=text)])


def keep_all(*, progress: Callable[[int, int], None], batch: int = 500) -> int:
    """Make it equal for every case, where rows came in by another way; gives how many."""
    total, done, last = Case.objects.count(), 0, 0
    while rows := list(Case.objects.filter(pk__gt=last).order_by("pk")[:batch]):
        with writing():
            progress(done, total)
            Words.objects.filter(pk__in=[row.pk for row in rows]).delete()
            Words.objects.bulk_create(Words(case=row, text=_stored_words(row)) for row in rows)
        done, last = done + len(rows), rows[-1].pk
    return done


def _stored_words(row: Case) -> str:
    kind = kind_of(row.definition_id)
    return words_of(row, kind, State.restored(row.state, kind))


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Question:
    """Phrases of which all must be found, in the title alone or only elsewhere as well."""

    phrases: Phrases
    in_title: bool

    @property
    def titled(self) -> Phrases:
        return [([TITLED + pair for pair in pairs], begins) for pairs, begins in self.phrases]


@TextField.register_lookup
class Matching(Lookup):
    """`text__matching=Question(…)` on Words: the raw SQL of search, as short as it can be, one for each database."""

    lookup_name = "matching"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        titled, every = (_of_sqlite(phrases) for phrases in (self.rhs.titled, self.rhs.phrases))
        table = connection.ops.quote_name(self.lhs.alias)
        found = "SELECT rowid FROM cases_words_index WHERE cases_words_index MATCH %s"
        return f"{table}.case_id IN ({found})", [titled if self.rhs.in_title else f"({every}) NOT ({titled})"]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        titled, every = (_of_postgresql(phrases) for phrases in (self.rhs.titled, self.rhs.phrases))
        table = connection.ops.quote_name(self.lhs.alias)
        return f"{table}.vector @@ %s::tsquery", [titled if self.rhs.in_title else f"({every}) & !({titled})"]


def _of_sqlite(phrases: Phrases) -> str:
    return " AND ".join('"' + " ".join(pairs) + '"' + ("*" if begins else "") for pairs, begins in phrases)


def _of_postgresql(phrases: Phrases) -> str:
    said = (" <-> ".join(f"'{pair}'" for pair in pairs) + (":*" if begins else "") for pairs, begins in phrases)
    return " & ".join(f"({phrase})" for phrase in said)


IN_TITLE, ELSEWHERE = date(2000, 1, 2), date(2000, 1, 1)
"""Where a page ended, said as the day of its key."""


def search(actor: Actor, text: str, on: date, after: Key | None = None, size: int = queries.PAGE) -> Page:
    """Cases that this actor may see and that hold all the words: those whose title does first, then the others, of
    either the newest first. No total: counting costs more. Three queries at most."""
    phrases = asked(text)
    if not phrases:
        return Page((), None)
    keys: list[tuple[date, int]] = []
    for where in (IN_TITLE, ELSEWHERE):
        if len(keys) <= size and (after is None or after.due >= where):
            last = after.pk if after and after.due == where else None
            question = Question(phrases, where == IN_TITLE)
            keys += [(where, pk) for pk in _found(actor, question, last, size + 1 - len(keys))]
    following = Key(*keys[size - 1]) if len(keys) > size else None
    return Page(queries.rows_in([pk for _, pk in keys[:size]], on), following)


def _found(actor: Actor, question: Question, below: int | None, size: int) -> list[int]:
    found = queries.visible_to(actor).filter(words__text__matching=question).order_by("-pk")
    if below is not None:
        found = found.filter(pk__lt=below)
    return list(found.values_list("pk", flat=True)[:size])
