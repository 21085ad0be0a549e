"""`shuangyong read`: documents become JSON, a view in the terminal, a sheet or a paper. Loads no Django."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from shuangyong.config import options
from shuangyong.config.saying import cannot_write, complain, plain, silence, why
from shuangyong.reader.model import MAX_BYTES, Document, ReadError, Reason

READ_ALL, SOME_FAILED, WRONG_USAGE = 0, 1, 2

Writer = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read; `error` is a Chinese sentence, `sha256` None where its bytes were not seen."""

    name: str
    sha256: str | None
    error: str

    def as_json(self) -> dict[str, Any]:
        """The contract's object for such a file: its source, the error and nothing else."""
        return {"source": {"name": self.name, "sha256": self.sha256, "format": None}, "error": self.error}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `read` and its options."""
    parser = subparsers.add_parser(
        "read",
        help="读公文，得出提纲和任务分解表",
        description="读公文（txt、html、docx、有文字层的 pdf），列出提纲、任务、修复和存疑之处。",
        epilog="退出码：0 全部读成；1 有文件没有读成；2 用法不对。",
        allow_abbrev=False,
    )
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
    unusable = _take_office_words()
    if unusable:
        complain(unusable)
        return WRONG_USAGE
    out = _Pipe(sys.stdout)
    documents: list[Document] = []
    show = _show_json if args.json else _show_text
    failed = _in_one_go(lambda: show(args, out, documents if outputs else None))
    failed |= not _save(outputs, documents)
    return SOME_FAILED if failed or out.closed else READ_ALL


def _in_one_go(show: Callable[[], bool]) -> bool:
    """Read all files as one archive: what official prose repeats is judged once."""
    from shuangyong.reader import remembering

    with remembering():
        return show()


def _take_office_words() -> str | None:
    """Merge the office's own words before anything is read; what is wrong with them, or None.

    Nothing is read with half a vocabulary: the table would look complete and lack tasks.
    """
    from shuangyong.reader.office import FOLDER, use_folder
    from shuangyong.reader.terms import TermsError

    folder = options.read("HOME") / FOLDER
    try:
        use_folder(folder)
    except TermsError as error:
        return f"本单位的词表不能用，没有读文件。{error}（文件夹 {plain(folder)}）"
    return None


# ---------------------------------------------------------------- reading


def read_file(path: Path) -> Document | Failure:
    """Read one file; whatever goes wrong with it becomes a Failure, so that the other files still get read."""
    from shuangyong.reader import read_path

    name = path.name or str(path)
    try:
        refusal = _refusal(path)
        return Failure(name, None, refusal) if refusal else read_path(path)
    except ReadError as error:
        cause = error.__cause__  # the system's own words may be in another language
        return Failure(name, _sha256(path), _system_words(cause) if isinstance(cause, OSError) else str(error))
    except (OSError, ValueError) as error:
        return Failure(name, _sha256(path), _system_words(error))
    except Exception as error:  # noqa: BLE001 - one bad file must not cost the others; the kind of error is told
        kind = type(error).__name__
        return Failure(name, _sha256(path), f"读这个文件时程序出错（{kind}）。请把这个文件交给系统管理员查看。")


def _refusal(path: Path) -> str | None:
    """Why not even to open it. A pipe or a device could keep us waiting for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "这是一个文件夹，不是文件。请写出文件夹里的文件，例如“文件夹/*.docx”。"
    if not stat.S_ISREG(mode):
        return "这不是普通文件，不能读。请先存成 txt、html、docx 或 pdf 文件。"
    return None


def _system_words(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "没有这个文件。请检查文件名和所在文件夹。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。请换一个有权限的账号，或请文件所有人授权。"
    return f"这个文件打不开（{why(error)}）。请检查磁盘和文件名。"


def _sha256(path: Path) -> str | None:
    with contextlib.suppress(OSError, ValueError):
        if path.stat().st_size <= MAX_BYTES:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return None


# ---------------------------------------------------------------- showing


def _show_json(args: argparse.Namespace, out: _Pipe, keep: list[Document] | None) -> bool:
    """Print one array, an object a line, each as soon as it is read; True where some file failed."""
    from shuangyong.reader import as_json

    failed = False
    for index, name in enumerate(args.files):
        found = read_file(Path(name))
        try:
            line = json.dumps(found.as_json() if isinstance(found, Failure) else as_json(found), ensure_ascii=False)
        except RecursionError:
            found = Failure(Path(name).name, _sha256(Path(name)), "这个文件的层次太深，写不成结果。")
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


def _show_text(args: argparse.Namespace, out: _Pipe, keep: list[Document] | None) -> bool:
    """Print each document for a person to read; True where some file failed."""
    from shuangyong.config.reading_terminal import Terminal

    terminal = Terminal(sys.stdout or io.StringIO())
    failed = False
    for name in args.files:
        found = read_file(Path(name))
        if isinstance(found, Failure):
            failed = True
            out.flush()
            complain(f"没有读成 {plain(name)}：{plain(found.error)}")
            continue
        out.write(terminal.document(found))
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
        problem = _place_problem(place, force=args.force)
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
