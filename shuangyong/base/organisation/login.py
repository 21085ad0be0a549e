"""Logging in and out. The pages are the desk's; every decision is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Literal

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils import timezone

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actions import accounts, handing, second_factor, throttle
from shuangyong.base.organisation.actors import ANONYMOUS, actor_of
from shuangyong.base.organisation.models import Account

BACKEND = "shuangyong.base.organisation.backend.AccountBackend"
SEATS = "seats"
SEEN = "seen"
SINCE = "since"
HANDED = "handed"
SEEN_EVERY = 60
"""Seconds between two notes that somebody is there: a session is written once a minute, not once a click."""
LATE = timedelta(minutes=30)
"""As long after a session's end is a form still taken that was opened before it."""
TELL = timedelta(minutes=30)
REFUSED = "登录名、密码或动态口令不对。连续输错 {most} 次，将锁定 {minutes} 分钟。"
LOCKED = "输错次数太多，请在 {clock} 之后再试。忘记密码的，请联系系统管理员重置。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a log-in came to, with the sentence to show. `barred`: the password was right and yet nobody gets in."""

    kind: Literal["in", "refused", "locked", "barred", "code_wanted", "proof_wanted"]
    message: str = ""
    until: datetime | None = None
    must_change: bool = False

    def __bool__(self) -> bool:
        return self.kind == "in"


def log_in(request: HttpRequest, name: str, password: str, code: str, now: datetime, *, proof: str = "") -> Outcome:
    """Try to log in; a session begins where the outcome is true. Unknown names: same answer, same time.

    `code` is the phone's (动态口令), `proof` the security administrator's (核验码), each only where it is asked for.
    """
    address = address_of(request)
    attempt = throttle.begin(name, address, now)
    if attempt.wait_until:
        return Outcome("locked", LOCKED.format(clock=accounts.clock(attempt.wait_until)), attempt.wait_until)
    account = _called(name)
    if account is None or not check_password(password, account.password):
        if account is None:
            make_password(password)  # takes the time that comparing takes
        return _refuse(account, address, attempt.last, now)
    barred = _barred(account, now)
    if barred:
        return Outcome("barred", barred)
    wanted = _wanted(account, code, proof)
    if wanted is not None:
        throttle.take_back(name, address)
        return wanted
    if not _proved(account, code, proof, now):
        return _refuse(account, address, attempt.last, now)
    throttle.succeed(name, address)
    return _begin_session(request, account, address, now)


def _wanted(account: Account, code: str, proof: str) -> Outcome | None:
    """What the password alone does not do; asked for only after it was right."""
    if account.handed and not proof.strip():
        return Outcome("proof_wanted", "还要输入核验码：请当面向安全管理员要。改好自己的密码以后就不再要。")
    if account.has_totp and not code.strip():
        return Outcome("code_wanted", "请输入手机上的动态口令，或一个恢复码。")
    return None


def _proved(account: Account, code: str, proof: str, now: datetime) -> bool:
    if account.handed and not handing.accepts(account, proof):
        return False
    return not account.has_totp or second_factor.accept(account, code, now)


def _called(name: str) -> Account | None:
    """By login name; what cannot be one is not asked for (PostgreSQL would raise on a NUL)."""
    login = name.strip().lower()
    return Account.objects.filter(login=login).first() if accounts.LOGIN.fullmatch(login) else None


def _refuse(account: Account | None, address: str, full: bool, now: datetime) -> Outcome:
    accounts.note_refusal(account, address, full=full, now=now)
    minutes = int(throttle.LOCKED.total_seconds()) // 60
    return Outcome("refused", REFUSED.format(most=throttle.LIMITS["account"], minutes=minutes))


def _barred(account: Account, now: datetime) -> str:
    """Why an account whose password was right may not come in; empty where it may."""
    if not account.active:
        return "这个账号已停用。请联系系统管理员。"
    if is_locked(account, now):
        return f"这个账号已锁定至 {timezone.localtime(account.locked_until):%Y-%m-%d %H:%M}。请联系安全管理员。"
    if account.must_change_password and account.one_time_until is not None and account.one_time_until <= now:
        return "一次性密码已过期。请联系系统管理员重新生成。"
    return ""


