"""An identity number that is registered beyond the asker's reach: he learns nothing, whoever may merge is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Invalid
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, declared, queries
from shuangyong.register.actions import PersonDraft
from shuangyong.register.models import Alarm, Pair, Person, Tally
from tests.register.conftest import EAST, ELSEWHERE, NOW, QIAN, WILLOW, ZHAO, id_number


def probe(district) -> Person:
    """The clerk of 东河镇 types the number of somebody in 柳林镇."""
    return actions.add(district.actor("谢镇"), PersonDraft("钱大江", EAST, QIAN.id_number), now=NOW)


def test_the_answer_is_that_of_a_number_nobody_has(district, qian: Person, whats) -> None:
    probe(district)
    fresh = actions.add(district.actor("谢镇"), PersonDraft("孙大江", EAST, id_number(date(1985, 7, 9), 15)), now=NOW)
    assert fresh.pk
    assert whats()[-3:-1] == ["register.add", "register.double"]
    assert queries.pairs(district.actor("谢镇"), now=NOW) == (), "nor does his own list say so"


def test_whoever_reaches_both_finds_the_pair_first_of_all(district, qian: Person) -> None:
    made = probe(district)
    office = district.actor("陆双")
    pair = queries.pairs(office, now=NOW)[0]
    assert {pair.one.pk, pair.other.pk} == {qian.pk, made.pk}
    assert "身份证号相同" in pair.reasons
    assert queries.sure_pairs(office).count(100) == 1
    assert queries.sure_pairs(district.actor("谢镇")).count(100) == 0
    actions.merge(office, made.pk, qian.pk, "身份证号相同，已电话核实", now=NOW)
    assert queries.sure_pairs(office).count(100) == 0


def test_the_asker_stands_in_the_trail(district, qian: Person) -> None:
    probe(district)
    entry = Entry.objects.filter(what="register.double").get()
    assert entry.actor_id == district.actor("谢镇").account_id
    assert QIAN.id_number not in str(entry.data) and "钱" not in str(entry.data)


def test_correcting_a_number_tells_nothing_either(district, qian: Person) -> None:
    mine = actions.add(district.actor("谢镇"), PersonDraft("吴一", EAST, born=date(1985, 7, 9)), now=NOW)
    actions.set_secret(district.actor("谢镇"), mine.pk, "id_number", QIAN.id_number, now=NOW)
    assert Pair.objects.filter(one__in=[mine.pk, qian.pk], other__in=[mine.pk, qian.pk]).exists()


def test_every_number_that_is_typed_counts_as_a_search(district, monkeypatch) -> None:
    rules = declared.rules()
    monkeypatch.setattr(declared, "rules", lambda: replace(rules, looked_up=2))
    clerk = district.actor("谢镇")
    for serial in (1, 3):
        actions.add(clerk, PersonDraft("李一", EAST, id_number(date(1980, 1, 1), serial)), now=NOW)
    assert Tally.objects.get(account=district.account("谢镇")).looked_up == 2
    with pytest.raises(Forbidden, match="今天查找的次数已经达到 2 次"):
        probe(district)
    actions.add(clerk, PersonDraft("李二", EAST, born=date(1980, 1, 1)), now=NOW)


def test_of_another_county_its_own_security_administrator_is_told(district) -> None:
    far = actions.add(SYSTEM, replace(QIAN, region=ELSEWHERE), now=NOW)
    actions.add(district.actor("陆双"), replace(QIAN, region=WILLOW), now=NOW)
    alarm = Alarm.objects.get(sort="double")
    assert (alarm.place, str(far.pk) in alarm.says, "钱" in alarm.says) == (ELSEWHERE, True, False)


def test_within_reach_it_is_said_as_before(district, zhao: Person) -> None:
    with pytest.raises(Invalid) as told:
        actions.add(district.actor("谢镇"), replace(ZHAO, name="赵晓川"), now=NOW)
    assert "已经登记" in told.value.fields["id_number"]


def test_a_table_tells_no_more_than_a_form(district, qian: Person) -> None:
    drafts = [replace(QIAN, region=EAST), replace(ZHAO, region=EAST)]
    done = actions.add_many(district.actor("谢镇"), drafts, now=NOW, partly=True)
    assert sorted(done.persons) == [0, 1] and not done.existing
    again = actions.add_many(district.actor("谢镇"), drafts, now=NOW, partly=True)
    assert again.existing == done.persons, "the second time it is his own records that he has"
