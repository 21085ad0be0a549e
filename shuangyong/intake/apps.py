"""Django's view of this room."""

from django.apps import AppConfig


class IntakeApp(AppConfig):
    """Documents and the drafts read from them."""

    name = "shuangyong.intake"
    label = "intake"
    verbose_name = "收文"

    def ready(self) -> None:
        from shuangyong.intake import checks  # noqa: F401 - importing registers them
