"""Short secrets kept so that a copy of the database alone does not give them away.

One block of HMAC-SHA256 over a fresh nonce, keyed from SECRET_KEY, hides up to 32 bytes; a second key signs the result
together with whom it belongs to, so that a sealed value cannot be moved to another row. Standard library only; the
platform's field encryption replaces it when that comes, behind the same two functions.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

BLOCK = hashlib.sha256().digest_size
NONCE = 16


class BrokenSealError(Exception):
    """Not sealed with this installation's key, not for this owner, or changed since."""


def seal(secret: bytes, owner: str) -> str:
    """`secret` (up to 32 bytes) as text that only this installation opens, and only for the same owner."""
    if len(secret) > BLOCK:
        raise ValueError(len(secret))
    nonce = secrets.token_bytes(NONCE)
    hidden = _mix(secret, nonce)
    return base64.urlsafe_b64encode(nonce + _sign(nonce + hidden, owner) + hidden).decode()


def unseal(text: str, owner: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(text)
    except ValueError as fault:
        raise BrokenSealError from fault
    nonce, signature, hidden = raw[:NONCE], raw[NONCE : NONCE + BLOCK], raw[NONCE + BLOCK :]
    if not hmac.compare_digest(signature, _sign(nonce + hidden, owner)):
        raise BrokenSealError
    return _mix(hidden, nonce)


def _mix(data: bytes, nonce: bytes) -> bytes:
    stream = hmac.digest(_key("hide"), nonce, "sha256")
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))


def _sign(data: bytes, owner: str) -> bytes:
    return hmac.digest(_key("sign"), owner.encode() + b"\0" + data, "sha256")


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"shuangyong.organisation.{purpose}:{settings.SECRET_KEY}".encode()).digest()
