"""`shuangyong dossier`: the papers for a title by a command: the same job, the same bytes as on the page."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import sys
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from shuangyong.config import starting
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain, plain
from shuangyong.config.score_cli import place_named, read_day

if TYPE_CHECKING:
    from datetime import date

    from shuangyong.base.actor import Place
    from shuangyong.base.organisation.models import Account
    from shuangyong.dossier.models import Dossier

CHUNK = 256 * 1024


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    dossier = commands.add_parser("dossier", help="制作申报材料，存到一个文件夹", allow_abbrev=False)
    dossier.set_defaults(run=run)
    dossier.add_argument(
        "place", nargs="?", metavar="地方", help="行政区划代码或名称；不写时为设有双拥工作领导小组的地方"
    )
    when = dossier.add_mutually_exclusive_group()
    when.add_argument("--year", metavar="年度", type=int, help="哪一年的，截至那一年的截止日；今年的截至今天")
    when.add_argument("--on", metavar="日期", type=read_day, help="截至哪一天，默认今天")
    dossier.add_argument("--cycle", action="store_true", help="整个周期到这一年为止的各年")
    dossier.add_argument("--standard", metavar="标准", default="", help="考评标准的 key；不写时同 shuangyong score")
    dossier.add_argument(
        "--for", dest="whom", metavar="登录名", default="", help="为谁制作：只装他看得到的；默认为双拥办主任"
    )
    dossier.add_argument(
        "--out", metavar="去处", type=Path, required=True, help="新的文件夹；写成 .zip 的，存成一个压缩包"
    )


def run(args: argparse.Namespace) -> int:
    refuse_taken(args.out)
    starting.start()
    from shuangyong.base.errors import Invalid, Problem

    try:
        row = built(args)
        return put(row, args.out) if row else 1
    except Problem as problem:
        complain("".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem))
        return 1


def refuse_taken(out: Path) -> None:
    """Nothing of somebody's is written over. Raises OptionError before any work is done."""
    if out.exists() and not (out.is_dir() and out.suffix != ".zip" and not any(out.iterdir())):
        raise OptionError(f"{plain(str(out))} 已经有了。请换一个名字，或者先移走。")
    if not out.absolute().parent.is_dir():
        raise OptionError(f"没有 {plain(str(out.absolute().parent))} 这个文件夹，请先建好。")


# ── ordering and building ──────────────────────────────────────────────────────────────────────────────────────────


def built(args: argparse.Namespace) -> Dossier | None:
    """The dossier that is asked for, built; None where the command was stopped. Raises Problem, OptionError."""
    from django.utils import timezone

    from shuangyong.base.jobs.worker import Worker
    from shuangyong.dossier import actions

    today = timezone.localdate()
    place = place_named(args.place, args.on or today)
    on = args.on or day_of(args.year, place, args.standard, today)
    whom = maker(args.whom, place, today)
    row = actions.order_for(whom, actions.Wanted(place, on, args.standard, cycle=args.cycle), now=timezone.now())
    worker = Worker(timezone.now)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(worker, "stopping", True))
    if row.job is None:
        raise OptionError("这份申报材料没有排上，请再运行一次。")
    job = worker.one(row.job, Telling())
    row.refresh_from_db()
    if job.state == "done":
        return row
    left = "没做完的留在后台任务里，由 shuangyong work 接着做。" if worker.stopping else job.error
    complain(f"没有做成：{left or job.get_state_display()}")
    return None


def day_of(year: int | None, place: Place, standard: str, today: date) -> date:
    """The cut-off of a year by the standard, today where it has not come yet. Raises Problem, OptionError."""
    from shuangyong.assess import queries

    if year is None or year == today.year:
        return today
    if not 1900 < year < today.year:
        raise OptionError(f"{year} 不能作年度：写今年（{today.year}）或以前的一年。")
    end = today.replace(year=year, month=12, day=31)
    subject = queries.subject_of(place, None, end)
    chosen = queries.standard_named(standard, end) if standard else queries.usual_standard(subject, end, unit=False)
    return chosen.cut_off_of(year)


def maker(login: str, place: Place, on: date) -> Account:
    """For whom it is made: named; else who alone holds the first post whose it is to make. Raises OptionError."""
    from shuangyong.dossier import queries

    makers = queries.makers(place, on)
    first = makers[0][1] if makers else ""
    named = [one for one, post in makers if (one.login == login if login else post == first)]
    if len(named) == 1:
        return named[0]
    if not makers:
        raise OptionError("没有人能制作这个地方的申报材料：先给双拥办主任等岗位任职。")
    who = "、".join(f"{one.login}（{one.name}）" for one, _ in makers[:20])
    wrong = f"{plain(login)} 不能制作这个地方的申报材料。" if login else "能制作的不止一个人。"
    raise OptionError(f"{wrong}请用 --for 写为谁制作：{who}。")


class Telling:
    """Says how far it is: on a terminal in one line, elsewhere a line for every stage."""

    def __init__(self) -> None:
        self.last = ""

    def __call__(self, done: int, total: int, says: str) -> None:
        line = f"{says}（{done}/{total}）" if total > 1 and "/" not in says else says
        stage = says.split("（", maxsplit=1)[0]
        if sys.stderr is None or not says or line == self.last:
            return
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{line}")
        elif stage != self.last.split("（", maxsplit=1)[0]:
            sys.stderr.write(f"{stage}\n")
        sys.stderr.flush()
        self.last = line


# ── putting it where it is wanted ──────────────────────────────────────────────────────────────────────────────────


def put(row: Dossier, out: Path) -> int:
    """The archive, or what is in it with every hash compared, to where it is wanted; gives the exit code."""
    from django.utils import timezone

    from shuangyong.dossier import actions

    archive = actions.take_out(row, now=timezone.now())
    if out.suffix == ".zip":
        with archive.open("rb") as source, _private(out) as file:
            shutil.copyfileobj(source, file, CHUNK)
    elif bad := unpack(archive, out):
        complain(f"写出来的文件和清单对不上：{'、'.join(bad[:5])}。请检查磁盘，再运行一次。")
        return 1
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    facts = row.facts
    sys.stdout.write(
        f"{row.name}\n"
        f"  得分 {facts['points']}（满分 {facts['of']}），{facts['unknown']} 分未知；"
        f"引用 {facts['citations']} 处，事项 {facts['records']} 件，印证材料 {facts['files']} 份\n"
        f"  压缩包 SHA-256 {row.sha256}\n"
        f"  存到 {out}\n"
    )
    if facts["bars"]:
        sys.stdout.write(f"  有 {facts['bars']} 件未了结的否决、不得申报或撤销情形，不得作为申报件。\n")
    return 0


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner reads, from its first byte on; never what stands there, nor where that points."""
    try:
        return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))
    except FileExistsError:
        raise OptionError(f"{plain(str(path))} 这时已经有了。请换一个名字，再运行一次。") from None


def unpack(archive: Path, out: Path) -> list[str]:
    """Everything of an archive into a new folder; names of files that are not what the list of hashes says."""
    out.mkdir(mode=0o700, exist_ok=True)
    wanted, found = dict[str, str](), dict[str, str]()
    with zipfile.ZipFile(archive) as parts:
        *names, manifest = parts.namelist()
        for line in parts.read(manifest).decode().splitlines():
            digest, _, name = line.partition("  ")
            wanted[name] = digest
        for name in (*names, manifest):
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with parts.open(name) as source, _private(target) as file:
                shutil.copyfileobj(source, file, CHUNK)
            if name != manifest:
                with target.open("rb") as written:
                    found[name] = hashlib.file_digest(written, "sha256").hexdigest()
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
