"""Whether whoever asked still waits for the answer: long work for somebody who has gone is given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

GONE = "shuangyong.gone"
"""In a request's environment: a function that tells whether its connection is closed (shuangyong.config.door)."""


class GoneError(Exception):
    """Nobody waits for this work any more."""


def gone(environ: Mapping[str, Any]) -> Callable[[], bool]:
    """What tells whether who sent this request has gone; under a server that does not say so nobody ever has."""
    found: Callable[[], bool] = environ.get(GONE, bool)
    return found
