"""What the tenth blind lot taught: sentences of papers, each with what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Task

CIRCULAR = (
    "潞河市双拥工作领导小组办公室关于第二季度督查情况的通报\n各县（市、区）双拥工作领导小组：\n现将有关情况通报如下：\n一、下步要求\n"
    "（一）限期整改。永和县要于7月25日前召开会议。\n（二）跟踪问效。{}\n潞河市双拥工作领导小组办公室\n2025年7月11日\n"
)
WRAPPED = Path(__file__).parent.parent / "corpus" / "lot10" / "13.txt"


def second(sentence: str) -> Task:
    found = read_bytes(CIRCULAR.format(sentence).encode(), "通报.txt").tasks
    assert [task.path for task in found] == [("一", "(一)"), ("一", "(二)")], found
    return found[1]


@pytest.mark.parametrize(
    ("sentence", "lead", "support"),
    [
        ("市双拥办会同市政府督查室组织“回头看”，对仍未整改的，提请约谈。", ("市双拥办",), ("市政府督查室",)),
        ("市教育局根据会议意见修改完善后，于8月5日前按程序报市政府印发。", ("市教育局",), ()),
        ("权属争议地块交东陵区政府依法调处。", ("东陵区政府",), ()),
        ("市级领导带队走访的部队，由市双拥办拟订名单，7月20日前通知到部队。", ("市双拥办",), ()),
        ("市人社局牵头，市国资委、市工商联协同，征集岗位，7月12日前发布。", ("市人社局",), ("市国资委", "市工商联")),
        ("维修经费由市财政局分两批拨付，首批于7月31日前到位。", ("市财政局",), ()),
        ("申报省级示范点2个。（市双拥办会同永和县负责）", ("市双拥办",), ("永和县",)),
        ("各市、州双拥办要组织专项检查。", ("各市、州双拥办",), ()),
    ],
)
def test_who_leads_and_who_supports(sentence: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = second(sentence)
    assert (task.lead, task.support) == (lead, support)


def test_a_problem_that_stands_is_no_order_though_who_has_not_mended_is() -> None:
    found = read_bytes(CIRCULAR.format("永和县仍未发放12户优待金。").encode(), "通报.txt").tasks
    assert [task.path for task in found] == [("一", "(一)")]


def test_who_takes_part_is_no_measure() -> None:
    task = second("市卫健委牵头，市医保局、市直各医院参与，把军人依法优先窗口设到位。")
    assert task.measures == ("把军人依法优先窗口设到位",)


def test_a_heading_at_the_margin_behind_a_bracket_is_a_line_of_its_own() -> None:
    document = read_bytes(WRAPPED.read_bytes(), WRAPPED.name)
    assert [(node.number, node.heading) for node in document.outline] == [
        ("一", "加强组织领导"),
        ("二", "服务部队建设"),
        ("三", "落实优抚政策"),
        ("四", "浓厚宣传氛围"),
    ]
    assert "老旧小区改造，10月底前交付。（牵头单位：市住房城乡建设局；" in document.text


def test_a_rows_task_is_its_measures_where_no_column_holds_them() -> None:
    table = "双拥工作任务分解表\n序号\t工作任务\t责任单位\n1\t走访驻潞部队，发放慰问品\t市双拥办\n2\t检修门店标牌\t市商务局\n"
    found = read_bytes(table.encode(), "表.txt").tasks
    assert [task.measures for task in found] == [("走访驻潞部队", "发放慰问品"), ("检修门店标牌",)]


def test_how_long_an_article_takes_to_read_is_furniture() -> None:
    page = "我市召开军政座谈会\n本篇文章约620字，阅读约需2分钟\n7月29日，潞河市召开军政座谈会。\n"
    assert "阅读" not in read_bytes(page.encode(), "新闻.txt").text
