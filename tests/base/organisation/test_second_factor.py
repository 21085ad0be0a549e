"""动态口令: each code works once, recovery codes too, and the database alone gives no secret away."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation import actions, sealing, totp
from shuangyong.base.organisation.actions import second_factor, throttle
from shuangyong.base.organisation.models import RecoveryCode
from tests.base.organisation.conftest import NOW, PASSWORD
from tests.base.organisation.test_login import enter

STEP = timedelta(seconds=totp.STEP)


@pytest.fixture
def phone(district):
    """宁联 turned the second factor on; gives the phone's app and the recovery codes."""
    actor, account = district.actor("宁联"), district.account("宁联")
    shown = actions.begin_totp(actor, account, PASSWORD, now=NOW)
    app = pyotp.TOTP(shown.secret)
    codes = actions.confirm_totp(actor, account, app.at(NOW - 4 * STEP + 4 * STEP), now=NOW)
    return app, codes


def later(steps):
    return NOW + steps * STEP


def test_the_picture_holds_the_secret(district):
    shown = actions.begin_totp(district.actor("宁联"), district.account("宁联"), PASSWORD, now=NOW)
    assert shown.address.startswith("otpauth://totp/")
    assert f"secret={shown.secret}" in shown.address
    assert shown.picture.startswith("data:image/svg+xml")
    assert not district.account("宁联").has_totp, "not before the first code"


def test_a_wrong_first_code_turns_nothing_on(district):
    actor, account = district.actor("宁联"), district.account("宁联")
    with pytest.raises(Problem, match="动态口令不对"):
        actions.confirm_totp(actor, account, "000000", now=NOW)
    actions.begin_totp(actor, account, PASSWORD, now=NOW)
    with pytest.raises(Problem, match="请核对手机时间"):
        actions.confirm_totp(actor, account, "abc", now=NOW)
    assert not district.account("宁联").has_totp


def test_then_the_password_alone_is_not_enough(district, phone):
    app, _ = phone
    outcome = enter(now=later(2))
    assert (outcome.kind, outcome.message) == ("code_wanted", "请输入手机上的动态口令，或一个恢复码。")
    assert enter(code=app.at(later(2)), now=later(2)).kind == "in"


def test_the_same_code_is_not_taken_again(district, phone):
    app, _ = phone
    code = app.at(later(2))
    assert enter(code=code, now=later(2)).kind == "in"
    assert enter(code=code, now=later(2)).kind == "refused"
    assert enter(code=app.at(later(1)), now=later(2)).kind == "refused", "nor one from before it"
    assert enter(code=app.at(later(3)), now=later(3)).kind == "in"


def test_the_code_that_turned_it_on_is_used_up(district, phone):
    app, _ = phone
    assert enter(code=app.at(NOW), now=NOW).kind == "refused"


@pytest.mark.parametrize(("steps", "kind"), [(-2, "refused"), (-1, "in"), (0, "in"), (1, "in"), (2, "refused")])
def test_phones_may_be_half_a_minute_off(district, phone, steps, kind):
    app, _ = phone
    assert enter(code=app.at(later(10 + steps)), now=later(10)).kind == kind


def test_wrong_codes_are_counted_and_asking_is_not(district, phone):
    app, _ = phone
    for _ in range(10):
        assert enter(now=later(2)).kind == "code_wanted"
    for _ in range(throttle.LIMITS["account"]):
        assert enter(code="000000", now=later(2)).kind == "refused"
    assert enter(code=app.at(later(2)), now=later(2)).kind == "locked"


def test_a_wrong_password_with_a_right_code_uses_no_code_up(district, phone):
    app, _ = phone
    assert enter(password="Falsch-99#x", code=app.at(later(2)), now=later(2)).kind == "refused"
    assert enter(code=app.at(later(2)), now=later(2)).kind == "in"


def test_each_recovery_code_works_once(district, phone):
    _, codes = phone
    assert len(set(codes)) == totp.CODES
    assert enter(code=codes[0].upper(), now=later(2)).kind == "in"
    assert enter(code=codes[0], now=later(3)).kind == "refused"
    assert enter(code=codes[1], now=later(3)).kind == "in"
    stored = list(RecoveryCode.objects.values_list("digest", flat=True))
    assert not set(codes) & set(stored)


