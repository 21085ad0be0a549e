"""Checking definition files together, before anything is published: every fault of every file."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.base.toml_lines import line_of
from shuangyong.catalog.problems import DefinitionError, Fault
from shuangyong.catalog.sorts import Declared, kinds_among, sort_of
from shuangyong.catalog.surrounding import surroundings_of_files


def check_files(wanted: Mapping[str, str], beside: Mapping[str, str]) -> tuple[dict[str, Declared], list[str]]:
    """The definitions that are sound, by file, and a sentence for every fault of the others.

    `wanted` is checked; `beside` (name to text) only says which kinds there are besides.
    """
    read: dict[str, Declared] = {}
    said: list[str] = []
    for file, text in {**beside, **wanted}.items():
        try:
            read[file] = sort_of(text).read(text, file)
        except DefinitionError as error:
            said += _of(error) if file in wanted else ()
    said += _twice(wanted, read)
    around = surroundings_of_files([kind for declared in read.values() for kind in kinds_among(declared)])
    sound: dict[str, Declared] = {}
    for file in wanted.keys() & read.keys():
        try:
            sort_of(wanted[file]).prove(read[file], around, wanted[file], file)
            sound[file] = read[file]
        except DefinitionError as error:
            said += _of(error)
    return sound, said


def _of(error: DefinitionError) -> list[str]:
    return [fault.said(error.file) for fault in sorted(error.faults, key=lambda fault: fault.line)]


def _twice(wanted: Mapping[str, str], read: Mapping[str, Declared]) -> list[str]:
    """Two files with one key and version, and different content: which one would count?"""
    said = []
    for file in wanted.keys() & read.keys():
        for other, kind in read.items():
            mine = read[file]
            same = (type(kind), kind.key, kind.version) == (type(mine), mine.key, mine.version)
            if other != file and same and kind != mine:
                what = f"“{other}”也是“{kind.key}”第 {kind.version} 版，内容不同。请提高这里的 version。"
                said.append(Fault("version", what, "", line_of(wanted[file], "version")).said(file))
    return said
