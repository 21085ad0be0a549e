"""`shuangyong work`: the worker's process. Any number may run; a service manager starts it again if it ends."""

from __future__ import annotations

import argparse
import signal
import sys

from shuangyong.config import starting


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    work = commands.add_parser("work", help="做后台任务：定时汇总、核对等，一直运行到被停止")
    work.set_defaults(run=run)
    work.add_argument("--once", action="store_true", help="做完现在到期的就结束，不等待")


def run(args: argparse.Namespace) -> int:
    starting.start()
    from django.utils import timezone

    from shuangyong.base.jobs.worker import Worker

    worker = Worker(timezone.now)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(worker, "stopping", True))
    if args.once:
        sys.stdout.write(f"做了 {worker.once()} 项后台任务。\n")
        return 0
    sys.stdout.write("后台进程已启动。按 Ctrl+C 停止。\n")
    sys.stdout.flush()
    worker.loop()
    sys.stdout.write("后台进程已停止，没做完的留待下次启动。\n")
    return 0
