"""Sessions over HTTP, with the real middleware: they end with the password, the post, and half an hour of silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions, login
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.middleware import actor_of_request
from tests.base.organisation.conftest import NOW, PASSWORD, TODAY
from tests.base.organisation.test_accounts import NEW

pytestmark = [pytest.mark.urls(__name__), pytest.mark.usefixtures("clock")]


def who(request: HttpRequest) -> JsonResponse:
    actor = actor_of_request(request)
    return JsonResponse({"name": actor.name, "posts": [seat.post for seat in actor.seats]})


def enter(request: HttpRequest) -> HttpResponse:
    outcome = login.log_in(request, request.POST["name"], request.POST["password"], "", timezone.now())
    return HttpResponse(outcome.kind)


def leave(request: HttpRequest) -> HttpResponse:
    login.log_out(request, timezone.now())
    return HttpResponse("out")


def change(request: HttpRequest) -> HttpResponse:
    account = request.user
    actions.change_password(actor_of_request(request), account, PASSWORD, NEW, now=timezone.now())
    account.refresh_from_db()
    login.keep_after_password_change(request, account)
    return HttpResponse("changed")


def quiet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody asked who you are")


def ends(request: HttpRequest) -> HttpResponse:
    end = login.ends_at(request, timezone.now())
    return HttpResponse(str(end and timezone.localtime(end)))


urlpatterns = [
    path("ends", ends),
    path("who", who),
    path("in", enter),
    path("out", leave),
    path("change", change),
    path("quiet", quiet),
]


class Clock:
    """The outermost layer's clock."""

    def __init__(self) -> None:
        self.now = NOW

    def later(self, **by: int) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


@pytest.fixture
def ning(district):
    return come_in("ning.lian")


