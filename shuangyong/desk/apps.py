"""Django's entry for the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages, templates and static files of the desk."""

    name = "shuangyong.desk"
    label = "desk"
    verbose_name = "工作台"
