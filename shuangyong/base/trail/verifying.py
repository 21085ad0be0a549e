"""Walking the chain in fixed memory: is every entry what it was when it was written, and are all of them there?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from shuangyong.base.trail.anchors import Anchor
from shuangyong.base.trail.chain import GENESIS, Link
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.witness import Progress, unwatched

PAGE = 2_000
"""Entries read at a time, and how far around a broken one its true place is looked for."""
FIELDS = (*Link.__slots__, "hash")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not as it was written; `how` is altered, removed, inserted, reordered, cut or head."""

    seq: int
    how: str
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk found: how many entries it checked, up to where, and the first broken one."""

    checked: int
    head: int
    broken: Broken | None
    apart: bool = False
    """Whether the chain is whole in itself, and only what was noted elsewhere shows that it is another one."""

    @property
    def good(self) -> bool:
        return self.broken is None

    @property
    def says(self) -> str:
        if self.broken:
            return self.broken.says
        return f"留痕完好：核对了 {self.checked} 条，到第 {self.head} 条为止，没有改动、缺失或插入。"


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it stands in the database."""

    link: Link
    hash: str

    @property
    def whole(self) -> bool:
        return self.link.digest() == self.hash


def verify(since: int | None = None, anchor: Anchor | None = None, progress: Progress = unwatched) -> Report:
    """Check all entries, or those from number `since` on, against each other, the head and what was noted elsewhere."""
    newest = Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0  # before the head: it only ever goes forward
    head = Head.objects.values_list("seq", "hash").first()
    if head is None:
        return Report(0, 0, headless(newest, anchor))
    walk = Walk(max(1, since or 1), head[0], progress)
    broken = walk.run() or ends(walk, head, newest)
    apart = None if broken else anchored(anchor, head[0])
    return Report(walk.checked, head[0], broken or apart, apart is not None)


class Walk:
    """One pass over the entries; keeps the last few hashes, to say what happened to a broken one."""

    def __init__(self, start: int, end: int, progress: Progress) -> None:
        self.start, self.end, self.checked, self.progress = start, end, 0, progress
        before = Entry.objects.filter(seq=start - 1).values_list("hash", flat=True).first()
        self.hashes: deque[str] = deque([before or GENESIS], maxlen=PAGE)
        self.suspect: Broken | None = None

    def run(self) -> Broken | None:
        if self.start > 1 and self.hashes[0] == GENESIS and self.start <= self.end:
            return removed(self.start - 1, self.start - 1)
        expected = self.start
        for entry in stored(self.start, self.end):
            broken = self.judge(expected, entry)
            if broken:
                return broken
            self.hashes.append(entry.hash)
            self.checked += 1
            expected += 1
            if self.checked % PAGE == 0:
                self.progress(entry.link.seq, self.end)
        return None if expected > self.end else cut(expected, self.end)

    def judge(self, expected: int, entry: Stored) -> Broken | None:
        """The entry found where number `expected` should be."""
        if entry.link.seq != expected:
            return removed(expected, entry.link.seq - 1)
        if entry.whole and entry.link.previous == self.hashes[-1]:
            return None
        return self.unlinked(entry) if entry.whole else self.moved(entry) or altered(expected)

    def unlinked(self, entry: Stored) -> Broken:
        """Sound in itself but linked to another one than the one before: that one was made anew."""
        if entry.link.seq == self.start:
            return altered(max(1, entry.link.seq - 1))
        return altered(entry.link.seq - 1, "连同它的校验值")

    def moved(self, entry: Stored) -> Broken | None:
        """Whether a broken entry is sound under another number, and what brought it here."""
        seq = entry.link.seq
        true = true_number(entry)
        if true is None:
            return None
        if true < seq:
            return inserted(true, seq - 1) if entry.link.previous in list(self.hashes)[:-1] else reordered(seq, true)
        elsewhere = (other for other in stored(seq + 1, seq + PAGE) if not other.whole)
        if any(true_number(other) == seq for other in elsewhere):
            return reordered(seq, true)
        return removed(seq, true - 1, "，后面的被重新编了号")


def true_number(entry: Stored) -> int | None:
    """The number near by under which an entry was hashed."""
    near = range(1, PAGE)
    for seq in (entry.link.seq + sign * step for step in near for sign in (-1, 1)):
        if seq > 0 and entry.link.digest(seq) == entry.hash:
            return seq
    return None


def stored(start: int, end: int) -> Iterator[Stored]:
    """Entries from `start` to `end`, a page at a time."""
    while start <= end:
        page = list(Entry.objects.filter(seq__gte=start, seq__lte=end).order_by("seq").values_list(*FIELDS)[:PAGE])
        for row in page:
            yield Stored(Link(*row[:-1]), row[-1])
        if len(page) < PAGE:
            return
        start = page[-1][0] + 1


def ends(walk: Walk, head: tuple[int, str], newest: int) -> Broken | None:
    """What a sound walk cannot see: the head's own hash, and entries behind the head."""
    if newest > head[0]:
        return inserted(head[0] + 1, newest, "，链头没有记到它们")
    if walk.start <= head[0] and walk.hashes[-1] != head[1]:
        return altered(head[0], "连同它的校验值")
    return None


def headless(newest: int, anchor: Anchor | None) -> Broken | None:
    if newest:
        return Broken(newest, "head", f"留痕的链头不见了（现有 {newest} 条），有人直接改过数据库。")
    return cut(1, anchor.seq) if anchor else None


def anchored(anchor: Anchor | None, head: int) -> Broken | None:
    """Against a note kept elsewhere: this alone shows a chain that was made anew as a whole."""
    if anchor is None:
        return None
    found = Entry.objects.filter(seq=anchor.seq).values_list("hash", flat=True).first()
    if found is None or anchor.seq > head:
        return cut(head + 1, anchor.seq)
    if anchor.matches(found):
        return None
    says = f"第 {anchor.seq} 条与留底的锚文不符：到这一条为止的留痕整段被重做过。{EVIDENCE}"
    return Broken(anchor.seq, "altered", says)


EVIDENCE = "请保留现场（先不要重启、升级或还原备份），复制数据文件夹，报告分管领导和保密部门。"


def span(first: int, last: int) -> str:
    return f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"


def altered(seq: int, how: str = "") -> Broken:
    return Broken(seq, "altered", f"第 {seq} 条{how}被改动过。{EVIDENCE}")


def removed(first: int, last: int, how: str = "") -> Broken:
    return Broken(first, "removed", f"{span(first, last)}被删掉了{how}。{EVIDENCE}")


def inserted(first: int, last: int, how: str = "") -> Broken:
    return Broken(first, "inserted", f"{span(first, last)}是后来插进去的{how}。{EVIDENCE}")


def reordered(seq: int, true: int) -> Broken:
    return Broken(min(seq, true), "reordered", f"第 {seq} 条原来是第 {true} 条，次序被换过。{EVIDENCE}")


def cut(first: int, last: int) -> Broken:
    return Broken(first, "cut", f"末尾的{span(first, last)}不见了。{EVIDENCE}")
