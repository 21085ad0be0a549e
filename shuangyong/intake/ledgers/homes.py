"""Which rows of a roll live together: by their household's number, or by the head beside them, mostly merged cells.

Two heads of one name are two households: rows stand together while they follow each other, and a head begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shuangyong.base.actor import Actor
from shuangyong.register import access
from shuangyong.register.actions.bulk import UNNUMBERED
from shuangyong.register.drafts import PersonDraft
from shuangyong.register.models import Household

HEAD = "户主"


def settle(actor: Actor, drafts: Sequence[PersonDraft], rows: Sequence[Mapping[str, Any]]) -> list[PersonDraft]:
    """The drafts with their households; those that are registered already are found, two questions at most."""
    found = [_with_role(draft, values) for draft, values in zip(drafts, rows, strict=True)]
    found = _numbered(actor, found, rows)
    return _by_heads(actor, found, rows)


def _with_role(draft: PersonDraft, values: Mapping[str, Any]) -> PersonDraft:
    """Whoever bears the head's name beside him is the head, if nothing else was written."""
    if not draft.role and values.get("household") == draft.name:
        return replace(draft, role=HEAD)
    return draft


def _numbered(actor: Actor, drafts: list[PersonDraft], rows: Sequence[Mapping[str, Any]]) -> list[PersonDraft]:
    """A number means the same household wherever it stands, also in an earlier table, within a county."""
    wanted = {values["number"] for values in rows if "number" in values}
    if not wanted:
        return drafts
    stored = access.rows_of(Household, actor).filter(number__in=wanted).order_by("-pk")
    known = {(county, number): pk for county, number, pk in stored.values_list("county", "number", "pk")}
    return [
        replace(draft, household=values["number"], home=known.get((draft.region[:6], values["number"]), 0))
        if "number" in values
        else draft
        for draft, values in zip(drafts, rows, strict=True)
    ]


def _by_heads(actor: Actor, drafts: list[PersonDraft], rows: Sequence[Mapping[str, Any]]) -> list[PersonDraft]:
    """Rows that follow each other beside one head. Without the head among them they join his registered household."""
    groups = _groups(drafts, rows)
    headless = [group for group in groups if not any(drafts[place].role == HEAD for place in group)]
    homes = _homes_of(actor, {rows[group[0]]["household"] for group in headless})
    for number, group in enumerate(groups):
        first = drafts[group[0]]
        known = homes.get((first.region, rows[group[0]]["household"]), []) if group in headless else []
        home = known[0] if len(known) == 1 else 0
        for place in group:
            drafts[place] = replace(drafts[place], household=f"{UNNUMBERED}{number}", home=home)
    return drafts


def _groups(drafts: Sequence[PersonDraft], rows: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    groups: list[list[int]] = []
    for place, values in enumerate(rows):
        if "household" not in values or drafts[place].household:
            continue
        before = place - 1
        follows = groups and groups[-1][-1] == before and rows[before].get("household") == values["household"]
        if follows and not (drafts[place].role == HEAD and _headed(groups[-1], drafts)):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _headed(group: Sequence[int], drafts: Sequence[PersonDraft]) -> bool:
    return any(drafts[place].role == HEAD for place in group)


def _homes_of(actor: Actor, heads: set[str]) -> dict[tuple[str, str], list[int]]:
    """Registered households by where they lie and what their heads are called."""
    if not heads:
        return {}
    found: dict[tuple[str, str], list[int]] = {}
    named = {"members__role": HEAD, "members__until": None, "members__person__name__in": heads}
    stored = access.rows_of(Household, actor).filter(**named).values_list("region", "members__person__name", "pk")
    for region, name, pk in stored:
        found.setdefault((region, name), []).append(pk)
    return found
