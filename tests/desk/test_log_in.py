"""Coming in and going out, as the people of the invented district do it."""

from __future__ import annotations

import re
from html import unescape

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from shuangyong.base.organisation.models import Account
from tests.desk.test_pages import words

PASSWORD = "Qinghe-72#Lu"


@pytest.fixture
def liaison(district) -> Account:
    """宁联, with a password of her own."""
    account = Account.objects.get(login="ning.lian")
    account.set_password(PASSWORD)
    account.save()
    return account


def enter(client: Client, password: str = PASSWORD, **more: str):
    return client.post("/login/", {"name": "ning.lian", "password": password, **more})


def test_a_stranger_is_sent_to_the_door_and_comes_back(client, liaison) -> None:
    answer = client.get("/account/?done=x")
    assert answer.headers["Location"] == "/login/?next=%2Faccount%2F%3Fdone%3Dx"
    answer = enter(client, next="/account/?done=x")
    assert answer.headers["Location"] == "/account/?done=x"
    assert "区教育局联络员" in words(client.get("/account/"))


def test_nobody_is_sent_to_another_site(client, liaison) -> None:
    assert enter(client, next="https://example.com/").headers["Location"] == "/"
    assert Client().get("/login/?next=//example.com").context is None


def test_a_wrong_password_says_so_and_keeps_the_name(client, liaison) -> None:
    answer = enter(client, "wrong")
    assert answer.status_code == 422
    assert "登录名、密码或动态口令不对" in words(answer)
    assert 'value="ning.lian"' in answer.content.decode()
    assert "wrong" not in answer.content.decode()


def test_going_out_ends_the_session(client, liaison) -> None:
    enter(client)
    assert client.get("/").status_code == 200
    assert client.get("/logout/").status_code == 405
    left = client.post("/logout/")
    assert (left.headers["Location"], left.headers["Clear-Site-Data"]) == ("/login/", '"cache", "storage"')
    assert client.get("/").status_code == 302


def test_a_one_time_password_is_changed_before_anything_else(client, liaison) -> None:
    Account.objects.filter(pk=liaison.pk).update(must_change_password=True, one_time_until=None)
    assert enter(client).headers["Location"] == "/account/password/"
    assert client.get("/").headers["Location"] == "/account/password/"
    form = {"old": PASSWORD, "new": "Yunxi-2026!ok", "again": "Yunxi-2026!no"}
    answer = client.post("/account/password/", form)
    assert answer.status_code == 422
    assert "两次输入的新密码不一样" in words(answer)
    answer = client.post("/account/password/", form | {"again": form["new"]})
    assert answer.headers["Location"] == "/account/?done=password"
    assert "密码已经改好" in words(client.get(answer.headers["Location"]))
    assert client.get("/").status_code == 200


def test_the_second_factor_is_turned_on_and_asked_for(client, liaison) -> None:
    enter(client)
    refused = client.post("/account/code/", {"step": "begin", "password": "wrong"})
    assert (refused.status_code, "密码不对" in words(refused)) == (422, True)
    assert client.post("/account/code/", {"step": "begin", "password": PASSWORD}).status_code == 302
    page = client.get("/account/code/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = re.search(r'class="secret">(\w+)<', page).group(1)
    wrong = client.post("/account/code/", {"step": "confirm", "code": "abc"})
    assert wrong.status_code == 422
    assert "动态口令不对" in words(wrong)
    done = client.post("/account/code/", {"step": "confirm", "code": pyotp.TOTP(secret).at(timezone.now())})
    codes = re.findall(r"<li>(\w{5}-\w{5})</li>", unescape(done.content.decode()))
    assert len(codes) == 8

    other = Client()
    asked = enter(other)
    assert asked.status_code == 200
    assert "请输入手机上的动态口令" in words(asked)
    assert enter(other, code=codes[0]).headers["Location"] == "/"
    for at in ("/account/", "/account/code/"):
        assert "恢复码还剩 7 个。" in words(other.get(at))
    for code in codes[1:6]:
        assert enter(Client(), code=code).headers["Location"] == "/"
    assert "恢复码还剩 2 个，请另取一组。" in words(other.get("/account/"))


def test_the_reader_stays_open_to_all(client) -> None:
    assert client.get("/read/").status_code == 200
    assert "不登录，只读一份文件" in words(client.get("/login/"))
