"""The photo of a visit that was put in another's place on the disk, past every page: the night tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.files import witness
from shuangyong.base.files.actions import take
from shuangyong.base.files.models import Blob
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.types import declare
from shuangyong.base.trail.witness import hear
from tests.base.test_trail import NOW

LOOKED = declare("test.files.looked", "看了文件")


@pytest.fixture
def kept(settings, tmp_path: Path, db) -> Blob:
    settings.HOME = tmp_path
    return take(BytesIO("走访记录，三户。".encode()), "走访.txt", now=NOW)


def told(since: int = 1) -> list[str]:
    return [says for says in hear(since=since).says if says.startswith("收下的文件")]


def test_a_file_that_is_as_it_came_is_not_spoken_of(kept: Blob) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("instead", "says"),
    [("走访记录，九户。", "的内容与收下时不一样"), ("走访记录，三十户。", "的大小与收下时不一样"), (None, "找不到了")],
)
def test_a_file_that_was_changed_on_the_disk_is_told(kept: Blob, instead: str | None, says: str) -> None:
    if instead is None:
        kept.path.unlink()
    else:
        kept.path.write_text(instead, encoding="utf-8")
    (line,) = told()
    assert says in line
    assert kept.sha256[:12] in line
    assert "保留现场" in line


def test_of_very_many_files_another_part_is_read_each_time(kept: Blob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "MOST_READ", 0)
    monkeypatch.setattr(witness, "ROUND", 2)
    kept.path.write_text("走访记录，九户。", encoding="utf-8")
    heard = []
    for _ in range(2):
        look(kept, NOW)
        heard.append(len(told()))
    assert sorted(heard) == [0, 1]


def test_what_was_settled_before_is_not_told_again(kept: Blob) -> None:
    kept.path.unlink()
    look(kept, NOW)
    look(kept, NOW + timedelta(days=1))
    newest = Entry.objects.latest("seq").seq
    assert told(newest) == []
    assert told(newest + 1) == []
    assert len(told()) == 1


def look(blob: Blob, now: datetime) -> None:
    """An entry of another sort."""
    with writing():
        trail.record(SYSTEM, LOOKED, ("blob", str(blob.pk)), {}, now=now)
