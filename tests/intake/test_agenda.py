"""The next meeting begins with what the last ones decided and how it stands."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import Place
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.intake import actions
from shuangyong.intake.agenda import agenda, series
from shuangyong.intake.readings import series_of
from tests.cases.conftest import NOW
from tests.intake.conftest import taken

HERE = Place("990102")


def minutes(number: str, day: str, *decisions: str) -> str:
    items = "\n".join(f"{sign}、{text}" for sign, text in zip("一二三", decisions, strict=False))
    return f"""云溪区双拥工作领导小组{number}会议纪要
2026年{day}，区双拥工作领导小组召开{number}会议。区委副书记、区长钟毅主持会议。会议议定如下事项：
{items}
"""


@pytest.fixture
def two_meetings(group):
    one = minutes(
        "第一次",
        "1月8日",
        "由区教育局牵头，于6月30日前建立驻军子女入学台账。",
        "由区财政局牵头，于4月20日前落实双拥经费。",
    )
    two = minutes("第二次", "2月10日", "由区民政局牵头，于5月31日前完成困难退役军人摸底。")
    return taken(group, one, "一.txt"), taken(group, two, "二.txt")


@pytest.mark.parametrize(
    "name, found",
    [
        ("双拥工作领导小组第三次全体(扩大)会议", "双拥工作领导小组会议"),
        ("双拥工作领导小组2026年第一次会议", "双拥工作领导小组会议"),
        ("双拥工作领导小组会议", "双拥工作领导小组会议"),
        (None, ""),
    ],
)
def test_meetings_of_one_series_have_one_name(name, found) -> None:
    assert series_of(name) == found


def test_the_agenda_tells_what_became_of_each_decision(group, two_meetings) -> None:
    first, second = two_meetings
    clerk = group.actor("简文")
    case = actions.confirm(clerk, first.pk, [first.drafts.first().pk], rev=1, now=NOW).opened[0]
    take(group.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)
    name = series(clerk, HERE)[0]
    found = agenda(clerk, name, HERE, date(2026, 3, 2))
    assert [meeting.document for meeting in found] == [second.pk, first.pk]
    told = [decision.state for decision in found[1].decisions]
    assert told[0].startswith("区教育局：办理中")
    assert told[1] == "还没有确认"
    assert found[1].decisions[0].cases[0].number == case.number


def test_a_later_meeting_and_a_foreign_desk_do_not_show(group, two_meetings) -> None:
    first, _ = two_meetings
    name = first.series
    assert [m.document for m in agenda(group.actor("简文"), name, HERE, date(2026, 2, 1))] == [first.pk]
    assert agenda(group.actor("宁联"), name, HERE, date(2026, 3, 2)) == ()
    assert agenda(group.actor("简文"), "", HERE, date(2026, 3, 2)) == ()


def test_a_dropped_decision_is_not_on_the_agenda(group, two_meetings) -> None:
    first, _ = two_meetings
    clerk, draft = group.actor("简文"), first.drafts.first()
    actions.drop(clerk, draft.pk, "已另行安排", rev=1, now=NOW)
    last = agenda(clerk, first.series, HERE, date(2026, 3, 2))[1]
    assert draft.task not in [decision.task for decision in last.decisions]
