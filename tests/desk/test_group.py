"""The leading group is founded, filled and left on its page; the system administrator brings regions in."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from shuangyong.base.organisation.models import Group, GroupMember, GroupSeat, Region
from tests.desk.people import signed_in

TOWNS = "code,name,parent,valid_from,valid_to\n990102901,新河镇,990102,2000-01-01,\n"


def test_the_group_is_filled_on_its_page(district) -> None:
    client = signed_in(district, "陆双")
    assert "还没有登记双拥工作领导小组" in client.get("/group/").content.decode()
    founded = {"do": "found", "unit": district.unit("领导小组")}
    assert "请选一个单位" in client.post("/group/", founded).content.decode()
    assert client.post("/group/", founded | {"office": district.unit("双拥办")}).status_code == 302
    assert Group.objects.get().office_id == district.unit("双拥办")
    sent = {"do": "seat", "role": "head", "name": "", "title": "区长", "unit": district.unit("教育局")}
    refused = client.post("/group/", sent)
    assert refused.status_code == 422
    assert 'value="区长"' in refused.content.decode()
    assert client.post("/group/", sent | {"name": "苌开远"}).status_code == 302
    seat = GroupSeat.objects.get(name="苌开远")
    assert "苌开远" in client.get("/group/").content.decode()
    assert client.post("/group/", {"do": "unseat", "pk": seat.pk}).status_code == 302
    joined = {"do": "join", "unit": district.unit("东河镇"), "duties": "走访本镇对象"}
    assert client.post("/group/", joined).status_code == 302
    assert "已经是成员单位" in client.post("/group/", joined).content.decode()
    assert GroupMember.objects.filter(unit=district.unit("东河镇"), until=None).exists()
    assert client.post("/group/", {"do": "rules", "rules": "每季度召开一次会议。"}).status_code == 302
    assert "每季度召开一次会议" in client.get("/group/").content.decode()
    assert client.post("/group/", {"do": "leave", "pk": 10**9}).status_code == 404


def test_everybody_reads_who_is_in_the_group_and_nobody_else_changes_it(district) -> None:
    head = signed_in(district, "陆双")
    head.post("/group/", {"do": "found", "unit": district.unit("领导小组"), "office": district.unit("双拥办")})
    head.post(
        "/group/", {"do": "seat", "role": "head", "name": "苌开远", "title": "区长", "unit": district.unit("教育局")}
    )
    head.post("/group/", {"do": "join", "unit": district.unit("教育局"), "duties": "军人子女入学"})
    head.post("/group/", {"do": "rules", "rules": "每季度召开一次会议。"})
    for who in ("组长", "谢镇", "督查"):
        client = signed_in(district, who)
        page = client.get("/group/").content.decode()
        for part in ("苌开远", "军人子女入学", "每季度召开一次会议。"):
            assert part in page, who
        assert 'name="do"' not in page, who
        assert client.post("/group/", {"do": "rules", "rules": "不开会"}).status_code == 403
    assert Group.objects.get().rules == "每季度召开一次会议。"


def test_regions_come_in_whole_or_not_at_all(district) -> None:
    client = signed_in(district, "管系")
    wrong = client.post("/regions/", {"table": TOWNS + "990102902,无名镇,880102,2000-01-01,\n"})
    assert wrong.status_code in {403, 422}
    assert not Region.objects.filter(code="990102901").exists()
    file = SimpleUploadedFile("区划.csv", TOWNS.encode("gb18030"))
    page = client.post("/regions/", {"file": file}).content.decode()
    assert "新增 1 条" in page
    assert "新河镇" in page
    assert "新增 0 条" in client.post("/regions/", {"table": TOWNS}).content.decode()
