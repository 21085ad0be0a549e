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


def _listed(items: list[tuple[str, str]], stop: str) -> list[str]:
    lines = "".join(f"{number}{stop}县教育局要在6月底前完成{what}。\n" for number, what in items)
    tasks = read_bytes(f"云溪区任务清单\n{lines}云溪区双拥办\n2026年3月20日\n".encode(), "清单.txt").tasks
    assert {task.lead for task in tasks} == {("县教育局",)}
    return [number for task in tasks for number in task.path]


@pytest.mark.parametrize("stop", ["．", "、", ")"])
def test_a_list_goes_on_behind_its_nine_hundred_and_ninety_ninth_item(stop: str) -> None:
    """The thousandth and those behind it were told as measures of the one before, and nothing said so."""
    numbers = [str(n) for n in range(996, 1005)]
    assert _listed([(n, f"{n}号台账") for n in numbers], stop) == numbers


@pytest.mark.parametrize(("opens", "closes"), [("", "、"), ("（", "）")])
def test_a_list_in_chinese_numbers_goes_on_behind_its_ninety_ninth_item(opens: str, closes: str) -> None:
    numbers = ["九十八", "九十九", "一百", "一百零一", "一百零二"]
    wanted = [f"({n})" if opens else n for n in numbers]
    assert _listed([(opens + n, f"{n}号台账") for n in numbers], closes) == wanted


def test_a_list_goes_on_behind_its_twentieth_circle() -> None:
    assert _listed([(n, "台账") for n in "⑱⑲⑳㉑㉒"], "") == list("⑱⑲⑳㉑㉒")


@pytest.mark.parametrize(
    "opening",
    ["2026、2027两年", "（2026）", "1200）", "一百、二百", "2026．"],
    ids=["years", "code", "sum", "counted", "dot"],
)
def test_a_far_number_that_no_list_comes_to_is_no_item(opening: str) -> None:
    """Years, codes and sums stand at a paragraph's start too; only a list that comes to them makes them items."""
    text = f"云溪区工作方案\n1．县教育局要建台账。\n2．县民政局要走访。\n{opening}县财政局要拨付经费。\n"
    assert {item.number for item in read_bytes(text.encode(), "方案.txt").outline} == {"1", "2"}
