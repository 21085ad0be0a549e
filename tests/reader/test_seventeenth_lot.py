"""What the seventeenth blind lot taught: notes quoted on a paper, steps of a procedure, lists of who is to come."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Deadline
from tests.reader.cast import first, notice, read

NOTES = (
    "领导批示抄清\n〔2024〕第3号\n县退役军人事务局、县人社局：\n"
    "3月2日，县委书记周明同志在《双拥工作信息》第2期上作出批示。现将批示内容抄清如下，请认真抓好落实。\n"
    "“随军家属安置是实打实的拥军。请县退役军人事务局牵头，会同县人社局逐人建档，3月20日前拿出方案。"
    "另请县融媒体中心宣传一批典型。此事要一抓到底，抓出成效。周明3月2日”\n"
    "县长吴敏同志批示：\n“县财政局研究设立扶持资金，4月份提交县政府常务会议研究。吴敏3月2日”\n"
    "中共清河县委办公室\n2024年3月5日"
)


def test_each_leaders_note_that_is_quoted_directs() -> None:
    marked, second = read(NOTES).tasks
    assert (marked.task, marked.lead, marked.support) == (
        "逐人建档",
        ("县退役军人事务局", "县融媒体中心"),
        ("县人社局",),
    )
    assert second.lead == ("县财政局",)
    assert second.deadline == Deadline("4月份", "2024-04-30")


def test_what_is_noted_on_a_paper_is_no_term_and_a_call_in_it_no_measure() -> None:
    marked = read(NOTES).tasks[0]
    assert marked.deadline == Deadline("3月20日前", "2024-03-20")
    assert marked.measures == ("逐人建档", "拿出方案", "宣传一批典型")


def test_the_steps_of_a_procedure_direct_whom_they_name() -> None:
    found = notice(
        "一、办理流程\n（一）部门初审。各县市人武部要在3月20日前完成材料初审。\n"
        "（二）联合复审。州教育局会同州退役军人事务局开展联合复审，4月14日前送各学校。"
    )
    assert [(task.lead, task.support) for task in found.tasks] == [
        (("各县市人武部",), ()),
        (("州教育局",), ("州退役军人事务局",)),
    ]


def test_what_is_on_the_agenda_and_who_is_to_come_call_nobody() -> None:
    found = notice(
        "一、会议议程\n1.传达省双拥工作领导小组会议精神；\n2.通报创建工作进展情况。\n"
        "二、参会人员\n县双拥工作领导小组全体成员，各乡镇主要负责人、武装部部长。\n三、有关要求\n请各镇于3月8日前报送名单。"
    )
    said = {found.text[one.start : one.end].strip(): one.verdict for one in found.sentences}
    assert said["1.传达省双拥工作领导小组会议精神；"] == "background"
    assert said["县双拥工作领导小组全体成员，各乡镇主要负责人、武装部部长。"] == "furniture"


def test_what_becomes_of_whoever_does_not_do_it_is_no_task() -> None:
    found = notice("请各镇于3月8日前报送方案。\n逾期未报的，县双拥办将提请县委督查室进行专项督查，并在全县通报。")
    assert [task.lead for task in found.tasks] == [("各镇",)]


def test_what_a_meeting_heard_is_not_what_it_asks_for() -> None:
    found = read(
        "清河县双拥工作领导小组会议纪要\n2024年3月5日，县委副书记周明主持召开会议，研究有关工作。现纪要如下：\n"
        "一、研究了年度考核有关事宜。会议决定，由优抚股牵头、双拥股配合，3月25日前拟定考核细则。\n"
        "二、研究了新兵家属慰问事宜。会议同意为68名新兵家庭集中悬挂光荣牌，由双拥股会同各镇办具体实施，4月5日前全部完成。\n"
        "清河县双拥工作领导小组办公室\n2024年3月5日"
    )
    assert [task.task for task in found.tasks] == ["拟定考核细则", "为68名新兵家庭集中悬挂光荣牌"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("各镇要配强人员，6月底前县退役军人事务局要组织一轮培训。", ("各镇", "县退役军人事务局")),
        ("各单位申报项目要量力而行，3月25日前报送清单。", ("各单位",)),
        ("县住建局要打通断头路，交警部门同步完善标志标线。", ("县住建局", "交警部门")),
        ("联络员有变动的单位，请到会务组登记。", ("联络员有变动的单位",)),
        ("专班办公室设在双拥科，负责汇总台账。", ("专班办公室",)),
    ],
)
def test_who_is_told(sentence: str, lead: tuple[str, ...]) -> None:
    assert first(sentence).lead == lead


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("县住建局要在10月15日供暖期开始前完成改造。", Deadline("10月15日供暖期开始前", "2024-10-15")),
        ("县融媒体中心要从即日起至元宵节开设专栏。", Deadline("即日起至元宵节", None)),
        ("各派出所要在3月内补录信息。", Deadline("3月内", "2024-03-31")),
        ("各镇要在5月底前调整到位。", Deadline("5月底前", "2024-05-31")),
        ("县就业局要在其报到当日发放明白卡，30日内提供3个岗位。", Deadline("30日内", None)),
    ],
)
def test_terms(sentence: str, term: Deadline) -> None:
    assert first(sentence).deadline == term


def test_words_are_not_cut_within_a_word_and_a_term_in_two_falls_whole() -> None:
    assert first("涉密材料须通过机要渠道报送。").measures == ("通过机要渠道报送",)
    assert first("各镇要于6月底和7月底分别报送一次进度，8月5日前报送总结。").measures[0] == "分别报送一次进度"


def test_whoever_went_somewhere_and_chaired_a_meeting_there() -> None:
    found = read(
        "周明调研双拥工作\n本报讯 3月5日，县委副书记、县长周明深入东城街道，并在服务站主持召开双拥工作推进会并讲话。"
        "县应急管理局、海事处参加。"
    ).meeting
    assert found is not None
    assert [one.name for one in (*found.chair, *found.speakers, *found.attendees)] == ["周明", "周明"]
