"""How fast lists and steps are at a million cases and at ten million, on SQLite and PostgreSQL, as ratios of one run.

`python -m bench.cases [--cases 100000] [--vendors sqlite postgres] [--rounds 5] [--each 8] [--seconds 60]`: makes a
nation of cases in a database of its own, prints one table, and leaves nothing behind. With `--keep FOLDER` the world
stays there and is taken again the next time; `--parts` names what is measured (pages writers steps, or nothing),
`--scopes` whose pages.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.databases import database
from bench.reading import pad, verdict

PAGE_GOAL, STEP_GOAL = 1.5, 3.0
CLIENTS = 16
SCOPES = ("村", "镇", "本单位", "本单位及下属", "县", "市", "省", "全国")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.cases", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--vendors", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--parts", nargs="*", default=["pages", "writers", "steps"])
    parser.add_argument("--scopes", nargs="+", default=SCOPES, choices=SCOPES)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options)
    return max(apart(vendor, options) for vendor in options.vendors)


def apart(vendor: str, options: argparse.Namespace) -> int:
    """One database in a process of its own: Django reads its settings once."""
    with database(vendor, options.keep) as url:
        words = [f"--{name}={getattr(options, name)}" for name in ("cases", "rounds", "each", "seconds")]
        command = [
            sys.executable,
            "-m",
            "bench.cases",
            *words,
            f"--inside={vendor}",
            "--parts",
            *options.parts,
            "--scopes",
            *options.scopes,
        ]
        environment = {
            **os.environ,
            "SHUANGYONG_DATABASE_URL": url,
            "SHUANGYONG_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        return subprocess.run(command, env=environment, check=False).returncode


def inside(options: argparse.Namespace) -> int:
    import django

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server that was started ends too
    django.setup()
    for line in lines(options):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


def lines(options: argparse.Namespace) -> Iterator[str]:
    from bench import world

    if world.made():
        world.migrate()
    else:
        world.make(options.cases)
    from shuangyong.cases.models import Case

    yield f"\n══ {options.inside}，{Case.objects.count():,} 件事项；{options.rounds} 轮，轮流进行，取中位数"
    ways = {"pages": pages, "writers": writers, "steps": steps}  # bare transactions last: they do not hash the chain
    for name, way in ways.items():
        if name in options.parts:
            yield from way(options)


def pages(options: argparse.Namespace) -> Iterator[str]:
    from bench import lists

    yield f"{pad('范围', 14)}{pad('清单', 34)}{pad('行', 4)}{pad('查询', 6)}{pad('毫秒', 9)}是空页的几倍：处理器   历时"
    for cell in lists.measure(options.rounds, options.each, options.scopes):
        processor, wall = median(cell.took.processor), median(cell.took.wall)
        yield (
            f"{pad(cell.scope, 14)}{pad(cell.name, 34)}{cell.lines:<4}{cell.queries:<6}{cell.took.milliseconds:<9.2f}"
            f"{processor:<6.2f}{pad(verdict(processor <= PAGE_GOAL), 9)}{wall:<6.2f}{verdict(wall <= PAGE_GOAL)}"
        )


def steps(options: argparse.Namespace) -> Iterator[str]:
    from bench import steps as taking

    for cost in taking.measure(options.rounds, options.each * 2):
        processor, wall = median(cost.took.processor), median(cost.took.wall)
        yield (
            f"办一步：{cost.name}，{cost.queries} 次查询，{cost.took.milliseconds:.2f} 毫秒；同样几行的一个光事务 "
            f"{cost.took.other_milliseconds:.2f} 毫秒；处理器 {processor:.2f} 倍，{verdict(processor <= STEP_GOAL)}；"
            f"历时 {wall:.2f} 倍，{verdict(wall <= STEP_GOAL)}"
        )


def writers(options: argparse.Namespace) -> Iterator[str]:
    from bench import writers as writing

    found = writing.measure(CLIENTS, options.seconds)
    good = not found.failed and not found.lost and found.chain_good
    yield (
        f"{CLIENTS} 人同时提交 {found.seconds:.0f} 秒：{found.posts:,} 次，每秒 {found.posts / found.seconds:.0f} 次，"
        f"中位 {found.median * 1000:.0f} 毫秒，百分之九十九在 {found.late * 1000:.0f} 毫秒内；"
        f"出错 {len(found.failed)}，丢失 {found.lost}，留痕链{'完好' if found.chain_good else '断了'}；{verdict(good)}"
    )
    yield from found.failed[:5]


if __name__ == "__main__":
    raise SystemExit(main())
