"""What the command line says when something goes wrong: the system's reasons in Chinese, names fit for a terminal."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TextIO

from shuangyong.reports.wording import printable

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EEXIST: "已经有同名的文件",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘只能读，不能写",
    errno.EBUSY: "文件正被占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.ENXIO: "没有这个设备",
    errno.ENODEV: "没有这个设备",
    errno.EBADF: "输出已经关闭",
    errno.EINVAL: "名称或操作无效",
    errno.ESTALE: "网络文件夹已断开",
    errno.ETIMEDOUT: "等候超时",
}
"""The system's own words are in the language of its installation, mostly English."""


def why(error: OSError | ValueError) -> str:
    """The reason of a failed look at the disk, without its full stop: 磁盘已满."""
    if isinstance(error, OSError) and error.errno is not None:
        return REASONS.get(error.errno, f"系统错误 {error.errno}")
    return "文件名无效" if isinstance(error, ValueError) else "系统没有说明原因"


def plain(name: object) -> str:
    """A name as one line without orders to the terminal."""
    return " ".join(printable(str(name)).split())


def complain(sentence: str) -> None:
    """Write a line to the error stream; where that is closed or full, nobody is left to be told."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(f"{sentence}\n")


def cannot_write(error: OSError) -> str:
    """The sentence for an output that takes no more."""
    return f"输出写不进去（{why(error)}）。请检查磁盘空间和输出的去处，然后重试。"


def cannot_use(error: OSError) -> str:
    """The sentence for a file that the error names."""
    return f"{plain(error.filename)} 不能用（{why(error)}）。请检查权限和磁盘，然后重试。"


def silence(stream: TextIO | None) -> None:
    """Lead `stream` nowhere: Python flushes once more at exit and would complain in its own words."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
