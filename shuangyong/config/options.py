"""Every value that an office may set, in one table, each from the environment.

`read(name)` gives the value with its type; a wrong one raises OptionError, whose text says which variable,
what was found and what is allowed. The manual (docs/manual/设置.md) is tested to name each of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

PREFIX = "SHUANGYONG_"
ROOT = Path(__file__).resolve().parents[2]
"""The checkout, where the package runs from one; otherwise the folder of installed packages."""


class OptionError(Exception):
    """A setting that cannot be used; its text is a Chinese sentence for the administrator."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: `parse` turns the variable's text into its value or raises ValueError."""

    name: str
    default: str
    help: str
    allowed: str
    parse: Callable[[str], Any]

    @property
    def variable(self) -> str:
        return PREFIX + self.name


def in_checkout() -> bool:
    return (ROOT / "pyproject.toml").is_file() and (ROOT / "tools" / "setup.py").is_file()


def default_home() -> str:
    return str(ROOT / "var") if in_checkout() else str(Path.home() / "shuangyong")


def switch(text: str) -> bool:
    try:
        return {"1": True, "0": False, "on": True, "off": False, "true": True, "false": False}[text.lower()]
    except KeyError:
        raise ValueError(text) from None


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 64:
        raise ValueError(text)
    return number


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    return [ip_network(name) for name in names(text)]


def hours(text: str) -> tuple[time, time]:
    """Two times of day; the second may lie after midnight."""
    begin, _, end = text.partition("-")
    return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def cipher(text: str) -> str:
    """How protected values of persons are sealed from now on; what is sealed already stays readable."""
    found = {"aes": "AES-GCM", "sm4": "SM4-GCM"}.get(text.lower())
    if found is None:
        raise ValueError(text)
    return found


OPTIONS = (
    Option("HOME", default_home(), "全部数据所在的文件夹：数据库、密钥、静态文件", "文件夹路径", folder),
    Option(
        "DATABASE_URL",
        "",
        "数据库地址；不设时用数据文件夹里的 SQLite",
        "postgresql://用户:密码@主机:端口/库名 或 sqlite:///文件路径",
        str,
    ),
    Option("SECRET_KEY", "", "签名用的密钥；不设时首次启动自动生成，存入数据文件夹", "50 个字符以上的随机文字", str),
    Option("HOSTS", "", "除本机外，允许用哪些域名或地址访问，用逗号分开", "如 sy.example.gov.cn,10.1.2.3", names),
    Option("HOST", "127.0.0.1", "服务监听的地址；0.0.0.0 表示本机所有网卡", "IP 地址", str),
    Option("PORT", "8000", "服务监听的端口；被占用时顺延到下一个空闲端口", "1 至 65535", port),
    Option("WORKERS", "1", "服务进程数", "1 至 64", count),
    Option("HTTPS", "0", "经 HTTPS 对外服务时设为 1：Cookie 只走加密连接，并启用 HSTS", "0 或 1", switch),
    Option(
        "PROXIES",
        "127.0.0.1,::1",
        "本单位反向代理的地址，用逗号分开；只有从这里来的请求，才按它转报的来源地址计登录次数、记留痕",
        "IP 地址或网段，如 127.0.0.1,10.1.2.3",
        networks,
    ),
    Option(
        "SESSION_HOURS",
        "12",
        "登录一次最多用几个小时，一直在用也要重新登录；到点前半小时页面会提示，已经打开的表单还能交",
        "1 至 64",
        count,
    ),
    Option("QUIET", "20:00-08:00", "不打扰的时段：其间不形成每日提要；两端相同表示没有", "如 20:00-08:00", hours),
    Option(
        "CIPHER",
        "aes",
        "人员证件号等用什么加密：国际算法或国密算法；改后运行 shuangyong register rotate-keys",
        "aes 或 sm4",
        cipher,
    ),
    Option("DEBUG", "0", "开发用：出错时显示细节，静态文件不编号；正式使用不要打开", "0 或 1", switch),
)
_BY_NAME = {option.name: option for option in OPTIONS}


def read(name: str, environment: Mapping[str, str] | None = None) -> Any:
    """The value of a setting by its name without prefix; an empty variable counts as not set."""
    option = _BY_NAME[name]
    text = (os.environ if environment is None else environment).get(option.variable, "").strip() or option.default
    try:
        return option.parse(text)
    except ValueError:
        raise OptionError(
            f"设置 {option.variable} 的值“{text}”不能用。这一项是：{option.help}；应填：{option.allowed}。"
            "请改正后重新启动。"
        ) from None
