"""Frames of papers in their many ways: numbers of one character, attachments, papers passed on, short wrapped papers."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import notice, numbers, read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、宣传\n⑴开专栏。\n⑵贴标语。", ["一", ["(1)", "(2)"]]),
        ("一、宣传\n⒈开专栏。\n⒉贴标语。", ["一", ["1", "2"]]),
        ("㈠开专栏。\n㈡贴标语。", ["(一)", "(二)"]),
        ("一．宣传工作\n县双拥办要宣传。\n二．服务工作\n县妇联要服务。", ["一", "二"]),
        ("要求：第一、宣传到位。第二、服务到位。", ["第一", "第二"]),
    ],
)
def test_numbers_however_they_are_set(body: str, expected: list[object]) -> None:
    assert numbers(notice(body).outline) == expected


@pytest.mark.parametrize(
    "tail",
    [
        "附件：1.任务分解表\n　　　2.回执\n云溪县双拥办\n2024年3月5日",
        "云溪县双拥办\n2024年3月5日\n市双拥办关于走访的通知\n各县：\n一、要走访军属。\n市双拥办\n2024年3月1日",
    ],
)
def test_who_issued_a_paper_is_not_told_by_what_is_attached(tail: str) -> None:
    found = read(f"关于转发《市双拥办关于走访的通知》的通知\n各镇：\n一、县教育局要在4月底前落实入学政策。\n{tail}\n")
    assert (found.origin, found.published) == ("云溪县双拥办", "2024-03-05")


def test_the_title_of_a_circular_stands_below_the_name_of_all_of_them() -> None:
    head = "督查通报\n第3期\n云溪县政府督查室　2024年3月5日\n关于双拥实事办理情况的督查通报"
    found = read(f"{head}\n近日，督查室开展督查。\n一、县教育局要在4月底前落实入学政策。\n")
    assert (found.title, found.kind, found.origin) == ("关于双拥实事办理情况的督查通报", "circular", "云溪县政府督查室")


def test_a_short_paper_that_ends_at_one_margin_is_wrapped() -> None:
    paper = (
        "关于做好双拥工作的通知\n各镇：\n　　为贯彻落实上级关于双拥工作的部署要求，进一步密切军政军民\n关系，现就做好有关工作通知如下：\n"
        "　　一、县教育局要在4月底前落实军人子女入学政策，县财政局、县\n人社局配合，确保应享尽享、不漏一人，并于5月10日前报送落实情\n况。\n"
        "　　二、县人社局要组织招聘会。\n"
    )
    lines = read_bytes(paper.encode(), "通知.txt").text.split("\n")
    assert [line[-4:] for line in lines] == ["作的通知", "各镇：", "知如下：", "实情况。", "招聘会。"]


def test_a_running_head_is_no_part_of_the_title() -> None:
    paper = (
        "云溪市双拥工作制度汇编\n云溪市社会化拥军商户管理办法（试行）\n第一条 为规范管理，制定本办法。\n- 1 -\n"
        "云溪市双拥工作制度汇编\n第二条 商户应当公示承诺。\n- 2 -\n"
    )
    found = read(paper)
    assert found.title == "云溪市社会化拥军商户管理办法（试行）"
    assert "汇编" not in found.text


def test_a_signature_that_the_letterhead_names_too_is_no_repeated_line() -> None:
    paper = "云溪市人民政府督查室\n关于环境整治事项的\n督 办 函\n县教育局：\n请于4月底前办理。\n云溪市人民政府督查室\n2024年3月5日\n"
    found = read(paper)
    assert found.text.count("督查室") == 2
    assert (found.origin, found.published) == ("云溪市人民政府督查室", "2024-03-05")


def test_a_masthead_below_its_issuer_is_not_joined_to_it() -> None:
    head = "云溪县人民政府办公室\n专题会议纪要\n第12期\n关于研究驻县部队困难有关问题的会议纪要"
    found = read(f"{head}\n2023年5月17日，副县长丁宁主持召开专题协调会议。\n")
    assert found.text.startswith("云溪县人民政府办公室\n专题会议纪要\n")
    assert found.title == "关于研究驻县部队困难有关问题的会议纪要"


def test_a_cell_is_whole_where_a_space_splits_a_term() -> None:
    table = "任务\t工作内容\t牵头科室\t时限\n社会 化拥军\t发展拥军门店10家\t经济发展办\t10月底前\n双拥共建\t签订协议\t公共服务办\t9月下旬\n"
    found = read_bytes(f"街道双拥工作方案\n{table}".encode(), "方案.txt")
    assert "社会化拥军\t" in found.text
    assert [task.lead for task in found.tasks] == [("经济发展办",), ("公共服务办",)]


def test_an_item_ends_before_what_a_leader_noted() -> None:
    found = read(
        "双拥简报\n第3期\n市双拥办　2024年5月20日\n军嫂就业有门路\n一是建立台账。各镇建立台账。\n二是开设窗口。中心设立专窗。\n"
        "市委副书记、市长曹立国在报告上批示：“值得肯定。”\n各县要在6月20日前报送情况。\n"
    )
    assert found.outline[-1].end < found.text.index("市委副书记")
