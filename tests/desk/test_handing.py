"""The proof code (核验码) on the pages: taken by the security administrator, typed by its owner."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.cases import actions as actions_of_cases
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


def test_a_newcomer_comes_in_with_two_halves_from_two_hands(district) -> None:
    keeper, giver = signed_in(district, "管系"), signed_in(district, "管安")
    shown = keeper.post("/accounts/new/", {"login": "bai.xin", "name": "白新", "phone": ""}).content.decode()
    password = re.findall(r'class="secret">([^<]+)<', shown)[0].replace("&#43;", "+")
    pk = Account.objects.get(login="bai.xin").pk
    unit = district.unit("财政局")
    assert giver.post(f"/accounts/{pk}/", {"do": "assign", "unit": unit, "post": "liaison"}).status_code == 302
    assert "待核验" in words(giver.get("/accounts/?q=白新"))
    assert "登录要核验码" in words(giver.get(f"/accounts/{pk}/"))
    assert keeper.post(f"/accounts/{pk}/", {"do": "proof"}).status_code == 403
    proof = re.findall(
        r'class="secret" role="status">([^<]+)<', giver.post(f"/accounts/{pk}/", {"do": "proof"}).content.decode()
    )
    stranger = Client()
    asked = stranger.post("/login/", {"name": "bai.xin", "password": password})
    assert "还要输入核验码" in words(asked) and 'name="proof"' in asked.content.decode()
    answer = stranger.post("/login/", {"name": "bai.xin", "password": password, "proof": proof[0]})
    assert answer.headers["Location"] == "/account/password/"


def test_the_pages_offer_none_of_the_three_posts(district) -> None:
    page = signed_in(district, "管安").get(f"/accounts/{district.account('宁联')}/").content.decode()
    assert 'value="liaison"' in page
    assert not [post for post in ("system_admin", "security_admin", "audit_admin") if f'value="{post}"' in page]


def test_the_last_half_hour_is_told_on_every_page(district, settings) -> None:
    account = Account.objects.get(pk=district.account("宁联"))
    password = actions.reset_password(SYSTEM, account, now=timezone.now())
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    client = Client()
    client.post("/login/", {"name": "ning.lian", "password": password})
    assert "现在重新登录" not in words(client.get("/"))
    settings.SESSION_MOST = timedelta(minutes=20)
    assert "现在重新登录" in words(client.get("/"))
    assert client.get("/login/").status_code == 302
    assert client.get("/login/?again=1").status_code == 200


def test_whoever_hands_a_post_over_reads_how_many_things_go_along(district) -> None:
    tenure = Tenure.objects.get(account=district.account("宁联"))
    at, head = f"/posts/{tenure.pk}/", signed_in(district, "邵长")
    assert "没有指名交给他本人的事" in words(head.get(at))
    for title in ("甲", "乙", "丙"):
        case = hand_out(district, title)
        take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=timezone.now())
        if title != "丙":
            actions_of_cases.assign(
                district.actor("邵长"),
                case.pk,
                "lead",
                district.unit("教育局"),
                district.account("宁联"),
                rev=2,
                now=timezone.now(),
            )
    said = words(head.get(at))
    assert "交给他本人、没有办完的 2 件事会一起转给接任的人" in said
    assert "交给单位的事不用移交" in said
    # Who sees no cases learns of nobody how many he has.
    said = words(signed_in(district, "管安").get(at))
    assert "指名交给他本人、没有办完的事会一起转给接任的人" in said
    assert "2 件" not in said


def test_the_auditor_reads_who_was_given_which_post_and_which_unit_was_changed(district) -> None:
    """The entries keep numbers; the page says whom and what they are about."""
    giver, auditor = district.actor("管安"), signed_in(district, "管审")
    tenure = Tenure.objects.get(account=district.account("宁联"))
    heir = actions.create_account(district.actor("管系"), "jie.ren", "接任", now=timezone.now())[0]
    actions.hand_over(giver, tenure, heir, on=timezone.localdate(), now=timezone.now())
    said = words(auditor.get("/trail/", {"what": "post"}))
    name = tenure.account.name
    assert f"移交岗位：区教育局联络员{name}，移交给接任" in said
    assert "新设单位：区教育局" in words(auditor.get("/trail/", {"what": "unit"}))
    assert "登录，来自 127.0.0.1：" not in words(auditor.get("/trail/", {"what": "account"}))
