"""Logging in: the right password, the wrong one, one too many, and a name that nobody has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions, login
from shuangyong.base.organisation.actions import throttle
from shuangyong.base.organisation.login import log_in
from shuangyong.base.organisation.models import Account, Failures
from shuangyong.config import options
from tests.base.organisation.conftest import NOW, PASSWORD

ADDRESS, OTHER = "203.0.113.9", "203.0.113.10"
MOST = throttle.LIMITS["account"]


def request(address=ADDRESS, **more):
    made = RequestFactory().post("/", REMOTE_ADDR=address, **more)
    made.session = SessionStore()
    return made


def enter(name="ning.lian", password=PASSWORD, code="", now=NOW, address=ADDRESS):
    return log_in(request(address), name, password, code, now)


def fail(times, name="ning.lian", now=NOW, address=ADDRESS):
    return [enter(name, "Falsch-99#x", now=now, address=address).kind for _ in range(times)]


def test_the_right_password_begins_a_session(district):
    made = request()
    outcome = log_in(made, " Ning.Lian ", PASSWORD, "", NOW)
    assert outcome and outcome.kind == "in" and not outcome.must_change
    assert made.session["_auth_user_id"] == str(district.account("宁联").pk)
    assert made.session[login.SEATS] == [district.tenure("宁联").pk]
    assert district.account("宁联").logged_in_at == NOW
    assert [(entry.what, entry.actor.name, entry.data) for entry in district.entries] == [
        ("account.log_in", "宁联", {"address": ADDRESS})
    ]


def test_a_wrong_password_and_an_unknown_name_get_one_answer(district):
    wrong, unknown = enter(password="Falsch-99#x"), enter("wu.ming", "Falsch-99#x")
    assert wrong == unknown
    assert wrong.message == "登录名、密码或动态口令不对。连续输错 5 次，将锁定 15 分钟。"
    assert district.whats() == ["account.log_in_refused"] * 2


def test_an_unknown_name_costs_one_hash_like_a_known_one(district, monkeypatch, settings):
    """The same answer in the same time: both sides work out exactly one hash."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    worked = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: (worked.append(1), real(*args))[1])
    enter(password="Falsch-99#x")
    known = len(worked)
    enter("wu.ming", "Falsch-99#x")
    assert (known, len(worked)) == (1, 2)


def test_what_was_typed_as_a_name_is_not_kept(district):
    enter(PASSWORD, "x")
    assert PASSWORD not in str(district.entries) + str(list(Failures.objects.values()))


def test_five_failures_lock_for_fifteen_minutes(district):
    assert fail(MOST) == ["refused"] * MOST
    locked = enter()
    assert (locked.kind, locked.until) == ("locked", NOW + timedelta(minutes=15))
    assert locked.message == "输错次数太多，请在 09:15 之后再试。忘记密码的，请联系系统管理员重置。"
    assert enter(now=NOW + timedelta(minutes=14)).kind == "locked", "the right password helps no more"
    assert enter(now=NOW + timedelta(minutes=15)).kind == "in"


def test_a_name_is_locked_from_every_address(district):
    for number in range(MOST):
        fail(1, address=f"203.0.113.{number}")
    assert enter(address="198.51.100.1").kind == "locked"
    assert enter("jian.wen", address="198.51.100.1").kind == "in", "others are not"


def test_a_name_that_nobody_has_is_locked_just_so(district):
    assert fail(MOST, "wu.ming") == ["refused"] * MOST
    assert enter("wu.ming").kind == "locked"


def test_an_address_has_its_own_counter(district):
    most = throttle.LIMITS["address"]
    kinds = [enter(f"ming.{number}", "Falsch-99#x").kind for number in range(most)]
    assert kinds == ["refused"] * most
    assert enter().kind == "locked", "no account from there"
    assert enter(address=OTHER).kind == "in"


