"""What the sixteenth blind lot taught, in papers of other places: each class with what is read from it."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_bytes
from shuangyong.reader.model import Deadline
from tests.reader.cast import first, notice, read
from tests.reader.test_tables_by_content import told

HEADS = ("重点项目", "具体任务", "牵头单位", "配合单位", "完成时限")


def bulletin(body: str) -> Document:
    return read(f"云溪双拥简报\n第6期\n云溪县双拥工作领导小组办公室　2024年5月8日\n{body}")


def test_a_free_cell_below_a_group_goes_on_with_who_leads() -> None:
    table = "\n".join(
        "\t".join(row)
        for row in (
            HEADS,
            ("军休服务", "改造活动室", "县民政局", "县住建局", "6月底前"),
            ("", "开办书画班", "", "县文化馆", "9月底前"),
            ("文化长廊", "新建长廊2公里", "县文旅局", "县城管局", "10月底前"),
        )
    )
    tasks = read(f"云溪县2024年双拥工作任务表\n{table}\n云溪县双拥办\n2024年3月5日").tasks
    assert [(task.task, task.lead, task.support) for task in tasks] == [
        ("改造活动室", ("县民政局",), ("县住建局",)),
        ("开办书画班", ("县民政局",), ("县文化馆",)),
        ("新建长廊2公里", ("县文旅局",), ("县城管局",)),
    ]


@pytest.mark.parametrize(
    ("cell", "task"),
    [
        ("走访烈属；每户送上慰问信", "走访烈属"),
        ("开展就业帮扶：举办招聘会2场，开发岗位15个", "开展就业帮扶"),
        ("召开军地联席会议，通报清单", "召开军地联席会议，通报清单"),
    ],
)
def test_the_words_of_a_cell(cell: str, task: str) -> None:
    assert told(("工作任务", "责任单位", "完成时限"), (cell, "县民政局", "7月底前"))[0][0] == task


def test_one_cell_tells_who_leads_and_who_takes_part() -> None:
    rows = (
        ("迎检事项", "要求", "责任单位", "完成期限"),
        ("打造共建点", "硬化道路", "那河镇、县住建局牵头，县交通局参加", "9月底"),
    )
    assert told(*rows) == [("打造共建点", "那河镇、县住建局", "县交通局", "9月底")]


def test_the_first_of_two_terms_in_a_cell_has_its_day() -> None:
    table = "工作任务\t责任单位\t完成时限\n布置展室\t县民政局\t9月底前，最迟不超过10月10日"
    task = read(f"云溪县双拥工作任务表\n{table}\n云溪县双拥办\n2024年3月5日").tasks[0]
    assert task.deadline == Deadline("9月底前", "2024-09-30")


def test_what_is_asked_below_a_table_is_a_task_beside_its_rows() -> None:
    table = "工作任务\t责任单位\t完成时限\n布置展室\t县民政局\t9月底前"
    found = notice(f"一、重点项目安排\n{table}\n各成员单位要在4月15日前制定落实措施。")
    assert {(task.task, task.path) for task in found.tasks} == {("布置展室", ("一",)), ("制定落实措施", ("一",))}


@pytest.mark.parametrize(
    ("heading", "row", "verdict"),
    [
        ("地区\t事项数\t已办结", "云溪县\t12\t11", "background"),
        ("单位\t姓名\t联系电话", "县民政局\t林海\t62000000", "furniture"),
    ],
)
def test_rows_that_ask_for_nothing(heading: str, row: str, verdict: str) -> None:
    found = read(f"关于办理情况的通报\n各镇：\n有关情况如下：\n{heading}\n{row}\n{row}\n云溪县双拥办\n2024年3月5日")
    told = [one.verdict for one in found.sentences if found.text[one.start : one.end].startswith(row)]
    assert told == [verdict, verdict]


def test_a_bulletin_of_columns_is_called_by_its_own_name() -> None:
    found = bulletin(
        "【领导批示】\n5月6日，县委书记林海作出批示：\n“请县教育局拿出入托办法，6月底前报县委。”\n【基层动态】\n新桥镇开设拥军夜市。"
    )
    assert found.title == "云溪双拥简报"
    assert [(task.task, task.lead) for task in found.tasks] == [("拿出入托办法", ("县教育局",))]


def test_a_printed_line_of_narrow_digits_goes_on() -> None:
    lines = ["　　3月4日，县委书记林海在《关于驻县部队官兵子女入托情况的报告》上批", "示要求办好。"]
    body = ["　　二是县教育局和县民政局以及县住房和城乡建设局要共同研究出台一个管用的托育", "办法。"] * 3
    found = read_bytes("\n".join(["关于入托的通知", "各镇：", *body, *lines]).encode(), "a.txt")
    assert found.text.count("\n") < 10


@pytest.mark.parametrize(
    ("sentence", "lead", "support"),
    [
        ("那河镇准备一处备用场地，县气象局要加密预报。", ("那河镇", "县气象局"), ()),
        ("今年县双拥办要提前商量慰问方案。", ("县双拥办",), ()),
        ("各社区以后每季度末报送一次名册。", ("各社区",), ()),
        ("各社区与结对连队重新签订共建协议。", ("各社区",), ()),
        ("各镇要核实编制，县委编办、县财政局给予指导支持。", ("各镇",), ("县委编办", "县财政局")),
        ("各单位保密员要逐件审查签字。", ("各单位保密员",), ()),
        ("申报系统3月20日关闭，尚未填报的新桥镇、东河镇请抓紧填报。", ("新桥镇", "东河镇"), ()),
        ("清单由县双拥办汇总，县直单位4月20日前、各镇4月25日前报县双拥办。", ("县直单位", "各镇", "县双拥办"), ()),
    ],
)
def test_who_is_told(sentence: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = first(sentence)
    assert (set(task.lead), task.support) == (set(lead), support)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("县民政局要建立闭环流程，一般事项15个工作日内办结。", Deadline("15个工作日内", None)),
        ("宣传办要开设专栏，每场活动结束后2天内推送一条。", Deadline("每场活动结束后2天内", None)),
    ],
)
def test_what_happens_again_and_again_has_no_day(sentence: str, term: Deadline) -> None:
    assert first(sentence).deadline == term


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("浓墨重彩造氛围。县委宣传部要增设标牌，各镇要建成长廊。", "浓墨重彩造氛围"),
        ("红灯事项提级办。县住建局要倒排工期，县财政局要落实资金。", "红灯事项提级办"),
        ("经费要保障。财政所安排活动经费6.8万元，专款专用。", "经费要保障"),
        ("县双拥办将会同县教育局，自本通知印发之日起20个工作日内对需求进行会审。", "对需求进行会审"),
    ],
)
def test_the_words_of_a_task(sentence: str, task: str) -> None:
    assert first(sentence).task == task


@pytest.mark.parametrize(
    "sentence",
    [
        "县教育局要研究一个可持续的托育办法，4月底前报县委。",
        "县妇联、县总工会在三个海岛各建成1个驿站，让军嫂有地方歇脚。",
        "县双拥办要准备三个以上看得见、学得到的参观点。",
        "鉴于资料不全，会议同意暂缓处置，由县自然资源局会同县档案馆查证档案，待条件成熟后再行研究。",
    ],
)
def test_a_word_that_looks_like_a_fact_takes_no_task_away(sentence: str) -> None:
    assert first(sentence)


def test_what_all_are_asked_to_hold_to_is_no_part_of_the_last_item() -> None:
    found = notice(
        "一、健全机制。县民政局要建立台账。\n二、社会参与。县工商联要发动企业。\n各镇要结合实际抓好落实，重要情况及时报告县委。"
    )
    assert [task.lead for task in found.tasks] == [("县民政局",), ("县工商联",)]


def test_double_spaces_inside_a_sentence_go() -> None:
    assert "街道武装部部长汇报了情况" in notice("街道  武装部部长汇报了情况。").text


def test_an_article_that_opens_a_list_is_background() -> None:
    found = read(
        "云溪县商户管理办法\n第一条 本办法适用于全县。\n第二条 商户有下列情形之一的，由县双拥办予以摘牌：\n（一）虚假宣传的；\n（二）拒不兑现的。"
    )
    told = {found.text[one.start : one.start + 3]: one.verdict for one in found.sentences}
    assert told["第二条"] == "background"


def test_who_is_to_help_and_no_more_supports() -> None:
    task = first("各镇要建立台账，县民政局、县残联要主动配合。")
    assert (task.lead, task.support) == (("各镇",), ("县民政局", "县残联"))
