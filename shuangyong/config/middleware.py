"""A wall before every view: no request body above the limit is read at all, none is waited for without end."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shuangyong.config.door import REFUSED, declared
from shuangyong.desk.views import body_too_large, too_slow


class BodyLimit:
    """Answer 413 by the declared length; a body without one is empty to Django under WSGI."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = request.META.get(REFUSED)
        if refused == "large" or declared(request.META) > settings.BODY_LIMIT:
            return body_too_large(request)
        if refused:
            return too_slow(request, crowded=refused == "crowded")
        return self.get_response(request)
