"""The second factor (动态口令): turned on by its owner; each code works once."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.organisation import totp
from shuangyong.base.organisation.actions.access import need_over
from shuangyong.base.organisation.actions.accounts import check_own
from shuangyong.base.organisation.actions.holding import hold_account
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, RecoveryCode
from shuangyong.base.organisation.totp import Enrolment
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail


def begin_totp(actor: Actor, account: Account, password: str, *, now: datetime) -> Enrolment:
    """A new secret, not in force before `confirm_totp`; one that is in force stays until then.

    Asks for the password: a screen left open must not be enough to take the factor over, or to shut its owner out.
    """
    _own(actor, account)
    check_own(Account.objects.get(pk=account.pk), password, now, "password", "密码不对。")
    sealed = totp.new_sealed(account)
    with writing():
        account = hold_account(account.pk)
        Account.objects.filter(pk=account.pk).update(totp_pending=sealed)
        trail.record(actor, "account.totp_begin", account, now=now)
    return totp.enrolment(account, sealed)


def confirm_totp(actor: Actor, account: Account, code: str, *, now: datetime) -> list[str]:
    """The first code proves that the phone has the secret; returns the recovery codes, shown this once."""
    _own(actor, account)
    with writing():
        account = hold_account(account.pk)
        step = totp.matching_step(account, account.totp_pending, code, now) if account.totp_pending else None
        if step is None:
            raise Problem("动态口令不对。", then="请核对手机时间，重新扫码后再输入。")
        Account.objects.filter(pk=account.pk).update(totp_secret=account.totp_pending, totp_pending="", totp_step=step)
        codes = _put_codes(account)
        trail.record(actor, "account.totp_on", account, now=now)
    return codes


def new_recovery_codes(actor: Actor, account: Account, password: str, *, now: datetime) -> list[str]:
    """Eight new codes; the old ones no longer work. Asks for the password, as above."""
    _own(actor, account)
    check_own(Account.objects.get(pk=account.pk), password, now, "password", "密码不对。")
    with writing():
        account = hold_account(account.pk)
        if not account.has_totp:
            raise Problem("还没有启用动态口令。", then="请先启用，再取恢复码。")
        codes = _put_codes(account)
        trail.record(actor, "account.recovery_codes", account, now=now)
    return codes


def drop_totp(actor: Actor, account: Account, *, now: datetime) -> None:
    """For who lost the phone and the recovery codes."""
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.lock", account, now)
        Account.objects.filter(pk=account.pk).update(totp_secret="", totp_pending="", totp_step=0)
        RecoveryCode.objects.filter(account=account).delete()
        trail.record(actor, "account.totp_off", account, now=now)


def accept(account: Account, code: str, now: datetime) -> bool:
    """Take a code at log-in; of two who send the same one, the first is let in."""
    step = totp.matching_step(account, account.totp_secret, code, now)
    with writing():
        if step is not None:
            fresh = Account.objects.filter(pk=account.pk, totp_secret=account.totp_secret, totp_step__lt=step)
            return bool(fresh.update(totp_step=step))
        unused = RecoveryCode.objects.filter(account=account, digest=totp.digest(account, code), used_at__isnull=True)
        if not unused.update(used_at=now):
            return False
        trail.record(actor_of(account, localdate(now)), "account.recovery_used", account, now=now)
        return True


def _own(actor: Actor, account: Account) -> None:
    if actor.account_id != account.pk:
        raise Forbidden("动态口令只能由本人启用。", then="请本人登录后办理。")


def _put_codes(account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = totp.recovery_codes()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=totp.digest(account, code)) for code in codes)
    return codes
