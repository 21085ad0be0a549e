"""Pages of the list against the empty page of the same template, request by request in turn, through all middleware."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from bench.day import ON
from bench.rounds import Rounds
from bench.rounds import measured as in_turn
from bench.world import SEATS
from shuangyong.base.actor import Actor
from shuangyong.base.organisation import paths
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.cases import queries
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.queries import Filter, Key
from shuangyong.catalog.model import OPEN_PHASES

DEEP = 10_000 * queries.PAGE - 1
"""The last row of page 9,999: the key after which page 10,000 begins."""
SEVERAL = Filter(phases=("doing", "judging"), lights=("red", "yellow"))
LISTS = {"在办": Filter(), "两种状态、红黄灯": SEVERAL}


@dataclass(frozen=True, slots=True)
class Cell:
    """One page measured: scope and list, lines printed, queries asked, and how many times the empty page it took."""

    scope: str
    name: str
    lines: int
    queries: int
    took: Rounds


class Visitor:
    """A logged-in person who asks for pages of this process, as the server would hand them over."""

    def __init__(self, account: Account) -> None:
        client = Client()
        client.force_login(account, backend="shuangyong.base.organisation.backend.AccountBackend")
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        self.application = get_wsgi_application()

    def get(self, path: str, query: str = "") -> bytes:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }
        said: list[str] = []
        response = self.application(environ, lambda status, _headers, _exc=None: said.append(status))  # type: ignore[arg-type, return-value, misc]
        body = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        assert said[0].startswith("200"), said
        return body


def measure(rounds: int, each: int, scopes: Collection[str]) -> Iterator[Cell]:
    """All cells, scope by scope."""
    for account in Account.objects.filter(login__startswith="bench.", pk__lte=len(SEATS)).order_by("pk"):
        visitor, actor = Visitor(account), actor_of(account, ON)
        scope = account.name.removeprefix("量")
        if scope not in scopes:
            continue
        for name, wanted in LISTS.items():
            yield measured(visitor, scope, f"{name}，首页", "/cases/", asked_for(wanted), rounds, each)
            key, number = deep(actor, wanted)
            if key:
                query = asked_for(wanted, key)
                yield measured(visitor, scope, f"{name}，第{number:,}页", "/cases/", query, rounds, each)
        yield measured(visitor, scope, "工作台", "/", "", rounds, each)


def asked_for(wanted: Filter, key: Key | None = None) -> str:
    asked = [("phase", phase) for phase in wanted.phases] + [("light", light) for light in wanted.lights]
    return urlencode([*asked, *([("after", str(key))] if key else [])])


def measured(visitor: Visitor, scope: str, name: str, path: str, query: str, rounds: int, each: int) -> Cell:
    empty = "/empty/cases.html" if path == "/cases/" else "/empty/mine.html"
    for _ in range(3):  # what is kept in memory is there
        lines = visitor.get(path, query).count(b'<td class="c-title">')
        visitor.get(empty)
    made: list[str] = []
    with connection.execute_wrapper(lambda do, sql, *rest: (made.append(sql), do(sql, *rest))[1]):
        visitor.get(path, query)
    took = in_turn(lambda: visitor.get(path, query), lambda: visitor.get(empty), rounds, each)
    return Cell(scope, name, lines, len(made), took)


def deep(actor: Actor, wanted: Filter) -> tuple[Key | None, int]:
    """The key after which page 10,000 begins, or, where the list is shorter, its last page but a tenth."""
    seat = actor.seats[0]
    rows = Case.objects.filter(closed_on=None, phase__in=wanted.phases or OPEN_PHASES)
    if seat.reach == "place":
        rows = rows.filter(**({seat.place.level: seat.place.code} if seat.place.code else {}))
    else:
        below = {"unit_path__gte": seat.unit_path, "unit_path__lt": paths.end(seat.unit_path)}
        under = {"unit": seat.unit_id} if seat.reach == "unit" else below
        rows = rows.filter(pk__in=Holding.objects.filter(open=True, **under).values("case"))
    if wanted.lights:
        rows = rows.filter(warn_on__lte=ON)
    at = min(DEEP, rows.count() * 9 // 10 // queries.PAGE * queries.PAGE - 1)
    if at < 0:
        return None, 0
    due, pk = rows.order_by("due", "pk").values_list("due", "pk")[at]
    assert isinstance(due, date)
    return Key(due, pk), (at + 1) // queries.PAGE + 1
