"""管系 and 管安 make somebody up together: 陆双, who knows his people, and 管审 read it on their desks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.listing import give_posts, open_accounts
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.cases import reminding
from shuangyong.cases.models import Notice
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import signed_in
from tests.desk.test_pages import words

CHECK = "来由不清楚的，请与审计管理员核实。"


@pytest.fixture
def puppet(district) -> Account:
    """Opened by the one, given a post by the other, as on their pages."""
    keeper, giver = signed_in(district, "管系"), signed_in(district, "管安")
    keeper.post("/accounts/new/", {"login": "bai.xin", "name": "白新", "phone": ""})
    account = Account.objects.get(login="bai.xin")
    post = {"do": "assign", "unit": district.unit("双拥办"), "post": "office_clerk"}
    assert giver.post(f"/accounts/{account.pk}/", post).status_code == 302
    return account


def told(district, who: str) -> list[str]:
    return list(Notice.objects.filter(account=district.account(who), sort="people").values_list("says", flat=True))


def test_the_head_and_the_auditor_read_of_a_new_account_and_its_post(district, puppet) -> None:
    today = timezone.localdate()
    opened = f"区政府办系统管理员管系办理了人员变动。新开账号：白新（bai.xin）。{CHECK}"
    given = "区政府办安全管理员管安办理了人员变动。任职：白新（bai.xin）任区双拥办工作人员，自 "
    for who in ("陆双", "管审"):
        one, two = told(district, who)
        assert one == opened
        assert two == f"{given}{today} 起，首次任职。{CHECK}"
        page = words(signed_in(district, who).get("/"))
        assert opened in page and given in page
    assert not Notice.objects.filter(sort="people").exclude(account__name__in=("陆双", "管审")).exists()


def test_it_stands_in_the_digest_and_is_put_away(district, puppet) -> None:
    tomorrow = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    assert reminding.make_digests(now=tomorrow, progress=lambda done, total: None) == 2
    head = signed_in(district, "陆双")
    assert "新开账号：白新（bai.xin）" in words(head.get("/digests/"))
    last = Notice.objects.filter(account=district.account("陆双")).latest("pk").pk
    head.post("/seen/", {"last": last})
    assert not Notice.objects.filter(account=district.account("陆双"), seen_at=None).exists()


def test_whose_post_is_taken_is_told_beside_them(district) -> None:
    tenure = Tenure.objects.get(account=district.account("陆双"))
    jian = district.people["简文"]
    organising.hand_over(district.actor("管安"), tenure, jian, on=TODAY, now=NOW)
    says = "陆双（lu.shuang）任区双拥办主任，自 2026-03-02 起移交给简文（jian.wen）"
    for who in ("陆双", "简文", "管审"):
        assert says in told(district, who)[0]


def test_a_town_head_made_up_does_not_keep_the_county_from_hearing(district) -> None:
    giver, town = district.actor("管安"), district.units["东河镇"]
    organising.assign(giver, district.people["向站"], town, "office_head", Term(TODAY), now=NOW)
    organising.assign(giver, district.people["宁联"], town, "town_clerk", Term(TODAY), now=NOW)
    assert len(told(district, "陆双")) == 2


def test_a_mistyped_name_a_reset_and_an_account_woken_are_told_too(district, puppet) -> None:
    Notice.objects.all().delete()
    keeper = district.actor("管系")
    organising.correct_account(keeper, puppet, "简文", "", now=NOW)
    organising.reset_password(keeper, puppet, now=NOW)
    organising.end_tenure(district.actor("管安"), puppet.tenures.get(), on=timezone.localdate(), now=timezone.now())
    organising.deactivate(keeper, puppet, now=timezone.now())
    organising.reactivate(keeper, puppet, now=timezone.now())
    sorts = (
        "更正姓名：白新改为简文（bai.xin）",
        "重置密码：",
        "免职：简文（bai.xin）任区双拥办工作人员，到 ",
        "重新启用账号：简文",
    )
    for says, sort in zip(told(district, "陆双"), sorts, strict=True):
        assert sort in says


def test_a_list_is_one_notice_and_what_was_refused_none(district) -> None:
    rows = [("姓名", "登录名", "手机号", "单位", "岗位")]
    rows += [(f"来人{sign}", f"lai.{n}", "", "区财政局", "成员单位联络员") for n, sign in enumerate("甲乙丙丁戊己庚辛")]
    open_accounts(district.actor("管系"), rows, now=NOW)
    give_posts(district.actor("管安"), rows, on=TODAY, now=NOW)
    opened, given = told(district, "陆双")
    assert "新开账号 8 人次：来人甲（lai.0）、" in opened and "来人辛" not in opened
    assert "任职 8 人次，都列在“岗位”里：来人甲（lai.0）任区财政局联络员，" in given
    assert given.count("任区财政局联络员") >= 3 and given.endswith(CHECK) and len(given) <= 300
    with pytest.raises(Problem):
        give_posts(
            district.actor("管安"), [rows[0], ("来人甲", "lai.0", "", "无此局", "成员单位联络员")], on=TODAY, now=NOW
        )
    assert len(told(district, "陆双")) == 2


def test_what_the_head_does_is_told_to_the_auditor_alone(district) -> None:
    tenure = Tenure.objects.get(account=district.account("简文"))
    organising.hand_over(district.actor("陆双"), tenure, district.people["邵长"], on=TODAY, now=NOW)
    assert len(told(district, "管审")) == 1 and not told(district, "陆双")


def test_what_is_done_at_the_server_is_told_to_who_has_come_in(district) -> None:
    assert not Notice.objects.filter(sort="people").exists()  # the whole cast was appointed there
    Account.objects.filter(pk=district.account("陆双")).update(logged_in_at=NOW)
    account, _ = organising.create_account(SYSTEM, "bai.xin", "白新", now=NOW)
    organising.assign(SYSTEM, account, district.units["区府办"], "system_admin", Term(TODAY), now=NOW)
    says = (
        "运行维护人员在服务器上办理了人员变动。任职：白新（bai.xin）任区政府办系统管理员，自 2026-03-02 起，首次任职。"
    )
    assert told(district, "陆双") == [f"{says}{CHECK}"] and not told(district, "管审")
