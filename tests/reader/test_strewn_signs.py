"""What pages do to a text against copying or around it: strewn signs, counters over a headline, a library's advertisement."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

STREWN = (
    "会上,* P = | & E p u肖国庆代c b S K 0 {表县委、县政府,向驻县部队& M e { $ _ Y l官兵致以问候C * c 0 , L,向军属致敬。\n"
    "肖国庆要q v g A 6 k c求,县人武部要在6月底前S q { ( K X建立台账。"
)


def test_signs_that_a_page_strews_among_its_words_go() -> None:
    found = read(STREWN)
    assert found.text == (
        "会上,肖国庆代表县委、县政府,向驻县部队官兵致以问候,向军属致敬。\n肖国庆要求,县人武部要在6月底前建立台账。"
    )
    assert [repair.kind for repair in found.repairs] == ["mojibake"]
    assert [(task.task, task.lead) for task in found.tasks] == [("建立台账", ("县人武部",))]


@pytest.mark.parametrize(
    "line",
    [
        "得分按公式 a = b + c 计算，a = b - c 时不计，另按 x = y * 2 换算。",
        "分为 A B C D 四级，A / B / C / D 各占一半，E F G H 不计。",
        "工作日 8 : 30 - 17 : 30 开放，周末 9 : 00 - 16 : 00 开放。",
    ],
)
def test_what_an_author_sets_apart_stays(line: str) -> None:
    found = read(line)
    assert "mojibake" not in {repair.kind for repair in found.repairs}
    assert found.text.replace(" ", "") == line.replace(" ", "")


def test_one_run_of_signs_is_no_strewing() -> None:
    assert "{ $ _ Y l" in read("向驻县部队& M e { $ _ Y l官兵致以问候。").text


def test_a_headline_below_a_counter_is_not_its_value() -> None:
    found = read(
        "当前位置：首页 > 政策文件\n烈士安葬办法\n访问量：\n烈士安葬办法\n（2013年4月3日公布，2022年11月30日修订）\n"
        "第一条 为了做好烈士安葬工作，制定本办法。\n第二条 烈士应当在烈士陵园安葬。\n第三条 安葬地应当征求遗属意见。"
    )
    assert (found.title, found.kind, found.tasks) == ("烈士安葬办法", "rules", ())


def test_a_librarys_own_words_are_no_title() -> None:
    found = read(
        "公文高手,超级方便的公文写作神器! 立即了解\n2024年双拥工作计划\n【双拥工作计划篇一】\n一、加强宣传\n各镇要在5月底前办好专栏。"
    )
    assert (found.title, found.kind) == ("2024年双拥工作计划", "plan")


def test_the_title_that_a_library_shows_over_a_paper() -> None:
    found = read(
        "《（精编版）2024年度双拥工作安排》由会员分享,可在线阅读,更多相关文档请在金锁头文库上搜索。\n为认真贯彻会议精神，就双拥工作提出如下安排：\n一、开展共建\n各单位要在5月底前办好实事。"
    )
    assert (found.title, found.kind) == ("2024年度双拥工作安排", "plan")


def test_a_report_of_rules_tells_standing_duties() -> None:
    found = read(
        "民政部门：清明节应举行烈士公祭活动\n本报讯 3月5日，民政部门出台了《烈士公祭办法》。《办法》对公祭活动作出明确规定。在清明节期间，应当举行烈士公祭活动。公祭活动应当安排军地负责人参加。"
    )
    assert (found.kind, found.tasks) == ("news", ())


def test_what_a_group_is_for_and_who_makes_it_up_is_nobodys_task() -> None:
    found = read(
        "2024年双拥工作计划\n一、加强组织领导\n为加强对双拥工作的领导，我局决定成立双拥工作领导小组，由局长李建国任组长，副局长王海任副组长。"
        "领导小组的主要职责和任务是制定工作方案；讲大局，讲配合，积极做好工作。\n二、开展走访\n办公室要在5月底前走访军属。"
    )
    assert [(task.task, task.lead) for task in found.tasks] == [("开展走访", ("办公室",))]


def test_a_name_that_holds_a_modal_asks_nobody() -> None:
    found = read(
        "3月5日，云溪县召开双拥工作会议。局党组成员陈应良，各镇分管负责同志参加会议。会议要求，县双拥办要建立台账。"
    )
    attended = next(one for one in found.sentences if "陈应良" in found.text[one.start : one.end])
    assert attended.verdict == "furniture"


def test_rules_of_a_government_are_its_own() -> None:
    found = read(
        "发文机构：县政府网站\n发布日期：2024-04-06\n云溪县人民政府工作规则\n第一章 总则\n一、根据法律，制定本规则。\n二、县长主持全面工作。"
    )
    assert found.origin == "云溪县人民政府"


def test_a_table_of_facts_that_repeats_the_paper_makes_no_task_twice() -> None:
    told = "现将《工作要点》印发给你们。请各部门于2024年12月15日前将完成情况报送镇安办。"
    found = read(
        "索 引 号 YX08906-2500-2024-00025 文号 云政综〔2024〕86号\n发布机构 云汀镇 生成日期 2024-08-12\n"
        f"内容概述 {told}\n文号 云政综〔2024〕86号\n有效性 有效\n• 所属单位:云汀镇人民政府\n"
        f"云汀镇人民政府关于印发工作要点的通知\n各部门：\n{told}\n云汀镇人民政府\n2024年8月12日"
    )
    assert [(task.task, task.deadline and task.deadline.text) for task in found.tasks] == [
        ("将完成情况报送镇安办", "2024年12月15日前")
    ]
    assert (found.text.splitlines()[0], found.origin, str(found.published)) == (
        "云汀镇人民政府关于印发工作要点的通知",
        "云汀镇人民政府",
        "2024-08-12",
    )


def test_this_page_is_nobodys_name() -> None:
    found = read(
        "来源: 本网\n云汀镇专项排查整治方案\n发布日期:2024-07-07\n为做好排查，制定本方案。\n一、任务\n各村要在8月底前自查。"
    )
    assert found.origin is None
    barred = read(
        "发布时间：2024-03-19 20:22 来源：本站 浏览次数：3759\n3月19日上午，云汀镇召开民兵工作会。会议要求，各村要整组。"
    )
    assert barred.origin is None
