"""The three (三员) at the server: appointed, dismissed, let in again; the pages have no such power."""

from __future__ import annotations

import re

import pytest
from django.utils.timezone import localdate, now

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.base.trail.models import Entry
from shuangyong.config import begin_cli, cli


@pytest.fixture
def begun(db, monkeypatch) -> None:
    """An office on its first day, without the definitions that this is not about."""
    monkeypatch.setattr("shuangyong.catalog.actions.publish_shipped", lambda *_, **__: None)
    monkeypatch.setattr("shuangyong.config.starting.start", lambda: None)
    rows = begin_cli.regions("990102", "云川省,澄江市,云溪区")
    begin_cli.begin(rows, "990102", "云溪区双拥工作领导小组办公室", now())


def posts_of(login: str) -> list[str]:
    return [seat.post for seat in actor_of(Account.objects.get(login=login), localdate()).seats]


def test_an_auditor_leaves_and_another_comes(begun, capsys) -> None:
    assert cli.main(["administrator", "dismiss", "shenji"]) == 0
    assert cli.main(["administrator", "appoint", "he.shen", "--post", "审计管理员", "--name", "何审"]) == 0
    said = capsys.readouterr().out
    assert "已免去三员岗位" in said and re.search(r"一次性密码：\S{12}\n", said)
    assert (posts_of("shenji"), posts_of("he.shen")) == ([], ["audit_admin"])
    assert cli.main(["administrator", "list"]) == 0
    assert "审计管理员　he.shen　何审　云溪区双拥工作领导小组办公室" in capsys.readouterr().out


def test_the_security_administrator_who_forgot_everything_is_let_in_again(begun, capsys) -> None:
    Account.objects.filter(login="anquan").update(totp_secret="verloren", must_change_password=False)
    assert cli.main(["administrator", "reset", "anquan"]) == 0
    found = Account.objects.get(login="anquan")
    assert (found.has_totp, found.must_change_password, found.handed) == (False, True, "")
    assert found.check_password(re.findall(r"一次性密码：(\S+)", capsys.readouterr().out)[0])


def test_the_three_get_the_names_of_the_persons_they_are(begun, capsys) -> None:
    assert cli.main(["administrator", "name", "xitong", "何管"]) == 0
    assert "已由“系统管理员”改为“何管”" in capsys.readouterr().out
    assert Account.objects.get(login="xitong").name == "何管"
    assert Entry.objects.filter(what="account.correct").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["reset", "nobody"], "没有“nobody”这个登录名"),
        (["dismiss", "bai.xin"], "现在不是三员"),
        (["reset", "bai.xin"], "请系统管理员在“账号”里办"),
        (["name", "bai.xin", "白新新"], "请系统管理员在“账号”里办"),
        (["name", "anquan", "何"], "姓名应为 2 至 40 个字"),
        (["appoint", "anquan", "--post", "审计管理员"], "不得由同一人担任"),
        (["appoint", "x.new", "--post", "审计管理员"], "姓名应为 2 至 40 个字"),
        (["appoint", "x.new", "--post", "审计管理员", "--name", "新人", "--unit", "没有局"], "的单位有 0 个"),
    ],
)
def test_what_cannot_be_is_told(begun, capsys, words, says) -> None:
    organising.create_account(SYSTEM, "bai.xin", "白新", now=now())
    assert cli.main(["administrator", *words]) == 1
    assert says in capsys.readouterr().err
    assert not Account.objects.filter(login="x.new").exists()
