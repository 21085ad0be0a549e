"""Pages of the list against the empty page of the same template, request by request in turn, through all middleware."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import pages
from bench.world import ON
from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.cases import queries, waiting
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.queries import Filter, Key
from shuangyong.catalog.model import OPEN_PHASES

DEEP = 10_000 * queries.PAGE - 1
"""The last row of page 9,999: the key after which page 10,000 begins."""
SEVERAL = Filter(phases=("doing", "judging"), lights=("red", "yellow"))
LISTS = {"在办": Filter(), "两种状态、红黄灯": SEVERAL}


@dataclass(frozen=True, slots=True)
class Cell:
    """One page measured: its scope and list, rows printed, queries asked, and ratios of each round."""

    scope: str
    name: str
    rows: int
    queries: int
    milliseconds: float
    against_empty: list[float]
    against_filled: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.against_empty)

    @property
    def printed(self) -> float:
        return statistics.median(self.against_filled)


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


def measure(rounds: int, each: int) -> Iterator[Cell]:
    """All cells, scope by scope."""
    for account in Account.objects.filter(login__startswith="bench.").order_by("pk"):
        visitor, actor = Visitor(account), actor_of(account, ON)
        scope = account.name.removeprefix("量")
        for name, wanted in LISTS.items():
            yield measured(visitor, actor, scope, f"{name}，首页", wanted, None, rounds, each)
            key, number = deep(actor, wanted)
            if key:
                yield measured(visitor, actor, scope, f"{name}，第{number:,}页", wanted, key, rounds, each)
        yield measured(visitor, actor, scope, "我的工作台", None, None, rounds, each)


def measured(
    visitor: Visitor,
    actor: Actor,
    scope: str,
    name: str,
    wanted: Filter | None,
    key: Key | None,
    rounds: int,
    each: int,
) -> Cell:
    asked = [("phase", p) for p in wanted.phases] + [("light", c) for c in wanted.lights] if wanted else []
    query = urlencode([*asked, *([("after", str(key))] if key else [])])
    path = "/cases/" if wanted else "/mine/"
    page = queries.page(actor, wanted, ON, key) if wanted else waiting.mine(actor, ON, key)
    pages.ready["page"] = page
    with CaptureQueriesContext(connection) as made:
        queries.page(actor, wanted, ON, key) if wanted else waiting.mine(actor, ON, key)
        asked_of_the_database = len(made)
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: visitor.get(path, query),
        "empty": lambda: visitor.get("/empty/"),
        "filled": lambda: visitor.get("/filled/"),
    }
    took = {way: [0.0] * rounds for way in ways}
    for turn in range(rounds):
        for way, times in interleaved(ways, each).items():
            took[way][turn] = statistics.median(times)
    against = {
        way: [mine / theirs for mine, theirs in zip(took["ours"], took[way], strict=True)]
        for way in ("empty", "filled")
    }
    middle = statistics.median(took["ours"]) * 1000
    return Cell(scope, name, len(page.rows), asked_of_the_database, middle, against["empty"], against["filled"])


def interleaved(ways: dict[str, Callable[[], object]], each: int) -> dict[str, list[float]]:
    """A B C A B C …: whatever else the machine does falls on all alike."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(each):
        for way, work in ways.items():
            started = time.perf_counter()
            work()
            times[way].append(time.perf_counter() - started)
    return times


def deep(actor: Actor, wanted: Filter) -> tuple[Key | None, int]:
    """The key after which page 10,000 begins, or, where the list is shorter, its last page but a tenth."""
    phases = Q(phase__in=wanted.phases or OPEN_PHASES)
    seat = actor.seats[0]
    rows = Case.objects.filter(phases)
    if seat.reach == "place":
        rows = rows.filter(**({seat.place.level: seat.place.code} if seat.place.code else {}))
    else:
        under = {"unit": seat.unit_id} if seat.reach == "unit" else {"unit_path__startswith": seat.unit_path}
        rows = rows.filter(pk__in=Holding.objects.filter(**under).values("case"))
    if wanted.lights:
        rows = rows.filter(warn_on__lte=ON)
    at = min(DEEP, rows.count() * 9 // 10 // queries.PAGE * queries.PAGE - 1)
    if at < 0:
        return None, 0
    due, pk = rows.order_by("due", "pk").values_list("due", "pk")[at]
    assert isinstance(due, date)
    return Key(due, pk), (at + 1) // queries.PAGE + 1
