"""Who may open which kind: the manual's table is what the declarations say; an older posts.toml of an office's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.checks import run_checks

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.declared import SHIPPED
from shuangyong.catalog import ledgers
from shuangyong.catalog.naming_kinds import kinds_of_files
from shuangyong.catalog.rights import rows, table
from shuangyong.config.catalog_cli import check, rights

PAGE = Path(__file__).resolve().parents[2] / "docs" / "manual" / "谁能新开哪种事项.md"
NEW = ("case.serve", "case.arrange", "case.organise", "case.ask", "case.army")


@pytest.fixture
def older(tmp_path: Path, settings):
    """An office's own posts, copied before there was more than one permission to open a case."""
    settings.HOME = tmp_path
    (tmp_path / "definitions").mkdir()
    lines = (SHIPPED / "posts.toml").read_text("utf-8").splitlines()
    kept = [line for line in lines if not any(line.startswith(f'"{name}"') for name in NEW)]
    text = "\n".join(kept)
    for name in NEW:
        text = text.replace(f'"{name}", ', "").replace(f' "{name}",', "")
    file = tmp_path / "definitions" / "posts.toml"
    file.write_text(text, "utf-8")
    posts.load.cache_clear()
    yield file
    posts.load.cache_clear()


def test_the_manual_has_the_table_as_the_declarations_give_it(capsys):
    declared = posts.load()
    lines = list(table(rows(kinds_of_files().values(), declared), declared))
    assert PAGE.read_text("utf-8").endswith("\n".join(lines) + "\n"), "shuangyong catalog rights, then into the manual"
    assert rights() == 0
    assert capsys.readouterr().out == "\n".join(lines) + "\n"
    assert len(lines) == len(kinds_of_files()) + 2


def test_whoever_may_open_a_kind_of_one_group_is_who_does_that_work():
    found = {row.kind.key: {post.key for post in row.posts} for row in rows(kinds_of_files().values(), posts.load())}
    office = {"office_clerk", "office_head"}
    anybody = office | {"liaison", "unit_head", "town_clerk", "station_clerk", "troops_liaison"}
    assert found["task"] == found["budget"] == found["title"] == found["stop_project"] == office
    assert found["shop"] == found["duty_roster"] == office | {"town_clerk"}
    assert found["visit"] == found["petition"] == office | {"town_clerk", "station_clerk"}
    assert found["conscription"] == found["troops_need"] == office | {"town_clerk", "troops_liaison"}
    assert found["front_support"] == found["troops_work"] == office | {"troops_liaison"}
    assert found["dispute"] == found["support_project"] == anybody
    assert found["instruction"] == {"office_head", "leader"}


def test_what_is_called_usual_for_a_post_is_what_it_may_open():
    found = {row.kind.key: {post.key for post in row.posts} for row in rows(kinds_of_files().values(), posts.load())}
    wrong = [(post, key) for post, keys in ledgers.load().usual.items() for key in keys if post not in found[key]]
    assert wrong == []


def test_an_older_posts_file_is_told_at_start_what_to_write_where_and_the_start_goes_on(older: Path):
    told = {message.msg: message for message in run_checks() if message.id == "shuangyong.W004"}
    assert len(told) == len(NEW)
    said = next(one for one in told if "case.organise" in one)
    assert said == (
        f'有 20 种事项的新版没有岗位能新开：{older} 里没有这项权限：请在 [permissions] 下写一行 "case.organise" = "统筹部署类立项"，'
        "再把 case.organise 写进 office_clerk（双拥办工作人员）、office_head（双拥办主任） 的 permissions。"
    )
    assert "已经发布的各版照旧能开" in str(told[said].hint)
    assert not [message for message in run_checks() if message.is_serious()]


def test_whoever_wrote_the_line_is_told_only_to_give_it_to_posts(older: Path):
    """Told to write it once more, an office would write it twice, and nothing starts with such a file."""
    text = older.read_text("utf-8").replace("\n[permissions]", '\n[permissions]\n"case.organise" = "统筹部署类立项"', 1)
    older.write_text(text, "utf-8")
    posts.load.cache_clear()
    (said,) = [message.msg for message in run_checks() if "case.organise" in message.msg]
    assert f"{older} 里没有岗位有“统筹部署类立项”权限：请把 case.organise 写进 office_clerk" in said
    assert "[permissions]" not in said


def test_catalog_check_names_the_file_the_line_and_what_to_add(older: Path, capsys):
    assert check([]) == 1
    told = capsys.readouterr().err
    assert "没有任何岗位有“case.organise”权限" in told and f"{older} 里没有这项权限" in told
    assert "task.toml 第" in told and "dispute.toml" not in told


def test_with_an_older_posts_file_nobody_holds_the_new_permissions_and_all_hold_the_old_one(older: Path):
    post = posts.load().by_key["station_clerk"]
    seat = Seat(1, 1, "东河站", "00000001", Place("990102"), post.key, post.name, post.permissions, post.reach, 1)
    station = Actor(1, "向站", (seat,))
    assert may(station, "case.open")
    assert may(station, "case.organise").reason == (
        "您在东河站任服务站工作人员，该岗位没有“统筹部署类立项”权限。目前没有岗位有这项权限。"
    )


def test_mended_it_is_as_if_it_were_the_products(older: Path):
    older.write_text((SHIPPED / "posts.toml").read_text("utf-8"), "utf-8")
    posts.load.cache_clear()
    assert posts.left_out() == {}
    assert not [message for message in run_checks() if message.id == "shuangyong.W004"]
