"""A worker is killed in the middle of a job (kill -9): the next one finishes it, and in effect it was done once."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.base.installation import SETUP, Install, Installation

ITEMS, HELD_AT = 12, 4
"""Before the fifth the job waits until the test lets it go on: however busy the machine is, it is met in the middle."""
JOB = (
    SETUP
    + f"""
import os, time
from pathlib import Path
from datetime import timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from shuangyong.base import storing
from shuangyong.base.jobs import registry
from shuangyong.base.jobs.registry import job
registry.timings.clear()  # between 01:40 and 06:30 the night's own work would come along
@job("test.items", "逐个办理", lease=timedelta(seconds=2))
def items(run):
    for n in range({ITEMS}):
        with storing.writing():
            run.progress(n + 1, {ITEMS})
            Group.objects.get_or_create(name=f"第{{n}}个")
        while n == {HELD_AT} and not Path(os.environ["SHUANGYONG_HOME"], "go-on").exists():
            time.sleep(0.05)
            with storing.writing():
                run.progress(n + 1, {ITEMS})
    return {{"done": {ITEMS}}}
"""
)
ENQUEUE = JOB + "from shuangyong.base.jobs import actions\nactions.enqueue('test.items', now=timezone.now())\n"
WORK = JOB + "from shuangyong.config.cli import main\nsys.exit(main(['work', *sys.argv[1:]]))\n"
COUNT = "from django.contrib.auth.models import Group; print(Group.objects.count())"
STATE = """
from shuangyong.base.jobs.models import Job
job = Job.objects.get(); print(job.state, job.attempts, job.progress_done, job.result)
"""


def wait_for_some(place: Installation) -> None:
    for _ in range(200):
        if int(place.python(COUNT)) > HELD_AT:
            return
        time.sleep(0.05)
    raise AssertionError("the worker did nothing")


@pytest.mark.database
def test_a_killed_workers_job_is_finished_once(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        assert place.finish(place.start(ENQUEUE)).returncode == 0
        worker = place.start(WORK)
        wait_for_some(place)
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=600)
        assert 0 < int(place.python(COUNT)) < ITEMS
        assert place.python(STATE).startswith("running 1")
        (place.home / "go-on").touch()
        time.sleep(2.1)
        again = place.finish(place.start(WORK, "--once"))
        assert (again.returncode, again.stdout) == (0, "做了 1 项后台任务。\n"), again.stderr
        assert place.python(COUNT) == str(ITEMS)
        assert place.python(STATE) == f"done 2 {ITEMS} {{'done': {ITEMS}}}"


@pytest.mark.database
def test_a_worker_told_to_stop_puts_its_job_back(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        place.finish(place.start(ENQUEUE))
        worker = place.start(WORK)
        wait_for_some(place)
        worker.send_signal(signal.SIGTERM)
        said, complained = worker.communicate(timeout=600)
        assert (worker.returncode, complained) == (0, "")
        assert "后台进程已停止" in said
        assert place.python(STATE).startswith("queued 0")