def test_own_success_does_not_wash_an_address_clean(district):
    """Whoever has one account of his own could otherwise try names for ever."""
    most = throttle.LIMITS["address"]
    for number in range(most - 1):
        fail(1, f"ming.{number}")
        assert enter("jian.wen").kind == "in"
    fail(1, "ming.last")
    assert enter("jian.wen").kind == "locked"


def test_the_last_attempt_may_still_be_right(district):
    assert fail(MOST - 1) == ["refused"] * (MOST - 1)
    assert enter().kind == "in"
    assert fail(MOST - 1) == ["refused"] * (MOST - 1), "and the count began anew"
    assert enter().kind == "in"


def test_old_failures_no_longer_count(district):
    fail(MOST - 1)
    later = NOW + timedelta(minutes=16)
    assert fail(MOST - 1, now=later) == ["refused"] * (MOST - 1)
    assert enter(now=later).kind == "in"


def test_only_the_failure_that_locks_says_so_in_the_trail(district):
    fail(MOST + 3)
    assert [entry.data["locked"] for entry in district.entries] == [False] * (MOST - 1) + [True]


def test_the_security_administrator_ends_a_lock(district):
    fail(MOST)
    actions.unlock(district.actor("管安"), district.account("宁联"), now=NOW)
    assert enter().kind == "in"


@pytest.mark.parametrize("name", ["", "\x00", "ning.lian\x00", "宁联", "n" * 5000, "' or 1=1"])
def test_what_cannot_be_a_name_is_refused_like_any_other(district, name):
    assert enter(name).kind == "refused"


def test_old_counters_are_tidied_away(district):
    fail(1, "wu.ming")
    assert throttle.tidy(NOW + timedelta(hours=23)) == 0
    assert throttle.tidy(NOW + timedelta(hours=25)) == 2
    assert not Failures.objects.exists()


def test_a_locked_account_is_told_only_to_who_knows_the_password(district):
    actions.lock(district.actor("管安"), district.account("宁联"), NOW + timedelta(hours=5), "离岗", now=NOW)
    assert enter(password="Falsch-99#x").kind == "refused"
    barred = enter()
    assert (barred.kind, barred.message) == ("barred", "这个账号已锁定至 2026-03-02 14:00。请联系安全管理员。")


@pytest.mark.usefixtures("behind_the_back")
def test_an_account_out_of_use_does_not_come_in(district):
    Account.objects.filter(login="ning.lian").update(active=False)
    assert enter().message == "这个账号已停用。请联系系统管理员。"


def test_a_one_time_password_must_be_changed_and_ends(district):
    account, password = actions.create_account(SYSTEM, "bai.xin", "白新", now=NOW)
    assert enter("bai.xin", password).must_change
    late = enter("bai.xin", password, now=NOW + timedelta(days=7))
    assert (late.kind, late.message) == ("barred", "一次性密码已过期。请联系系统管理员重新生成。")
    assert account.must_change_password


def test_djangos_own_way_lets_nobody_in(district):
    """It would neither count failures nor ask for the code."""
    assert authenticate(request(), username="ning.lian", password=PASSWORD) is None


@pytest.mark.parametrize(
    ("direct", "forwarded", "expected"),
    [
        ("93.184.0.9", "198.51.100.1", "93.184.0.9"),  # a stranger may write what he likes
        ("10.1.2.9", "198.51.100.1", "10.1.2.9"),  # and so may a neighbour in the building
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_address_is_taken_from_the_offices_own_proxy_alone(settings, direct, forwarded, expected):
    settings.PROXIES = options.read("PROXIES", {"SHUANGYONG_PROXIES": "127.0.0.1, 10.1.2.3"})
    made = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert login.address_of(made) == expected


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("10.1.2.3", "10.1.2.3"),
        ("change:7", "change:7"),
    ],
)
def test_a_house_is_one_address(address, counted):
    """Whoever has one IPv6 line has 2^64 addresses; counted singly none of them would ever be full."""
    assert throttle.household_of(address) == counted
