"""The pages of the register: found, added, opened, merged, reviewed; masked in every answer, constant in questions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shuangyong.base.actor import SYSTEM
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.catalog.actions import publish_files
from shuangyong.register import actions as registering
from shuangyong.register.actions import PersonDraft
from shuangyong.register.models import (
    Alarm,
    Category,
    Correction,
    Grant,
    Honour,
    Look,
    Pair,
    Person,
    Relation,
    ServiceEpisode,
    Trait,
)
from tests.cases.test_register_fields import AID
from tests.desk.people import signed_in
from tests.register.conftest import EAST, NOW, WILLOW, ZHAO, own_keys, qian, zhao  # noqa: F401 - fixtures

CLEAR = ("赵小川", ZHAO.id_number, ZHAO.phone, "三组12号", "1970-05-01")


def page(client, address: str, data=None, status: int = 200) -> str:
    answer = client.post(address, data) if data is not None else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def masked(text: str) -> str:
    for clear in CLEAR:
        assert clear not in text
    return text


def test_a_person_is_found_opened_once_and_the_look_stands_on_the_page(district, zhao) -> None:  # noqa: F811
    me = signed_in(district, "谢镇")
    found = page(me, "/register/", {"q": ZHAO.id_number})
    assert "赵*川" in masked(found) and f"/register/persons/{zhao.pk}/" in found
    file = masked(page(me, f"/register/persons/{zhao.pk}/"))
    assert all(
        word in file for word in ("139****1234", "残疾军人", "三等功", "服役（义务兵）", "驻云溪某部", "看了遮掩的档案")
    )
    opened = page(me, f"/register/persons/{zhao.pk}/open/", {"fields": ["phone", "name"], "purpose": "八一走访前联系"})
    assert "13900001234" in opened and "赵小川" in opened and ZHAO.id_number not in opened
    again = masked(page(me, f"/register/persons/{zhao.pk}/"))
    assert "打开姓名、联系电话" in again and "八一走访前联系" in again


def test_what_was_searched_for_is_in_no_address(district, zhao) -> None:  # noqa: F811
    text = page(signed_in(district, "谢镇"), "/register/")
    assert 'method="post" role="search"' in text
    assert "赵" not in page(signed_in(district, "谢镇"), f"/register/?q={ZHAO.id_number}")


def test_a_new_file_keeps_what_was_typed_when_it_is_refused(district) -> None:
    me = signed_in(district, "谢镇")
    typed = {"name": ZHAO.name, "region": EAST, "id_number": ZHAO.id_number[:-1] + "0", "phone": ZHAO.phone}
    text = page(me, "/register/new/", typed, 422)
    assert "校验码" in text and ZHAO.phone in text
    typed["id_number"] = ZHAO.id_number
    page(me, "/register/new/", typed, 302)
    assert Person.objects.get().born == date(1970, 5, 1)


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"do": "service", "kind": "军士", "enlisted": "1999-01-01", "troops_name": "驻区某部"}, 302, "军士"),
        ({"do": "service", "kind": "军士", "enlisted": "1999-01-01", "troops_name": "31234部队"}, 422, "公开名称"),
        ({"do": "category", "category": "war_veteran"}, 302, "参战退役军人"),
        ({"do": "category", "category": "martyr_family"}, 422, "还要填"),
        ({"do": "honour", "honour": "second_merit", "on": "1991-01-01"}, 302, "二等功"),
        ({"do": "trait", "trait": "student", "value": "是"}, 302, "在校就读"),
        ({"do": "trait", "trait": "employment", "value": "打零工"}, 422, "填得不对"),
        ({"do": "correct", "name": "赵晓川", "reason": "户口簿", "rev": "1"}, 302, "更正"),
        ({"do": "correct", "hukou": "城镇", "rev": "7"}, 409, "已经有了变化"),
        ({"do": "secret", "sort": "phone", "value": "13700000009"}, 302, "137****0009"),
        ({"do": "secret", "sort": "certificate/优待证", "value": "YD12345678"}, 302, "优待证"),
        ({"do": "move", "region": "990102101202"}, 302, "东河新村"),
        ({"do": "died", "died": "2025-12-01"}, 302, "已去世"),
        ({"do": "died", "died": "昨天"}, 422, "日期应写成"),
        ({"do": "household"}, 302, "户主"),
        ({"do": "dance"}, 422, "没有这个操作"),
    ],
)
def test_every_act_on_the_page(district, zhao, form: dict, status: int, says: str) -> None:  # noqa: F811
    me = signed_in(district, "谢镇")
    address = f"/register/persons/{zhao.pk}/"
    refused = page(me, address, form, status)
    text = refused if status != 302 else page(me, address)
    assert says in text
    masked(text)


def test_relations_are_found_by_number(district, zhao, qian) -> None:  # noqa: F811
    me = signed_in(district, "陆双")
    page(me, f"/register/persons/{zhao.pk}/", {"do": "relate", "other": "13900005678", "kind": "配偶"}, 302)
    assert "配偶" in page(me, f"/register/persons/{qian.pk}/")
    assert "不止一人" in page(
        me, f"/register/persons/{zhao.pk}/", {"do": "relate", "other": "不存在的", "kind": "配偶"}, 422
    )


def test_the_household_page(district, zhao, qian) -> None:  # noqa: F811
    me = signed_in(district, "陆双")
    home = registering.make_household(district.actor("陆双"), EAST, [(zhao.pk, "户主")], now=NOW)
    page(me, f"/register/households/{home.pk}/", {"do": "join", "other": "13900005678", "role": "配偶"}, 302)
    text = masked(page(me, f"/register/households/{home.pk}/"))
    assert "赵*川户" in text and "钱*江" in text
    assert "可填" in page(
        me, f"/register/households/{home.pk}/", {"do": "join", "other": "赵小川", "role": "邻居"}, 422
    )


def test_duplicates_are_decided_by_a_person(district, zhao) -> None:  # noqa: F811
    me = signed_in(district, "陆双")
    twin = registering.add(district.actor("陆双"), PersonDraft("赵小川", EAST, born=date(1970, 5, 1)), now=NOW)
    text = masked(page(me, "/register/duplicates/"))
    assert "姓名、出生日期和居住的乡镇相同" in text
    pair = Pair.objects.get().pk
    page(me, "/register/duplicates/", {"pair": pair, "do": "merge", "reason": "电话核实"}, 422)
    page(me, "/register/duplicates/", {"pair": pair, "do": "merge", "into": zhao.pk, "reason": "电话核实"}, 302)
    assert Person.objects.get(pk=twin.pk).head_id == zhao.pk
    merged = page(me, f"/register/persons/{twin.pk}/")
    assert "由 2 份合并" in merged and "撤销与编号" in merged


def test_breaking_the_glass_and_its_review(district, qian) -> None:  # noqa: F811
    me, judge = signed_in(district, "谢镇"), signed_in(district, "管安")
    assert f"/register/persons/{qian.pk}/glass/" in page(me, "/register/", {"q": "13900005678"})
    page(me, f"/register/persons/{qian.pk}/", status=404)
    page(me, f"/register/persons/{qian.pk}/glass/", {"reason": "急", "hours": "1"}, 422)
    page(me, f"/register/persons/{qian.pk}/glass/", {"reason": "突发疾病送医，须通知家属", "hours": "1"}, 302)
    assert "紧急打开的档案" in page(me, f"/register/persons/{qian.pk}/")
    page(me, f"/register/persons/{qian.pk}/open/", {"fields": "phone", "purpose": "通知家属"})
    seen = page(judge, "/register/review/")
    assert "突发疾病送医" in seen and "通知家属" in seen and "13900005678" not in seen
    page(judge, "/register/review/", {"row": Grant.objects.get().pk, "verdict": "无据"}, 422)
    page(judge, "/register/review/", {"row": Grant.objects.get().pk, "verdict": "有据"}, 302)
    assert "有据" in page(judge, "/register/review/")


def test_a_planted_record_alarms_on_the_administrators_page(district) -> None:
    judge = signed_in(district, "管安")
    assert "还没有布设过" in page(judge, "/register/review/")
    assert "请选您所管地区内的一个村" in page(judge, "/register/review/", {"do": "plant", "region": ""}, 422)
    page(judge, "/register/review/", {"do": "plant", "region": EAST}, 302)
    planted = Person.objects.get()
    assert "已布设：东河村 1 份。" in page(judge, "/register/review/")
    assert "布设" not in page(signed_in(district, "谢镇"), f"/register/persons/{planted.pk}/")
    page(signed_in(district, "谢镇"), f"/register/persons/{planted.pk}/open/", {"fields": "phone", "purpose": "看看"})
    assert "人员查看：告警 1 条" in page(judge, "/")
    assert "谢镇打开了布设的人员记录" in page(judge, "/register/review/")
    page(judge, "/register/review/", {"do": "settle", "row": Alarm.objects.get().pk, "note": "误点，已谈话"}, 302)
    assert "没有告警" in page(judge, "/register/review/")


@pytest.mark.parametrize(
    ("sort", "good", "bad", "says"),
    [
        ("troops", {"name": "驻区某部"}, {"name": "第九师"}, "公开名称"),
        (
            "merchants",
            {"name": "面馆", "code": "91350100M000100Y43"},
            {"name": "面馆", "code": "91350100M000100Y42"},
            "校验码",
        ),
        ("sites", {"name": "双拥广场", "sort": "双拥阵地"}, {"name": "双拥广场", "sort": "别的"}, "类别可填"),
    ],
)
def test_rows_of_other_sorts(district, sort: str, good: dict, bad: dict, says: str) -> None:
    me = signed_in(district, "陆双")
    assert says in page(me, f"/register/{sort}/", {**bad, "region": "990102101"}, 422)
    answer = me.post(f"/register/{sort}/", {**good, "region": "990102101"})
    assert answer.status_code == 302
    text = page(me, answer.url)
    assert good["name"] in text
    page(me, answer.url, {**good, "region": "990102101", "closed": "2026-03-01"}, 302)
    assert "停用日期" in page(me, answer.url)
    page(signed_in(district, "宁联"), f"/register/{sort}/", {**good, "region": "990102101"}, 403)
    page(me, "/register/nothing/", status=404)


def test_a_case_is_opened_for_a_person_found_by_name(district, zhao) -> None:  # noqa: F811
    publish_files(SYSTEM, {"aid.toml": AID}, now=NOW)
    me = signed_in(district, "谢镇")
    registering.add(district.actor("谢镇"), PersonDraft("赵小川", EAST, born=date(1988, 1, 1)), now=NOW)
    several = page(me, "/cases/new/aid/", {"person-named": "赵小川"}, 422)
    assert "找到 2 个人员" in several and f'value="{zhao.pk}"' in several
    masked(several.replace('value="赵小川"', ""))
    answer = me.post("/cases/new/aid/", {"person": zhao.pk})
    assert answer.status_code == 302
    text = page(me, answer.url)
    assert f'<a href="/register/persons/{zhao.pk}/">赵*川（1970年生）</a>' in text
    masked(text.replace("1970-05-01", ""))  # a fact of this kind of case, which asks for it
    one = me.post("/cases/new/aid/", {"person-named": ZHAO.phone})
    assert one.status_code == 302
    file = page(me, f"/register/persons/{zhao.pk}/")
    assert "帮扶〔" in masked(file) and file.count("赵*川（1970年生）") == 0  # on his own page by what it is
    assert "没有找到" in page(me, "/cases/new/aid/", {"person-named": "13300000000"}, 422)


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_life_of_five_hundred_events_asks_no_more(district, zhao) -> None:  # noqa: F811
    publish_files(SYSTEM, {"aid.toml": AID}, now=NOW)
    me, address = signed_in(district, "陆双"), f"/register/persons/{zhao.pk}/"
    open_case(district.actor("陆双"), "aid", Form({"person": zhao.pk}), now=NOW)
    registering.relate(
        SYSTEM, zhao.pk, registering.add(SYSTEM, PersonDraft("甲乙", WILLOW), now=NOW).pk, "子女", now=NOW
    )
    registering.correct(SYSTEM, zhao.pk, {"hukou": "城镇"}, now=NOW)
    few = asked(me, address)
    Honour.objects.bulk_create(Honour(person=zhao, key="third_merit", on=date(1990, 1, 1)) for _ in range(150))
    Category.objects.bulk_create(Category(person=zhao, key="veteran", since=date(1991, 1, 1)) for _ in range(150))
    Trait.objects.bulk_create(Trait(person=zhao, key="student", value=False) for _ in range(50))
    Correction.objects.bulk_create(
        Correction(person=zhao, field="region", before=EAST, after=WILLOW, since=date(2000, 1, 1), at=NOW)
        for _ in range(150)
    )
    others = [registering.add(SYSTEM, PersonDraft(f"丙{n}", WILLOW), now=NOW) for n in "丁戊己庚"]
    Relation.objects.bulk_create(Relation(person=zhao, other=other, kind="子女") for other in others)
    for _ in range(4):
        open_case(district.actor("陆双"), "aid", Form({"person": zhao.pk}), now=NOW)
    Look.objects.bulk_create(Look(person=zhao, account_name="某", at=NOW) for _ in range(100))
    assert asked(me, address) == few


@pytest.mark.parametrize("address", ["/register/list/", "/register/duplicates/", "/register/merchants/"])
def test_lists_ask_no_more_for_more_rows(district, zhao, address: str) -> None:  # noqa: F811
    def more(start: int, count: int) -> None:
        for n in range(start, start + count):
            draft = PersonDraft("赵小川", EAST, born=date(1970, 5, 1), phone=f"139{n:08d}")
            registering.add(SYSTEM, draft, now=NOW)
            shop = registering.MerchantDraft(f"店{'甲乙丙丁戊己庚辛'[n]}", "91350100M000100Y43", EAST)
            registering.add_merchant(SYSTEM, shop, now=NOW)

    more(0, 2)
    me = signed_in(district, "陆双")
    few = asked(me, address)
    more(2, 6)
    assert asked(me, address) == few


def test_the_log_of_the_day_is_masked(district, zhao) -> None:  # noqa: F811
    """The trail's page after everything above was done once."""
    me = signed_in(district, "谢镇")
    page(me, "/register/", {"q": "赵小川"})
    page(me, f"/register/persons/{zhao.pk}/open/", {"fields": ["id_number", "address"], "purpose": "核对赵小川证件"})
    since = timezone.now() - timedelta(minutes=5)
    assert Entry.objects.filter(what="register.open", at__gte=since).exists()
    text = page(signed_in(district, "管审"), "/trail/?what=register")
    assert ZHAO.id_number not in text and "三组12号" not in text and "打开身份证号、详细地址" in text


