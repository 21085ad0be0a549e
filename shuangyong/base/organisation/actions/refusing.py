"""What speaks against changes of units, in words that the verbs share."""

from __future__ import annotations

from collections.abc import Sequence

from shuangyong.base import keeping_out
from shuangyong.base.actor import LENGTHS
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.base.organisation.regions import codes_above

LONGEST_REASON = 200
NAMED = 5
"""Posts that a refusal names."""
COUNTY = LENGTHS[2]


def check_reason(reason: str) -> None:
    """Raises Invalid for one that is too long or says what may not be kept."""
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"最多 {LONGEST_REASON} 个字，现在是 {len(reason)} 个。"})
    keeping_out.refuse(reason=reason)


def must_last(unit: Unit, what: str) -> None:
    """Also on days before its end: who went elsewhere already cannot go, or take anybody in, a second time."""
    if unit.valid_to is not None:
        raise Problem(
            f"{unit.name}已于 {unit.valid_to} 终止，不是在用单位，不能{what}。",
            "涉及的单位都应是在用单位。",
            "请换一个在用的单位。",
        )


def alike(one: str, other: str) -> bool:
    """The same place, or two towns of one county, two villages of one town."""
    if one == other:
        return True
    return len(one) == len(other) > COUNTY and codes_above(one)[-2] == codes_above(other)[-2]


def named(held: Sequence[Tenure]) -> str:
    declared = posts.load()
    told = [f"{one.account.name}（{declared.name_of(one.post)}）" for one in held[:NAMED]]
    return "、".join(told) + (f"等 {len(held)} 个" if len(held) > NAMED else "")