def is_locked(account: Account, now: datetime) -> bool:
    return account.locked_until is not None and account.locked_until > now


def _begin_session(request: HttpRequest, account: Account, address: str, now: datetime) -> Outcome:
    actor = actor_of(account, timezone.localdate(now))
    accounts.note_log_in(actor, account, address, now)
    auth.login(request, account, backend=BACKEND)
    request.session[SEATS] = [seat.tenure_id for seat in actor.seats]
    request.session[SEEN] = request.session[SINCE] = int(now.timestamp())
    if account.handed:
        request.session[HANDED] = account.handed
        if not account.must_change_password:
            handing.settle(actor, account, now=now)
    return Outcome("in", must_change=account.must_change_password)


def log_out(request: HttpRequest, now: datetime) -> None:
    account = request.user
    if isinstance(account, Account):
        accounts.note_log_out(actor_of(account, timezone.localdate(now)), account, now)
    auth.logout(request)


def keep_after_password_change(request: HttpRequest, account: Account) -> None:
    """This session goes on after its owner changed the password (pass the changed account); all others have ended."""
    auth.update_session_auth_hash(request, account)


def actor_for(request: HttpRequest, now: datetime) -> Actor:
    """Who acts in this request. A post that ended since log-in, or a lock, ends the session.

    Who must still change a one-time password has no seat, whatever page is asked for.
    """
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    actor = actor_of(account, timezone.localdate(now))
    held = [seat.tenure_id for seat in actor.seats]
    before = request.session.get(SEATS, held)
    lost = is_locked(account, now) or not set(before) <= set(held) or not _proved_before(request, account)
    if lost or _too_long(request, now):
        auth.logout(request)
        return ANONYMOUS
    if before != held:
        request.session[SEATS] = held
    return Actor(account.pk, account.name) if account.must_change_password else actor


def _proved_before(request: HttpRequest, account: Account) -> bool:
    """A session from before the code was asked for is whoever's who knew the password."""
    return not account.handed or request.session.get(HANDED) == account.handed


def _too_long(request: HttpRequest, now: datetime) -> bool:
    """Whether the session has reached its end, clicks or no clicks.

    A form that was opened before is still taken in for a while (LATE): nothing that was typed is lost by the hour.
    """
    if SINCE not in request.session:
        if SEEN in request.session:  # begun before sessions had an end
            request.session[SINCE] = int(now.timestamp())
        return False
    return now >= _end(request) + (LATE if request.method == "POST" else timedelta())


def _end(request: HttpRequest) -> datetime:
    return datetime.fromtimestamp(request.session[SINCE], UTC) + settings.SESSION_MOST


def ends_at(request: HttpRequest, now: datetime) -> datetime | None:
    """When the session ends whatever is done, told from TELL before; None while there is time, or without a session."""
    if not isinstance(request.user, Account) or SINCE not in request.session:
        return None
    end = _end(request)
    return end if now >= end - TELL else None


def keep_awake(request: HttpRequest, now: datetime) -> None:
    """Somebody is there: the half hour begins anew. Touches nothing where the page did not look at the session."""
    session = request.session
    if not session.accessed or SEEN not in session:
        return
    if now.timestamp() - session[SEEN] >= SEEN_EVERY:
        session[SEEN] = int(now.timestamp())


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind the office's own proxy (setting PROXIES): what that proxy added last."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if _is_proxy(direct):
        return str(request.META.get("HTTP_X_FORWARDED_FOR", direct)).rpartition(",")[2].strip() or direct
    return direct


def _is_proxy(address: str) -> bool:
    """Not every near address: whoever sits in the same building could say of himself what he likes."""
    try:
        found = ip_address(address)
    except ValueError:
        return True  # a Unix socket has no address
    return any(found in network for network in settings.PROXIES)
