"""What the reader's tests share: lines as a format reader hands them over, and a clock that stops."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from shuangyong.reader import Document, read_text
from shuangyong.reader.model import Item, RawLine, RawText, Task

HEAD = "关于做好双拥工作的通知"
ADDRESS = "各镇人民政府，县直各部门："
TAIL = "清河县双拥工作领导小组办公室\n2024年3月5日"


def raw(text: str, *, wrapped: bool = False) -> RawText:
    """Lines of plain text; `wrapped` where they are physical lines."""
    return RawText("txt", tuple(RawLine(line) for line in text.split("\n")), wrapped)


def read(text: str) -> Document:
    return read_text(raw(text), "a.txt", "0" * 64)


def notice(body: str) -> Document:
    """A notice of 5 March 2024 with this body."""
    return read(f"{HEAD}\n{ADDRESS}\n{body}\n{TAIL}")


def numbers(items: tuple[Item, ...]) -> list[object]:
    """The outline as nested lists: a number, and after it the list of what it holds, where it holds anything."""
    out: list[object] = []
    for item in items:
        out.append(item.number)
        if item.children:
            out.append(numbers(item.children))
    return out


class TooLong(BaseException):
    """Not an Exception, so that nothing in the reader takes it for a fault of the document."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time than this; other programs on the machine do not count."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except TooLong as fault:
        pytest.fail(f"{fault} in {_place(fault)}", pytrace=False)
    except RecursionError as fault:  # pytest itself stumbles over a traceback that deep
        pytest.fail(f"RecursionError in {_place(fault)}", pytrace=False)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _place(fault: BaseException) -> str:
    """The innermost function of the reader that a fault passed through."""
    found = "?"
    step = fault.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if "/shuangyong/reader/" in code.co_filename:
            found = f"{code.co_filename.rsplit('/', 1)[1]}:{step.tb_lineno} {code.co_name}"
        step = step.tb_next
    return found


def seconds_for(text: str) -> float:
    """Processor seconds that reading a text takes; looks for cycles, which grow with the whole process, are left out."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        read_text(raw(text, wrapped=True))
        return time.process_time() - began
    finally:
        gc.enable()


def first(sentence: str) -> Task:
    """What a sentence says as the first item of two."""
    found = notice(f"一、工作安排。\n（一）{sentence}\n（二）各镇要制定方案。").tasks
    assert [task.path for task in found] == [("一", "(一)"), ("一", "(二)")], found
    return found[0]
