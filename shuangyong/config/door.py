"""The server's way in: a body comes whole, in time and in bounded memory, before one of the few threads is taken.

A server that gives each request a thread and lets it read from the network stands still for everybody when a handful
of connections send a few bytes and then nothing (seen with eight of them, from a stranger). Here whatever is slow
waits as a coroutine, which costs nothing but the memory of what has come; the threads get what is whole.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Event
from typing import IO, Any, Protocol

from shuangyong.base.gone import GONE

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
REFUSED = "shuangyong.refused"
"""In the environment of a request whose body was not taken in: slow, crowded or large; middleware answers."""
STRETCH = 30.0
"""Seconds in each of which a body comes to its end or by STRETCH * SLOWEST bytes further: whoever sends much at once
and then nothing holds the memory no longer than who sends nothing."""
SLOWEST = 20_000
"""Bytes a second that a phone in the hills still reaches."""
BODIES, BODIES_OF_ONE = 512 * 1024 * 1024, 192 * 1024 * 1024
"""Bytes of bodies held at a time: in all, and from one address, behind which there may be a whole office."""
SMALL = 64 * 1024
"""Bytes of any body that count for nothing: forms without files are taken in while others fill the memory. The
number of connections is their limit."""


class Scope(Protocol):
    """What the server says of a request (RSGI): text, the path with its signs decoded."""

    server: str
    client: str
    scheme: str
    http_version: str
    method: str
    path: str
    query_string: str
    headers: Any


class Transport(Protocol):
    def send_bytes(self, data: bytes) -> Awaitable[None]: ...


class Channel(Protocol):
    """The request's body to be read in pieces, and the ways to answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def client_disconnect(self) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_file(self, status: int, headers: Headers, path: str) -> None: ...
    def response_stream(self, status: int, headers: Headers) -> Transport: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application says: a whole body, a file that lies on the disk, or a stream of pieces."""

    status: int
    headers: Headers
    whole: bytes = b""
    path: str = ""
    parts: Parts | None = None


class RefusedBodyError(Exception):
    """Why a body is not taken in: slow, crowded or large."""


class Room:
    """The memory of bodies that came and are not answered yet. Lives in one event loop: nothing happens in between."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()

    @contextmanager
    def share(self, address: str) -> Iterator[Share]:
        """What one request from `address` takes; free again where the block ends."""
        share = Share(self._held, address)
        try:
            yield share
        finally:
            share.free()


class Share:
    """One request's part of the room, which grows as its body comes: what is only announced takes nothing."""

    def __init__(self, held: Counter[str], address: str) -> None:
        self._held, self._address = held, address
        self._size = 0

    def grow(self, size: int) -> None:
        """To `size` bytes; RefusedBodyError where there is no room."""
        more = max(0, size - SMALL) - self._size
        if more <= 0:
            return
        if self._held[self._address] + more > BODIES_OF_ONE or self._held.total() + more > BODIES:
            raise RefusedBodyError("crowded")
        self._held[self._address] += more
        self._size += more

    def free(self) -> None:
        self._held[self._address] -= self._size
        if not self._held[self._address]:
            del self._held[self._address]
        self._size = 0


