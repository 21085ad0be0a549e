"""Many files: read by several processes they come in the order given, with the same answers and errors."""

from __future__ import annotations

import os
import signal
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from shuangyong.config import reading_files
from shuangyong.config.reading_files import Failure, read_files
from shuangyong.reader import Document
from tests.reader.cast import ADDRESS, HEAD, TAIL


@pytest.fixture
def letters(tmp_path: Path) -> list[Path]:
    """Nine notices, the fourth of them no document, the last one missing."""
    paths = [tmp_path / f"通知{number}.txt" for number in range(9)]
    for number, path in enumerate(paths[:-1]):
        path.write_text(f"{HEAD}\n{ADDRESS}\n一、各镇要走访{number + 1}户优抚对象。\n{TAIL}", encoding="utf-8")
    paths[3].write_bytes(b"")
    return paths


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes for any number of bytes, a file or two at a time."""
    monkeypatch.setattr(reading_files, "PAYS_FROM", 1)
    monkeypatch.setattr(reading_files, "BATCH_BYTES", 500)
    monkeypatch.setattr(reading_files, "processors", lambda: 2)
    monkeypatch.setattr(sys, "stdin", sys.__stdout__)  # pytest takes it away


def words(tmp_path: Path, *added: str) -> Path:
    """The folder of an office's own vocabulary."""
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "verbs.toml").write_text(f"action = {list(added)}", encoding="utf-8")
    return folder


def test_several_processes_answer_as_one_does(letters: list[Path], several: None, tmp_path: Path) -> None:
    alone = [reading_files.read_file(path) for path in letters]
    assert list(read_files(letters, tmp_path)) == alone
    assert [isinstance(found, Failure) for found in alone] == [number in (3, 8) for number in range(9)]


def test_further_processes_know_the_words_of_the_office(letters: list[Path], several: None, tmp_path: Path) -> None:
    letters[0].write_text(f"{HEAD}\n{ADDRESS}\n一、各镇要嘉勉老兵。\n{TAIL}", encoding="utf-8")
    found = next(read_files(letters[:2], words(tmp_path, "嘉勉")))
    assert isinstance(found, Document)
    assert [task.task for task in found.tasks] == ["嘉勉老兵"]


def test_few_bytes_and_closed_streams_are_read_in_this_process(
    letters: list[Path], several: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading_files._processes(letters) == 2
    assert reading_files._processes(letters[:1]) == 1
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stdout", None)
        assert reading_files._processes(letters) == 1
    monkeypatch.setattr(reading_files, "PAYS_FROM", 1_000_000)
    assert reading_files._processes(letters) == 1


def test_what_a_killed_process_leaves_is_read_here(letters: list[Path], several: None, tmp_path: Path) -> None:
    found = read_files(letters, tmp_path)
    first = next(found)
    for child in reading_files.multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    assert [first, *found] == [reading_files.read_file(path) for path in letters]


def test_who_stops_listening_leaves_no_process_behind(letters: list[Path], several: None, tmp_path: Path) -> None:
    found = read_files(letters, tmp_path)
    next(found)
    found.close()
    assert reading_files.multiprocessing.active_children() == []


def test_batches_keep_the_order_and_hold_so_many_bytes(letters: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    size = letters[0].stat().st_size
    monkeypatch.setattr(reading_files, "BATCH_BYTES", 2 * size)
    batches = list(reading_files._batches(letters))
    assert [path for batch in batches for path in batch] == letters
    assert max(map(len, batches)) == 3  # an empty file counts for nothing
    assert all(one[-1] != two[0] for one, two in pairwise(batches))
