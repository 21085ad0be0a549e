"""A paper whose marks are half-width throughout reads as the same paper in full width, and quotes its own marks."""

from __future__ import annotations

from typing import Any

import pytest

from shuangyong.reader import as_json
from shuangyong.reader.widths import widened
from tests.reader.cast import read

HALF = str.maketrans("，：；（）！？“”", ',:;()!?""')
PAPER = (
    "云溪县双拥办关于召开双拥工作推进会的通知\n各乡镇人民政府，县直各部门：\n一、抓好“双清单”办理。县交通运输局（3项）、县水务局要"
    "对照清单，3月底前办结；县双拥办17:30前报送进度，经费1,200元由县财政局安排。\n二、开展“八一”走访。各乡镇要走访军属，"
    "并于8月5日前将活动情况（含图片）报县双拥办。\n云溪县双拥工作领导小组办公室\n2024年3月5日"
)


def narrow(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(HALF)
    if isinstance(value, list):
        return [narrow(one) for one in value]
    return {key: narrow(one) for key, one in value.items()} if isinstance(value, dict) else value


def test_it_reads_the_same_with_its_own_marks() -> None:
    wide, half = as_json(read(PAPER)), as_json(read(PAPER.translate(HALF)))
    assert half == narrow(wide)
    assert half["text"] == PAPER.translate(HALF)
    assert "17:30" in half["text"]


def test_warnings_and_terms_over_stars_keep_their_places() -> None:
    found = read("云溪县召开双扶工作会议,部署拥*优属工作(含走访).会议强调:要抓好双*工作,认真落实.")
    assert "拥军优属" in found.text
    assert all(found.text[one.start : one.end] == one.text for one in found.warnings)
    assert next((found.text[one.start : one.end], one.was) for one in found.filled) == ("拥军优属", "拥*优属")


@pytest.mark.parametrize("text", ["各镇要走访，抓好落实:认真做好", "Plain words, and (some) more.", "会议室12:30"])
def test_what_has_both_widths_or_none_stays(text: str) -> None:
    assert widened([text]) is None
