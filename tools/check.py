"""Everything there is to check, in one go: `python tools/check.py` (run by `make test`), `--lint` for the first part.

Every step runs even where an earlier one failed, and the end says which ran, which failed and which was left out.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import postgres  # noqa: E402 - the checkout is on the path only now
from tools import browser  # noqa: E402

TARGETS = ("shuangyong", "tools", "tests", "bench")
NO_TESTS = 5
# A commit's check says the same to everybody: the same order each time (and so the same keys on PostgreSQL), as the
# same examples (tests/conftest.py). Plain `pytest` shuffles anew: to look for what leans on an order (CONTRIBUTING.md).
PYTEST = ("-m", "pytest", "--randomly-seed=20261129")


def main() -> int:
    results = [step(*check) for check in lint_checks()]
    if "--lint" not in sys.argv[1:]:
        results += [*both_halves(), browser_note()]
    return summary(results)


def lint_checks() -> list[tuple[str, list[str]]]:
    targets = [name for name in TARGETS if (ROOT / name).is_dir()]
    return [
        ("规范（ruff check）", [tool("ruff"), "check", *targets]),
        ("排版（ruff format）", [tool("ruff"), "format", "--check", *targets]),
        ("类型（mypy --strict）", [tool("mypy")]),
    ]


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def step(name: str, command: list[str], into: IO[bytes] | None = None, **environment: str) -> tuple[str, str]:
    """Run one check and give its name with 通过, 失败 or 没有测试; it prints `into` a file if one is given."""
    if into is None:
        sys.stdout.write(f"\n── {name}\n")
        sys.stdout.flush()
    started = time.monotonic()
    code = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=False, stdout=into, stderr=into
    ).returncode
    verdict = {0: "通过", NO_TESTS: "没有测试"}.get(code, "失败") if "pytest" in command else "失败" if code else "通过"
    return name, f"{verdict}（{time.monotonic() - started:.0f} 秒）"


def both_halves() -> list[tuple[str, str]]:
    """Both databases at the same time, since each half keeps one core busy; the second is printed afterwards."""
    with tempfile.TemporaryFile() as printed, ThreadPoolExecutor(1) as beside:
        second = beside.submit(postgres_tests, printed)
        results = [sqlite_tests()]
        sys.stdout.write("\n── 测试（PostgreSQL），与上面同时运行\n")
        sys.stdout.flush()
        results.append(second.result())
        printed.seek(0)
        sys.stdout.write(printed.read().decode(errors="replace"))
    return results


def sqlite_tests() -> tuple[str, str]:
    return step("测试（SQLite）", [sys.executable, *PYTEST], SHUANGYONG_DATABASE_URL="")


def postgres_tests(into: IO[bytes]) -> tuple[str, str]:
    """The tests that touch the database once more, on a real PostgreSQL."""
    found = postgres.programs()
    if found is None:
        return "测试（PostgreSQL）", f"未运行：{postgres.MISSING}"
    with running(found) as url:
        if not url:
            return "测试（PostgreSQL）", "失败：数据库没有启动，原因见上"
        command = [sys.executable, *PYTEST, "-m", "database"]
        return step("测试（PostgreSQL）", command, into, SHUANGYONG_DATABASE_URL=url)


@contextlib.contextmanager
def running(found: Path) -> Iterator[str]:
    """The address of a private server for the length of the block; empty where it did not start."""
    server = postgres.PrivatePostgres(found)
    try:
        url = server.__enter__()
    except postgres.PostgresError as error:
        sys.stderr.write(f"{error}\n")
        yield ""
        return
    try:
        yield url
    finally:
        server.close()


def browser_note() -> tuple[str, str]:
    found = browser.chromium_path()
    return (
        "浏览器测试",
        f"已随上面一起运行（{found}）" if found else "未运行：本机没有 Chromium（apt-get install chromium）",
    )


def summary(results: list[tuple[str, str]]) -> int:
    failed = [name for name, verdict in results if verdict.startswith(("失败", "没有测试"))]
    sys.stdout.write("\n══ 结果\n")
    for name, verdict in results:
        sys.stdout.write(f"   {name}：{verdict}\n")
    sys.stdout.write("   " + (f"有 {len(failed)} 项没有通过：{'、'.join(failed)}。" if failed else "全部通过。") + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
