"""A unit goes into another one (并入): its people, work and lower units go along; nobody sees further by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import handlers, paths, posts
from shuangyong.base.organisation.actions.groups import hand_offices, hand_seats
from shuangyong.base.organisation.actions.holding import hold_unit, must_be_open, not_later_than_today
from shuangyong.base.organisation.actions.refusing import alike, check_reason, must_last, named
from shuangyong.base.organisation.actions.units import check_new_parent, end, graft, leave_groups, move_tenures, unended
from shuangyong.base.organisation.actors import need, thing_of
from shuangyong.base.organisation.models import Group, Tenure, Unit
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail


def merge_unit(actor: Actor, unit: Unit, into: Unit, *, on: date, now: datetime, reason: str = "") -> Unit:
    """`unit` ends on `on` and goes into `into`, with what is under it, its people and what it is in leading groups.

    Raises Forbidden, Invalid, Problem.
    """
    with writing():
        unit, into = hold_unit(unit), hold_unit(into)
        check_merger(actor, unit, into, on=on, now=now, reason=reason)
        for child in Unit.objects.filter(parent=unit).order_by("pk"):
            check_new_parent(child, into)
            graft(actor, child, into, now)
        end(unit, on, into)
        leave_groups(unit, on, into)
        hand_offices(actor, unit, lambda group: into, now=now)
        hand_seats(actor, unit, lambda seat: into, on=on, now=now)
        move_tenures(actor, list(unended(unit, on)), lambda tenure: into, on, now)
        handlers.unit_merged(actor, unit, into, now)
        told = {"into": into.pk, "on": on.isoformat(), "reason": reason}
        trail.record(actor, "unit.merge", unit, told, now=now)
    return into


def check_merger(actor: Actor, unit: Unit, into: Unit, *, on: date, now: datetime, reason: str = "") -> None:
    """Everything that speaks against a merger, before anything of it is done. Raises Forbidden, Invalid, Problem."""
    not_later_than_today(on, now, "并入")
    check_reason(reason)
    for one in (unit, into):
        need(actor, "unit.edit", thing_of(one))
        must_last(one, "并入")
        must_be_open(one, on)
    if paths.under(into.path, unit.path):
        raise Problem(
            f"{into.name}就是{unit.name}或在它下面，不能并入。", "只能并入别的、不在它下面的单位。", "请换一个单位。"
        )
    _check_sort(unit, into)
    held = list(unended(unit, on))
    _check_administrators(unit, held)
    _check_place(unit, into, held)
    _check_below(unit, into, held)


def _check_sort(unit: Unit, into: Unit) -> None:
    for one in (unit, into):
        if one.kind == Unit.Kind.ARMY:
            raise Problem(
                f"{one.name}是军队单位，不能在这里并入。",
                "部队的编制由部队决定，双拥办只登记部队告知的对外名称。",
                "部队告知有变动的，请登记新的单位，由安全管理员任免联络员，原单位的事项办结或改派以后撤销。",
            )
    for group in Group.objects.filter(unit__in=[unit, into]).select_related("unit"):
        raise Problem(
            f"{group.unit.name}是领导小组，不能并入。", "只有办事的单位可以并入。", "请在领导小组页面调整成员和办公室。"
        )


def _check_administrators(unit: Unit, held: Sequence[Tenure]) -> None:
    declared = posts.load()
    three = [one for one in held if (post := declared.get(one.post)) and post.is_administrator]
    if three:
        raise Problem(
            f"{unit.name}里有系统、安全或审计管理员：{named(three)}。",
            "三员的岗位不随单位并入，只在服务器上任免。",
            "请运行维护人员先在服务器上把他们改任到别的单位，再并入。",
        )


def _check_place(unit: Unit, into: Unit, held: Sequence[Tenure]) -> None:
    """Posts see what their unit's place holds: nobody's may become wider, not of those who go, not of those who take.

    A neighbour within the same county is as wide, and that its people see it is what the merger is for.
    """
    if alike(unit.region, into.region):
        return
    if not Place(unit.region).within(Place(into.region)):
        raise Problem(
            f"{unit.name}（区划 {unit.region}）不能并入{into.name}（区划 {into.region}）：岗位的查看范围会变成别处的。",
            "可以并入同一区划的、同一个县里相邻同级的单位；没有人任职的，也可以并入上一级地方的单位。",
            "请换一个单位。",
        )
    if held:
        raise Problem(
            f"{into.name}的区划（{into.region or '全国'}）比{unit.name}（{unit.region}）大，"
            f"并入以后这些岗位会看到更大的范围：{named(held)}。",
            "有人任职的单位，只能并入区划不比它大的单位。",
            "请安全管理员先免去这些岗位，需要的在新单位另行任命；或者换一个单位。",
        )


def _check_below(unit: Unit, into: Unit, held: Sequence[Tenure]) -> None:
    """Who sees a unit and those under it would see those under the other one."""
    declared = posts.load()
    far = [one for one in held if (post := declared.get(one.post)) and post.reach == "below"]
    if far and Unit.objects.filter(parent=into, valid_to=None).exclude(pk=unit.pk).exists():
        raise Problem(
            f"{into.name}下面还有别的单位，并入以后这些岗位会看到它们的事项：{named(far)}。",
            "能看下属单位的岗位，只能并入没有别的下属单位的单位。",
            "请安全管理员先免去这些岗位，需要的在新单位另行任命；或者换一个单位。",
        )
