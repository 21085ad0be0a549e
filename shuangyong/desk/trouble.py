"""Problems that a person can mend, told as a page with its status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation.middleware import forget_actor
from shuangyong.base.storing import Unreachable, of_storage

TITLES: dict[type[Problem], str] = {NotFound: "没有找到", Forbidden: "您不能这样办", Problem: "没有办成"}


class NotOpened(Problem):
    """An address that only takes what a form sends was opened: kept as a bookmark, or by the browser's way back."""

    status = 405


class TellProblems:
    """Stands last: turns a Problem that a view let through into its page. Forms catch theirs and show them again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == NotOpened.status and not isinstance(response, StreamingHttpResponse):
            page = told(request, NotOpened("这个地址只接收表单，不能直接打开。", then="请从工作台重新进入。"))
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return told(request, exception)
        problem = of_storage(exception)
        if isinstance(problem, Unreachable):
            forget_actor(request)  # a stranger's frame needs no database
        return told(request, problem) if problem else None


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page of a problem."""
    title = next(words for kind, words in TITLES.items() if isinstance(problem, kind))
    context = {"what": title, "problem": problem, "wrong": wrong(problem)}
    return render(request, "desk/problem.html", context, status=problem.status)


def wrong(problem: Problem | None) -> dict[str, str]:
    """The messages of single fields; empty for every other name, so that a template may ask for any."""
    return defaultdict(str, problem.fields if isinstance(problem, Invalid) else {})
