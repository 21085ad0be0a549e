"""`shuangyong dossier`: the same job and bytes as on the page, put into a folder, with its entries in the trail."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from shuangyong.base.jobs.models import Job, State
from shuangyong.base.jobs.running import claim
from shuangyong.base.jobs.worker import Worker
from shuangyong.base.organisation.models import Account
from shuangyong.base.trail.models import Entry
from shuangyong.config import cli, dossier_cli
from shuangyong.dossier import actions
from shuangyong.dossier.models import Dossier
from tests.dossier.conftest import COUNTY
from tests.dossier.test_dossier import MADE, ON, made

LINE = ["dossier", "990102", "--standard", "small", "--on", ON.isoformat()]


@pytest.fixture
def run(done, monkeypatch, capsys):
    """The command on the day after, with what it printed."""
    monkeypatch.setattr("shuangyong.config.starting.start", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("django.utils.timezone.now", lambda: MADE)
    monkeypatch.setattr("shuangyong.base.jobs.worker.Worker.__init__", still)

    def run(*more: object) -> tuple[int, str, str]:
        code = cli.main([*LINE, "--for", login(done, "陆双"), *map(str, more)])
        return code, *capsys.readouterr()

    return run


def still(worker: Worker, clock: object, **_: object) -> None:
    """A worker without a thread of its own, which in a test has another database."""
    worker.clock, worker.heartbeat, worker.name, worker.stopping = (lambda: MADE), False, "w", False


def login(district, who: str) -> str:
    return Account.objects.get(pk=district.account(who)).login


def test_the_folder_holds_what_the_page_makes(run, done, tmp_path: Path) -> None:
    code, said, stages = run("--out", tmp_path / "材料")
    assert code == 0, stages
    row = Dossier.objects.get()
    assert row.account_id == done.account("陆双") and f"SHA-256 {row.sha256}" in said
    assert stages.splitlines()[0] == "正在算分，收集事项和材料" and "正在封存" in stages
    assert made(done).sha256 == row.sha256
    with zipfile.ZipFile(row.path) as parts:
        for name in parts.namelist():
            assert (tmp_path / "材料" / name).read_bytes() == parts.read(name)
    listed = (tmp_path / "材料" / "清单（SHA-256）.txt").read_text(encoding="utf-8").splitlines()
    for line in listed:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "材料" / name).read_bytes()).hexdigest() == digest


def test_it_stands_in_the_trail_as_what_it_is(run, tmp_path: Path) -> None:
    assert run("--out", tmp_path / "甲.zip")[0] == 0
    assert (tmp_path / "甲.zip").read_bytes() == Dossier.objects.get().path.read_bytes()
    told = list(Entry.objects.filter(what__startswith="dossier").order_by("seq").values_list("what", "actor_name"))
    assert told == [("dossier.order_for", "系统"), ("dossier.build", "陆双"), ("dossier.take_out", "系统")]


def test_nothing_is_written_over(run, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "稿.txt").write_text("我的", encoding="utf-8")
    code, _, said = run("--out", tmp_path / "甲")
    assert code == 1 and "已经有了" in said and not Dossier.objects.exists()
    code, _, said = run("--out", tmp_path / "没有" / "甲")
    assert code == 1 and "请先建好" in said


def test_only_its_owner_reads_what_it_wrote_also_in_a_folder_of_everybody(run, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir(mode=0o755)
    for out in ("甲", "乙.zip"):
        assert run("--out", tmp_path / out)[0] == 0
    files = [tmp_path / "乙.zip", *(path for path in (tmp_path / "甲").rglob("*") if path.is_file())]
    assert len(files) > 4 and {path.stat().st_mode & 0o077 for path in files} == {0}


def test_what_somebody_puts_there_meanwhile_is_not_written_over(run, tmp_path: Path, monkeypatch) -> None:
    """A link to another file, laid while the dossier was being built."""
    (tmp_path / "稿.txt").write_text("我的", encoding="utf-8")
    build = dossier_cli.built

    def built(args):
        args.out.symlink_to(tmp_path / "稿.txt")
        return build(args)

    monkeypatch.setattr(dossier_cli, "built", built)
    code, _, said = run("--out", tmp_path / "甲.zip")
    assert code == 1 and "这时已经有了" in said
    assert (tmp_path / "稿.txt").read_text(encoding="utf-8") == "我的"


def test_only_for_whom_it_is_to_make(run, done, tmp_path: Path, capsys) -> None:
    assert cli.main([*LINE, "--for", "nobody", "--out", str(tmp_path / "甲")]) == 1
    said = capsys.readouterr().err
    assert "不能制作" in said and login(done, "陆双") in said and login(done, "督查") not in said
    with pytest.raises(SystemExit):
        cli.main([*LINE, "--year", "2026", "--out", str(tmp_path / "甲")])


def test_years_end_on_the_cut_off(run, done) -> None:
    assert dossier_cli.day_of(2025, COUNTY, "small", ON).isoformat() == "2025-12-31"
    assert dossier_cli.day_of(2026, COUNTY, "small", ON) == ON
    with pytest.raises(dossier_cli.OptionError):
        dossier_cli.day_of(2027, COUNTY, "small", ON)


def test_a_job_that_another_worker_has_is_waited_for(run, done, monkeypatch) -> None:
    row = actions.order(done.actor("陆双"), actions.Wanted(COUNTY, ON, "small"), now=MADE)
    mine = claim("another", MADE)
    assert mine is not None and row.job is not None

    def ended(worker: Worker) -> None:
        Job.objects.filter(pk=mine.pk).update(state=State.DONE)

    monkeypatch.setattr(Worker, "pause", ended)
    assert Worker(lambda: MADE).one(row.job, lambda *_: None).state == State.DONE


def test_one_that_fails_says_why(run, done, tmp_path: Path, monkeypatch) -> None:
    from shuangyong.base.errors import Problem

    def broken(*_: object, **__: object) -> None:
        raise Problem("印证材料“回执”在磁盘上找不到了。")

    monkeypatch.setattr(actions, "gather", broken)
    code, _, said = run("--out", tmp_path / "甲")
    assert code == 1 and "找不到了" in said and not (tmp_path / "甲").exists()
