"""A home of the tests' own. Loaded by `-p` in pyproject.toml: pytest-django reads the settings before any conftest."""

from __future__ import annotations

import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="shuangyong-test-")
os.environ["SHUANGYONG_HOME"] = HOME
os.environ["SHUANGYONG_DEBUG"] = "1"  # static files as they are, without collectstatic
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's own loop runs in the test's thread
os.makedirs(os.path.join(HOME, "static"))  # noqa: PTH103, PTH118 - as early as possible, without more imports


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