def test_a_time_in_service_is_put_right_on_the_page(district, zhao) -> None:  # noqa: F811
    me, address = signed_in(district, "谢镇"), f"/register/persons/{zhao.pk}/"
    given = {"do": "service", "kind": "义务兵", "enlisted": "2001-12-01", "discharged": "2003-12-01"}
    page(me, address, given, 302)
    episode = ServiceEpisode.objects.latest("pk")
    shown = page(me, address)
    assert f'name="row" value="{episode.pk}"' in shown and 'value="2001-12-01"' in shown, (
        "what was registered stands there"
    )
    right = given | {"do": "correct_service", "row": str(episode.pk), "kind": "军士", "discharged": "2005-12-01"}
    assert "请写更正的依据" in page(me, address, right, 422)
    page(me, address, right | {"reason": "退役证原件"}, 302)
    episode.refresh_from_db()
    assert (episode.kind, str(episode.discharged)) == ("军士", "2005-12-01")
    entry = Entry.objects.filter(about_kind="register.person").latest("seq")
    assert entry.data["before"]["kind"] == "义务兵" and entry.data["reason"] == "退役证原件"
    wrong = right | {"reason": "退役证原件", "discharged": "1999-12-01"}
    page(me, address, wrong, 422)


def test_a_relation_ends_on_the_page(district, zhao, qian) -> None:  # noqa: F811
    me, address = signed_in(district, "陆双"), f"/register/persons/{zhao.pk}/"
    page(me, address, {"do": "relate", "other": "13900005678", "kind": "配偶"}, 302)
    relation = Relation.objects.get()
    assert "终止关系：配偶" in page(me, address)
    page(me, address, {"do": "unrelate", "row": str(relation.pk), "until": "2026-01-01"}, 302)
    relation.refresh_from_db()
    assert str(relation.until) == "2026-01-01"
    assert "终止关系" not in page(me, address)
