"""Whoever changes the trail behind the platform's back is found out, and so is what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, QuerySet

from shuangyong.base import storing
from shuangyong.base.errors import Problem
from shuangyong.base.trail import actions, anchors, marks, queries, types
from shuangyong.base.trail.checks import note
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.verifying import verify
from tests.base.cast import CHEN
from tests.unsealing import unsealed

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DONE = types.declare("test.done", "办了第{n}件事")

pytestmark = pytest.mark.django_db


def enter(many: int, kind: str = "thing") -> None:
    with storing.writing():
        actions.record_many(CHEN, [actions.Note(DONE, (kind, n), {"n": n}) for n in range(many)], now=NOW)


@pytest.fixture
def rows() -> Iterator[QuerySet[Entry]]:
    """Twenty entries in the hands of somebody who holds the database file."""
    enter(20)
    with unsealed():
        yield QuerySet(Entry)


def found() -> tuple[str, int]:
    broken = verify().broken
    assert broken is not None
    assert str(broken.seq) in broken.says
    return broken.how, broken.seq


def remake(entry: Entry) -> None:
    """The forger works out the entry's own hash anew."""
    QuerySet(Entry).filter(pk=entry.pk).update(hash=actions.link(entry).digest())


def renumber(rows: QuerySet[Entry], first: int, by: int) -> None:
    rows.filter(seq__gte=first).update(seq=F("seq") + 1000)
    rows.filter(seq__gte=1000).update(seq=F("seq") - 1000 + by)


def test_an_untouched_chain_is_good_from_any_entry_on() -> None:
    assert verify().good
    enter(20)
    report = verify()
    assert (report.good, report.checked, report.head) == (True, 20, 20)
    assert "核对了 20 条" in report.says
    assert verify(since=15).checked == 6


def test_an_altered_entry(rows: QuerySet[Entry]) -> None:
    rows.filter(pk=7).update(actor_name="别人")
    assert found() == ("altered", 7)
    assert verify(since=8).good


def test_an_altered_entry_with_its_hash_made_anew(rows: QuerySet[Entry]) -> None:
    entry = rows.get(pk=7)
    entry.data = {"n": 99}
    rows.filter(pk=7).update(data=entry.data)
    remake(entry)
    assert found() == ("altered", 7)


def test_the_last_entry_altered_with_its_hash_made_anew(rows: QuerySet[Entry]) -> None:
    entry = rows.get(pk=20)
    entry.actor_name = "别人"
    rows.filter(pk=20).update(actor_name="别人")
    remake(entry)
    assert found() == ("altered", 20)


def test_a_removed_entry(rows: QuerySet[Entry]) -> None:
    rows.filter(pk__in=(7, 8)).delete()
    assert found() == ("removed", 7)
    assert "第 7 至 8 条" in verify().says


def test_a_removed_entry_with_the_rest_renumbered(rows: QuerySet[Entry]) -> None:
    rows.filter(pk=7).delete()
    renumber(rows, 8, -1)
    assert found() == ("removed", 7)
    assert len(verify().wrong) == 1


def test_the_end_cut_off(rows: QuerySet[Entry]) -> None:
    rows.filter(pk__gte=18).delete()
    assert found() == ("cut", 18)


def test_an_inserted_entry(rows: QuerySet[Entry]) -> None:
    renumber(rows, 7, +1)
    forged = rows.get(pk=6)
    forged.seq, forged.previous, forged.actor_name = 7, forged.hash, "别人"
    forged.hash = actions.link(forged).digest()
    rows.bulk_create([forged])
    Head.objects.update(seq=21)
    assert found() == ("inserted", 7)
    assert len(verify().wrong) == 1


def test_an_entry_put_at_the_end(rows: QuerySet[Entry]) -> None:
    forged = rows.get(pk=20)
    forged.seq, forged.previous = 21, forged.hash
    forged.hash = actions.link(forged).digest()
    rows.bulk_create([forged])
    assert found() == ("inserted", 21)


def test_two_entries_in_each_others_place(rows: QuerySet[Entry]) -> None:
    for before, after in ((7, 107), (12, 7), (107, 12)):
        rows.filter(pk=before).update(seq=after)
    assert found() == ("reordered", 7)


def test_a_chain_without_its_head_is_not_built_on(rows: QuerySet[Entry]) -> None:
    Head.objects.all().delete()
    assert found() == ("head", 20)
    with pytest.raises(Problem, match="链头不见了"):
        enter(1)


def test_a_chain_made_anew_as_a_whole_is_found_by_paper_alone(rows: QuerySet[Entry]) -> None:
    paper = str(queries.anchor())
    rows.all().delete()
    Head.objects.all().delete()
    enter(25, "something else")
    assert verify().good
    broken = verify(anchor=anchors.read(paper)).broken
    assert broken is not None
    assert (broken.how, broken.seq) == ("altered", 20)
    assert "整段被重做过" in broken.says


def test_entries_cut_off_with_the_head_set_back_are_found_by_paper_alone(rows: QuerySet[Entry]) -> None:
    paper = str(queries.anchor())
    rows.filter(pk__gt=15).delete()
    Head.objects.update(seq=15, hash=rows.get(pk=15).hash)
    assert verify().good
    broken = verify(anchor=anchors.read(paper)).broken
    assert broken is not None
    assert (broken.how, broken.seq) == ("cut", 16)


