"""A zip file from a stranger, opened with care.

The directory is bounded before it is read, every part is unpacked as a stream up to a
hard limit, whatever the directory says about its size.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from shuangyong.reader.formats.messages import error
from shuangyong.reader.model import ReadError

MAX_ENTRIES = 5_000
MAX_DIRECTORY = 2 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes unpacked from one archive by us, all parts together."""
MAX_DECLARED = 1024 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 60 * 1024 * 1024
_CHUNK = 256 * 1024
_PIECE = 8 * 1024 * 1024
_END = b"PK\x05\x06"
_LOCATOR64 = b"PK\x06\x07"
_MAIN_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)


class Archive:
    """The parts of a zip file in memory; `name` is the file's name, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = MAX_UNPACKED
        self._check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as exc:  # zipfile raises half a dozen kinds on damaged files
            raise self._damaged() from exc
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        self._check_bomb(len(data))

    def find(self, part: str) -> str | None:
        """The part's name as stored (case does not count), or None."""
        info = self._parts.get(part.lower())
        return info.filename if info else None

    def names(self) -> list[str]:
        """All parts, as stored."""
        return [info.filename for info in self._parts.values()]

    def main_part(self) -> str | None:
        """The text of a Word document under one of the names that writers give it."""
        return next((i.filename for n, i in self._parts.items() if _MAIN_PART.fullmatch(n)), None)

    def read(self, part: str) -> bytes | None:
        """Unpack one part, or None where there is none. Raises ReadError."""
        info = self._parts.get(part.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise self._error("加了密码，读不了", "请取消密码，另存一份再上传")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._damaged()
        return self._unpack(info)

    def look(self, part: str) -> bytes:
        """The same for a part that will be read again: it does not count towards what is unpacked. Raises ReadError."""
        left = self._left
        try:
            return self.read(part) or b""
        finally:
            self._left = left

    def look_through(self, part: str, ends: re.Pattern[bytes]) -> Iterator[bytes]:
        """The same for a part of any length, a piece at a time, each cut behind what `ends`. Raises ReadError.

        A sheet of two hundred thousand rows is longer than what may be held at once; one piece never is.
        """
        info = self._parts.get(part.lower())
        if info is None or info.file_size <= _PIECE:
            yield self.look(part)
            return
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield self.look(part)  # which says what is wrong
            return
        yield from self._pieces(info, ends)

    def _pieces(self, info: zipfile.ZipInfo, ends: re.Pattern[bytes]) -> Iterator[bytes]:
        held, left = b"", MAX_DECLARED
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_PIECE):
                    left, held = left - len(chunk), held + chunk
                    if left < 0 or len(held) > MAX_PART:
                        raise self._bomb()
                    cut = _last_end(held, ends)
                    yield held[:cut]
                    held = held[cut:]
        except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as exc:
            raise self._damaged() from exc
        yield held

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack as a stream; stop at the limit, not at what the directory promises."""
        limit = min(MAX_PART, self._left)
        try:
            with self._zip.open(info) as stream:
                data = b"".join(_chunks(stream, limit))
        except Exception as exc:
            raise self._damaged() from exc
        if len(data) > limit:
            raise self._bomb()
        self._left -= len(data)
        return data

    def _check_directory(self, data: bytes) -> None:
        """Refuse a directory that is too long before zipfile reads all of it."""
        end = data.rfind(_END, max(0, len(data) - 65_557))
        if end < 0 or end + 22 > len(data):
            raise self._damaged()
        entries, size = struct.unpack_from("<HL", data, end + 10)
        if end >= 76 and data[end - 20 : end - 16] == _LOCATOR64:
            entries, size = struct.unpack_from("<QQ", data, end - 76 + 32)
        if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
            raise self._bomb()

    def _check_bomb(self, packed: int) -> None:
        """Refuse by what the directory itself says."""
        infos = self._zip.infolist()
        total = sum(info.file_size for info in infos)
        if len(infos) > MAX_ENTRIES or total > MAX_DECLARED:
            raise self._bomb()
        if total > _RATIO_FROM and total > packed * MAX_RATIO:
            raise self._bomb()

    def _bomb(self) -> ReadError:
        megabytes = MAX_PART // 1024 // 1024
        return self._error(f"解开后太大（正文最大 {megabytes} MB），可能是恶意文件", "请向来源核实，或者拆成几份再上传")

    def _damaged(self) -> ReadError:
        return self._error("已经损坏，打不开", "请重新下载，或者用 Word、WPS 打开后另存为 .docx 再上传")

    def _error(self, what: str, advice: str) -> ReadError:
        return error(self._name, what, advice)


def _last_end(held: bytes, ends: re.Pattern[bytes]) -> int:
    """Where the last thing ends that is whole; looked for near the end, where it mostly is."""
    for start in (max(0, len(held) - _CHUNK), 0):
        found = [match.end() for match in ends.finditer(held, start)]
        if found:
            return found[-1]
    return 0


def _chunks(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Unpack piece by piece; stop as soon as more than `limit` bytes came out."""
    while limit >= 0 and (chunk := stream.read(_CHUNK)):
        limit -= len(chunk)
        yield chunk
