"""Accounts and passwords."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Invalid, Problem, Stale
from shuangyong.base.organisation import actions, passwords, queries
from shuangyong.base.organisation.actions.accounts import _put_password
from shuangyong.base.organisation.login import log_in
from shuangyong.base.organisation.models import Account, OldPassword, mask_phone
from tests.base.organisation.conftest import NOW, PASSWORD, TODAY

NEW = "Baishi-58#Wu"


def enter(name, password):
    """Through the door, as a person would."""
    made = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9")
    made.session = SessionStore()
    return log_in(made, name, password, "", NOW)


def test_a_new_account_has_a_one_time_password_and_no_post(district):
    account, password = actions.create_account(district.actor("管系"), "Bai.Xin", "白新", "13800000001", now=NOW)
    assert (account.login, account.must_change_password, account.active) == ("bai.xin", True, True)
    assert check_password(password, account.password)
    assert account.one_time_until == NOW + timedelta(days=7)
    assert not account.tenures.exists()
    entry = district.entries[-1]
    assert entry.what == "account.create"
    assert password not in str(entry.data) and "13800000001" not in str(entry.data)


@pytest.mark.parametrize("who", ["管安", "管审", "陆双", "宁联"])
def test_only_the_system_administrator_opens_accounts(district, who):
    with pytest.raises(Forbidden, match="没有“管理账号”权限。可由：系统管理员"):
        actions.create_account(district.actor(who), "bai.xin", "白新", now=NOW)


@pytest.mark.usefixtures("behind_the_back")
@pytest.mark.parametrize(
    ("login", "name", "phone", "field"),
    [
        ("1bai", "白新", "", "login"),
        ("ba", "白新", "", "login"),
        ("bai xin", "白新", "", "login"),
        ("bai.xin", "白", "", "name"),
        ("bai.xin", "白新", "12345", "phone"),
        ("ning.lian", "白新", "", "login"),
        ("bai.xin", "白新", "13900000009", "phone"),
    ],
)
def test_a_form_is_told_its_faults(district, login, name, phone, field):
    Account.objects.filter(login="ning.lian").update(phone="13900000009")
    with pytest.raises(Invalid) as caught:
        actions.create_account(SYSTEM, login, name, phone, now=NOW)
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Ab1#", "密码应为 10 至 128 位，现在是 4 位"),
        ("abcdefzzzzz", "至少要有三种"),
        ("ABCDEfghijklm", "至少要有三种"),
        ("Password123!", "太常见"),
        ("P@ssw0rd2026", "太常见"),
        ("Admin#202688", "太常见"),
        ("Qwertyuiop1#", "太常见"),
        ("Xy123456789#", "太常见"),
        ("aaaaaaaaaA1#", "太常见"),
        ("Shuangyong#1", "太常见"),
        ("x9-Ning.lian", "不能有登录名"),
        ("宁联宁联Ab1#xyzk", "不能有姓名"),
        ("Ku#13800000001", "不能有手机号"),
        ("Ku#Vmd000001", "不能有手机号"),
    ],
)
def test_a_bad_password_is_told_why(password, sentence):
    account = Account(login="ning.lian", name="宁联", phone="13800000001")
    assert any(sentence in problem for problem in passwords.problems(password, account, used=False))


@pytest.mark.parametrize("password", [PASSWORD, NEW, "qinghe72#lu七", "Tu8-moqi.Wen", "jishi+wei+78XQ"])
def test_a_good_password_is_taken(password):
    assert passwords.problems(password, Account(login="ning.lian", name="宁联"), used=False) == []


def test_one_time_passwords_keep_the_rules():
    made = {passwords.one_time() for _ in range(300)}
    assert len(made) == 300
    assert [password for password in made if passwords.problems(password)] == []


def test_the_rules_are_djangos_validator_too():
    with pytest.raises(ValidationError, match="太常见"):
        validate_password("Password123!")


def test_the_password_is_changed_by_its_owner(district):
    account = district.account("宁联")
    actions.change_password(district.actor("宁联"), account, PASSWORD, NEW, now=NOW)
    changed = district.account("宁联")
    assert check_password(NEW, changed.password)
    assert (changed.must_change_password, changed.password_changed_at, changed.one_time_until) == (False, NOW, None)
    assert district.whats() == ["account.password"]


def test_nobody_elses_password_is_changed(district):
    with pytest.raises(Forbidden, match="密码只能由本人修改"):
        actions.change_password(district.actor("管系"), district.account("宁联"), PASSWORD, NEW, now=NOW)


def test_the_last_five_passwords_are_not_taken_again(district):
    actor, account = district.actor("宁联"), district.account("宁联")
    used = [PASSWORD, *(f"Baishi-5{number}#Wu" for number in range(6))]
    for old, new in pairwise(used):
        actions.change_password(actor, account, old, new, now=NOW)
    for again in used[-5:]:
        with pytest.raises(Invalid) as caught:
            actions.change_password(actor, account, used[-1], again, now=NOW)
        assert "最近 5 次用过" in caught.value.fields["new"]
    assert OldPassword.objects.filter(account=account).count() == 5
    actions.change_password(actor, account, used[-1], PASSWORD, now=NOW)


def test_trying_old_passwords_is_counted(district):
    actor, account = district.actor("宁联"), district.account("宁联")
    for _ in range(5):
        with pytest.raises(Invalid):
            actions.change_password(actor, account, "falsch", NEW, now=NOW)
    with pytest.raises(Problem, match="请在 09:15 之后再试"):
        actions.change_password(actor, account, PASSWORD, NEW, now=NOW)


def test_of_two_who_change_at_once_the_second_is_told(district):
    account = district.account("宁联")
    actions.change_password(district.actor("宁联"), account, PASSWORD, NEW, now=NOW)
    with pytest.raises(Stale, match="刚刚在别处改过"):
        _put_password(SYSTEM, account, "hash", "account.password", NOW)


def test_a_forgotten_password_is_reset(district):
    password = actions.reset_password(district.actor("管系"), district.account("宁联"), now=NOW)
    account = district.account("宁联")
    assert check_password(password, account.password)
    assert account.must_change_password
    assert account.one_time_until == NOW + timedelta(days=7)


def test_a_lock_outlasts_a_reset(district):
    until = NOW + timedelta(days=30)
    actions.lock(district.actor("管安"), district.account("宁联"), until, "停职", now=NOW)
    actions.reset_password(district.actor("管系"), district.account("宁联"), now=NOW)
    assert district.account("宁联").locked_until == until


def test_without_a_post_a_reset_needs_no_second_hand(district, newcomer):
    password = actions.reset_password(district.actor("管系"), newcomer, now=NOW)
    assert enter("bai.xin", password).kind == "in"


@pytest.mark.parametrize("verb", ["reset_password", "deactivate", "lock", "unlock", "drop_totp"])
def test_administrators_do_not_touch_each_others_accounts(district, verb):
    """Whoever could reset the auditor's password could be the auditor."""
    keeper = district.actor("管系" if verb in {"reset_password", "deactivate"} else "管安")
    more = (NOW + timedelta(hours=1), "试") if verb == "lock" else ()
    for who in ("管安", "管审", "管系"):
        with pytest.raises(Forbidden, match="三员的账号互相不能改动。请联系运行维护人员在服务器上办理"):
            getattr(actions, verb)(keeper, district.account(who), *more, now=NOW)


