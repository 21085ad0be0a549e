"""Lists that an office already has, from a file or pasted: units, accounts, posts, merchants. All of one or nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from shuangyong.base import pasted
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.listing import MOST_PEOPLE, MOST_UNITS
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import visible_unit
from shuangyong.base.organisation.serving import handed
from shuangyong.desk.pages.asking import Asked, asked, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong
from shuangyong.intake.ledgers import sheets
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.register import access
from shuangyong.register.actions import MOST_MERCHANTS, bring_merchants
from shuangyong.rules.signs import readable

EDIT, MANAGE, ASSIGN = "unit.edit", "account.manage", "post.assign"
MOST_PASTED = 200_000
"""Characters of a pasted list."""
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of list: what its page says, and the blank form with an example."""

    key: str
    title: str
    about: str
    most: int
    head: tuple[str, ...]
    example: tuple[tuple[str, ...], ...]
    back: str
    back_name: str
    here: str
    back_at: tuple[str, ...] = ()


PEOPLE = ("姓名", "登录名", "手机号", "单位", "岗位")
SOMEBODY = (("张三", "", "", "区教育局", "成员单位联络员"), ("李四", "li.si", "", "东关街道", "双拥干事"))
UNITS = Sort(
    "unit_list",
    "从名单登记单位",
    "必须有“全称”一列；类别、上级单位、区划代码写了最好，没有写的按名称认"
    f"（类别：{'、'.join(map(str, Unit.Kind.labels))}）。"
    "已经登记过的全称不会再登记。",
    MOST_UNITS,
    ("全称", "简称", "类别", "上级单位", "区划代码", "职责"),
    (
        ("某区教育局", "区教育局", "政府部门", "", "", "负责军人子女教育优待"),
        ("东关街道办事处", "东关街道", "乡镇（街道）", "", "", ""),
        ("东关街道退役军人服务站", "东关街道服务站", "服务站", "东关街道", "", ""),
    ),
    "desk:units",
    "单位",
    "units",
)
ACCOUNTS = Sort(
    "account_list",
    "从名单开账号",
    "必须有“姓名”一列；登录名不写的自动编（yh001 起）。“单位”“岗位”两列这里不用，留着交给安全管理员给岗位。"
    "已经有账号的人不会再开。",
    MOST_PEOPLE,
    PEOPLE,
    SOMEBODY,
    "desk:accounts",
    "账号",
    "accounts",
)
POSTS = Sort(
    "post_list",
    "从名单给岗位",
    "用系统管理员开账号的同一份名单：要有姓名、单位、岗位三列，同名的还要有登录名。岗位从今天起任；没有写岗位的行跳过，已经在任的不重复。",
    MOST_UNITS,
    PEOPLE,
    SOMEBODY,
    "desk:posts",
    "岗位",
    "posts",
)


MERCHANTS = Sort(
    "merchant_list",
    "从名单登记拥军商户",
    "必须有名称、统一社会信用代码两列；所在乡镇写名称或区划代码，不写的记在您管的地方。"
    "名称、代码、地址都一样的，以前登记过的不会再登记。",
    MOST_MERCHANTS,
    ("名称", "统一社会信用代码", "所在乡镇", "行业", "地址", "营业时间"),
    (("老兵面馆", "91990102MA0000000A", "东关街道", "餐饮", "东关街 1 号", "7:00—21:00"),),
    "desk:register_rows",
    "拥军商户",
    "register",
    ("merchants",),
)


def rows_of(request: HttpRequest) -> Rows:
    """The first sheet of the file that was sent, or what was pasted. Raises Problem."""
    sent = request.FILES.get("file")
    if sent is not None:
        sheet = sheets.read(sent.name or "", sent.read())[0]
        return [[readable(text_of(cell)) for cell in row] for row in sheet.filled]
    text = request.POST.get("table", "")[:MOST_PASTED].strip("\r\n")
    if not text.strip():
        raise Problem("还没有名单。", "选一个表格文件（xlsx、xls、csv），或者从表格里复制后粘贴。")
    return pasted.rows_of(text, "\t" if "\t" in text else ",")


def _page(
    request: HttpRequest, sort: Sort, problem: Problem | None = None, done: str = "", then: str = ""
) -> HttpResponse:
    if "form" in request.GET and problem is None and not done:
        return _blank(sort)
    context = {
        "sort": sort,
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "table") if problem else {"table": ""},
        "done": done,
        "then": then,
    }
    return render(request, "desk/listing.html", context, status=problem.status if problem else 200)


def _blank(sort: Sort) -> HttpResponse:
    """A form to fill, which every spreadsheet opens."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{sort.title}（空表）.csv')}"
    csv.writer(answer).writerows([sort.head, *sort.example])
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT)
def unit_list(request: HttpRequest) -> HttpResponseBase:
    """Units of a list, from the day from which the own unit counts: earlier work is written down for them too."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, UNITS)
    try:
        found = actions.open_units(me.actor, rows_of(request), on=_since(me), now=me.now)
    except Problem as problem:
        return _page(request, UNITS, problem)
    return _page(
        request, UNITS, done=f"登记了 {found.added} 个单位，{found.known} 个以前就有。", then="接着：从名单开账号。"
    )


def _since(me: Asked) -> date:
    seat = next(seat for seat in me.actor.seats if EDIT in seat.permissions)
    return visible_unit(me.actor, seat.unit_id, me.on).valid_from


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(access.EDIT)
def merchant_list(request: HttpRequest) -> HttpResponseBase:
    """Merchants of a list."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, MERCHANTS)
    try:
        added, known = bring_merchants(me.actor, rows_of(request), now=me.now)
    except Problem as problem:
        return _page(request, MERCHANTS, problem)
    return _page(request, MERCHANTS, done=f"登记了 {added} 家商户，{known} 家以前就有。")


@sensitive_variables("opened")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(MANAGE)
def account_list(request: HttpRequest) -> HttpResponseBase:
    """Accounts of a list; their one-time passwords stand on the answer, once, as slips to be cut."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, ACCOUNTS)
    try:
        opened = actions.open_accounts(me.actor, rows_of(request), now=me.now)
    except Problem as problem:
        return _page(request, ACCOUNTS, problem)
    if not opened.accounts:
        return _page(request, ACCOUNTS, done=f"名单上的 {opened.known} 人都已经有账号。")
    return render(request, "desk/one_time_many.html", {"opened": opened})


@sensitive_variables("codes")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(ASSIGN)
def post_list(request: HttpRequest) -> HttpResponseBase:
    """Posts of the list by which the accounts were opened; a first one needs a code to log in, on a slip."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, POSTS)
    try:
        found = actions.give_posts(me.actor, rows_of(request), on=me.on, now=me.now)
    except Problem as problem:
        return _page(request, POSTS, problem)
    left = f"，{found.left} 行没有写岗位" if found.left else ""
    done = f"给了 {found.added} 个岗位，{found.known} 个已经在任{left}。"
    waiting = handed(found.people)
    codes = [(one, actions.show_code(me.actor, one, now=me.now)) for one in found.people if one.pk in waiting]
    return (
        render(request, "desk/codes.html", {"done": done, "codes": codes})
        if codes
        else _page(request, POSTS, done=done)
    )
