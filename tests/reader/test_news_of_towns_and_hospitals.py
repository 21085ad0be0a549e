"""News of meetings as towns, hospitals and schools print them: who is told behind 强调, who spoke, which meeting it was.

Shapes were learnt from whole stored pages; every sentence here is invented.
"""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

MET = "7月16日,云溪镇召开和美乡村建设推进会。"


def _told(text: str) -> Document:
    return read(f"云溪镇召开和美乡村建设推进会\n来源:云溪镇 2024-07-17\n{MET}\n{text}")


# ---------------------------------------------------------------- who is told


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("通报了进展,强调下阶段各村要按图施工,6月底前完成沟渠清淤。", ["各村"]),
        ("通报了进展,并强调各村要按图施工,6月底前完成沟渠清淤。", ["各村"]),
        ("镇党委书记高云强调建设石桥示范村是为民办的实事,各村要在6月底前完成沟渠清淤。", ["各村"]),
        ("院长高云强调科主任是第一责任人,要在6月底前完成病历自查。", ["科主任"]),
        ("他强调:二要把准着力点,统筹推进石桥古镇建设和村庄建设,6月底前完成沟渠清淤。", []),
        ("会议要求,各村要在6月底前完成清淤,厕所改造任务顺利完成,示范村建设特色鲜明。", ["各村"]),
        # what must not change
        ("会议要求,统筹推进领导小组要在6月底前完成验收。", ["统筹推进领导小组"]),
        ("会议要求,石桥示范村要在6月底前完成沟渠清淤。", ["石桥示范村"]),
        ("会议要求,县派出所要在6月底前完成人口摸底。", ["县派出所"]),
        ("会议要求,石桥镇建设综合服务站,高岭镇整治河道,6月底前完成。", ["石桥镇", "高岭镇"]),
    ],
)
def test_who_is_told_is_neither_what_is_said_of_him_nor_a_thing(said: str, lead: list[str]) -> None:
    tasks = _told(said).tasks
    assert [name for task in tasks for name in task.lead] == lead
    assert tasks


def test_what_somebody_says_a_thing_is_is_no_measure() -> None:
    task = _told("镇党委书记高云强调建设示范村是为民办的实事,各村要在6月底前完成沟渠清淤,修复村道。").tasks[0]
    assert task.measures == ("完成沟渠清淤", "修复村道")
    kept = _told("镇党委书记高云要求各村在6月底前完成沟渠清淤,修复村道。").tasks[0]
    assert kept.measures[-1] == "修复村道"


# ---------------------------------------------------------------- who spoke and who was there


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("镇长高云参加会议。高云镇长指出村庄是乡镇的门面。", ["高云"]),
        ("会上,镇党委书记高云强调建设示范村是为民办实事,各村要抓紧。", ["高云"]),
        ("镇党委书记高云做了会议总结,并提出了两点要求。", ["高云"]),
        ("会上,高云副镇长作了上半年村庄建设工作的分析总结。", ["高云"]),
        # what must not change
        ("会议学习了省农业厅厅长高云在全省现场会上的讲话精神,传达了上级通知。", []),
        ("各村要落实镇长高云强调的事项。", []),
        ("镇领导班子和全体村干部参加了会议。", []),
    ],
)
def test_who_spoke(said: str, speakers: list[str]) -> None:
    meeting = _told(said).meeting
    assert meeting is not None
    assert [one.name for one in meeting.speakers] == speakers


def test_a_branch_and_a_team_are_nobodys_names() -> None:
    meeting = _told("会议由支部书记主持,镇领导班子参加了会议。").meeting
    assert meeting is not None
    assert (meeting.chair, meeting.attendees) == ((), ())
    meeting = _told("会议由支部书记支文主持,副镇长班云参加会议。").meeting
    assert meeting is not None
    assert [one.name for one in (*meeting.chair, *meeting.attendees)] == ["支文", "班云"]


def test_a_post_held_besides_and_one_told_elsewhere() -> None:
    meeting = _told("镇长,兼开发区主任高云主持会议并讲话。农技站站长白雪参加会议。白雪站长现场通报了情况。").meeting
    assert meeting is not None
    assert [one.posts for one in meeting.chair] == [("镇长", "开发区主任")]
    assert ("白雪", ("农技站站长",)) in [(one.name, one.posts) for one in meeting.speakers]


# ---------------------------------------------------------------- which meeting, and what the paper is


@pytest.mark.parametrize(
    ("lead", "name", "day"),
    [
        ("云溪县委常委会7月16日举行会议,听取防汛工作汇报。", "云溪县委常委会会议", "2024-07-16"),
        ("县安委会今天上午(7月16日)召开会议,研究部署安全生产工作。", "县安委会会议", "2024-07-16"),
        ("县委常委会7月16日下午召开扩大会议,研究防汛工作。", None, None),
    ],
)
def test_a_bodys_own_meeting_with_the_day_between(lead: str, name: str | None, day: str | None) -> None:
    found = read(f"云溪县研究部署防汛工作\n来源:云溪日报 2024-07-17\n{lead}\n会议强调,各镇要在7月底前完成隐患排查。")
    if name is not None:
        assert found.meeting is not None
        assert (found.meeting.name, found.meeting.date) == (name, day)
    else:
        assert found.meeting is None or found.meeting.name != "县委常委会会议"


def test_a_headline_that_tells_of_a_meeting_is_news_whatever_paper_was_reviewed() -> None:
    lead = "县安委会7月16日召开会议,分析安全形势,审议《云溪县“十四五”应急规划》。\n会议强调,各镇要完成隐患排查。"
    found = read(f"县安委会召开会议 分析安全形势 审议《云溪县“十四五”应急规划》\n2024-07-17\n{lead}")
    assert found.kind == "news"
    plan = read("云溪县“十四五”应急规划\n一、目标\n各镇要在2025年底前建成应急站。")
    assert plan.kind == "plan"


def test_no_title_is_cut_out_of_a_first_sentence() -> None:
    first = "会议传达学习了应急管理部救援协调和预案管理局2019年重点工作,分析了应急管理工作面临的新形势和新任务,部署了全年工作。"
    found = read(f"{first}\n会议强调,各地要完成隐患排查。")
    assert (found.title, found.kind) == (None, "news")
    run_in = "云溪县防汛工作预案为进一步做好防汛工作,保障群众生命财产安全,根据上级要求,结合云溪县实际,制定本预案,请认真贯彻执行到位。"
    assert read(f"{run_in}\n一、组织\n各镇要在7月底前成立抢险队。").title == "云溪县防汛工作预案"


@pytest.mark.parametrize(
    ("said", "goals"),
    [
        ("要对问题地段进行拉网式全覆盖摸排。", ()),
        ("要实现村级服务站全覆盖。", ("村级服务站全覆盖",)),
        ("力争年底前实现烈属走访全覆盖。", ("烈属走访全覆盖",)),
    ],
)
def test_what_is_done_everywhere_is_no_goal(said: str, goals: tuple[str, ...]) -> None:
    assert _told(said).goals == goals
