"""posts.toml: what is wrong in it is told with file, key path and what is allowed."""

from __future__ import annotations

import copy
import tomllib

import pytest
from django.core.checks import run_checks

from shuangyong.base.organisation import posts
from shuangyong.base.organisation.declared import SHIPPED, DeclarationError
from shuangyong.base.organisation.posts import AUDIT_WORK, SECURITY_WORK, SYSTEM_WORK, parse, works

GOOD = tomllib.loads((SHIPPED / "posts.toml").read_text("utf-8"))


def faults(change) -> str:
    tables = copy.deepcopy(GOOD)
    change(tables)
    with pytest.raises(DeclarationError) as caught:
        parse(tables, "岗位.toml")
    return "\n".join(caught.value.faults)


def office(tables):
    return tables["posts"]["office_head"]


def test_the_shipped_posts_are_the_twelve():
    assert list(posts.load().by_key) == [
        "office_clerk",
        "office_head",
        "leader",
        "liaison",
        "unit_head",
        "town_clerk",
        "station_clerk",
        "troops_liaison",
        "inspector",
        "system_admin",
        "security_admin",
        "audit_admin",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: office(t).update(salary=1), "岗位.toml：posts.office_head.salary：没有这个键。这里可用的键：name、"),
        (lambda t: t.update(extra={}), "岗位.toml：extra：没有这个键。这里可用的键：permissions、over、posts。"),
        (lambda t: office(t).update(reach="all"), "posts.office_head.reach：写的是“all”，只能是：own、unit、below、place。"),
        (lambda t: office(t).update(degree=3), "posts.office_head.degree：写的是“3”，只能是：0、1、2。"),
        (lambda t: office(t).update(degree=True), "posts.office_head.degree：写的是“True”"),
        (lambda t: office(t).update(name=""), "posts.office_head.name：应写一段文字"),
        (lambda t: office(t).pop("excludes"), "posts.office_head.excludes：应写成一列文字"),
        (lambda t: office(t)["permissions"].append("case.fly"), "没有“case.fly”这项权限。可用的权限：case.open、"),
        (lambda t: office(t)["excludes"].append("king"), "posts.office_head.excludes：“king”不是另一个岗位。可写：*、office_clerk、"),
        (lambda t: office(t)["excludes"].append("office_head"), "“office_head”不是另一个岗位"),
        (lambda t: t["permissions"].pop("trail.read"), "缺少“trail.read”。三员的权限不能从清单里去掉。"),
        (lambda t: t.update(posts=[]), "岗位.toml：posts：应写成一张表"),
    ],
)  # fmt: skip
def test_a_fault_is_told(change, sentence):
    assert sentence in faults(change)


@pytest.mark.parametrize("key", ["system_admin", "security_admin", "audit_admin"])
@pytest.mark.parametrize("permission", ["case.close", "account.manage", "post.assign", "trail.read", "doc.upload"])
def test_no_file_can_put_two_works_in_one_hand(key, permission):
    def change(tables):
        tables["posts"][key]["permissions"].append(permission)

    if permission in GOOD["posts"][key]["permissions"]:
        parse(copy.deepcopy(GOOD))
    else:
        assert f"posts.{key}.permissions" in faults(change)


@pytest.mark.parametrize("permission", sorted(SYSTEM_WORK | SECURITY_WORK | AUDIT_WORK))
def test_who_takes_steps_holds_none_of_the_three_works(permission):
    """No post can both act and clear its trace: it cannot even read the trail it leaves."""
    assert "岗位不能同时办事" in faults(lambda tables: office(tables)["permissions"].append(permission))


def test_an_administrator_holds_no_second_post():
    assert "三员岗位不得兼任其他岗位" in faults(lambda tables: tables["posts"]["audit_admin"].update(excludes=[]))


def test_all_faults_come_at_once():
    def change(tables):
        office(tables).update(reach="all", degree=9, colour="red")

    assert len(faults(change).splitlines()) == 3


def test_excluding_works_both_ways():
    by_key = posts.load().by_key
    assert "liaison" in by_key["inspector"].excludes, "declared at the liaison"
    assert by_key["audit_admin"].excludes == set(by_key) - {"audit_admin"}
    assert all("audit_admin" in post.excludes for key, post in by_key.items() if key != "audit_admin")


def test_exactly_three_posts_are_administrators_one_of_each_work():
    found = [works(post.permissions) for post in posts.load().by_key.values() if post.is_administrator]
    assert sorted(found) == [["安全管理"], ["审计"], ["系统管理"]]


def test_no_permission_clears_the_trail():
    assert {name for name in posts.load().permissions if name.startswith("trail.")} == {"trail.read", "trail.verify"}


def test_a_file_that_is_no_toml_is_told(tmp_path):
    path = tmp_path / "posts.toml"
    path.write_text("[posts\n", "utf-8")
    with pytest.raises(DeclarationError, match="读不出来"):
        posts.load_file(path)


def test_the_system_check_tells_what_an_office_wrote(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "definitions").mkdir()
    own = tmp_path / "definitions" / "posts.toml"
    own.write_text((SHIPPED / "posts.toml").read_text("utf-8").replace('reach = "below"', 'reach = "blow"'), "utf-8")
    (found,) = [check for check in run_checks() if check.id == "organisation.E001"]
    assert str(own) in found.msg
    assert "posts.unit_head.reach：写的是“blow”" in found.msg


def test_the_shipped_files_pass_the_system_check():
    assert not [check for check in run_checks() if str(check.id).startswith("organisation.")]
