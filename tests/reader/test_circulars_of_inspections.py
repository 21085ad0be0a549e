"""Circulars of inspections, minutes of offices, rectification plans and letters; every name invented."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

NOTICE = "关于开展环境整治的通知\n各村委会：\n现将有关事项通知如下：\n"


@pytest.mark.parametrize(
    "line", ["一、整治时间:2031年6月23日-2031年7月1日", "（二）排查期限：2031年6月2日至2031-06-09"]
)
def test_a_numbered_label_is_no_bar_of_a_page(line: str) -> None:
    paper = read(f"{NOTICE}{line}\n二、整治重点：主次干道、背街小巷。\n青禾镇人民政府\n2031年6月23日")
    assert line.split(":")[0].split("：")[0] in paper.text


def test_a_bar_without_a_number_still_goes() -> None:
    paper = read(
        "青禾镇开展环境整治\n发布时间：2031-06-23 10:20 来源：青禾镇 浏览次数：8\n6月22日，青禾镇开展了环境整治。"
    )
    assert "浏览次数" not in paper.text


def test_an_addressed_paper_without_a_title_that_tells_its_matters_is_a_notice() -> None:
    paper = read(
        "各村委会：\n经研究，决定开展环境整治。现将有关事宜如下：\n一、整治任务：\n1.清理村庄内外杂物；\n2.全面清理沟渠；\n青禾镇人民政府\n2031年6月23日"
    )
    assert paper.kind == "notice"
    assert len(paper.tasks) == 2


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("二、整治重点：主次干道、背街小巷、农户门前。", 0),
        ("二、宣传重点：征兵政策、优待政策。", 0),
        ("二、整治重点：清理道路垃圾，拆除残垣断壁。", 1),
        ("二、整治重点：\n1.清理道路垃圾；\n2.拆除残垣断壁。", 2),
    ],
)
def test_a_label_of_points_that_names_only_places_is_no_task(line: str, count: int) -> None:
    assert len(read(NOTICE + line).tasks) == count


@pytest.mark.parametrize("who", ["各部门", "各镇街", "有关单位"])
def test_collectives_need_to_do_what_they_are_told(who: str) -> None:
    (task,) = read(f"关于做好防汛工作的通知\n各单位：\n{who}需要加强巡查，发现险情及时上报。").tasks
    assert task.lead == (who,)


@pytest.mark.parametrize(
    "line", ["各方面需要支持的事项由办公室汇总。", "各单位需要的材料另行发放。", "各部门需要多少经费，目前还不清楚。"]
)
def test_what_somebody_needs_is_no_demand(line: str) -> None:
    tasks = read(f"关于做好防汛工作的通知\n各单位：\n{line}").tasks
    assert all("需要" not in task.task and "各部门" not in task.lead for task in tasks)


def test_who_is_named_by_what_befell_him_is_told() -> None:
    (task,) = read("关于检查情况的通报\n各单位：\n各部门要完善台账，被通报的单位要于3月5日前提出整改意见。").tasks
    assert task.lead == ("各部门", "被通报的单位")


def test_local_bodies_are_told() -> None:
    (task,) = read("关于消防整改的通知\n各县人民政府：\n整改完毕后，当地消防救援机构要及时组织验收。").tasks
    assert task.lead == ("当地消防救援机构",)


@pytest.mark.parametrize(
    "line",
    [
        "各镇要对项目开展评估，区分灌区为本镇服务和为全县服务的不同功能定位，提出调整建议。",
        "各镇要抓紧申报，接农业农村厅通知，今年继续开展评选。",
        "请你们认真开展候选单位审核推荐工作。",
    ],
)
def test_a_verb_with_its_object_is_no_name(line: str) -> None:
    for task in read(f"关于做好申报工作的通知\n各镇人民政府：\n{line}").tasks:
        assert set(task.lead) <= {"各镇"}


def test_a_long_list_of_those_asked_is_named_whole() -> None:
    (task,) = read(
        "关于做好水电规划的通知\n各市：\n请各市水利主管部门、行业组织、电网企业以及各有关单位，按照上述要求认真做好规划编制工作。"
    ).tasks
    assert task.lead == ("各市水利主管部门", "行业组织", "电网企业", "各有关单位")


PLAN = "关于开展隐患排查的通知\n各系部：\n1.各系部自查。\n各系部要填写隐患清单。\n2.学校督查。\n学校督查组要于9月10日前对各系部开展督查。\n"


@pytest.mark.parametrize(
    "line",
    [
        "请各系部抓紧开学前的时间，及时梳理不稳定因素，并整改到位。",
        "请各系部将清单于9月8日前送保卫处。",
        "请各系部、直属单位按照上述要求认真做好排查整改工作。",
    ],
)
def test_what_all_are_asked_below_the_last_item_is_a_task_of_its_own(line: str) -> None:
    paper = read(PLAN + line)
    assert [task.path for task in paper.tasks] == [("1",), ("2",), ()]
    assert "各系部" not in paper.tasks[1].lead


def test_what_is_asked_below_an_item_of_requirements_stays_in_it() -> None:
    paper = read(
        "关于走访慰问的通知\n各镇：\n一、走访对象\n各镇要逐户核实名单。\n二、有关要求\n各镇要建立台账。\n请各镇于8月10日前将总结报送县双拥办。"
    )
    assert paper.tasks[-1].path == ("二",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("会议原则同意县财政局关于预算调整的意见，会后修改完善后报请县人大常委会审批。", "修改完善后"),
        ("会议原则同意县住建局提交的《管理办法》，根据会议讨论意见修改完善后印发。", "修改完善"),
        ("会议同意县发改局关于成立协调小组的意见，会后以县政府办文件印发。", "印发"),
    ],
)
def test_what_is_to_follow_on_an_agreement_is_a_task(line: str, words: str) -> None:
    (task,) = read(f"县政府第5次常务会议纪要\n一、{line}").tasks
    assert words in task.task
    assert not any(measure.startswith("会议") for measure in task.measures)


@pytest.mark.parametrize(
    "line",
    ["会议同意该方案，所需资金在年初预算中列支。", "会议原则同意县农业局关于召开推进会的意见，会议时间另行确定。"],
)
def test_an_agreement_alone_is_none(line: str) -> None:
    assert read(f"县政府第5次常务会议纪要\n一、{line}").tasks == ()


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2031年第一季度防火安全全体会议", "2031"),
        ("2031年第五期项目要素会商会", "2031"),
        ("2031年度工作总结会", None),
    ],
)
def test_a_meetings_number_within_a_year_tells_its_year(name: str, year: str | None) -> None:
    meeting = read(f"2月6日，县长张明主持召开{name}。会议要求，各镇要于2月底前完成排查。").meeting
    assert meeting is not None
    assert (meeting.date and meeting.date[:4]) == year
