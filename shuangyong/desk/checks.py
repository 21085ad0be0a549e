"""The desk's checks of the installation, run by `shuangyong manage check` and before serving."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from shuangyong.reader.office import FOLDER, use_folder
from shuangyong.reader.terms import TermsError


@register()
def office_words_are_sound(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """shuangyong.E003: the office's own words."""
    folder = Path(settings.HOME) / FOLDER
    try:
        use_folder(folder)
    except TermsError as error:
        return [
            Error(
                f"本单位的词表不能用。{error}",
                hint=f"请改正 {folder} 里的这个文件，或先把它移到别处，然后重新启动。",
                id="shuangyong.E003",
            )
        ]
    return []
