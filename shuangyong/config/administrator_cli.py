"""`shuangyong administrator`: the three (三员) are appointed, dismissed and let in again at the server alone.

On the pages nobody of them has power over another: whoever could choose the auditor could choose not to be looked at.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from shuangyong.config import starting
from shuangyong.config.begin_cli import ADMINISTRATORS
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain, plain

if TYPE_CHECKING:
    from datetime import datetime

    from shuangyong.base.organisation.models import Account, Tenure, Unit

POSTS = {name: post for post, name, _ in ADMINISTRATORS.values()}
"""Chinese name of each of the three posts, and its key."""
NAMES = {post: name for name, post in POSTS.items()}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "administrator", help="三员：看、任命、免去、重置密码，只在服务器上办", allow_abbrev=False
    )
    command.set_defaults(run=run)
    verbs = command.add_subparsers(dest="verb", required=True, title="做什么", metavar="做什么")
    verbs.add_parser("list", help="现在的三员")
    appoint = verbs.add_parser("appoint", help="任命；账号还没有的一并开好，打印一次性密码")
    appoint.add_argument("login", metavar="登录名")
    appoint.add_argument("--post", metavar="岗位", choices=POSTS, required=True, help="、".join(POSTS))
    appoint.add_argument("--name", metavar="姓名", default="", help="开新账号时要写")
    appoint.add_argument("--unit", metavar="单位全称", default="", help="不写的，与现任三员同一单位")
    name = verbs.add_parser("name", help="写上或更正三员本人的姓名")
    name.add_argument("login", metavar="登录名")
    name.add_argument("name", metavar="姓名")
    for verb, says in (("dismiss", "免去三员岗位，从今天起"), ("reset", "重置密码、停用动态口令、解除锁定")):
        verbs.add_parser(verb, help=says).add_argument("login", metavar="登录名")


def run(args: argparse.Namespace) -> int:
    starting.start()
    from django.utils import timezone

    from shuangyong.base.errors import Invalid, Problem

    now = timezone.now()
    try:
        said = {"list": _list, "appoint": _appoint, "name": _name, "dismiss": _dismiss, "reset": _reset}[args.verb](
            args, now
        )
    except Problem as problem:
        complain("".join(problem.fields.values()) if isinstance(problem, Invalid) else str(problem))
        return 1
    sys.stdout.write(said)
    return 0


def _list(_args: argparse.Namespace, now: datetime) -> str:
    lines = [
        f"{NAMES[one.post]}　{one.account.login}　{one.account.name}　{one.unit.name}　自 {one.since} 起\n"
        for one in _serving(now)
    ]
    return "".join(lines) or "现在没有三员。请用 shuangyong administrator appoint 任命。\n"


def _appoint(args: argparse.Namespace, now: datetime) -> str:
    from django.utils.timezone import localdate

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions as organising
    from shuangyong.base.organisation.models import Account
    from shuangyong.base.storing import writing

    unit, login = _unit(args.unit, now), args.login.strip().lower()
    with writing():
        account, password = Account.objects.filter(login=login).first(), ""
        if account is None:
            account, password = organising.create_account(SYSTEM, login, args.name, now=now)
        organising.assign(SYSTEM, account, unit, POSTS[args.post], organising.Term(localdate(now)), now=now)
    return f"{account.name}（{account.login}）自今天起任{args.post}。\n" + (_told(password) if password else "")


def _name(args: argparse.Namespace, now: datetime) -> str:
    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions as organising

    account = _administrator(args.login, now)
    before = account.name
    after = organising.correct_account(SYSTEM, account, args.name, account.phone, now=now).name
    return f"{account.login} 的姓名已由“{before}”改为“{after}”。以前的留痕还是原来的姓名。\n"


def _administrator(login: str, now: datetime) -> Account:
    account = _account(login)
    if account.pk not in {one.account_id for one in _serving(now)}:
        raise OptionError(f"{plain(login)} 不是三员，请系统管理员在“账号”里办。")
    return account


def _dismiss(args: argparse.Namespace, now: datetime) -> str:
    from django.utils.timezone import localdate

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions as organising

    account = _account(args.login)
    held = [one for one in _serving(now) if one.account_id == account.pk]
    if not held:
        raise OptionError(f"{plain(args.login)} 现在不是三员。现任的请看 shuangyong administrator list。")
    for tenure in held:
        organising.end_tenure(SYSTEM, tenure, on=localdate(now), now=now)
    return f"{account.name}（{account.login}）已免去三员岗位。缺位的请马上任命：shuangyong administrator appoint。\n"


def _reset(args: argparse.Namespace, now: datetime) -> str:
    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions as organising
    from shuangyong.base.storing import writing

    account = _administrator(args.login, now)
    with writing():
        password = organising.reset_password(SYSTEM, account, now=now)
        organising.drop_totp(SYSTEM, account, now=now)
        organising.unlock(SYSTEM, account, now=now)
    return f"{account.name}（{account.login}）的密码已重置。\n" + _told(password)


def _told(password: str) -> str:
    return f"一次性密码：{password}\n只在这里显示一次，七天内有效，第一次登录要换。请当面交给本人。\n"


def _account(login: str) -> Account:
    from shuangyong.base.organisation.models import Account

    found = Account.objects.filter(login=login.strip().lower()).first()
    if found is None:
        raise OptionError(f"没有“{plain(login)}”这个登录名。")
    return found


def _serving(now: datetime) -> list[Tenure]:
    """Who holds one of the three posts today."""
    from django.utils.timezone import localdate

    from shuangyong.base.organisation.actors import held_on
    from shuangyong.base.organisation.models import Tenure

    found = Tenure.objects.filter(held_on(localdate(now)), post__in=NAMES)
    return list(found.select_related("account", "unit").order_by("post", "since", "pk"))


def _unit(name: str, now: datetime) -> Unit:
    from shuangyong.base.organisation.models import Tenure, Unit

    if not name:
        latest = Tenure.objects.filter(post__in=NAMES).select_related("unit").order_by("-since", "-pk").first()
        if latest is not None:
            return latest.unit
    found = list(Unit.objects.filter(name=name)[:2])
    if len(found) != 1:
        raise OptionError(
            f"--unit：叫“{plain(name)}”的单位有 {len(found)} 个，请写单位全称。" if name else "--unit：请写单位全称。"
        )
    return found[0]
