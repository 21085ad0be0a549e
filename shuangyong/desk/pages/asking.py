"""What every page of the desk asks first: who is there, what time it is, which fields were sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.middleware import actor_of_request
from shuangyong.base.organisation.models import Account
from shuangyong.cases.queries import Key
from shuangyong.rules.days import is_plausible

P = ParamSpec("P")
MOST = 2**62
"""Above every row's number."""
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks and when: one moment for the whole request."""

    actor: Actor
    now: datetime

    @property
    def on(self) -> date:
        return timezone.localdate(self.now)


def asked(request: HttpRequest) -> Asked:
    """Who asks, and the moment that everything in this request goes by."""
    return Asked(actor_of_request(request), timezone.now())


def account_of(request: HttpRequest) -> Account:
    """The account that is logged in; only behind `signed_in`."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError("a view without signed_in asked for the account")
    return account


def signed_in(view: View[P]) -> View[P]:
    """Strangers go to the log-in page and come back; who must change the one-time password does that first."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not actor_of_request(request).account_id:
            return to_log_in(request)
        if account_of(request).must_change_password and request.path != reverse("desk:password"):
            return HttpResponseRedirect(reverse("desk:password"))
        return view(request, *args, **kwargs)

    return guarded


def to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    """To the log-in page; a page that was only looked at is come back to."""
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("desk:start")
    return HttpResponseRedirect(f"{reverse('desk:log_in')}?{urlencode({'next': target})}")


def next_of(request: HttpRequest) -> str:
    """Where to go after logging in: an address of this site, else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("desk:start")


def number(text: str | None) -> int | None:
    """A row's number out of an address or a form; None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def key_of(request: HttpRequest) -> Key | None:
    """Where a page of cases goes on (`?after=`); None for the first and for what no row can have."""
    found = Key.parse(request.GET.get("after", ""))
    return found if found is not None and 0 <= found.pk < MOST else None


def onward(route: str, at: object, /, *args: object, by: str = "after", **kept: str) -> str:
    """The address of a list's next page: behind the line `at`, with what was chosen kept; "" where there is none."""
    if not at:
        return ""
    chosen = {name: value for name, value in kept.items() if value}
    return f"{reverse(route, args=args)}?{urlencode({**chosen, by: str(at)})}"


THEN = "then"
"""The field of a form that opens a case which names the step to go on with."""
NO_DAY = "日期应写成 2026-08-01 这样。"


def day(text: str | None) -> date | None:
    """A day out of a form or an address; None for what is none."""
    try:
        found = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return found if is_plausible(found) else None


def day_or(request: HttpRequest, name: str, otherwise: date) -> date:
    """The day of a field, `otherwise` where it was left empty. Raises Invalid."""
    text = request.POST.get(name, "").strip()
    found = day(text) if text else otherwise
    if found is None:
        raise Invalid({name: NO_DAY})
    return found


def come_again(request: HttpRequest, page: HttpResponse, going: object, seconds: int = 5) -> HttpResponse:
    """A page of something that is being done, which asks anew by itself while it is (`going`).

    Not after a form: it would be sent again.
    """
    if going and request.method != "POST":
        page["Refresh"] = str(seconds)
    return page


def said(request: HttpRequest, *names: str) -> dict[str, Any]:
    """What was typed into these fields, to be shown again."""
    return {name: request.POST.get(name, "") for name in names}
