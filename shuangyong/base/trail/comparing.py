"""Rows that the trail answers for (touched), compared with the last entry that speaks of each; in fixed memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice, pairwise

from django.db.models import Max
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail import entries, touched
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.touched import KEY, PAGE, Item, Standing, Table
from shuangyong.base.trail.verifying import EVIDENCE
from shuangyong.base.trail.witness import Progress, witness

CHUNK = 20_000
TOGETHER = 5
"""Chunks of rows that are looked at in one walk through the entries: their last words are held in memory."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the trail last said of a row."""

    now: str
    right: int
    """The last entry that found and left the row as it should be; 0 for none."""
    broken: int = 0
    """The first entry that found it other than it was left."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A table from one number to below another (None: to the end)."""

    table: Table
    first: int
    end: int | None

    def holds(self, pk: int) -> bool:
        return self.first <= pk and (self.end is None or pk < self.end)

    def standing(self) -> Iterator[Standing]:
        return self.table.standing(self.first, self.end)


Words = dict[tuple[str, int], Word]


# ── the beginning ──────────────────────────────────────────────────────────────────────────────────────────────────


def begun() -> set[str]:
    """Tables whose rows of before were taken as they stood; what has no beginning is not judged."""
    return set(Entry.objects.filter(what=entries.SEALED).values_list("about_id", flat=True))


def begin(*, now: datetime) -> None:
    """Take what is there as it stands, once for each table; at every start, so that a new table begins at once."""
    missing = [table for name, table in sorted(touched.tables().items()) if name not in begun()]
    for table in missing:
        with writing():
            if table.name not in begun():
                trail.record_many(SYSTEM, _beginning(table), now=now)


def _beginning(table: Table) -> Iterator[trail.Note]:
    there = table.standing(0, None)
    yield _taken(table, list(islice(there, PAGE)))
    while some := list(islice(there, PAGE)):
        yield _taken(table, some)


def _taken(table: Table, some: list[Standing]) -> trail.Note:
    items = [[table.name, one.number, one.digest, one.digest] for one in some]
    data = {"rows": sum(one.rows for one in some), KEY: items}
    return trail.Note(entries.SEALED, (entries.ABOUT, table.name), data)


# ── what the entries say ───────────────────────────────────────────────────────────────────────────────────────────


def _said(since: int = 1) -> Iterator[tuple[int, str, list[Item]]]:
    """Number, type and rows of every entry that speaks of such rows, in their order."""
    about = [*touched.tables(), entries.ABOUT]
    found = Entry.objects.filter(about_kind__in=about, data__has_key=KEY, seq__gte=since).order_by("seq")
    for seq, what, data in found.values_list("seq", "what", "data").iterator(PAGE):
        yield seq, what, data[KEY]


def last_words(chunks: list[Chunk]) -> Words:
    """What the trail last said of each row of these; of a row that was taken away rightly, nothing."""
    by_table: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        by_table.setdefault(chunk.table.name, []).append(chunk)
    found: Words = {}
    started = set[str]()
    for seq, what, items in _said():
        for name, pk, was, now in items:
            if any(chunk.holds(pk) for chunk in by_table.get(name, ())):
                _hear(found, (name, pk), Word(now, seq), was, name in started)
        started |= {name for name, *_ in items[:1] if what == entries.SEALED}
    return found


def _hear(found: Words, key: tuple[str, int], word: Word, was: str, started: bool) -> None:
    """One more word on a row. Rows that no entry spoke of are believed only until their table's beginning."""
    before = found.get(key)
    if before is None and was and started and was != word.now:
        word = Word(word.now, 0, word.right)
    elif before is not None and before.broken:
        word = replace(before, now=word.now)
    elif before is not None and was != before.now:
        word = Word(word.now, before.right, word.right)
    if word.now or word.broken:
        found[key] = word
    else:
        found.pop(key, None)


# ── comparing ──────────────────────────────────────────────────────────────────────────────────────────────────────


@witness("trail.rows", "任职、账号、单位、领导小组、区划和定义")
def broken(progress: Progress, since: int) -> Iterator[str]:
    """A sentence for each row that is not what the trail says of it: what, which, and when it was last as it should.

    The last word on a row may be older than `since`: all are heard.
    """
    started = begun()
    chunks = [chunk for name, table in sorted(touched.tables().items()) if name in started for chunk in _cut(table)]
    for at in range(0, len(chunks), TOGETHER):
        progress(at, len(chunks))
        some, head = chunks[at : at + TOGETHER], _head()
        words = last_words(some)
        for number, chunk in enumerate(some, at):
            yield from _wrong(chunk, words, head, partial(progress, number, len(chunks)))


def _cut(table: Table) -> Iterator[Chunk]:
    last = table.model.objects.aggregate(last=Max("pk"))["last"] or 0
    firsts: list[int | None] = [*range(0, last // table.width + 1, CHUNK), None]
    for first, end in pairwise(firsts):
        yield Chunk(table, first or 0, end)


def _head() -> int:
    return Head.objects.values_list("seq", flat=True).first() or 0


def _wrong(chunk: Chunk, words: Words, head: int, looked: Callable[[int], None]) -> Iterator[str]:
    mine = {pk: word for (name, pk), word in words.items() if name == chunk.table.name and chunk.holds(pk)}
    rows = 0
    for pk, there, several in chunk.standing():
        word, rows = mine.pop(pk, None), rows + several
        if (word is None or word.broken or word.now != there) and not _written_meanwhile(chunk.table, pk, head):
            yield _sentence(chunk.table, pk, word, _happened(word))
    looked(rows)
    for pk, word in sorted(mine.items()):
        if word.now and not _written_meanwhile(chunk.table, pk, head):
            yield _sentence(chunk.table, pk, word, "被直接从数据库里删掉了")


def _written_meanwhile(table: Table, pk: int, head: int) -> bool:
    """Whether somebody wrote the row while we looked; then another night tells."""
    return any(item[:2] == [table.name, pk] for _, _, items in _said(head + 1) for item in items)


def _happened(word: Word | None) -> str:
    if word is None or not word.right:
        return "没有登记的留痕，是直接写进数据库的"
    if word.broken:
        return f"在第 {word.broken} 条留痕以前被直接改过"
    return "与留痕记下的不一致，有人直接改过数据库"


def _sentence(table: Table, pk: int, word: Word | None, happened: str) -> str:
    return f"{table.called}（{table.where(pk)}）{happened}。{last_right(_right(word))}{EVIDENCE}"


def _right(word: Word | None) -> Entry | None:
    return Entry.objects.filter(seq=word.right).first() if word else None


def last_right(entry: Entry | None) -> str:
    """When the program last wrote a row rightly, and who did; "" where nothing tells."""
    if entry is None:
        return ""
    at = localtime(entry.at).strftime("%Y年%-m月%-d日 %H:%M")
    return f"最近一次正确写入是 {at}，第 {entry.seq} 条留痕：{entry.actor_name}，{entry.says}。"
