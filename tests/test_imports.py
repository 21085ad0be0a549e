"""The floors: imports go only downwards, and only to packages that are on the list."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "shuangyong"
FLOORS = (
    ("rules",),
    ("reader",),
    ("base",),
    ("catalog",),
    ("register",),
    ("cases",),
    ("intake", "assess", "entitle"),
    ("reports",),
    ("dossier",),
    ("desk", "portal", "api"),
    ("config",),
)
"""From the ground up. A room may import itself and every room on a floor below; rooms of one floor are strangers."""
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
EVERYWHERE: set[str] = set()
PACKAGES = {
    "reader": {"docx", "lxml", "defusedxml", "selectolax", "pypdfium2", "opencc", "pypinyin"},
    "rules": {"polars"},
    "base": {"django", "psycopg", "PIL", "filetype", "pyotp", "segno"},
    "catalog": {"django"},
    "register": {"django", "cryptography"},
    "cases": {"django"},
    "intake": {"django", "python_calamine", "xlsxwriter"},
    "assess": {"django", "polars"},
    "reports": {"django", "docx", "xlsxwriter", "lxml"},
    "dossier": {"django", "docx", "xlsxwriter"},
    "desk": {"django", "jinja2", "markupsafe"},
    "config": {"django", "csp", "whitenoise", "granian", "rich", "jinja2", "PIL", "docx"},
}
"""Third-party packages a room may import; a new one is a decision (docs/decisions/0005-dependencies.md)."""
FORBIDDEN_IN_READER = {"django", "time", "socket", "urllib.request", "http", "random", "subprocess", "asyncio"}
"""No clock, no network, no chance: reading the same bytes gives the same document."""
AT_THE_EDGE = {"reader/formats/pdf_apart.py": "subprocess"}
"""What one module may: PDFs are opened in a process of their own (docs/decisions/0021)."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, late imports included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def wrong(path: Path) -> Iterator[str]:
    room = room_of(path)
    where = path.relative_to(PACKAGE.parent)
    for line, name in imports(path):
        top, _, rest = name.partition(".")
        if top == "shuangyong":
            target = rest.partition(".")[0]
            if target in LEVEL and target != room and LEVEL[target] >= LEVEL[room]:
                yield f"{where}:{line}: {room} may not import {target}: it stands on the same floor or above"
        elif top not in sys.stdlib_module_names and top not in PACKAGES.get(room, set()) | EVERYWHERE:
            yield f"{where}:{line}: {top} is not on the list of packages for {room}"


def is_or_within(name: str, forbidden: str) -> bool:
    return name == forbidden or name.startswith(forbidden + ".")


def test_every_room_is_on_a_floor() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= set(LEVEL), f"rooms without a floor: {rooms - set(LEVEL)}"


def test_imports_go_down_only() -> None:
    problems = [problem for path in modules() for problem in wrong(path)]
    assert not problems, "\n" + "\n".join(problems)


def test_no_relative_imports() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not found


@pytest.mark.parametrize("room", ["reader", "rules"])
def test_the_ground_floor_knows_no_clock_and_no_network(room: str) -> None:
    problems = [
        f"{path.relative_to(PACKAGE)}:{line}: {name}"
        for path in modules()
        if room_of(path) == room
        for line, name in imports(path)
        for forbidden in FORBIDDEN_IN_READER
        if is_or_within(name, forbidden) and AT_THE_EDGE.get(str(path.relative_to(PACKAGE))) != name
    ]
    assert not problems, "\n" + "\n".join(problems)


def test_an_upward_import_would_be_found(tmp_path: Path) -> None:
    assert LEVEL["reader"] < LEVEL["reports"] < LEVEL["desk"] < LEVEL["config"]
    module = tmp_path / "module.py"
    module.write_text("def f():\n    from shuangyong.desk import views\n    import urllib.request\n")
    assert [name for _, name in imports(module)] == ["shuangyong.desk.views", "urllib.request"]
