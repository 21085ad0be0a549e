"""How news tell what a notice asks, what conversions leave in them, and how pages that hold whole papers head them."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import read

NEWS = "本报讯 7月20日，云溪县双拥工作领导小组召开会议。\n"
NOTICE = "关于做好节日走访的通知\n各镇：\n"


def test_a_report_goes_on_with_what_was_asked() -> None:
    found = read(
        f"{NEWS}通知要求,各地各部队要围绕建军主题,因地制宜开展形式多样的国防教育。组织官兵参观纪念馆,举办军营开放日活动,"
        "使青少年在潜移默化中受到教育。\n会后，与会人员参观了纪念馆。"
    )
    assert [(task.task, task.lead) for task in found.tasks] == [
        ("围绕建军主题,因地制宜开展形式多样的国防教育", ("各地各部队",))
    ]
    assert found.tasks[0].measures[-2:] == ("组织官兵参观纪念馆", "举办军营开放日活动")
    assert [one.verdict for one in found.sentences][-1] == "background"


def test_what_was_done_does_not_go_on() -> None:
    found = read(f"{NEWS}通知要求，各镇要建立走访台账。组织干部走访了军属23户。")
    assert found.tasks[0].measures == ("建立走访台账",)


def test_a_lost_character_ends_no_sentence() -> None:
    found = read(f"{NEWS}通知要求，各镇、各部门要不折不扣完?024年拥军实事，组织力量对优待政策落实情况进行一次检查。")
    assert found.tasks[0].lead == ("各镇", "各部门")
    assert len(found.sentences) == 2


def test_a_question_still_ends_one() -> None:
    assert len(read(f"{NEWS}优待证怎么办？到服务站办。").sentences) == 3


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("各单位和广大群众，要积极为驻军部队办好3件实事。", ("各单位",)),
        ("各中、小学校要开设国防教育课；大中专院校要设置国防教育课程。", ("各中、小学校", "大中专院校")),
        ("县教育局、各中小学要开设国防教育课。", ("县教育局", "各中小学")),
    ],
)
def test_who_is_told(said: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in read(NOTICE + said).tasks] == [lead]


def test_how_something_is_done_stands_before_it() -> None:
    (task,) = read(f"{NOTICE}各镇要因地制宜开展国防教育。").tasks
    assert task.task == "因地制宜开展国防教育"


def test_who_said_it_and_how_long_it_takes_is_no_measure() -> None:
    found = read(
        f"{NEWS}通知同时要求，各镇要建立走访台账。\n林清和强调，创建工作周期长，要制定工作计划，走访军属家庭。"
    )
    assert [task.measures for task in found.tasks] == [("建立走访台账",), ("制定工作计划", "走访军属家庭")]


def test_a_first_sentence_without_its_stop_is_no_title() -> None:
    told = "县双拥工作领导小组日前发出通知，要求认真做好“八一”期间双拥工作，在全县掀起双拥活动新热潮"
    assert read(f"{told}\n通知要求，各镇要走访军属家庭，建立走访台账。").title is None


def test_a_library_pages_plan_is_a_plan() -> None:
    found = read(
        "已阅读5页，还剩1页未读 继续免费阅读\n下载本文档\n"
        "云溪镇双拥工作实施方案一、指导思想以强军思想为指导，坚持围绕中心、服务大局，巩固军政军民团结，推动全镇双拥工作高质量发展。\n"
        "二、工作内容(一)加强宣传教育1.开展宣传活动。制作双拥海报，在公共场所张贴展示。2.强化国防教育。在学校开展国防教育讲座。"
    )
    assert (found.title, found.kind) == ("云溪镇双拥工作实施方案", "plan")
    assert [task.path for task in found.tasks] == [("二", "(一)", "1"), ("二", "(一)", "2")]


def test_a_collection_of_plans_is_one() -> None:
    found = read(
        "2024年度双拥工作计划热选(最新8篇)\n1、及时调整充实双拥工作领导小组，落实双拥联络员，并报县双拥办备案。"
    )
    assert (found.kind, len(found.tasks)) == ("plan", 1)


def test_whoever_is_in_charge_comes_to_a_meeting_and_is_told_nothing() -> None:
    found = read(f"{NEWS}相关单位领导，各乡（镇）分管领导，相关单位与各乡（镇）负责双拥工作业务人员等参加会议。")
    assert found.tasks == ()


def test_towns_are_no_persons() -> None:
    found = read(
        "本报讯 7月20日，云溪县召开双拥工作会议。县委副书记林清和出席会议。成员单位主要负责人，华阳镇、伏岭镇、金沙镇党委书记参加会议。"
    )
    assert found.meeting is not None
    assert [one.name for one in found.meeting.attendees] == ["林清和"]


def test_an_inspection_that_was_is_no_task_of_the_next_year() -> None:
    told = "为推动创建任务落实，6月11日至14日，县委督查室会同县双拥办组成3个督查组，对12个街道开展专项督查。"
    found = read(f"云溪县开展双拥创建专项督查\n来源：云溪日报 时间：2026-06-17\n{told}\n")
    assert found.tasks == ()


def test_a_portals_list_of_other_papers_leaves_the_day() -> None:
    page = (
        "<html><head><title>老班长调解室_云溪县退役军人事务局</title></head><body><div>首页 &gt; 工作动态</div><h1>老班长调解室</h1>"
        "<div>时间：2026-06-17 10:21:33　来源：云溪日报　作者：左思敏　点击：783</div><p>在云溪县荣军路社区，有一间小屋，门口挂着木牌，每天有人来。</p>"
        "<div>相关阅读：</div><ul><li>· 县里召开双拥座谈会</li><li>· 老兵走进校园</li></ul></body></html>"
    )
    assert str(read_bytes(page.encode(), "page.html").published) == "2026-06-17"


def test_whoever_stands_alone_above_the_day_signs() -> None:
    found = read("关于开展慰问的通知\n各科室：\n一、办公室负责走访老干部，6月底前完成。\n云溪市第三中学\n2026年5月29日")
    assert found.origin == "云溪市第三中学"
    assert found.sentences[-1].verdict == "furniture"


def test_what_leads_up_to_a_demand_is_background() -> None:
    said = "往年各镇各送各的，场面有大有小，家属有比较。今年由县双拥办统一组织一次欢送仪式，9月10日前完成。"
    found = read(f"征兵工作会议纪要\n2026年7月20日，县征兵办召开会议。现将会议议定事项纪要如下：\n一、新兵欢送。{said}")
    (task,) = found.tasks
    verdicts = [one.verdict for one in found.sentences if task.start <= one.start < task.end]
    assert verdicts[-2:] == ["background", "task"]
