"""Pages as sites print them: who is styled behind his name, lists behind stars, plans with decimal numbers, editors' words."""

from __future__ import annotations

import pytest

from tests.reader.cast import read


def _meeting(text: str) -> object:
    found = read(f"云溪县召开征兵工作会议\n来源：云溪日报 2024-07-17\n7月16日，云溪县召开征兵工作会议。{text}")
    assert found.meeting is not None
    return found.meeting


# ---------------------------------------------------------------- who was there


@pytest.mark.parametrize("style", ["少将", "大校", "同志"])
def test_how_somebody_is_styled_is_no_part_of_his_name(style: str) -> None:
    meeting = _meeting(f"军分区副司令员王立{style}出席会议并讲话。")
    assert [one.name for one in meeting.speakers] == ["王立"]  # type: ignore[attr-defined]
    assert [(one.name, one.posts) for one in meeting.attendees] == [("王立", ("军分区副司令员",))]  # type: ignore[attr-defined]


def test_those_named_before_their_posts_were_there_too() -> None:
    meeting = _meeting("梁虹副县长、唐莉副县长出席会议；县征兵工作领导小组成员单位参加会议。")
    assert [(one.name, one.posts) for one in meeting.attendees] == [("梁虹", ("副县长",)), ("唐莉", ("副县长",))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "told", ["县委常委、常务副县长李明，各镇武装部长参加会议。", "县教育局局长、副县长李明参加会议。"]
)
def test_a_post_alone_is_nobody(told: str) -> None:
    meeting = _meeting(told)
    assert [one.name for one in meeting.attendees] == ["李明"]  # type: ignore[attr-defined]


def test_what_a_conversion_lost_is_no_part_of_a_post() -> None:
    meeting = _meeting("当天?h委常委、副县长张乐出席会议。")
    assert [one.posts for one in meeting.attendees] == [("委常委", "副县长")]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- lists


def test_items_behind_stars_are_items() -> None:
    found = read(
        "8月11日，街道召开征兵工作会议。会议要求，各村要摸清底数。★一是要在月底前建好台账；★二是镇武装部要全力配合体检；★三是要每周上报进度。"
    )
    assert [one.number for one in found.outline] == ["一是", "二是", "三是"]
    assert ("镇武装部",) in [task.lead for task in found.tasks]


def test_a_meetings_first_point_is_an_item() -> None:
    found = read("8月11日，街道召开征兵工作会议。会议一是通报上半年情况。二是安排体检工作。三是宣读任务书。")
    assert [one.number for one in found.outline] == ["一是", "二是", "三是"]


def test_a_meeting_that_is_one_of_many_is_no_list() -> None:
    assert read("8月11日，街道召开征兵工作会议。会议一是认识到位的体现，大家反响热烈。").outline == ()


# ---------------------------------------------------------------- what a page says around a paper


@pytest.mark.parametrize(
    "words",
    [
        "当我们做完一件事时，总要对今后提出建议和展望。以下是小编为大家搜集整理的一些优秀方案范文，供大家参考。",
        "应急预案确定了救援的范围，要使人员熟悉自己的任务，并检验行动程序。" * 4
        + "以下是小编给大家带来的防汛应急预案，希望可以帮助到大家！",
    ],
)
def test_what_a_librarys_editor_says_before_a_paper_goes(words: str) -> None:
    found = read(f"云溪社区防汛应急预案\n{words}\n为做好防汛工作，制定本预案。\n一、各网格员要在6月1日前清理沟渠。")
    assert "小编" not in found.text
    assert [task.lead for task in found.tasks] == [("各网格员",)]


def test_an_editor_that_a_paper_speaks_of_stays() -> None:
    assert "小编" in read("云溪县融媒体工作方案\n一、县融媒体中心要在6月1日前为每个账号配备一名小编。").text


def test_decimal_headings_of_a_plan_stay() -> None:
    head = "您现在所在的位置：网站首页> 政府信息公开 > 应急预案\n索引号：113417/202006-00018\n发布机构：云溪县青山镇人民政府\n生成日期：2020-06-19"
    body = "各镇人民政府，县防指成员单位：\n《云溪县防汛应急预案》已修订，现印发给你们，请认真贯彻实施。\n2020年6月17日\n云溪县防汛应急预案\n1 总则\n1.1编制目的\n1.2编制依据\n1.3适用范围\n2 组织体系"
    found = read(f"{head}\n关于印发云溪县防汛应急预案的通知\n{body}")
    assert "1.2编制依据" in found.text
    assert found.published == "2020-06-17", "the notice's own day, not the one on which the page was made"


def test_the_name_of_a_site_is_no_second_line_of_a_headline() -> None:
    found = read(
        "云溪县启动征兵工作\n思学作文网\n云溪县去年完成征集任务，今年征兵工作从现在开始，至9月30日新兵全部入营。"
    )
    assert found.title == "云溪县启动征兵工作"
