"""Work done by forms, as a browser without script sends them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shuangyong.base.organisation.models import Account
from shuangyong.base.trail.verifying import verify
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Notice, Proof
from tests.cases.conftest import NOW
from tests.desk.people import elsewhere, hand_out, signed_in
from tests.desk.test_pages import words


def paper(name: str = "回执.txt", text: str = "办成了") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def task(district) -> Case:
    return hand_out(district)


def send(district, who: str, case: Case, action: str, **fields):
    rev = fields.pop("rev", Case.objects.get(pk=case.pk).rev)
    return signed_in(district, who).post(f"/cases/{case.pk}/{action}/", {"rev": rev, **fields})


def test_a_task_from_opening_to_close_by_forms_alone(district) -> None:
    form = {"task": "建立驻军子女入学台账", "deadline": "2027-06-30", "part-lead": district.unit("教育局")}
    answer = signed_in(district, "陆双").post("/cases/new/task/", form | {"part-support": [district.unit("民政局")]})
    assert answer.status_code == 302, words(answer)
    case = Case.objects.get()
    assert "建立驻军子女入学台账" in words(signed_in(district, "宁联").get("/"))

    assert send(district, "宁联", case, "sign", plan="先摸底").status_code == 302
    sent = {"progress": "台账已建", "proof-result": [paper(), paper("照片说明.txt", "二")]}
    answer = send(district, "宁联", case, "ask_close", **sent)
    assert answer.headers["Location"] == f"/cases/{case.pk}/?done=ask_close"
    assert [proof.title for proof in Proof.objects.order_by("pk")] == ["回执", "照片说明"]
    assert "已经提请办结" in words(signed_in(district, "宁联").get(answer.headers["Location"]))

    assert "待审 1" in words(signed_in(district, "陆双").get("/"))
    assert send(district, "陆双", case, "close", note="属实").status_code == 302
    assert Case.objects.get().phase == "closed"
    assert "已办结" in words(signed_in(district, "宁联").get(f"/cases/{case.pk}/"))
    assert verify().good


def test_bad_fields_say_so_and_everything_typed_comes_back(district) -> None:
    form = {
        "task": "走访",
        "deadline": "明天",
        "measures": "一是摸底\n二是走访",
        "part-support": [district.unit("民政局")],
    }
    answer = signed_in(district, "陆双").post("/cases/new/task/", form)
    assert answer.status_code == 422
    said = words(answer)
    for part in ("“明天”不是日期", "一是摸底 二是走访"):
        assert part in said
    page = answer.content.decode()
    assert 'value="走访"' in page
    assert re.search(rf'value="{district.unit("民政局")}" checked', page)
    assert not Case.objects.exists()


def test_somebody_was_first_and_nothing_is_lost(district, task) -> None:
    take(district.actor("邵长"), task.pk, "sign", Form(), rev=1, now=timezone.now())
    sent = {"progress": "我写了很久的进展", "proof-result": [paper("台账.txt")], "rev": 1}
    answer = send(district, "宁联", task, "report", **sent)
    assert answer.status_code == 409
    said = words(answer)
    for part in ("邵长签收", "我写了很久的进展", "已收到：台账"):
        assert part in said
    page = answer.content.decode()
    kept = re.search(r'name="filed-result" value="(\d+)" checked', page).group(1)
    rev = re.search(r'name="rev" value="(\d+)"', page).group(1)
    again = {"progress": "我写了很久的进展", "filed-result": kept, "rev": rev}
    assert send(district, "宁联", task, "report", **again).status_code == 302
    assert Proof.objects.count() == 1


def test_a_refused_file_is_told_and_the_good_one_stays(district, task) -> None:
    send(district, "宁联", task, "sign")
    bad = SimpleUploadedFile("程序.exe", b"MZ" + bytes(200))
    answer = send(district, "宁联", task, "report", progress="进展", **{"proof-result": [paper("好.txt"), bad]})
    assert answer.status_code == 422
    assert "程序.exe" in words(answer)
    assert "已收到：好" in words(answer)
    assert Case.objects.get().rev == 2


def test_nobody_files_another_persons_proof_as_his_own(district, task) -> None:
    there = elsewhere(district)
    send(district, "宁联", task, "sign")
    answer = send(district, "宁联", task, "report", progress="进展", **{"filed-result": there.proof})
    assert answer.status_code == 302
    assert not task.proof_uses.exists()


def test_a_unit_that_is_not_ones_own_to_choose_is_refused(district) -> None:
    there = elsewhere(district)
    answer = signed_in(district, "陆双").post("/cases/new/task/", {"task": "走访", "part-lead": there.unit})
    assert answer.status_code == 422
    assert "不在可选范围" in words(answer)


def test_what_may_not_be_done_says_why(district, task) -> None:
    page = signed_in(district, "督查").get(f"/cases/{task.pk}/")
    assert "为什么不能办别的" in words(page)
    assert "您在区政府办任督查室人员，该岗位没有“签收”权限" in words(page)
    answer = send(district, "督查", task, "sign")
    assert answer.status_code == 403
    assert "没有“签收”权限" in words(answer)
    other = hand_out(district, "民政局的事", "民政局")
    assert send(district, "宁联", other, "sign").status_code == 404


def test_a_gate_lists_what_is_missing(district, task) -> None:
    send(district, "宁联", task, "sign")
    send(district, "宁联", task, "ask_close", progress="完成")
    assert "还没有办理结果的印证材料" in words(signed_in(district, "陆双").get(f"/cases/{task.pk}/"))
    assert send(district, "陆双", task, "close").status_code == 422


def test_a_part_is_split_off_on_the_same_form(district, task) -> None:
    send(district, "宁联", task, "sign")
    page = signed_in(district, "宁联").get(f"/cases/{task.pk}/split/").content.decode()
    assert 'name="child-task" value="建立驻军子女入学台账"' in page
    bad = send(district, "宁联", task, "split", **{"child-task": "登记小学生"})
    assert bad.status_code == 422
    assert "请选择牵头单位" in words(bad)
    assert 'value="登记小学生"' in bad.content.decode()
    good = {"child-task": "登记小学生", "child-part-lead": district.unit("东河镇")}
    assert send(district, "宁联", task, "split", **good).status_code == 302
    child = Case.objects.get(parent=task)
    assert child.title == "登记小学生"
    assert "登记小学生" in words(signed_in(district, "宁联").get(f"/cases/{task.pk}/"))
    asking = words(signed_in(district, "宁联").get(f"/cases/{task.pk}/ask_close/"))
    assert "还有 1 件分解任务没有办结，办结以前不能“销号”。" in asking  # before another hand has to send it back


def test_a_part_is_given_to_one_person(district, task) -> None:
    client = signed_in(district, "邵长")
    form = {"rev": 1, "part": "lead", "unit": district.unit("教育局"), "account": district.account("邵长")}
    assert client.post(f"/cases/{task.pk}/assign/", form).status_code == 302
    assert "都办完了" in words(signed_in(district, "宁联").get("/"))
    assert "区教育局（邵长）" in words(client.get(f"/cases/{task.pk}/"))


def test_notices_are_put_away_up_to_what_was_shown(district, task) -> None:
    client = signed_in(district, "宁联")
    page = client.get("/")
    assert "没有看过的通知" in words(page)
    last = re.search(r'name="last" value="(\d+)"', page.content.decode()).group(1)
    Notice.objects.create(account_id=district.account("宁联"), case=task, sort="step", says="后来的一条", at=NOW)
    client.post("/seen/", {"last": last})
    assert "后来的一条" in words(client.get("/"))
    assert Notice.objects.filter(account=district.account("宁联"), seen_at=None).count() == 1


def test_lists_are_sifted_and_paged_by_key(district, monkeypatch) -> None:
    from shuangyong.cases import queries

    cases = [hand_out(district, f"第{number:02}件") for number in range(7)]
    monkeypatch.setattr(queries.page, "__defaults__", (None, 3))
    client, seen, address = signed_in(district, "陆双"), [], "/cases/?light=red"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"第\d\d件", page)
        following = re.search(r'href="([^"]*after=[^"]*)"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    assert sorted(seen) == [case.title for case in cases]
    assert "没有符合条件的事项" in words(client.get("/cases/?light=green"))
    assert "没有符合条件的事项" in words(client.get("/cases/?phase=closed&days=7&kind=task&unit=1"))


def test_a_case_is_found_by_two_characters(district, task) -> None:
    hand_out(district, "走访慰问")
    page = signed_in(district, "陆双").get("/search/?q=台账")
    assert "建立驻军子女入学<mark>台账</mark>" in page.content.decode()
    said = words(page)
    assert "走访慰问" not in said
    assert "没有找到含“台账”的事项" in words(signed_in(district, "江军").get("/search/?q=台账"))


def test_a_one_time_password_is_shown_once_and_works(district) -> None:
    client = signed_in(district, "管系")
    bad = client.post("/accounts/new/", {"login": "X", "name": "白新"})
    assert bad.status_code == 422
    assert 'value="白新"' in bad.content.decode()
    answer = client.post("/accounts/new/", {"login": "bai.xin", "name": "白新"})
    password = re.search(r'class="secret">([^<]+)<', answer.content.decode()).group(1).replace("&amp;", "&")
    account = Account.objects.get(login="bai.xin")
    assert account.check_password(password)
    assert password not in client.get(f"/accounts/{account.pk}/").content.decode()


def test_a_post_is_given_and_handed_over(district) -> None:
    signed_in(district, "管系").post("/accounts/new/", {"login": "bai.xin", "name": "白新"})
    account = Account.objects.get(login="bai.xin")
    form = {"do": "assign", "unit": district.unit("民政局"), "post": "liaison"}
    answer = signed_in(district, "管安").post(f"/accounts/{account.pk}/", form)
    assert answer.status_code == 302, words(answer)
    tenure = account.tenures.get()
    handed = signed_in(district, "管安").post(f"/posts/{tenure.pk}/", {"to": "nobody"})
    assert handed.status_code == 422
    assert "没有这个登录名" in words(handed)
    answer = signed_in(district, "管系").post(f"/accounts/{account.pk}/", {"do": "lock", "reason": "x"})
    assert answer.status_code in {403, 422}


def test_who_hands_over_a_post_is_told_that_it_is_done_and_the_three_are_not_offered(district) -> None:
    head = signed_in(district, "陆双")
    tenure = Account.objects.get(pk=district.account("宁联")).tenures.get()
    page = words(head.get("/posts/"))
    assert page.count("在服务器上任免") == 3  # no link that would only be refused
    signed_in(district, "管系").post("/accounts/new/", {"login": "bai.xin", "name": "白新"})
    answer = head.post(f"/posts/{tenure.pk}/", {"to": "bai.xin"}, follow=True)
    assert "白新担任，手里的事一起移交了" in words(answer)
    assert head.get("/posts/?handed=1000000").status_code == 200


def test_an_account_is_locked_with_a_reason(district) -> None:
    address = f"/accounts/{district.account('宁联')}/"
    client = signed_in(district, "管安")
    assert "锁定到哪一天" in words(client.post(address, {"do": "lock", "reason": "离岗"}))
    assert client.post(address, {"do": "lock", "reason": "离岗", "until": "2099-01-01"}).status_code == 302
    assert "锁定至 2099-01-01" in words(client.get(address))
    assert signed_in(district, "宁联").get("/").status_code == 302


def test_a_unit_is_opened_renamed_and_closed(district) -> None:
    client = signed_in(district, "管系")
    form = {"name": "云溪区卫生健康局", "short": "区卫健局", "kind": "government", "region": "990102"}
    bad = client.post("/units/new/", form | {"kind": "x"})
    assert bad.status_code == 422
    assert 'value="云溪区卫生健康局"' in bad.content.decode()
    assert client.post("/units/new/", form | {"region": "990121"}).status_code == 403
    answer = client.post("/units/new/", form | {"on": "2026-01-01"})
    address = answer.headers["Location"]
    assert client.post(address, {"do": "rename", "name": "云溪区卫健委", "short": "区卫健委"}).status_code == 302
    assert "云溪区卫生健康局 （曾用名）" in words(client.get(address))
    assert client.post(address, {"do": "close"}).headers["Location"] == "/units/"
    assert "云溪区卫健委" not in words(client.get("/units/?q=卫健"))


def test_definitions_are_told_in_words(district) -> None:
    page = signed_in(district, "陆双").get("/catalog/").content.decode()
    address = re.search(r'href="(/catalog/\d+/)"', page).group(1)
    said = words(signed_in(district, "陆双").get(address))
    assert "待核" in said
    assert "立项和办理" in said


@pytest.mark.parametrize("who", ["陆双", "宁联", "管系", "管安", "管审"])
def test_no_page_holds_inline_script_or_style_or_another_language(district, task, who: str) -> None:
    client = signed_in(district, who)
    for address in ("/", "/cases/", f"/cases/{task.pk}/", "/cases/new/task/", "/units/new/", "/jobs/", "/account/"):
        page = client.get(address)
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script>", page.content.decode()), address
        left = set(re.findall(r"[A-Za-z]{3,}", words(page)))
        assert left <= {"ning", "lian", "guan", "shen", "shuang", "TOTP", "Word", "Excel", "csv"}, (address, left)


def test_who_is_waited_for_stands_where_it_is_not_ones_own_turn(district) -> None:
    """宁联's unit is to sign; when it asks for closing, the office's posts are to judge."""
    case = hand_out(district)
    office, liaison = signed_in(district, "陆双"), signed_in(district, "宁联")
    assert "现在轮到区教育局“签收”。" in words(office.get(f"/cases/{case.pk}/"))
    assert "现在轮到" not in words(liaison.get(f"/cases/{case.pk}/"))
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)
    take(district.actor("宁联"), case.pk, "pass_up", Form({"why_up": "要经费"}), rev=2, now=NOW)
    assert "现在轮到区双拥办“受理上交”。" in words(liaison.get(f"/cases/{case.pk}/"))
