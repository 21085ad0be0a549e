"""`shuangyong read`: documents become JSON, a view in the terminal, a sheet or a paper. Loads no Django."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from shuangyong.config import options
from shuangyong.config.reading_files import Failure, read_files, sha256_of
from shuangyong.config.saying import cannot_write, complain, plain, silence, why
from shuangyong.reader.model import Document, Reason
from shuangyong.reader.secrecy import is_state_secret

_SECRET = "注意：{name} 标有密级“{mark}”。只能在涉密设备上读，读出的内容和写出的表按同一密级管理；网页和收文会拒收。"
READ_ALL, SOME_FAILED, WRONG_USAGE = 0, 1, 2

Writer = Callable[..., None]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `read` and its options."""
    parser = subparsers.add_parser(
        "read",
        help="读公文，得出提纲和任务分解表",
        description="读公文（txt、html、docx、有文字层的 pdf），列出提纲、任务、修复和存疑之处。",
        epilog="退出码：0 全部读成；1 有文件没有读成；2 用法不对。",
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    parser.add_argument("files", nargs="+", metavar="文件", help="要读的文件，可以有多个")
    parser.add_argument("--json", action="store_true", help="输出 JSON 数组，一个文件一个对象，次序不变")
    parser.add_argument("--why", action="store_true", help="逐条说明依据哪条规则、哪句话作出判断")
    parser.add_argument("--xlsx", metavar="表格", help="把任务分解表另存为 Excel 表格")
    parser.add_argument("--docx", metavar="文稿", help="把任务分解表另存为 Word 文稿（公文版式）")
    parser.add_argument("--force", action="store_true", help="另存的文件已经存在时，直接覆盖")


def run(args: argparse.Namespace) -> int:
    """Read the files in order and print or save what was found. Returns 0, 1 (some failed) or 2 (wrong usage)."""
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    outputs = _outputs(args)
    problem = _usage_problem(args, outputs)
    if problem:
        complain(problem)
        return WRONG_USAGE
    words = _office_folder()
    unusable = _take_office_words(words)
    if unusable:
        complain(unusable)
        return WRONG_USAGE
    out = _Pipe(sys.stdout)
    documents: list[Document] = []
    show = _show_json if args.json else _show_text
    with contextlib.closing(read_files([Path(name) for name in args.files], words)) as found:
        failed = show(args, found, out, documents if outputs else None)
    failed |= not _save(outputs, documents)
    return SOME_FAILED if failed or out.closed else READ_ALL


def _take_office_words(folder: Path) -> str | None:
    """Merge the office's own words before anything is read; what is wrong with them, or None.

    Nothing is read with half a vocabulary: the table would look complete and lack tasks.
    """
    from shuangyong.reader.office import use_folder
    from shuangyong.reader.terms import TermsError

    try:
        use_folder(folder)
    except TermsError as error:
        return f"本单位的词表不能用，没有读文件。{error}（文件夹 {plain(folder)}）"
    return None


def _office_folder() -> Path:
    from shuangyong.reader.office import FOLDER

    home: Path = options.read("HOME")
    return home / FOLDER


# ---------------------------------------------------------------- showing


def _show_json(
    args: argparse.Namespace, readings: Iterable[Document | Failure], out: _Pipe, keep: list[Document] | None
) -> bool:
    """Print one array, an object a line, each as soon as it is read; True where some file failed."""
    from shuangyong.reader import as_json

    failed = False
    for index, (name, found) in enumerate(zip(args.files, readings, strict=True)):
        try:
            line = json.dumps(found.as_json() if isinstance(found, Failure) else as_json(found), ensure_ascii=False)
        except RecursionError:
            found = Failure(Path(name).name, sha256_of(Path(name)), "这个文件的层次太深，写不成结果。")
            line = json.dumps(found.as_json(), ensure_ascii=False)
        out.write(("[" if index == 0 else ",\n") + line)
        if isinstance(found, Failure):
            failed = True
            continue
        if keep is not None:
            keep.append(found)
        if args.why:
            _reasons_beside(found)
    out.write("]\n")
    return failed


def _show_text(
    args: argparse.Namespace, readings: Iterable[Document | Failure], out: _Pipe, keep: list[Document] | None
) -> bool:
    """Print each document for a person to read; True where some file failed."""
    from shuangyong.config.reading_terminal import Terminal

    terminal = Terminal(sys.stdout or io.StringIO())
    failed = False
    for name, found in zip(args.files, readings, strict=True):
        if isinstance(found, Failure):
            failed = True
            out.flush()
            complain(f"没有读成 {plain(name)}：{plain(found.error)}")
            continue
        out.write(terminal.document(found))
        if is_state_secret(found.secrecy):
            out.flush()
            complain(_SECRET.format(name=plain(name), mark=plain(found.secrecy or "")))
        if args.why:
            out.write(terminal.reasons(found, _explain(found)))
        if keep is not None:
            keep.append(found)
    return failed


def _explain(document: Document) -> Sequence[Reason]:
    from shuangyong.reader import explain

    return explain(document)


def _reasons_beside(document: Document) -> None:
    """With --json the array stays alone on the output; the reasons go to the error stream."""
    from shuangyong.config.reading_terminal import Terminal

    if sys.stderr is not None:
        complain(Terminal(sys.stderr).reasons(document, _explain(document)).removesuffix("\n"))


# ---------------------------------------------------------------- saving


@dataclass(frozen=True, slots=True)
class _Output:
    path: Path
    option: str
    writer: str


def _outputs(args: argparse.Namespace) -> list[_Output]:
    asked = ((args.xlsx, "--xlsx", "write_xlsx"), (args.docx, "--docx", "write_docx"))
    return [_Output(Path(path), option, writer) for path, option, writer in asked if path is not None]


def _usage_problem(args: argparse.Namespace, outputs: list[_Output]) -> str | None:
    """What is wrong with the names and outputs asked for, before anything is read; None where nothing is."""
    misnamed = next(filter(None, map(_misnamed, args.files)), None)
    if misnamed:
        return misnamed
    taken = {_resolved(Path(name)): "要读的文件" for name in args.files}
    for output in outputs:
        place = _resolved(output.path)
        if place in taken:
            return f"{output.option} {plain(output.path)}：这是{taken[place]}，不能往里写。请换一个文件名。"
        taken[place] = f"{output.option} 要写的文件"
        problem = _place_problem(place, force=args.force) or _ending_problem(output)
        if problem:
            return f"{output.option} {plain(output.path)}：{problem}"
    return None


def _misnamed(name: str) -> str | None:
    """A name that cannot mean a file, of which other commands make something."""
    if not name.strip():
        return "没有写文件名。请在 shuangyong read 后面写出要读的文件，例如：shuangyong read 通知.docx"
    if name == "-":
        return "不从标准输入读文件。请先把内容存成文件，再写出文件名；文件就叫“-”的，写成 ./-。"
    return None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a name too long, links in a circle: opening it will say so
        return path.absolute()


def _ending_problem(output: _Output) -> str | None:
    """A sheet that is called 表.doc opens nowhere."""
    ending = f".{output.option.removeprefix('--')}"
    if output.path.suffix.lower() == ending:
        return None
    return f"文件名要以 {ending} 结尾，否则打不开，如 {plain(output.path.with_suffix(ending))}。"


def _place_problem(place: Path, *, force: bool) -> str | None:
    try:
        return _what_stands_there(place, force=force)
    except (OSError, ValueError):
        return "这个位置不能用。请换一个较短的文件名，或换一个有权限的文件夹。"


def _what_stands_there(place: Path, *, force: bool) -> str | None:
    if not place.parent.is_dir():
        return f"没有文件夹 {plain(place.parent)}。请先建好文件夹，或换一个位置。"
    if not place.exists():
        return None
    if not place.is_file():
        return "这里已经有一个文件夹或设备，不能写成文件。请换一个文件名。"
    if place.stat().st_size and not force:  # somebody may have filled in what the document left open
        return "文件已经存在，没有覆盖。请换一个文件名，或加上 --force 覆盖它。"
    return None


def _save(outputs: list[_Output], documents: list[Document]) -> bool:
    """Write the tables asked for; True where all went well."""
    if outputs and not documents:
        complain("没有读成任何文件，任务分解表没有生成。")
        return False
    saved = [_save_one(output, documents) for output in outputs]  # a list: one that fails must not stop the other
    return all(saved)


def _save_one(output: _Output, documents: list[Document]) -> bool:
    from shuangyong.reports import task_table

    writer: Writer = getattr(task_table, output.writer)
    try:
        write_whole(output.path, lambda stream: writer(documents, stream, made_on=_today()))
    except OSError as error:
        complain(f"没有写成 {plain(output.path)}（{why(error)}）。请检查磁盘空间和文件夹权限。")
        return False
    count = sum(len(document.tasks) for document in documents)
    complain(f"已写入 {plain(output.path)}（{count} 项任务）。")
    return True


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a new file beside `path`, then put it in its place: there is never half a file.

    Raises OSError; then `path` is as it was.
    """
    place = path.resolve()
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _today() -> date:
    return datetime.now().astimezone().date()


# ---------------------------------------------------------------- output


class _Pipe:
    """A text stream that stays quiet once nobody listens (`… | head`); None is one closed from the start (`>&-`)."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.closed = stream is None

    def write(self, text: str) -> None:
        if self._stream is None or self.closed:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            self._close()
        except OSError as error:
            self._close()
            complain(cannot_write(error))

    def flush(self) -> None:
        self.write("")

    def _close(self) -> None:
        self.closed = True
        silence(self._stream)


def _speak_utf8(stream: TextIO | None) -> None:
    """UTF-8 whatever the locale says; half a surrogate pair (from a file's name) becomes its escape, fit for JSON."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
