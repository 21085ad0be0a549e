"""`shuangyong demo`: read the sample documents, print the drafted table of tasks, then serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from shuangyong.config import options, serving

if TYPE_CHECKING:
    from shuangyong.reader.model import Document, Task

READABLE = {".txt", ".html", ".htm", ".docx", ".pdf"}
OPEN = "（待定）"
"""Stands where the document leaves something open."""


def run(args: argparse.Namespace) -> int:
    serving.prepare()
    sys.stdout.write(f"数据文件夹：{options.read('HOME')}\n")
    complete = read_all(sample_paths())
    if args.no_serve:
        return 0 if complete else 1
    serving.serve(args)
    return 0


def sample_paths() -> list[Path]:
    """The repository's samples, then the seeds where they lie beside it, each folder by name."""
    folders = (options.ROOT / "samples", options.ROOT.parent / "shared" / "seeds")
    return [path for folder in folders if folder.is_dir() for path in readable(folder)]


def readable(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in READABLE)


def read_all(paths: list[Path]) -> bool:
    """Read every sample with its progress shown, then print the table; a file that cannot be read is named.

    True where all were read.
    """
    from rich.console import Console
    from rich.progress import track

    from shuangyong.reader import ReadError, read_path

    documents, failures = [], []
    for path in track(paths, description="读样例公文", console=Console(stderr=True), transient=True):
        try:
            documents.append(read_path(path))
        except ReadError as error:
            failures.append(f"{path.name}：{error}")
    if not paths:
        sys.stdout.write("没有找到样例公文（samples 文件夹不在）。可用 shuangyong read 文件 读自己的公文。\n")
    print_table(documents)
    for failure in failures:
        sys.stderr.write(f"没有读成 {failure}\n")
    return not failures


def print_table(documents: list[Document]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 120
    table = Table(title="任务分解表（草稿）", show_lines=True, expand=True)
    for column, ratio in (("序号", None), ("工作任务", 6), ("牵头单位", 3), ("配合单位", 3), ("完成时限", 2)):
        table.add_column(column, overflow="fold", ratio=ratio, no_wrap=False)
    number = 0
    for document in documents:
        table.add_section()
        table.add_row("", document.title or document.source.name, style="bold")
        if not document.tasks:
            table.add_row("", "（没有交办任务）", style="dim")
        for task in document.tasks:
            number += 1
            table.add_row(str(number), *cells(task))
    if documents:
        console.print(table)
    console.print(f"共 {len(documents)} 份公文，{number} 项任务。")


def cells(task: Task) -> tuple[str, str, str, str]:
    return (
        task.task,
        "、".join(task.lead) or OPEN,
        "、".join(task.support) or "—",
        term(task),
    )


def term(task: Task) -> str:
    if task.deadline is None:
        return OPEN
    return f"{task.deadline.text}\n{task.deadline.date}" if task.deadline.date else task.deadline.text
