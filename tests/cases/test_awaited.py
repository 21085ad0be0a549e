"""Who is waited for is kept beside the case and its holdings; the migration gives it to what was there before."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding
from tests.cases.conftest import NOW
from tests.cases.test_lists import World
from tests.desk.people import hand_out


def kept() -> tuple[set[int], set[int]]:
    cases = Case.objects.filter(awaited=True).values_list("pk", flat=True)
    return set(cases), set(Holding.objects.filter(awaited=True).values_list("pk", flat=True))


def test_the_migration_finds_what_steps_keep(district) -> None:
    World(district, 6, 80)
    expected = kept()
    assert all(expected)
    Case.objects.update(awaited=False)
    Holding.objects.update(awaited=False)
    import_module("shuangyong.cases.migrations.0008_awaited").fill(apps, None)
    assert kept() == expected


def test_it_follows_the_steps(district) -> None:
    row = hand_out(district)

    def waits() -> tuple[bool, set[str]]:
        case = Case.objects.get(pk=row.pk)
        return case.awaited, set(case.holdings.filter(awaited=True).values_list("part", flat=True))

    def do(who: str, action: str, form: Form) -> None:
        take(district.actor(who), row.pk, action, form, rev=Case.objects.get(pk=row.pk).rev, now=NOW)

    assert waits() == (False, {"lead"})
    do("宁联", "sign", Form())
    assert waits() == (False, {"lead"})
    do("陆双", "drop", Form(note="重复立项"))
    assert waits() == (False, set())
