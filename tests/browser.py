"""Where this machine's Chromium is. Tests never download one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> Path | None:
    """The browser to drive, or None; SHUANGYONG_TEST_CHROMIUM names another one."""
    found = os.environ.get("SHUANGYONG_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None
