"""The key under which a person's drafts wait on a device: given with each log-in, the same at the next one."""

from __future__ import annotations

from base64 import b64encode

from django.utils.crypto import salted_hmac


def key_of(account: int) -> str:
    """32 bytes, for the scripts (static/desk/vault.js). Not kept anywhere; another installation has another."""
    return b64encode(salted_hmac("desk.vault", str(account), algorithm="sha256").digest()).decode()
