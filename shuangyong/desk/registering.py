"""Fields that name a row of the register: found by what a person knows (a number, a name), chosen from a masked list.

In the page `KEY` is the chosen row and `KEY-named` what was typed to find it. A search is made once a request and its
rows are kept beside the request, so that a form that comes back offers them without searching again. What is typed
stands before what was chosen earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.catalog.model import REGISTER_TYPES
from shuangyong.desk.pages.asking import Asked, asked, number
from shuangyong.register.actions.opening import spend_lookup
from shuangyong.register.queries import SORTS, Options, Sort, choosable, labels, options

KEPT = "shuangyong.register"
CALLED: dict[str, str] = {
    "person": "人员",
    "household": "户",
    "troops": "部队",
    "merchant": "商户",
    "site": "点位",
}
SEARCHED = ("person", "household")
"""Sorts that are found by a search alone."""
OPEN_LISTS = ("troops", "merchant", "site")
"""Sorts whose first rows are offered before anything is typed."""


def sort_of(text: str) -> Sort | None:
    """The sort of a field's type; None for other types."""
    return next((sort for sort in SORTS if sort == text), None)


def chosen(request: HttpRequest, me: Asked, type_: str, name: str, key: str) -> list[str]:
    """The row that was chosen, or the only one that was found. Raises Invalid for `key`: none or several found."""
    sort, picked = sort_of(type_), request.POST.get(name, "").strip()
    typed = request.POST.get(f"{name}-named", "").strip()
    if not typed or sort is None:
        return [picked] if picked else []
    try:
        found = options(me.actor, sort, typed, now=me.now)
    except Invalid as problem:
        raise Invalid({key: next(iter(problem.fields.values()))}) from None
    except Problem as problem:
        raise Invalid({key: str(problem)}) from None
    request.META.setdefault(KEPT, {})[name] = found
    if len(found.rows) == 1 and not found.more:
        return [str(found.rows[0][0])]
    raise Invalid({key: _says(found, CALLED[sort])})


def _says(found: Options, called: str) -> str:
    if not found.rows:
        return f"没有找到这个{called}，请核对；还没有登记的，请先到“登记”里建档。"
    more = "，只列出了一部分，可以写得更具体些" if found.more else ""
    return f"找到 {len(found.rows)} 个{called}{more}，请选一个。"


def _called(request: HttpRequest, sort: Sort, picked: set[int]) -> dict[int, str]:
    """Rows that an address or a form names (?person=7), as they are called.

    Who may not choose one does not learn its name either; of persons each is a search, so that nobody counts through
    all numbers. Beyond the day's budget what was chosen stays chosen, without its name.
    """
    me = asked(request)
    seen = choosable(me.actor, sort, picked)
    try:
        for _ in seen if sort in SEARCHED else ():
            spend_lookup(me.actor, me.now)
    except Forbidden:
        return dict.fromkeys(seen, f"已选的{CALLED[sort]}")
    return labels(sort, seen)


def choices(request: HttpRequest, type_: str, name: str, texts: Sequence[str]) -> dict[str, Any]:
    """What a control offers: what a search found, the row chosen already, or the first rows of a short list."""
    sort = sort_of(type_)
    if sort is None or type_ not in REGISTER_TYPES:
        return {}
    found: Options = request.META.get(KEPT, {}).get(name, Options())
    if not found.rows and sort in OPEN_LISTS:
        me = asked(request)
        found = options(me.actor, sort, "", now=me.now)
    rows = [(str(pk), said) for pk, said in found.rows]
    picked = {pk for text in texts if text not in dict(rows) and (pk := number(text)) is not None}
    rows = [(str(pk), said) for pk, said in _called(request, sort, picked).items()] + rows
    # What was typed is shown again only where it found nothing: else the next thing typed is a new search.
    typed = "" if name in request.META.get(KEPT, {}) and found.rows else request.POST.get(f"{name}-named", "")
    return {"rows": tuple(rows), "more": found.more, "named": typed}
