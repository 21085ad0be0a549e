"""The command `shuangyong`. Django is loaded only by the commands that need it: `read` starts at once."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence

from shuangyong.config import chinese_arguments
from shuangyong.config.options import OptionError
from shuangyong.config.saying import cannot_use, cannot_write, complain, plain, silence

FAILED = 1
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for success, 1 for failure, 2 for wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] != ["read"] and sys.stdout is None:  # closed (`>&-`); `read` minds that itself
        return max(FAILED, run_unheard(arguments))
    return run(arguments)


def run_unheard(arguments: Sequence[str]) -> int:
    """Run with the output led nowhere: a service may well be started like that."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123
        return run(arguments)


def run(arguments: Sequence[str]) -> int:
    if list(arguments[:1]) == ["manage"]:
        return guarded(lambda: manage(arguments[1:]))
    chinese_arguments.install()
    return guarded(lambda: dispatch(arguments))


def dispatch(arguments: Sequence[str]) -> int:
    """Run what the words ask for; each command's parser knows by what it is run."""
    args = parser().parse_args(arguments)
    return int(args.run(args))


def show_demo(args: argparse.Namespace) -> int:
    """Loaded only where it is asked for: `read` stays quick."""
    from shuangyong.config import demo

    return demo.run(args)


def serve(args: argparse.Namespace) -> int:
    """Likewise."""
    from shuangyong.config import serving

    return serving.run(args)


def parser() -> argparse.ArgumentParser:
    """All commands with their options and their help."""
    top: argparse.ArgumentParser = chinese_arguments.Parser(
        prog="shuangyong", description="双拥工作平台：把公文读成任务分解表。", allow_abbrev=False
    )
    top.add_argument("--version", action=ShowVersion, nargs=0, help="显示版本号")
    commands = top.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    from shuangyong.config import reading_cli

    reading_cli.add_parser(commands)
    demo = commands.add_parser("demo", help="读样例公文，打印任务分解表，建好演示区，然后启动服务")
    demo.add_argument("--no-serve", action="store_true", help="打印任务分解表和演示账号后结束，不启动服务")
    demo.add_argument("--plain", action="store_true", help="不要演示区（虚构的云溪区和它一年的工作）")
    demo.set_defaults(run=show_demo)
    add_address(demo)
    server = commands.add_parser("serve", help="启动服务，用浏览器访问")
    server.set_defaults(run=serve)
    add_address(server)
    add_behind_the_pages(commands)
    settings = commands.add_parser("settings", help="列出全部设置项、说明和现在的值")
    settings.set_defaults(run=print_settings)
    commands.add_parser("manage", help="Django 的管理命令，如 shuangyong manage check", add_help=False)
    return top


def add_behind_the_pages(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What runs or is looked after without a browser."""
    from shuangyong.config import (
        administrator_cli,
        begin_cli,
        catalog_cli,
        dossier_cli,
        register_cli,
        score_cli,
        trail_cli,
        work_cli,
    )

    begin_cli.add_parser(commands)
    administrator_cli.add_parser(commands)
    score_cli.add_parser(commands)
    dossier_cli.add_parser(commands)
    catalog_cli.add_parser(commands)
    work_cli.add_parser(commands)
    register_cli.add_parser(commands)
    trail_cli.add_parser(commands)


def add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", metavar="地址", help="监听的地址，默认取设置 SHUANGYONG_HOST")
    command.add_argument("--port", metavar="端口", help="监听的端口，默认取设置 SHUANGYONG_PORT；被占用时顺延")


class ShowVersion(argparse.Action):
    """argparse's own version action wants the text beforehand; looking it up costs every start 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(message=f"shuangyong {version()}\n")


def version() -> str:
    from importlib.metadata import version as installed

    return installed("shuangyong")


def manage(arguments: Sequence[str]) -> int:
    """Pass the rest of the line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    os.umask(0o077)  # `migrate` makes the database: as serving.make_home
    from django.core.management import ManagementUtility, get_commands

    wanted = arguments[0] if arguments else "help"
    if not wanted.startswith("-") and wanted not in {"help", "version", *get_commands()}:
        raise OptionError(
            f"没有 {plain(wanted)} 这个管理命令。可用的有：{'、'.join(sorted(get_commands()))}。\n"
            "用 shuangyong manage 命令 --help 看某一个的说明。"
        )
    ManagementUtility(["shuangyong manage", *arguments]).execute()
    return 0


def print_settings(_: argparse.Namespace) -> int:
    """Every setting with what it takes and what it is now; keys and passwords only as set or not."""
    from rich.console import Console
    from rich.table import Table

    from shuangyong.config.options import OPTIONS

    table = Table(title="设置（都用环境变量）", show_lines=True)
    for column in ("变量", "说明", "可填", "现在的值"):
        table.add_column(column, overflow="fold")
    for option in OPTIONS:
        found = os.environ.get(option.variable, "")
        hidden = "（已设）" if found and option.name in {"SECRET_KEY", "DATABASE_URL"} else found
        table.add_row(option.variable, option.help, option.allowed, hidden or f"{option.default or '未设'}（默认）")
    Console(markup=False, highlight=False).print(table)
    return 0


def guarded(command: Callable[[], int]) -> int:
    """Run `command`; what a person can mend is a sentence on the error stream, never a stack trace."""
    try:
        return flushed(command)
    except OptionError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (`… | head`): nothing to say, and nobody to say it to.
        silence(sys.stdout)
        return FAILED
    except OSError as error:
        silence(sys.stdout)
        complain(cannot_write(error) if error.filename is None else cannot_use(error))
        return FAILED
    except KeyboardInterrupt:
        complain("\n已停止。")
        return INTERRUPTED


def flushed(command: Callable[[], int]) -> int:
    """Run `command` and send off what it wrote: at exit it would be too late to say that a disk is full."""
    try:
        return command()
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()
