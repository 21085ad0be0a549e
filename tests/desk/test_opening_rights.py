"""Every kind × every post × opening it by its address: let in where the declarations say so, else told who may."""

from __future__ import annotations

import re

import pytest

from shuangyong.base.organisation import posts
from shuangyong.cases.models import Case
from shuangyong.catalog.naming_kinds import kinds_of_files
from shuangyong.catalog.rights import Row, rows
from tests.base.organisation.conftest import PEOPLE
from tests.cases.conftest import District
from tests.desk.people import EVERYBODY, signed_in

ROWS = rows(kinds_of_files().values(), posts.load())


def address(row: Row) -> str:
    return f"/cases/new/{row.kind.key}/"


def told(response) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("who", EVERYBODY)
def test_by_address_as_by_the_page(district: District, who: str) -> None:
    me = signed_in(district, who)
    shown = set(re.findall(r'href="/cases/new/([a-z_]+)/"', me.get("/cases/new/").content.decode()))
    may = {row.kind.key for row in ROWS if PEOPLE[who][1] in {post.key for post in row.posts}}
    assert shown == may
    for row in ROWS:
        (_let_in if row.kind.key in may else _refused)(me, row)
    assert not Case.objects.exists()


def _let_in(me, row: Row) -> None:
    found = me.get(address(row), follow=True)
    assert found.status_code == 200, row.kind.key
    if row.kind.key != "duty_roster":  # drawn on its own page, not typed
        assert me.post(address(row), {}).status_code == 422, f"{row.kind.key}: an empty form is told, not refused"


def _refused(me, row: Row) -> None:
    names = "、".join(post.name for post in row.posts)
    for response in (me.get(address(row)), me.post(address(row), {})):
        assert response.status_code == 403, row.kind.key
        said = told(response)
        assert f"“{row.kind.name}”不由您{row.kind.opening.name}。" in said, row.kind.key
        assert f"没有“{row.permission}”权限。可由：{names}。" in said, row.kind.key


def test_the_rosters_own_page_is_no_way_round(district: District) -> None:
    for who, status in (("向站", 403), ("江军", 403), ("谢镇", 200), ("简文", 200)):
        assert signed_in(district, who).get("/rosters/new/").status_code == status, who
