"""Django's view of this room."""

from django.apps import AppConfig


class DossierApp(AppConfig):
    """Dossiers for a title."""

    name = "shuangyong.dossier"
    label = "dossier"
    verbose_name = "申报材料"

    def ready(self) -> None:
        from shuangyong.dossier import checks  # noqa: F401 - importing registers them
