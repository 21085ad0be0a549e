"""Bodies before the threads: whole, in time, in bounded memory. The scope and the channel are the server's protocol."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import FileResponse

from shuangyong.base.gone import gone
from shuangyong.config import door
from shuangyong.config.door import REFUSED, Door, Environ
from shuangyong.config.wsgi import Utf8Request, application

LIMIT = 100
START = Callable[..., Any]


class Channel:
    """One connection: pieces of a body with the seconds before each, and what was answered."""

    def __init__(self, *pieces: tuple[float, bytes]) -> None:
        self.pieces, self.status, self.body, self.path = pieces, 0, b"", ""
        self.leaves_after = 3_600.0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for seconds, piece in self.pieces:
            await asyncio.sleep(seconds)
            yield piece

    async def client_disconnect(self) -> None:
        await asyncio.sleep(self.leaves_after)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.body = status, body

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None:
        self.status, self.path = status, path

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Channel:
        self.status = status
        return self

    async def send_bytes(self, data: bytes) -> None:
        self.body += data


class Stream:
    """A file on its way out."""

    streaming = True

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Iterable[bytes]:
        return iter([b"one ", b"two"])

    def close(self) -> None:
        self.closed = True


def scope(*headers: tuple[str, str], client: str = "10.1.2.3:5000") -> Any:
    return SimpleNamespace(
        server="127.0.0.1:8000", client=client, scheme="http", http_version="1.1", method="POST",
        path="/a b/双/", query_string="q=1", headers=dict(headers),
    )  # fmt: skip


def ask(channel: Channel, *headers: tuple[str, str], client: str = "10.1.2.3:5000") -> Environ:
    """What Django is given; it answers with the body that it got."""
    seen: list[Environ] = []

    def application(environ: Environ, start: START) -> list[bytes]:
        seen.append(environ)
        start("200 OK", [])
        return [environ["wsgi.input"].read()]

    asyncio.run(Door(application, 2, LIMIT).__rsgi__(scope(*headers, client=client), channel))
    return seen[0]


def test_a_body_comes_whole() -> None:
    channel = Channel((0, b"name="), (0.01, b"lu"))
    environ = ask(channel, ("content-length", "7"), ("content-type", "text/plain"), ("x-b", "2"))
    assert (channel.status, channel.body) == (200, b"name=lu")
    assert (environ["CONTENT_LENGTH"], environ["CONTENT_TYPE"], environ["HTTP_X_B"]) == ("7", "text/plain", "2")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/a b/双/"
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], REFUSED in environ) == ("10.1.2.3", "8000", False)


def test_whether_the_sender_still_waits_is_told_while_the_answer_is_made() -> None:
    """A reading went on to its end for whoever had pressed 不读了, and held one of the two places all the while."""
    told: list[bool] = []

    def application(environ: Environ, start: START) -> list[bytes]:
        began = time.monotonic()
        while not (has_gone := gone(environ)()) and time.monotonic() - began < 0.3:
            time.sleep(0.01)
        told.append(has_gone)
        start("200 OK", [])
        return [b""]

    leaves, stays = Channel((0, b"a")), Channel((0, b"a"))
    leaves.leaves_after = 0.05
    for channel in (leaves, stays):
        asyncio.run(Door(application, 2, LIMIT).__rsgi__(scope(("content-length", "1")), channel))
    assert told == [True, False]


def test_who_stops_in_the_middle_holds_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "STRETCH", 0.02)
    assert ask(Channel((0, b"a="), (5, b"late")), ("content-length", "6"))[REFUSED] == "slow"


def test_who_sends_fast_and_then_drips_is_slow_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "STRETCH", 0.1)
    monkeypatch.setattr(door, "SLOWEST", 100)
    drips = [(0.05, b"a")] * 40
    assert ask(Channel((0, b"a" * 60), *drips), ("content-length", "100"))[REFUSED] == "slow"
    steady = [(0.05, b"a" * 10)] * 4
    assert REFUSED not in ask(Channel((0, b"a" * 60), *steady), ("content-length", "100"))


def test_half_a_form_is_none() -> None:
    assert ask(Channel((0, b"a=")), ("content-length", "7"))[REFUSED] == "slow"


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    assert ask(Channel((0, b"")), ("content-length", "101"))[REFUSED] == "large"
    assert ask(Channel((0, b"a" * 60), (0, b"a" * 60)), ("transfer-encoding", "chunked"))[REFUSED] == "large"
    fits = Channel((0, b"a" * 60))
    assert ask(fits, ("transfer-encoding", "chunked"))["CONTENT_LENGTH"] == "60"
    assert fits.body == b"a" * 60


def test_one_address_does_not_take_all_the_memory() -> None:
    room = door.Room()
    one = door.BODIES_OF_ONE + door.SMALL
    with room.share("10.1.2.3") as full, room.share("10.1.2.4") as other, room.share("10.1.2.5") as third:
        full.grow(one)
        other.grow(one)
        with room.share("10.1.2.3") as more, pytest.raises(door.RefusedBodyError, match="crowded"):
            more.grow(door.SMALL + 1)
        third.grow(one // 2)
        with pytest.raises(door.RefusedBodyError, match="crowded"):
            third.grow(one)
    with room.share("10.1.2.3") as again:
        again.grow(one)


def test_a_form_without_files_is_taken_in_while_others_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BODIES", 0)
    assert REFUSED not in ask(Channel((0, b"a" * 60)), ("content-length", "60"))
    monkeypatch.setattr(door, "SMALL", 10)
    assert ask(Channel((0, b"a" * 60)), ("content-length", "60"))[REFUSED] == "crowded"


def test_the_memory_of_a_body_is_held_until_it_is_answered() -> None:
    room = door.Room()
    held: list[int] = []

    def application(environ: Environ, start: START) -> list[bytes]:
        held.append(room._held["10.1.2.3"])
        start("200 OK", [])
        return [b"ok"]

    gate = Door(application, 2, 3 * door.SMALL)
    gate._room = room
    big = Channel((0, b"a" * 2 * door.SMALL))
    asyncio.run(gate.__rsgi__(scope(("content-length", str(2 * door.SMALL))), big))
    assert held == [door.SMALL]
    assert not room._held


def test_a_header_with_an_underscore_passes_for_no_other() -> None:
    environ = ask(Channel(), ("x_forwarded_for", "6.6.6.6"), ("cookie", "a=1"), client="[fe80::1]:9")
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert (environ["HTTP_COOKIE"], environ["REMOTE_ADDR"]) == ("a=1", "fe80::1")


def test_a_stream_goes_out_in_pieces_and_is_closed() -> None:
    stream, channel = Stream(), Channel()

    def application(environ: Environ, start: START) -> Any:
        start("206 Partial Content", [])
        return stream

    asyncio.run(Door(application, 1, LIMIT).__rsgi__(scope(), channel))
    assert (channel.status, channel.body, stream.closed) == (206, b"one two", True)


@pytest.mark.parametrize(("refused", "status", "says"), [
    ("slow", 408, "网络太慢，内容没有传完"),
    ("crowded", 429, "现在上传的人太多"),
    ("large", 413, "文件太大"),
])  # fmt: skip
def test_whoever_was_not_taken_in_is_told(client: Any, refused: str, status: int, says: str) -> None:
    answer = client.post("/read/", {"text": "x"}, **{REFUSED: refused})
    assert answer.status_code == status
    assert says in answer.content.decode()


def test_an_unknown_name_of_the_site_is_told_as_such(client: Any) -> None:
    answer = client.get("/login/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "SHUANGYONG_HOSTS" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("codec", ["utf-7", "rot13", "unicode_escape", "undefined"])
def test_what_a_request_says_of_its_signs_is_not_believed(codec: str) -> None:
    """Half a sign (UTF-7's +2AA-) is what no database stores; the others were a 500 with a trace in the log."""
    part = b'--b\r\nContent-Disposition: form-data; name="way"\r\n\r\n+2AA-\\ud800\xe5\x8f\x8c\r\n--b--\r\n'
    environ = door.environ_of(scope(("content-type", f"multipart/form-data; charset={codec}; boundary=b")))
    environ |= {"wsgi.input": BytesIO(part), "CONTENT_LENGTH": str(len(part)), "PATH_INFO": "/login/"}
    request = Utf8Request(environ)
    assert request.POST["way"] == "+2AA-\\ud800双"
    assert request.GET["q"] == "1"
    told: list[str] = []
    b"".join(
        application(environ | {"wsgi.input": BytesIO(part)}, lambda status, headers, trouble=None: told.append(status))
    )
    assert told == ["403 Forbidden"]


@pytest.mark.parametrize("lies", [True, False])
def test_a_file_of_the_disk_is_fetched_from_there_and_not_kept_in_memory(tmp_path: Path, lies: bool) -> None:
    file: Any = (tmp_path / "a.zip").open("w+b") if lies else TemporaryFile("w+b")  # noqa: SIM115 - closed by the door
    file.write(b"zip" * 9)
    file.seek(0)

    def application(environ: Environ, start: START) -> Any:
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 9)

    channel = Channel()
    asyncio.run(Door(application, 1, LIMIT).__rsgi__(scope(), channel))
    assert (channel.path, channel.body) == ((str(tmp_path / "a.zip"), b"") if lies else ("", b"zip" * 9))
    assert file.closed


def test_what_django_answers_with_a_file_lies_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"zip")

    def application(environ: Environ, start: START) -> Any:
        answer = FileResponse((tmp_path / "a.zip").open("rb"))
        start("200 OK", list(answer.items()))
        return environ["wsgi.file_wrapper"](answer.file_to_stream, answer.block_size)

    channel = Channel()
    asyncio.run(Door(application, 1, LIMIT).__rsgi__(scope(), channel))
    assert channel.path == str(tmp_path / "a.zip")
