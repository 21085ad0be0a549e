"""Rules for passwords, as one Django validator and as a list of sentences; one-time passwords."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from shuangyong.base.organisation.models import Account, OldPassword

SHORTEST, LONGEST = 10, 128
CLASSES = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"\d"), re.compile(r"[^a-zA-Z0-9\s]"))
CLASSES_NEEDED = 3
LAST = 5
COMMON = frozenset(
    """password passwd admin administrator root qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc
    abcdef abcdefg welcome letmein iloveyou woaini zhongguo china beijing shuangyong shuangyongban test guest user
    aabbcc abcabc pass hello master secret changeme default computer internet""".split()
)
"""What a password must not come down to once digits, signs and look-alikes are taken away."""
LOOK_ALIKES = str.maketrans("013457@$!", "oleastasi")
RUNS = "01234567890 09876543210 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv5tgb".split()
LONGEST_RUN = 6
HELP = (
    "至少 10 位，大写字母、小写字母、数字、符号至少占三种，不含姓名、手机号、登录名，不用常见密码和最近五次用过的密码。"
)
_ONE_TIME = ("abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "#%+=?@")


class Rules:
    """For AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        found = problems(password, user if isinstance(user, Account) else None)
        if found:
            raise ValidationError(found)

    def get_help_text(self) -> str:
        return HELP


def problems(password: str, account: Account | None = None, *, used: bool = True) -> list[str]:
    """What is wrong with a new password, a sentence each; `used`: compare with those used before as well (slow)."""
    found = list(_plain_problems(password))
    if account is not None:
        found += _own_problems(password, account)
        if used and not found and _was_used(password, account):
            found.append(f"这个密码最近 {LAST} 次用过，请换一个。")
    return found


def _plain_problems(password: str) -> Iterable[str]:
    if not SHORTEST <= len(password) <= LONGEST:
        yield f"密码应为 {SHORTEST} 至 {LONGEST} 位，现在是 {len(password)} 位。"
    if sum(bool(kind.search(password)) for kind in CLASSES) < CLASSES_NEEDED:
        yield "大写字母、小写字母、数字、符号，至少要有三种。"
    if is_common(password):
        yield "这个密码太常见，容易被猜到。"


def is_common(password: str) -> bool:
    """A well-known word in disguise, one character repeated, or little more than a run of the keyboard."""
    low = password.lower()
    undisguised = re.sub("[^a-z]+$", "", low).translate(LOOK_ALIKES)
    cores = {re.sub("[^a-z]", "", low), re.sub("[^a-z]", "", undisguised)}
    if cores & COMMON or len(set(low)) <= len(low) // 3:
        return True
    return any(run[at : at + LONGEST_RUN] in low for run in RUNS for at in range(len(run) - LONGEST_RUN + 1))


def _own_problems(password: str, account: Account) -> Iterable[str]:
    low = password.lower()
    if account.login and account.login.lower() in low:
        yield "密码里不能有登录名。"
    if account.name and account.name in password:
        yield "密码里不能有姓名。"
    if account.phone and (account.phone in password or account.phone[-6:] in password):
        yield "密码里不能有手机号或其后六位。"


def _was_used(password: str, account: Account) -> bool:
    hashes = [account.password] if account.password else []
    older = OldPassword.objects.filter(account=account).order_by("-since", "-pk")[: LAST - 1]
    return any(check_password(password, used) for used in [*hashes, *(old.password for old in older)])


def one_time() -> str:
    """Twelve characters of four classes, none that look alike on paper."""
    chosen = [secrets.choice(kind) for kind in _ONE_TIME]
    chosen += [secrets.choice("".join(_ONE_TIME[:3])) for _ in range(12 - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)
