"""Django's view of this room."""

from django.apps import AppConfig


class RegisterApp(AppConfig):
    """Persons and what stands around them."""

    name = "shuangyong.register"
    label = "register"
    verbose_name = "登记"

    def ready(self) -> None:
        from shuangyong.register import checks  # noqa: F401 - registers itself
