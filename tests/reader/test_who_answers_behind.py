"""Items that end with the names of those who answer for them (责任单位：…), in brackets or on lines of their own."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

_HEAD = "云溪县关于分解重点工作的通知\n各乡镇：\n一、重点工作\n"
_FOOT = "\n云溪县人民政府办公室\n2025年3月1日\n"


@pytest.mark.parametrize(
    ("item", "task", "lead", "support"),
    [
        (
            "1.装备产业，重点抓好三个项目，主营收入超10亿元。\n牵头单位：县发改局\n责任单位：县工信局，相关乡（镇、街道）政府",
            "重点抓好三个项目",
            ("县发改局",),
            ("县工信局", "相关乡（镇、街道）政府"),
        ),
        (
            "1.学工系统组织开展宿舍消防大检查（任务单位：学工部、保卫处、各学院）。",
            "学工系统组织开展宿舍消防大检查",
            ("学工部", "保卫处", "各学院"),
            (),
        ),
        (
            "1.居民收入快于经济增长。\n责任单位：县人社局、县农业农村局分别牵头",
            "居民收入快于经济增长",
            ("县人社局", "县农业农村局"),
            (),
        ),
        (
            "1.完成改造任务。\n责任单位：县住建局、县卫健局（除标注“分别牵头”外，列第一位为牵头或汇总单位，下同）",
            "完成改造任务",
            ("县住建局", "县卫健局"),
            (),
        ),
    ],
)
def test_who_answers_makes_an_item_a_task(
    item: str, task: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    found = read(f"{_HEAD}{item}{_FOOT}").tasks
    assert [(one.task, one.lead, one.support) for one in found] == [(task, lead, support)]


def test_a_paper_without_a_title_that_hands_out_its_work() -> None:
    paper = read(
        "各县（市、区）人民政府，市政府各部门：\n全会提出了今年要做好的八项工作。现将重点工作任务分解如下：\n一、加快转型\n"
        "1.围绕新兴产业，重点抓好两个园区，形成一批产业集群。\n牵头单位：市发改委\n责任单位：市工信局，相关县（市、区）政府\n"
    )
    assert paper.kind == "notice"
    assert [(one.lead, one.support) for one in paper.tasks] == [(("市发改委",), ("市工信局", "相关县（市、区）政府"))]


def test_the_bracket_that_tells_who_is_no_part_of_the_heading() -> None:
    paper = read(f"{_HEAD}1.举办宣传月启动仪式（责任单位：宣传部、团委）；\n2.召开班会（任务单位：各学院）。{_FOOT}")
    assert [item.heading for item in paper.outline[0].children] == ["举办宣传月启动仪式", "召开班会"]
    assert [one.task for one in paper.tasks] == ["举办宣传月启动仪式", "召开班会"]


def test_what_was_done_stays_done_whoever_answered_for_it() -> None:
    paper = read(
        "云溪县关于重点工作完成情况的总结\n一、去年工作\n1.去年完成了三个园区的改造，成效明显。\n责任单位：县住建局\n2025年3月1日\n"
    )
    assert not paper.tasks
    news = read("云溪县开展检查\n本报讯 昨日，县学工部门组织开展了宿舍检查（责任单位：县教育局）。\n")
    assert not news.tasks
