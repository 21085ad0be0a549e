"""Every permission × every post, as a table. Whoever changes posts.toml changes this table, and sees what it means."""

from __future__ import annotations

import pytest

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actors import may

COLUMNS = (
    "office_clerk office_head leader liaison unit_head town_clerk station_clerk troops_liaison inspector "
    "system_admin security_admin audit_admin"
).split()

TABLE = """
                   clerk head lead liai unit town stat troo insp | sys sec aud
case.open          x     x    -    x    x    x    x    x    -    | -   -   -
case.serve         x     x    -    -    -    x    x    -    -    | -   -   -
case.arrange       x     x    -    -    -    x    -    -    -    | -   -   -
case.organise      x     x    -    -    -    -    -    -    -    | -   -   -
case.ask           x     x    -    -    -    x    -    x    -    | -   -   -
case.army          x     x    -    -    -    -    -    x    -    | -   -   -
case.see           x     x    x    x    x    x    x    x    x    | -   -   -
case.sign          x     x    -    x    x    x    x    x    -    | -   -   -
case.split         x     x    -    x    x    x    -    -    -    | -   -   -
case.report        x     x    -    x    x    x    x    x    -    | -   -   -
case.extend        x     x    -    -    x    -    -    -    -    | -   -   -
case.extend_again  -     -    x    -    -    -    -    -    -    | -   -   -
case.return        x     x    -    -    x    -    -    -    -    | -   -   -
case.judge         x     x    -    -    -    -    -    -    -    | -   -   -
case.prepare       x     -    -    -    -    -    -    -    -    | -   -   -
case.inspect       x     x    -    -    -    -    -    -    x    | -   -   -
case.close         -     x    -    -    x    -    -    -    -    | -   -   -
case.pass_up       -     x    -    x    x    x    x    -    -    | -   -   -
case.judge_up      -     x    -    -    -    -    -    -    -    | -   -   -
case.press         x     x    -    -    x    x    -    -    x    | -   -   -
case.drop          x     x    -    -    -    -    -    -    -    | -   -   -
case.reopen        -     x    -    -    -    -    -    -    -    | -   -   -
case.order_mending x     x    -    -    -    -    -    -    x    | -   -   -
case.comment       -     x    x    -    -    -    -    -    -    | -   -   -
doc.upload         x     x    -    -    -    -    -    -    -    | -   -   -
doc.confirm        x     x    -    -    -    -    -    -    -    | -   -   -
doc.agree          -     x    x    -    -    -    -    -    -    | -   -   -
evidence.open      x     x    x    x    x    x    x    x    x    | -   -   -
ledger.import      x     x    -    -    -    -    -    -    -    | -   -   -
ledger.export      x     x    -    -    -    -    -    -    -    | -   -   -
unit.edit          x     x    -    -    -    -    -    -    -    | x   -   -
group.edit         -     x    -    -    -    -    -    -    -    | -   -   -
post.hand_over     -     x    -    -    x    -    -    -    -    | -   -   -
post.assign        -     -    -    -    -    -    -    -    -    | -   x   -
region.import      -     -    -    -    -    -    -    -    -    | x   -   -
account.manage     -     -    -    -    -    -    -    -    -    | x   -   -
account.lock       -     -    -    -    -    -    -    -    -    | -   x   -
job.manage         -     -    -    -    -    -    -    -    -    | x   -   -
catalog.publish    -     x    -    -    -    -    -    -    -    | -   -   -
register.see       x     x    -    -    -    x    x    -    x    | -   -   -
register.list      x     x    -    -    -    x    x    -    -    | -   -   -
register.open      x     x    -    -    -    x    x    -    -    | -   -   -
register.edit      x     x    -    -    -    x    x    -    -    | -   -   -
register.merge     x     x    -    -    -    x    -    -    -    | -   -   -
register.break_glass x     x    -    -    -    x    x    -    -    | -   -   -
register.export    x     x    -    -    -    x    -    -    -    | -   -   -
register.release   x     x    -    -    -    -    -    -    -    | -   -   -
register.agree     -     x    x    -    -    -    -    -    -    | -   -   -
register.review    -     -    -    -    -    -    -    -    -    | -   x   -
score.see          x     x    x    x    x    x    x    x    x    | -   -   -
rating.own         x     x    -    -    -    -    -    -    -    | -   -   -
rating.upper       -     x    -    -    -    -    -    -    x    | -   -   -
alarm.judge        -     x    x    -    -    -    -    -    x    | -   -   -
dossier.make       x     x    -    -    -    -    -    -    -    | -   -   -
trail.read         -     -    -    -    -    -    -    -    -    | -   -   x
trail.verify       -     -    -    -    -    -    -    -    -    | -   -   x
"""
REACHES = dict(
    zip(
        COLUMNS,
        "place place place unit below place unit unit place place place place".split(),
        strict=True,
    )
)
DEGREES = dict(zip(COLUMNS, (2, 2, 2, 1, 2, 1, 1, 1, 2, 2, 2, 2), strict=True))


def rows() -> list[tuple[str, str, bool]]:
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        permission, *marks = line.replace("|", " ").split()
        found += [(permission, post, mark == "x") for post, mark in zip(COLUMNS, marks, strict=True)]
    return found


def seat_of(key: str) -> Seat:
    post = posts.load().by_key[key]
    place = Place("990102")
    return Seat(1, 1, "某单位", "00000001", place, key, post.name, post.permissions, post.reach, post.degree)


def test_the_table_names_every_permission_and_every_post():
    assert {permission for permission, _, _ in rows()} == set(posts.load().permissions)
    assert list(posts.load().by_key) == COLUMNS


@pytest.mark.parametrize(("permission", "post", "allowed"), rows())
def test_may(permission, post, allowed):
    verdict = may(Actor(1, "某人", (seat_of(post),)), permission)
    assert bool(verdict) is allowed
    assert verdict.reason.endswith("。")
    assert posts.load().permissions[permission] in verdict.reason


@pytest.mark.parametrize("key", COLUMNS)
def test_reach_and_degree(key):
    post = posts.load().by_key[key]
    assert (post.reach, post.degree) == (REACHES[key], DEGREES[key])
