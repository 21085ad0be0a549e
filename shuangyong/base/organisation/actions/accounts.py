"""Accounts: created with a one-time password, changed, locked, put out of use. An account is never deleted."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from shuangyong.base import keeping_out
from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Forbidden, Invalid, Problem, Stale
from shuangyong.base.organisation import passwords
from shuangyong.base.organisation.actions import handing, telling, throttle
from shuangyong.base.organisation.actions.access import need_over
from shuangyong.base.organisation.actions.holding import hold, hold_account
from shuangyong.base.organisation.actors import need
from shuangyong.base.organisation.models import Account, OldPassword
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")
PHONE = re.compile(r"1[3-9]\d{9}")
ONE_TIME_FOR = timedelta(days=7)


def create_account(actor: Actor, login: str, name: str, phone: str = "", *, now: datetime) -> tuple[Account, str]:
    """A new account without any post, and its one-time password, which is shown this once and kept nowhere."""
    login, name, phone = login.strip().lower(), name.strip(), phone.strip()
    check_form(login, name, phone)
    password = passwords.one_time()
    account = Account(login=login, name=name, phone=phone, password=make_password(password))
    account.one_time_until = now + ONE_TIME_FOR
    return put_account(actor, account, now), password


def register_account(actor: Actor, login: str, name: str, *, hashed: str, now: datetime) -> Account:
    """An account whose password is set already, given by its hash. At the server only: nobody knows another's."""
    if not actor.is_system:
        raise Forbidden("密码只能由本人设定。", then="请用一次性密码开账号。")
    check_form(login, name, "")
    return put_account(actor, Account(login=login, name=name, password=hashed, must_change_password=False), now)


def put_account(actor: Actor, account: Account, now: datetime) -> Account:
    """Save a new account, entered and told. Raises Forbidden, and Invalid where its name or telephone is taken."""
    with writing():
        hold("accounts")
        need(actor, "account.manage")
        _check_free(account.login, account.phone)
        account.password_changed_at = now
        account.save(force_insert=True)
        told = {"login": account.login, "name": account.name}
        trail.record(actor, "account.create", account, told, now=now)
        telling.tell_account(actor, account, telling.OPENED, now=now)
    return account


def check_form(login: str, name: str, phone: str) -> None:
    """Raises Invalid with every field that is wrong."""
    wrong = {}
    if not LOGIN.fullmatch(login):
        wrong["login"] = "登录名为 3 至 40 位小写字母、数字和 . _ -，以字母开头。"
    if not 2 <= len(name) <= 40:
        wrong["name"] = "姓名应为 2 至 40 个字。"
    elif says := keeping_out.wrong(name):
        wrong["name"] = says
    if phone and not PHONE.fullmatch(phone):
        wrong["phone"] = "手机号应为 11 位数字；没有可以不填。"
    if wrong:
        raise Invalid(wrong)


def correct_account(actor: Actor, account: Account, name: str, phone: str, *, now: datetime) -> Account:
    """Mend a name that was mistyped, or a telephone that changed. What was entered under the old name keeps it."""
    name, phone = name.strip(), phone.strip()
    check_form(account.login, name, phone)
    with writing():
        hold("accounts")
        account = hold_account(account.pk)
        need_over(actor, "account.manage", account, now)
        _check_phone_free(phone, account.pk)
        told = {"from": account.name, "to": name, "phone": phone != account.phone}
        account.name, account.phone = name, phone
        account.save(update_fields=["name", "phone"])
        trail.record(actor, "account.correct", account, told, now=now)
        if told["from"] != name:
            renamed = f"{told['from']}改为{telling.named(account)}"
            telling.tell_account(actor, account, telling.NAMED, renamed, now=now)
    return account


def _check_free(login: str, phone: str) -> None:
    if Account.objects.filter(login=login).exists():
        raise Invalid({"login": f"登录名“{login}”已有人用，请换一个。"})
    _check_phone_free(phone)


def _check_phone_free(phone: str, own: int = 0) -> None:
    if phone and Account.objects.filter(phone=phone).exclude(pk=own).exists():
        raise Invalid({"phone": "这个手机号已登记在另一个账号上。一人只开一个账号。"})


def change_password(actor: Actor, account: Account, old: str, new: str, *, now: datetime) -> None:
    """By the account itself, with the old password. Ends every other session of the account."""
    if actor.account_id != account.pk:
        raise Forbidden("密码只能由本人修改。", then="忘记密码的，请联系系统管理员重置。")
    account = Account.objects.get(pk=account.pk)
    check_own(account, old, now, "old", "原密码不对。")
    found = passwords.problems(new, account)
    if found:
        raise Invalid({"new": "".join(found)}, "新密码不合要求。")
    _put_password(actor, account, make_password(new), "account.password", now)


