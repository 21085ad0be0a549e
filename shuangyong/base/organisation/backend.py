"""Django's way to an account: who is behind a session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from shuangyong.base.organisation.models import Account


class AccountBackend(BaseBackend):
    """`login.log_in` is the one door: `authenticate` lets nobody in, for it neither counts nor asks for a code."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, active=True).first()
