"""Who holds which post in which unit: given, ended, handed over. The three (三员) are kept apart here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, titled
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.organisation import handlers, posts
from shuangyong.base.organisation.actions import handing, telling
from shuangyong.base.organisation.actions.holding import (
    TREE,
    hold,
    hold_account,
    hold_tenure,
    must_be_open,
    not_later_than_today,
)
from shuangyong.base.organisation.actions.refusing import NAMED
from shuangyong.base.organisation.actions.units import below as subtree
from shuangyong.base.organisation.actors import may, need, thing_of
from shuangyong.base.organisation.models import Account, Tenure, Unit
from shuangyong.base.organisation.posts import Post
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when (not included; None: open)."""

    since: date
    until: date | None = None


def assign(
    actor: Actor,
    account: Account,
    unit: Unit,
    post: str,
    term: Term,
    *,
    now: datetime,
    deputising_for: Tenure | None = None,
) -> Tenure:
    """Give `account` a post in a unit. Somebody who deputises gets the post and unit of that tenure."""
    with writing():
        hold(TREE)  # a unit that is being closed takes nobody in
        account = hold_account(account.pk)
        if deputising_for:
            unit, post = deputising_for.unit, deputising_for.post
        found = _post(post)
        need(actor, "post.assign", thing_of(unit))
        _check_giver(actor, account, found)
        must_be_open(unit, term.since)
        _check_eyes(unit, found)
        newly = not Tenure.objects.filter(account=account).exists()
        _ask_for_code(actor, account, now)
        tenure = _put(account, unit, found, term, deputising_for)
        told = {"account": account.pk, "unit": unit.pk, "post": post, **_days(term)}
        trail.record(actor, "post.assign", tenure, told, now=now)
        first = "，首次任职" if newly else ""
        telling.tell_post(actor, tenure, telling.GIVEN, f"，自 {term.since} 起{first}", now=now)
    return tenure


def end_tenure(actor: Actor, tenure: Tenure, *, on: date, now: datetime) -> Tenure:
    """The post is free from `on`; whoever deputised for it ends with it. The work falls back to the unit."""
    not_later_than_today(on, now, "免去岗位")
    with writing():
        hold(TREE)
        tenure = hold_tenure(tenure)
        need(actor, "post.assign", thing_of(tenure.unit))
        _check_giver(actor, tenure.account, posts.load().get(tenure.post), ending=True)
        for ended in (*Tenure.objects.filter(_still(on), deputising_for=tenure), tenure):
            _end(ended, on)
            handlers.tenure_ended(actor, ended, now)
        trail.record(actor, "post.end", tenure, {"on": on.isoformat()}, now=now)
        telling.tell_post(actor, tenure, telling.ENDED, f"，到 {on} 止", now=now)
    return tenure


def hand_over(actor: Actor, tenure: Tenure, to: Account, *, on: date, now: datetime) -> Tenure:
    """From `on` the post is held by `to` for the rest of the tenure, and the person's work goes with it.

    Who deputised goes on for the new holder, and ends with him.
    """
    not_later_than_today(on, now, "移交岗位")
    with writing():
        hold(TREE)
        tenure, to = _hold_both(tenure, to)
        post = _post(tenure.post)
        _check_hands_over(actor, tenure, post)
        _check_giver(actor, to, post)
        if to.pk == tenure.account_id:
            raise Problem(f"{to.name}已经在这个岗位上。", then="请选接任的人。")
        must_be_open(tenure.unit, on)
        until = tenure.until
        _ask_for_code(actor, to, now)
        _end(tenure, on)
        new = _put(to, tenure.unit, post, Term(on, until), tenure.deputising_for)
        Tenure.objects.filter(_still(on), deputising_for=tenure).update(deputising_for=new)
        handlers.handed_over(actor, tenure, new, now)
        told = {"from": tenure.account_id, "to": to.pk, "tenure": new.pk, "on": on.isoformat()}
        trail.record(actor, "post.hand_over", tenure, told, now=now)
        telling.tell_post(actor, tenure, telling.HANDED, f"，自 {on} 起移交给{telling.named(to)}", now=now)
    return new


def _hold_both(tenure: Tenure, to: Account) -> tuple[Tenure, Account]:
    """Both accounts held, always in the same order, so that two who hand over crosswise cannot wait for each other."""
    for pk in sorted({tenure.account_id, to.pk}):
        hold_account(pk)
    return hold_tenure(tenure), Account.objects.get(pk=to.pk)


