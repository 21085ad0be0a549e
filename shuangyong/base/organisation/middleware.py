"""`request.actor`: who acts, asked for when a page first wants to know."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from shuangyong.base.actor import Actor
from shuangyong.base.organisation import known, login

LOOKING = frozenset({"GET", "HEAD"})


class CurrentActor:
    """Stands after Django's sessions and authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # setattr, because Django's request has no such attribute to declare a type for.
        who = cache(lambda: login.actor_for(request, timezone.now()))
        setattr(request, "who", who)  # noqa: B010
        setattr(request, "actor", SimpleLazyObject(who))  # noqa: B010
        # Who only looks sees units as they were when the page first asked; who writes reads anew each time.
        with known.one_request() if request.method in LOOKING else contextlib.nullcontext():
            response = self.get_response(request)
        if getattr(request, "actor", None) is not None:  # else the database failed, and would again
            login.keep_awake(request, timezone.now())
        return response


def actor_of_request(request: HttpRequest) -> Actor:
    """`request.actor` with its type, and itself: whatever is asked of Django's lazy object takes three calls more."""
    who = getattr(request, "who", None)
    return cast("Actor", who() if who else getattr(request, "actor"))  # noqa: B009
