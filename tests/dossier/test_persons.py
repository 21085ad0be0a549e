"""Files about persons stay out of a dossier unless somebody says why; archives have a term; a crash costs nothing."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from shuangyong.base.errors import Invalid, Stale
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.jobs.running import Run, claim, perform, reap
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.dossier import actions, archive
from shuangyong.dossier.declared import load, parse
from shuangyong.dossier.gathering import gather
from shuangyong.dossier.models import Dossier, folder
from tests.cases.conftest import at
from tests.dossier.conftest import COUNTY, build
from tests.dossier.test_dossier import MADE, ON, made, text, wanted

WHY = "考评组书面要求核对原件"


@pytest.fixture
def roll(done, paper):
    """A second task was proved by a roll of names."""
    case = Case.objects.get(title="更新双拥标牌")
    moment = at(4, 12)
    proofs = {"result": (paper("宁联", "优抚对象花名册 张三丰", now=moment),)}
    steps = (("宁联", "sign", Form()), ("宁联", "ask_close", Form({"progress": "办成"}, proofs=proofs)))
    for name, action, form in (*steps, ("陆双", "close", Form())):
        take(done.actor(name), case.pk, action, form, rev=Case.objects.get(pk=case.pk).rev, now=moment)
    return done


def names(row: Dossier) -> list[str]:
    with zipfile.ZipFile(row.path) as parts:
        return parts.namelist()


def filed(row: Dossier) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(row.path) as parts:
        book = load_workbook(io.BytesIO(parts.read(f"{load().folders['table']}.xlsx")))
    return list(book["印证材料目录"].iter_rows(min_row=3, values_only=True))


def test_a_roll_of_names_is_listed_by_its_hash_only(roll) -> None:
    row = made(roll)
    assert (row.facts["files"], row.facts["kept"]) == (2, 1)
    assert sum(name.startswith("04 ") for name in names(row)) == 1
    listed = next(line for line in filed(row) if line[7] == "是")
    assert listed[1] == "花名册（含个人信息）" and listed[3] == "没有装入，只列 SHA-256" and len(str(listed[5])) == 64
    told = text(row, "report")
    assert "张三丰" not in told and "含个人信息的材料1份没有装入" in told
    assert "含个人信息的材料1份没有装入" in text(row, "letter")


def test_a_file_of_a_case_about_a_person_is_kept_back_whatever_it_is_called(done, paper, monkeypatch) -> None:
    monkeypatch.setattr("shuangyong.dossier.gathering._about_persons", lambda kind: kind.key == "task")
    found = gather(done.actor("陆双"), COUNTY, on=ON, standard="small")
    (one,) = found.evidence
    assert one.persons and one.path == "" and one.title == "办理结果（含个人信息）"


def test_they_are_enclosed_for_a_reason_that_stays_in_the_trail(roll) -> None:
    for why in ("", "要"):
        with pytest.raises(Invalid):
            actions.order(roll.actor("陆双"), wanted(persons=True, why=why), now=MADE)
    row = made(roll, persons=True, why=WHY)
    inside = [name for name in names(row) if name.startswith("04 ")]
    assert len(inside) == 2 and not any("张三丰" in name for name in inside) and row.facts["kept"] == 0
    assert Entry.objects.get(what="dossier.persons").data["why"] == WHY


# ── keeping ──


def test_old_archives_go_and_come_back_the_same(done, monkeypatch) -> None:
    first = made(done)
    content = first.path.read_bytes()
    wording = load()
    monkeypatch.setattr(actions, "load", lambda: parse_keeping(1, 30))
    later = made(done, at(5, 30), cycle=True)
    assert actions.clean(at(5, 1)) == 0
    assert actions.clean(at(5, 30)) == 1
    first.refresh_from_db()
    assert first.cleaned_at and not first.path.exists() and later.path.exists()
    with pytest.raises(Stale):
        actions.take(done.actor("陆双"), first.pk, now=at(5, 30))
    assert actions.clean(at(6, 30)) == 0  # the newest of a place always stays
    monkeypatch.setattr(actions, "load", lambda: wording)
    actions.again(done.actor("陆双"), first.pk, now=at(6, 30))
    assert build(at(6, 30)).state == State.DONE
    first.refresh_from_db()
    assert first.cleaned_at is None and first.path.read_bytes() == content
    assert Entry.objects.filter(what="dossier.clean").count() == 1


def parse_keeping(archives: int, days: int):
    import tomllib

    from shuangyong.base.organisation.declared import SHIPPED

    tables = tomllib.loads((SHIPPED / "dossier.toml").read_text(encoding="utf-8"))
    return parse(tables | {"keeping": {"archives": archives, "days": days}})


def test_one_archive_of_two_orders_stays_while_one_of_them_does(done, monkeypatch) -> None:
    first, second = made(done), made(done, at(5, 30))
    assert first.sha256 == second.sha256
    monkeypatch.setattr(actions, "load", lambda: parse_keeping(1, 30))
    assert actions.clean(at(5, 30)) == 1
    assert second.path.exists()


# ── a worker that dies ──


def test_a_worker_that_died_in_the_middle_is_followed_by_another(done, monkeypatch) -> None:
    whole = made(done)
    content = whole.path.read_bytes()
    whole.path.unlink()
    row = actions.order(done.actor("陆双"), wanted(), now=MADE)
    dies = archive._add_file

    def power_cut(*_: object) -> None:
        (folder() / "coming" / "left").write_bytes(b"half")
        raise SystemExit

    monkeypatch.setattr(archive, "_add_file", power_cut)
    job = claim("w1", MADE)
    with pytest.raises(SystemExit):
        perform(Run(job, lambda: MADE), heartbeat=False)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, worker="w1", lease_until=MADE + timedelta(minutes=5))
    monkeypatch.setattr(archive, "_add_file", dies)
    later = MADE + timedelta(minutes=6)
    assert reap(later) == 1
    assert build(later).state == State.DONE
    row.refresh_from_db()
    assert row.path.read_bytes() == content
    os.utime(folder() / "coming" / "left", (MADE.timestamp(), MADE.timestamp()))
    actions.clean(MADE + timedelta(days=2))
    assert not list((folder() / "coming").iterdir())
