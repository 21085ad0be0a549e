"""Django's view of this room."""

from django.apps import AppConfig


class CatalogApp(AppConfig):
    """Published definitions."""

    name = "shuangyong.catalog"
    label = "catalog"
    verbose_name = "定义"

    def ready(self) -> None:
        from shuangyong.catalog import checks  # noqa: F401 - importing registers them
