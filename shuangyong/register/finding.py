"""Records that may be one person: found by what they share, said why, left to a person to decide.

Two records with different identity numbers are two people: a number with a slip does not pass its check. What is left
is mostly a record without a number beside one that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db.models import Count, Q

from shuangyong.base.storing import writing
from shuangyong.register.models import Pair, Person, Secret

SAME_NUMBER, SAME_PERSON, SAME_PHONE, ALIKE = 100, 60, 70, 40
SAYS = {
    SAME_NUMBER: "身份证号相同",
    SAME_PERSON: "姓名、出生日期和居住的乡镇相同",
    SAME_PHONE: "姓名和联系电话相同",
    ALIKE: "出生日期和居住的村（社区）相同，姓名只差一个字",
}
CHUNK = 300
LARGEST = 40
"""A group of more is no sign of anything: a village's telephone, a default birthday."""
Group = Sequence[int]
Progress = Callable[[int, int], None]


def find_all(*, now: datetime, progress: Progress) -> int:
    """Go through the whole register; gives how many new pairs there are. What was decided is not asked again."""
    searches: list[tuple[int, Callable[[], Iterator[list[Group]]]]] = [
        (SAME_NUMBER, lambda: _by_blind("id_number")),
        (SAME_PERSON, _by_name_and_birth),
        (SAME_PHONE, lambda: _by_blind("phone")),
        (ALIKE, _by_birth_and_village),
    ]
    found = 0
    for done, (weight, groups) in enumerate(searches):
        for some in groups():
            with writing():
                progress(done, len(searches))
                found += keep(weight, some, now)
    return found


def find_for(person: Person, *, now: datetime) -> int:
    """The same for one person just registered: four questions by indexes."""
    numbers = list(person.secrets.filter(until=None).exclude(blind="").values_list("sort", "blind"))
    groups: list[tuple[int, Group]] = []
    for sort, weight in (("id_number", SAME_NUMBER), ("phone", SAME_PHONE)):
        blinds = [blind for named, blind in numbers if named == sort]
        same = Secret.objects.filter(sort=sort, blind__in=blinds, until=None).order_by("pk")
        groups.append((weight, list(same.values_list("person", flat=True)[: LARGEST + 1])))
    if person.born:
        alive = Person.objects.filter(head=None, planted=False, born=person.born)
        same_name = alive.filter(name=person.name, town=person.town)
        groups.append((SAME_PERSON, list(same_name.values_list("pk", flat=True)[: LARGEST + 1])))
        near = alive.filter(village=person.village).exclude(village="")
        groups.append((ALIKE, list(near.values_list("pk", flat=True)[: LARGEST + 1])))
    with writing():
        return sum(keep(weight, [group], now, only=person.pk) for weight, group in groups)


# ── groups ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_blind(sort: str) -> Iterator[list[Group]]:
    """Persons with the same number or telephone."""
    found = Secret.objects.filter(sort=sort, until=None).exclude(blind="")
    shared = found.values("blind").annotate(many=Count("person", distinct=True)).filter(many__gt=1, many__lte=LARGEST)
    blinds = shared.order_by("blind").values_list("blind", flat=True).iterator(CHUNK)
    for some in _chunks(blinds):
        rows = found.filter(blind__in=some).order_by("blind", "person").values_list("blind", "person")
        yield _grouped((blind, person) for blind, person in rows)


def _by_name_and_birth() -> Iterator[list[Group]]:
    yield from _by_columns(("name", "born", "town"))


def _by_birth_and_village() -> Iterator[list[Group]]:
    yield from _by_columns(("born", "village"))


def _by_columns(columns: tuple[str, ...]) -> Iterator[list[Group]]:
    """Persons who share some columns, none of them empty."""
    found = Person.objects.filter(head=None, planted=False, born__isnull=False).exclude(**{columns[-1]: ""})
    shared = found.values(*columns).annotate(many=Count("pk")).filter(many__gt=1, many__lte=LARGEST)
    for some in _chunks(shared.order_by(*columns).values_list(*columns).iterator(CHUNK)):
        where = Q()
        for values in some:
            where |= Q(**dict(zip(columns, values, strict=True)))
        rows = found.filter(where).order_by(*columns, "pk").values_list(*columns, "pk")
        yield _grouped((tuple(row[:-1]), row[-1]) for row in rows)


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for value in values:
        some.append(value)
        if len(some) == CHUNK // 3:
            yield some
            some = []
    if some:
        yield some


def _grouped(rows: Iterable[tuple[Any, int]]) -> list[Group]:
    groups: dict[Any, list[int]] = {}
    for key, pk in rows:
        groups.setdefault(key, []).append(pk)
    return list(groups.values())


# ── pairs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def keep(weight: int, groups: list[Group], now: datetime, only: int | None = None) -> int:
    """Store the pairs of some groups that are worth asking about; those that stand already gain a reason."""
    groups = [group for group in groups if 1 < len(group) <= LARGEST]
    keys = {pk for group in groups for pk in group}
    persons = Person.objects.filter(pk__in=keys, head=None, planted=False).in_bulk()
    numbers = _numbers(keys)
    pairs = {
        (min(pair), max(pair))
        for group in groups
        for pair in combinations([pk for pk in group if pk in persons], 2)
        if pair[0] != pair[1] and (only is None or only in pair)
    }
    worth = sorted(pair for pair in pairs if _worth(weight, persons[pair[0]], persons[pair[1]], numbers))
    return _store(weight, worth, persons, now)


def _numbers(keys: set[int]) -> dict[int, tuple[str, str]]:
    """Key and blind index of each person's identity number."""
    rows = Secret.objects.filter(person__in=keys, sort="id_number", until=None).order_by("pk")
    return {person: (key, blind) for person, key, blind in rows.values_list("person", "blind_key", "blind")}


def _worth(weight: int, one: Person, other: Person, numbers: Mapping[int, tuple[str, str]]) -> bool:
    mine, theirs = numbers.get(one.pk), numbers.get(other.pk)
    if weight != SAME_NUMBER and mine and theirs and mine[0] == theirs[0] and mine[1] != theirs[1]:
        return False
    if weight == SAME_PHONE:
        return one.name == other.name
    return weight != ALIKE or near(one.name, other.name)


def near(one: str, other: str) -> bool:
    """Whether two names differ in one character: another one, one more or one less."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 2:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _store(weight: int, pairs: list[tuple[int, int]], persons: Mapping[int, Person], now: datetime) -> int:
    if not pairs:
        return 0
    known = {
        (pair.one_id, pair.other_id): pair
        for pair in Pair.objects.filter(one__in={one for one, _ in pairs}, other__in={other for _, other in pairs})
    }
    for both in pairs:
        pair = known.get(both)
        if pair and SAYS[weight] not in pair.reasons:
            reasons = [*pair.reasons, SAYS[weight]]
            Pair.objects.filter(pk=pair.pk).update(reasons=reasons, weight=max(pair.weight, weight))
    new = [both for both in pairs if both not in known]
    Pair.objects.bulk_create(
        (
            Pair(
                one_id=one,
                other_id=other,
                reasons=[SAYS[weight]],
                weight=weight,
                county=persons[one].county,
                found_at=now,
            )
            for one, other in new
        ),
        ignore_conflicts=True,
    )
    return len(new)
