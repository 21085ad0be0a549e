"""All addresses of the platform."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path


def icon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks that follows no link to the icon."""
    return HttpResponseRedirect(static("desk/seal.ico"))


handler400 = "shuangyong.desk.views.bad_request"
handler404 = "shuangyong.desk.views.not_found"
handler500 = "shuangyong.desk.views.server_error"
urlpatterns = [
    path("", include("shuangyong.desk.urls")),
    path("favicon.ico", icon),
]
