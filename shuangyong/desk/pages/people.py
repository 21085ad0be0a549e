"""Accounts and posts: created, given, handed over, locked. What each post may do here is decided by the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from itertools import islice

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.organisation import posts, queries, serving
from shuangyong.base.organisation.actions import accounts, handing, second_factor, tenures
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.beginnings import without_post
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.cases.queries import given_to
from shuangyong.desk.choosing import units_to_choose
from shuangyong.desk.pages.asking import Asked, asked, day, day_or, number, onward, said
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.trouble import wrong

MANAGE, LOCK, ASSIGN, HAND_OVER = "account.manage", "account.lock", "post.assign", "post.hand_over"
PAGE = 100


@require_safe
@for_posts(MANAGE, LOCK, ASSIGN)
def people(request: HttpRequest) -> HttpResponseBase:
    """The accounts that this administrator keeps."""
    me = asked(request)
    text, after = request.GET.get("q", "").strip()[:40], request.GET.get("after", "")
    free = "free" in request.GET
    found = queries.accounts(me.actor, now=me.now, on=me.on, after=after)
    meant = (row for row in found if text in row.name or text in row.login or text in row.held)
    rows = list(islice((row for row in meant if not (free and row.held)), PAGE + 1))
    last = rows[PAGE - 1].login if len(rows) > PAGE else ""
    context = {
        "rows": rows[:PAGE],
        "q": text,
        "free": free,
        "next": onward("desk:accounts", last, q=text, free="1" if free else ""),
        "manages": holds(me.actor, MANAGE),
    }
    return render(request, "desk/accounts.html", context)


@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(MANAGE)
def account_new(request: HttpRequest) -> HttpResponseBase:
    """A new account; its one-time password stands on the answer, once."""
    me = asked(request)
    typed = said(request, "login", "name", "phone")
    context: dict[str, object] = {"problem": None, "wrong": wrong(None), "typed": typed}
    if request.method != "POST":
        return render(request, "desk/account_new.html", context)
    try:
        account, password = accounts.create_account(me.actor, *typed.values(), now=me.now)
    except Problem as problem:
        context |= {"problem": problem, "wrong": wrong(problem)}
        return render(request, "desk/account_new.html", context, status=problem.status)
    return _password_shown(request, account, password)


def _password_shown(request: HttpRequest, account: Account, password: str) -> HttpResponse:
    return render(request, "desk/one_time.html", {"account": account, "password": password})


@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(MANAGE, LOCK, ASSIGN)
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account: its posts, and what this administrator may do with it."""
    me = asked(request)
    account = serving.account_kept(me.actor, pk, me.on)
    if request.method != "POST":
        return _person_page(request, me, account)
    if request.POST.get("do") == "proof":
        return _person_page(request, me, account, proof=handing.show(me.actor, account, now=me.now))
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Problem("没有这个操作。", then="请刷新页面再试。")
    try:
        password = act(request, me, account)
    except NotFound:
        raise
    except Problem as problem:
        return _person_page(request, me, account, problem)
    if password:
        return _password_shown(request, account, password)
    return HttpResponseRedirect(reverse("desk:person", args=[pk]))


Act = Callable[[HttpRequest, Asked, Account], str | None]


def _reset(request: HttpRequest, me: Asked, account: Account) -> str:
    return accounts.reset_password(me.actor, account, now=me.now)


def _lock(request: HttpRequest, me: Asked, account: Account) -> None:
    until = day(request.POST.get("until"))
    if until is None:
        raise Invalid({"until": "请写锁定到哪一天，如 2026-08-01。"})
    moment = timezone.make_aware(datetime.combine(until, time.max))
    accounts.lock(me.actor, account, moment, request.POST.get("reason", ""), now=me.now)


def _unlock(request: HttpRequest, me: Asked, account: Account) -> None:
    accounts.unlock(me.actor, account, now=me.now)


def _deactivate(request: HttpRequest, me: Asked, account: Account) -> None:
    accounts.deactivate(me.actor, account, now=me.now)


def _reactivate(request: HttpRequest, me: Asked, account: Account) -> None:
    accounts.reactivate(me.actor, account, now=me.now)


def _correct(request: HttpRequest, me: Asked, account: Account) -> None:
    phone = request.POST.get("phone", "").strip() or ("" if "no_phone" in request.POST else account.phone)
    accounts.correct_account(me.actor, account, request.POST.get("name", ""), phone, now=me.now)


def _drop_code(request: HttpRequest, me: Asked, account: Account) -> None:
    second_factor.drop_totp(me.actor, account, now=me.now)


