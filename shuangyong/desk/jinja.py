"""The Jinja2 environment of every template in the product."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, StrictUndefined

from shuangyong.desk import printing
from shuangyong.reports.wording import UNSAID, VERDICTS


def environment(**options: Any) -> Environment:
    """Return the environment for Django's Jinja2 backend (`OPTIONS["environment"]`).

    A name that does not exist is an error, not a blank: a blank cell on an official
    table would read as "the document says nothing".
    """
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options |= {"undefined": StrictUndefined, "autoescape": True}
    env = Environment(**options)  # noqa: S701  # autoescape is set in the line above
    env.globals.update(static=static, url=_url, local=_local, lamps=printing.LAMPS, verdicts=VERDICTS, unsaid=UNSAID)
    env.globals.update(lines=printing.lines, helped_in=printing.helped, options=printing.options)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _local(moment: datetime) -> str:
    """A moment as a person here reads it."""
    return f"{localtime(moment):%Y-%m-%d %H:%M}"
