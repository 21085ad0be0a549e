"""Sixteen people post a step again and again to the real server; then every acknowledged step is looked for."""

from __future__ import annotations

import contextlib
import http.client  # noqa: TID251 - the bench is its own client, on the loopback only
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.lists import Visitor
from bench.steps import Office
from shuangyong.base.organisation.models import Account
from shuangyong.base.trail.verifying import verify
from shuangyong.cases.models import Case, StepRow

PATIENCE = 60
PAGE = "/report/"


@dataclass(slots=True)
class Writer:
    """One client, its case, and what it was told."""

    case: int
    rev: int
    cookie: str
    took: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def post_until(self, end: float, port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)  # noqa: TID251
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        while time.monotonic() < end and len(self.failed) < 20:
            body = urlencode({"case": self.case, "rev": self.rev, "progress": f"第{self.rev}次反馈"})
            started = time.monotonic()
            connection.request("POST", PAGE, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status == 200:
                self.took.append(time.monotonic() - started)
                self.rev += 1
            else:
                self.failed.append(f"{answer.status} {text[:200]}")
        connection.close()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it."""

    posts: int
    seconds: float
    failed: list[str]
    lost: int
    chain_good: bool
    median: float
    late: float
    """The 99th of a hundred, in seconds."""


def measure(clients: int, seconds: float) -> Outcome:
    office = Office()
    cookie = Visitor(Account.objects.get(pk=office.liaison.account_id)).cookie
    writers = [Writer(row.pk, row.rev, cookie) for row in (office.task() for _ in range(clients))]
    with server() as port:
        started = time.monotonic()
        threads = [threading.Thread(target=one.post_until, args=(started + seconds, port)) for one in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = time.monotonic() - started
    took = sorted(second for one in writers for second in one.took)
    failed = [line for one in writers for line in one.failed]
    late = took[min(len(took) - 1, len(took) * 99 // 100)]
    return Outcome(len(took), spent, failed, lost(writers), bool(verify().good), statistics.median(took), late)


def lost(writers: list[Writer]) -> int:
    """Acknowledged steps that are not there, and steps that are there without having been acknowledged."""
    missing = 0
    for one in writers:
        stored = StepRow.objects.filter(case=one.case).count()
        rev = Case.objects.values_list("rev", flat=True).get(pk=one.case)
        missing += abs(stored - one.rev) + abs(rev - one.rev)
    return missing


@contextlib.contextmanager
def server() -> Iterator[int]:
    """granian with two processes, as an office runs it, on a free port of the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.serving", str(port)]
    process = subprocess.Popen(command, env=dict(os.environ), start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("服务没有启动。")
