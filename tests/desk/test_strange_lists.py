"""Lists of units, accounts, posts and regions as no office has them: told by what is wrong, never a page of 500."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from shuangyong.base.organisation.models import Account
from shuangyong.desk.pages.asking import onward
from shuangyong.register.models import Merchant
from tests.desk.test_pages import words

PAGES = (("/units/list/", "管系"), ("/accounts/list/", "管系"), ("/posts/list/", "管安"), ("/regions/", "管系"))
HEADS = "全称,姓名,单位,岗位,登录名,code,name,parent,valid_from,valid_to\n"


def empty_book() -> bytes:
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def at(district, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=district.account(who)))
    return client


@pytest.mark.parametrize(("address", "who"), PAGES)
@pytest.mark.parametrize(
    "text",
    [
        "甲\r乙",
        '"' + "长" * 140_000,
        HEADS + '"没有合上',
        HEADS + ",".join(["长" * 3000] * 10),
        HEADS + ",".join(["甲\0乙"] * 10),
        HEADS + ",".join(["²"] * 10),
        HEADS + "<script>alert(1)</script>," * 9,
        "\t".join(["全称"] * 200),
        ",,,\n,,,",
    ],
)
def test_what_is_pasted(district, address: str, who: str, text: str) -> None:
    answer = at(district, who).post(address, {"table": text})
    assert answer.status_code in {200, 422}, words(answer)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(("address", "who"), PAGES)
@pytest.mark.parametrize("name", ["名单.xlsx", "名单.xls", "名单.csv", "名单.exe", "名单"])
@pytest.mark.parametrize("sort", ["book", "nothing", "noise"])
def test_what_is_sent_as_a_file(district, address: str, who: str, name: str, sort: str) -> None:
    data = {"book": empty_book(), "nothing": b"", "noise": bytes(range(256)) * 40}[sort]
    answer = at(district, who).post(address, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code in {200, 413, 422}, words(answer)


@pytest.mark.parametrize(("address", "who"), PAGES)
def test_what_is_marked_secret_is_not_taken(district, address: str, who: str) -> None:
    table = HEADS + "云溪区教育局,张三,云溪区教育局,联络员,,机密★三年,,,,\n"
    sent = SimpleUploadedFile("名单.csv", ("机密★三年\n" + table).encode())
    answer = at(district, who).post(address, {"file": sent})
    assert answer.status_code == 422
    assert not Account.objects.filter(name="张三").exists()


def test_what_was_looked_for_goes_on_to_the_next_page_whatever_signs_it_has() -> None:
    following = onward("desk:register_rows", 7, "sites", q="烈士陵园&纪念馆#1", empty="")
    assert QueryDict(following.partition("?")[2]).dict() == {"q": "烈士陵园&纪念馆#1", "after": "7"}
    assert following.startswith("/register/sites/?")
    assert onward("desk:units", "", q="局") == onward("desk:units", None) == ""


def test_signs_that_nobody_sees_stay_out_of_the_register(district) -> None:
    """A csv goes past the door that takes them out of forms: 老兵面馆 would be found by nobody who types its name."""
    text = "名称,统一社会信用代码,地址\n老兵\x01\u202e面馆\uffff,91990102MA0000000A,东关街\x7f 1 号\n"
    at(district, "简文").post("/register/merchants/list/", {"file": SimpleUploadedFile("商户.csv", text.encode())})
    assert list(Merchant.objects.values_list("name", "address")) == [("老兵面馆", "东关街1号")]
