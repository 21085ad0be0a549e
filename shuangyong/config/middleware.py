"""A wall before every view: no request body above the limit is read at all."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shuangyong.desk.views import body_too_large


class BodyLimit:
    """Answer 413 by the declared length; a body without one is empty to Django under WSGI."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) > settings.BODY_LIMIT:
            return body_too_large(request)
        return self.get_response(request)
