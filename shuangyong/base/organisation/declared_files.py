"""Every declared file that is checked before it is used: at start, by `manage check` and by `catalog check`.

A room names its files here when it is made ready (its `checks.py`). tests/config/test_declared_files.py demands that
no file in definitions is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register

from shuangyong.base.organisation.declared import faults_of, file_of

HINT = "请按提示改正；不要自己的版本时，把这个文件从数据文件夹的 definitions 里移走即可。"


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """One file of definitions, or a folder of alike ones (its name ends with a stroke)."""

    name: str
    number: str
    """Of the system check, for whoever looks for it in the manual or mutes it."""
    paths: Callable[[], list[Path]]
    """Those that this installation uses."""
    faults: Callable[[Path], list[str]]

    def said(self) -> list[str]:
        """Every fault of every file in use."""
        return [fault for path in self.paths() for fault in self.faults(path)]


_CHECKED: dict[str, DeclaredFile] = {}


def checked(name: str, parse: Callable[[Mapping[str, Any], str], object], number: str) -> None:
    """Have one file checked: the office's own where there is one, otherwise the product's."""
    _add(DeclaredFile(name, number, lambda: [file_of(name)], lambda path: faults_of(path, parse)))


def checked_folder(
    name: str, paths: Callable[[], list[Path]], faults: Callable[[Path], list[str]], number: str
) -> None:
    """Have every file of a folder checked."""
    _add(DeclaredFile(f"{name}/", number, paths, faults))


def _add(file: DeclaredFile) -> None:
    _CHECKED[file.name] = file

    def tell(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
        return [Error(fault, hint=HINT, id=file.number) for fault in file.said()]

    register(tell)


def every() -> tuple[DeclaredFile, ...]:
    """All that rooms have named, in their order."""
    return tuple(_CHECKED.values())


def of_path(path: Path) -> DeclaredFile | None:
    """How a file on the disk is checked, by its name or its folder's; None for another sort of file."""
    return _CHECKED.get(path.name) or _CHECKED.get(f"{path.parent.name}/")
