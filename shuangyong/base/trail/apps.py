"""Django's view of this room."""

from django.apps import AppConfig


class TrailApp(AppConfig):
    """The hash-chained trail of every write and every look at a protected thing."""

    name = "shuangyong.base.trail"
    label = "trail"
    verbose_name = "留痕"
