"""`shuangyong begin`: the first day of a real office: place, office, shipped definitions and three administrators.

Everything after that is done by people on the pages: the system administrator opens units and accounts, the security
administrator gives posts, the auditor looks. Refused where anybody has begun already.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from shuangyong.config import serving
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain, plain

if TYPE_CHECKING:
    from shuangyong.base.organisation.models import Account, Unit

ADMINISTRATORS: Final = {
    "xitong": ("system_admin", "系统管理员", "建单位、开账号，看后台任务"),
    "anquan": ("security_admin", "安全管理员", "给岗位、锁账号"),
    "shenji": ("audit_admin", "审计管理员", "看留痕、核对留痕"),
}
"""Log-in: post, its name, what it is for. 三员分立: who opens accounts gives no posts; neither settles the trail."""
LONG_AGO = date(2020, 1, 1)
"""From when the place and its office count: work done before the platform came may be written down."""
LEVELS = (2, 4, 6)
"""Digits of the codes of a province, a city and a county (GB/T 2260)."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    begin = commands.add_parser("begin", help="正式启用：建好本地区划、双拥办和三个管理员账号", allow_abbrev=False)
    begin.set_defaults(run=run)
    begin.add_argument("--region", metavar="代码", required=True, help="本地的行政区划代码，如 520402；地级写四位")
    begin.add_argument(
        "--names", metavar="名称", required=True, help="从省级到本级的名称，用逗号隔开，如 甲省,乙市,丙区"
    )
    begin.add_argument("--office", metavar="双拥办", required=True, help="双拥办的全称，如 丙区双拥工作领导小组办公室")


def run(args: argparse.Namespace) -> int:
    serving.prepare()
    from django.utils import timezone

    from shuangyong.base.errors import Problem

    rows = regions(args.region, args.names)
    try:
        opened = begin(rows, args.region, args.office.strip(), timezone.now())
    except Problem as problem:
        complain(str(problem))
        return 1
    show(opened)
    return 0


def regions(code: str, names: str) -> str:
    """The place and those above it as CSV for `import_regions`. Raises OptionError."""
    named = [name.strip() for name in names.replace("，", ",").split(",") if name.strip()]
    if not code.isdecimal() or not code.isascii() or len(code) not in LEVELS:
        raise OptionError(f"--region：“{plain(code)}”不是省、市、县的代码，应为 2、4 或 6 位数字，如 520402。")
    codes = [code[:digits] for digits in LEVELS if digits <= len(code)]
    if len(named) != len(codes):
        raise OptionError(
            f"--names：代码 {code} 有 {len(codes)} 级，名称写了 {len(named)} 个。从省级写到本级，用逗号隔开。"
        )
    above = ["", *codes]
    lines = [f"{one},{name},{up},{LONG_AGO},\n" for one, name, up in zip(codes, named, above, strict=False)]
    return "code,name,parent,valid_from,valid_to\n" + "".join(lines)


def begin(rows: str, code: str, office: str, now: datetime) -> list[tuple[Account, str]]:
    """Everything in one transaction; the accounts with their one-time passwords. Raises Problem."""
    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.errors import Problem
    from shuangyong.base.organisation import actions as organising
    from shuangyong.base.organisation.models import Account, Region, Unit
    from shuangyong.base.storing import writing
    from shuangyong.catalog.actions import publish_shipped

    with writing():
        if any(model.objects.exists() for model in (Account, Unit, Region)):
            raise Problem(
                "这个数据文件夹已经启用过，或者建了演示区。", then="另开一处的，请用 SHUANGYONG_HOME 指定一个空文件夹。"
            )
        organising.import_regions(SYSTEM, rows, now=now)
        draft = organising.UnitDraft(office, "双拥办", Unit.Kind.GROUP, code)
        unit = organising.open_unit(SYSTEM, draft, on=LONG_AGO, now=now)
        publish_shipped(SYSTEM, now=now)
        return [_administrator(login, unit, now) for login in ADMINISTRATORS]


def _administrator(login: str, unit: Unit, now: datetime) -> tuple[Account, str]:
    from django.utils.timezone import localdate

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions as organising
    from shuangyong.base.organisation.actions.tenures import Term

    post, name, _ = ADMINISTRATORS[login]
    account, password = organising.create_account(SYSTEM, login, name, now=now)
    organising.assign(SYSTEM, account, unit, post, Term(localdate(now)), now=now)
    return account, password


def show(opened: list[tuple[Account, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("登录名", "岗位", "做什么", "一次性密码")
    for account, password in opened:
        _, name, about = ADMINISTRATORS[account.login]
        table.add_row(account.login, name, about, password)
    Console(file=sys.stdout).print(table)
    sys.stdout.write(
        "密码只在这里显示一次，七天内有效，第一次登录要换。三个账号请交给三个人，"
        "并写上各人的姓名：shuangyong administrator name xitong 姓名。\n"
        "接着：shuangyong serve 启动服务，另开一个窗口运行 shuangyong work 做后台任务；"
        "系统管理员登录后，工作台上写着先办什么。\n"
    )
