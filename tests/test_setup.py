"""Set-up from nothing: what it says when it stops, what it copies, what a second run costs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"house_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def setup() -> ModuleType:
    return load("setup")


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load("assets")
    monkeypatch.setattr(module, "VENDOR", tmp_path / "vendor")
    return module


def test_an_old_python_is_told_which_one_is_needed(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.SetupError, match=r"需要 Python 3\.11.*现在是 3\.9\.2"):
        setup.require_python()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("error: Failed to connect to host", "检查网络"),
        ("ERROR: No matching distribution (from versions: none)", "检查网络"),
        ("npm error network request failed", "检查网络"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "校验值不符"),
        ("something else", "原因见上面几行"),
    ],
)
def test_a_failed_download_says_what_to_do(setup: ModuleType, said: str, told: str) -> None:
    assert told in setup.network_help(said)


def test_an_unknown_group_is_refused() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "setup.py"), "devel"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert "没有这一组依赖：devel" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_second_run_has_nothing_to_do(setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the stamp of the first run no step is taken, whatever groups were laid before."""
    done: list[str] = []
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup, "assets_present", lambda: True)
    monkeypatch.setattr(setup, "lay_packages", lambda groups: done.append("+".join(groups)))
    monkeypatch.setattr(setup, "lay_package", lambda: done.append("package"))
    monkeypatch.setattr(setup, "lay_assets", lambda: done.append("assets"))
    assert setup.lay(["base", "dev"]) is True
    assert done == ["base+dev", "package", "assets"]
    started = time.monotonic()
    assert setup.lay(["base"]) is False
    assert time.monotonic() - started < 10
    assert setup.lay(["base", "bench"]) is True
    assert done[3:] == ["base+dev+bench", "package"]


def test_a_broken_stamp_is_as_none(setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp.json")
    assert setup.read_stamp() == {}
    setup.STAMP.write_text("{half")
    assert setup.read_stamp() == {}
    setup.STAMP.write_text(json.dumps([1]))
    assert setup.read_stamp() == {}


def test_copied_styles_point_to_no_map(assets: ModuleType, tmp_path: Path) -> None:
    for name in assets.FILES:
        source = tmp_path / "node_modules" / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("a{b:c}\n/*# sourceMappingURL=bootstrap.min.css.map */")
    leftover = tmp_path / "vendor" / "old.css"
    leftover.parent.mkdir()
    leftover.touch()
    assets.copy(tmp_path / "node_modules")
    assert not leftover.exists()
    for goal in assets.FILES.values():
        assert (tmp_path / "vendor" / goal).read_text().strip() == "a{b:c}"


def test_the_licence_comes_with_the_styles() -> None:
    vendor = ROOT / "shuangyong" / "desk" / "static" / "vendor"
    assert "sourceMappingURL" not in (vendor / "bootstrap.min.css").read_text(encoding="utf-8")
    assert "MIT" in (vendor / "bootstrap.LICENSE").read_text(encoding="utf-8")


def test_ci_calls_both_commands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert "make test" in script
    assert "make demo SERVE=0" in script
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_a_sync_keeps_the_installer(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """`uv pip sync` takes away what is not named: without its own file, uv would be gone for the next step."""
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda command, explain: ran.append(command))
    setup.lay_packages(["base"])
    assert [Path(name).name for name in ran[-1][-2:]] == ["uv.txt", "base.txt"]
