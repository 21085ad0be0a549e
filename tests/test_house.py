"""The house rules that a machine can check: sizes, hosts, licence, documents that keep up with the code."""

from __future__ import annotations

import argparse
import ast
import json
import re
import statistics
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from shuangyong.config import cli
from shuangyong.config.options import OPTIONS
from shuangyong.desk import urls as desk_urls

ROOT = Path(__file__).resolve().parent.parent
CODE = [path for folder in ("shuangyong", "tools", "bench") for path in (ROOT / folder).rglob("*.py")]
MANUAL = ROOT / "docs" / "manual"
MOST_LINES = 500
LONGEST_FUNCTION = 80
SAID_FROM = 10
"""Lines from which a public function or class has a docstring."""
SKIPPED = {".git", ".venv", "var", "node_modules", "vendor", "__pycache__", "build", "dist"}

# Put together from pieces, so that this file may be searched as well.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npm" + "mirror", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
        ("deb", "debian", "org"),
        ("googleapis", "com"),
    )
]


def committed() -> list[Path]:
    """What git holds or would hold; without git (an unpacked archive), every file but products."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        return [ROOT / name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not SKIPPED & set(path.relative_to(ROOT).parts)]


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_file_names_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in committed()
        for host in HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert not found, "\n".join(found)


def test_lock_files_hold_no_address_and_no_local_path() -> None:
    for path in [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"]:
        text = path.read_text(encoding="utf-8")
        assert '"resolved"' not in text, path.name
        assert "--index-url" not in text, path.name
        assert "--find-links" not in text, path.name
        assert "file:" not in text, path.name


def test_every_requirement_is_hashed() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in filter(None, map(str.strip, text.splitlines())):
            assert line.startswith("#") or ("==" in line and "--hash=sha256:" in line), f"{path.name}: {line[:80]}"


def test_assets_are_locked_with_their_digests() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < MOST_LINES, f"{path.relative_to(ROOT)}: {lines} lines; part it"


def test_functions_are_short() -> None:
    lengths = [found for path in CODE for found in functions(path)]
    long = [f"{name}: {lines} lines" for name, lines in lengths if lines > LONGEST_FUNCTION]
    assert not long, "\n".join(long)
    assert statistics.median(lines for _, lines in lengths) <= 10


def test_pages_read_through_queries() -> None:
    """What a person sees begins with what he may see: only the rooms below know models' managers."""
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "shuangyong" / "desk").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert not asking, "\n".join(asking)


FOUND_BY_NAME = {"app_name", "urlpatterns", "handler400", "handler404", "handler500", "door"}
"""Looked for by Django and by the server, never named in our code."""


def defined(path: Path) -> list[str]:
    """Functions, classes and names of a module, but for those that a decorator or Django's settings take up."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list]
    found += [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in tree.body:
        targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
        found += [target.id for target in targets if isinstance(target, ast.Name)]
    return found


def test_every_definition_is_used() -> None:
    """Named a second time, in code, a template or a test; names that two modules define are forgiven."""
    code = [path for path in CODE if "migrations" not in path.parts and "vendor" not in path.parts]
    sources = [*code, *(ROOT / "tests").rglob("*.py"), *(ROOT / "shuangyong").rglob("*.html"), ROOT / "pyproject.toml"]
    named = Counter(word for path in sources for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))
    left = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in code
        if path.name not in {"apps.py", "settings.py"}
        for name in defined(path)
        if named[name] < 2 and not name.startswith("__") and name not in FOUND_BY_NAME
    ]
    assert not left, "\n".join(left)


DISTRICT = ROOT / "shuangyong" / "config" / "district"
"""The demo makes its own moments, in the office's own hours."""


def test_a_moments_day_is_the_offices_and_not_that_of_utc() -> None:
    """`now` comes in UTC, which is a day behind until eight in the morning: `localdate(now)` says the day."""
    asked = [path for path in CODE if path.is_relative_to(ROOT / "shuangyong") and not path.is_relative_to(DISTRICT)]
    assert not [str(path) for path in asked if re.search(r"\bnow\.date\(\)", path.read_text(encoding="utf-8"))]


