"""Two questions of one form never look like one: a field and a unit's part that are called the same are told apart."""

from __future__ import annotations

from shuangyong.desk.forming import Control, _told_apart


def test_a_part_called_like_a_field_says_that_it_wants_a_unit() -> None:
    station, name = Control("station", "text", "服务站"), Control("name", "text", "姓名")
    asked = [Control("part-station", "part", "服务站"), Control("part-helper", "part", "配合单位")]
    assert [control.label for control in _told_apart(asked, [station, name])] == ["服务站（选单位）", "配合单位"]
