"""Merchants of a list that an office already has: all of it or nothing; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation.listed import Line, Places, lines, refuse
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions import valid_on
from shuangyong.base.storing import writing
from shuangyong.register.access import EDIT, need_somewhere
from shuangyong.register.actions.places import MerchantDraft, add_merchant, check_merchant
from shuangyong.register.models import Merchant
from shuangyong.rules.identity import plain

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "商户名称", "商家名称", "店名", "商户", "企业名称"),
    "code": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "region": ("所在区划", "区划代码", "所在乡镇", "乡镇", "乡镇街道", "所在地"),
    "trade": ("行业", "类别", "经营范围"),
    "address": ("地址", "详细地址", "经营地址"),
    "hours": ("营业时间",),
}
MOST_MERCHANTS = 600


def bring_merchants(actor: Actor, rows: Sequence[Sequence[str]], *, now: datetime) -> tuple[int, int]:
    """How many came in and how many were there before. Raises Forbidden, Problem, Invalid by rows."""
    need_somewhere(actor, EDIT)
    found = lines(rows, COLUMNS, ("name", "code"))
    if len(found) > MOST_MERCHANTS:
        raise Problem(f"这份表有 {len(found)} 行，一次最多导入 {MOST_MERCHANTS} 行。", then="请拆成几份，分几次导入。")
    drafts = _drafts(actor, found, localdate(now))
    with writing():
        known = _known(found)
        new = [draft for draft in drafts if (draft.code, draft.name, draft.address) not in known]
        for draft in new:
            add_merchant(actor, draft, now=now)
    return len(new), len(found) - len(new)


def _drafts(actor: Actor, found: list[Line], on: date) -> list[MerchantDraft]:
    """Every row read and looked through before anything is written."""
    places, wrong = _places(actor, on), dict[int, str]()
    drafts: dict[MerchantDraft, int] = {}
    for line in found:
        try:
            draft = _draft(line, places)
            check_merchant(actor, draft)
            if drafts.setdefault(draft, line.number) != line.number:
                wrong[line.number] = f"和第 {drafts[draft]} 行是同一家。"
        except ValueError as fault:
            wrong[line.number] = str(fault)
        except Problem as problem:
            wrong[line.number] = "".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem)
    refuse(wrong, "商户表")
    return list(drafts)


def _places(actor: Actor, on: date) -> Places:
    home = next((seat.place.code for seat in actor.seats if EDIT in seat.permissions), "")
    return Places(list(Region.objects.filter(valid_on(on), code__startswith=home)), home)


def _known(found: list[Line]) -> set[tuple[str, str, str]]:
    codes = {plain(line["code"]) for line in found}
    return set(Merchant.objects.filter(code__in=codes).values_list("code", "name", "address"))


def _draft(line: Line, places: Places) -> MerchantDraft:
    """Raises ValueError for a place that is none."""
    region = places.code(line["region"], "", line["name"])
    return MerchantDraft(line["name"], plain(line["code"]), region, line["trade"], line["address"], line["hours"])
