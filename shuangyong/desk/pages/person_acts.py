"""What may be done on a person's page, by the name of its button: each reads its own form and calls one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.http import HttpRequest

from shuangyong.base.errors import Invalid, Problem
from shuangyong.desk.pages.asking import NO_DAY, Asked, day, number
from shuangyong.register import access, actions, declared, queries
from shuangyong.register.actions import CategoryDraft, ServiceDraft

Act = Callable[[HttpRequest, Asked, int], object]


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _day(request: HttpRequest, name: str) -> date | None:
    """A day where one was typed. Raises Invalid for what is none."""
    text = _text(request, name)
    found = day(text) if text else None
    if text and found is None:
        raise Invalid({name: NO_DAY})
    return found


def _needed_day(request: HttpRequest, name: str) -> date:
    found = _day(request, name)
    if found is None:
        raise Invalid({name: "请填日期，如 2026-08-01。"})
    return found


def _row(request: HttpRequest, name: str) -> int:
    found = number(request.POST.get(name))
    if found is None:
        raise Invalid({name: "请选一项。"})
    return found


def _correct(request: HttpRequest, me: Asked, pk: int) -> object:
    values: dict[str, object] = {
        name: _text(request, name) for name in ("name", "sex", "hukou") if _text(request, name)
    }
    if born := _day(request, "born"):
        values["born"] = born
    if not values:
        raise Invalid({"name": "没有填要更正的内容。"})
    rev = number(request.POST.get("rev"))
    return actions.correct(me.actor, pk, values, now=me.now, rev=rev, reason=_text(request, "reason"))


def _secret(request: HttpRequest, me: Asked, pk: int) -> None:
    sort, _, label = _text(request, "sort").partition("/")
    actions.set_secret(me.actor, pk, sort, _text(request, "value"), now=me.now, label=label)


def _move(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.move(me.actor, pk, _text(request, "region"), now=me.now, on=_day(request, "on"))


def _died(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.mark_dead(me.actor, pk, _needed_day(request, "died"), now=me.now)


def _revive(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.unmark_dead(me.actor, pk, _text(request, "reason"), now=me.now)


def _service(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.add_service(me.actor, pk, _service_typed(request), now=me.now)


def _service_typed(request: HttpRequest) -> ServiceDraft:
    return ServiceDraft(
        _text(request, "kind"),
        _day(request, "enlisted"),
        _day(request, "discharged"),
        _text(request, "manner"),
        _text(request, "troops_name"),
        _text(request, "from_region"),
    )


def _correct_service(request: HttpRequest, me: Asked, pk: int) -> object:
    reason = _text(request, "reason")
    if not reason:
        raise Invalid({"reason": "请写更正的依据，例如：退役证原件。"})
    return actions.correct_service(me.actor, _row(request, "row"), _service_typed(request), reason, now=me.now)


def _discharge(request: HttpRequest, me: Asked, pk: int) -> object:
    on = _needed_day(request, "discharged")
    return actions.discharge(me.actor, _row(request, "row"), on, now=me.now, manner=_text(request, "manner"))


def _category(request: HttpRequest, me: Asked, pk: int) -> object:
    kind = declared.load().category_named(_text(request, "category"))
    asked = [detail.key for detail in kind.asks] if kind else []
    detail = {key: _text(request, f"detail-{key}") for key in asked}
    draft = CategoryDraft(_text(request, "category"), detail, _day(request, "since"))
    return actions.add_category(me.actor, pk, draft, now=me.now)


def _end_category(request: HttpRequest, me: Asked, pk: int) -> object:
    on = _needed_day(request, "until")
    return actions.end_category(me.actor, _row(request, "row"), on, _text(request, "reason"), now=me.now)


def _honour(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.add_honour(me.actor, pk, _text(request, "honour"), _day(request, "on"), now=me.now)


def _trait(request: HttpRequest, me: Asked, pk: int) -> object:
    key = _text(request, "trait")
    kind = declared.load().traits.get(key)
    text = _text(request, "value")
    value: object = text
    if kind and kind.type == "yes_no":
        value = {"是": True, "否": False}.get(text, text)
    elif kind and kind.type in {"number", "money"}:
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text
    try:
        return actions.set_trait(me.actor, pk, key, value, now=me.now)
    except Invalid as problem:
        raise Invalid({"value": next(iter(problem.fields.values()))}) from None


def _relate(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.relate(me.actor, pk, other_person(request, me), _text(request, "kind"), now=me.now)


def other_person(request: HttpRequest, me: Asked) -> int:
    """The one person that a typed number or name means."""
    try:
        found = queries.look_up(me.actor, _text(request, "other"), now=me.now)
    except Invalid as problem:
        raise Invalid({"other": next(iter(problem.fields.values()))}) from None
    if len(found.rows) != 1 or found.more:
        raise Invalid({"other": "没有找到，或者不止一人。请填对方的身份证号。"})
    return found.rows[0].pk


def _unrelate(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.unrelate(me.actor, _row(request, "row"), _needed_day(request, "until"), now=me.now)


def _household(request: HttpRequest, me: Asked, pk: int) -> object:
    person = access.get(me.actor, pk, now=me.now)
    return actions.make_household(me.actor, person.region, [(pk, "户主")], now=me.now)


def _unmerge(request: HttpRequest, me: Asked, pk: int) -> object:
    return actions.unmerge(me.actor, _row(request, "row"), _text(request, "reason"), now=me.now)


def no_act(request: HttpRequest, me: Asked, pk: int) -> object:
    """For a button that no page has."""
    raise Problem("没有这个操作。", then="请刷新页面再试。")


ACTS: Mapping[str, Act] = {
    "correct": _correct,
    "secret": _secret,
    "move": _move,
    "died": _died,
    "revive": _revive,
    "service": _service,
    "discharge": _discharge,
    "correct_service": _correct_service,
    "category": _category,
    "end_category": _end_category,
    "honour": _honour,
    "trait": _trait,
    "relate": _relate,
    "unrelate": _unrelate,
    "household": _household,
    "unmerge": _unmerge,
}
