"""A desk begins with what lies with the own unit; what waits for the post in its place follows and is told apart."""

from __future__ import annotations

import re

from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from tests.cases.conftest import NOW
from tests.desk.people import hand_out, signed_in

OURS, REST = "您单位承办、交办的，等您单位办", "其余轮到您岗位的"


def shown(district, who: str) -> list[str]:
    """Titles and headings of the desk's lines, as they follow each other."""
    page = signed_in(district, who).get("/").content.decode()
    return re.findall(r'(?:class="c-title"[^>]*>|scope="rowgroup">)(?:<a[^>]*>)?([^<]+)<', page)


def needed(district, what: str) -> None:
    """The troops' liaison raises a need: it waits for the office's posts, due long before the task."""
    give = {"asker": ((district.unit("驻军"), None),)}
    open_case(district.actor("江军"), "troops_need", Form({"need": what, "sort": "军人军属权益"}, give), now=NOW)


def test_the_office_reads_its_own_work_before_what_is_brought_to_it(district) -> None:
    for number in range(1, 5):
        needed(district, f"需求{number}")
    hand_out(district, "本办自己办的", "双拥办")
    lines = shown(district, "简文")
    assert lines == [OURS, "本办自己办的", REST, "需求1", "需求2", "需求3", "需求4"]


def test_nothing_is_told_apart_where_there_is_only_one_of_both(district) -> None:
    needed(district, "需求")
    assert shown(district, "简文") == ["需求"]
    hand_out(district, "教育局的")
    assert shown(district, "宁联") == ["教育局的"]


def test_a_long_list_of_ones_own_leaves_room_for_what_is_brought(district) -> None:
    """Ten lines: seven of the unit's own, three of the rest."""
    for number in range(4):
        needed(district, f"需求{number}")
    for number in range(9):
        hand_out(district, f"本办{number}", "双拥办")
    lines = shown(district, "简文")
    assert lines == [OURS, *[f"本办{number}" for number in range(7)], REST, *[f"需求{number}" for number in range(3)]]
    assert "待办 13 件" in signed_in(district, "简文").get("/").content.decode()
