"""Who may look at the trail, at how much of it, and that looking is entered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Forbidden
from shuangyong.base.trail import actions, queries, types
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.queries import Filters
from tests.base.cast import CHEN, LIN, XU, ZHOU

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DONE = types.declare("test.done", "办了第{n}件事")

pytestmark = pytest.mark.django_db


def enter(actor: Actor, n: int, at: datetime = NOW) -> None:
    with storing.writing():
        actions.record(actor, DONE, ("thing", n), {"n": n}, now=at)


def numbers(page: queries.Page) -> list[int]:
    return [entry.data["n"] for entry in page.entries if entry.what == DONE]


def test_who_may_not_is_told_so_and_sees_nothing() -> None:
    enter(CHEN, 1)
    with pytest.raises(Forbidden, match="没有查看留痕的权限"):
        queries.entries(CHEN, Filters(), now=NOW)


def test_a_reader_sees_her_place_and_the_system_but_not_the_next_district() -> None:
    enter(CHEN, 1)
    enter(XU, 2)
    enter(SYSTEM, 3)
    assert numbers(queries.entries(ZHOU, Filters(), now=NOW)) == [3, 1]
    assert numbers(queries.entries(LIN, Filters(), now=NOW)) == [3, 2, 1]


def test_a_look_is_an_entry_too() -> None:
    enter(CHEN, 1)
    queries.entries(ZHOU, Filters(about_id="1"), now=NOW)
    newest = Entry.objects.order_by("-seq")[0]
    assert (newest.actor_name, newest.says) == ("周敏", "查看了留痕（对象：1）")


def test_a_look_is_told_in_words_and_days() -> None:
    words = {"what": "人员登记", "actors": "冼雅宁"}
    looked = Filters(what="register", since=NOW, until=NOW + timedelta(days=1), actors=(6,), words=words)
    assert str(looked) == f"类别：人员登记，自：{NOW:%Y-%m-%d}，至：{NOW + timedelta(days=1):%Y-%m-%d}，账号：冼雅宁"
    assert str(Filters(actors=(), words={"actors": "无此人"})) == "账号：没有这个人"
    assert str(Filters()) == "全部"


def test_filters_narrow() -> None:
    enter(CHEN, 1)
    enter(CHEN, 2, NOW + timedelta(days=1))
    enter(XU, 3, NOW + timedelta(days=2))
    for filters, expected in (
        (Filters(actor_id=11), [3]),
        (Filters(what="test"), [3, 2, 1]),
        (Filters(what="tes"), []),
        (Filters(what="test.done", about_kind="thing", about_id="2"), [2]),
        (Filters(since=NOW + timedelta(days=1), until=NOW + timedelta(days=2)), [2]),
    ):
        assert numbers(queries.entries(LIN, filters, now=NOW)) == expected, filters


def test_pages_follow_by_key() -> None:
    notes = [actions.Note(DONE, ("thing", n), {"n": n}) for n in range(120)]
    with storing.writing():
        actions.record_many(CHEN, notes, now=NOW)
    seen, key, pages = [], None, 0
    while True:
        page = queries.entries(ZHOU, Filters(what=DONE), key, now=NOW)
        seen += numbers(page)
        key, pages = page.next_key, pages + 1
        if key is None:
            break
    assert (seen, pages) == (list(range(119, -1, -1)), 3)
