"""An office's table of regions: read row by row, all or nothing, every fault with its row."""

from __future__ import annotations

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Forbidden, Invalid
from shuangyong.base.organisation import actions, regions
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions_data import DISTRICT, invented
from tests.base.organisation.conftest import NOW, TODAY

HEAD = "code,name,parent,valid_from,valid_to\n"
PROVINCE = "98,天河省,,2000-01-01,\n"


def bring(text: str):
    return actions.import_regions(SYSTEM, HEAD + text, now=NOW)


def faults(text: str) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        bring(text)
    return caught.value.fields


@pytest.mark.usefixtures("regions")
def test_the_invented_map_is_there_and_comes_in_again_unchanged():
    assert Region.objects.get(code=DISTRICT).name == "云溪区"
    towns = Region.objects.filter(parent=DISTRICT)
    assert towns.count() == 12
    again = actions.import_regions(SYSTEM, invented(), now=NOW)
    assert (again.added, again.changed, again.same) == (0, 0, Region.objects.count())


@pytest.mark.django_db
def test_codes_are_taken_with_and_without_the_zeros_that_fill_them_up(entries):
    done = bring(
        "980000,天河省,,2000-01-01,\n980100,星桥市,980000,2000-01-01,\n"
        "980102000000,月台区,980100000000,2000-01-01,\n980102001000,云阶镇,980102,2000-01-01,\n"
    )
    assert done.added == 4
    assert list(Region.objects.order_by("code").values_list("code", "parent")) == [
        ("98", ""),
        ("9801", "98"),
        ("980102", "9801"),
        ("980102001", "980102"),
    ]
    assert entries[-1].what == "region.import"
    assert entries[-1].data == {"added": 4, "changed": 0, "same": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("98x1,星桥市,98,2000-01-01,", "代码“98x1”不对：只能是数字，去掉补位的零后为 2、4、6、9、12 位"),
        ("981,星桥市,98,2000-01-01,", "代码“981”不对"),
        ("９８01,星桥市,98,2000-01-01,", "代码“９８01”不对"),
        ("9801,星桥市,97,2000-01-01,", "上级代码“97”不对：应是 9801 开头的一段"),
        ("9801,星桥市,,2000-01-01,", "上级代码“”不对"),
        ("9801,星桥市,9801,2000-01-01,", "上级代码“9801”不对"),
        ("9801,,98,2000-01-01,", "名称应为 1 至 60 个字"),
        ("9801,星桥市,98,2000年1月1日,", "启用日期“2000年1月1日”不对：应写成 2026-01-31 这样"),
        ("9801,星桥市,98,2000-01-01,2000-13-01", "停用日期“2000-13-01”不对"),
        ("9801,星桥市,98,2000-01-01,1999-01-01", "停用日期 1999-01-01 应晚于启用日期"),
        ("9801,星桥市,98,2000-01-01", "应有 5 列，现有 4 列"),
    ],
)
def test_a_bad_row_is_told_and_nothing_comes_in(entries, row, sentence):
    found = faults(PROVINCE + row + "\n")
    assert list(found) == ["第3行"]
    assert sentence in found["第3行"]
    assert not Region.objects.exists()
    assert entries == []


@pytest.mark.django_db
def test_the_row_counts_blank_lines(entries):
    assert list(faults(PROVINCE + "\n\n9801,,98,2000-01-01,\n")) == ["第5行"]


@pytest.mark.django_db
def test_a_wrong_heading_is_told(entries):
    with pytest.raises(Invalid) as caught:
        actions.import_regions(SYSTEM, "代码,地方\n98,天河省\n", now=NOW)
    assert caught.value.fields["第1行"] == "表头应为：代码,名称；可以再加：上级代码,起,止。现在是：代码,地方。"


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["代码,名称\n98,天河省\n9801,星桥市\n", "区划代码\t地名\n98\t天河省\n9801\t星桥市\n"])
def test_code_and_name_are_enough(entries, table):
    """As an office has them, pasted from a spreadsheet or not: what stands above follows from the code."""
    assert actions.import_regions(SYSTEM, table, now=NOW).added == 2
    city = Region.objects.get(code="9801")
    assert (city.name, city.parent, str(city.valid_from)) == ("星桥市", "98", "2000-01-01")


@pytest.mark.django_db
def test_a_parent_must_be_known(entries):
    assert "上级代码 98 既不在本表，也没有导入过" in faults("9801,星桥市,98,2000-01-01,\n")["第2行"]
    bring(PROVINCE)
    assert bring("9801,星桥市,98,2000-01-01,\n").added == 1


@pytest.mark.django_db
def test_days_of_one_code_may_not_overlap(entries):
    bring(PROVINCE)
    assert "与同一代码的另一行有效期重叠" in faults("98,新天河省,,2010-01-01,\n")["第2行"]
    done = bring("98,天河省,,2000-01-01,2010-01-01\n98,新天河省,,2010-01-01,\n")
    assert (done.added, done.changed) == (1, 1)
    assert regions.names_on(["98"], TODAY) == {"98": "新天河省"}
    assert set(regions.names_above("9801")) == {"天河省", "新天河省"}


@pytest.mark.django_db
def test_the_same_row_twice_is_told(entries):
    assert "与前面一行的启用日期相同" in faults(PROVINCE + PROVINCE)["第3行"]


def test_only_the_system_administrator_brings_regions_in(district):
    with pytest.raises(Forbidden, match="没有“导入行政区划”权限。可由：系统管理员"):
        actions.import_regions(district.actor("陆双"), HEAD + PROVINCE, now=NOW)


def test_and_only_those_of_the_own_place(district):
    keeper = district.actor("管系")
    row = "990102301,新河镇,990102,2026-01-01,\n"
    assert actions.import_regions(keeper, HEAD + row, now=NOW).added == 1
    with pytest.raises(Forbidden, match="只能“导入行政区划”本地区的内容"):
        actions.import_regions(keeper, HEAD + "990121301,新河镇,990121,2026-01-01,\n", now=NOW)


def test_levels():
    assert Place("990102101").up("county") == "990102"
    assert regions.codes_above("990102101") == ["99", "9901", "990102", "990102101"]
    assert [regions.short_code(code) for code in ("110000", "110100", "110101", "110101001000", "11")] == [
        "11",
        "1101",
        "110101",
        "110101001",
        "11",
    ]
