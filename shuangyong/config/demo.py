"""`shuangyong demo`: read the samples, print the drafted table of tasks, live the invented district, then serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from shuangyong.config import options, serving
from shuangyong.config.saying import complain, plain

if TYPE_CHECKING:
    from rich.table import Table

    from shuangyong.reader.model import Document
    from shuangyong.reports.task_rows import TaskRow

READABLE = {".txt", ".html", ".htm", ".docx", ".pdf"}
COLUMNS = (("序号", None), ("工作任务", 6), ("牵头单位", 3), ("配合单位", 3), ("完成时限", 3))
"""Of the table that is printed, with their share of the width."""


def run(args: argparse.Namespace) -> int:
    serving.prepare()
    sys.stdout.write(f"数据文件夹：{options.read('HOME')}\n")
    complete = read_all(sample_paths())
    complete = (args.plain or show_district()) and complete
    if args.no_serve:
        return 0 if complete else 1
    serving.serve(args)
    return 0


def show_district() -> bool:
    """The invented district (config.district): lived the first time, kept as it is afterwards, its log-ins printed.

    False where it could not be built; why has been said.
    """
    from django.utils import timezone

    from shuangyong.config.district import showing

    built = showing.prepare_district(timezone.now())
    if built:
        showing.print_log_ins()
    return built


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
            failures.append(plain(f"{path.name}：{error}"))
    if not paths:
        sys.stdout.write("没有找到样例公文（samples 文件夹不在）。可用 shuangyong read 文件 读自己的公文。\n")
    print_table(documents)
    for failure in failures:
        complain(f"没有读成 {failure}")
    return not failures


def print_table(documents: list[Document]) -> None:
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 120
    if documents:
        console.print(drafted(documents))
    count = sum(len(document.tasks) for document in documents)
    console.print(f"共 {len(documents)} 份公文，{count} 项任务。")


def drafted(documents: list[Document]) -> Table:
    """One table of all tasks, numbered through, each document's under its title."""
    from rich.table import Table

    from shuangyong.reports.task_rows import task_rows
    from shuangyong.reports.wording import NO_TASKS

    table = Table(title="任务分解表（草稿）", show_lines=True, expand=True)
    for column, ratio in COLUMNS:
        table.add_column(column, overflow="fold", ratio=ratio)
    first = 1
    for document in documents:
        table.add_section()
        table.add_row("", document.title or document.source.name, style="bold")
        if not document.tasks:
            table.add_row("", NO_TASKS, style="dim")
        for row in task_rows(document, first):
            table.add_row(str(row.number), *cells(row))
        first += len(document.tasks)
    return table


def cells(row: TaskRow) -> tuple[str, ...]:
    from shuangyong.reports.wording import OPEN

    return tuple(text or OPEN for text in (row.task, row.lead, row.support, row.deadline))
