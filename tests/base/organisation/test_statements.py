"""A statement that is kept finds what the queryset finds, whatever values come next."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Sum
from django.test.utils import CaptureQueriesContext

from shuangyong.base import statements
from shuangyong.base.organisation.models import Account, Tenure, Unit
from shuangyong.base.statements import SIZES, Select, add, among, change, first
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

pytestmark = pytest.mark.django_db
WHERE = [
    [(("kind", "town"),), (("kind", "government"),)],
    [(Q(kind="town") | Q(kind="village"),), (Q(kind="army") | Q(kind="group"),)],
    [(~Q(kind="town"), ("region", "990102")), (~Q(kind="party"), ("region", "990102101"))],
    [(("valid_from__lte", TODAY), ("valid_to", None)), (("valid_from__lte", LONG_AGO), ("valid_to", None))],
    [(("parent__kind", "town"),), (("parent__kind", "government"),)],
    [(("kind__in", ("town", "village")),), (("kind__in", ("army", "party")),)],
    [(("parent__in", [1, 2, 3]),), (("parent__in", [4, 2, 9]),)],
    [(~Q(parent__in=[1, 2]),), (~Q(parent__in=[3, 4]),)],
    [(Q(pk__in=[]) | Q(kind="town"),), (Q(pk__in=[]) | Q(kind="party"),)],
    [(~Q(pk__in=[]),), (~Q(pk__in=[]),)],
    [(("pk__in", []),), (("pk__in", []),)],
    [(("path__gte", "00000002"), ("path__lt", "00000004")), (("path__gte", "00000001"), ("path__lt", "00000009"))],
    [(Q(Exists(Tenure.objects.filter(unit=OuterRef("pk")))),), (Q(name=F("short")),)],
]


def plain(conditions) -> list[tuple]:
    given = [Q(one) if isinstance(one, tuple) else one for one in conditions]
    return list(Unit.objects.filter(*given).order_by("path").values_list("pk", "name", "valid_from"))


@pytest.mark.parametrize("pair", WHERE)
def test_the_first_time_and_with_other_values(district, pair) -> None:
    for conditions in (*pair, *pair):
        select = Select(Unit, ("pk", "name", "valid_from"), conditions, ("path",))
        assert select.rows() == plain(conditions)
        assert select.rows(3) == plain(conditions)[:3]


def test_what_is_kept_is_not_put_together_again(district, monkeypatch) -> None:
    towns = Select(Unit, ("name",), (("kind", "town"),), ("path",))
    assert len(towns.rows()) > 1
    monkeypatch.setattr(statements, "_written", None)
    units = Select(Unit, ("name",), (("kind", "army"),), ("path",))
    with CaptureQueriesContext(connection) as made:
        assert [name for (name,) in units.rows()] == list(
            Unit.objects.filter(kind="army").order_by("path").values_list("name", flat=True)
        )
    assert made.captured_queries[0]["sql"].count("army") == 1


def test_a_query_within_a_query(district) -> None:
    for post in ("liaison", "office_head", "nobody"):
        inner = Select(Tenure, ("unit",), (("post", post),))
        found = Select(Unit, ("pk",), (("pk__in", inner), ("valid_to", None)), ("pk",)).rows()
        expected = Unit.objects.filter(pk__in=Tenure.objects.filter(post=post).values("unit"), valid_to=None)
        assert [pk for (pk,) in found] == list(expected.order_by("pk").values_list("pk", flat=True))


def test_moments_come_back_as_moments(district) -> None:
    account = Account.objects.first()
    assert account is not None
    Account.objects.filter(pk=account.pk).update(logged_in_at=NOW)
    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        moment = datetime.combine(day, NOW.timetz())
        found = Select(Account, ("pk", "logged_in_at"), (("logged_in_at__gte", moment),)).rows()
        assert found == ([(account.pk, NOW)] if moment < NOW else [])


def test_a_list_of_keys_is_filled_up_and_finds_the_same() -> None:
    """On PostgreSQL it is one value, however long."""
    assert among("pk", []) == ("pk__in", [])
    if connection.vendor == "postgresql":
        assert among("pk", [7, 8]) == ("pk__in", [7, 8])
        return
    assert among("pk", [7, 8]) == ("pk__in", [7, 8, 8, 8, 8])
    most = SIZES[-1]
    assert among("pk", range(most - 1))[1] == [*range(most - 1), most - 2]
    assert among("pk", range(most + 1))[1] == list(range(most + 1))


def test_more_shapes_than_are_kept_begin_anew(district, monkeypatch) -> None:
    monkeypatch.setattr(statements, "KEPT", 2)
    for size in range(1, 6):
        assert len(Select(Unit, ("pk",), (("kind", "government"),), ("pk",)).rows(size)) == size
    assert len(statements._kept) <= 2


def test_counting(district, settings) -> None:
    """In debug mode too, where every query is logged with its values."""
    settings.DEBUG = True
    for kind in ("government", "town", "nothing", "army"):
        for most in (3, 1000):
            expected = min(Unit.objects.filter(kind=kind).count(), most)
            assert Select(Unit, ("pk",), (("kind", kind),), ("path",)).count(most) == expected
    assert Select(Unit, ("pk",), (("pk__in", []),)).count(5) == 0
    assert Select(Unit, ("pk",), (Q(name=F("short")),)).count(5) == min(Unit.objects.filter(name=F("short")).count(), 5)


def test_several_counts_in_one_query(district) -> None:
    beside = Select(Account, (), (("pk", Account.objects.first().pk),))
    for since in (LONG_AGO, TODAY):
        wanted = [
            statements.UpTo(Select(Unit, ("pk",), (("kind", kind), ("valid_from__lte", since)), ("path",)), most)
            for kind, most in (("government", 2), ("town", 1000), ("nothing", 5), ("army", 1))
        ]
        with CaptureQueriesContext(connection) as made:
            found = statements.counts(beside, wanted)
        assert len(made.captured_queries) == 1
        assert found == [one.rows.count(one.most) for one in wanted]
    own = [statements.UpTo(Select(Unit, ("pk",), (Q(name=F("short")),)), 5), statements.UpTo(Select(Unit, ("pk",)), 5)]
    nobody = Select(Account, (), (("pk", 0),))
    assert statements.counts(beside, own) == [one.rows.count(one.most) for one in own]
    assert statements.counts(nobody, own[1:]) == [5]
    assert statements.counts(beside, []) == []


def test_sums_and_latest_days_of_what_is_alike(district) -> None:
    Account.objects.filter(tenures__post="liaison").update(logged_in_at=NOW)
    totals = ((Max, "since"), (Min, "account__logged_in_at"), (Sum, "unit"))
    for post in ("liaison", "office_head", "nobody"):
        found = Select(Tenure, ("post", "unit__kind"), (("post", post),), ("unit__kind",), totals=totals).rows()
        rows = Tenure.objects.filter(post=post).order_by("unit__kind").values_list("post", "unit__kind")
        assert found == list(rows.annotate(a=Max("since"), b=Min("account__logged_in_at"), c=Sum("unit")))
    [(_, latest)] = Select(Tenure, ("post",), (("post", "liaison"),), totals=((Max, "since"),)).rows()
    assert isinstance(latest, date)


@pytest.mark.usefixtures("behind_the_back")
def test_a_whole_object(district) -> None:
    for account in (*Account.objects.all()[:3], Account.objects.latest("pk")):
        found = first(Account, ("login", account.login))
        assert found == account
        assert found is not None and {**vars(found), "_state": None} == {**vars(account), "_state": None}
        found.save(force_update=True)
    assert first(Account, ("login", "nobody.here")) is None


@pytest.mark.usefixtures("behind_the_back")
def test_rows_are_added_and_changed_by_statements_that_are_kept(district, monkeypatch) -> None:
    """As many as one statement holds, and more; the second time nothing is put together."""
    unit = Unit.objects.order_by("path").first()
    made = Account.objects.create(login="shu", name="舒", must_change_password=False)
    columns = ("account_id", "unit_id", "post", "since", "until")

    def lines(many: int) -> list[tuple]:
        return [(made.pk, unit.pk, f"post{at}", LONG_AGO, TODAY if at % 2 else None) for at in range(many)]

    for many in (1, 3, statements.LINES + 1, 3):
        Tenure.objects.filter(account=made).delete()
        add(Tenure, columns, lines(many))
        assert list(Tenure.objects.filter(account=made).order_by("pk").values_list(*columns)) == lines(many)
    monkeypatch.setattr(statements, "_adding", None)
    add(Tenure, columns, lines(3))
    add(Tenure, columns, [])
    last = Tenure.objects.filter(account=made).latest("pk")
    for post, until in (("office_clerk", None), ("liaison", TODAY)):
        assert change(Tenure, last.pk, {"post": post, "until": until, "unit_id": unit.pk}) == 1
        found = Tenure.objects.get(pk=last.pk)
        assert (found.post, found.until, found.account_id) == (post, until, made.pk)
    assert change(Tenure, last.pk + 1, {"post": "liaison"}) == 0
