"""Every declared file is checked before it is used; a new one cannot be forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.checks import run_checks

from shuangyong.base.organisation import declared_files
from shuangyong.base.organisation.declared import SHIPPED
from shuangyong.catalog.sorts import SORTS
from shuangyong.config.catalog_cli import check

FILES = sorted(path.name for path in SHIPPED.glob("*.toml"))
SLIP = '\nslipped_in = "x"\n'


@pytest.fixture
def own(tmp_path: Path, settings) -> Path:
    """An office's folder of definitions, still empty."""
    settings.HOME = tmp_path
    folder = tmp_path / "definitions"
    (folder / "papers").mkdir(parents=True)
    return folder


def said_at_start() -> str:
    return "\n".join(str(message.msg) for message in run_checks() if message.is_serious())


def test_every_file_and_folder_of_definitions_has_its_check():
    checked = {one.name for one in declared_files.every()}
    folders = {f"{path.name}/" for path in SHIPPED.iterdir() if path.is_dir()} - {
        f"{s.folder}/" for s in SORTS.values()
    }
    assert {*FILES, *folders} == checked, "name it in the checks.py of its room"
    assert len({one.number for one in declared_files.every()}) == len(checked)


@pytest.mark.parametrize("name", [*FILES, "papers/minutes.toml"])
def test_what_cannot_be_read_and_what_nobody_knows_is_told_with_its_line_at_start_and_by_catalog_check(
    own: Path, name: str, capsys
):
    file = own / name
    text = (SHIPPED / name).read_text("utf-8")
    file.write_text("# 本单位的\n[broken\n" + text, "utf-8")
    assert f"{name} 第2行：读不出来" in said_at_start()
    file.write_text(f"{SLIP}{text}", "utf-8")
    told = said_at_start()
    assert f"{name} 第2行：slipped_in：没有这个键。这里可用的键：" in told
    assert check([str(file)]) == 1 and "slipped_in" in capsys.readouterr().err
    if name == "names.toml":
        return
    shutil.copy(SHIPPED / name, file)
    assert said_at_start() == ""
    assert check([str(file)]) == 0 and f"{file}：没有问题" in capsys.readouterr().out


def test_all_files_are_checked_where_none_is_named(own: Path, capsys):
    (own / "visits.toml").write_text('[visits.own]\nname = "本单位"\n', "utf-8")
    assert check([]) == 1
    told = capsys.readouterr().err
    assert "visits.toml 第1行：visits.own：没有写走访哪些人" in told and "共 " in told


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("visits.toml", 'sort = "八一"', 'sort = "中秋"', "写的是“中秋”，“走访慰问”里只能是：春节、八一"),
        ("rosters.toml", 'sort = "节假日值班"', 'sort = "平时"', "写的是“平时”，“值班表”里只能是：节假日值班"),
        ("ledgers.toml", '"instruction",', '"instructions",', "没有叫“instructions”的事项种类"),
        ("circular.toml", '"mending"', '"mendings"', "没有叫“mendings”的事项种类"),
        ("columns.toml", "\n[words]", "\n[kinds.petitions]\nsort = []\n[words]", "没有叫“petitions”的事项种类"),
        ("remedies.toml", 'kind = "task"', 'kind = "tasks"', "没有叫“tasks”的事项种类"),
        ("remedies.toml", 'part = "lead"', 'part = "leads"', "没有叫“leads”的一方。可用的有：lead、support"),
        ("remedies.toml", "goal = ", "goals = ", "没有叫“goals”的字段。可用的有："),
        ("names.toml", "", "", "不能由本单位另写"),
    ],
)
def test_what_names_a_kind_its_parts_or_choices_names_something_that_is_there(own: Path, name, old, new, sentence):
    (own / name).write_text((SHIPPED / name).read_text("utf-8").replace(old, new, 1), "utf-8")
    told = said_at_start()
    assert sentence in told and f"{name}" in told
    assert name == "names.toml" or "第" in told


def test_a_file_that_nothing_reads_is_told(own: Path):
    shutil.copy(SHIPPED / "visits.toml", own / "visit.toml")
    told = [message for message in run_checks() if message.id == "shuangyong.W003"]
    assert [message.msg for message in told] == [f"{own / 'visit.toml'} 不会用到：没有叫这个名字的定义文件。"]
    assert "visits.toml" in str(told[0].hint)
