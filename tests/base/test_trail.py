"""The trail takes in what was done, masked, linked and for good. 陈默 administers, 周敏 reads the trail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.trail import actions, types
from shuangyong.base.trail.chain import GENESIS
from shuangyong.base.trail.models import Entry, Head, Sealed

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RENAMED = types.declare("test.rename", "把“{before}”改名为“{after}”")
CALLED = types.declare("test.call", "给{person}打了电话", {"person": "name", "number": "phone"})
OFFICE = Seat(1, 10, "云河区双拥办", "1/10", Place("520402"), "admin", "管理员", frozenset(), "unit", 1)
CHEN = Actor(7, "陈默", (OFFICE,))

pytestmark = pytest.mark.django_db


def rename(before: str, after: str) -> Entry:
    with storing.writing():
        return actions.record(CHEN, RENAMED, ("unit", 3), {"before": before, "after": after}, now=NOW)


def test_entries_are_numbered_linked_and_speak() -> None:
    first, second = rename("甲办", "乙办"), rename("乙办", "丙办")
    assert (first.seq, second.seq) == (1, 2)
    assert (first.previous, second.previous) == (GENESIS, first.hash)
    stored = Entry.objects.get(pk=2)
    assert stored.says == "把“乙办”改名为“丙办”"
    assert (stored.actor_id, stored.actor_name, stored.seat) == (7, "陈默", "云河区双拥办管理员")
    assert (stored.place, stored.about_kind, stored.about_id) == ("520402", "unit", "3")
    assert actions.link(stored).digest() == stored.hash == Head.objects.get().hash


def test_outside_of_a_transaction_nothing_is_entered() -> None:
    with pytest.raises(transaction.TransactionManagementError, match="writing"):
        actions.record(CHEN, RENAMED, ("unit", 3), {"before": "a", "after": "b"}, now=NOW)


def test_several_entries_of_one_act_keep_their_order() -> None:
    group = Group.objects.create(name="成员单位")
    notes = [actions.Note(RENAMED, group, {"before": str(n), "after": str(n + 1)}) for n in range(5)]
    with storing.writing():
        actions.record(SYSTEM, RENAMED, group, {"before": "x", "after": "0"}, now=NOW)
        actions.record_many(SYSTEM, notes, now=NOW)
    assert [entry.data["before"] for entry in Entry.objects.all()] == ["x", "0", "1", "2", "3", "4"]
    assert {(entry.about_kind, entry.about_id) for entry in Entry.objects.all()} == {("auth.group", str(group.pk))}


def test_an_act_that_fails_leaves_no_entry() -> None:
    def act() -> None:
        with storing.writing():
            actions.record(CHEN, RENAMED, ("unit", 3), {"before": "a", "after": "b"}, now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert not Entry.objects.exists()
    assert rename("a", "b").seq == 1


def test_no_full_number_and_no_personal_value_is_kept() -> None:
    data = {
        "person": "赵小川",
        "number": "13800138000",
        "note": "身份证号520402199001011234，电话138 0013-8000，又１３９００１３９０００",
        "card": 6222020200112233445,
        "list": [{"证": "52040219900101123X"}],
    }
    with storing.writing():
        actions.record(CHEN, CALLED, ("person", "520402199001011234"), data, now=NOW)
    entry = Entry.objects.get()
    assert entry.says == "给赵*川打了电话"
    assert entry.data["number"] == "138****8000"
    assert entry.data["note"] == "身份证号5204************34，电话138****8000，又139****9000"
    assert entry.data["list"] == [{"证": "5204************3X"}]
    assert entry.about_id == "5204************34"
    assert "6222020200112233445" not in str(entry.data)


def test_values_come_back_as_they_were_hashed() -> None:
    data = {
        "before": date(2026, 1, 1),
        "after": Decimal("1.50"),
        "set": {"乙", "甲"},
        "nul": "a\x00b",
        "half": "\ud800",
    }
    with storing.writing():
        actions.record(CHEN, RENAMED, ("unit", 3), data, now=NOW)
    entry = Entry.objects.get()
    assert actions.link(entry).digest() == entry.hash
    assert (entry.data["before"], entry.data["after"]) == ("2026-01-01", "1.50")


def test_a_float_an_unknown_type_and_a_missing_word_are_mistakes_of_code() -> None:
    with storing.writing():
        with pytest.raises(TypeError, match="float"):
            actions.record(CHEN, RENAMED, ("unit", 3), {"before": 1.5, "after": "b"}, now=NOW)
        with pytest.raises(types.Undeclared, match=r"test\.unknown"):
            actions.record(CHEN, "test.unknown", ("unit", 3), now=NOW)
        with pytest.raises(KeyError, match="after"):
            actions.record(CHEN, RENAMED, ("unit", 3), {"before": "a"}, now=NOW)
        with pytest.raises(TypeError, match="about"):
            actions.record(CHEN, RENAMED, "unit", {"before": "a", "after": "b"}, now=NOW)


def test_a_type_has_one_sentence() -> None:
    assert types.declare("test.rename", "把“{before}”改名为“{after}”") == RENAMED
    with pytest.raises(ValueError, match="twice"):
        types.declare("test.rename", "别的说法")
    with pytest.raises(ValueError, match="dotted"):
        types.declare("Rename", "…")
    assert types.sentence("old.type", {}) == "old.type（本版本没有登记的事项）"


def test_python_refuses_to_change_or_remove() -> None:
    entry = rename("a", "b")
    for act in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(actor_name="别人")):
        with pytest.raises(Sealed, match="不能修改"):
            act()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET actor_name = 'x'",
        "DELETE FROM trail_entry",
        "DELETE FROM trail_head",
        "UPDATE trail_head SET seq = 0",
    ],
)
def test_the_database_refuses_too(sql: str) -> None:
    rename("a", "b")
    with pytest.raises(IntegrityError, match="不能修改"), transaction.atomic(), connection.cursor() as cursor:  # noqa: TID251
        cursor.execute(sql)
    assert Entry.objects.get().actor_name == "陈默"
