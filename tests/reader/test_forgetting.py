"""Once a document is read, no word of it stays in the process: neither in a memory of ours nor in a pattern made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from shuangyong import reader
from shuangyong.reader import read_bytes

NOTICE = """清河县双拥办关于做好春节慰问工作的通知

各乡镇人民政府，县直有关单位：
一、开展走访慰问。桃源坝县民政局要在2025年1月20日前完成走访，县财政局配合做好资金保障。
二、建立台账。由县退役军人事务局牵头，各乡镇参与，桃园坝镇于1月底前报送困难退役军人名册。

清河县双拥工作领导小组办公室
2025年1月6日
"""
SOUNDS = "sound"
"""Keeps single characters and how they are read, no words."""


def _memories() -> Iterator[tuple[str, Any]]:
    for found in iter_modules(reader.__path__):
        module = import_module(f"shuangyong.reader.{found.name}")
        for name, kept in vars(module).items():
            if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"] is not None and name != SOUNDS:
                yield f"{found.name}.{name}", kept


def test_no_memory_keeps_a_word() -> None:
    document = read_bytes(NOTICE.encode(), "notice.txt")
    assert [task.lead for task in document.tasks]
    memories = list(_memories())
    assert len(memories) > 10
    assert [name for name, kept in memories if kept.cache_info().currsize] == []


def test_no_pattern_is_made_of_a_documents_words() -> None:
    """`re` keeps the patterns that it compiles; a second document must not add any of its own."""
    read_bytes(NOTICE.encode(), "notice.txt")
    made: list[str] = []
    compiled = re._compiler.compile  # type: ignore[attr-defined]

    def watched(pattern: Any, flags: int = 0) -> Any:
        made.append(str(pattern))
        return compiled(pattern, flags)

    other = NOTICE.replace("桃源坝", "柳林沟").replace("桃园坝", "柳林构").replace("县财政局", "县交通运输局")
    re._compiler.compile = watched  # type: ignore[attr-defined]
    try:
        document = read_bytes(other.encode(), "other.txt")
    finally:
        re._compiler.compile = compiled  # type: ignore[attr-defined]
    assert document.tasks
    assert [pattern for pattern in made if "柳林" in pattern or "交通" in pattern] == []
