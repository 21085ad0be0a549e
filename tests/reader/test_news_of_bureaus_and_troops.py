"""News of inspections, of committees and of troops: whom a list that is summed up tells, what somebody then did, what time it is.

Shapes were learnt from whole stored pages; every sentence here is invented.
"""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

MET = "11月16日,云溪县召开冬季防火工作推进会。"


def _told(text: str) -> Document:
    return read(f"云溪县召开冬季防火工作推进会\n来源:云溪县融媒体中心 2024-11-17\n{MET}\n{text}")


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        (
            "会议要求,区住建、综合执法局、交警等部门及各街道要开展巡查,清理占道经营。",
            ["区住建", "综合执法局", "交警", "各街道"],
        ),
        ("会议要求,县住建局、城管局等部门和各乡镇要开展巡查,清理占道经营。", ["县住建局", "城管局", "各乡镇"]),
        ("会议要求,应急、消防、公安等职能部门要开展巡查,清理占道经营。", ["应急", "消防", "公安"]),
        ("会议要求,各社区民兵营长要逐户上门,上报名单。", ["各社区民兵营长"]),
        ("沈校长要求班主任、宿管要落实点名,上报名单。", ["班主任", "宿管"]),
        ("会议要求各社区高度重视登记,宣传登记政策,要逐户上门,上报名单。", ["各社区"]),
        ("会议希望大家上好第一课,把要求落到实处,签订安全责任书,上报名单。", []),
        # what must not change
        ("会议要求,县住建局等部门要开展巡查,清理占道经营。", ["县住建局"]),
        ("会议要求,不符合要求人员要清退,上报名单。", []),
        ("会议要求,县住建局、县交警大队要开展巡查,清理占道经营。", ["县住建局", "县交警大队"]),
    ],
)
def test_who_of_a_list_is_told(said: str, lead: list[str]) -> None:
    assert [name for task in _told(said).tasks for name in task.lead] == lead


@pytest.mark.parametrize("between", ["，一要", "：一要"])
def test_items_asked_of_all_are_told_to_them(between: str) -> None:
    tasks = _told(f"县长高云要求各镇{between}排查隐患，上报清单。二要签订责任书，组织巡查。").tasks
    assert [task.lead for task in tasks] == [("各镇",), ("各镇",)]
    tasks = _told("会议听取了各镇汇报，一要排查隐患，上报清单。二要签订责任书，组织巡查。").tasks
    assert [task.lead for task in tasks] == [(), ()]


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("县长高云指出,当前正值年末岁尾,各镇要排查隐患,签订责任书。", None),
        ("县长高云指出,时值年底,各镇要排查隐患,签订责任书。", None),
        # what must not change
        ("县长高云指出,年底前,各镇要排查隐患,签订责任书。", "年底前"),
        ("县长高云指出,各镇年底要排查隐患,签订责任书。", "年底"),
    ],
)
def test_what_time_it_is_sets_no_term(said: str, term: str | None) -> None:
    (task,) = _told(said).tasks
    assert (task.deadline and task.deadline.text) == term


def test_what_somebody_did_after_a_meeting_is_done() -> None:
    did = "会后,政委高云同志亲自带队,组织各科负责人对值班室进行一次隐患排查,并对排查出的问题进行现场整改。"
    assert _told(did).tasks == ()
    assert _told("会后,县长高云一行深入石桥镇检查防火,开展宣传,发放手册。").tasks == ()
    # what must not change
    assert _told("会后,各镇要组织隐患排查,对排查出的问题进行整改。").tasks
    assert _told("会后,县长高云一行深入石桥镇检查防火,要求石桥镇排查隐患,清理可燃物。").tasks


def test_what_was_arranged_is_no_measure() -> None:
    (task,) = _told("会议要求各镇要排查隐患。随后,又对登记工作进行了布置,要摸清底数,并对人员进行了任务分解。").tasks
    assert task.measures == ("排查隐患", "摸清底数")
    (task,) = _told("会议要求各镇要排查隐患,对人员进行任务分解。").tasks  # what must not change
    assert task.measures == ("排查隐患", "对人员进行任务分解")


def test_meetings_by_a_number_of_the_year_and_those_written_amiss() -> None:
    found = read("近日，县国防动员委员会召开2022年度第一次全体会议。\n会议要求，各镇要排查隐患，上报清单。").meeting
    assert found is not None
    assert found.name == "县国防动员委员会2022年度第一次全体会议"
    found = read("日前，云溪镇武装部召开了2019年度民兵整组工作布署会。\n会议要求，各村要摸清底数，上报名单。").meeting
    assert found is not None
    assert found.name == "2019年度民兵整组工作布署会"


def test_the_head_of_a_paper_page_is_no_title() -> None:
    head = "第S02版:云溪播报 要闻 | 上一版3 4下一版 |"
    found = read(f"{head}\n|\n本报讯 3月10日下午，县长高云视察集市。\n高云要求，各街道要清理占道经营，上报清单。")
    assert found.title is None
    assert "上一版" not in found.text
    kept = read("第三版教材编写工作推进会召开\n3月10日，编写组召开推进会。\n会议要求，各组要完成初稿，上报清单。")
    assert kept.title == "第三版教材编写工作推进会召开"
