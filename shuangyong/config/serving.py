"""Serving the pages: database brought up to date, static files numbered, then granian until it is stopped."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
import sys
from pathlib import Path

from shuangyong.config import options
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain, why

TRIES = 50
"""How many ports after the wanted one are tried."""
AT_WORK = min(8, 2 * (os.cpu_count() or 1) + 4)
"""Requests at work at once in one process; reading is bound to the processor, so more would only wait inside. More
than may read, count anew or wait for it at the same time (base.turns: three and two), so that pages always go on."""
CONNECTIONS = 4_096
"""Open connections of one process. A browser keeps several open for minutes and opens some that it never uses:
with 128 of them twenty colleagues shut out the twenty-first."""
OWN_FILES = 512
"""What a process opens beside connections."""
HEADERS_WITHIN = 15
"""Seconds for the head of a request, and for a kept connection to be used again."""


def run(args: argparse.Namespace) -> int:
    """`shuangyong serve`."""
    prepare()
    from shuangyong.config.district.showing import warn_of_district

    warn_of_district()
    serve(args)
    return 0


def prepare() -> None:
    """Bring the database and the static files up to date; a second time this takes well under a second."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    for option in options.OPTIONS:
        options.read(option.name)  # a wrong one is told before anything is touched
    make_home(options.read("HOME"))
    django.setup()
    report_checks()
    migrate()
    plan_schedules()
    bind_rows()
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def make_home(home: Path) -> None:
    """The folder of all state, and whatever this process writes: for the account that it runs under, and no other.

    In the database lie papers, sessions that are under way and the trail.
    """
    os.umask(0o077)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(
            f"数据文件夹 {home} 建不起来（{why(error)}）。"
            "请检查上级文件夹的写权限，或用 SHUANGYONG_HOME 指定另一个文件夹。"
        ) from None


def report_checks() -> None:
    """Django's system checks: warnings are told, an error ends the start."""
    from django.core.checks import run_checks

    serious = []
    for message in run_checks():
        if message.is_serious():
            serious.append(message)
        elif message.id and message.id.startswith("shuangyong."):
            complain(f"提醒 {message.id}：{message.msg}{message.hint or ''}")
    if serious:
        raise OptionError("\n".join(f"{item.id}：{item.msg}{item.hint or ''}" for item in serious))


def migrate() -> None:
    """Bring the database up to date. OptionError where it cannot be opened."""
    from django.core.management import call_command
    from django.db.utils import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        first = str(error).strip().partition("\n")[0]
        raise OptionError(
            f"打不开数据库：{first}\n"
            "请检查 SHUANGYONG_DATABASE_URL（没有设的，检查数据文件夹的写权限和磁盘空间）后重试。"
        ) from None


def plan_schedules() -> None:
    """From now on what comes again is expected, whether or not somebody starts a worker."""
    from django.utils import timezone

    from shuangyong.base.jobs.worker import plan_all

    plan_all(timezone.now())


def bind_rows() -> None:
    """A new office's register is bound to the trail before its first row; an old one's by the worker, once.

    Posts, accounts, units and definitions are few: what is there is bound at once.
    """
    from django.utils import timezone

    from shuangyong.base.trail.comparing import begin
    from shuangyong.register.binding import begin_empty

    begin(now=timezone.now())
    begin_empty(now=timezone.now())


def serve(args: argparse.Namespace) -> None:
    """Print the address and serve until interrupted."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    host = args.host or options.read("HOST")
    wanted = options.read("PORT", {"SHUANGYONG_PORT": args.port}) if args.port else options.read("PORT")
    port = free_port(host, wanted)
    if port != wanted:
        sys.stdout.write(f"端口 {wanted} 已被占用，改用 {port}。\n")
    allow(host)
    sys.stdout.write(f"\n请用浏览器打开：http://{shown(host)}:{port}/\n按 Ctrl+C 停止。\n")
    sys.stdout.flush()
    Server(
        "shuangyong.config.rsgi:door",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=options.read("WORKERS"),
        backpressure=connections(),
        http=HTTPModes.http1,  # nothing needs more, and less can be done to it
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN * 1_000),
        websockets=False,
        respawn_failed_workers=True,  # a file that breaks a library takes down those who are at work, not the service
        log_level=LogLevels.warning,  # the address is already on the screen
    ).serve()


def connections() -> int:
    """How many connections may be open, as far as this machine lets a process open files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OWN_FILES
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(128, most - OWN_FILES)


def allow(host: str) -> None:
    """A listening address given by name may be asked for by that name; the workers read the environment."""
    if is_wildcard(host):
        return
    known = os.environ.get("SHUANGYONG_HOSTS", "")
    os.environ["SHUANGYONG_HOSTS"] = ",".join(filter(None, (known, host)))


def is_wildcard(host: str) -> bool:
    return host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound


def shown(host: str) -> str:
    if is_wildcard(host):
        return "127.0.0.1"
    try:
        return f"[{host}]" if ipaddress.ip_address(host).version == 6 else host
    except ValueError:
        return host


def free_port(host: str, wanted: int) -> int:
    """The first port from `wanted` on that can be bound; OptionError where the address is not this machine's."""
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if can_bind(host, port):
            return port
    raise OptionError(f"从 {wanted} 起的 {TRIES} 个端口都不能用。请用 --port 换一个端口。")


def can_bind(host: str, port: int) -> bool:
    """Whether a socket may listen there now; OptionError for an address that is none of this machine."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise OptionError(f"监听地址“{host}”不能用。应填本机的 IP 地址，如 127.0.0.1 或 0.0.0.0。") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            return False
        except OSError as error:
            return address_in_use(error, host)
    return True


def address_in_use(error: OSError, host: str) -> bool:
    """False for a taken port; an address that is not this machine's will not be better on the next port."""
    import errno

    if error.errno == errno.EADDRNOTAVAIL:
        raise OptionError(f"监听地址“{host}”不是本机的地址。请填本机的 IP 地址，或 0.0.0.0。") from None
    return False
