"""The map comes as a whole and is bound in stretches of rows; a code moved to another place directly is told."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.models import Region
from shuangyong.base.trail import comparing, touched
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.witness import hear
from tests.base.organisation.conftest import NOW

pytestmark = pytest.mark.usefixtures("behind_the_back")
HEADER = "code,name,parent,valid_from,valid_to\n"


def map_of(first: int, last: int, name: str = "街") -> str:
    towns = "".join(f"980101{number:03},{name}{number},980101,2020-01-01,\n" for number in range(first, last + 1))
    return f"{HEADER}98,某省,,2020-01-01,\n9801,某市,98,2020-01-01,\n980101,某县,9801,2020-01-01,\n{towns}"


@pytest.fixture
def narrow(db, monkeypatch) -> None:
    """Stretches of ten rows."""
    table = touched.table_of(Region)
    monkeypatch.setitem(touched.tables(), table.name, touched.Table(table.name, Region, table.columns, "行政区划", 10))
    comparing.begin(now=NOW)


def bring(text: str) -> Entry:
    actions.import_regions(SYSTEM, text, now=NOW)
    return Entry.objects.latest("seq")


def test_an_import_is_one_entry_with_a_digest_for_each_stretch(narrow) -> None:
    entry = bring(map_of(1, 52))
    keys = Region.objects.values_list("pk", flat=True)
    assert len(entry.data["sealed"]) == len({key // 10 for key in keys}) <= 7
    assert hear().good


@pytest.mark.parametrize(
    "changed", [{"name": "别处"}, {"parent": "98"}, {"valid_to": date(2026, 1, 1)}, {"code": "97"}]
)
def test_a_changed_row_is_told_by_its_stretch(narrow, changed) -> None:
    bring(map_of(1, 52))
    held = Region.objects.get(code="980101033")
    Region.objects.filter(pk=held.pk).update(**changed)
    (says,) = hear().says
    first = held.pk // 10 * 10
    assert f"行政区划（编号 {first} 至 {first + 9}：" in says and "有人直接改过数据库" in says
    assert "最近一次正确写入是" in says and "导入行政区划" in says
    Region.objects.filter(pk=held.pk).update(**{key: getattr(held, key) for key in changed})
    assert hear().good, "put back, it is whole again"


def test_rows_put_in_and_taken_away_are_told(narrow) -> None:
    bring(map_of(1, 52))
    last = Region.objects.latest("pk").pk
    Region.objects.create(pk=last + 100, code="980102", name="假县", parent="9801", valid_from=date(2020, 1, 1))
    (says,) = hear().says
    assert "没有登记的留痕" in says and "假县" in says and "共 1 行" in says
    Region.objects.filter(code="980102").delete()
    Region.objects.get(code="980101004").delete()  # of an early stretch, wherever PostgreSQL's keys have come to
    assert len(hear().says) == 1
    Region.objects.filter(pk__gte=last // 10 * 10).delete()
    assert len(hear().says) == 2


def test_a_second_import_changes_and_adds_within_the_same_stretches(narrow) -> None:
    """A stretch that was half full is filled by the next import, and rows of older ones get another name."""
    bring(map_of(1, 47))
    entry = bring(map_of(41, 63, "巷"))
    assert Region.objects.get(code="980101041").name == "巷41"
    assert hear().good
    told = [number for _, number, _, _ in entry.data["sealed"]]
    assert min(told) * 10 > Region.objects.get(code="980101001").pk, "stretches that stayed are not told again"
    Region.objects.filter(code="980101055").update(name="改过")
    assert len(hear().says) == 1


def test_a_tampered_stretch_that_an_import_writes_over_stays_told(narrow) -> None:
    bring(map_of(1, 47))
    Region.objects.filter(code="980101043").update(name="改过")
    entry = bring(map_of(40, 47, "巷"))
    (says,) = hear().says
    assert f"在第 {entry.seq} 条留痕以前被直接改过" in says


def test_an_import_that_changes_nothing_tells_nothing(narrow) -> None:
    bring(map_of(1, 20))
    assert bring(map_of(1, 20)).data.get("sealed", []) == []
    assert hear().good


def test_a_map_of_before_is_taken_as_it_stands(narrow, monkeypatch) -> None:
    Region.objects.bulk_create(
        Region(code=f"98010{number:04}", name="街", parent="9801", valid_from=NOW.date()) for number in range(25)
    )
    monkeypatch.setattr(comparing, "begun", set)
    comparing.begin(now=NOW)
    monkeypatch.undo()
    assert "把已有的 25 行绑定到留痕" in [entry.says for entry in Entry.objects.all()]
