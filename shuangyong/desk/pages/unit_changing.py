"""A unit under another one, in another place, described anew, with one more name: what will follow, then the deed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.base.actor import Place
from shuangyong.base.errors import Invalid, Problem, Stale
from shuangyong.base.organisation import actions, posts, serving
from shuangyong.base.organisation.models import DEGREES, Tenure, Unit
from shuangyong.base.organisation.queries import resolve, visible_unit
from shuangyong.base.organisation.regions import names_on
from shuangyong.cases.following import opened_there
from shuangyong.desk.choosing import unit_chosen, units_to_choose
from shuangyong.desk.pages.asking import NO_DAY, Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.pages.units import CHANGES, work_told
from shuangyong.desk.trouble import wrong

NAMED = 20
"""Lines of a list before its rest is only counted."""
ROOT = "0"
"""Chosen for: no unit above."""
NO_REASON = "请写明事由，如机构改革文件的名称和文号。"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of what will follow."""

    heading: str
    lines: tuple[str, ...]
    none: str = ""
    """Said where there is no line."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, checked: what will follow, how it is done, and the fields that ask for it again."""

    says: str
    sections: tuple[Section, ...]
    do: Callable[[], object]
    sent: dict[str, str]

    @property
    def seen(self) -> str:
        """Changes with whatever the page told, so that nobody confirms what was never shown."""
        return sha256(repr((self.says, self.sections)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Deed:
    """One of the changes: its fields, and how they become what is chosen."""

    name: str
    fields: tuple[str, ...]
    choose: Callable[[HttpRequest, Asked, Unit], Chosen]
    offered: Callable[[Unit], dict[str, str]]
    """What stands in the fields at first."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts("unit.edit")
def unit_change(request: HttpRequest, pk: int, deed: str) -> HttpResponseBase:
    """First what will follow is shown; it is done when that is confirmed."""
    me, wanted = asked(request), DEEDS.get(deed)
    found = visible_unit(me.actor, pk, me.on)
    if wanted is None:
        raise Http404
    if request.method != "POST" or request.POST.get("do") == "again":
        return _choose(request, me, found, deed)
    try:
        chosen = wanted.choose(request, me, found)
        if request.POST.get("do") != "change":
            return _show(request, found, deed, chosen)
        if request.POST.get("seen") != chosen.seen:
            stale = Stale("您看过以后，情况又有变化。", "下面是现在的情况。", "请再看一遍，再确认。")
            return _show(request, found, deed, chosen, stale)
        chosen.do()
    except Problem as problem:
        return _choose(request, me, found, deed, problem)
    return HttpResponseRedirect(reverse("desk:unit", args=[pk]))


def _show(request: HttpRequest, unit: Unit, deed: str, chosen: Chosen, problem: Problem | None = None) -> HttpResponse:
    context = {"problem": problem, "unit": unit, "deed": DEEDS[deed], "chosen": chosen}
    return render(request, "desk/unit_change_follows.html", context, status=problem.status if problem else 200)


def _choose(request: HttpRequest, me: Asked, unit: Unit, deed: str, problem: Problem | None = None) -> HttpResponse:
    wanted = DEEDS[deed]
    typed: dict[str, Any] = said(request, *wanted.fields)
    if request.method != "POST":
        typed |= wanted.offered(unit)
        typed["on"] = me.on.isoformat()
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "unit": unit,
        "key": deed,
        "deed": wanted,
        "typed": typed,
        "units": units_to_choose(me.actor, me.on) if deed == "move" else None,
        "degrees": DEGREES,
        "longest": actions.LONGEST_REASON,
    }
    return render(request, "desk/unit_change.html", context, status=problem.status if problem else 200)


def _sent(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip().replace("\r\n", "\n")


def _reason(request: HttpRequest) -> str:
    """Raises Invalid."""
    reason = _sent(request, "reason")
    if not reason:
        raise Invalid({"reason": NO_REASON})
    return reason


def _many(lines: Sequence[str], of: int, counted: str) -> tuple[str, ...]:
    return (*lines[:NAMED], f"等，共 {of} {counted}") if of > len(lines[:NAMED]) else tuple(lines)


def _who(held: Sequence[Tenure], then: str) -> tuple[str, ...]:
    declared = posts.load()
    lines = [f"{one.account.name}（{one.unit.short}，{declared.name_of(one.post)}）{then}" for one in held]
    return _many(lines, len(lines), "人")


def _work(unit: Unit, on: date, then: str) -> Section:
    lines = [f"{name}：在办 {still} 件，已办结 {ended} 件，{then}" for _, name, still, ended in work_told(unit, on)]
    return Section("事项", tuple(lines), "手里没有事项。")


# ── under another unit ─────────────────────────────────────────────────────────────────────────────────────────────


def _move(request: HttpRequest, me: Asked, unit: Unit) -> Chosen:
    parent, reason = _parent(request, me), _reason(request)
    actions.check_move(me.actor, unit, parent, on=me.on, reason=reason)
    return Chosen(
        f"{unit.name}：上级由{unit.parent.name if unit.parent else '没有'}改为{parent.name if parent else '没有'}。",
        tuple(_following_move(unit, parent, me.on)),
        lambda: actions.move_unit(me.actor, unit, parent, now=me.now, reason=reason),
        {"parent": str(parent.pk) if parent else ROOT, "reason": reason},
    )


def _parent(request: HttpRequest, me: Asked) -> Unit | None:
    """The unit chosen from the list, or the one whose name was typed; None for none above. Raises Invalid."""
    named, sent = _sent(request, "named"), _sent(request, "parent")
    if sent == ROOT and not named:
        return None
    pk = unit_chosen(me.actor, named, number(sent), {"parent": "请从名单里选新的上级单位。"}, me.on)
    return visible_unit(me.actor, pk, me.on)


def _following_move(unit: Unit, parent: Unit | None, on: date) -> Iterator[Section]:
    under, count = serving.units_below(unit)
    names = [f"{one.name}，仍在{unit.name}下面" for one in under]
    yield Section("一起改过去的下级单位", _many(names, count, "个"), "下面没有单位。")
    sees = f"会看到{unit.name}{'和下级单位' if count else ''}的事项"
    yield Section("会多看到的人", _who(serving.eyes_gained(unit, parent, on), sees), "没有人会多看到。")
    sees = f"不再看到{unit.name}{'和下级单位' if count else ''}的事项，自己经办的除外"
    yield Section("会少看到的人", _who(serving.eyes_lost(unit, parent, on), sees), "没有人会少看到。")
    yield _work(unit, on, "仍由它办，编号、期限、印证材料都不变")
    yield Section("考评得分", ("得分按地方和单位自己的工作计算，改隶不影响得分。",))


# ── in another place ───────────────────────────────────────────────────────────────────────────────────────────────


def _place(request: HttpRequest, me: Asked, unit: Unit) -> Chosen:
    region, on = _sent(request, "region"), day(request.POST.get("on"))
    faults = {} if on else {"on": NO_DAY}
    if not region.isascii() or not region.isdigit():
        faults["region"] = "请写区划代码，如县级六位、乡镇九位数字。"
    if not _sent(request, "reason"):
        faults["reason"] = NO_REASON
    if faults or on is None:
        raise Invalid(faults)
    reason = _sent(request, "reason")
    actions.check_place(me.actor, unit, region, on=on, reason=reason)
    names = names_on({region}, on) | names_on({unit.region}, unit.valid_from)
    return Chosen(
        f"{unit.name}：区划由{_place_told(unit.region, names)}改为{_place_told(region, names)}。",
        tuple(_following_place(unit, region, me.on)),
        lambda: actions.place_unit(me.actor, unit, region, on=on, now=me.now, reason=reason),
        {"region": region, "on": on.isoformat(), "reason": reason},
    )


def _place_told(code: str, names: dict[str, str]) -> str:
    return f"{names.get(code, '')}（{code or '全国'}）"


def _following_place(unit: Unit, region: str, on: date) -> Iterator[Section]:
    old, new = Place(unit.region), Place(region)
    own = serving.unended_in(unit, on)
    yield Section("这个单位的岗位", _who(own, "：按地方看的，以后看新区划的；按单位看的不变"), "没有人在这里任职。")
    opened = opened_there(unit)
    lines = (f"由它登记、地点就是原区划的 {opened} 件，改记到新区划，编号不变",) if opened else ()
    yield Section("事项", (*lines, "承办、配合别的单位交来的事项，地点不变"))
    yield Section("会多看到这些事项的人", _who(serving.watching(new, old, on), ""), "没有人会多看到。")
    yield Section("会少看到这些事项的人", _who(serving.watching(old, new, on), ""), "没有人会少看到。")
    same = old.up("county") == new.up("county")
    told = "县区没有变，得分不受影响。" if same else "上面这些事项，以后记在新区划的得分里，原区划的得分里不再有。"
    yield Section("考评得分", (told if opened else "没有事项跟着改，得分不受影响。",))


# ── described anew, one more name ──────────────────────────────────────────────────────────────────────────────────


def _describe(request: HttpRequest, me: Asked, unit: Unit) -> Chosen:
    duties, degree = _sent(request, "duties"), number(request.POST.get("degree"))
    degree = -1 if degree is None else degree
    actions.check_description(me.actor, unit, duties, degree)
    names = dict(DEGREES)
    declared = posts.load().by_key.values()
    sections = [
        Section("职责", tuple(duties.splitlines()), "不写职责。"),
        Section("级别", (f"由{names[unit.degree]}改为{names[degree]}",) if degree != unit.degree else (), "级别不变。"),
    ]
    lower, higher = sorted((unit.degree, degree))
    between = tuple(post.name for post in declared if lower <= post.degree < higher)
    then = "以后在名单里看不到、也选不到这个单位" if degree > unit.degree else "以后在名单里看得到、也选得到这个单位"
    sections.append(Section("谁看到得多或少", tuple(f"{name}：{then}" for name in between), "谁看到什么都不变。"))
    sections.append(Section("事项和得分", ("都不变。已经交给它的事项照常办理。",)))
    return Chosen(
        f"{unit.name}：职责和级别改写如下。",
        tuple(sections),
        lambda: actions.describe_unit(me.actor, unit, duties=duties, degree=degree, now=me.now),
        {"duties": duties, "degree": str(degree)},
    )


def _parent_of(unit: Unit) -> str:
    return str(unit.parent_id or ROOT)


def _described(unit: Unit) -> dict[str, str]:
    return {"duties": unit.duties, "degree": str(unit.degree)}


def _name(request: HttpRequest, me: Asked, unit: Unit) -> Chosen:
    text = actions.check_name(me.actor, unit, _sent(request, "text"))
    others = [one.unit for one in resolve(text, unit.place, on=me.on) if one.unit.pk != unit.pk]
    sections = (
        Section("读文件、选单位时", (f"来文里写“{text}”，认作{unit.name}",)),
        Section(
            "同样会被认作的单位",
            tuple(f"{one.name}：以后写这个名称，要由人再选一次" for one in others),
            "没有别的单位用这个名称。",
        ),
        Section("谁看到什么、事项、得分", ("都不变。",)),
    )
    return Chosen(
        f"{unit.name}：增加一个名称“{text}”。",
        sections,
        lambda: actions.add_name(me.actor, unit, text, now=me.now),
        {"text": text},
    )


NAMES = dict(CHANGES)
DEEDS = {
    "move": Deed(NAMES["move"], ("parent", "named", "reason"), _move, lambda unit: {"parent": _parent_of(unit)}),
    "place": Deed(NAMES["place"], ("region", "on", "reason"), _place, lambda unit: {"region": unit.region}),
    "describe": Deed(NAMES["describe"], ("duties", "degree"), _describe, _described),
    "name": Deed(NAMES["name"], ("text",), _name, lambda unit: {}),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts("unit.edit")
def unit_names(request: HttpRequest) -> HttpResponseBase:
    """Every name's keys worked out again: first how many would change, then the deed."""
    me = asked(request)
    if request.method == "POST":
        changed = actions.rekey(me.actor, now=me.now)
        return render(request, "desk/unit_names.html", {"done": changed, "names": (), "more": 0})
    stale = actions.stale(me.actor)
    told = [(one.text, one.unit.name) for one in stale[:NAMED]]
    return render(request, "desk/unit_names.html", {"done": None, "names": told, "more": len(stale) - len(told)})
