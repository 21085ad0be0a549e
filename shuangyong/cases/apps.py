"""Django's view of this room."""

from django.apps import AppConfig


class CasesApp(AppConfig):
    """Cases, their steps, clocks, holdings and proofs."""

    name = "shuangyong.cases"
    label = "cases"
    verbose_name = "事项"

    def ready(self) -> None:
        from shuangyong.cases import checks, following, happenings_register, known_register  # noqa: F401 - importing registers them

        following.register()
