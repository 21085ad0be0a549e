"""Why a case is back, or is asked to be judged, is read where one goes on from it: on its page and above the form."""

from __future__ import annotations

import pytest

from shuangyong.cases.models import Case
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words
from tests.desk.test_work import paper, send


@pytest.fixture
def reported(district) -> Case:
    case = hand_out(district)
    send(district, "宁联", case, "sign", plan="先摸底")
    sent = {"progress": "台账已建", "proof-result": [paper()]}
    assert send(district, "宁联", case, "ask_close", **sent).status_code == 302
    return case


def above_the_form(district, who: str, case: Case, action: str) -> str:
    page = signed_in(district, who).get(f"/cases/{case.pk}/{action}/")
    assert page.status_code == 200, words(page)
    return words(page).split("哪天办的")[0]


def before_the_buttons(district, who: str, case: Case, button: str) -> str:
    said = words(signed_in(district, who).get(f"/cases/{case.pk}/")).split("现在能办的")[1]
    assert button in said
    return said.split(button)[0]


def test_the_unit_reads_why_its_report_came_back(district, reported) -> None:
    assert send(district, "陆双", reported, "return", note="缺第三季度，请补齐。").status_code == 302
    said = before_the_buttons(district, "宁联", reported, "反馈进展")
    assert "退回再办" in said
    assert "陆双" in said
    assert "缺第三季度，请补齐。" in said
    assert "缺第三季度，请补齐。" in above_the_form(district, "宁联", reported, "ask_close")
    assert "缺第三季度" not in words(signed_in(district, "陆双").get(f"/cases/{reported.pk}/return/"))


def test_whoever_judges_reads_what_was_reported_above_the_form(district, reported) -> None:
    assert "进展情况： 台账已建" in above_the_form(district, "陆双", reported, "close")
    assert "台账已建" in before_the_buttons(district, "陆双", reported, "退回再办")


def test_what_could_not_be_solved_is_read_where_it_is_decided_and_the_answer_where_it_falls(district) -> None:
    case = hand_out(district)
    send(district, "宁联", case, "sign")
    refused = send(district, "宁联", case, "pass_up")
    assert refused.status_code == 422
    assert "请填写为什么在本级解决不了。" in words(refused)
    assert send(district, "宁联", case, "pass_up", why_up="学位不归我局管").status_code == 302
    for action in ("take_up", "back_down"):
        assert "学位不归我局管" in above_the_form(district, "陆双", case, action)
    assert send(district, "陆双", case, "back_down", note="请先与发改局商量。").status_code == 302
    assert "请先与发改局商量。" in before_the_buttons(district, "宁联", case, "反馈进展")


def test_what_the_own_unit_set_out_to_do_is_no_news_to_it(district) -> None:
    case = hand_out(district)
    send(district, "宁联", case, "sign", plan="先摸底")
    assert "先摸底" not in before_the_buttons(district, "邵长", case, "反馈进展")


def test_a_task_given_back_is_handed_out_again_on_the_same_day(district) -> None:
    """The term for signing begins, ends and begins again on one day: it could not, before the next morning."""
    case = hand_out(district)
    assert send(district, "宁联", case, "decline", note="烈士陵园不归我局管。").status_code == 302
    assert "烈士陵园不归我局管。" in before_the_buttons(district, "简文", case, "重新交办")
    for _ in range(2):
        again = send(district, "简文", case, "hand_out_again", **{"part-lead": district.unit("民政局")})
        assert again.status_code == 302, words(again)
        assert send(
            district, "陆双", case, "hand_over", note="改由教育局牵头", **{"part-lead": district.unit("教育局")}
        )
        assert send(district, "宁联", case, "decline", note="还是不归我局管。").status_code == 302
    assert Case.objects.get(pk=case.pk).stage == "sent_back"
