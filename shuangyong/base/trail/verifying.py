"""Walking the chain in fixed memory: is every entry what it was when it was written, and are all of them there?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max
from django.utils.timezone import localtime

from shuangyong.base.errors import Problem
from shuangyong.base.trail import marks
from shuangyong.base.trail.anchors import Anchor
from shuangyong.base.trail.chain import GENESIS, Link
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.witness import Progress, unwatched

PAGE = 2_000
"""Entries read at a time, and how far around a broken one its true place is looked for."""
FIELDS = (*Link.__slots__, "hash")
BACK = timedelta(hours=1)
"""An entry by so much older than the one before it: long work enters when it began, a clock that was set back more."""
MOST_NOTES = 5
MOST_BROKEN = 20
"""Broken places that are told one by one."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not as it was written; `how`: altered, removed, inserted, reordered, cut, head, mark."""

    seq: int
    how: str
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk found: how many entries it checked, up to where, the first broken one and the others."""

    checked: int
    head: int
    broken: Broken | None
    apart: bool = False
    """Whether the chain is whole in itself, and only what was noted elsewhere shows that it is another one."""
    notes: tuple[str, ...] = ()
    """What does not break the chain and is to be known: the clock set back, nothing that the end was compared with."""
    others: tuple[Broken, ...] = ()
    """Broken places behind the first one, MOST_BROKEN of all at the most."""
    more: int = 0
    """How many broken places are not told one by one."""

    @property
    def good(self) -> bool:
        return self.broken is None

    @property
    def says(self) -> str:
        if self.broken:
            return self.broken.says
        return f"留痕完好：核对了 {self.checked} 条，到第 {self.head} 条为止，前后相连，没有改动、缺失或插入。"

    @property
    def wrong(self) -> list[str]:
        """A sentence for each broken place, and one for those that are too many."""
        says = [one.says for one in (self.broken, *self.others) if one]
        return [*says, f"另外还有 {self.more} 处留痕不对，没有逐一列出。"] if self.more else says


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
        return Report(0, 0, headless(newest, anchor) or marked(0)[0])
    walk = Walk(max(1, since or 1), head[0], progress)
    walk.run()
    if not walk.lost:
        walk.find(ends(walk, head, newest))
    first, others = next(iter(walk.broken), None), walk.broken[1:]
    noted, unnoted = (None, ()) if first else marked(head[0])
    apart = None if first else anchored(anchor, head[0])
    notes = (*walk.set_back, *(unnoted if anchor is None else ()))
    return Report(walk.checked, head[0], first or apart or noted, apart is not None, notes, (*others,), walk.more)


class Walk:
    """One pass over the entries; keeps the last few hashes, to say what happened to a broken one."""

    def __init__(self, start: int, end: int, progress: Progress) -> None:
        self.start, self.end, self.checked, self.progress = start, end, 0, progress
        before = Entry.objects.filter(seq=start - 1).values_list("hash", flat=True).first()
        self.hashes: deque[str] = deque([before or GENESIS], maxlen=PAGE)
        self.last: Link | None = None
        self.set_back: list[str] = []
        self.broken: list[Broken] = []
        self.more = 0
        self.loose = False
        """Whether the entry before is broken or gone: what the next one is linked to cannot be compared."""
        self.shift = 0
        """By how much the entries from the last broken place on were given other numbers."""
        self.lost = False
        """Whether the end is not where the head says, so that comparing it would tell the same again."""

    def run(self) -> None:
        """Look at every entry; behind a broken one go on from how it stands, so that each place is told once."""
        if self.start > 1 and self.hashes[0] == GENESIS and self.start <= self.end:
            self.find(removed(self.start - 1, self.start - 1))
            self.lost = True
            return
        expected = self.start
        for entry in stored(self.start, self.end):
            seq = entry.link.seq
            if seq != expected:
                self.find(removed(expected, seq - 1))
                self.loose = True
            broken = self.judge(entry)
            self.find(broken)
            self.loose = not entry.whole
            self.hashes.append(entry.hash)
            self.look_at_clock(entry.link)
            self.checked += broken is None
            expected = seq + 1
            if (expected - self.start) % PAGE == 0:
                self.progress(seq, self.end)
        missing = self.end - expected + 1
        self.lost = missing > 0
        if self.lost and missing != self.shift:  # numbered anew, the end lies nearer by what was taken out
            self.find(cut(expected, self.end))

    def find(self, broken: Broken | None) -> None:
        """Keep a broken place; the two ends of an exchange are one."""
        if broken is None or any((one.seq, one.how) == (broken.seq, broken.how) for one in self.broken):
            return
        if len(self.broken) < MOST_BROKEN:
            self.broken.append(broken)
        else:
            self.more += 1

    def look_at_clock(self, link: Link) -> None:
        """The order of the entries is certain, their times are the server's clock.

        What bound an empty table when the database was laid is passed over: nothing had been done yet, and a district
        that is shown lives in the year before.
        """
        if link.data.get("rows") == 0:
            return
        before, self.last = self.last, link
        if before and link.at < before.at - BACK and len(self.set_back) < MOST_NOTES:
            self.set_back.append(
                f"第 {link.seq} 条记的时间是 {_moment(link)}，比前一条（{_moment(before)}）早："
                "服务器的时钟被拨回过，这以后记的办理时间要另行核实。"
            )

    def judge(self, entry: Stored) -> Broken | None:
        """What was done to an entry, unless what was told before explains it; of very many only that it is broken."""
        seq = entry.link.seq
        if entry.whole:
            linked = self.loose or entry.link.previous == self.hashes[-1]
            return None if linked else self.unlinked(entry)
        if self.shift and entry.link.digest(seq + self.shift) == entry.hash:
            return None
        if len(self.broken) >= MOST_BROKEN:
            return altered(seq)
        return self.moved(entry) or altered(seq)

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
        if any((one.seq, one.how) == (true, "reordered") for one in self.broken):
            return reordered(seq, true)
        if true < seq:
            if entry.link.previous not in list(self.hashes)[:-1]:
                return reordered(seq, true)
            self.shift = true - seq
            return inserted(true, seq - 1)
        elsewhere = (other for other in stored(seq + 1, seq + PAGE) if not other.whole)
        if any(true_number(other) == seq for other in elsewhere):
            return reordered(seq, true)
        self.shift = true - seq
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


def marked(head: int) -> tuple[Broken | None, tuple[str, ...]]:
    """Against what the last good check noted in the data folder, and what is to be known where it noted nothing."""
    try:
        mark = marks.kept()
    except Problem as problem:
        return Broken(head, "mark", f"{problem.what}{EVIDENCE}{RESTORED}"), ()
    if mark is None:
        return None, ((UNMARKED,) if head else ())
    found = Entry.objects.filter(seq=mark.seq).values_list("hash", flat=True).first()
    if found is not None and mark.matches(found):
        return None, ()
    lost = f"现在只到第 {head} 条" if mark.seq > head else f"现在的第 {mark.seq} 条是另一条"
    says = f"上次核对留底到第 {mark.seq} 条，{lost}：末尾的留痕被删掉，或者数据库被换成了别的一份。{EVIDENCE}{RESTORED}"
    return Broken(min(mark.seq, head + 1), "cut" if mark.seq > head else "altered", says), ()


UNMARKED = "数据文件夹里还没有留底的锚文，末尾的留痕如果被整段删去，这一次看不出来；请与纸上留底的锚文核对。"
RESTORED = f"确是按批准从备份还原数据库的，记明经过后移走数据文件夹里的 {marks.FILE}，再核对一次。"


def _moment(link: Link) -> str:
    return f"{localtime(link.at):%Y-%m-%d %H:%M}"


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
