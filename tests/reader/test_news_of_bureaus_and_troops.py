"""News of inspections, of committees and of troops: whom a list that is summed up tells, what somebody then did, what time it is.

Shapes were learnt from whole stored pages; every sentence here is invented.
"""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

MET = "11月16日,云溪县召开冬季防火工作推进会。"


def _told(text: str) -> Document:
    return read(f"云溪县召开冬季防火工作推进会\n来源:云溪县融媒体中心 2024-11-17\n{MET}\n{text}")


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        (
            "会议要求,区住建、综合执法局、交警等部门及各街道要开展巡查,清理占道经营。",
            ["区住建", "综合执法局", "交警", "各街道"],
        ),
        ("会议要求,县住建局、城管局等部门和各乡镇要开展巡查,清理占道经营。", ["县住建局", "城管局", "各乡镇"]),
        ("会议要求,应急、消防、公安等职能部门要开展巡查,清理占道经营。", ["应急", "消防", "公安"]),
        ("会议要求,各社区民兵营长要逐户上门,上报名单。", ["各社区民兵营长"]),
        ("沈校长要求班主任、宿管要落实点名,上报名单。", ["班主任", "宿管"]),
        ("会议要求各社区高度重视登记,宣传登记政策,要逐户上门,上报名单。", ["各社区"]),
        ("会议希望大家上好第一课,把要求落到实处,签订安全责任书,上报名单。", []),
        # what must not change
        ("会议要求,县住建局等部门要开展巡查,清理占道经营。", ["县住建局"]),
        ("会议要求,不符合要求人员要清退,上报名单。", []),
        ("会议要求,县住建局、县交警大队要开展巡查,清理占道经营。", ["县住建局", "县交警大队"]),
    ],
)
def test_who_of_a_list_is_told(said: str, lead: list[str]) -> None:
    assert [name for task in _told(said).tasks for name in task.lead] == lead


@pytest.mark.parametrize("between", ["，一要", "：一要"])
def test_items_asked_of_all_are_told_to_them(between: str) -> None:
    tasks = _told(f"县长高云要求各镇{between}排查隐患，上报清单。二要签订责任书，组织巡查。").tasks
    assert [task.lead for task in tasks] == [("各镇",), ("各镇",)]
    tasks = _told("会议听取了各镇汇报，一要排查隐患，上报清单。二要签订责任书，组织巡查。").tasks
    assert [task.lead for task in tasks] == [(), ()]


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("县长高云指出,当前正值年末岁尾,各镇要排查隐患,签订责任书。", None),
        ("县长高云指出,时值年底,各镇要排查隐患,签订责任书。", None),
        # what must not change
        ("县长高云指出,年底前,各镇要排查隐患,签订责任书。", "年底前"),
        ("县长高云指出,各镇年底要排查隐患,签订责任书。", "年底"),
    ],
)
def test_what_time_it_is_sets_no_term(said: str, term: str | None) -> None:
    (task,) = _told(said).tasks
    assert (task.deadline and task.deadline.text) == term


def test_what_somebody_did_after_a_meeting_is_done() -> None:
    did = "会后,政委高云同志亲自带队,组织各科负责人对值班室进行一次隐患排查,并对排查出的问题进行现场整改。"
    assert _told(did).tasks == ()
    assert _told("会后,县长高云一行深入石桥镇检查防火,开展宣传,发放手册。").tasks == ()
    # what must not change
    assert _told("会后,各镇要组织隐患排查,对排查出的问题进行整改。").tasks
    assert _told("会后,县长高云一行深入石桥镇检查防火,要求石桥镇排查隐患,清理可燃物。").tasks


def test_what_was_arranged_is_no_measure() -> None:
    (task,) = _told("会议要求各镇要排查隐患。随后,又对登记工作进行了布置,要摸清底数,并对人员进行了任务分解。").tasks
    assert task.measures == ("排查隐患", "摸清底数")
    (task,) = _told("会议要求各镇要排查隐患,对人员进行任务分解。").tasks  # what must not change
    assert task.measures == ("排查隐患", "对人员进行任务分解")


def test_meetings_by_a_number_of_the_year_and_those_written_amiss() -> None:
    found = read("近日，县国防动员委员会召开2022年度第一次全体会议。\n会议要求，各镇要排查隐患，上报清单。").meeting
    assert found is not None
    assert found.name == "县国防动员委员会2022年度第一次全体会议"
    found = read("日前，云溪镇武装部召开了2019年度民兵整组工作布署会。\n会议要求，各村要摸清底数，上报名单。").meeting
    assert found is not None
    assert found.name == "2019年度民兵整组工作布署会"


