"""Looking at one file in memory: read, or refused in words. Nothing here writes anything anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from shuangyong.base.errors import Problem
from shuangyong.base.files.secret import SecretFile, check
from shuangyong.reader.model import Document, Heed, ReadError, unheeded
from shuangyong.reader.reading import read_bytes
from shuangyong.reader.secrecy import grade_of, is_state_secret
from shuangyong.rules.designations import is_numbered

FORMATS = "可以收 txt、html、docx 和带文字的 pdf，每份不超过 20 MB。"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


class DesignationRefused(Problem):
    """A document that names troops by number."""

    def __init__(self) -> None:
        super().__init__(
            "文件里写了部队番号，没有收下，也没有保存任何内容。",
            "部队只用公开名称，如“驻某县某部”“驻区某部”。",
            "请向来文单位核实能不能在非涉密系统处理；能的，把番号改成公开名称后再收。",
        )


class Unreadable(Problem):
    """A file that cannot be read."""


def read(sent: Sent, heed: Heed = unheeded) -> Document:
    """The document of a file; `heed` is told how far a long one is. Raises SecretFile, Unreadable, files' Refused."""
    try:
        document = read_bytes(sent.data, sent.name, heed)
    except ReadError as problem:
        raise Unreadable(problem.what, FORMATS, problem.then or "请换一份没有加密、能正常打开的文件。") from None
    if is_state_secret(document.secrecy):
        raise SecretFile(grade_of(document.secrecy or ""))
    if is_numbered(document.text) or is_numbered(sent.name):
        raise DesignationRefused
    check(sent.data, sent.name)  # where reading does not go: notes of a PDF, the name
    return document


def degree_of(mark: str | None) -> int:
    """0 公开, 1 内部, 2 工作秘密."""
    if not mark:
        return 0
    return 2 if "工作秘密" in mark else 1
