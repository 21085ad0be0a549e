"""A file of a whole year: whoever sent it sees how far it is, and may call it off in the middle of it."""

from __future__ import annotations

from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.jobs.running import Run
from shuangyong.base.jobs.worker import run_pending
from shuangyong.intake import actions
from shuangyong.intake.models import Document
from shuangyong.intake.receiving import Sent
from tests.intake.conftest import NOW

LONG = "".join(f"{n}. 区民政局要在6月{n % 30 + 1}日前走访第{n}户烈属。\n" for n in range(1, 3_000)).encode()


def test_one_long_file_tells_how_far_it_is(district, monkeypatch) -> None:
    told: list[str] = []
    progress = Run.progress

    def noted(run: Run, done: int, total: int, says: str = "") -> None:
        told.append(says)
        progress(run, done, total, says)

    monkeypatch.setattr(Run, "progress", noted)
    actions.take_in(district.actor("简文"), [Sent("汇编.txt", LONG)], now=NOW, at_once=False)
    run_pending(NOW)
    parts = [int(says.split("，已读 ")[1].removesuffix("%")) for says in told if "，已读 " in says]
    assert told[0] == "正在读第 1 份" and len(parts) > 3 and parts == sorted(set(parts))
    assert Document.objects.count() == 1


def test_called_off_in_the_middle_of_a_file_nothing_is_kept(district, monkeypatch) -> None:
    actor = district.actor("简文")
    told: list[str] = []
    progress = Run.progress

    def calls_off(run: Run, done: int, total: int, says: str = "") -> None:
        told.append(says)
        if "，已读 " in says:
            jobs.cancel(actor, run.job.pk, now=NOW)
        progress(run, done, total, says)

    monkeypatch.setattr(Run, "progress", calls_off)
    taken = actions.take_in(actor, [Sent("汇编.txt", LONG), Sent("另一份.txt", LONG)], now=NOW, at_once=False)
    run_pending(NOW)
    job = Job.objects.get(pk=taken.job)
    assert job.state == State.CANCELLED
    assert len(told) == 2, "the first word about how far it is was the last"
    assert not Document.objects.exists()
