"""Who acts in the tests of the ground rooms. All invented."""

from __future__ import annotations

from shuangyong.base.actor import Actor, Place, Seat


def seat(unit: str, post: str, place: str, *permissions: str) -> Seat:
    return Seat(1, 10, unit, "1/10", Place(place), post, post, frozenset(permissions), "unit", 1)


CHEN = Actor(7, "陈默", (seat("云河区双拥办", "经办人", "520402"),))
ZHOU = Actor(8, "周敏", (seat("云河区保密局", "安全审计员", "520402", "trail.read"),))
"""Reads the trail of her district."""
LIN = Actor(9, "林岚", (seat("全国双拥办", "安全审计员", "", "trail.read"),))
"""Reads the trail of the nation."""
XU = Actor(11, "徐进", (seat("青石区双拥办", "经办人", "520403"),))
"""Works in the next district."""
