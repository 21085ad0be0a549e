"""The demo's side of the district: built with its progress shown, its log-ins printed as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rich.table import Table

    from shuangyong.config.district.cast import Person

WARNING = (
    "提醒：这个数据文件夹里是演示数据（云溪区，全部虚构），账号密码是公开的，不要用来正式办公，也不要对外开放。"
    "正式使用请用 SHUANGYONG_HOME 另指定一个空文件夹。"
)


def prepare_district(now: datetime) -> bool:
    """Live the year, or what is left of it, into an empty database; True where the district is there afterwards."""
    from django.utils.timezone import localtime
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from shuangyong.base.errors import Problem
    from shuangyong.config.district.living import evening_before, live
    from shuangyong.config.saying import complain, plain

    columns = (TextColumn("演示区：过完这两年（只有第一次需要）"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    shown = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    task = shown.add_task("", total=None, start=False, visible=False)

    def told(done: int, whole: int) -> None:
        shown.update(task, total=whole, completed=done, visible=True)
        shown.start_task(task)

    try:
        with shown:
            live(localtime(now).date(), told, until=evening_before(now), ledgers=True)
    except Problem as problem:
        complain(plain(f"演示区没有建成：{problem}"))
        return False
    return True


def print_log_ins() -> None:
    """Name, post, unit, login, password of everybody; a town's village stations in one line."""
    from rich.console import Console

    from shuangyong.config.district.living import lived_until

    end = lived_until()
    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 120
    console.print(_log_ins())
    sys.stdout.write(f"以上为虚构的云溪区，到 {end:%Y-%m-%d} 为止过了两年；人物、单位、地名都不是真的。\n")


def _log_ins() -> Table:
    from rich.table import Table

    from shuangyong.config.district.founding import password

    table = Table(title="演示账号（云溪区，全部虚构）")
    for column in ("姓名", "岗位", "单位", "登录名", "密码"):
        table.add_column(column, overflow="fold")
    for cells in _lines():
        table.add_row(*cells, password())
    return table


def _lines() -> Iterator[tuple[str, str, str, str]]:
    from shuangyong.base.organisation.posts import load
    from shuangyong.config.district.cast import cast

    posts = load().by_key
    for person in cast().in_post(0):
        unit = cast().unit(person.unit)
        name = person.title if person.post == "leader" else posts[person.post].name
        if not _is_village(person):
            yield person.name, name, unit.short, person.login
        elif person.login.endswith(".z1"):
            town = cast().unit(person.unit.split(".")[0])
            last = max(other.slug for other in cast().stations(town.slug) if other.slug != f"{town.slug}.zhan")
            yield f"{person.name} 等", name, f"{town.short}各村（社区）服务站", f"{person.login} 至 {last}"


def _is_village(person: Person) -> bool:
    return ".z" in person.login and person.post == "station_clerk" and not person.login.endswith(".zhan")


def warn_of_district() -> None:
    """Said when a service is started over the demo's data: everybody can look its passwords up."""
    from shuangyong.config.district.living import lived_until
    from shuangyong.config.saying import complain

    if lived_until():
        complain(WARNING)
