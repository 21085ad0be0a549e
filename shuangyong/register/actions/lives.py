"""What happens in a life and lies by period: service, categories, honours, other facts, relations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, NotFound
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, declared, entries
from shuangyong.register.actions.persons import hold_person
from shuangyong.register.bound import Bound
from shuangyong.register.drafts import CategoryDraft, ServiceDraft, category_wrong, service_wrong, trait_wrong
from shuangyong.register.models import Category, Honour, Person, Relation, ServiceEpisode, Trait, Troops

# ── service ────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_service(actor: Actor, pk: int, service: ServiceDraft, *, now: datetime) -> ServiceEpisode:
    """One time in service. A second one is what being called up again looks like; two may not overlap."""
    today = localtime(now).date()
    with writing():
        person = hold_person(actor, pk, now=now)
        problem = service_wrong(service, person.born, today) or _overlap(person, service)
        if problem:
            raise Invalid({"services": problem})
        troops = Troops.objects.filter(county=person.county, name=service.troops_name).first()
        episode = ServiceEpisode.objects.create(
            person=person,
            kind=service.kind,
            enlisted=service.enlisted,
            discharged=service.discharged,
            manner=service.manner,
            troops=troops,
            troops_name=service.troops_name,
            from_region=service.from_region,
        )
        trail.record(actor, entries.SERVICE, person, {"kind": service.kind, **Bound().data(episode)}, now=now)
    return episode


def _overlap(person: Person, service: ServiceDraft, beside: int = 0) -> str:
    start, end = service.enlisted or date.min, service.discharged or date.max
    for other in person.episodes.exclude(pk=beside):
        if start < (other.discharged or date.max) and (other.enlisted or date.min) < end:
            return "与已登记的服役经历时间重叠，请核对起止日期；原来那段有误的请先更正。"
    return ""


def discharge(actor: Actor, episode_id: int, on: date, *, now: datetime, manner: str = "") -> ServiceEpisode:
    """The end of a time in service."""
    with writing():
        episode: ServiceEpisode = _own(ServiceEpisode, actor, episode_id, now)
        made = ServiceDraft(episode.kind, episode.enlisted, on, manner or episode.manner, episode.troops_name)
        problem = service_wrong(made, episode.person.born, localtime(now).date())
        if problem:
            raise Invalid({"discharged": problem})
        binds = Bound(episode)
        episode.discharged, episode.manner = on, manner or episode.manner
        episode.save(update_fields=["discharged", "manner"])
        trail.record(actor, entries.DISCHARGED, episode.person, {"on": on.isoformat(), **binds.data()}, now=now)
    return episode


def correct_service(
    actor: Actor, episode_id: int, service: ServiceDraft, reason: str, *, now: datetime
) -> ServiceEpisode:
    """Put a time in service right; the trail keeps what it was."""
    keeping_out.refuse(reason=reason)
    with writing():
        episode: ServiceEpisode = _own(ServiceEpisode, actor, episode_id, now)
        problem = service_wrong(service, episode.person.born, localtime(now).date())
        problem = problem or _overlap(episode.person, service, episode.pk)
        if problem:
            raise Invalid({"services": problem})
        binds = Bound(episode)
        before = {name: str(getattr(episode, name)) for name in ("kind", "enlisted", "discharged", "manner")}
        for name in ("kind", "enlisted", "discharged", "manner", "troops_name", "from_region"):
            setattr(episode, name, getattr(service, name))
        episode.troops = Troops.objects.filter(county=episode.person.county, name=service.troops_name).first()
        episode.save()
        data = {"reason": reason[:200], "before": before, **binds.data()}
        trail.record(actor, entries.SERVICE_CORRECTED, episode.person, data, now=now)
    return episode


def _own(model: type[Any], actor: Actor, pk: int, now: datetime) -> Any:
    """A row that belongs to a person, the person held. Raises NotFound."""
    row = model.objects.select_related("person").filter(pk=pk).first()
    if row is None:
        raise NotFound
    row.person = hold_person(actor, row.person.head_id or row.person_id, now=now)
    return row


def _refuse_end(since: date | None, on: date) -> None:
    """Raises Invalid for an end that is not after the beginning."""
    if since and on <= since:
        raise Invalid({"until": f"终止日期应晚于开始日期 {since}。"})


# ── categories, honours, traits ────────────────────────────────────────────────────────────────────────────────────


def add_category(actor: Actor, pk: int, category: CategoryDraft, *, now: datetime) -> Category:
    """The person belongs to a category from a day on. What the category asks must be said here."""
    kind = declared.load().category_named(category.key)
    problem = category_wrong(category)
    if not problem and kind:
        lacking = [detail.name for detail in kind.asks if not category.detail.get(detail.key)]
        problem = f"“{kind.name}”还要填：{'、'.join(lacking)}。" if lacking else ""
    if problem or kind is None:
        raise Invalid({"categories": problem})
    with writing():
        person = hold_person(actor, pk, now=now)
        if person.categories.filter(key=kind.key, until=None).exists():
            raise Invalid({"categories": f"已经登记为“{kind.name}”，有变化的请先终止原来的。"})
        made = Category.objects.create(
            person=person, key=kind.key, detail=dict(category.detail), since=category.since, until=category.until
        )
        trail.record(actor, entries.CATEGORY, person, {"category": kind.name, **Bound().data(made)}, now=now)
    return made


def end_category(actor: Actor, category_id: int, on: date, reason: str, *, now: datetime) -> Category:
    """It applies no longer from a day on."""
    keeping_out.refuse(reason=reason)
    with writing():
        category: Category = _own(Category, actor, category_id, now)
        _refuse_end(category.since, on)
        binds = Bound(category)
        category.until = on
        category.save(update_fields=["until"])
        known = declared.load().categories.get(category.key)
        data = {"category": known.name if known else category.key, "on": on.isoformat(), "reason": reason[:200]}
        trail.record(actor, entries.CATEGORY_ENDED, category.person, data | binds.data(), now=now)
    return category


def add_honour(actor: Actor, pk: int, key: str, on: date | None, *, now: datetime) -> Honour:
    """An honour or merit."""
    kind = declared.load().honour_named(key)
    if kind is None or (on and on > localtime(now).date()):
        raise Invalid({"honours": "请从列表里选荣誉，日期不应晚于今天。"})
    with writing():
        person = hold_person(actor, pk, now=now)
        made = Honour.objects.create(person=person, key=kind.key, on=on)
        trail.record(actor, entries.HONOUR, person, {"honour": kind.name, **Bound().data(made)}, now=now)
    return made


def set_trait(actor: Actor, pk: int, key: str, value: object, *, now: datetime, since: date | None = None) -> Trait:
    """Another fact from a day on; the one before ends then."""
    on = since or localtime(now).date()
    if problem := trait_wrong(key, value):
        raise Invalid({key: problem})
    with writing():
        person = hold_person(actor, pk, now=now)
        before = person.traits.filter(key=key, until=None)
        binds = Bound(*before)
        before.filter(since=None).update(until=on)
        before.filter(since__lt=on).update(until=on)
        before.filter(since__gte=on).delete()
        made = Trait.objects.create(person=person, key=key, value=value, since=on)
        data = {"trait": declared.load().traits[key].name, **binds.data(made)}
        trail.record(actor, entries.TRAIT, person, data, now=now)
    return made


# ── relations ──────────────────────────────────────────────────────────────────────────────────────────────────────

_BACK: Mapping[str, str] = {
    "配偶": "配偶",
    "父母": "子女",
    "子女": "父母",
    "抚养人": "子女",
    "兄弟姐妹": "兄弟姐妹",
    "祖父母": "孙子女",
    "孙子女": "祖父母",
    "监护人": "其他",
}


def back(kind: str) -> str:
    """What the person is to the other one."""
    return _BACK.get(kind, "其他")


def relate(actor: Actor, pk: int, other: int, kind: str, *, now: datetime, since: date | None = None) -> Relation:
    """`other` is the `kind` of the person."""
    if kind not in declared.rules().lists["relations"]:
        raise Invalid({"kind": f"关系可填：{'、'.join(declared.rules().lists['relations'])}。"})
    with writing():
        person = hold_person(actor, pk, now=now)
        them = access.get(actor, other, now=now)
        if them.pk == person.pk:
            raise Invalid({"other": "不能与自己登记关系。"})
        if Relation.objects.filter(person=person, other=them, kind=kind, until=None).exists():
            raise Invalid({"kind": "这个关系已经登记。"})
        made = Relation.objects.create(person=person, other=them, kind=kind, since=since)
        trail.record(actor, entries.RELATED, person, {"kind": kind, "other": them.pk, **Bound().data(made)}, now=now)
    return made


def unrelate(actor: Actor, relation_id: int, on: date, *, now: datetime) -> Relation:
    """It holds no longer from a day on."""
    with writing():
        relation: Relation = _own(Relation, actor, relation_id, now)
        _refuse_end(relation.since, on)
        binds = Bound(relation)
        relation.until = on
        relation.save(update_fields=["until"])
        data = {"kind": relation.kind, "on": on.isoformat(), **binds.data()}
        trail.record(actor, entries.UNRELATED, relation.person, data, now=now)
    return relation
