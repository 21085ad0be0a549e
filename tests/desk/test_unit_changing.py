"""陆双 puts a unit under another one, into another place, describes it anew, adds a name: told first what follows."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Region, Tenure, Unit, UnitName
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding
from shuangyong.catalog.model import OPENER
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW
from tests.desk.people import signed_in

REASON = "机构改革方案（云委发〔2026〕9号）"
DAY = "2026-11-20"


def ask(district, unit: str, deed: str, /, **sent: str):
    return signed_in(district, "陆双").post(
        f"/units/{district.unit(unit)}/change/{deed}/", {"do": "look", "reason": REASON, **sent}
    )


def hidden(page: str) -> dict[str, str]:
    """What the form that confirms would send."""
    form = next(part for part in page.split("<form") if 'value="change"' in part)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


@pytest.fixture
def head(district) -> Tenure:
    """退役军人局 has a head, who sees what stands under it."""
    account, _ = organising.create_account(SYSTEM, "tui.zhang", "涂章", now=NOW)
    return organising.assign(
        SYSTEM, account, Unit.objects.get(name="云溪区退役军人事务局"), "unit_head", Term(LONG_AGO), now=NOW
    )


def test_who_sees_more_and_less_is_told_before_a_unit_is_moved(district, head) -> None:
    client, unit = signed_in(district, "陆双"), district.unit("民政局")
    page = client.get(f"/units/{unit}/").content.decode()
    assert all(f"/units/{unit}/change/{deed}/" in page for deed in ("move", "place", "describe", "name"))
    assert "新的上级单位" in client.get(f"/units/{unit}/change/move/").content.decode()
    page = ask(district, "民政局", "move", parent=str(head.unit_id)).content.decode()
    for told in (
        "还没有办",
        "涂章（区退役军人局，成员单位负责人）会看到云溪区民政局的事项",
        "没有人会少看到",
        "不影响得分",
        REASON,
    ):
        assert told in page
    assert Unit.objects.get(pk=unit).parent_id != head.unit_id, "nothing yet"
    assert ask(district, "民政局", "move", **hidden(page)).status_code == 302
    assert Unit.objects.get(pk=unit).parent_id == head.unit_id
    assert Entry.objects.get(what="unit.move").says == f"单位改隶：{REASON}"


def test_nobody_confirms_what_was_not_shown(district, head) -> None:
    sent = hidden(ask(district, "民政局", "move", parent=str(head.unit_id)).content.decode())
    other, _ = organising.create_account(SYSTEM, "tui.fu", "涂福", now=NOW)
    organising.assign(SYSTEM, other, head.unit, "unit_head", Term(LONG_AGO), now=NOW)
    answer = ask(district, "民政局", "move", **sent)
    assert answer.status_code == 409 and "涂福" in answer.content.decode()
    assert ask(district, "民政局", "move", **hidden(answer.content.decode())).status_code == 302


@pytest.mark.parametrize(
    ("unit", "parent", "says"),
    [
        ("驻军", "教育局", "军队单位和地方单位不能互为上下级"),
        ("教育局", "人武部", "军队单位和地方单位不能互为上下级"),
        ("领导小组", "教育局", "是领导小组"),
    ],
)
def test_where_it_may_not_go_it_is_refused_with_the_way_out(district, unit, parent, says) -> None:
    if unit == "领导小组":
        group = Unit.objects.get(pk=district.unit(unit))
        organising.found_group(SYSTEM, group, district.units["双拥办"], rules="", on=LONG_AGO, now=NOW)
    parents = {"人武部": "云溪区人民武装部"}
    to = Unit.objects.get(name=parents[parent]).pk if parent in parents else district.unit(parent)
    answer = ask(district, unit, "move", parent=str(to))
    page = answer.content.decode()
    assert answer.status_code >= 400
    assert says in page and REASON in page, "nothing typed is lost"


def test_a_head_does_not_come_to_see_another_county_by_it(district, head) -> None:
    """清河县's bureau under 云溪区's: the head there would see what another county's people do."""
    foreign = Unit.objects.get(name="清河县教育局")
    with pytest.raises(Problem, match="会看到本地以外"):
        organising.move_unit(SYSTEM, foreign, head.unit, now=NOW)


