"""Django's view of this room."""

from django.apps import AppConfig


class FilesApp(AppConfig):
    """Files stored once by what they contain."""

    name = "shuangyong.base.files"
    label = "files"
    verbose_name = "文件"
