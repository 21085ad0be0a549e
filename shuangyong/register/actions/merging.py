"""Two records of one person: found, explained, merged by a person, unmerged to the letter.

A merger moves nothing. The record that goes in points at its head; what lies with it is read together with the head's.
Taking the pointer away gives back exactly what was there.
"""

from __future__ import annotations

from datetime import datetime

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, entries
from shuangyong.register.access import MERGE, need_at
from shuangyong.register.bound import Bound
from shuangyong.register.models import Merge, Pair, Person

MERGING = "register.merging"


def merge(actor: Actor, pk: int, into: int, reason: str, *, now: datetime) -> Person:
    """The record `pk` goes into `into`: one person, one file. Both must lie within the actor's reach."""
    if not reason.strip():
        raise Invalid({"reason": "请写明依据，例如：身份证号相同，已电话核实。"})
    keeping_out.refuse(reason=reason)
    with writing():
        hold(MERGING)
        gone, head = _standing(actor, pk, now), _standing(actor, into, now)
        if gone.pk == head.pk:
            raise Problem("这两份已经是同一份档案。", then="请刷新页面。")
        followed = list(gone.merged.order_by("pk").values_list("pk", flat=True))
        going = Person.objects.filter(pk__in=[gone.pk, *followed])
        binds = Bound(*going)
        going.update(head=head)
        Merge.objects.create(
            person=gone, into=head, followed=followed, reason=reason[:200], at=now, account_id=actor.account_id
        )
        _decide(actor, gone.pk, head.pk, Pair.State.MERGED, reason, now)
        trail.record(actor, entries.MERGED, gone, {"into": head.pk, "reason": reason[:200], **binds.data()}, now=now)
    return head


def unmerge(actor: Actor, merge_id: int, reason: str, *, now: datetime) -> Person:
    """Take a merger back; later ones of the same records first, as they built on it."""
    if not reason.strip():
        raise Invalid({"reason": "请写明为什么撤销。"})
    keeping_out.refuse(reason=reason)
    with writing():
        hold(MERGING)
        done = Merge.objects.select_related("person", "into").filter(pk=merge_id, undone_at=None).first()
        if done is None:
            raise NotFound
        need_at(actor, MERGE, done.person.place)
        need_at(actor, MERGE, done.into.place)
        _check_last(done)
        binds = Bound(*Person.objects.filter(pk__in=[done.person_id, *done.followed]))
        Person.objects.filter(pk=done.person_id).update(head=None)
        Person.objects.filter(pk__in=done.followed).update(head=done.person)
        Merge.objects.filter(pk=done.pk).update(undone_at=now)
        one, other = sorted((done.person_id, done.into_id))
        Pair.objects.filter(one=one, other=other).update(state=Pair.State.WAITING, decided_at=None, decided_by=None)
        data = {"into": done.into_id, "reason": reason[:200], **binds.data()}
        trail.record(actor, entries.UNMERGED, done.person, data, now=now)
    return Person.objects.get(pk=done.person_id)


def _check_last(done: Merge) -> None:
    """Whether the head has gone into another one since."""
    if done.into.head_id is not None:
        raise Problem("这份档案后来又并入了另一份。", then="请先撤销后来的那次合并。")


def different(actor: Actor, pair_id: int, reason: str, *, now: datetime) -> None:
    """They are two people; the pair is not asked about again."""
    if not reason.strip():
        raise Invalid({"reason": "请写明依据。"})
    keeping_out.refuse(reason=reason)
    with writing():
        pair = Pair.objects.filter(pk=pair_id, state=Pair.State.WAITING).first()
        if pair is None:
            raise NotFound
        one = _standing(actor, pair.one_id, now)
        _standing(actor, pair.other_id, now)
        _decide(actor, pair.one_id, pair.other_id, Pair.State.DIFFERENT, reason, now)
        data = {"other": pair.other_id, "reason": reason[:200]}
        trail.record(actor, entries.DIFFERENT, one, data, now=now)


def _standing(actor: Actor, pk: int, now: datetime) -> Person:
    person = access.get(actor, pk, now=now)
    need_at(actor, MERGE, person.place)
    return person


def _decide(actor: Actor, pk: int, into: int, state: str, reason: str, now: datetime) -> None:
    one, other = sorted((pk, into))
    Pair.objects.filter(one=one, other=other).update(
        state=state, decided_at=now, decided_by=actor.account_id, note=reason[:200]
    )
