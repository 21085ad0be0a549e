"""Ratings given under an earlier version of their standard: shown beside what changed, confirmed by a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shuangyong.assess.queries import Scored
from shuangyong.assess.standard.comparing import HOWS, Compared, Words, compare
from shuangyong.assess.versions import OWN, UPPER, standard_version, under, versions_of
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.storing import writing
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.offers import allowed
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog.queries import kinds_in_force


@dataclass(frozen=True, slots=True)
class Carried:
    """One rating that waits: what was said of it, what became of its indicator."""

    case: int
    number: str
    code: str
    name: str
    year: int
    version: int
    compared: Compared | None
    """None where the later version has no such indicator: that rating is never counted again."""

    @property
    def how(self) -> str:
        return HOWS[self.compared.how] if self.compared else HOWS["gone"]


def carried(scored: Scored) -> list[Carried]:
    """The ratings of a score that wait to be confirmed, by code and year. A query for each version that they are of."""
    standard = scored.score.standard
    compared: dict[int, dict[str, Compared]] = {}
    found = []
    for (code, year), rated in sorted(scored.ratings.items()):
        if rated.carried:
            if rated.carried not in compared:
                words = Words(kinds_in_force(scored.asked.on))
                pairs = compare(standard_version(standard.key, rated.carried), standard, words)
                compared[rated.carried] = {one.code: one for one in pairs if one.how != "gone"}
            one = compared[rated.carried].get(code)
            found.append(Carried(rated.case, rated.number, code, one.name if one else "", year, rated.carried, one))
    return found


STEPS = (("confirm", OWN), ("confirm_upper", UPPER))


def confirm(actor: Actor, scored: Scored, cases: Collection[int], note: str, *, now: datetime) -> int:
    """Say of some ratings that they still stand under the version in force; gives how many steps that took.

    Each half is confirmed by whom it is for: the place's own by whoever rates for it, the upper one by whoever
    assesses. All of it or nothing. Raises NotFound for what does not wait here, Forbidden where neither half is this
    person's, and what a step raises.
    """
    waiting = {one.case for one in carried(scored) if one.compared}
    if not set(cases) <= waiting:
        raise NotFound("选中的评分里有的不需要确认。", then="请刷新页面再选。")
    with writing():
        return sum(_confirm(actor, case, note, scored, now) for case in sorted(cases))


def _confirm(actor: Actor, pk: int, note: str, scored: Scored, now: datetime) -> int:
    done = [action for action, given_by in STEPS if _confirmed(actor, pk, action, given_by, note, scored, now)]
    if not done:
        number = Case.objects.values_list("number", flat=True).get(pk=pk)
        raise Forbidden(f"{number} 的评分不是由您确认的。", then="自评由双拥办确认，考评由考评的一方确认。")
    return len(done)


def _confirmed(
    actor: Actor, pk: int, action: str, given_by: Collection[str], note: str, scored: Scored, now: datetime
) -> bool:
    row = Case.objects.get(pk=pk)
    case = lay_open(row, scored.asked.today)
    if not (_waits(case, given_by, scored) and _may(case, action, actor)):
        return False
    take(actor, pk, action, Form(note=note), rev=row.rev, now=now)
    return True


def _waits(case: Open, given_by: Collection[str], scored: Scored) -> bool:
    standard = scored.score.standard
    given = under(versions_of(standard.key), case.row.steps.order_by("seq"), given_by)
    return 0 < given < standard.version


def _may(case: Open, action: str, actor: Actor) -> bool:
    transition = case.kind.transitions[action]
    verdict = allowed(case.kind, transition, case.state, case.standing, actor)
    return case.state.stage in transition.origins and bool(verdict)