def _check_hands_over(actor: Actor, tenure: Tenure, post: Post) -> None:
    """Ordinary posts are handed over by the heads as well; an administrator's only by who assigns posts."""
    thing = thing_of(tenure.unit)
    if post.is_administrator or not may(actor, "post.hand_over", thing):
        verdict = may(actor, "post.assign", thing)
        if not verdict:
            reason = verdict.reason if post.is_administrator else may(actor, "post.hand_over", thing).reason
            raise Forbidden(reason, then="需要移交的，请联系有权限的人员。")


def _post(key: str) -> Post:
    known = posts.load()
    post = known.get(key)
    if post is None:
        names = "、".join(f"{post.name}（{post.key}）" for post in known.by_key.values())
        raise Problem(f"没有“{key}”这个岗位。", f"可选：{names}。")
    return post


def _check_giver(actor: Actor, account: Account, post: Post | None, *, ending: bool = False) -> None:
    """Nobody gives a post to himself; the three are appointed and dismissed at the server alone.

    Whoever gives posts could else choose the auditor who looks at him, or send him away.
    """
    if actor.is_system:
        return
    if account.pk == actor.account_id and not ending:
        raise Forbidden("不能给自己任命或移交岗位。", then="请由另一位有权限的人员办理。")
    if post and post.is_administrator:
        raise Forbidden(
            f"{post.name}是三员之一，只能在服务器上任免。", then="请运行维护人员用 shuangyong administrator 命令办理。"
        )


def _check_eyes(unit: Unit, post: Post) -> None:
    """Whoever sees what lies below sees nothing of another place by it."""
    if post.reach != "below":
        return
    far = [one for one in subtree(unit.path).order_by("path") if not one.place.within(unit.place)]
    if far:
        names = "、".join(f"{one.name}（区划 {one.region or '全国'}）" for one in far[:NAMED])
        raise Problem(
            f"“{post.name}”看得到下属单位的事项，而{unit.name}下面有不在本地（区划 {unit.region}）的单位：{names}。",
            "能看下属单位的岗位，下面只能有本地的单位。",
            "请系统管理员先把这些单位改隶到本地的单位下面；区划代码登记错了的，先改区划。",
        )


def _ask_for_code(actor: Actor, account: Account, now: datetime) -> None:
    """A first post makes an account worth something: whoever opened it must not be the one who comes in."""
    if not actor.is_system and not handing.serves(account, now):
        handing.ask_for(account)


def _put(account: Account, unit: Unit, post: Post, term: Term, deputising_for: Tenure | None) -> Tenure:
    if not account.active:
        raise Problem(f"{account.name}的账号已停用，不能任职。", then="请系统管理员先在“账号”里恢复使用，再任命。")
    if term.until is not None and term.until <= term.since:
        raise Problem(f"截止日期 {term.until} 应晚于开始日期 {term.since}。", then="请改日期。")
    for other in _overlapping(account, term):
        _check_beside(account, unit, post, other)
    return Tenure.objects.create(
        account=account,
        unit=unit,
        post=post.key,
        since=term.since,
        until=term.until,
        deputising_for=deputising_for,
    )


def _check_beside(account: Account, unit: Unit, post: Post, other: Tenure) -> None:
    """Whether `post` may be held beside another tenure of the same days."""
    if other.unit_id == unit.pk and other.post == post.key:
        raise Problem(f"{account.name}自 {other.since} 起已在{unit.short}任{post.name}，日期重叠。", then="请改日期。")
    if posts.load().exclusive(post.key, other.post):
        held = posts.load().by_key[other.post].name
        raise Problem(
            f"{account.name}现任{titled(other.unit.short, held)}，不能同时任{post.name}。",
            f"“{post.name}”与“{held}”不得由同一人担任。",
            "请换一个人，或先免去原岗位。",
        )


def _still(on: date) -> Q:
    """Not ended by that day."""
    return Q(until__isnull=True) | Q(until__gt=on)


def _overlapping(account: Account, term: Term) -> QuerySet[Tenure]:
    found = Tenure.objects.filter(_still(term.since), account=account).select_related("unit")
    return found.filter(since__lt=term.until) if term.until else found


def _end(tenure: Tenure, on: date) -> None:
    if tenure.until is not None and tenure.until <= on:
        raise Problem(f"这个岗位已于 {tenure.until} 结束。", then="请刷新后再看。")
    if on < tenure.since:
        raise Problem(f"这个岗位自 {tenure.since} 起任，不能在 {on} 结束。", then="请改日期。")
    tenure.until = on
    tenure.save(update_fields=["until"])


def _days(term: Term) -> dict[str, str | None]:
    return {"since": term.since.isoformat(), "until": term.until.isoformat() if term.until else None}
