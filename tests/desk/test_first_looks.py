"""What people trip over in the first minutes: filters on a phone, a leader before the count, an inspector's desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from shuangyong.assess.asking import NotCounted
from shuangyong.base.actor import SYSTEM, Verdict, titled
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.models import Unit
from shuangyong.base.trail.types import every
from shuangyong.cases import waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.offers import Offer
from shuangyong.cases.turns import SIDE
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.casework import pressing_first
from shuangyong.desk.pages import leading, watch
from shuangyong.rules.lights import Light
from tests.base.organisation.conftest import LONG_AGO
from tests.desk.conftest import TODAY as NOW
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words

TODAY = NOW.date()


def test_an_inspector_is_not_asked_for_the_offices_own_work(district) -> None:
    """A text waits for 双拥办 to clear it, an objection to an order for whoever inspects and did not give it."""
    education = {"lead": ((district.unit("教育局"), None),)}
    text = open_case(
        district.actor("简文"), "publicity", Form({"headline": "送教入营", "sort": "本级"}, education), now=NOW
    )
    asked = {
        "problem": "标语牌破损",
        "found_on": TODAY,
        "authority": "年度督查计划",
        "deadline": TODAY,
        "wanted": "修复",
    }

    def objected_to(opener: str) -> Case:
        order = open_case(district.actor(opener), "mending", Form(asked, education), now=NOW)
        for action, form in (("sign", Form()), ("object", Form({"objection": "不属我局管理"}))):
            order = take(district.actor("宁联"), order.pk, action, form, rev=order.rev, now=NOW)
        return order

    own, order = objected_to("督查"), objected_to("陆双")

    def desk(who: str) -> set[int]:
        return {row.pk for row in waiting.mine(district.actor(who), TODAY).rows}

    assert {text.pk, own.pk} <= desk("陆双") and order.pk not in desk("陆双"), "nobody decides against his own order"
    assert order.pk in desk("督查") and not {text.pk, own.pk} & desk("督查")
    refused = may(district.actor("督查"), "case.judge")
    assert not refused and "核查" in refused.reason


@pytest.mark.parametrize(
    ("unit", "post", "said"),
    [
        ("区双拥办", "双拥办主任", "区双拥办主任"),
        ("白石村服务站", "服务站工作人员", "白石村服务站工作人员"),
        ("区教育局", "成员单位联络员", "区教育局成员单位联络员"),
        ("局", "局长", "局局长"),
    ],
)
def test_a_post_does_not_say_its_unit_twice(unit, post, said) -> None:
    assert titled(unit, post) == said


def test_every_sort_of_the_trail_has_a_chinese_name() -> None:
    of_tests = {"test"}  # other tests' own
    assert {kind.what.partition(".")[0] for kind in every()} - of_tests <= set(watch.GROUPS)


def test_a_leader_is_told_that_the_ledgers_are_being_counted(district, monkeypatch) -> None:
    def counting(*_args, **_rest):
        raise NotCounted("工作标准", ())

    monkeypatch.setattr(leading.scores, "score", counting)
    text = words(signed_in(district, "组长").get("/"))
    assert "正在清点台账" in text and "还没有可用的考评标准" not in text


@pytest.mark.browser
def test_on_a_phone_the_first_case_comes_before_the_filters(window, town) -> None:
    hand_out(town, "清明祭扫", "教育局")
    page = window("陆双")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/cases/")
    assert not page.is_visible("#sieve") and page.is_visible("text=清明祭扫")
    page.click("text=筛选")
    page.check("#sieve [name=phase][value=closed]")
    page.click("#sieve button")
    assert re.search(r"[?&]phase=closed", page.url) and not page.is_visible("text=清明祭扫")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.is_visible("#sieve") and not page.is_visible(".sieve-open")


@pytest.mark.parametrize(("kind", "clock"), [("pair", "yearly"), ("shop", "rechecking")])
@pytest.mark.parametrize("light", ["red", "yellow", "green"])
def test_what_answers_a_term_that_comes_again_leads_once_it_presses(district, kind, clock, light) -> None:
    """The yearly report of a pair, the recheck of a shop: at other times what is done most stands first."""
    declared = kinds_in_force(TODAY)[kind]
    acts = tuple(Offer(one, Verdict(True, "")) for one in declared.transitions.values() if one.weight < SIDE)
    ordered = pressing_first(acts, Case(due_clock=clock), Light(light, ""))
    if light == "green":
        assert ordered == acts
    else:
        leads = ordered[0].transition
        assert clock in leads.stops and clock in leads.starts and ordered[0] != acts[0]
        assert sorted(ordered, key=acts.index) == list(acts)


def test_whoever_agrees_on_an_activity_of_a_pair_does_not_choose_the_pair_again(district, paper) -> None:
    give = {"lead": ((district.unit("教育局"), None),), "troops": ((district.unit("驻军"), None),)}
    pair = open_case(district.actor("陆双"), "pair", Form({"pact": "第一对", "contents": ("国防教育",)}, give), now=NOW)
    signed = Form({"signed_on": TODAY, "until": TODAY + timedelta(days=300)}, proofs={"agreement": (paper("宁联"),)})
    pair = take(district.actor("宁联"), pair.pk, "sign", signed, rev=pair.rev, now=NOW)
    page = signed_in(district, "江军").get(f"/cases/{pair.pk}/activity/").content.decode()
    for part, unit in (("lead", "教育局"), ("partner", "驻军")):
        control = page.partition(f'name="child-part-{part}"')[2].partition("</select>")[0]
        assert re.search(rf'value="{district.unit(unit)}" selected', control), part


def test_the_system_administrator_mends_a_name_on_the_page_and_keeps_what_was_looked_for(district) -> None:
    client, who = signed_in(district, "管系"), district.account("宁联")
    assert client.post(f"/accounts/{who}/", {"do": "correct", "name": "宁连"}).status_code == 302
    assert "<h1>宁连</h1>" in client.get(f"/accounts/{who}/").content.decode()
    refused = client.post(f"/accounts/{who}/", {"do": "correct", "name": "宁", "phone": "1380"})
    page = refused.content.decode()
    assert refused.status_code == 422 and "姓名应为 2 至 40 个字。" in page and 'value="1380"' in page


def test_the_auditor_looks_for_a_person_by_name_and_is_told_what_is_listed(district) -> None:
    hand_out(district)
    client = signed_in(district, "管审")
    found = client.get("/trail/", {"who": "陆双"}).content.decode()
    assert "督办〔" in found and 'value="陆双"' in found
    nobody = words(client.get("/trail/", {"who": "陆"}))
    assert "没有叫“陆”的账号，请写全姓名或者登录名。" in nobody and "没有符合条件的留痕" in nobody
    assert "只列 陆双 的留痕。" in words(client.get("/trail/", {"actor": str(district.account("陆双"))}))


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(district) -> None:
    answer = signed_in(district, "督查").get("/score/inspections/circular/")
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "这个地址只接收表单，不能直接打开。" in words(answer) and "回到工作台" in words(answer)


def test_a_village_has_one_place_to_choose_and_it_is_chosen(district) -> None:
    account, _ = organising.create_account(SYSTEM, "cun.zhan", "村站", now=NOW)
    account.must_change_password, account.handed = False, ""
    account.save()
    organising.assign(SYSTEM, account, district.units["东河村站"], "station_clerk", Term(LONG_AGO), now=NOW)
    client = Client()
    client.force_login(account)
    page = client.get("/register/new/").content.decode()
    assert '<option value="990102101201" selected>' in page
    assert 'optgroup label="东河镇"' in page and '<option value="990102101"' not in page
    refused = client.post("/register/new/", {"name": "白新", "id_number": "990102199001011234"})
    assert refused.status_code == 422 and "有 2 处需要改正" in words(refused) and "请选居住地。" in words(refused)


def test_a_month_says_its_days_in_full_and_looked_for_names_stay(district) -> None:
    client = signed_in(district, "谢镇")
    assert '<span class="month-long">日 周' in client.get("/ledgers/visit/month/").content.decode()
    assert "这个月没有到期的，也没有办结的" in client.get("/ledgers/visit/month/?month=2019-03").content.decode()
    nobody = client.post("/register/", {"q": "没有这人"}).content.decode()
    assert "没有找到" in nobody and 'value="没有这人"' in nobody


def test_a_new_unit_is_of_the_sort_that_its_name_says_and_not_of_the_first_in_the_list(district) -> None:
    client = signed_in(district, "管系")
    sent = {"name": "云溪区数据局", "short": "区数据局", "region": "990102", "on": "2026-01-01"}
    assert client.post("/units/new/", sent).status_code == 302
    assert Unit.objects.get(name="云溪区数据局").kind == Unit.Kind.GOVERNMENT
    refused = client.post("/units/new/", sent | {"name": "云溪区双拥促进会"})
    assert (
        refused.status_code == 422 and "请写类别：" in words(refused) and "云溪区双拥促进会" in refused.content.decode()
    )
