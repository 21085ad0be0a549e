"""Meetings as county media print them: years that a name tells, slogans before it, leaders told behind a list."""

from __future__ import annotations

import pytest

from tests.reader.cast import first, read


@pytest.mark.parametrize(
    ("opening", "name", "day"),
    [
        ("1月29日上午,我市举行2026年新春军地座谈会。", "2026年新春军地座谈会", "2026-01-29"),
        ("7月30日，青川县召开2023年“八一”建军节军地座谈会。", "2023年“八一”建军节军地座谈会", "2023-07-30"),
        (
            "在建军91周年即将来临之际,7月30日,我市纪念建军91周年军政座谈会召开。",
            "纪念建军91周年军政座谈会",
            "2018-07-30",
        ),
        ("在建军91周年之后，12月3日，全市双拥工作推进会召开。", "全市双拥工作推进会", None),
        ("12月28日，全市2026年双拥工作部署会召开。", "全市2026年双拥工作部署会", None),
    ],
)
def test_a_year_is_told_by_the_feast_that_a_meeting_is_named_after(opening: str, name: str, day: str | None) -> None:
    """A plan for a year may be made in the one before; a feast falls in its own."""
    meeting = read(f"{opening}市委书记李建国讲话。").meeting
    assert meeting is not None
    assert (meeting.name, meeting.date) == (name, day)


def test_slogans_before_a_meeting_are_no_part_of_its_name() -> None:
    meeting = read(
        "军地同心 青川市“八一”军政座谈会举行\n来源：青川日报\n畅叙鱼水深情 共谱双拥新篇章 青川市“八一”军政座谈会举行 3月5日，军地双方欢聚一堂。市委书记李建国在会上讲话。"
    ).meeting
    assert meeting is not None
    assert meeting.name == "青川市“八一”军政座谈会"


def test_what_all_of_a_list_are_stands_behind_its_last() -> None:
    meeting = read(
        "3月5日，青川市召开军政座谈会。陈志强、张国梁、李海涛等市领导，王建华、赵东升等驻市部队领导参加会议。"
    ).meeting
    assert meeting is not None
    assert [(one.name, one.posts) for one in meeting.attendees] == [
        ("陈志强", ("市领导",)),
        ("张国梁", ("市领导",)),
        ("李海涛", ("市领导",)),
        ("王建华", ("驻市部队领导",)),
        ("赵东升", ("驻市部队领导",)),
    ]


def test_the_day_of_a_visit_is_no_term_of_what_was_asked_then() -> None:
    """And what somebody did before he spoke is no measure."""
    task = first(
        "5月30日，县退役军人事务局局长李明深入社区，了解到家庭困难的情况时表示，要认真落实好抚恤优待政策，6月底前完成走访慰问。"
    )
    assert (task.deadline and task.deadline.text, task.measures) == (
        "6月底前",
        ("认真落实好抚恤优待政策", "完成走访慰问"),
    )


def test_a_newspaper_named_below_a_headline_is_the_source() -> None:
    found = read("我市召开军政座谈会\n\n  • 青川日报  \n\n3月10日，我市召开军政座谈会，共话军民情谊。")
    assert (found.origin, "青川日报" in found.text) == ("青川日报", False)


def test_a_speech_whose_greeting_opens_its_one_paragraph() -> None:
    assert read("同志们：建军节即将到来，我代表市委向大家问好。下面，我谈三点希望。").kind == "speech"
    assert read("全市召开动员会，要求同志们：扎实工作。下面几点意见供讨论。").kind != "speech"


def test_having_is_turned_back_to_simplified() -> None:
    assert (
        read("這是一座有著光榮傳統的城市，有著名景區，編著了史冊。").text
        == "这是一座有着光荣传统的城市，有著名景区，编著了史册。"
    )


@pytest.mark.parametrize(
    "opening",
    [
        "座谈会现场",
        "新春佳节来临之际，云溪县人武部政委朱建国、退役军人事务局局长白俊率局双拥工作负责人走访慰问了驻地某部官兵，代表县双拥工作领导小组向他们致以节日问候",
    ],
)
def test_neither_a_caption_nor_a_first_sentence_without_its_stop_is_a_title(opening: str) -> None:
    assert read(f"{opening}\n3月5日，云溪县召开军地座谈会。县委书记李建国讲话。").title is None
