"""A leader's word on a task: to its lead unless another is chosen, by the day that the leader names, else in fifteen."""

from __future__ import annotations

import re
from datetime import timedelta

from shuangyong.cases.models import Case
from tests.desk.conftest import TODAY
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words

LEAD = re.compile(r'<select id="[^"]*" name="child-part-lead".*?</select>', re.DOTALL)


def word(district, task: Case, **fields: str) -> Case:
    """What 组长 says about a task, sent by the form."""
    client, at = signed_in(district, "组长"), f"/cases/{task.pk}/comment/"
    chosen = re.search(r'value="(\d+)" selected', LEAD.search(client.get(at).content.decode()).group())
    task.refresh_from_db()
    sent = {"rev": task.rev, "child-words": "请说明学位安排", "child-part-lead": chosen.group(1), **fields}
    answer = client.post(at, sent)
    assert answer.status_code == 302, words(answer)
    return Case.objects.filter(kind="instruction").latest("pk")


def test_it_lands_on_the_lead_by_the_day_that_was_named(district) -> None:
    task, by = hand_out(district), TODAY.date() + timedelta(3)
    row = word(district, task, **{"child-answer_by": by.isoformat()})
    assert list(row.holdings.filter(part="lead").values_list("unit", flat=True)) == [district.unit("教育局")]
    assert row.due == by
    liaison = signed_in(district, "宁联").get("/")
    assert "请说明学位安排" in words(liaison)
    assert "请于哪天前答复" in words(signed_in(district, "宁联").get(f"/cases/{row.pk}/"))


def test_without_a_day_it_is_fifteen_and_a_past_day_is_refused(district) -> None:
    task = hand_out(district)
    row = word(district, task)
    assert row.due == TODAY.date() + timedelta(15)
    task.refresh_from_db()
    sent = {"rev": task.rev, "child-words": "请报情况", "child-part-lead": district.unit("教育局")}
    past = signed_in(district, "组长").post(f"/cases/{task.pk}/comment/", sent | {"child-answer_by": "2020-01-01"})
    assert past.status_code in {409, 422}
    assert "早于" in words(past)


def test_the_answer_read_is_told_in_words(district) -> None:
    row = word(district, hand_out(district))
    for who, action, fields in (("宁联", "answer", {"answer": "已有安排"}), ("组长", "accept", {})):
        rev = Case.objects.get(pk=row.pk).rev
        answer = signed_in(district, who).post(f"/cases/{row.pk}/{action}/", {"rev": rev, **fields})
        assert answer.status_code == 302, words(answer)
    assert "已经批阅。" in words(signed_in(district, "组长").get(answer.headers["Location"]))


def test_a_word_answered_on_its_day_is_asked_again_and_answered_on_the_same_day(district) -> None:
    row = word(district, hand_out(district))
    for who, action, fields in (
        ("宁联", "answer", {"answer": "已有安排"}),
        ("组长", "ask_again", {"note": "什么时候能好？"}),
        ("宁联", "answer", {"answer": "十二月一日"}),
        ("组长", "ask_again", {"note": "谁负责？"}),
    ):
        rev = Case.objects.get(pk=row.pk).rev
        answer = signed_in(district, who).post(f"/cases/{row.pk}/{action}/", {"rev": rev, **fields})
        assert answer.status_code == 302, words(answer)
    assert Case.objects.get(pk=row.pk).due == TODAY.date() + timedelta(15)
