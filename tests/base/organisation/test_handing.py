"""Who opens an account knows its one-time password. It takes a second hand (核验码) to come in as somebody with a post."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.organisation import actions, login
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account
from tests.base.organisation.conftest import NOW, PASSWORD, TODAY

OWN = "Baishi-58#Wu"


def at_the_door(name: str, password: str, proof: str = "") -> tuple[HttpRequest, login.Outcome]:
    """One browser, and what came of it."""
    made = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9")
    made.session = SessionStore()
    made.user = AnonymousUser()
    return made, login.log_in(made, name, password, "", NOW, proof=proof)


def posts_of(request: HttpRequest) -> list[str]:
    """What the next click of that browser may do."""
    return [seat.post for seat in login.actor_for(request, NOW).seats]


def now_of(request: HttpRequest) -> HttpRequest:
    request.user = Account.objects.get(pk=request.user.pk)
    return request


@pytest.fixture
def opened(district) -> tuple[Account, str]:
    """白新's account, as 管系 opened it; he has noted the password."""
    return actions.create_account(district.actor("管系"), "bai.xin", "白新", now=NOW)


def give_post(district, account: Account, post: str = "office_head", term: Term | None = None) -> None:
    actions.assign(district.actor("管安"), account, district.unit("双拥办"), post, term or Term(TODAY), now=NOW)


def test_with_the_one_time_password_alone_nobody_comes_in(district, opened):
    account, password = opened
    give_post(district, account)
    assert at_the_door("bai.xin", password)[1].kind == "proof_wanted"
    assert at_the_door("bai.xin", password, "ABCD-EFGH")[1].kind == "refused"
    proof = actions.show_code(district.actor("管安"), account, now=NOW)
    assert at_the_door("bai.xin", password, proof.lower().replace("-", " "))[1].must_change
    assert district.whats().count("account.code_shown") == 1
    assert proof not in str(district.entries)


def test_a_wrong_password_is_not_told_that_a_code_is_wanted(district, opened):
    give_post(district, opened[0])
    assert at_the_door("bai.xin", "falsch")[1].kind == "refused"


def test_who_came_in_before_the_post_is_out_when_it_is_given(district, opened):
    """管系 logs in as 白新 first and gives the account a password of his own, then waits for the post."""
    account, password = opened
    browser, outcome = at_the_door("bai.xin", password)
    assert outcome
    actions.change_password(login.actor_for(browser, NOW), account, password, OWN, now=NOW)
    login.keep_after_password_change(browser, Account.objects.get(pk=account.pk))
    give_post(district, account)
    assert posts_of(now_of(browser)) == []
    assert isinstance(browser.user, AnonymousUser)
    assert at_the_door("bai.xin", OWN)[1].kind == "proof_wanted"


def test_the_code_stays_until_the_one_time_password_is_gone(district, opened):
    """Between the first log-in and the change of the password the one who opened the account still knows it."""
    account, password = opened
    give_post(district, account)
    proof = actions.show_code(district.actor("管安"), account, now=NOW)
    browser, _ = at_the_door("bai.xin", password, proof)
    assert at_the_door("bai.xin", password)[1].kind == "proof_wanted"
    actions.change_password(login.actor_for(browser, NOW), now_of(browser).user, password, OWN, now=NOW)
    assert at_the_door("bai.xin", OWN)[1]
    with pytest.raises(Problem, match="白新登录不需要核验码"):
        actions.show_code(district.actor("管安"), account, now=NOW)


def test_who_has_a_password_of_his_own_needs_the_code_once(district, opened):
    account, password = opened
    browser, _ = at_the_door("bai.xin", password)
    actions.change_password(login.actor_for(browser, NOW), account, password, OWN, now=NOW)
    give_post(district, account)
    proof = actions.show_code(district.actor("管安"), account, now=NOW)
    inside, outcome = at_the_door("bai.xin", OWN, proof)
    assert outcome and posts_of(inside) == ["office_head"]
    assert at_the_door("bai.xin", OWN)[1]


def test_post_first_and_password_second_is_no_way_round(district, opened):
    """A post from next week on, a reset today: the new password waits for the code like the first one."""
    account, _ = opened
    actions.assign(SYSTEM, account, district.unit("双拥办"), "office_head", Term(TODAY + timedelta(days=7)), now=NOW)
    password = actions.reset_password(district.actor("管系"), account, now=NOW)
    assert at_the_door("bai.xin", password)[1].kind == "proof_wanted"


def test_a_reset_of_somebody_with_a_post_asks_for_the_code(district):
    password = actions.reset_password(district.actor("管系"), district.account("陆双"), now=NOW)
    assert at_the_door("lu.shuang", password)[1].kind == "proof_wanted"
    with pytest.raises(Forbidden):
        actions.show_code(district.actor("管系"), district.account("陆双"), now=NOW)
    proof = actions.show_code(district.actor("管安"), district.account("陆双"), now=NOW)
    again = actions.reset_password(district.actor("管系"), district.account("陆双"), now=NOW)
    assert at_the_door("lu.shuang", again, proof)[1].must_change, "a second reset asks for no second way to 管安"


def test_a_second_post_asks_for_nothing(district):
    actions.assign(
        district.actor("管安"), district.account("宁联"), district.unit("财政局"), "liaison", Term(TODAY), now=NOW
    )
    assert at_the_door("ning.lian", PASSWORD)[1]


def test_a_post_that_is_handed_over_counts_like_one_that_is_given(district, opened):
    account, password = opened
    actions.hand_over(district.actor("邵长"), district.tenure("宁联"), account, on=TODAY, now=NOW)
    assert at_the_door("bai.xin", password)[1].kind == "proof_wanted"


def test_the_code_of_one_account_is_not_anothers(district, opened):
    give_post(district, opened[0])
    password = actions.reset_password(district.actor("管系"), district.account("宁联"), now=NOW)
    proof = actions.show_code(district.actor("管安"), opened[0], now=NOW)
    assert at_the_door("ning.lian", password, proof)[1].kind == "refused"


def test_at_the_server_no_second_hand_is_asked_for(district):
    """`shuangyong begin` makes three administrators: whoever sits at the server holds everything anyway."""
    account, password = actions.create_account(SYSTEM, "anquan", "安全", now=NOW)
    actions.assign(SYSTEM, account, district.unit("区府办"), "security_admin", Term(TODAY), now=NOW)
    assert at_the_door("anquan", password)[1].must_change
