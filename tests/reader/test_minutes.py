"""Minutes of a meeting: masthead and title, decisions told without 要, and who sat in."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

OFFICE = "宁和县人民政府办公室"
TITLE = "关于研究驻军子女入学问题的会议纪要"
OPENING = "6月16日，副县长陈清主持召开专题会议，研究驻军子女入学问题。"


@pytest.mark.parametrize(
    "head",
    [
        f"专 题 会 议 纪 要\n〔2025〕12号\n{OFFICE}  2025年6月18日",
        f"会 议 纪 要\n（第3期）\n{OFFICE}\n2025年6月18日",
        f"宁和县人民政府\n专题会议纪要\n宁政阅〔2025〕12号\n签发人：陈清\n{OFFICE}　2025年6月18日",
        f"宁和县双拥工作领导小组会议纪要\n第3期\n{OFFICE}　2025年6月18日",
    ],
)
def test_below_a_masthead_stands_the_title(head: str) -> None:
    found = read(f"{head}\n{TITLE}\n{OPENING}")
    assert (found.title, found.kind, found.origin, found.published) == (TITLE, "minutes", OFFICE, "2025-06-18")
    furniture = [found.text[one.start : one.end] for one in found.sentences if one.verdict == "furniture"]
    assert "".join(furniture) == found.text.removesuffix(OPENING)


def test_a_title_broken_onto_two_lines_below_a_masthead() -> None:
    found = read(f"专题会议纪要\n〔2025〕12号\n{OFFICE}　2025年6月18日\n{TITLE[:-4]}\n{TITLE[-4:]}\n{OPENING}")
    assert found.title == TITLE


@pytest.mark.parametrize("below", ["第3期", "（2025年第3期）", "〔2025〕12号", f"第3期\n{OFFICE}　2025年6月18日"])
def test_where_no_other_title_follows_the_masthead_is_the_title(below: str) -> None:
    masthead = "宁和县双拥工作领导小组会议纪要"
    assert read(f"{masthead}\n{below}\n{OPENING}").title == masthead


def test_an_issuing_body_right_above_still_belongs_to_the_title() -> None:
    words = "关于做好驻军子女入学工作的通知"
    assert read(f"{OFFICE}\n{words}\n{OPENING}").title == OFFICE + words


def decided(body: str) -> Document:
    """Minutes of 18 June 2025 with this body."""
    return read(f"{TITLE}\n{OFFICE}　2025年6月18日\n{OPENING}\n{body}")


@pytest.mark.parametrize(
    "told, measure, day",
    [
        (
            "会议要求，县教育局会后3个工作日内将名单与县人武部核对。",
            "将名单与县人武部核对",
            "2025-06-19",
        ),
        ("会议明确，县教育局月底前将名单报县人武部。", "将名单报县人武部", "2025-06-30"),
        ("县教育局下周三前将名单与县人武部核对。", "将名单与县人武部核对", "2025-06-25"),
    ],
)
def test_a_decision_without_a_modal(told: str, measure: str, day: str | None) -> None:
    (task,) = decided(told).tasks
    assert (task.lead, task.measures, task.deadline and task.deadline.date) == (("县教育局",), (measure,), day)


@pytest.mark.parametrize(
    "told, measures",
    [
        ("县人社局要对8名未就业随军家属，逐一登记。", ("对8名未就业随军家属，逐一登记",)),
        ("对8名未就业随军家属，县人社局要组织专场招聘。", ("组织专场招聘",)),
        ("县人社局要对8名未就业随军家属开展培训。", ("对8名未就业随军家属开展培训",)),
        ("县人社局要对照标准，逐项自查。", ("对照标准，逐项自查",)),
        ("县人社局要召开会议，对接驻军需求。", ("召开会议", "对接驻军需求")),
    ],
)
def test_a_measure_starts_an_action(told: str, measures: tuple[str, ...]) -> None:
    (task,) = decided(told).tasks
    assert (task.measures, task.lead) == (measures, ("县人社局",))


@pytest.mark.parametrize(
    "call",
    [
        "会议强调，各有关单位要提高认识，确保事项落实。",
        "各有关单位要高度重视，确保各项任务落实到位。",
        "各有关单位要提高站位，确保工作取得实效。",
    ],
)
def test_making_sure_of_the_whole_is_an_exhortation(call: str) -> None:
    found = decided(call)
    assert found.tasks == ()
    assert found.sentences[-1].verdict == "exhortation"


def test_making_sure_of_something_that_counts_is_a_task() -> None:
    (task,) = decided("县财政局要确保6月底前30万元经费拨付到位。").tasks
    assert task.deadline and task.deadline.date == "2025-06-30"


@pytest.mark.parametrize(
    "told, lead, measure",
    [
        ("所需资金由县财政局在双拥专项经费中列支。", "县财政局", "在双拥专项经费中列支"),
        ("工程由县住建局负责，9月底前完工。", "县住建局", "9月底前完工"),
        ("县住建局要在9月底前竣工。", "县住建局", "在9月底前竣工"),
    ],
)
def test_works_and_money(told: str, lead: str, measure: str) -> None:
    (task,) = decided(told).tasks
    assert (task.lead, task.measures) == ((lead,), (measure,))


def test_who_sat_in_without_a_post() -> None:
    found = decided("出席：陈清、县人武部欧阳明\n列席：县交通运输局高远、县财政局副局长王强、县教育局李小明、各镇党委")
    assert found.meeting is not None
    sat = [(person.name, person.posts) for person in found.meeting.attendees]
    assert sat == [("陈清", ("副县长",)), ("欧阳明", ()), ("高远", ()), ("王强", ("县财政局副局长",)), ("李小明", ())]
