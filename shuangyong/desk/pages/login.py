"""Coming in, going out, the own password and the second factor (动态口令)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import login, totp
from shuangyong.base.organisation.actions import accounts, second_factor
from shuangyong.base.organisation.middleware import actor_of_request
from shuangyong.base.organisation.models import Account
from shuangyong.base.organisation.passwords import HELP
from shuangyong.base.organisation.queries import recovery_codes_left
from shuangyong.desk.pages.asking import account_of, asked, next_of, signed_in
from shuangyong.desk.trouble import wrong
from shuangyong.desk.vault import key_of

STATUS = {"refused": 422, "locked": 429, "barred": 403, "code_wanted": 200, "proof_wanted": 200}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponseBase:
    """The log-in page; who is in already goes on, unless the log-in is to begin anew (`?again=1`)."""
    if request.method == "POST":
        return _try(request)
    if actor_of_request(request).account_id and "again" not in request.GET:
        return HttpResponseRedirect(next_of(request))
    return _door(request)


def _try(request: HttpRequest) -> HttpResponseBase:
    name, password, code, proof = (request.POST.get(key, "") for key in ("name", "password", "code", "proof"))
    outcome = login.log_in(request, name, password, code, timezone.now(), proof=proof)
    if outcome:
        return HttpResponseRedirect(reverse("desk:password") if outcome.must_change else next_of(request))
    return _door(request, outcome)


def _door(request: HttpRequest, outcome: login.Outcome | None = None) -> HttpResponse:
    kind = outcome.kind if outcome is not None else ""
    context = {
        "outcome": outcome,
        "name": request.POST.get("name", "")[:40],
        "code_wanted": kind == "code_wanted" or bool(kind and request.POST.get("code")),
        "proof_wanted": kind == "proof_wanted" or bool(kind and request.POST.get("proof")),
        "proof": request.POST.get("proof", "")[:20] if kind == "code_wanted" else "",
        "next": next_of(request),
    }
    return render(request, "desk/log_in.html", context, status=200 if outcome is None else STATUS[outcome.kind])


@require_POST
def log_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    login.log_out(request, timezone.now())
    response = HttpResponseRedirect(reverse("desk:log_in"))
    response["Clear-Site-Data"] = '"cache", "storage"'  # drafts and pictures on the device: also where no script runs
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request: HttpRequest) -> HttpResponseBase:
    """Change the own password."""
    if request.method != "POST":
        return _password_page(request)
    try:
        _change(request)
    except Problem as problem:
        return _password_page(request, problem)
    return HttpResponseRedirect(f"{reverse('desk:account')}?done=password")


def _change(request: HttpRequest) -> None:
    me, account = asked(request), account_of(request)
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        raise Invalid({"again": "两次输入的新密码不一样，请重新输入。"})
    accounts.change_password(me.actor, account, request.POST.get("old", ""), new, now=me.now)
    account.refresh_from_db()
    login.keep_after_password_change(request, account)


def _password_page(request: HttpRequest, problem: Problem | None = None) -> HttpResponse:
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "rules": HELP,
        "must": account_of(request).must_change_password,
        "login": account_of(request).login,
    }
    return render(request, "desk/password.html", context, status=problem.status if problem else 200)


@require_safe
@signed_in
def draft_key(request: HttpRequest) -> HttpResponseBase:
    """The key of what waits locked on this device, for a page that lies in the device's own memory without it."""
    pk = account_of(request).pk
    return JsonResponse({"owner": str(pk), "key": key_of(pk)})


DONE = {"password": "密码已经改好，别处的登录都已退出。"}


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponseBase:
    """Who one is here: name, posts, password, second factor."""
    mine = account_of(request)
    me = asked(request)
    context = {
        "account": mine,
        "left": recovery_codes_left(mine) if mine.has_totp else 0,
        "posts": [seat.title for seat in me.actor.seats],
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "desk/account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def code(request: HttpRequest) -> HttpResponseBase:
    """Turn the second factor on: a new secret, then the first code from the phone. A look alone stores nothing."""
    step = STEPS.get(request.POST.get("step", "")) if request.method == "POST" else None
    mine = account_of(request)
    if step is None:
        return _code_page(request, mine)
    try:
        codes = step(request, mine)
    except Problem as problem:
        return _code_page(request, mine, problem)
    if not codes:
        return HttpResponseRedirect(reverse("desk:code"))
    mine.refresh_from_db()
    return _code_page(request, mine, codes=codes)


def _begin(request: HttpRequest, mine: Account) -> list[str]:
    me = asked(request)
    second_factor.begin_totp(me.actor, mine, request.POST.get("password", ""), now=me.now)
    return []


def _confirm(request: HttpRequest, mine: Account) -> list[str]:
    me = asked(request)
    return second_factor.confirm_totp(me.actor, mine, request.POST.get("code", ""), now=me.now)


def _codes(request: HttpRequest, mine: Account) -> list[str]:
    me = asked(request)
    return second_factor.new_recovery_codes(me.actor, mine, request.POST.get("password", ""), now=me.now)


STEPS = {"begin": _begin, "confirm": _confirm, "codes": _codes}


def _code_page(
    request: HttpRequest, mine: Account, problem: Problem | None = None, codes: Sequence[str] = ()
) -> HttpResponse:
    context = {
        "on": mine.has_totp,
        "left": recovery_codes_left(mine) if mine.has_totp else 0,
        "pending": totp.enrolment(mine, mine.totp_pending) if mine.totp_pending else None,
        "codes": codes,
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/code.html", context, status=problem.status if problem else 200)
