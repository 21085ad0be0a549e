"""The bench's pages behind the real server."""

from __future__ import annotations

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from shuangyong.config.serving import CONNECTIONS

if __name__ == "__main__":
    Server(
        "shuangyong.config.rsgi:door",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.RSGI,
        workers=2,
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
    ).serve()
