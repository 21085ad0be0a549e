"""The first day of an office on the pages: what is to be done stands on the desk, lists are brought in, faults are told."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from shuangyong.base.organisation.actions import show_code
from shuangyong.base.organisation.models import Account, GroupMember, Unit
from tests.desk.conftest import TODAY as NOW
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words

pytestmark = pytest.mark.django_db

LIST = "姓名\t单位\t岗位\n何新\t区教育局\t成员单位联络员\n"


def workbook(rows: list[list[str]]) -> SimpleUploadedFile:
    stream = BytesIO()
    book = Workbook(stream)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return SimpleUploadedFile("单位.xlsx", stream.getvalue())


def test_units_come_in_from_a_workbook_and_bad_rows_are_named(district) -> None:
    client = signed_in(district, "管系")
    bad = client.post("/units/list/", {"file": workbook([["全称", "类别"], ["云溪区审计局", "衙门"]])})
    assert bad.status_code == 422 and "第2行" in words(bad) and "类别“衙门”不对" in words(bad)
    good = client.post("/units/list/", {"file": workbook([["全称", "类别"], ["云溪区审计局", "政府部门"]])})
    assert "登记了 1 个单位" in words(good)
    office = Unit.objects.get(short="区政府办")
    assert Unit.objects.get(name="云溪区审计局").valid_from == office.valid_from, "earlier work can be written down"
    assert "\ufeff全称,简称,类别" in client.get("/units/list/?form=1").content.decode()


def test_an_empty_list_asks_for_one(district) -> None:
    assert "还没有名单" in words(signed_in(district, "管系").post("/accounts/list/", {"table": " "}))


def test_passwords_are_shown_once_and_the_same_list_gives_the_posts(district) -> None:
    shown = signed_in(district, "管系").post("/accounts/list/", {"table": LIST})
    assert "密码只显示这一次" in words(shown) and "yh001" in words(shown)
    assert "都已经有账号" in words(signed_in(district, "管系").post("/accounts/list/", {"table": LIST}))
    safe = signed_in(district, "管安")
    assert "有 1 个账号还没有岗位" in words(safe.get("/")) and "有 1 个账号还没有岗位" in words(safe.get("/posts/"))
    assert "何新" in words(safe.get("/accounts/?free=1")) and "陆双" not in words(safe.get("/accounts/?free=1"))
    given = safe.post("/posts/list/", {"table": LIST})
    assert "给了 1 个岗位" in words(given) and show_code(
        district.actor("管安"), Account.objects.get(name="何新"), now=NOW
    ) in words(given)
    assert "1 个已经在任" in words(safe.post("/posts/list/", {"table": LIST}))
    assert "先办这几样" not in words(safe.get("/"))
    found = words(safe.get("/posts/?q=何新"))
    assert "何新" in found and "宁联" not in found


def test_the_desk_of_a_new_office_says_what_comes_first(district) -> None:
    client = signed_in(district, "陆双")
    text = words(client.get("/"))
    assert "先办这几样" in text and "收第一份文件" in text and "都办完了" not in text
    hand_out(district)
    assert "先办这几样" not in words(client.get("/"))
    assert "先办这几样" not in words(signed_in(district, "宁联").get("/"))


def test_member_units_join_several_at_once_with_their_duties(district) -> None:
    client = signed_in(district, "陆双")
    if not GroupMember.objects.exists():
        client.post("/group/", {"do": "found", "unit": district.unit("领导小组"), "office": district.unit("双拥办")})
    education, civil = district.unit("财政局"), district.unit("民政局")
    Unit.objects.filter(pk=civil).update(duties="困难帮扶")
    GroupMember.objects.filter(unit__in=[education, civil]).delete()
    assert client.post("/group/", {"do": "join", "unit": [education, civil]}).status_code == 302
    assert set(GroupMember.objects.filter(unit__in=[education, civil]).values_list("duties", flat=True)) == {
        "",
        "困难帮扶",
    }
    page = client.get("/group/").content.decode()
    assert f'type="checkbox" name="unit" value="{civil}"' not in page
    assert "请勾选单位" in words(client.post("/group/", {"do": "join"}))


def test_faults_of_a_table_of_regions_are_told_by_rows(district) -> None:
    client = signed_in(district, "管系")
    answer = client.post("/regions/", {"table": "代码\t名称\n990102x\t错村\n"})
    assert answer.status_code == 422 and "第2行" in words(answer)


def test_a_first_password_leads_to_the_desk(district) -> None:
    assert "去工作台" in words(signed_in(district, "宁联").get("/account/?done=password"))
