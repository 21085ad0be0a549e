"""The proof code (核验码): the half of a first log-in that the system administrator does not have.

Whoever makes a one-time password knows it, and may use it before its owner does. So the first post of an account, and
a reset of one that has posts, ask for a second word at the next log-in. The security administrator shows it to the
person himself. It is derived, not kept: what lies in the database opens nothing without this installation's key.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.base.organisation.actions.access import need_over
from shuangyong.base.organisation.actions.holding import hold_account
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
"""39 bits, behind the same count of five failures as the password."""


def ask_for(account: Account) -> None:
    """Inside a transaction: from now on the account logs in only with a proof code. One that is asked for stays."""
    if not account.handed:
        account.handed = secrets.token_hex(16)
        Account.objects.filter(pk=account.pk).update(handed=account.handed)


def settle(actor: Actor, account: Account, *, now: datetime) -> None:
    """The owner has come in with the code, and nobody else knows the password."""
    with writing():
        if Account.objects.filter(pk=account.pk, handed=account.handed).update(handed=""):
            trail.record(actor, "account.code_done", account, now=now)


def serves(account: Account, now: datetime) -> bool:
    """Whether any post is held or will be: a post from tomorrow on is worth a password today."""
    still = Q(until__isnull=True) | Q(until__gt=timezone.localdate(now))
    return Tenure.objects.filter(still, account=account).exists()


def show(actor: Actor, account: Account, *, now: datetime) -> str:
    """The code, to be told to the owner in person; every look is entered."""
    with writing():
        account = hold_account(account.pk)
        need_over(actor, "account.lock", account, now)
        if not account.handed:
            raise Problem(f"{account.name}登录不需要核验码。", then="请本人直接登录。")
        trail.record(actor, "account.code_shown", account, now=now)
    return _code(account)


def accepts(account: Account, typed: str) -> bool:
    """Whether that is the code; gaps, signs between and small letters do not matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return compare_digest(plain.encode(), _code(account).replace("-", "").encode())


def _code(account: Account) -> str:
    drawn = salted_hmac(f"organisation.handing.{account.pk}", account.handed, algorithm="sha256").digest()
    number = int.from_bytes(drawn, "big")
    signs = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH)]
    return "".join(signs[: LENGTH // 2]) + "-" + "".join(signs[LENGTH // 2 :])