def check_own(account: Account, password: str, now: datetime, field: str, says: str) -> None:
    """The own password once more. Counted like a log-in: a session left open must not become a way to try passwords."""
    own_counter = f"change:{account.pk}"
    attempt = throttle.begin(account.login, own_counter, now)
    if attempt.wait_until:
        raise Problem(f"密码错误次数太多，请在 {clock(attempt.wait_until)} 之后再试。")
    if not check_password(password, account.password):
        raise Invalid({field: says})
    throttle.succeed(account.login, own_counter)


def clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _put_password(actor: Actor, account: Account, hashed: str, what: str, now: datetime) -> None:
    """Only where the password is still the one that was looked at; that one joins the used ones."""
    fresh = what == "account.password"
    with writing():
        changed = Account.objects.filter(pk=account.pk, password=account.password).update(
            password=hashed,
            password_changed_at=now,
            must_change_password=not fresh,
            one_time_until=None if fresh else now + ONE_TIME_FOR,
            **({"handed": ""} if fresh else {}),
        )
        if not changed:
            raise Stale("密码刚刚在别处改过。", then="请用新密码重新登录。")
        OldPassword.objects.create(account=account, password=account.password, since=now)
        _forget_oldest(account)
        trail.record(actor, what, account, now=now)


def _forget_oldest(account: Account) -> None:
    kept = OldPassword.objects.filter(account=account).order_by("-since", "-pk")[: passwords.LAST]
    OldPassword.objects.filter(account=account).exclude(pk__in=[old.pk for old in kept]).delete()


def reset_password(actor: Actor, account: Account, *, now: datetime) -> str:
    """A new one-time password for who forgot the own one; the second factor stays.

    Whoever makes it knows it, so that alone it would make the system administrator the head of the office, with the
    register open. It lets nobody in without the proof code that the security administrator shows:
    two hands, two entries.
    """
    account = Account.objects.get(pk=account.pk)
    need_over(actor, "account.manage", account, now)
    password = passwords.one_time()
    with writing():
        _put_password(actor, account, make_password(password), "account.password_reset", now)
        account = hold_account(account.pk)  # a post that is being given at this moment counts
        if not actor.is_system and handing.serves(account, now):
            handing.ask_for(account)
        telling.tell_account(actor, account, telling.RESET, now=now)
    return password


def lock(actor: Actor, account: Account, until: datetime, reason: str, *, now: datetime) -> None:
    """No log-in before `until`; running sessions end at the next click."""
    if until <= now or not reason.strip():
        raise Invalid({"until": "锁定时间应晚于现在。", "reason": "请写明锁定原因。"})
    keeping_out.refuse(reason=reason)
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.lock", account, now)
        Account.objects.filter(pk=account.pk).update(locked_until=until)
        trail.record(actor, "account.lock", account, {"until": until.isoformat(), "reason": reason}, now=now)


def unlock(actor: Actor, account: Account, *, now: datetime) -> None:
    """Ends a lock, whether it was set by hand or by failed log-ins."""
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.lock", account, now)
        Account.objects.filter(pk=account.pk).update(locked_until=None)
        throttle.forget_name(account.login)
        trail.record(actor, "account.unlock", account, now=now)


def deactivate(actor: Actor, account: Account, *, now: datetime) -> None:
    """Out of use: no log-in, no seat. Posts still held must be handed over first, so that no work is left alone."""
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.manage", account, now)
        held = account.tenures.filter(until__isnull=True).select_related("unit")
        if held:
            units = "、".join(tenure.unit.short for tenure in held)
            raise Problem(f"{account.name}还在{units}任职，不能停用。", then="请先移交或免去岗位。")
        Account.objects.filter(pk=account.pk).update(active=False)
        trail.record(actor, "account.deactivate", account, now=now)


def reactivate(actor: Actor, account: Account, *, now: datetime) -> None:
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.manage", account, now)
        Account.objects.filter(pk=account.pk).update(active=True)
        trail.record(actor, "account.reactivate", account, now=now)
        telling.tell_account(actor, account, telling.WOKEN, now=now)


def note_log_in(actor: Actor, account: Account, address: str, now: datetime) -> None:
    """That somebody came in, and from where."""
    with writing():
        Account.objects.filter(pk=account.pk).update(logged_in_at=now)
        trail.record(actor, "account.log_in", account, {"address": address}, now=now)


def note_refusal(account: Account | None, address: str, *, full: bool, now: datetime) -> None:
    """That somebody was refused. What was typed is not kept: it may be a password in the wrong field."""
    about = account or ("address", address)
    with writing():
        trail.record(SYSTEM, "account.log_in_refused", about, {"address": address, "locked": full}, now=now)


def note_log_out(actor: Actor, account: Account, now: datetime) -> None:
    with writing():
        trail.record(actor, "account.log_out", account, now=now)
