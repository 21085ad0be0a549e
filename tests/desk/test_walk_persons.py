"""In a real browser: a petition from receipt to a review and its end, and a placement that satisfies all three."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.register import actions as registering
from shuangyong.register.actions import PersonDraft
from tests.desk.conftest import TODAY as NOW
from tests.desk.walking import stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = NOW.date()


def days(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def can(hands, who: str, case: Case) -> str:
    """What the page of a case offers somebody."""
    hands.of(who).goto(f"/cases/{case.pk}/")
    return hands.of(who).inner_text(".acts-d").partition("这一步不由您办")[0]


def test_a_petition_is_passed_on_answered_reviewed_and_closed(town, hands) -> None:
    received = {"subject": "反映安置问题", "way": "来信", "received_on": days(9), "demand": "要求落实岗位"}
    case = hands.open("简文", "petition", **received, proof__letter="")
    hands.act("简文", case, "pass_on", part__lead=town.unit("教育局"), note="请依法办理")
    assert "受理并书面告知" in can(hands, "宁联", case)
    hands.of("宁联").goto("/")
    assert "反映安置问题" in hands.of("宁联").inner_text("#do")
    hands.act("宁联", case, "accept", route="出具信访处理意见书", proof__notice="")
    said = hands.act("宁联", case, "answer", opinion="", result="诉求合理，解决到位", answered_on=days(1))
    assert stage(case) == "accepted" and "处理意见" in said  # an answer without an opinion is none
    answer = {"opinion": "已提供三个岗位", "result": "诉求合理，解决到位", "answered_on": days(1)}
    hands.act("宁联", case, "answer", **answer, proof__opinion="")

    asked = {"child__received_on": days(0), "child__part-lead": town.unit("市教育局")}
    hands.act("简文", case, "review", **asked)
    review = Case.objects.get(kind="petition_review")
    assert stage(case) == "reviewing" and review.parent_id == case.pk
    hands.of("陆双").goto(f"/cases/{case.pk}/close/")
    assert "没有办结" in hands.of("陆双").inner_text("main")

    # The answer came on paper and is entered late: the thirty days for asking once more are over.
    held = Form({"opinion": "维持", "result": "维持", "answered_on": TODAY - timedelta(days=31)})
    take(SYSTEM, review.pk, "answer", held, rev=review.rev, now=NOW)
    hands.act("陆双", Case.objects.get(pk=review.pk), "lapse")
    said = hands.act("陆双", case, "close")
    assert stage(case) == "closed" and "复查复核后办结" in said


def test_a_placement_is_asked_about_on_three_sides(town, hands) -> None:
    registering.add(SYSTEM, PersonDraft("韩东来", "990102101"), now=NOW)
    opened = {"manner": "安排工作", "person__named": "韩东来", "received_on": days(30)}
    case = hands.open("简文", "placement", **opened, part__lead=town.unit("教育局"))
    assert "韩东来" not in hands.of("简文").inner_text("main")  # masked on every page
    hands.act("宁联", case, "choose", post="学校安全员", part__receiver=town.unit("东河镇"), proof__choice="")
    hands.act("宁联", case, "letter", letter_on=days(20), proof__letter="")
    hands.act("谢镇", case, "work", work_on=days(10), contract_years="3", proof__on_post="")
    assert "三方回访" in can(hands, "简文", case) and "三方回访" not in can(hands, "宁联", case)
    answers = {"satisfied": "满意", "satisfied_receiver": "基本满意", "satisfied_troops": "满意", "done_on": days(0)}
    said = hands.act("简文", case, "ask", **answers, proof__answers="")
    assert stage(case) == "closed" and "基本满意" in said