def _assign(request: HttpRequest, me: Asked, account: Account) -> None:
    unit = number(request.POST.get("unit"))
    if unit is None:
        raise Invalid({"unit": "请选单位。"})
    term = Term(day_or(request, "since", me.on), day(request.POST.get("until_day")))
    place = queries.visible_unit(me.actor, unit, me.on)
    tenures.assign(me.actor, account, place, request.POST.get("post", ""), term, now=me.now)


def _end(request: HttpRequest, me: Asked, account: Account) -> None:
    tenure = serving.tenure_kept(me.actor, number(request.POST.get("tenure")) or 0, me.on)
    if tenure.account_id != account.pk:
        raise NotFound
    tenures.end_tenure(me.actor, tenure, on=me.on, now=me.now)


ACTS: Mapping[str, Act] = {
    "reset": _reset,
    "correct": _correct,
    "lock": _lock,
    "unlock": _unlock,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "drop_code": _drop_code,
    "assign": _assign,
    "end": _end,
}


@sensitive_variables("proof")
def _person_page(
    request: HttpRequest, me: Asked, account: Account, problem: Problem | None = None, *, proof: str = ""
) -> HttpResponse:
    declared = posts.load()
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "proof": proof,
        "account": account,
        "locked": account.locked_until is not None and account.locked_until > me.now,
        "tenures": [
            (one, declared.name_of(one.post), _serves(one, me.on)) for one in serving.tenures_of_account(account)
        ],
        "posts": [(post.key, post.name) for post in declared.by_key.values() if not post.is_administrator],
        "units": units_to_choose(me.actor, me.on),
        "typed": said(request, "unit", "post", "since", "until_day", "until", "reason", "name", "phone"),
        "today": me.on,
        "may": {name: holds(me.actor, name) for name in (MANAGE, LOCK, ASSIGN)},
    }
    return render(request, "desk/person.html", context, status=problem.status if problem else 200)


def _serves(tenure: Tenure, on: date) -> bool:
    return tenure.since <= on and (tenure.until is None or tenure.until > on)


# ── handing over ───────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(HAND_OVER, ASSIGN)
def held_posts(request: HttpRequest) -> HttpResponseBase:
    """Who holds which post, as far as this person may hand posts over."""
    me = asked(request)
    text, gives = request.GET.get("q", "").strip()[:40], holds(me.actor, ASSIGN)
    handed = number(request.GET.get("handed"))
    rows = list(serving.tenures_kept(me.actor, me.on, text)[: PAGE + 1])
    context = {
        "rows": [(one, posts.load().name_of(one.post), _at_server(one)) for one in rows[:PAGE]],
        "handed": serving.tenures_kept(me.actor, me.on).filter(pk=handed).first() if handed else None,
        "cut": len(rows) > PAGE,
        "q": text,
        "gives": gives,
        "free": without_post(me.actor, me.on) if gives else 0,
    }
    return render(request, "desk/posts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(HAND_OVER, ASSIGN)
def hand_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand a post to somebody else, with all its work."""
    me = asked(request)
    tenure = serving.tenure_kept(me.actor, pk, me.on)
    if request.method != "POST":
        return _hand_page(request, me, tenure)
    try:
        to = serving.account_of_login(request.POST.get("to", "").strip().lower())
        if to is None:
            raise Invalid({"to": "没有这个登录名，或账号已停用。请核对接任人的登录名。"})
        new = tenures.hand_over(me.actor, tenure, to, on=day_or(request, "on", me.on), now=me.now)
    except NotFound:
        raise
    except Problem as problem:
        return _hand_page(request, me, tenure, problem)
    return HttpResponseRedirect(f"{reverse('desk:posts')}?handed={new.pk}")


def _at_server(tenure: Tenure) -> bool:
    """Whether it is one of the three administrators' posts, which no page hands over."""
    post = posts.load().get(tenure.post)
    return post is not None and post.is_administrator


def _hand_page(request: HttpRequest, me: Asked, tenure: Tenure, problem: Problem | None = None) -> HttpResponse:
    known = serving.tenures_kept(me.actor, me.on).values_list("account__login", "account__name")[: serving.MOST]
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "tenure": tenure,
        "post": posts.load().name_of(tenure.post),
        "given": given_to(me.actor, tenure.unit_id, tenure.account_id),
        "known": [pair for pair in dict.fromkeys(known) if pair[0] != tenure.account.login],
        "typed": said(request, "to", "on"),
        "today": me.on,
    }
    return render(request, "desk/hand_over.html", context, status=problem.status if problem else 200)
