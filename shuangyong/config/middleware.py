"""Walls before every view: no body above the limit is read, none is waited for without end, no sign that no text has.

PostgreSQL takes no NUL, Word and Excel no other control sign either: one in a note would end a page, or every paper
that is made of the case later, in a 500. Nor does what turns the direction of writing come in: a name would be read
otherwise than it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from shuangyong.config.door import REFUSED, declared
from shuangyong.desk.views import body_too_large, not_found, too_slow
from shuangyong.rules.signs import NO_SIGN, SHAPELESS

_CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{NO_SIGN}{SHAPELESS}]")
"""What no key writes, and what nobody sees once it is pasted: all but tab and the ends of lines."""
TYPED = 2 * 1024 * 1024
"""Bytes of a form without files (application/x-www-form-urlencoded): more than anybody types. Its signs are decoded
one by one: with 20 MB a stranger takes the processor for two seconds each time, where files take a fiftieth of that."""


class BodyLimit:
    """Answer 413 by the declared length; a body without one is empty to Django under WSGI, or counted by the door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = request.META.get(REFUSED)
        if refused == "large" or declared(request.META) > most(request):
            return body_too_large(request)
        if refused:
            return too_slow(request, crowded=refused == "crowded")
        return self.get_response(request)


def most(request: HttpRequest) -> int:
    """Bytes that the body of a request may have."""
    typed = request.content_type == "application/x-www-form-urlencoded"
    return min(TYPED, settings.BODY_LIMIT) if typed else settings.BODY_LIMIT


class NoControlSigns:
    """Takes control signs out of what was sent, as if they had not been typed; nobody sees them anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _CONTROL.search(request.path_info):
            return not_found(request)
        setattr(request, "GET", cleaned(request.GET))  # noqa: B010 - Django's stubs know one kind of it only
        request.COOKIES = {name: _CONTROL.sub("", value) for name, value in request.COOKIES.items()}
        _clean_when_read(request)
        return self.get_response(request)


def _clean_when_read(request: Any) -> None:
    """A form is read when a view wants it, who may choose how: so it cannot be read here."""
    read = request._load_post_and_files  # noqa: SLF001 - the one place that reads it

    def read_and_clean() -> None:
        read()
        request._post = cleaned(request._post)  # noqa: SLF001

    request._load_post_and_files = read_and_clean  # noqa: SLF001


def cleaned(sent: QueryDict) -> QueryDict:
    """The same without control signs; itself where there are none."""
    pairs = list(sent.lists())
    if not any(_CONTROL.search(text) for name, values in pairs for text in (name, *values)):
        return sent
    plain = QueryDict(mutable=True)  # not by way of an address: writing 20 MB as one and reading it takes seconds
    for name, values in pairs:
        for value in values:
            plain.appendlist(_CONTROL.sub("", name), _CONTROL.sub("", value))
    return plain
