"""The command line: Chinese help, clear wrong usage, no Django for reading, serving on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen  # noqa: TID251 - asks our own server on this machine

import pytest

from shuangyong.config import cli, serving
from shuangyong.config.options import OptionError

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "import sys; from shuangyong.config.cli import main; sys.exit(main())"]


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "用法" in said
    assert "usage" not in said
    for command in ("read", "demo", "serve", "settings", "manage"):
        assert command in said


@pytest.mark.parametrize("line", [[], ["没有"], ["serve", "--prot", "1"], ["read"]])
def test_wrong_usage_exits_2_and_says_what(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(line)
    assert stopped.value.code == 2
    assert "用法有误" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "line", "said"),
    [
        (["read"], ["甲.txt", "--jsn"], "没有 --jsn 这个选项，是不是 --json？可用的选项：--help、--json、--why、"),
        (["read"], ["--xlxs", "表.xlsx", "甲.txt"], "没有 --xlxs 这个选项，是不是 --xlsx？"),
        (["read"], ["甲.txt", "--format=json"], "没有 --format 这个选项。可用的选项：--help、--json、"),
        (["read"], ["甲.txt", "-x"], "没有 -x 这个选项。"),
        (["catalog"], ["chek"], "没有 chek 这一项，是不是 check？可用的有：check、publish、"),
        (["catalog", "check"], ["--foo"], "没有 --foo 这个选项。可用的选项：--help"),
        ([], ["--bogus"], "没有 --bogus 这个选项。可用的选项：--help、--version"),
        (["serve"], ["9"], "多写了：9"),
    ],
)
def test_what_is_not_known_is_told_by_its_own_command(
    command: list[str], line: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([*command, *line])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith(f"用法：{' '.join(['shuangyong', *command])} [-h]")


def test_a_file_that_looks_like_an_option_is_told_how_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-附件.txt").write_text("县民政局要建立台账。", encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["read", "-附件.txt"])
    assert "写成 ./-附件.txt" in capsys.readouterr().err
    assert cli.main(["read", "--json", "--", "-附件.txt"]) == 0


def test_a_wrong_setting_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = subprocess.run(
        [*COMMAND, "serve"], env={**os.environ, "SHUANGYONG_PORT": "x"}, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert "SHUANGYONG_PORT" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_settings_are_listed_without_secrets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUANGYONG_SECRET_KEY", "hush-hush")
    assert cli.main(["settings"]) == 0
    said = capsys.readouterr().out
    assert "hush" not in said
    assert "已设" in said


def test_reading_does_not_load_django() -> None:
    code = (
        "import sys; from shuangyong.config import cli; cli.parser();"
        "import shuangyong.reader; print([name for name in sys.modules if name.partition('.')[0] == 'django'])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serving.free_port("127.0.0.1", port) > port


@pytest.mark.parametrize("host", ["192.0.2.1", "不是地址"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(OptionError, match="监听地址"):
        serving.free_port(host, 8000)


@pytest.mark.slow
def test_serving_answers_with_page_and_style_and_stops(tmp_path: Path) -> None:
    """The real server in a home of its own, as an office would start it (no DEBUG)."""
    environment = {
        **os.environ,
        "SHUANGYONG_HOME": str(tmp_path / "home"),
        "SHUANGYONG_DEBUG": "0",
        "SHUANGYONG_DATABASE_URL": "",
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = subprocess.Popen([*COMMAND, "serve", "--port", port], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        page = fetch(f"http://127.0.0.1:{port}/")
        assert "<html" in page
        assert "/static/vendor/bootstrap.min." in page
        assert (tmp_path / "home" / "shuangyong.sqlite3").exists()
        with standing_around(int(port)):
            assert "<html" in fetch(f"http://127.0.0.1:{port}/login/")
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=600)
    assert f"http://127.0.0.1:{port}/" in said


@contextmanager
def standing_around(port: int) -> Iterator[None]:
    """Twenty browsers' idle connections, and twelve senders of a form who stop in the middle."""
    half = (
        f"POST /read/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: csrftoken={'a' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na="
    )
    with ExitStack() as held:
        for number in range(140):
            one = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            one.sendall(half.encode() if number < 12 else b"")
        yield


def fetch(address: str) -> str:
    for _ in range(2_000):  # a first start on a machine that is busy with a whole suite
        try:
            with urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")