def test_at_the_server_an_administrators_password_is_reset(district):
    assert actions.reset_password(SYSTEM, district.account("管审"), now=NOW)


def test_accounts_of_another_county_are_out_of_reach(district, newcomer):
    from shuangyong.base.organisation.actions.tenures import Term

    actions.assign(SYSTEM, newcomer, district.unit("清河教育局"), "liaison", Term(TODAY), now=NOW)
    with pytest.raises(Forbidden, match="只能“管理账号”本地区的内容"):
        actions.reset_password(district.actor("管系"), newcomer, now=NOW)
    rows = list(queries.accounts(district.actor("管系"), now=NOW, on=TODAY))
    assert "bai.xin" not in {row.login for row in rows}
    assert "ning.lian" in {row.login for row in rows}


def test_locking_and_unlocking(district):
    account = district.account("宁联")
    until = NOW + timedelta(hours=2)
    actions.lock(district.actor("管安"), account, until, "离岗", now=NOW)
    assert district.account("宁联").locked_until == until
    actions.unlock(district.actor("管安"), account, now=NOW)
    assert district.account("宁联").locked_until is None
    assert district.whats() == ["account.lock", "account.unlock"]
    with pytest.raises(Invalid):
        actions.lock(district.actor("管安"), account, NOW, "", now=NOW)
    with pytest.raises(Forbidden, match="没有“锁定和解锁账号”权限"):
        actions.lock(district.actor("管系"), account, until, "离岗", now=NOW)


