"""What the twelfth blind lot taught: sentences of papers, each with what it says."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Deadline
from tests.reader.cast import first, notice, numbers, read


@pytest.mark.parametrize(
    ("sentence", "lead", "support"),
    [
        ("被通报的区住建局、新屯镇要制定整改清单。", ("区住建局", "新屯镇"), ()),
        ("县卫健局派医生全程跟车。", ("县卫健局",), ()),
        ("各街道要检修设施，费用由区财政局据实保障。", ("各街道", "区财政局"), ()),
        ("县水利局牵头实施工程；由县应急管理局每旬组织一次补水。", ("县水利局", "县应急管理局"), ()),
        (
            "县人武部要牵头成立专班，县发改委、县气象局各明确一名联络员参加。",
            ("县人武部",),
            ("县发改委", "县气象局"),
        ),
    ],
)
def test_who_leads_and_who_supports(sentence: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = first(sentence)
    assert (task.lead, task.support) == (lead, support)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("县供销社要储备蔬菜，封航前全部送达。", Deadline("封航前", None)),
        ("各镇要准备5分钟以内的发言材料，4月17日前报送。", Deadline("4月17日前", "2024-04-17")),
        ("县水务局要每旬组织一次补水。", Deadline("每旬", None)),
    ],
)
def test_terms(sentence: str, term: Deadline) -> None:
    assert first(sentence).deadline == term


def test_a_part_of_a_plan_is_told_without_its_months() -> None:
    assert first("集中帮扶（4月至10月）。县残联要建立台账，县医保局要认领办理。").task == "集中帮扶"


def test_a_number_before_a_noun_is_no_item() -> None:
    found = notice("一、补齐资料。\n1.各单位要按照“方案、记录”四要素补齐资料。\n2.县档案馆要派人指导。")
    assert numbers(found.outline) == ["一", ["1", "2"]]


def test_who_may_say_so_is_no_speaker() -> None:
    speech = (
        "在活动部署会上的讲话\n（2024年3月15日）\n丁远\n同志们：\n一、认清形势\n（一）这是现实要求。驻军点多面广。\n"
        "可以说，抓双拥就是抓战斗力。\n（二）这是实际需要。全市失分在镇街。\n二、办好实事\n县教育局要开办托管班。\n谢谢大家！"
    )
    assert numbers(read(speech).outline) == ["一", ["(一)", "(二)"], "二"]


def test_a_rows_content_is_its_task_where_its_matter_is_only_a_subject() -> None:
    table = "事项\t具体内容\t牵头单位\t时限\n法律服务\t开通绿色通道，组织送法进军营\t区司法局\t5月15日前\n解决通勤\t增开班车\t区公交公司\t6月底\n"
    tasks = read_bytes(f"双拥工作任务表\n{table}".encode(), "表.txt").tasks
    assert [(task.task, task.measures) for task in tasks] == [
        ("开通绿色通道，组织送法进军营", ("开通绿色通道", "组织送法进军营")),
        ("解决通勤", ("增开班车",)),
    ]


def test_a_table_of_how_things_stand_asks_for_nothing() -> None:
    table = "单位\t任务\t亮灯\t原因\n旗人社局\t退役士兵培训\t黄灯\t开班人数不足\n"
    assert read_bytes(f"双拥工作督查通报\n{table}".encode(), "通报.txt").tasks == ()


def test_the_way_to_a_page_is_no_title_though_it_holds_no_links() -> None:
    page = (
        "<html><body><ul><li>首页</li><li>旗情</li><li>双拥工作</li></ul><div><h1>科右旗双拥办关于做好走访工作的通知</h1>"
        "<p>各镇：</p><p>各镇要走访优抚对象。</p></div></body></html>"
    )
    found = read_bytes(page.encode(), "页.html")
    assert found.title == "科右旗双拥办关于做好走访工作的通知"
    assert found.text.startswith("科右旗")


def test_a_bar_without_labels_tells_who_and_when() -> None:
    page = "北岔县融媒体中心 2022-11-09 08:31 阅读 1024\n北岔县召开推进会\n11月8日，北岔县召开双拥工作推进会。县委书记孙广志主持会议。\n"
    found = read_bytes(page.encode(), "新闻.txt")
    assert (found.title, found.origin, found.published) == ("北岔县召开推进会", "北岔县融媒体中心", "2022-11-09")


def test_a_second_attachment_is_no_issuer() -> None:
    paper = "关于召开全体会议的通知\n各镇：\n各镇要参加会议。\n附件：1.名额分配表\n2.参会回执\n岱山市双拥工作领导小组办公室\n2024年1月11日\n"
    assert read_bytes(paper.encode(), "通知.txt").origin == "岱山市双拥工作领导小组办公室"
