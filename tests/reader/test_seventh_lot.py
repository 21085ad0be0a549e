"""What the seventh blind lot taught: what a report of one's own check still means to do, trails of a page without 首页."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import notice

REPORT = """桐花镇双拥工作自查报告
一、基本情况
全年走访优抚对象41人次。
二、{heading}
（一）镇退役军人服务站要逐村核对台账，6月20日前全部更新到位。
桐花镇人民政府
2024年5月30日
"""


@pytest.mark.parametrize("heading", ["整改安排", "整改计划", "下一步打算"])
def test_what_a_report_still_means_to_do_is_a_task(heading: str) -> None:
    doc = read_bytes(REPORT.format(heading=heading).encode(), "自查报告.txt")
    assert [(task.lead, task.deadline and task.deadline.date) for task in doc.tasks] == [
        (("镇退役军人服务站",), "2024-06-20")
    ]


def test_the_trail_of_a_page_that_does_not_begin_at_its_front() -> None:
    page = (
        "<html><body><div>松陵县人民政府网 &gt;&gt; 信息公开 &gt;&gt; 通知公告</div><h2>松陵县双拥办关于督查情况的通报</h2>"
        "<p>各乡镇：</p><p>一、整改要求</p><p>（一）云岭乡要于10月31日前补齐台账。</p><p>2024年10月14日</p></body></html>"
    )
    doc = read_bytes(page.encode(), "通报.html")
    assert "信息公开" not in doc.text
    assert doc.title == "松陵县双拥办关于督查情况的通报"


def test_days_are_fixed() -> None:
    assert notice("一、做好走访。县委办公室要在3月20日前排定走访部队的日程。").tasks[0].lead == ("县委办公室",)


def test_first_after_who_says_it_is_an_item() -> None:
    doc = read_bytes(
        "州长强调，首先，要健全机制。州双拥办要建立台账，1月15日前报备案。其次，要压实责任。各县要签订责任书。".encode(),
        "讲话.txt",
    )
    assert [item.number for item in doc.outline] == ["首先", "其次"]
    assert [task.path for task in doc.tasks] == [("首先",), ("其次",)]


@pytest.mark.parametrize(
    "words", ["各级要凝心聚力，担当作为，把工作做深做细做实。", "各级要以先进为榜样，关心国防、支持军队、尊崇军人。"]
)
def test_what_every_speech_ends_with_is_nobodys_task(words: str) -> None:
    doc = notice(f"一、落实经费。县财政局要拨付经费。\n二、加强领导。{words}")
    assert [task.path for task in doc.tasks] == [("一",)]


def test_what_was_well_done_is_no_task() -> None:
    doc = notice(
        "一、成绩令人鼓舞。一是组织坚强有力。常委会专题议军。二是保障扎实有效。建成驿站19处。\n二、落实经费。县财政局要拨付经费。"
    )
    assert [task.path for task in doc.tasks] == [("二",)]
