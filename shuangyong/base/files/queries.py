"""Finding pictures that look like one, whatever they are called and however they were resized."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from django.db.models import Q

from shuangyong.base.files.looks import ALIKE, Look
from shuangyong.base.files.models import Band, Blob, View

MOST = 5_000
"""Candidates compared: a plain white page shares bands with every other."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """Another picture and how many of 128 bits differ: 0 looks the same."""

    blob: Blob
    distance: int


def similar(blob: Blob, most: int = ALIKE) -> list[Alike]:
    """Pictures that were stored before or after and look like this one, nearest first, twenty at most.

    What the judging person may see of the papers that they belong to is for the caller to ask: a blob has no owner.
    """
    mine = [look_of(view) for view in View.objects.filter(blob=blob)]
    nearest: dict[int, int] = {}
    for view in candidates(blob, mine):
        other = look_of(view)
        # Whole against any cut of the other, and the other way round; two cuts say nothing more.
        distance = min((look.distance(other) for look in mine if not (look.cut and other.cut)), default=129)
        if distance <= most:
            nearest[view.blob_id] = min(distance, nearest.get(view.blob_id, 129))
    best = heapq.nsmallest(SHOWN, nearest.items(), key=lambda found: (found[1], found[0]))
    blobs = Blob.objects.in_bulk([pk for pk, _ in best])
    return [Alike(blobs[pk], distance) for pk, distance in best]


def candidates(blob: Blob, mine: list[Look]) -> list[View]:
    """Views of other pictures that share sixteen bits with one of these: by index, two queries for each cut.

    The bands are asked alone: joined to their views, PostgreSQL without fresh statistics reads all bands for each view.
    """
    found: dict[int, View] = {}
    for look in mine:
        shared = Q()
        for band, value in look.bands():
            shared |= Q(band=band, value=value)
        sharing = list(Band.objects.filter(shared).values_list("view", flat=True).distinct()[:MOST])
        views = View.objects.filter(pk__in=sharing).exclude(blob=blob)
        found.update((view.pk, view) for view in (views.filter(cut=0) if look.cut else views)[:MOST])
    return list(found.values())


def look_of(view: View) -> Look:
    return Look(view.cut, int(view.gradient, 16), int(view.frequency, 16))
