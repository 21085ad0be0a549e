"""Sixteen writers at once, in four processes: one chain, nothing lost, nobody starved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.base.installation import SETUP, Install

WRITERS, EACH = 4, 12
"""Threads of a process, in four processes; acts of a thread."""
PROGRAM = (
    SETUP
    + f"""
import json, threading, time
from datetime import UTC, datetime
from django.db import connection
from shuangyong.base import storing
from shuangyong.base.actor import Actor
from shuangyong.base.trail import actions, types
DONE = types.declare("test.done", "办了第{{n}}件事")
waits, failed = [], []
def work(me):
    for n in range({EACH}):
        begun = time.monotonic()
        try:
            with storing.writing():
                actions.record(Actor(me, "甲"), DONE, ("thing", n), {{"n": n}}, now=datetime.now(UTC))
                actions.record(Actor(me, "甲"), DONE, ("thing", n), {{"n": n}}, now=datetime.now(UTC))
        except Exception as error:
            failed.append(repr(error))
        waits.append(time.monotonic() - begun)
    connection.close()
first = int(sys.argv[1]) * {WRITERS}
threads = [threading.Thread(target=work, args=(first + n,)) for n in range({WRITERS})]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
print(json.dumps([waits, failed]))
"""
)


@pytest.mark.database
def test_sixteen_writers_make_one_chain(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        processes = [place.start(PROGRAM, str(number)) for number in range(4)]
        answers = [json.loads(place.finish(process).stdout) for process in processes]
        verified = place.command("trail", "verify")
    assert [failed for _, failed in answers] == [[], [], [], []]
    assert verified.returncode == 0, verified.stderr
    assert f"核对了 {4 * WRITERS * EACH * 2} 条" in verified.stdout
    waits = sorted(wait for found, _ in answers for wait in found)
    assert waits[-1] < 10, "a writer starved"
