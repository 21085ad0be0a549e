"""The entry point for any server that speaks WSGI; `shuangyong serve` puts config.door before it."""

from __future__ import annotations

import os
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")


class Utf8Request(WSGIRequest):
    """Our pages and their forms are UTF-8, whatever a request says of itself.

    Django decodes by any codec that a request names: with `charset=rot13` every page is a 500 with its trace in the
    log, with `utf-7` halves of signs come in that no database stores.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ | {"CONTENT_TYPE": without_charset(str(environ.get("CONTENT_TYPE", "")))})


def without_charset(content_type: str) -> str:
    """The same without parameters, but for a form's boundary."""
    kind, *parameters = content_type.split(";")
    return ";".join([kind, *(one for one in parameters if one.strip().lower().startswith("boundary="))])


application = get_wsgi_application()
if isinstance(application, WSGIHandler):  # for mypy, which is told of a function
    application.request_class = Utf8Request
