"""All addresses of the platform."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("shuangyong.desk.urls"))]
