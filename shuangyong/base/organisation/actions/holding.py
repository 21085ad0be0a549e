"""Making others wait, and saying which days are allowed: what every action here begins with."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from shuangyong.base.errors import NotFound, Problem
from shuangyong.base.organisation.models import TREE, Account, Guard, Tenure, Unit

__all__ = ["TREE", "hold", "hold_account", "hold_tenure", "hold_unit", "must_be_open", "not_later_than_today"]


def hold(name: str) -> None:
    """Until this transaction ends, nobody else holds `name`."""
    Guard.moved(name)


def hold_account(pk: int) -> Account:
    """The account as it stands, nobody else changing it until this transaction ends."""
    if not Account.objects.filter(pk=pk).update(revision=F("revision") + 1):
        raise NotFound
    return Account.objects.get(pk=pk)


def hold_unit(unit: Unit) -> Unit:
    """The unit as it stands now, the tree held."""
    hold(TREE)
    found = Unit.objects.filter(pk=unit.pk).first()
    if found is None:
        raise NotFound
    return found


def hold_tenure(tenure: Tenure) -> Tenure:
    """The tenure as it stands, its account held."""
    hold_account(tenure.account_id)
    return Tenure.objects.select_related("unit", "account").get(pk=tenure.pk)


def not_later_than_today(on: date, now: datetime, what: str) -> None:
    """What moves work at once cannot be entered ahead of its day."""
    today = timezone.localdate(now)
    if on > today:
        raise Problem(f"{what}的日期 {on} 还没到。", f"最晚可填今天（{today}）。", "请到那天再办理。")


def must_be_open(unit: Unit, on: date) -> None:
    if on < unit.valid_from or (unit.valid_to is not None and on >= unit.valid_to):
        until = f" 至 {unit.valid_to}" if unit.valid_to else " 起"
        raise Problem(f"{unit.name}在 {on} 不是在用单位（{unit.valid_from}{until}有效）。", then="请换一个单位或日期。")
