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
from datetime import date
from itertools import islice
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
MOST_ASKED = 60
"""Characters of a question."""
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


def asked(text: str) -> list[tuple[list[str], bool]]:
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
    """The tokens of a case: number, title, and the text fields that everybody sees whole."""
    texts = [row.number, row.title]
    for key, declared in kind.fields.items():
        value = state.values.get(key)
        if value and declared.type in SEARCHED and not declared.mask and not declared.seen_by and key != kind.title:
            texts.append(" ".join(value) if isinstance(value, tuple) else str(value))
    return " ".join(islice(tokens(" ".join(texts)), MOST_TOKENS))


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


@TextField.register_lookup
class Matching(Lookup):
    """`text__matching=asked(…)` on Words: the raw SQL of search, as short as it can be, one for each database."""

    lookup_name = "matching"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        phrases = ['"' + " ".join(pairs) + '"' + ("*" if begins else "") for pairs, begins in self.rhs]
        table = connection.ops.quote_name(self.lhs.alias)
        found = "SELECT rowid FROM cases_words_index WHERE cases_words_index MATCH %s"
        return f"{table}.case_id IN ({found})", [" AND ".join(phrases)]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        phrases = [" <-> ".join(f"'{pair}'" for pair in pairs) + (":*" if begins else "") for pairs, begins in self.rhs]
        table = connection.ops.quote_name(self.lhs.alias)
        return f"{table}.vector @@ %s::tsquery", [" & ".join(f"({phrase})" for phrase in phrases)]


def search(actor: Actor, text: str, on: date, after: Key | None = None, size: int = queries.PAGE) -> Page:
    """Cases that this actor may see and that hold all the words, the newest first. No total: counting costs more."""
    wanted = asked(text)
    if not wanted:
        return Page((), None)
    found = queries.visible_to(actor).filter(words__text__matching=wanted).order_by("-pk")
    if after is not None:
        found = found.filter(pk__lt=after.pk)
    keys = list(found.values_list("pk", flat=True)[: size + 1])
    following = Key(date.min, keys[size - 1]) if len(keys) > size else None
    return Page(queries.rows_in(keys[:size], on), following)
