"""The database gives up on somebody, or does not answer at all: a page in Chinese says so, with what to do."""

from __future__ import annotations

import pytest
from django.db.utils import IntegrityError, OperationalError
from django.test import Client, RequestFactory

from shuangyong.base.errors import Stale
from shuangyong.base.storing import Unreachable, of_storage
from shuangyong.config.middleware import cleaned
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


class SaidError(Exception):
    """What the driver raises below Django's error."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("deadlock detected")
        self.sqlstate = sqlstate


def fault(sqlstate: str | None) -> OperationalError:
    made = OperationalError("deadlock detected")
    made.__cause__ = SaidError(sqlstate)
    return made


@pytest.mark.parametrize(
    ("error", "kind"),
    [(fault("40P01"), Stale), (fault("40001"), Stale), (fault("53300"), Unreachable), (fault(None), Unreachable)],
)
def test_what_a_database_says_is_told_as_a_person_would(error, kind) -> None:
    found = of_storage(error)
    assert type(found) is kind
    assert "deadlock" not in str(found)


def test_a_fault_of_the_program_stays_one() -> None:
    assert of_storage(IntegrityError("x")) is None and of_storage(ValueError("x")) is None


def test_of_two_who_waited_for_each_other_one_is_told_to_try_again(district, monkeypatch) -> None:
    case = hand_out(district)

    def deadlock(*_, **__):
        raise fault("40P01")

    client = signed_in(district, "陆双")
    monkeypatch.setattr("shuangyong.cases.queries.get", deadlock)
    answer = client.get(f"/cases/{case.pk}/")
    assert answer.status_code == 409
    assert "请退回上一页再提交一次" in words(answer) and "deadlock" not in words(answer)


def test_a_database_that_does_not_answer_is_told_without_asking_it_again(db, monkeypatch) -> None:
    """The page of the failure itself asked who was there, failed as well, and a bare line in English was left."""

    def gone(*_, **__):
        raise fault("57P03")

    client = Client(raise_request_exception=False, headers={"cookie": "shuangyong_session=abcdefghijklmnop"})
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", gone)
    for address in ("/", "/login/", "/cases/1/"):
        answer = client.get(address)
        assert answer.status_code in {500, 503}
        assert "数据库现在没有回应" in words(answer) or "程序出了问题" in words(answer)


def test_what_was_sent_is_the_same_where_no_sign_is_strange() -> None:
    sent = RequestFactory().get("/", {"q": "走访\r\n东河镇\t", "unit": ["1", "2"]}).GET
    assert cleaned(sent) is sent


def test_control_signs_are_taken_out_wherever_they_stand() -> None:
    sent = RequestFactory().get("/", {"q\0": ["甲\0乙\uffff", "\u202e丙\x1f"], "ok": "1"}).GET
    assert dict(cleaned(sent).lists()) == {"q": ["甲乙", "丙"], "ok": ["1"]}


def test_a_note_with_a_control_sign_is_a_note_without(district) -> None:
    case = hand_out(district)
    me = signed_in(district, "陆双")
    me.post(f"/cases/{case.pk}/press/", {"note": "请抓紧\0办理\x07", "rev": case.rev})
    assert case.steps.latest("seq").note == "请抓紧办理"
