"""A year that no paper of this century means gives its words and no invented day; a list of more than 99 items goes on."""

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


def test_a_list_goes_on_behind_its_ninety_ninth_item() -> None:
    """The hundredth and those behind it were told as measures of the ninety-ninth, their units as its own."""
    items = "".join(f"{n}．县教育局要在6月{n % 30 + 1}日前完成第{n}项台账。\n" for n in range(1, 121))
    tasks = read_bytes(f"云溪区任务清单\n{items}云溪区双拥办\n2026年3月20日\n".encode(), "清单.txt").tasks
    assert [task.path for task in tasks] == [(str(n),) for n in range(1, 121)]
    assert {task.lead for task in tasks} == {("县教育局",)}
