"""What a terminal shows: a table where there is room, blocks where there is none, colours only if wanted."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from shuangyong.config.reading_terminal import Terminal
from tests.reports.cast import hostile, letter, plan


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_wide_terminal_gets_a_table_with_columns_in_line(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shown = Terminal(Screen(), 120).document(plan())
    lines = [line for line in shown.splitlines() if line.startswith("│")]
    assert lines
    assert {cell_len(_without_styles(line)) for line in lines} == {120}


def test_a_narrow_terminal_gets_blocks_that_fit():
    shown = Terminal(Screen(), 60).document(plan())
    assert "│" not in shown
    assert max(cell_len(_without_styles(line)) for line in shown.splitlines()) <= 60


def test_colours_only_on_a_terminal_and_not_against_no_color(monkeypatch):
    assert "\x1b[36m" in Terminal(Screen(), 120).document(plan())
    assert "\x1b" not in Terminal(io.StringIO()).document(plan())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in Terminal(Screen(), 120).document(plan()).replace("\x1b[3m", "")


def test_a_pipe_gets_whole_lines_however_long():
    shown = Terminal(io.StringIO()).document(plan())
    assert any("1.修订《云溪县双拥工作领导小组工作规则》 2.建立军地联席会议制度" in line for line in shown.splitlines())


def test_a_document_cannot_give_orders_to_the_terminal():
    assert "\x1b" not in Terminal(io.StringIO()).document(hostile())
    assert "\u202e" not in Terminal(io.StringIO()).document(hostile())


def test_what_is_missing_is_said():
    shown = Terminal(io.StringIO()).document(letter())
    assert "（没有标题）" in shown
    assert "  来源：（文件未明确）" in shown
    assert "本文件中没有读出需要落实的任务。" in shown


def _without_styles(line: str) -> str:
    import re

    return re.sub("\x1b\\[[0-9;]*m", "", line)
