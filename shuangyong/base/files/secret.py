"""Files that carry a marking of state secrecy are refused before a byte of them is written anywhere."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from shuangyong.base.files import captions
from shuangyong.base.files.kinds import ALLOWED, Refused
from shuangyong.reader.formats.hidden_marks import mark_in
from shuangyong.reader.model import ReadError
from shuangyong.reader.secrecy import grade_of, gravest, is_state_secret

CHUNK = 256 * 1024
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")


class SecretFile(Refused):
    """A file with a marking: `grade` is all that may be told of it; its name is not told either."""

    def __init__(self, grade: str) -> None:
        super().__init__(
            f"文件标有密级“{grade}”，已拒收，没有保存任何内容。",
            "本系统是非涉密系统，只能处理公开文件和内部文件。",
            "请按保密规定在涉密设备上办理，不要再次上传。",
        )
        self.grade = grade


def looked_through(stream: BinaryIO, name: str, most: int) -> BinaryIO:
    """The same bytes to be read on, at most one more than `most`. SecretFile, or Refused where nobody can look inside.

    In memory, where an upload lies anyway; what is over the limit is refused by whoever reads on.
    """
    data = bytearray()
    while len(data) <= most and (chunk := stream.read(CHUNK)):
        data += chunk
    if len(data) <= most:
        check(bytes(data), name)
    return BytesIO(data)


def check(data: bytes, name: str) -> None:
    """As above, for bytes."""
    try:
        mark = _mark_of_picture(data, name) if data.startswith(_PICTURES) else mark_in(data, name)
    except ReadError as problem:
        raise Refused(
            f"文件{problem.what.removesuffix('。')}，没有收。", ALLOWED, "请另存一份，或拆成几份再上传。"
        ) from None
    if mark:
        raise SecretFile(grade_of(mark))


def _mark_of_picture(data: bytes, name: str) -> str | None:
    """By its name and by what is written into it; what it shows cannot be read."""
    said = gravest(captions.lines_of(data))
    return mark_in(b"", name) or (said if said and is_state_secret(said) else None)