def come_in(name: str, password: str = PASSWORD, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post("/in", {"name": name, "password": password}).content == b"in"
    return client


def seen_as(client: Client) -> str:
    return client.get("/who").json()["name"]


def test_who_logged_in_acts(district, ning):
    assert ning.get("/who").json() == {"name": "宁联", "posts": ["liaison"]}
    assert seen_as(Client()) == "未登录"


def test_leaving_ends_it(district, ning):
    ning.get("/out")
    assert seen_as(ning) == "未登录"
    assert district.whats() == ["account.log_in", "account.log_out"]


def test_the_cookie_is_not_for_scripts(district, ning):
    cookie = ning.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "gone with the browser"


def test_the_number_of_the_session_changes_at_log_in(district):
    client = Client()
    client.session.save()
    before = client.session.session_key
    client.post("/in", {"name": "ning.lian", "password": PASSWORD})
    assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != before


def test_half_an_hour_of_silence_ends_it(district, ning, clock):
    clock.later(minutes=29)
    assert seen_as(ning) == "宁联"
    clock.later(minutes=29)
    assert seen_as(ning) == "宁联", "the click in between began the half hour anew"
    clock.later(minutes=31)
    assert seen_as(ning) == "未登录"


def test_a_session_in_use_ends_after_twelve_hours(district, ning, clock):
    for _ in range(36):
        clock.later(minutes=20)
        inside = seen_as(ning)
    assert inside == "未登录"


def test_its_end_is_told_half_an_hour_before(district, ning, clock):
    click_until(ning, clock, minutes=11 * 60 + 20)
    assert ning.get("/ends").content == b"None"
    clock.later(minutes=11)
    assert ning.get("/ends").content.decode() == str(NOW + timedelta(hours=12))
    come_in("ning.lian", client=ning)
    assert ning.get("/ends").content == b"None", "logging in anew begins anew"


def test_a_form_that_was_opened_before_is_still_taken(district, ning, clock):
    """What was typed in the last minutes of a session is not lost by the clock; half an hour later it is over."""
    click_until(ning, clock, minutes=12 * 60 - 10)
    clock.later(minutes=20)
    assert ning.post("/who").json()["name"] == "宁联"
    clock.later(minutes=21)
    assert ning.post("/who").json()["name"] == "未登录"


def test_looking_on_after_the_end_is_over(district, ning, clock):
    click_until(ning, clock, minutes=12 * 60 - 10)
    clock.later(minutes=20)
    assert seen_as(ning) == "未登录"


def test_a_session_from_before_there_was_an_end_gets_one(district, ning, clock):
    kept = Session.objects.get()
    store = ning.session
    del store["since"]
    store.save()
    assert Session.objects.get().pk == kept.pk
    assert seen_as(ning) == "宁联"
    assert ning.session["since"] == int(NOW.timestamp())


def click_until(client: Client, clock, *, minutes: int) -> None:
    """A click every twenty minutes."""
    for step in range(0, minutes, 20):
        clock.later(minutes=min(20, minutes - step))
        assert seen_as(client) == "宁联"


def test_a_session_is_written_once_a_minute_not_once_a_click(district, ning, clock, django_assert_num_queries):
    clock.later(seconds=59)
    with django_assert_num_queries(3):  # session, account, seats
        ning.get("/who")
    before = Session.objects.get().expire_date
    clock.later(seconds=1)
    ning.get("/who")
    assert Session.objects.get().expire_date == before + timedelta(seconds=60)


def test_a_page_that_asks_nothing_costs_nothing(district, ning, django_assert_num_queries):
    with django_assert_num_queries(0):
        ning.get("/quiet")


def test_changing_the_password_ends_all_other_sessions(district, ning):
    elsewhere = come_in("ning.lian")
    assert ning.get("/change").content == b"changed"
    assert seen_as(ning) == "宁联"
    assert seen_as(elsewhere) == "未登录"


def test_resetting_the_password_ends_every_session(district, ning):
    actions.reset_password(district.actor("管系"), district.account("宁联"), now=NOW)
    assert seen_as(ning) == "未登录"


def test_the_end_of_a_post_ends_the_session(district, ning):
    actions.hand_over(district.actor("邵长"), district.tenure("宁联"), district.account("简文"), on=TODAY, now=NOW)
    assert seen_as(ning) == "未登录"
    assert ning.get("/who").json()["posts"] == []


@pytest.mark.usefixtures("behind_the_back")
def test_a_post_that_runs_out_ends_the_session_on_its_day(district, newcomer, clock):
    term = Term(TODAY, TODAY + timedelta(days=1))
    actions.assign(SYSTEM, newcomer, district.unit("财政局"), "liaison", term, now=NOW)
    newcomer.set_password(PASSWORD)
    newcomer.must_change_password = False
    newcomer.save()
    clock.now = NOW.replace(hour=23, minute=50)
    client = come_in("bai.xin")
    assert seen_as(client) == "白新"
    clock.later(minutes=11)
    assert seen_as(client) == "未登录"


def test_a_new_post_is_there_at_the_next_click(district, ning):
    actions.assign(SYSTEM, district.account("宁联"), district.unit("财政局"), "liaison", Term(TODAY), now=NOW)
    assert ning.get("/who").json()["posts"] == ["liaison", "liaison"]
    actions.end_tenure(SYSTEM, district.tenure("宁联"), on=TODAY, now=NOW)
    assert seen_as(ning) == "未登录", "and its end counts from then on"


def test_a_lock_ends_the_session(district, ning):
    actions.lock(district.actor("管安"), district.account("宁联"), NOW + timedelta(hours=1), "离岗", now=NOW)
    assert seen_as(ning) == "未登录"


@pytest.mark.usefixtures("behind_the_back")
def test_an_account_out_of_use_is_out_at_once(district, ning):
    account = district.account("宁联")
    account.active = False
    account.save()
    assert seen_as(ning) == "未登录"


def test_with_a_one_time_password_there_is_no_seat_on_any_page(district):
    password = actions.reset_password(SYSTEM, district.account("宁联"), now=NOW)
    client = come_in("ning.lian", password)
    assert client.get("/who").json() == {"name": "宁联", "posts": []}