class Door:
    """The application for the server: at most `at_work` requests inside at a time, no body above `limit` bytes."""

    def __init__(self, application: Application, at_work: int, limit: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(at_work, "page")
        self._limit = limit
        self._room = Room()

    async def __rsgi__(self, scope: Scope, channel: Channel) -> None:
        environ = environ_of(scope)
        loop = asyncio.get_running_loop()
        with self._room.share(environ["REMOTE_ADDR"]) as share:
            try:
                await self._body(environ, channel, share)
            except RefusedBodyError as refused:
                environ[REFUSED] = str(refused)
                share.free()
            with watched(environ, channel):
                answer = await loop.run_in_executor(self._threads, self._answer, environ)
        if answer.parts is not None:
            await self._stream(channel, answer, answer.parts)
        elif answer.path:
            channel.response_file(answer.status, answer.headers, answer.path)
        else:
            channel.response_bytes(answer.status, answer.headers, answer.whole)

    async def _stream(self, channel: Channel, answer: Answer, parts: Parts) -> None:
        """The server keeps what it was given and nobody fetched yet: only what is never long goes this way."""
        loop = asyncio.get_running_loop()
        transport = channel.response_stream(answer.status, answer.headers)
        try:
            while (part := await loop.run_in_executor(self._threads, next, parts, None)) is not None:
                await transport.send_bytes(part)
        except RuntimeError:
            return  # whoever asked has gone: nobody is left to be told
        finally:
            await loop.run_in_executor(self._threads, close, parts)

    async def _body(self, environ: Environ, channel: Channel, share: Share) -> None:
        """Puts the body into the environment."""
        length = declared(environ)
        if length == 0 and "HTTP_TRANSFER_ENCODING" not in environ:
            return
        if length > self._limit:
            raise RefusedBodyError("large")
        try:
            body = await taken(channel, self._limit, share)
        except TimeoutError:
            raise RefusedBodyError("slow") from None
        if length and len(body) != length:
            raise RefusedBodyError("slow")  # broken off: half a form must not be taken for one
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))

    def _answer(self, environ: Environ) -> Answer:
        """In a thread."""
        told: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            told.append((int(status.split(" ", 1)[0]), headers))

        answer = self._application(environ | {"wsgi.file_wrapper": OnDisk}, start)
        status, headers = told[-1]
        if isinstance(answer, OnDisk) and answer.path:
            answer.close()
            return Answer(status, headers, path=answer.path)
        if isinstance(answer, OnDisk) or getattr(answer, "streaming", False):
            return Answer(status, headers, parts=Parts(answer))
        try:
            return Answer(status, headers, b"".join(answer))
        finally:
            close(answer)


class OnDisk:
    """A file on its way out (PEP 3333, wsgi.file_wrapper). The server reads it at the pace at which it is fetched.

    With 250 MB given as a stream each of six slow readers held 250 MB of memory.
    """

    def __init__(self, file: IO[bytes], size: int = 65_536) -> None:
        name = getattr(file, "name", None)
        self.path = name if isinstance(name, str) else ""  # a temporary file has only a number
        self._file, self._size = file, size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.read(self._size), b"")

    def close(self) -> None:
        self._file.close()


class Parts:
    """A stream's pieces, with the close that its file needs."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        self._answer = answer
        self._pieces = iter(answer)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        close(self._answer)


def close(answer: object) -> None:
    ending = getattr(answer, "close", None)
    if ending:
        ending()


@contextmanager
def watched(environ: Environ, channel: Channel) -> Iterator[None]:
    """While what was sent is worked on, the environment tells whether the sender has gone; visits are soon answered."""
    if environ["REQUEST_METHOD"] != "POST":
        yield
        return
    event = Event()
    environ[GONE] = event.is_set
    waiting = asyncio.ensure_future(_leaves(channel, event))
    try:
        yield
    finally:
        waiting.cancel()


async def _leaves(channel: Channel, event: Event) -> None:
    await channel.client_disconnect()
    event.set()


async def taken(channel: Channel, limit: int, share: Share) -> bytes:
    """The whole body; RefusedBodyError as soon as it is too large, TimeoutError as soon as it is too slow."""
    body = bytearray()
    due, now = STRETCH * SLOWEST, asyncio.get_running_loop().time
    async with asyncio.timeout(STRETCH) as patience:
        async for piece in channel:  # not anext() with a default: CPython 3.11 breaks off there (segmentation fault)
            body += piece
            if len(body) > limit:
                raise RefusedBodyError("large")
            share.grow(len(body))
            if len(body) >= due:
                due = len(body) + STRETCH * SLOWEST
                patience.reschedule(now() + STRETCH)
    return bytes(body)


def environ_of(scope: Scope) -> Environ:
    """The request as WSGI says it (PEP 3333). A header with an underscore is left out: it would pass for another's."""
    server, client = parted(scope.server), parted(scope.client)
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server[0],
        "SERVER_PORT": server[1],
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": client[1],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            add_header(environ, name.upper().replace("-", "_"), value)
    return environ


def add_header(environ: Environ, name: str, value: str) -> None:
    key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
    before = environ.get(key)
    between = "; " if name == "COOKIE" else ","
    environ[key] = value if before is None else f"{before}{between}{value}"


def parted(address: str) -> tuple[str, str]:
    """Host and port; a socket of the machine itself has neither."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), port


def declared(environ: Environ) -> int:
    """The length that a request says its body has; 0 for none and for what is no number."""
    text = str(environ.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
