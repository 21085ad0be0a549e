"""My desk: what waits for me."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shuangyong.desk.pages.asking import signed_in


@require_safe
@signed_in
def start(request: HttpRequest) -> HttpResponseBase:
    """My desk; strangers go to the log-in page."""
    return render(request, "desk/mine.html")
