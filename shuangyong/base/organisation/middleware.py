"""`request.who`: who acts, asked for when a page first wants to know."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from shuangyong.base.actor import Actor
from shuangyong.base.organisation import known, login

LOOKING = frozenset({"GET", "HEAD"})


class CurrentActor:
    """Stands after Django's sessions and authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # setattr, because Django's request has no such attribute to declare a type for.
        setattr(request, "who", cache(lambda: login.actor_for(request, timezone.now())))  # noqa: B010
        # Who only looks sees units as they were when the page first asked; who writes reads anew each time.
        with known.one_request() if request.method in LOOKING else contextlib.nullcontext():
            response = self.get_response(request)
        if _who(request) is not None:  # else the database failed, and would again
            login.keep_awake(request, timezone.now())
        return response


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts. Only where the middleware has been passed, and nobody was forgotten."""
    return cast("Callable[[], Actor]", _who(request))()


def known_actor(request: HttpRequest) -> Actor | None:
    """The same for a page that is drawn whatever happened: None where nobody can be asked for."""
    who = _who(request)
    return who() if who else None


def forget_actor(request: HttpRequest) -> None:
    """Ask nobody any more who acts: what answers is what has failed."""
    setattr(request, "who", None)  # noqa: B010 - as above


def _who(request: HttpRequest) -> Callable[[], Actor] | None:
    return getattr(request, "who", None)
