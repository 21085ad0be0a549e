"""Files compared with what they were when they came in: their names are the sums of their content, bound to the trail.

Whoever has the disk in hand can put another picture in the place of one; nobody would see it but for this.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest

from django.db.models import F, QuerySet, Sum

from shuangyong.base.files.models import Blob
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import EVIDENCE
from shuangyong.base.trail.witness import Progress, witness

PAGE = 500
MOST_READ = 8 * 1024**3
"""Bytes that are all read each time; of more than that a part, another one each time, and the sizes of all."""
ROUND = 30


@witness("files.content", "收下的文件")
def content(progress: Progress, since: int) -> Iterator[str]:
    """A sentence for each file that is gone or not what it was; those that came in since that entry."""
    kept, turn, last = _since(since), _turn(), 0
    while page := list(kept.filter(pk__gt=last).order_by("pk")[:PAGE]):
        for blob in page:
            progress(0, 1, 1)
            if says := wrong(blob, read=turn is None or blob.pk % ROUND == turn):
                yield f"收下的文件 {blob.sha256[:12]}（编号 {blob.pk}）{says}。{EVIDENCE}"
        last = page[-1].pk


def wrong(blob: Blob, *, read: bool) -> str:
    """What is wrong with a file on the disk, in words; "" where nothing is."""
    try:
        if blob.path.stat().st_size != blob.size:
            return "的大小与收下时不一样，被换过"
        if not read:
            return ""
        with blob.path.open("rb") as file:
            same = file_digest(file, "sha256").hexdigest() == blob.sha256
    except OSError:
        return "在磁盘上找不到了，或者读不出来"
    return "" if same else "的内容与收下时不一样，被换过"


def _since(since: int) -> QuerySet[Blob]:
    if since <= 1:
        return Blob.objects.all()
    entry = Entry.objects.filter(seq__gte=since).order_by("seq").first()
    return Blob.objects.filter(created_at__gte=entry.at) if entry else Blob.objects.none()


def _turn() -> int | None:
    """Which part is read; None for all."""
    total = Blob.objects.aggregate(total=Sum(F("size")))["total"] or 0
    if total <= MOST_READ:
        return None
    newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    return newest % ROUND
