"""The desk's own words; those for kinds, repairs and verdicts are the same in papers, terminal and pages."""

from __future__ import annotations

import re

from shuangyong.reports.wording import VERDICT_NOTES, VERDICTS, repair_words

__all__ = ["VERDICTS", "VERDICT_NOTES", "doubt_reason", "megabytes", "repair_words", "size_text"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def doubt_reason(reason: str) -> str:
    """Return the reader's reason if it is Chinese, else a general sentence: no other language reaches the page."""
    return reason if _CHINESE.search(reason) else "这里的用语可疑，请对照原件核实"


def megabytes(size: int) -> str:
    """Say a size in bytes in MB, one decimal."""
    return f"{size / 1024 / 1024:.1f} MB"


def size_text(size: int) -> str:
    """A file's size as a person says it."""
    return megabytes(size) if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"