def test_the_head_of_a_paper_page_is_no_title() -> None:
    head = "第S02版:云溪播报 要闻 | 上一版3 4下一版 |"
    found = read(f"{head}\n|\n本报讯 3月10日下午，县长高云视察集市。\n高云要求，各街道要清理占道经营，上报清单。")
    assert found.title is None
    assert "上一版" not in found.text
    kept = read("第三版教材编写工作推进会召开\n3月10日，编写组召开推进会。\n会议要求，各组要完成初稿，上报清单。")
    assert kept.title == "第三版教材编写工作推进会召开"


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("要求工信商务、市场监管等部门加强市场监测,建立台账。", ["工信商务", "市场监管"]),
        ("会议要求,镇农村环境整治推进工作领导小组要组织考评,上报清单。", ["镇农村环境整治推进工作领导小组"]),
        ("会议要求,镇环境整治工作领导小组要组织考评,上报清单。", ["镇环境整治工作领导小组"]),
        ("会议要求,各网点、各快递点要组织检查,签订责任书。", ["各网点", "各快递点"]),
        ("会议要求,各商场、各酒店、各经营户要组织检查,签订责任书。", ["各商场", "各酒店", "各经营户"]),
        ("会议要求,护士长、科主任要组织检查,签订责任书。", ["护士长", "科主任"]),
        ("会议要求,各营连、机关各科要组织检查,签订责任书。", ["各营连", "机关各科"]),
        ("会议要求,属地乡镇、企业主体要组织检查,签订责任书。", ["属地乡镇", "企业主体"]),
        ("会议要求,深入酒店要组织检查,签订责任书。", []),
    ],
)
def test_departments_named_by_two_works_and_a_group_of_a_long_name(said: str, lead: list[str]) -> None:
    assert [name for task in _told(said).tasks for name in task.lead] == lead


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("县长高云指出,国庆、中秋“两节”期间是消费旺季,各镇要排查隐患,签订责任书。", None),
        ("县长高云指出,开展“双节”前安全生产大排查行动,各镇要摸排走访,签订责任书。", None),
        # what must not change
        ("县长高云指出,“两节”期间,各镇要开展巡查,签订责任书。", "“两节”期间"),
        ("县长高云指出,各镇要在春节前开展隐患排查,签订责任书。", "春节前"),
    ],
)
def test_what_a_feast_is_like_and_what_an_action_is_called_set_no_term(said: str, term: str | None) -> None:
    (task,) = _told(said).tasks
    assert (task.deadline and task.deadline.text) == term


def test_how_much_there_is_to_do_is_no_measure() -> None:
    (task,) = _told("县长高云指出,开学工作千头万绪,县局已经组织了四个督导组,各镇要排查隐患,签订责任书。").tasks
    assert task.measures == ("排查隐患", "签订责任书")


def test_what_every_meeting_ends_with_is_no_task() -> None:
    said = "各乡镇、各部门要按照会议精神，认真抓好落实，做到认识到位，人员到位，措施到位。"
    assert read(f"在全县防火工作会议上的主持词\n同志们：\n今天的会议开得很好。{said}\n散会。").tasks == ()
    kept = said.replace("认识到位，人员到位，措施到位", "11月底前完成隐患排查")
    assert read(f"在全县防火工作会议上的主持词\n同志们：\n今天的会议开得很好。{kept}\n散会。").tasks


def test_items_behind_demands_that_were_made_are_still_to_be_done() -> None:
    told = "他对开学安全工作做了要求和部署。一是做好宿舍检修,摸排隐患;二是做好物资储备,公布清单。"
    assert len(_told(told).tasks) == 2
    done = "他回顾了去年的工作。一是完成了宿舍检修,消除隐患12处;二是储备了物资,发放30件。"
    assert _told(done).tasks == ()


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("会议由镇长高云主持。会上,高云首先对督查情况进行了通报。", ["高云"]),
        ("副区长高云参加会议。高云从认识、作风、考核3个方面提出了具体要求。", ["高云"]),
        ("会议由镇长高云主持。会上高云宣读了工作方案。", ["高云"]),
        ("县人武部政委高云出席会议并作慰问发言。", ["高云"]),
        ("高云副区长讲话并要求,要充分认识训练的重要性。", ["高云"]),
        # what must not change: few hands count a chairman who asks for this
        ("会议由镇长高云主持。高云就贯彻落实会议精神提出要求。", []),
    ],
)
def test_who_reported_read_out_or_asked(said: str, speakers: list[str]) -> None:
    meeting = _told(said).meeting
    assert meeting is not None
    assert [one.name for one in meeting.speakers] == speakers


def test_a_domain_spelled_with_spaces_is_no_title() -> None:
    found = read(f"Y u n X i . G o v . C n\n{MET}\n会议要求,各镇要排查隐患,签订责任书。")
    assert found.title is None


def test_the_next_label_is_no_source() -> None:
    bar = "文章来源：     发布人：{}     发布时间：2024-11-17 09:50:00     阅读："
    found = read(f"云溪县召开防火会议\n{bar.format('')}\n{MET}\n会议要求，各镇要排查隐患，上报清单。")
    assert (found.origin, found.published) == (None, "2024-11-17")
    kept = read(f"云溪县召开防火会议\n来源：云溪日报     发布时间：2024-11-17\n{MET}\n会议要求，各镇要排查隐患。")
    assert kept.origin == "云溪日报"
