"""The sentences a sender reads when a file cannot be read."""

from __future__ import annotations

from shuangyong.reader.model import ReadError

ALLOWED = "能读的格式是 .txt、.html、.docx 和带文字层的 .pdf"
_NAME_LENGTH = 60


def error(name: str, what: str, advice: str) -> ReadError:
    """One Chinese message: which file, what is wrong, what is allowed, what to do next."""
    shown = "".join(c for c in name if c.isprintable())
    if len(shown) > _NAME_LENGTH:
        shown = "…" + shown[-_NAME_LENGTH:]
    return ReadError(f"“{shown or '未命名文件'}”{what}。", f"{ALLOWED}。", f"{advice}。")
