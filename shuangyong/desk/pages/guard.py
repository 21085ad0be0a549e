"""Pages of a work: only for posts that hold one of its permissions; and telling what went wrong on the same page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation.actors import may
from shuangyong.desk.pages.asking import View, asked, signed_in

P = ParamSpec("P")


def holds(actor: Actor, *permissions: str) -> bool:
    """Whether one of the actor's posts has one of these permissions."""
    return any(seat.permissions & set(permissions) for seat in actor.seats)


def for_posts(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Let in whoever is signed in and holds one of these; others are told who may."""

    def guard(view: View[P]) -> View[P]:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = asked(request).actor
            if not holds(actor, *permissions):
                raise Forbidden(may(actor, permissions[0]).reason, then="需要办理的，请联系有这项权限的人。")
            return view(request, *args, **kwargs)

        return guarded

    return guard
