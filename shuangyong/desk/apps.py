"""Django's entry for the desk."""

from contextlib import suppress
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from shuangyong.reader.office import FOLDER, use_folder
from shuangyong.reader.terms import TermsError


class DeskConfig(AppConfig):
    """Pages, templates and static files of the desk."""

    name = "shuangyong.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Take the office's own words before the first document is read."""
        from shuangyong.desk import checks  # noqa: F401 - importing registers them

        with suppress(TermsError):  # told by the check shuangyong.E003, before anything is served
            use_folder(Path(settings.HOME) / FOLDER)
