"""Django's view of this room."""

from django.apps import AppConfig


class AssessApp(AppConfig):
    """Standards, scores, gaps and alarms."""

    name = "shuangyong.assess"
    label = "assess"
    verbose_name = "考评"

    def ready(self) -> None:
        from shuangyong.assess import checks, doors  # noqa: F401 - importing registers them

        doors.open_up()
