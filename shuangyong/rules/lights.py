"""Lights (红绿灯): one colour and the sentence that explains it, computed from days. Nobody sets a light by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from shuangyong.rules.wording import near_text

Key = Literal["green", "yellow", "red", "blue", "grey"]
NAMES: dict[Key, str] = {"green": "按期", "yellow": "临期", "red": "逾期", "blue": "已办结", "grey": "未定期限"}


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and why."""

    key: Key
    says: str

    @property
    def beside(self) -> str:
        """The sentence right beside the lamp, which has said the first word already: “4天：完成时限…”."""
        return self.says.removeprefix(NAMES[self.key]).removeprefix("：")

    @property
    def told(self) -> str:
        """The sentence in a line that begins elsewhere with the lamp: how late it is stands whole."""
        return self.says if self.key == "red" else self.beside


@lru_cache(maxsize=4096)
def light(
    open: bool,  # noqa: A002 - what is asked is whether it is open
    due: date | None,
    warn_on: date | None,
    on: date,
    ended_on: date | None = None,
    reasons: tuple[str, ...] = (),
    term: str = "",
) -> Light:
    """The light on a day. `due` is the last day in time; from `warn_on` on it is yellow; `reasons` are added.

    `term` is what runs out on that day (“复核周期”): few terms are the day on which all must be done.
    Kept, for many cases share their days.
    """
    key, text = _ended(due, ended_on, on) if not open else _under_way(due, warn_on, on, term or "期限")
    return Light(key, "；".join([text, *(reason.strip().rstrip("。；") for reason in reasons if reason.strip())]))


def _ended(due: date | None, ended_on: date | None, on: date) -> tuple[Key, str]:
    if ended_on is None:
        return "blue", "已办结"
    text = f"已办结：{near_text(ended_on, on)}办结"
    if due is None:
        return "blue", text
    late = (ended_on - due).days
    return "blue", f"{text}，" + (f"比期限{near_text(due, on)}晚{late}天" if late > 0 else "未超期限")


def _under_way(due: date | None, warn_on: date | None, on: date, term: str) -> tuple[Key, str]:
    if due is None:
        return "grey", "未定期限：没有到期的日子"
    left = (due - on).days
    by = f"{term}{near_text(due, on)}到期"
    if left < 0:
        return "red", f"逾期{-left}天：{by}"
    if warn_on is None or on < warn_on:
        return "green", f"按期：{by}，" + (f"还有{left}天" if left else "今天是最后一天")
    return "yellow", f"临期：{by}，" + (f"只剩{left}天" if left else "今天是最后一天")
