"""What the third blind lot taught: calls that sound like orders, orders without 要, who signs and who sat in."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, numbers, read

SPEECH = "在全县拥军工作会议上的讲话\n（2024年3月5日）\n丁远\n同志们：\n{}\n谢谢大家！"
NEWS = "清河县召开双拥工作会议\n3月5日，清河县召开双拥工作会议。县长丁远主持会议并讲话。\n{}"


@pytest.mark.parametrize(
    "call",
    [
        "会议强调，各镇要拿出敢打必胜的劲头。",
        "会议强调，各镇要把双拥工作记在心上、抓在手上。",
        "会议强调，各镇要鼓足干劲，力争全省双拥模范县“四连冠”。",
        "会议强调，各镇要把调解室这个平台用好用活。",
        "会议强调，越是关键时刻，越要把这份情谊巩固好、发展好。",
        "县供电公司、清河镇代表先后发言，表示要把要求化为行动。",
        "丁远希望大家不负期望，向全县人民交上一份合格答卷。",
    ],
)
def test_calls_that_sound_like_orders(call: str) -> None:
    assert not read(NEWS.format(call)).tasks


@pytest.mark.parametrize(
    "order, words",
    [
        ("县农业局须于3月20日前拿出整改方案。", "拿出整改方案"),
        ("县财政局补拨慰问经费8万元，4月10日前到账。", "补拨慰问经费8万元"),
        ("办公室要策划一组专题报道。", "策划一组专题报道"),
        ("县公安局要增派警力。", "增派警力"),
        ("清河镇要聘用3名管护人员。", "聘用3名管护人员"),
        ("县民政局要点对点跟踪督办。", "点对点跟踪督办"),
        ("县民政局逐站验收。", "逐站验收"),
    ],
)
def test_orders_that_can_be_checked(order: str, words: str) -> None:
    (task,) = notice(f"一、{order}").tasks
    assert words in task.task and len(task.lead) == 1


def test_a_quality_that_is_to_rise_is_no_task() -> None:
    found = read(SPEECH.format("第一，思想要再提高。拥军是大家的事。\n第二，力度要再加大。县民政局要为每户建立档案。"))
    assert [(task.path, task.task) for task in found.tasks] == [(("第二",), "为每户建立档案")]


def test_what_was_done_together_with_somebody_was_done() -> None:
    found = read(
        "清河县双拥办关于督查情况的通报\n各镇人民政府：\n一、主要成效\n县民政局会同县总工会举办招聘会3场，达成意向20人。\n"
        "二、下步要求\n各镇要于4月10日前完成整改。\n清河县双拥办\n2024年3月5日"
    )
    assert [task.path for task in found.tasks] == [("二",)]


def test_a_heading_over_what_was_done_is_no_task() -> None:
    assert not notice("一、加强资金保障。县财政局已安排专项资金60万元，按每镇5万元予以补助。").tasks


def test_for_work_the_order_follows_in_the_next_clause() -> None:
    (task,) = notice("一、对明年项目的申报工作，请各镇提前谋划，4月10日前报送项目名称。").tasks
    assert not task.task.startswith("对明年")


@pytest.mark.parametrize(
    "text, lead, support",
    [
        ("由县委组织部负责制定细则。", ("县委组织部",), ()),
        ("县公安局会同县城市管理局在车站设置专用车位。", ("县公安局",), ("县城市管理局",)),
        ("县民政局要筹集岗位，县委编办配合核实编制。", ("县民政局",), ("县委编办",)),
        ("清河镇党委、政府要召开专题会议。", ("清河镇党委、政府",), ()),
        ("县医院选派骨干组成医疗队，赴偏远山村开展义诊。", ("县医院",), ()),
        ("各镇主要负责同志带队走访优抚对象，配合县区做好解释。", ("各镇主要负责同志",), ()),
        ("由县文化局负责编制方案，县水利局落实供水管线。", ("县文化局", "县水利局"), ()),
    ],
)
def test_who_is_told(text: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    (task,) = notice(f"一、{text}").tasks
    assert task.lead == lead
    assert set(support) <= set(task.support)


def test_beside_a_modal_a_unit_with_a_day_is_told_as_well() -> None:
    (task,) = read(NEWS.format("会议要求，县双拥办要建立台账，各镇于4月10日前报送资料目录。")).tasks
    assert task.lead == ("县双拥办", "各镇")


def test_partners_are_taken_whole_from_the_words() -> None:
    (task,) = notice("一、县公安局会同县城市管理局在车站设置专用车位。").tasks
    assert not task.task.startswith("管理")


def test_two_bodies_in_a_title_are_both_the_origin() -> None:
    found = read("清河县人民政府 清河县人民武装部关于表扬先进单位的通报\n各镇人民政府：\n决定予以表扬。\n2024年3月5日")
    assert found.origin == "清河县人民政府、清河县人民武装部"


def test_a_reporters_line_makes_news() -> None:
    assert read("一座小院 两代老兵\n本报讯（记者 丁小远）清河县城东有一座小院。").kind == "news"


def test_lists_of_names_in_an_attachment_are_furniture() -> None:
    names = "丁远、方圆、陈平、许安、何田、吕川"
    found = notice(f"一、各镇要报送名单。\n清河县双拥办\n2024年3月5日\n附件1\n先进个人名单\n{names}").sentences
    assert found[-2].verdict == "furniture"


@pytest.mark.parametrize("label", ["参加会议人员", "出席会议", "与会人员"])
def test_labels_of_who_was_there(label: str) -> None:
    found = read(
        f"清河县双拥工作专题会议纪要\n2024年3月5日，县长丁远同志主持召开双拥工作专题会议。\n会议议定，各镇要建立台账。\n"
        f"{label}：县双拥办谷雨，县水务局芦青山，县公安局檀越\n"
    ).meeting
    assert found is not None
    assert [one.name for one in found.attendees] == ["谷雨", "芦青山", "檀越"]
    assert [one.name for one in found.chair] == ["丁远"]


def test_minutes_go_on_under_a_line_that_names_a_subject() -> None:
    found = read(
        "清河县双拥工作专题会议纪要\n3月5日，县长丁远主持召开双拥工作专题会议。现纪要如下：\n一、关于迎检工作\n"
        "会议指出，前期工作扎实。\n会议议定，县民政局要于4月10日前补齐资料。\n二、关于陵园管护\n会议议定，县文化局要编制方案。\n"
        "清河县双拥办\n2024年3月8日"
    )
    assert numbers(found.outline) == ["一", "二"]
    assert [task.path for task in found.tasks] == [("一",), ("二",)]


@pytest.mark.parametrize(
    "text, goals",
    [
        ("让我们为创成全省双拥模范县“六连冠”而努力奋斗！", ("全省双拥模范县“六连冠”",)),
        ("为夺取全省双拥模范县“两连冠”作出贡献。", ("全省双拥模范县“两连冠”",)),
        ("坚决拿下全国双拥模范城这块招牌。", ("全国双拥模范城",)),
        ("为创建全国双拥模范城、建设幸福清河作出更大贡献。", ("全国双拥模范城",)),
        ("创建全国双拥模范城动员会昨日召开。", ()),
    ],
)
def test_goals(text: str, goals: tuple[str, ...]) -> None:
    assert read(f"关于双拥工作的情况\n{text}").goals == goals