def test_an_anchor_still_holds_when_the_chain_has_grown() -> None:
    assert queries.anchor() is None
    enter(5)
    paper = str(queries.anchor())
    enter(5)
    assert verify(anchor=anchors.read(f" {paper.lower().replace('-', '－')} ")).good


def test_a_slip_of_the_fingers_is_no_broken_chain() -> None:
    paper = str(anchors.make(12, "ab" * 32))
    with pytest.raises(Problem, match="抄写有误"):
        anchors.read(paper.replace("12", "13", 1))
    with pytest.raises(Problem, match="八组四位"):
        anchors.read("SY-12")


def test_reading_takes_pages_of_fixed_size(monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object) -> None:
    from shuangyong.base.trail import verifying

    enter(20)
    monkeypatch.setattr(verifying, "PAGE", 6)
    with django_assert_num_queries(3 + 4):  # type: ignore[operator]
        assert verify().checked == 20


# ── what the last good check noted outside the database ────────────────────────────────────────────────────────────


def head() -> tuple[int, str]:
    return Head.objects.values_list("seq", "hash").get(pk=1)


def test_a_database_put_back_is_whole_in_itself_and_found_out_by_the_note() -> None:
    enter(20)
    note(20)
    older = Entry.objects.get(pk=17)
    with unsealed():
        QuerySet(Entry).filter(pk__gt=17).delete()
        Head.objects.update(seq=17, hash=older.hash)
    report = verify()
    assert report.broken is not None and report.broken.how == "cut"
    assert "留底到第 20 条，现在只到第 17 条" in report.says and "trail.mark" in report.says
    enter(5)
    assert "现在的第 20 条是另一条" in verify().says, "written over is no better than cut off"
    marks.place().unlink()
    report = verify()
    assert report.good
    assert "还没有留底的锚文" in report.notes[0], "and it does not say that nothing is missing without a word"


def test_an_emptied_database_is_found_out_too() -> None:
    enter(20)
    note(20)
    with unsealed():
        QuerySet(Entry).filter(pk__gt=0).delete()
        Head.objects.all().delete()
    assert "留底到第 20 条" in verify().says


def test_a_note_that_somebody_wrote_himself_is_none() -> None:
    enter(20)
    note(20)
    assert verify().good and not verify().notes
    text = marks.place().read_text()
    marks.place().write_text(text.replace("SY-20-", "SY-17-"))
    assert "留底的锚文（trail.mark）被改动过" in verify().says
    assert marks.place().stat().st_mode & 0o077 == 0


def test_a_clock_that_was_set_back_is_told() -> None:
    """A task filed late would be in time; the chain itself is whole."""
    enter(3)
    with storing.writing():
        actions.record_many(CHEN, [actions.Note(DONE, ("thing", 9), {"n": 9})], now=NOW - timedelta(days=2))
    enter(1)
    report = verify()
    assert report.good
    assert "第 4 条记的时间是 2026-02-28 17:30，比前一条（2026-03-02 17:30）早" in report.notes[0]
    with storing.writing():
        actions.record_many(CHEN, [actions.Note(DONE, ("thing", 9), {"n": 9})], now=NOW - timedelta(minutes=20))
    assert len(verify().notes) == len(report.notes), "long work enters when it began"


def test_laying_an_empty_database_is_no_hour_to_go_back_from() -> None:
    """The demo's district lives in the year before the day on which its database was laid."""
    with storing.writing():
        actions.record_many(
            CHEN, [actions.Note(DONE, ("thing", 0), {"n": 0, "rows": 0})], now=NOW + timedelta(days=300)
        )
    enter(3)
    assert not [note for note in verify().notes if "时钟" in note]


# ── more than one broken place ─────────────────────────────────────────────────────────────────────────────────────


def test_every_broken_place_is_told_once(rows: QuerySet[Entry]) -> None:
    """Somebody alters two entries, takes a third one away and exchanges two more: four things were done."""
    rows.filter(pk__in=(3, 15)).update(actor_name="别人")
    rows.filter(pk=6).delete()
    for before, after in ((9, 109), (11, 9), (109, 11)):
        rows.filter(pk=before).update(seq=after)
    report = verify()
    wrong = report.wrong
    assert [says.partition("。")[0] for says in wrong] == [
        "第 3 条被改动过",
        "第 6 条被删掉了",
        "第 9 条原来是第 11 条，次序被换过",
        "第 15 条被改动过",
    ]
    assert report.says == wrong[0]


def test_of_very_many_broken_places_twenty_are_told_and_the_rest_counted() -> None:
    enter(70)
    with unsealed():
        QuerySet(Entry).filter(pk__lte=60, pk__gt=0).extra(where=["seq %% 2 = 0"]).update(actor_name="别人")
    report = verify()
    assert len(report.wrong) == 21
    assert report.wrong[0].startswith("第 2 条被改动过")
    assert report.wrong[-1] == "另外还有 10 处留痕不对，没有逐一列出。"
