"""Lists that an office has already: 云溪区 brings in its units, 管系 opens accounts, 管安 gives posts by the same list."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.listed import kind_of, post_of
from shuangyong.base.organisation.models import Account, Tenure, Unit
from tests.base.organisation.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

UNITS = [
    ["云溪区单位名单", "", "", ""],
    ["全称*", "简称", "类别", "上级单位"],
    ["云溪区审计局", "区审计局", "政府部门", ""],
    ["柳林新村退役军人服务站", "柳林新村服务站", "", "柳林镇服务站"],
    ["柳林镇退役军人服务站", "柳林镇服务站", "", "柳林镇"],
    ["", "", "", ""],
    ["云溪区教育局", "区教育局", "政府部门", ""],
]
PEOPLE = [
    ["姓名", "登录名", "手机号", "单位", "岗位"],
    ["何审", "", "13800000001", "区审计局", "成员单位联络员"],
    ["何柳", "he.liu", "", "柳林镇", "双拥干事"],
    ["何闲", "", "", "区审计局", ""],
]


def bring(district, rows=UNITS):
    return actions.open_units(district.actor("管系"), rows, on=date(2020, 1, 1), now=NOW)


def faults(act) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.fields


def changed(rows, at: int, column: int, text: str):
    copy = [list(row) for row in rows]
    copy[at][column] = text
    return copy


def test_units_come_in_whatever_their_order_and_known_ones_stay(district) -> None:
    found = bring(district)
    assert (found.added, found.known) == (3, 1)
    village = Unit.objects.get(short="柳林新村服务站")
    assert (village.kind, village.parent.short, village.parent.parent.short) == ("station", "柳林镇服务站", "柳林镇")
    assert village.region.startswith("990102102") and village.parent.region == "990102102"
    assert Unit.objects.get(short="区审计局").region == "990102"
    assert bring(district).added == 0, "the same list again changes nothing"


@pytest.mark.parametrize(
    ("at", "column", "text", "says"),
    [
        (2, 2, "衙门", "类别“衙门”不对"),
        (3, 3, "没有的站", "上级单位“没有的站”既不在这份表里"),
        (4, 0, "桃花源服务站", "在哪个乡镇、村认不出来"),
        (4, 3, "柳林新村服务站", "写成了一圈"),
        (2, 0, "柳林新村退役军人服务站", "和前面一行是同一个单位"),
    ],
)
def test_one_bad_row_keeps_the_whole_list_out_and_is_named(district, at, column, text, says) -> None:
    before = Unit.objects.count()
    wrong = faults(lambda: bring(district, changed(UNITS, at, column, text)))
    assert any(says in one for one in wrong.values()), wrong
    assert Unit.objects.count() == before


def test_a_post_of_towns_is_not_given_in_the_office_by_half_its_name() -> None:
    assert post_of("乡镇双拥干事", "town").key == post_of("双拥干事", "town").key == "town_clerk"
    assert post_of("乡镇（街道）双拥干事", "group").key == "town_clerk"
    with pytest.raises(ValueError, match="不是乡镇（街道）"):
        post_of("双拥干事", "group")


def test_units_that_are_not_registered_are_told_with_the_passwords(district) -> None:
    opened = actions.open_accounts(district.actor("管系"), [*PEOPLE, ["何远", "", "", "区天文局", ""]], now=NOW)
    assert opened.strange == ("区审计局", "区天文局")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("", "云溪区审计局", "government"),
        ("", "云溪区人民武装部", "army"),
        ("部队", "云溪某部", "army"),
        ("", "云溪区双拥工作领导小组", "group"),
        ("领导小组", "云溪区拥军优属委员会", "group"),
        ("", "云溪区消防救援大队", None),
        ("", "云溪区供销社", None),
    ],
)
def test_a_sort_is_taken_from_the_name_where_that_is_plain(text, name, kind) -> None:
    if kind is None:
        with pytest.raises(ValueError, match="请写类别"):
            kind_of(text, name)
    else:
        assert kind_of(text, name) == kind


def test_a_list_without_column_names_is_told_what_is_wanted(district) -> None:
    with pytest.raises(Problem, match="表头一行要有：全称"):
        bring(district, [["云溪区审计局", "政府部门"]])


def test_units_of_another_county_are_refused(district) -> None:
    rows = [["全称", "类别", "区划代码"], ["清河县审计局", "政府部门", "990121"]]
    assert "这一项不在其中" in faults(lambda: bring(district, rows))["第2行"]
    with pytest.raises(Invalid):
        actions.open_units(district.actor("宁联"), UNITS, on=TODAY, now=NOW)


def test_one_list_opens_the_accounts_and_gives_the_posts(district) -> None:
    bring(district)
    opened = actions.open_accounts(district.actor("管系"), PEOPLE, now=NOW)
    assert [account.login for account, _ in opened.accounts] == ["yh001", "he.liu", "yh002"]
    account, password = opened.accounts[0]
    assert Account.objects.get(pk=account.pk).check_password(password) and account.must_change_password
    again = actions.open_accounts(district.actor("管系"), PEOPLE, now=NOW)
    assert (again.accounts, again.known) == ((), 3)

    given = actions.give_posts(district.actor("管安"), PEOPLE, on=TODAY, now=NOW)
    assert (given.added, given.known, given.left) == (2, 0, 1)
    assert Tenure.objects.get(account__login="he.liu").post == "town_clerk", "双拥干事 is part of one post's name only"
    assert actions.give_posts(district.actor("管安"), PEOPLE, on=TODAY, now=NOW).known == 2


@pytest.mark.parametrize(
    ("at", "column", "text", "says"),
    [
        (1, 3, "没有的局", "没有登记"),
        (1, 4, "联络员", "不止一个"),
        (1, 4, "安全管理员", "只能在服务器上任免"),
        (2, 0, "何不在", "不是何不在的"),
        (3, 1, "he.wu", "还没有账号"),
    ],
)
def test_a_post_that_cannot_be_given_keeps_the_list_out(district, at, column, text, says) -> None:
    bring(district)
    actions.open_accounts(district.actor("管系"), PEOPLE, now=NOW)
    rows = changed(changed(PEOPLE, 3, 4, "成员单位联络员"), at, column, text)
    before = Tenure.objects.count()
    wrong = faults(lambda: actions.give_posts(district.actor("管安"), rows, on=TODAY, now=NOW))
    assert any(says in one for one in wrong.values()), wrong
    assert Tenure.objects.count() == before


def test_each_list_is_one_administrators(district) -> None:
    with pytest.raises(Forbidden):
        actions.open_accounts(district.actor("管安"), PEOPLE, now=NOW)
    with pytest.raises(Forbidden):
        actions.give_posts(district.actor("管系"), PEOPLE, on=TODAY, now=NOW)


def test_somebody_elses_log_in_and_two_of_one_name_are_told(district) -> None:
    taken = [["姓名", "登录名"], ["何审", "lu.shuang"]]
    says = faults(lambda: actions.open_accounts(district.actor("管系"), taken, now=NOW))["第2行"]
    assert "已经在别人的账号上" in says and "陆双" not in says
    twins = [["姓名", "手机号"], ["何双", ""], ["何双", ""]]
    assert "同名的两个人" in faults(lambda: actions.open_accounts(district.actor("管系"), twins, now=NOW))["第3行"]
