"""`shuangyong register …`: new keys for the protected values, and which keys are in use."""

from __future__ import annotations

import argparse
import sys

from shuangyong.config import starting
from shuangyong.config.saying import complain


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    register = commands.add_parser("register", help="人员登记：换密钥、看密钥用在哪里")
    register.set_defaults(run=run)
    acts = register.add_subparsers(dest="act", required=True, title="操作", metavar="操作")
    acts.add_parser(
        "rotate-keys", help="换一把新密钥，把人员的证件号等全部重新加密；中断后再运行一次即可接着做", allow_abbrev=False
    )
    acts.add_parser("keys", help="列出各把密钥加密了多少项")


def run(args: argparse.Namespace) -> int:
    starting.start()
    return rotate() if args.act == "rotate-keys" else listing()


def rotate() -> int:
    from django.utils import timezone

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.errors import Problem
    from shuangyong.register import keys
    from shuangyong.register.rotating import rotate as turn
    from shuangyong.register.sealing import BrokenSeal

    try:
        done = turn(SYSTEM, now=timezone.now(), progress=show)
    except Problem as problem:
        complain(f"\n{problem}")
        return 1
    except BrokenSeal:
        complain("\n有一项打不开：密文被改动过，或者不属于它所在的行。请保留现场，报告分管领导和保密部门。")
        return 1
    went_on = "接着上次没做完的，" if done.resumed else ""
    sys.stdout.write(f"\n{went_on}已用新密钥 {done.key} 重新加密 {done.count} 项。\n")
    sys.stdout.write(
        f"请立即另存一份数据文件夹里的 {keys.FILE}，与数据库的备份分开放。旧密钥留到下一次换密钥时删去。\n"
    )
    return 0


def show(done: int, total: int) -> None:
    percent = 100 * done // total if total else 100
    sys.stdout.write(f"\r重新加密 {done} / {total}（{percent}%）")
    sys.stdout.flush()


def listing() -> int:
    from shuangyong.register import keys, rotating

    ring, used = keys.ring(), rotating.uses()
    for name, key in ring.by_name.items():
        now = "，现在用它" if name == ring.current.name else ""
        sys.stdout.write(f"{name}：{key.cipher}，加密了 {used.get(name, 0)} 项{now}\n")
    lost = sorted(set(used) - set(ring.by_name))
    if lost:
        complain(f"数据库里有用 {'、'.join(lost)} 加密的内容，密钥文件里却没有。请从备份里找回 {keys.FILE}。")
    return 1 if lost else 0
