"""Django's view of this room."""

from django.apps import AppConfig


class ReportsApp(AppConfig):
    """Papers and tables that leave the platform."""

    name = "shuangyong.reports"
    label = "reports"
    verbose_name = "报表"