def test_an_account_with_a_post_is_not_put_out_of_use(district, newcomer):
    with pytest.raises(Problem, match="宁联还在区教育局任职，不能停用。请先移交或免去岗位"):
        actions.deactivate(district.actor("管系"), district.account("宁联"), now=NOW)
    actions.deactivate(district.actor("管系"), newcomer, now=NOW)
    assert not Account.objects.get(pk=newcomer.pk).active
    actions.reactivate(district.actor("管系"), newcomer, now=NOW)
    assert Account.objects.get(pk=newcomer.pk).active


@pytest.mark.usefixtures("behind_the_back")
def test_the_list_is_two_queries_and_holds_nothing_secret(district, django_assert_num_queries):
    Account.objects.filter(login="ning.lian").update(phone="13812345678", totp_secret="versiegelt")
    actor = district.actor("管系")
    with django_assert_num_queries(2):
        rows = list(queries.accounts(actor, now=NOW, on=TODAY))
    row = next(row for row in rows if row.login == "ning.lian")
    assert (row.phone, row.second_factor, row.held) == ("138****5678", True, "区教育局联络员")
    assert "versiegelt" not in str(rows) and "13812345678" not in str(rows)


def test_who_keeps_no_accounts_sees_none(district):
    assert list(queries.accounts(district.actor("陆双"), now=NOW, on=TODAY)) == []
    assert list(queries.accounts(district.actor("管审"), now=NOW, on=TODAY)) == []


@pytest.mark.parametrize(("phone", "masked"), [("13812345678", "138****5678"), ("", ""), ("66012", "***12")])
def test_phones_are_masked(phone, masked):
    assert mask_phone(phone) == masked


def test_a_name_that_was_mistyped_is_mended_and_the_trail_says_from_what(district):
    account = actions.correct_account(district.actor("管系"), district.account("宁联"), "宁连", "13800000009", now=NOW)
    assert (account.name, account.phone) == ("宁连", "13800000009")
    assert district.entries[-1].data == {"from": "宁联", "to": "宁连", "phone": True}
    with pytest.raises(Invalid) as told:
        actions.correct_account(district.actor("管系"), district.account("陆双"), "陆", "13800000009", now=NOW)
    assert set(told.value.fields) == {"name"}
    with pytest.raises(Invalid, match="1 处"):
        actions.correct_account(district.actor("管系"), district.account("陆双"), "陆双", "13800000009", now=NOW)
    with pytest.raises(Forbidden):
        actions.correct_account(district.actor("管系"), district.account("管审"), "管审计", "", now=NOW)


def test_a_long_list_is_read_by_stretches(district, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queries, "STRETCH", 4)
    asked = {"now": NOW, "on": TODAY}
    every = [row.login for row in queries.accounts(district.actor("管系"), **asked)]
    assert len(every) > 8
    assert [row.login for row in queries.accounts(district.actor("管系"), after=every[4], **asked)] == every[5:]
    actor = district.actor("管系")
    with django_assert_num_queries(2):
        next(queries.accounts(actor, **asked))
