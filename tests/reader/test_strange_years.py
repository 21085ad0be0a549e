"""A year that no paper of this century means is a slip, or worse: the reader gives its words and invents no day."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Deadline
from shuangyong.reader.reading import read_bytes

PAPER = "云溪区关于做好双拥工作的通知\n各乡镇：\n一、县教育局要在{}前完成走访。\n云溪区双拥办\n2026年3月20日\n"


def term_of(day: str) -> Deadline | None:
    (task,) = read_bytes(PAPER.format(day).encode(), "通知.txt").tasks
    return task.deadline


@pytest.mark.parametrize("year", ["2126", "9999", "0001", "1926", "12026", "999"])
def test_a_year_of_another_century_gives_no_day_of_this_one(year: str) -> None:
    assert term_of(f"{year}年6月30日") == Deadline(f"{year}年6月30日前", None)


@pytest.mark.parametrize("year", ["2026年", "公元2026年", "26年", "今年", ""])
def test_years_as_papers_write_them(year: str) -> None:
    found = term_of(f"{year}6月30日")
    assert found is not None and found.date == "2026-06-30"
