"""The config floor as a Django app, so that its checks of the installation are registered."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "shuangyong.config"
    label = "config"

    def ready(self) -> None:
        from shuangyong.config import checks  # noqa: F401 - importing registers them
