"""What the fifth blind lot taught: names that are none, terms before 发布, who chairs and speaks, a page's way as lines."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, read

SPEECH = "在全县拥军工作会议上的讲话\n（2024年3月5日）\n丁远\n同志们：\n{}\n谢谢大家！"


@pytest.mark.parametrize(
    "words",
    [
        "原则通过《清河县工作要点》，由县双拥办修改完善后印发。",
        "县双拥办要会同各高校做好大学生应征动员。",
        "县双拥办要走访。上个月，我到石坝村看望老兵。",
        "县双拥办要填报信息。全县有应征青年143人，其中外出务工人员38人。",
    ],
)
def test_no_unit_is_made_of_what_only_ends_like_one(words: str) -> None:
    task = notice(f"一、做好服务。{words}").tasks[0]
    assert task.lead == ("县双拥办",)
    assert task.support in ((), ("各高校",))


@pytest.mark.parametrize(
    "words, term, day",
    [
        ("县双拥办拍摄短视频，8月1日前发布。", "8月1日前", "2024-08-01"),
        ("县双拥办要制作宣传片，月底前播放。", "月底前", "2024-03-31"),
        ("县双拥办组织新春慰问，年前完成。", "年前", None),
        ("县双拥办要制定规范，本周内下发。", "本周内", None),
        ("县双拥办要上报名单，4月12日下午下班前报齐。", "4月12日下午下班前", "2024-04-12"),
    ],
)
def test_terms(words: str, term: str, day: str | None) -> None:
    deadline = notice(f"一、做好服务。{words}").tasks[0].deadline
    assert deadline is not None and (deadline.text, deadline.date) == (term, day)


def test_a_period_of_months_does_not_hide_a_months_end() -> None:
    deadline = notice("一、做好服务。县双拥办要在本月底前上报。").tasks[0].deadline
    assert deadline is not None and deadline.text == "本月底前"


def test_what_follows_the_meeting_is_a_task_of_its_own() -> None:
    doc = read(SPEECH.format("一、加强领导\n县委组织部要健全考核办法。\n会后，各单位要在3月15日前召开会议传达学习。"))
    assert [(task.path, task.lead) for task in doc.tasks] == [(("一",), ("县委组织部",)), ((), ("各单位",))]


@pytest.mark.parametrize(
    "words",
    [
        "全县各级要心往一处想、劲往一处使，推动工作走在全州前列。",
        "各位回去以后要认真领会会议精神，主要领导要亲自安排。",
        "我们一定要深刻领会，坚决落实。",
    ],
)
def test_calls(words: str) -> None:
    assert not read(SPEECH.format(words)).tasks


def test_a_heading_that_unifies_a_standard_directs() -> None:
    doc = notice("一、统一标准。县双拥办要制定整理规范，印发目录模板。\n二、评选标准。事迹突出、群众公认。")
    assert [task.path for task in doc.tasks] == [("一",)]


def test_whoever_holds_a_meeting_and_speaks_has_spoken() -> None:
    doc = read(
        "清河县部署双拥工作\n10月12日，县委书记丁远主持召开清河县双拥工作专题会议并讲话。\n县长陈明出席会议。\n会议听取了汇报。"
    )
    assert doc.meeting is not None
    assert [person.name for person in doc.meeting.chair] == ["丁远"]
    assert "丁远" in [person.name for person in doc.meeting.speakers]


def test_a_pages_way_in_lines_is_furniture_and_the_title_follows() -> None:
    doc = read("首页\n政务公开\n会议公开\n清河县双拥工作会议纪要\n一、县财政局要落实经费。\n清河县双拥办\n2024年3月5日")
    assert doc.title == "清河县双拥工作会议纪要"
    assert not doc.text.startswith("首页")


def test_a_star_in_a_model_unit_has_one_reading() -> None:
    doc = notice("一、开展双拥模*单位评选。县双拥办要上报名单。")
    assert "双拥模范单位" in doc.text and not doc.warnings


@pytest.mark.parametrize(
    "words, flagged", [("双支工作事关全局，双拥办要抓好落实。", True), ("开展双支部共建。", False)]
)
def test_two_branches_are_no_paraphrase(words: str, flagged: bool) -> None:
    assert bool(notice(f"一、做好服务。{words}").warnings) is flagged
