"""`shuangyong trail verify`, `shuangyong trail anchor` and `shuangyong trail seal`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from shuangyong.config import starting
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain

if TYPE_CHECKING:
    from shuangyong.base.trail.anchors import Anchor

PAPER = """留痕锚文：{anchor}
取自 {at}，到第 {seq} 条为止。
请抄写或打印，与数据库分开保存（纸质存档或交上级单位）。日后核对：
shuangyong trail verify --anchor {anchor}
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    trail = commands.add_parser("trail", help="核对留痕有没有被动过，或取一段锚文留底")
    trail.set_defaults(run=run)
    acts = trail.add_subparsers(dest="act", required=True, title="操作", metavar="操作")
    verify = acts.add_parser("verify", help="逐条核对；完好退出码为 0，被动过为 1", allow_abbrev=False)
    verify.add_argument("--anchor", metavar="锚文", help="与以前留底的锚文对照")
    verify.add_argument("--since", metavar="条数", type=int, help="只核对从这一条起的")
    acts.add_parser("anchor", help="打印现在的锚文，供抄写留底")
    acts.add_parser("seal", help="数据库里防止改动留痕的触发器缺了的，重新装上；先留好证据")


def run(args: argparse.Namespace) -> int:
    starting.start()
    if args.act == "seal":
        return seal()
    return verify(args) if args.act == "verify" else print_anchor()


def verify(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from shuangyong.base.trail import seals
    from shuangyong.base.trail.checks import note
    from shuangyong.base.trail.standing import standing
    from shuangyong.base.trail.verifying import verify
    from shuangyong.base.trail.witness import hear

    report = verify(args.since, read_anchor(args.anchor) if args.anchor else None)
    heard = hear(since=max(1, args.since or 1))
    wrong = (*report.wrong, *seals.told(), *heard.says)
    for says in wrong:
        complain(says)
    if wrong:
        complain(standing(timezone.now()).says)
        return 1
    rows = sum(count for _, count in heard.rows)
    sys.stdout.write(f"{report.says}\n留痕管着的 {rows} 行数据逐行核对过，与留痕记下的一致。\n")
    if args.anchor:
        sys.stdout.write("与留底的锚文相符。\n")
    before = standing(timezone.now())
    sys.stdout.write(f"自动核对，{before.says}\n")
    for says in (*report.notes, *before.wrong):
        sys.stdout.write(f"提醒：{says}\n")
    if report.checked == report.head:  # all of it was looked at, not only what came since
        note(report.head)
    return 0


def read_anchor(text: str) -> Anchor:
    from shuangyong.base.errors import Problem
    from shuangyong.base.trail import anchors

    try:
        return anchors.read(text)
    except Problem as error:
        raise OptionError(str(error)) from None


def print_anchor() -> int:
    from django.utils import timezone

    from shuangyong.base.trail import queries

    anchor = queries.anchor()
    if anchor is None:
        sys.stdout.write("还没有留痕，没有锚文可取。\n")
        return 0
    at = timezone.localtime(timezone.now()).strftime("%Y年%-m月%-d日 %H:%M")
    sys.stdout.write(PAPER.format(anchor=anchor, at=at, seq=anchor.seq))
    return 0


def seal() -> int:
    """Put the seals on anew, entered; 0 also where none was missing."""
    from django.utils import timezone

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.storing import writing
    from shuangyong.base.trail import actions, entries, seals

    with writing():
        names = "、".join(one.name for one in seals.renew())
        if names:
            actions.record(SYSTEM, entries.RESEALED, ("trail", "seal"), {"names": names}, now=timezone.now())
    sys.stdout.write(f"已重新装上：{names}。\n" if names else "防止改动留痕的触发器都在，没有要装的。\n")
    return 0