def test_what_is_long_and_public_says_what_it_is_for() -> None:
    """A command's function is told by its help instead."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in (ROOT / "shuangyong").rglob("*.py")
        if "migrations" not in path.parts and not path.name.endswith("cli.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if (node.end_lineno or 0) - node.lineno >= SAID_FROM and ast.get_docstring(node) is None
    ]
    assert not silent, "\n".join(silent)


def test_the_licence_is_mulan_psl_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证, 第2版" in text
    assert "Mulan Permissive Software License，Version 2" in text
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "MulanPSL-2.0"


def test_the_version_is_the_changelogs_first_heading() -> None:
    heading = re.search(r"^## (\S+) \(\d{4}-\d{2}-\d{2}\)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading is not None
    assert cli.version() == heading[1], "run `make setup`: the installed package is of another version"


def manual_text() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md")))


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.variable)
def test_the_manual_names_every_setting(option: object) -> None:
    assert getattr(option, "variable") in manual_text()  # noqa: B009 - parametrised as object


def commands() -> dict[str, argparse.ArgumentParser]:
    action = next(item for item in cli.parser()._actions if isinstance(item, argparse._SubParsersAction))
    return dict(action.choices)


def test_the_manual_names_every_command_and_option() -> None:
    text = manual_text()
    for name, command in commands().items():
        assert f"shuangyong {name}" in text, f"docs/manual does not name the command {name}"
        for option in command._option_string_actions:
            if option.startswith("--") and option != "--help":
                assert option in text, f"docs/manual does not name {name} {option}"


def test_the_manual_names_every_page() -> None:
    text = manual_text()
    for page in desk_urls.urlpatterns:
        assert f"`/{page.pattern}`" in text, f"docs/manual does not name the page /{page.pattern}"


def test_the_manual_links_every_chapter_and_shows_every_picture() -> None:
    contents = (MANUAL / "README.md").read_text(encoding="utf-8")
    for page in MANUAL.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in contents, page.name
    for picture in set(re.findall(r"img/[^)\"]+", manual_text())):
        assert (MANUAL / picture).is_file(), f"{picture}: run python -m tools.shots"


def test_the_readers_page_names_every_module_and_every_key() -> None:
    text = (ROOT / "docs" / "reader.md").read_text(encoding="utf-8")
    reader = ROOT / "shuangyong" / "reader"
    for path in reader.glob("[a-z]*.py"):
        assert re.search(rf"\b{path.stem}\b", text), f"docs/reader.md does not name the module {path.stem}"
    for path in (reader / "data").glob("*.toml"):
        assert f"### {path.name}" in text, f"docs/reader.md does not name {path.name}"
        for key in tomllib.loads(path.read_text(encoding="utf-8")):
            assert key.isdigit() or f"`{key}`" in text, f"docs/reader.md does not name {path.name} {key}"


def test_both_readmes_name_the_two_commands() -> None:
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make demo" in text, name
        assert "make test" in text, name


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_the_contract_in_the_repository_is_the_shared_one() -> None:
    shared = ROOT.parent / "shared" / "READING.md"
    if not shared.exists():
        pytest.skip("no shared folder beside this checkout")
    ours = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    assert shared.read_text(encoding="utf-8").partition("\n")[2].strip() in ours


def test_no_day_is_taken_from_a_moment_without_its_zone() -> None:
    """A moment is kept in UTC: from midnight to eight its date is the day before in every office."""
    told = re.compile(r"(?<!localtime\()\b(?:now|at|moment|asked_at|filed_at|published_at)\.date\(\)")
    found = [
        f"{path}:{n}"
        for path in CODE
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if told.search(line)
    ]
    assert not found


def test_no_browser_test_lets_the_page_ask_again() -> None:
    """Playwright's `wait_for_function` evaluates a text in the page on every look but the first, which the page forbids."""
    asked = re.compile(r"\bwait_for_function\(")
    found = [path for path in (ROOT / "tests").rglob("*.py") if asked.search(path.read_text("utf-8"))]
    assert not found, "use tests.desk.walking.until"
