"""What the eighteenth blind lot taught: no names made of settings and requests, who is told under a heading that frames."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Deadline
from tests.reader.cast import first, notice, read


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("干部家属跨县调动的问题。县委编办要主动对接，6月底前办结。", ("县委编办",)),
        ("县、镇两级在烈士陵园同步举行仪式，县公安局要做好安保。", ("县公安局",)),
        ("请县交通局督促公交公司开通专线，研究军人刷证免费乘车系统改造，8月15日前试运行。", ("县交通局",)),
        ("营区自来水水压不足，县水务局会后3个工作日内现场踏勘。", ("县水务局",)),
        (
            "县委编办要核补编制，县检测中心腾出的用房由县机关事务中心调剂给县服务中心使用。",
            ("县委编办", "县机关事务中心"),
        ),
        ("请县委机要和保密局负责会场手机信号屏蔽。", ("县委机要和保密局",)),
        ("请述职发言单位认真准备材料，3月6日前报送电子版。", ("述职发言单位",)),
        ("未启动的3个事项责任单位（南山县、市林草局、市国资委）要立即启动整改。", ("南山县", "市林草局", "市国资委")),
        (
            "4个无人接听电话的乡镇所在县退役军人事务局要全面检查在岗情况。",
            ("4个无人接听电话的乡镇所在县退役军人事务局",),
        ),
        ("修复期间请县交警大队做好绕行保障。", ("县交警大队",)),
        ("各镇要参照县里做法成立专班，主要领导每月调度1次。", ("各镇",)),
        ("供电、供水、燃气企业要对营区管线开展一次巡检。", ("供电、供水、燃气企业",)),
        ("一经发现，由县纪委监委严肃查处。", ("县纪委监委",)),
        ("“双拥法律援助站”，由县司法局牵头，11月底前建成。", ("县司法局",)),
        ("请长乐县委于8月底前将安置率提高到70%以上，具体由县人社局负责。", ("县人社局", "长乐县委")),
        ("县应急管理局与驻县各部队互换联络员名单，5月10日前组织一次演练。", ("县应急管理局",)),
    ],
)
def test_who_is_told_and_who_is_none(sentence: str, lead: tuple[str, ...]) -> None:
    assert sorted(first(sentence).lead) == sorted(lead)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("县文旅局要在9月30日烈士纪念日之前把碑文描刻一遍。", Deadline("9月30日烈士纪念日之前", "2024-09-30")),
        ("县教育局要组织宣讲，每个学校上半年不少于3场。", Deadline("上半年", "2024-06-30")),
        ("需要专题研究的，县双拥办于春节前提出解决方案。", Deadline("春节前", None)),
    ],
)
def test_terms(sentence: str, term: Deadline) -> None:
    assert first(sentence).deadline == term


def test_a_heading_that_names_persons_frames_nothing_for_whoever_is_told_below_it() -> None:
    found = notice("一、外出对象。各村要通过电话逐一通知，引导其线上申领。\n二、上门服务。各镇要上门采集信息。")
    assert [task.lead for task in found.tasks] == [("各村",), ("各镇",)]


def test_who_makes_up_a_leading_group_is_no_task() -> None:
    found = notice(
        "一、组织领导\n成立河口镇创建工作领导小组，由镇党委书记杨再兴同志任组长，镇长石艳梅同志任副组长。"
        "领导小组下设办公室在镇服务站，由吴秀芝同志兼任办公室主任，负责日常工作。\n二、工作要求\n各村要于3月20日前报送名单。"
    )
    assert [task.path for task in found.tasks] == [("二",)]


def test_an_unfinished_matter_is_not_done() -> None:
    found = notice("一、解决遗留问题。对剩余2个未了结项目，由县住建局牵头，6月底前清零。\n二、各镇要制定方案。")
    assert found.tasks[0].lead == ("县住建局",)


def test_what_somebody_takes_upon_himself_behind_a_colon() -> None:
    found = read(
        "在推进会上的表态发言\n县人武部政委　和卫东\n（2024年3月5日）\n各位领导、同志们：\n"
        "第一，主动担当。今年爱民清单共有5项，我把责任认领下来：军事科负责组织民兵参加防汛抢险，5月底前完成一次联演。\n"
        "第二，密切协同。政工科要与县双拥办建立碰头制度。"
    )
    assert found.tasks[0].lead == ("军事科",)
    assert found.tasks[0].deadline == Deadline("5月底前", "2024-05-31")


def test_a_bulletin_reports_the_meeting_of_its_first_report_and_its_headlines_are_furniture() -> None:
    found = read(
        "双拥工作简报\n第11期\n清河县双拥工作领导小组办公室　2024年3月5日\n本期要目\n"
        "清河县召开双清单会商会\n柳溪镇“三张网”兜住老兵服务\n清河县召开双清单会商会\n"
        "3月4日，清河县召开双清单会商会。县委副书记周明主持会议，副县长何小琴出席并讲话。\n"
        "柳溪镇“三张网”兜住老兵服务\n柳溪镇坚持把服务做到家门口，建档立卡1036人。"
    )
    assert found.meeting is not None
    assert (found.meeting.name, found.meeting.date) == ("双清单会商会", "2024-03-04")
    said = [one.verdict for one in found.sentences if "三张网" in found.text[one.start : one.end]]
    assert said == ["furniture", "furniture"]


def test_minutes_that_nobody_signs_and_a_section_that_signs() -> None:
    body = "3月5日，县委书记周明主持召开县双拥工作领导小组第三次全体会议，传达学习上级精神。会议纪要如下：\n一、县财政局要安排经费。"
    found = read(f"清河县双拥工作领导小组第三次全体会议纪要\n（2024年3月6日）\n{body}\n记录：蒙小芳")
    assert found.origin == "清河县双拥工作领导小组"
    assert found.meeting is not None and not found.meeting.speakers
    signed = read(f"清河县第一次军地联席会议纪要\n{body}\n清河县双拥工作领导小组办公室整理\n2024年3月6日")
    assert signed.origin == "清河县双拥工作领导小组办公室" and len(signed.tasks) == 1
