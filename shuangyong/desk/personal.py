"""Numbers of persons that a document's tasks carry on into tables, cases and lists, where nobody needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuangyong.reader.model import Task

_NUMBERS = {
    # A place, a day of birth, an order and a check sign: a body's code or an account has no such day.
    "身份证号": re.compile(
        r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
    ),
    "银行卡号": re.compile(r"(?<!\d)62\d{14,17}(?!\d)"),
}


def personal_numbers(tasks: Iterable[Task]) -> str:
    """How many numbers of each sort stand in the tasks' words, each number once: 身份证号2个; "" for none."""
    words = "\n".join(part for task in tasks for part in (task.task, *task.measures))
    found = {name: len(set(pattern.findall(words))) for name, pattern in _NUMBERS.items()}
    return "、".join(f"{name}{count}个" for name, count in found.items() if count)
