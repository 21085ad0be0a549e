"""Lay the virtual environment and the style files, from nothing but Python and the package registries.

Run as `python3.11 tools/setup.py [GROUP…]` with groups of requirements/ (base is always meant). Standard library
only, and written so that an old Python still reaches the message that names the right one. A stamp in the
environment makes a second run cheap: what has not changed is not looked at again.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("SHUANGYONG_VENV") or ROOT / ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMP = VENV / "shuangyong-setup.json"
REQUIREMENTS = ROOT / "requirements"
GROUPS = ("base", "dev", "bench")
OLDEST = (3, 11)
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps")
OFFLINE_SIGNS = (
    "resolve",
    "dns",
    "connect",
    "timed out",
    "timeout",
    "network",
    "unreachable",
    "certificate",
    "retries",
    "from versions: none",
)


class SetupError(Exception):
    """Why set-up stopped: a Chinese sentence with the next step."""


def main() -> int:
    wanted = ["base", *(group for group in sys.argv[1:] if group != "base")]
    try:
        require_python()
        require_groups(wanted)
        started = time.monotonic()
        if lay(wanted):
            say(f"准备完毕，用时 {time.monotonic() - started:.0f} 秒。")
    except SetupError as error:
        sys.stderr.write(f"\n准备没有完成：{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n已中止。再次运行同一命令会接着做。\n")
        return 130
    return 0


def require_python() -> None:
    if sys.version_info[:2] < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"需要 Python 3.11 或更新的版本，现在是 {found}（{sys.executable}）。\n"
            "请安装 Python 3.11 后重试；已装在别处的，用 make PYTHON=路径 指明。"
        )


def require_groups(wanted: list[str]) -> None:
    unknown = [group for group in wanted if group not in GROUPS]
    if unknown:
        raise SetupError(f"没有这一组依赖：{'、'.join(unknown)}。可用的有：{'、'.join(GROUPS)}。")


def lay(wanted: list[str]) -> bool:
    """Bring the environment up to what is wanted; false where nothing had to be done."""
    stamp = read_stamp()
    known = stamp.get("groups")
    groups = [group for group in GROUPS if group in wanted or (isinstance(known, list) and group in known)]
    packages = digest(*(REQUIREMENTS / f"{group}.txt" for group in groups))
    package = digest(str(ROOT), ROOT / "pyproject.toml", ROOT / "CHANGELOG.md")
    assets = digest(ROOT / "package-lock.json", ROOT / "tools" / "assets.py")
    done: dict[str, object] = {"groups": groups, "packages": packages, "package": package, "assets": assets}
    if stamp == done and PYTHON.exists() and assets_present():
        return False
    if stamp.get("packages") != packages or not PYTHON.exists():
        lay_packages(groups)
        # A sync takes the package itself away, so that it has to be entered again.
        stamp = keep({"groups": groups, "packages": packages, "assets": stamp.get("assets")})
    if stamp.get("package") != package:
        lay_package()
        stamp = keep({**stamp, "package": package})
    if stamp.get("assets") != assets or not assets_present():
        lay_assets()
    keep(done)
    return True


def keep(stamp: dict[str, object]) -> dict[str, object]:
    """Note what is done so far: a run that was broken off goes on from there."""
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    return stamp


def read_stamp() -> dict[str, object]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(*parts: str | Path) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else part.encode())
    return total.hexdigest()


def lay_packages(groups: list[str]) -> None:
    if not PYTHON.exists():
        say(f"建立虚拟环境 {shown(VENV)} …")
        run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], venv_help)
    say("安装 uv …")
    run([*pip(), "install", *PIP_OPTIONS, "-r", str(REQUIREMENTS / "uv.txt")], network_help)
    say(f"安装依赖（{'、'.join(groups)}）…")
    # uv is named as well: a sync takes away whatever is not, itself included.
    files = [str(REQUIREMENTS / f"{group}.txt") for group in ("uv", *groups)]
    run([*uv(), "sync", "--require-hashes", *files], network_help)


def pip() -> list[str]:
    """pip for the new environment: its own, else (Debian parts ensurepip from Python) the one outside."""
    own = [str(PYTHON), "-m", "pip"]
    for make_sure in ([*own, "--version"], [str(PYTHON), "-m", "ensurepip"]):
        if succeeds(make_sure):
            return own
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if succeeds([*outside, "--version"]):
        return outside
    raise SetupError(
        "这个 Python 没有 pip，也没有 ensurepip。\nDebian、Ubuntu 请先安装 python3.11-venv，再次运行同一命令。"
    )


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def lay_package() -> None:
    say("登记本平台的命令 …")
    run([*uv(), "install", "--quiet", "--no-deps", "--no-build-isolation", "--offline", "-e", str(ROOT)], build_help)


def lay_assets() -> None:
    say("取样式文件 …")
    run([str(PYTHON), str(ROOT / "tools" / "assets.py"), str(BIN / uv_name())], network_help)


def assets_present() -> bool:
    return (ROOT / "shuangyong" / "desk" / "static" / "vendor" / "bootstrap.min.css").exists()


def uv_name() -> str:
    return "uv.exe" if os.name == "nt" else "uv"


def uv() -> list[str]:
    return [str(BIN / uv_name()), "pip"]


def surroundings() -> dict[str, str]:
    """The environment for the installers: uv gets the mirror and certificates that pip was told of."""
    found = {**os.environ, "VIRTUAL_ENV": str(VENV), "PIP_REQUIRE_VIRTUALENV": "0", "UV_SYSTEM_CERTS": "1"}
    found.pop("PYTHONPATH", None)
    for option, name in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        value = pip_option(option)
        if value and name not in os.environ:
            found[name] = value
    return found


def pip_option(name: str) -> str:
    from_environment = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    if from_environment or not PYTHON.exists():
        return from_environment or ""
    command = [str(PYTHON), "-m", "pip", "config", "get", f"global.{name}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


def run(command: list[str], explain: Callable[[str], str]) -> None:
    """Run a step with its own progress on the screen; keep the end of its errors to explain a failure."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings(),
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    kept: list[str] = []
    for line in process.stderr or ():
        kept = [*kept[-40:], line]
        sys.stderr.write("    " + line)
    if process.wait():
        raise SetupError(explain("".join(kept)))


def network_help(said: str) -> str:
    if any(sign in said.lower() for sign in OFFLINE_SIGNS):
        return (
            "连不上软件仓库。请检查网络后再次运行；\n"
            "单位用镜像的，先设好镜像地址（pip config set global.index-url 地址；npm config set registry 地址）。"
        )
    if "hash" in said.lower():
        return "下载的文件与登记的校验值不符，已停止安装。请换一个镜像重试；仍不符的，不要安装，请报告给维护人员。"
    return "安装依赖失败，原因见上面几行。改正后再次运行同一命令即可。"


def venv_help(_said: str) -> str:
    return f"不能建立虚拟环境 {shown(VENV)}，原因见上面几行。请检查这个文件夹能否写入、磁盘是否已满。"


def build_help(_said: str) -> str:
    return f"登记本平台的命令失败，原因见上面几行。可删除 {shown(VENV)} 后重试。"


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
