"""Whoever draws a roster finds the days of the next holiday in the form, and changes them where others are meant."""

from __future__ import annotations

import pytest

from shuangyong.desk.pages.rosters import listed
from shuangyong.rules import calendar
from tests.desk.people import signed_in

PAGE = "/rosters/new/"


@pytest.fixture
def next_year(tmp_path):
    """An invented calendar of 2027: 1 to 3 January off."""
    file = tmp_path / "workdays.toml"
    file.write_text('[2027]\noff = ["01-01"]\nworked = []\n', encoding="utf-8")
    calendar.use(file)
    yield
    calendar.use(None)


def test_the_days_of_the_next_holiday_stand_in_the_form(district, next_year) -> None:
    page = signed_in(district, "简文").get(PAGE).content.decode()
    assert 'name="first" min="2026-11-20" value="2027-01-01"' in page
    assert 'value="2027-01-03"' in page
    assert "已按放假安排填好下一个假期，可以改" in page


def test_other_days_and_other_rosters_are_left_alone(district, next_year) -> None:
    client = signed_in(district, "简文")
    page = client.get(f"{PAGE}?first=2026-12-05&last=2026-12-06").content.decode()
    assert 'value="2026-12-05"' in page and "下一个假期" not in page
    assert "下一个假期" not in client.get(f"{PAGE}?rule=straw").content.decode()


def test_nothing_is_guessed_of_a_year_that_is_not_published(district) -> None:
    assert "下一个假期" not in signed_in(district, "简文").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("何一\n何二", [["何一"], ["何二"]]),
        ("何一、何二，何三；何四", [["何一"], ["何二"], ["何三"], ["何四"]]),
        ("何一 10-02、10-03\n何二,2026-10-04", [["何一", "10-02", "10-03"], ["何二", "2026-10-04"]]),
        ("何一 10-02、何二", [["何一", "10-02"], ["何二"]]),
        (" \n、\n", []),
    ],
)
def test_names_stand_one_a_line_or_several_in_a_line_with_their_days(typed: str, meant: list[list[str]]) -> None:
    assert listed(typed) == meant
