"""Protected values: bound to their row, found blind, brought to new keys without a stop."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.register import actions, keys, queries, rotating, sealing
from shuangyong.register.models import Secret
from shuangyong.register.sealing import BrokenSeal, blind, seal, unseal
from tests.register.conftest import NOW, QIAN, ZHAO
from tests.register.test_bulk import many


def quiet(done: int, total: int) -> None: ...


@pytest.fixture(params=["AES-GCM", "SM4-GCM"])
def key(request, settings, own_keys):
    settings.REGISTER_CIPHER = request.param
    return keys.ring().current


@given(value=st.text(min_size=1, max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_was_sealed_opens_only_where_it_belongs(key, value: str) -> None:
    row, person = uuid4(), uuid4()
    sealed = seal(value, row, person, "phone", key)
    assert unseal(sealed, row, person, "phone", key) == value
    for other in ((uuid4(), person, "phone"), (row, uuid4(), "phone"), (row, person, "address")):
        with pytest.raises(BrokenSeal):
            unseal(sealed, *other, key)
    with pytest.raises(BrokenSeal):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), row, person, "phone", key)


def test_the_blind_index_knows_equal_values_and_nothing_else(key) -> None:
    assert blind("138 0000 0001", "phone", key) == blind("+8613800000001", "phone", key)
    assert blind("9901021", "phone", key) != blind("9901021", "certificate", key)
    assert blind("a1", "certificate", key) == blind("A1", "certificate", key)
    assert seal("x", uuid4(), uuid4(), "phone", key) != seal("x", uuid4(), uuid4(), "phone", key)


def test_the_keys_are_for_their_owner_only(settings) -> None:
    keys.ring()
    assert (settings.HOME / keys.FILE).stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_swapped_value_does_not_open(district, zhao, qian) -> None:
    mine, theirs = (Secret.objects.get(person=person, sort="phone") for person in (zhao, qian))
    Secret.objects.filter(pk=mine.pk).update(sealed=bytes(theirs.sealed))
    with pytest.raises(BrokenSeal):
        actions.open_fields(district.actor("陆双"), zhao.pk, ["phone"], "电话回访", now=NOW)


def test_rotation_from_aes_to_sm4_while_people_are_found(district, settings) -> None:
    actions.add_many(SYSTEM, [*many(400), ZHAO], now=NOW)
    settings.REGISTER_CIPHER = "SM4-GCM"
    told: list[tuple[int, int]] = []
    done = rotating.rotate(SYSTEM, now=NOW, progress=lambda d, t: told.append((d, t)))
    assert (done.count, done.key, done.resumed) == (1203, "k2", False)
    assert told[0] == (0, 1203) and told[-1] == (1203, 1203)
    assert set(Secret.objects.values_list("key", flat=True)) == {"k2"} and keys.ring().current.cipher == "SM4-GCM"
    found = queries.look_up(district.actor("陆双"), ZHAO.id_number, now=NOW)
    assert len(found.rows) == 1
    given = actions.open_fields(district.actor("陆双"), found.rows[0].pk, ["id_number"], "核对证件", now=NOW)
    assert given["id_number"] == ZHAO.id_number


def test_a_rotation_that_was_broken_off_goes_on(district) -> None:
    actions.add_many(SYSTEM, [*many(400), ZHAO], now=NOW)

    class PowerCutError(Exception): ...

    def cut(done: int, total: int) -> None:
        if done:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        rotating.rotate(SYSTEM, now=NOW, progress=cut)
    assert set(rotating.uses()) == {"k1", "k2"}
    for number in (many(1)[0].id_number, ZHAO.id_number):
        assert len(queries.look_up(district.actor("陆双"), number, now=NOW).rows) == 1
    actions.add(SYSTEM, QIAN, now=NOW)
    again = actions.add_many(SYSTEM, many(400), now=NOW)
    assert not again.persons and len(again.existing) == 400
    done = rotating.rotate(SYSTEM, now=NOW, progress=quiet)
    assert done.resumed and done.key == "k2" and set(rotating.uses()) == {"k2"}


def test_a_key_goes_at_the_next_rotation_and_never_one_in_use(district) -> None:
    actions.add(SYSTEM, ZHAO, now=NOW)
    for name in ("k2", "k3"):
        assert rotating.rotate(SYSTEM, now=NOW, progress=quiet).key == name
    assert set(keys.ring().by_name) == {"k2", "k3"}


def test_a_lost_key_is_told(district, zhao) -> None:
    Secret.objects.filter(person=zhao).update(key="k9")
    with pytest.raises(Problem, match="备份"):
        actions.open_fields(district.actor("陆双"), zhao.pk, ["phone"], "电话回访", now=NOW)


def test_an_address_cannot_be_searched_for() -> None:
    assert "address" not in sealing.BLIND_SORTS
