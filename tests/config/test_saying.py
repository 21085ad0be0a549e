"""Outputs that take nothing, names that would give orders, reasons in Chinese, commands that do not exist."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shuangyong.config import cli
from shuangyong.config.saying import REASONS, plain, why

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = next((ROOT / "samples").glob("1-*.txt"))
PROGRAM = f'exec {sys.executable} -c "import sys; from shuangyong.config.cli import main; sys.exit(main())"'
FULL = Path("/dev/full")


def shell(line: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command with `line` as its arguments and redirections; `$1` … are `words`."""
    command = ["sh", "-c", f"{PROGRAM} {line}", "sh", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("line", ['read "$1" >&-', 'read --json "$1" >&-', "settings >&-"])
def test_a_closed_output_is_quiet_and_gives_one(line):
    answer = shell(line, SAMPLE)
    assert answer.returncode == 1
    assert answer.stderr == ""


def test_with_the_output_closed_the_table_is_still_written(tmp_path):
    assert shell('read "$1" --xlsx "$2" >&-', SAMPLE, tmp_path / "表.xlsx").returncode == 1
    assert (tmp_path / "表.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.skipif(not FULL.exists(), reason="这台机器没有 /dev/full")
@pytest.mark.parametrize(
    "line", ['read "$1"', 'read --json "$1"', "settings", "demo --plain --no-serve", "manage check"]
)
def test_a_full_disk_is_told_once_in_chinese(line, tmp_path, monkeypatch):
    monkeypatch.setenv("SHUANGYONG_HOME", str(tmp_path))
    answer = shell(f"{line} >/dev/full", SAMPLE)
    assert answer.returncode == 1
    assert answer.stderr.count("输出写不进去（磁盘已满）") == 1
    assert "Traceback" not in answer.stderr
    assert "Exception ignored" not in answer.stderr


@pytest.mark.parametrize("line", ["read 没有.txt 2>&-", 'read "$1" --why --json 2>&-'])
def test_a_closed_error_stream_does_no_harm(line):
    assert "Traceback" not in shell(line, SAMPLE).stdout


def test_names_give_no_orders_to_the_terminal(tmp_path):
    answer = shell('read "$1" "$2" --xlsx "$3"', "坏\x1b[31m\n.txt", SAMPLE, tmp_path / "表\x1b[2J\n.xlsx")
    assert "\x1b" not in answer.stderr
    assert [line[:4] for line in answer.stderr.splitlines()] == ["没有读成", "已写入 "]


def test_wrong_names_of_outputs_are_flattened(tmp_path):
    answer = shell('read "$1" --xlsx "$2"', SAMPLE, tmp_path / "没\x1b[2J\n有" / "表.xlsx")
    assert answer.returncode == 2
    assert "\x1b" not in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "said"), [("-", "不从标准输入读文件"), ("''", "没有写文件名"), ("' '", "没有写文件名")]
)
def test_names_that_mean_no_file_are_told(name, said):
    answer = shell(f"read {name}")
    assert answer.returncode == 2
    assert said in answer.stderr


def test_links_in_a_circle_are_told_in_chinese(tmp_path):
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    assert "链接绕成了圈" in shell('read "$1"', tmp_path / "圈.txt").stderr


@pytest.mark.parametrize("code", [*REASONS, 9999, None])
def test_every_reason_is_chinese(code):
    error = OSError() if code is None else OSError(code, os.strerror(code))
    assert not re.search("[A-Za-z]", why(error))


def test_the_common_reasons_are_known():
    codes = (errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EIO, errno.ENOSPC)
    assert set(codes) <= set(REASONS)


def test_plain_is_one_line():
    assert plain("a\x1b[0m\n b\tc") == "a[0m b c"


def test_an_unknown_management_command_is_told_in_chinese(capsys):
    assert cli.main(["manage", "nosuch"]) == 1
    said = capsys.readouterr().err
    assert "没有 nosuch 这个管理命令" in said
    assert "migrate" in said
