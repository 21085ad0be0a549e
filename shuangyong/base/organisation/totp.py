"""Time-based codes (动态口令): the secret, its QR picture, checking a code, recovery codes. Nothing is stored here."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

import pyotp
import segno
from django.utils.crypto import salted_hmac

from shuangyong.base.organisation.models import Account
from shuangyong.base.organisation.sealing import BrokenSealError, seal, unseal

ISSUER = "双拥工作平台"
STEP = 30
AROUND = 1
"""Steps before and after now that are taken: phones' clocks differ."""
SECRET_BYTES = 20
CODES = 8
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is shown once to whoever turns the second factor on."""

    secret: str
    address: str
    picture: str
    """An SVG as a data: address, for <img src>."""


def new_sealed(account: Account) -> str:
    return seal(secrets.token_bytes(SECRET_BYTES), _owner(account))


def enrolment(account: Account, sealed: str) -> Enrolment:
    secret = _secret(account, sealed)
    address = pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=account.login, issuer_name=ISSUER)
    return Enrolment(secret, address, segno.make(address, error="m").svg_data_uri(scale=4))


def matching_step(account: Account, sealed: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is; None where it is none's, or the secret cannot be opened any more."""
    try:
        totp = pyotp.TOTP(_secret(account, sealed), interval=STEP)
    except BrokenSealError:
        return None
    current = int(now.timestamp()) // STEP
    given = code.replace(" ", "").encode()
    steps = range(current - AROUND, current + AROUND + 1)
    found = [step for step in steps if compare_digest(totp.generate_otp(step).encode(), given)]
    return max(found, default=None)


def recovery_codes() -> list[str]:
    """Eight codes of 50 bits, in two groups of five to be read out."""
    return [f"{_word()}-{_word()}" for _ in range(CODES)]


def digest(account: Account, code: str) -> str:
    """The codes are chosen by chance, so a fast keyed digest is enough."""
    tidy = code.strip().lower().replace(" ", "")
    return salted_hmac(f"organisation.recovery.{account.pk}", tidy, algorithm="sha256").hexdigest()


def _word() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def _secret(account: Account, sealed: str) -> str:
    return base64.b32encode(unseal(sealed, _owner(account))).decode()


def _owner(account: Account) -> str:
    return f"account.{account.pk}.totp"
