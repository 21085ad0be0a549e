"""陆双 lets 教育局 go into 民政局 on its page: told first what follows; refused where anybody would see further."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import GroupMember, Tenure, Unit
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW
from tests.desk.people import signed_in

REASON = "机构改革方案（云委发〔2026〕9号）"


@pytest.fixture
def task(district) -> Case:
    form = Form({"task": "建台账", "deadline": date(2026, 12, 30)}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def typed(district, into: str, /, **more: str) -> dict[str, str]:
    return {"do": "look", "into": str(district.unit(into)), "on": "2026-11-20", "reason": REASON, **more}


def ask(district, unit: str, into: str, /, **more: str):
    return signed_in(district, "陆双").post(f"/units/{district.unit(unit)}/merge/", typed(district, into, **more))


def hidden(page: str) -> dict[str, str]:
    """What the form that confirms would send."""
    form = next(part for part in page.split("<form") if 'value="merge"' in part)
    return dict(re.findall(r'name="(into|on|reason|do|seen)" value="([^"]*)"', form))


def standing(district, *units: str) -> bool:
    return not Unit.objects.filter(pk__in=[district.unit(key) for key in units], valid_to__isnull=False).exists()


def test_what_follows_is_told_first_and_done_when_confirmed(district, task) -> None:
    group = organising.found_group(
        SYSTEM, Unit.objects.get(pk=district.unit("领导小组")), district.units["双拥办"], rules="", on=LONG_AGO, now=NOW
    )
    organising.join_group(SYSTEM, group, district.units["教育局"], duties="入学", on=LONG_AGO, now=NOW)
    client, unit, into = signed_in(district, "陆双"), district.unit("教育局"), district.unit("民政局")
    assert f"/units/{unit}/merge/" in client.get(f"/units/{unit}/").content.decode()
    assert "由哪个单位承接" in client.get(f"/units/{unit}/merge/").content.decode()
    page = client.post(f"/units/{unit}/merge/", typed(district, "民政局")).content.decode()
    for told in (
        "还没有办",
        "宁联，成员单位联络员：改在云溪区民政局任这一岗位",
        "督办事项：在办 1 件，立即由云溪区民政局承接",
        "由云溪区民政局接替它的位置和职责",
        "下面没有单位",
        REASON,
    ):
        assert told in page
    assert standing(district, "教育局", "民政局") and Holding.objects.get(case=task, part="lead").unit_id == unit
    assert client.post(f"/units/{unit}/merge/", hidden(page)).status_code == 302
    assert Unit.objects.get(pk=unit).successor_id == into
    assert Holding.objects.get(case=task, part="lead").unit_id == into
    assert set(Tenure.objects.filter(unit=into, until=None).values_list("post", flat=True)) == {"liaison", "unit_head"}
    assert GroupMember.objects.get(until=None).unit_id == into
    assert Entry.objects.get(what="unit.merge").data["reason"] == REASON
    assert "并入进来的单位</dt><dd>云溪区教育局" in client.get(f"/units/{into}/").content.decode()


def test_nobody_confirms_what_was_not_shown(district, task) -> None:
    sent = hidden(ask(district, "教育局", "民政局").content.decode())
    form = Form({"task": "又一件", "deadline": date(2026, 12, 30)}, {"lead": ((district.unit("教育局"), None),)})
    open_case(district.actor("陆双"), "task", form, now=NOW)
    answer = ask(district, "教育局", "民政局", **sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "情况又有变化" in page and "在办 2 件" in page
    assert ask(district, "教育局", "民政局", **(sent | {"seen": ""})).status_code == 409
    assert standing(district, "教育局")
    assert ask(district, "教育局", "民政局", **hidden(page)).status_code == 302


def test_what_was_typed_stays_when_something_is_missing(district) -> None:
    answer = ask(district, "教育局", "民政局", reason=" ", on="2026-13-01")
    page = answer.content.decode()
    assert answer.status_code == 422 and "请写明并入的事由" in page and "日期应写成" in page
    assert f'value="{district.unit("民政局")}" selected' in page
    assert "请从名单里选" in ask(district, "教育局", "民政局", into="²").content.decode()
    back = ask(district, "教育局", "民政局", do="again")
    assert back.status_code == 200 and REASON in back.content.decode()


@pytest.mark.parametrize(
    ("unit", "into", "says"),
    [
        ("东河站", "教育局", "并入以后这些岗位会看到更大的范围：向站（服务站工作人员）"),
        ("东河镇", "区政府", "谢镇（乡镇（街道）双拥干事）"),
        ("财政局", "柳林镇", "岗位的查看范围会变成别处的"),
        ("教育局", "区政府", "云溪区人民政府下面还有别的单位，并入以后这些岗位会看到它们的事项：邵长"),
        ("东河镇", "东河镇", "就是东河镇人民政府或在它下面"),
        ("东河镇", "东河村站", "或在它下面，不能并入"),
        ("驻军", "教育局", "驻云溪区某部是军队单位"),
        ("教育局", "人武部", "云溪区人民武装部是军队单位"),
        ("区府办", "财政局", "系统、安全或审计管理员"),
        ("教育局", "领导小组", "是领导小组，不能并入"),
    ],
)
def test_nobody_sees_further_by_a_merger(district, unit, into, says) -> None:
    if "领导小组" in into:
        organising.found_group(
            SYSTEM, district.units["领导小组"], district.units["双拥办"], rules="", on=LONG_AGO, now=NOW
        )
    for do in ("look", "merge"):
        answer = ask(district, unit, into, do=do)
        page = answer.content.decode()
        assert answer.status_code == 422 and says in page, page
        assert "<dt>允许</dt>" in page and "<dt>下一步</dt>" in page
    assert standing(district, unit, into)


def test_a_station_without_people_goes_up_and_towns_go_together(district) -> None:
    page = ask(district, "东河村站", "东河站").content.decode()
    assert "没有人在这里任职" in page and ask(district, "东河村站", "东河站", **hidden(page)).status_code == 302
    page = ask(district, "东河镇", "柳林镇").content.decode()
    assert "东河镇退役军人服务站：改由柳林镇人民政府管" in page
    assert ask(district, "东河镇", "柳林镇", **hidden(page)).status_code == 302


def test_who_will_serve_later_counts_as_well(district) -> None:
    account, _ = organising.create_account(SYSTEM, "lai.ri", "来日", now=NOW)
    organising.assign(SYSTEM, account, district.units["东河村站"], "station_clerk", Term(date(2026, 12, 1)), now=NOW)
    assert "来日（服务站工作人员）" in ask(district, "东河村站", "东河站").content.decode()


@pytest.mark.parametrize(("unit", "into"), [("财政局", "教育局"), ("教育局", "财政局")])
def test_what_ended_neither_goes_nor_takes_on_a_day_before_its_end(district, unit, into) -> None:
    organising.merge_unit(SYSTEM, district.units["财政局"], district.units["民政局"], on=date(2026, 3, 1), now=NOW)
    with pytest.raises(Problem, match="云溪区财政局已于 2026-03-01 终止"):
        organising.merge_unit(SYSTEM, district.units[unit], district.units[into], on=date(2026, 2, 1), now=NOW)
    assert ask(district, unit, into).status_code in {404, 422}
    assert standing(district, "教育局", "民政局")
