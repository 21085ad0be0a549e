"""A wall before every view: no request body above the limit is read at all."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

TOO_LARGE = "文件超过 20 MB，没有接收。请确认选对了文件；扫描件请先压缩，或只上传需要的部分。"


class BodyLimit:
    """Answer 413 by the declared length; a body without one is empty to Django under WSGI."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) > settings.BODY_LIMIT:
            return HttpResponse(TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
