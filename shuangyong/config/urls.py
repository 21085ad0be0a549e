"""All addresses of the platform."""

from __future__ import annotations

from django.urls import include, path

handler400 = "shuangyong.desk.views.bad_request"
handler404 = "shuangyong.desk.views.not_found"
handler500 = "shuangyong.desk.views.server_error"
urlpatterns = [path("", include("shuangyong.desk.urls"))]