def test_another_place_is_refused_while_somebody_serves_there(district) -> None:
    answer = ask(district, "东河镇", "place", region="990102102", on=DAY)
    page = answer.content.decode()
    assert "会看到别处或更大的范围：谢镇" in page and "安全管理员先免去" in page
    assert "会看到别处" in ask(district, "东河镇", "place", region="990102", on=DAY).content.decode()
    assert Unit.objects.get(pk=district.unit("东河镇")).region == "990102101"


def test_the_new_code_of_a_place_that_was_renamed(district) -> None:
    """The old code is no longer in force: people stay, the case that lay there follows, the score is told."""
    form = Form({"task": "建台账", "deadline": date(2026, 12, 30)}, {"lead": ((district.unit("东河镇"), None),)})
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    Case.objects.filter(pk=case.pk).update(town="990102101")  # as if the town had opened it
    Holding.objects.filter(case=case, part=OPENER).update(unit=district.unit("东河镇"))
    Region.objects.filter(code="990102101").update(valid_to=date(2026, 11, 1))
    page = ask(district, "东河镇", "place", region="990102102", on=DAY).content.decode()
    for told in ("谢镇", "以后看新区划的", "原区划的 1 件，改记到新区划", "县区没有变", "改为柳林镇（990102102）"):
        assert told in page
    assert ask(district, "东河镇", "place", **hidden(page)).status_code == 302
    assert Unit.objects.get(pk=district.unit("东河镇")).town == "990102102"
    assert Case.objects.get(pk=case.pk).town == "990102102"
    assert REASON in Entry.objects.get(what="unit.place").says


def test_a_place_that_is_none(district) -> None:
    page = ask(district, "教育局", "place", region="99x", on="").content.decode()
    assert "请写区划代码" in page and "日期应写成" in page
    assert (
        "没有代码为 990102109 的行政区划"
        in ask(district, "教育局", "place", region="990102109", on=DAY).content.decode()
    )


def test_duties_and_who_no_longer_finds_it(district) -> None:
    page = ask(district, "教育局", "describe", duties="军人子女入学\r\n国防教育", degree="1").content.decode()
    assert "由公开改为内部" in page and "国防教育" in page
    assert ask(district, "教育局", "describe", **hidden(page)).status_code == 302
    unit = Unit.objects.get(pk=district.unit("教育局"))
    assert (unit.duties, unit.degree) == ("军人子女入学\n国防教育", 1)
    assert "级别只能是" in ask(district, "教育局", "describe", duties="", degree="7").content.decode()
    assert "都没有改" in ask(district, "教育局", "describe", duties=unit.duties, degree="1").content.decode()


def test_one_more_name_and_who_else_goes_by_it(district) -> None:
    page = ask(district, "教育局", "name", text="区民政局").content.decode()
    assert "云溪区民政局：以后写这个名称，要由人再选一次" in page
    page = ask(district, "教育局", "name", text="区教体局").content.decode()
    assert "没有别的单位用这个名称" in page
    assert ask(district, "教育局", "name", **hidden(page)).status_code == 302
    assert UnitName.objects.get(text="区教体局").unit_id == district.unit("教育局")
    assert "已经有“区教体局”这个名称" in ask(district, "教育局", "name", text="区教体局").content.decode()


def test_names_are_keyed_anew(district) -> None:
    client = signed_in(district, "陆双")
    assert "不用更新" in client.get("/units/names/").content.decode()
    UnitName.objects.filter(unit=district.unit("教育局")).update(core="旧")
    assert "云溪区教育局" in client.get("/units/names/").content.decode()
    assert "更新了 2 个名称" in client.post("/units/names/").content.decode()
    assert not UnitName.objects.filter(core="旧").exists()


def test_a_change_that_does_not_exist(district) -> None:
    assert signed_in(district, "陆双").get(f"/units/{district.unit('教育局')}/change/other/").status_code == 404
