"""Who sees what of a person: masked everywhere, opened for a purpose, counted, alarmed, reviewed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, declared, lifeline, queries
from shuangyong.register.actions import PersonDraft
from shuangyong.register.models import Alarm, Grant, Look, Person, Tally
from shuangyong.register.queries import Filter
from tests.register.conftest import EAST, ELSEWHERE, NOW, QIAN, TODAY, ZHAO

CLEAR = ("赵小川", "1970-05-01", ZHAO.id_number, ZHAO.phone, ZHAO.address, "19700501")


@pytest.fixture
def far(district) -> Person:
    return actions.add(SYSTEM, PersonDraft("安远山", ELSEWHERE, phone="13600001111"), now=NOW)


@pytest.fixture
def small_budget(monkeypatch) -> None:
    from dataclasses import replace

    rules = replace(declared.rules(), opened=2, looked_up=3, opened_by_post={})
    monkeypatch.setattr(declared, "rules", lambda: rules)


def masked(*things: object) -> None:
    text = repr(things)
    for clear in CLEAR:
        assert clear not in text, f"{clear} in {text[:400]}"


def test_every_read_is_masked(district, zhao: Person) -> None:
    me = district.actor("陆双")
    masked(queries.look_up(me, ZHAO.id_number, now=NOW))
    masked(queries.look_up(me, ZHAO.phone, now=NOW))
    masked(queries.look_up(me, "赵小", now=NOW))
    masked(queries.page(me, Filter(), now=NOW))
    masked(queries.page(me, Filter(EAST, "disabled_soldier"), now=NOW))
    masked(queries.labels("person", {zhao.pk}))
    masked(queries.options(me, "person", ZHAO.phone, now=NOW))
    file = lifeline.file_of(me, zhao.pk, now=NOW)
    masked(file.name, file.born, file.secrets, file.events, file.kin, file.categories, str(file.person))
    assert [held.masked for held in file.secrets] == [
        "东河村三组1****",
        "9901************" + ZHAO.id_number[-2:],
        "139****1234",
    ]


def test_the_next_page_of_a_list_says_no_name_and_tries_none(district, zhao: Person, qian: Person) -> None:
    """What begins the next page stands in an address; a made-up beginning would tell where a masked name lies."""
    me = district.actor("陆双")
    first = queries.page(me, Filter(), now=NOW, size=1)
    names = [person.name_key for person in (zhao, qian)]
    assert first.after.isdigit() and int(first.after) in {zhao.pk, qian.pk}
    second = queries.page(me, Filter(), first.after, now=NOW, size=1)
    assert {first.rows[0].pk, second.rows[0].pk} == {zhao.pk, qian.pk} and second.after == ""
    for tried in (f"{max(names)}-0", min(names), "g-1", "-1", "٣", str(10**15)):
        assert queries.page(me, Filter(), tried, now=NOW, size=1) == first


def test_the_trail_holds_nothing_protected(district, zhao: Person) -> None:
    me = district.actor("谢镇")
    queries.look_up(me, ZHAO.id_number, now=NOW)
    queries.look_up(me, "赵小川", now=NOW)
    actions.look(me, zhao.pk, now=NOW)
    actions.open_fields(me, zhao.pk, ["name", "id_number", "phone", "address"], "上门走访，电话13900001234", now=NOW)
    actions.correct(me, zhao.pk, {"name": "赵晓川"}, now=NOW)
    actions.set_secret(me, zhao.pk, "phone", "13700000001", now=NOW)
    kept = json.dumps([(e.what, e.data, e.about_id) for e in Entry.objects.all()], ensure_ascii=False)
    for clear in (*CLEAR, "赵晓川", "13700000001"):
        assert clear not in kept


def test_opening_gives_the_value_once_and_says_who_looked(district, zhao: Person, whats) -> None:
    me = district.actor("谢镇")
    given = actions.open_fields(me, zhao.pk, ["phone", "name"], "八一走访前联系", now=NOW, case=7)
    assert given == {"name": "赵小川", "phone": "13900001234"}
    look = Look.objects.get()
    assert (look.account_name, look.fields, look.purpose, look.case) == ("谢镇", "姓名、联系电话", "八一走访前联系", 7)
    entry = Entry.objects.get(what="register.open")
    assert entry.says == "打开姓名、联系电话，用途：八一走访前联系" and entry.about_id == str(zhao.pk)
    assert lifeline.file_of(me, zhao.pk, now=NOW).looks == (look,)


def test_a_purpose_is_needed(district, zhao: Person) -> None:
    for fields, purpose in ((["phone"], " "), ([], "走访"), (["nothing"], "走访")):
        with pytest.raises(Invalid):
            actions.open_fields(district.actor("谢镇"), zhao.pk, fields, purpose, now=NOW)
    assert not Look.objects.exists()


def test_who_may_not_open(district, zhao: Person) -> None:
    with pytest.raises(Forbidden):
        actions.open_fields(district.actor("督查"), zhao.pk, ["phone"], "核查情况", now=NOW)
    assert Tally.objects.get(account=district.account("督查")).refused == 1
    assert Entry.objects.filter(what="register.refused").count() == 1
    for who in ("宁联", "江军", "组长", "管系", "管安", "管审"):
        with pytest.raises(NotFound):
            actions.open_fields(district.actor(who), zhao.pk, ["phone"], "看看", now=NOW)


def test_no_browsing_without_the_post(district, zhao: Person) -> None:
    with pytest.raises(Forbidden):
        queries.page(district.actor("督查"), Filter(), now=NOW)
    assert len(queries.look_up(district.actor("督查"), ZHAO.id_number, now=NOW).rows) == 1
    with pytest.raises(Forbidden):
        queries.look_up(district.actor("宁联"), ZHAO.id_number, now=NOW)
    with pytest.raises(Invalid):
        queries.look_up(district.actor("陆双"), "赵", now=NOW)


def test_the_days_budget(district, zhao: Person, qian: Person, small_budget) -> None:
    me = district.actor("陆双")
    for person in (zhao, qian):
        actions.open_fields(me, person.pk, ["phone"], "电话回访", now=NOW)
    for _ in range(2):
        with pytest.raises(Forbidden, match="限额"):
            actions.open_fields(me, zhao.pk, ["phone"], "电话回访", now=NOW)
    tally = Tally.objects.get(account=district.account("陆双"), day=TODAY)
    assert (tally.opened, tally.refused) == (2, 2)
    assert Alarm.objects.get().sort == "budget"
    assert actions.open_fields(me, zhao.pk, ["phone"], "电话回访", now=NOW + timedelta(days=1))["phone"]


def test_searches_are_counted_too(district, zhao: Person, small_budget) -> None:
    me = district.actor("简文")
    for _ in range(3):
        queries.look_up(me, "赵小", now=NOW)
    with pytest.raises(Forbidden, match="3 次"):
        queries.look_up(me, "赵小", now=NOW)


def test_a_planted_record_raises_the_alarm_in_the_same_request(district, whats) -> None:
    planted = actions.plant(district.actor("管安"), EAST, now=NOW)
    assert planted.planted and planted.pk not in set(queries.real_persons().values_list("pk", flat=True))
    page = queries.page(district.actor("谢镇"), Filter(), now=NOW)
    assert [row.pk for row in page.rows] == [planted.pk]
    actions.open_fields(district.actor("谢镇"), planted.pk, ["id_number"], "随便看看", now=NOW)
    alarm = Alarm.objects.get()
    assert (alarm.sort, alarm.account_id, alarm.place) == ("planted", district.account("谢镇"), EAST)
    assert whats()[-2:] == ["register.open", "register.alarm"]
    with pytest.raises(Invalid):
        actions.settle(district.actor("管安"), alarm.pk, "", now=NOW)
    actions.settle(district.actor("管安"), alarm.pk, "已谈话，系误点", now=NOW)
    with pytest.raises(NotFound):
        actions.settle(district.actor("管安"), alarm.pk, "再来", now=NOW)


def test_only_the_security_administrator_plants(district) -> None:
    for who in ("陆双", "管系", "管审"):
        with pytest.raises(Forbidden):
            actions.plant(district.actor(who), EAST, now=NOW)
    with pytest.raises(Invalid):
        actions.plant(district.actor("管安"), ELSEWHERE, now=NOW)


def test_breaking_the_glass(district, far: Person) -> None:
    me = district.actor("谢镇")
    found = queries.look_up(me, "13600001111", now=NOW)
    assert found.rows == () and found.elsewhere == (far.pk,)
    assert queries.look_up(district.actor("督查"), "13600001111", now=NOW).elsewhere == ()
    with pytest.raises(Invalid):
        actions.break_glass(me, far.pk, "急", now=NOW)
    grant = actions.break_glass(me, far.pk, "老人走失在我镇，须联系家属", now=NOW, hours=1)
    assert actions.open_fields(me, far.pk, ["name", "phone"], "联系家属", now=NOW)["name"] == "安远山"
    assert Look.objects.get().grant_id == grant.pk
    later = NOW + timedelta(hours=1)
    with pytest.raises(NotFound):
        actions.open_fields(me, far.pk, ["phone"], "再看一眼", now=later)
    with pytest.raises(NotFound):
        actions.correct(me, far.pk, {"name": "安近"}, now=later)


def test_glasses_have_a_limit_of_their_own_a_day(district, far: Person, monkeypatch) -> None:
    from dataclasses import replace

    rules = replace(declared.rules(), glass_a_day=2)
    monkeypatch.setattr(declared, "rules", lambda: rules)
    me, why = district.actor("谢镇"), "老人走失在我镇，须联系家属"
    for _ in range(2):
        actions.break_glass(me, far.pk, why, now=NOW)
    with pytest.raises(Forbidden, match="紧急打开的已经达到 2 人的限额"):
        actions.break_glass(me, far.pk, why, now=NOW)
    tally = Tally.objects.get(account=district.account("谢镇"), day=TODAY)
    assert (tally.glasses, tally.refused, Grant.objects.count()) == (2, 1, 2)
    assert Alarm.objects.get().sort == "budget"
    actions.break_glass(me, far.pk, why, now=NOW + timedelta(days=1))


def test_a_grant_reaches_nobody_else_and_changes_nothing(district, far: Person) -> None:
    actions.break_glass(district.actor("谢镇"), far.pk, "老人走失在我镇，须联系家属", now=NOW)
    with pytest.raises(NotFound):
        actions.look(district.actor("陆双"), far.pk, now=NOW)
    with pytest.raises(Forbidden):
        actions.correct(district.actor("谢镇"), far.pk, {"name": "安近"}, now=NOW)
    for who in ("督查", "宁联", "管系"):
        with pytest.raises(Forbidden):
            actions.break_glass(district.actor(who), far.pk, "老人走失在我镇，须联系家属", now=NOW)


def test_the_review(district, zhao: Person) -> None:
    """向站 of 东河镇 breaks the glass for somebody of 柳林镇; 管安 of the county reviews it."""
    qian = actions.add(district.actor("陆双"), QIAN, now=NOW)
    me, judge = district.actor("向站"), district.actor("管安")
    grant = actions.break_glass(me, qian.pk, "突发疾病送医，须通知家属", now=NOW)
    with pytest.raises(Forbidden):
        actions.review(district.actor("陆双"), grant.pk, "有据", "", now=NOW)
    with pytest.raises(Invalid):
        actions.review(judge, grant.pk, "无据", "", now=NOW)
    actions.review(judge, grant.pk, "无据", "医院没有这次送医", now=NOW)
    with pytest.raises(Problem):
        actions.review(judge, grant.pk, "有据", "", now=NOW)
    with pytest.raises(NotFound):
        actions.look(me, qian.pk, now=NOW)
    assert Grant.objects.get().verdict == "无据"