def test_another_accounts_recovery_code_does_not_work(district, phone):
    _, codes = phone
    assert not second_factor.accept(district.account("简文"), codes[2], NOW)


def test_new_recovery_codes_replace_the_old(district, phone):
    _, codes = phone
    fresh = actions.new_recovery_codes(district.actor("宁联"), district.account("宁联"), PASSWORD, now=NOW)
    assert enter(code=codes[0], now=later(2)).kind == "refused"
    assert enter(code=fresh[0], now=later(2)).kind == "in"
    with pytest.raises(Problem, match="还没有启用动态口令"):
        actions.new_recovery_codes(district.actor("简文"), district.account("简文"), PASSWORD, now=NOW)


def test_nobody_turns_it_on_for_somebody_else(district):
    for verb in (actions.begin_totp, actions.new_recovery_codes):
        with pytest.raises(Forbidden, match="只能由本人启用"):
            verb(district.actor("管安"), district.account("宁联"), PASSWORD, now=NOW)


def test_the_security_administrator_takes_it_off(district, phone):
    with pytest.raises(Forbidden):
        actions.drop_totp(district.actor("管系"), district.account("宁联"), now=NOW)
    actions.drop_totp(district.actor("管安"), district.account("宁联"), now=NOW)
    assert enter(now=later(2)).kind == "in"
    assert not RecoveryCode.objects.filter(account=district.account("宁联")).exists()


def test_turning_it_on_again_keeps_the_old_one_until_confirmed(district, phone):
    app, _ = phone
    actions.begin_totp(district.actor("宁联"), district.account("宁联"), PASSWORD, now=NOW)
    assert enter(code=app.at(later(2)), now=later(2)).kind == "in"


def test_the_database_alone_gives_no_secret_away(district, phone, settings):
    app, _ = phone
    account = district.account("宁联")
    assert app.secret not in account.totp_secret
    settings.SECRET_KEY = "another installation's"
    assert totp.matching_step(account, account.totp_secret, app.at(NOW), NOW) is None


def test_a_sealed_secret_cannot_be_moved_to_another_account(district, phone):
    app, _ = phone
    thief, account = district.account("简文"), district.account("宁联")
    assert totp.matching_step(account, account.totp_secret, app.at(NOW), NOW) is not None
    assert totp.matching_step(thief, account.totp_secret, app.at(NOW), NOW) is None


@given(st.binary(max_size=32), st.text(max_size=20))
def test_what_is_sealed_opens_again(secret, owner):
    sealed = sealing.seal(secret, owner)
    assert sealing.unseal(sealed, owner) == secret
    assert sealed != sealing.seal(secret, owner), "a fresh nonce each time"


@given(st.binary(min_size=1, max_size=32), st.integers(0, 200))
def test_a_changed_seal_is_broken(secret, at):
    sealed = sealing.seal(secret, "a")
    at %= len(sealed) - 4
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(changed, "a")


@pytest.mark.parametrize("text", ["", "x", "%%%%", "密封"])
def test_nonsense_is_a_broken_seal(text):
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(text, "a")


def test_only_short_secrets_are_sealed():
    with pytest.raises(ValueError, match="33"):
        sealing.seal(b"x" * 33, "a")


def test_an_open_screen_is_not_enough_to_take_it_over(district, phone):
    """Whoever finds a session open has not the password: no new secret, no new codes, and no trying without end."""
    actor, account = district.actor("宁联"), district.account("宁联")
    for verb in (actions.begin_totp, actions.new_recovery_codes):
        with pytest.raises(Invalid) as told:
            verb(actor, account, "falsch-72#Qh", now=NOW)
        assert told.value.fields == {"password": "密码不对。"}
    assert district.account("宁联").totp_pending == ""
    for _ in range(3):
        with pytest.raises(Invalid):
            actions.begin_totp(actor, account, "falsch-72#Qh", now=NOW)
    with pytest.raises(Problem, match="密码错误次数太多"):
        actions.begin_totp(actor, account, PASSWORD, now=NOW)
