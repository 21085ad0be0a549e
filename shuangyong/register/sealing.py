"""Sealing a protected value: encrypted under the current key, bound to its row, its person and its sort.

A sealed value that is moved to another row, another person or another sort does not open: the three are authenticated
with it. The blind index is a keyed hash of the value as it is compared, so that an exact search needs no decryption
and a copy of the database alone cannot be tried through with all identity numbers there are.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as modern
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

from shuangyong.register.keys import Key, Ring, ring
from shuangyong.rules.identity import phone_plain, plain

NONCE, TAG = 12, 16
BLIND_SORTS = frozenset({"id_number", "certificate", "phone"})
"""What can be searched for; an address cannot."""


class BrokenSeal(Exception):  # noqa: N818 - what it is
    """Not sealed for this row, or changed since."""


def compared(value: str, sort: str) -> str:
    """A value as it is compared and kept."""
    return phone_plain(value) if sort == "phone" else value.strip() if sort == "address" else plain(value)


def seal(value: str, row: UUID, person: UUID, sort: str, key: Key) -> bytes:
    """The value under a key, nonce first and tag last."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + seal_bytes(value.encode(), nonce, _about(row, person, sort, key), key)


def unseal(sealed: bytes, row: UUID, person: UUID, sort: str, key: Key) -> str:
    """The value. Raises BrokenSeal."""
    nonce, hidden, about = sealed[:NONCE], sealed[NONCE:], _about(row, person, sort, key)
    try:
        return open_bytes(hidden, nonce, about, key).decode()
    except InvalidTag:
        raise BrokenSeal from None


def seal_bytes(value: bytes, nonce: bytes, about: bytes, key: Key) -> bytes:
    """Bytes under a key, tag last, bound to what they are about. A nonce is never used twice under one key."""
    if key.cipher == "AES-GCM":
        return _aes(key.seal).encrypt(nonce, value, about)
    return _sm4_seal(key.seal, nonce, value, about)


def open_bytes(hidden: bytes, nonce: bytes, about: bytes, key: Key) -> bytes:
    """Raises InvalidTag where they were changed or belong elsewhere."""
    if key.cipher == "AES-GCM":
        return _aes(key.seal).decrypt(nonce, hidden, about)
    return _sm4_open(key.seal, nonce, hidden, about)


def blind(value: str, sort: str, key: Key) -> str:
    """What an equal value of the same sort gives under the same key, and says nothing else."""
    message = f"{sort}\0{compared(value, sort)}".encode()
    if key.hash == "SHA256":
        return hmac.digest(key.blind, message, hashlib.sha256).hex()
    made = modern.HMAC(key.blind, hashes.SM3())
    made.update(message)
    return made.finalize().hex()


def blinds(value: str, sort: str, keys: Ring | None = None, names: Iterable[str] | None = None) -> list[str]:
    """What to search for: under every key that rows may still be indexed by."""
    found = keys or ring()
    return [blind(value, sort, found.by_name[name]) for name in (names or found.by_name)]


def _about(row: UUID, person: UUID, sort: str, key: Key) -> bytes:
    return b"shuangyong.register\0" + row.bytes + person.bytes + f"{sort}\0{key.name}".encode()


@lru_cache(maxsize=8)
def _aes(key: bytes) -> AESGCM:
    return AESGCM(key)


def _sm4_seal(key: bytes, nonce: bytes, plain_bytes: bytes, about: bytes) -> bytes:
    made = Cipher(SM4(key), modes.GCM(nonce)).encryptor()
    made.authenticate_additional_data(about)
    return made.update(plain_bytes) + made.finalize() + made.tag


def _sm4_open(key: bytes, nonce: bytes, hidden: bytes, about: bytes) -> bytes:
    made = Cipher(SM4(key), modes.GCM(nonce, hidden[-TAG:])).decryptor()
    made.authenticate_additional_data(about)
    return made.update(hidden[:-TAG]) + made.finalize()
