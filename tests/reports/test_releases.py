"""简文 asks for a list in the clear; another hand agrees, or nobody; it is built once, waits sealed, and expires."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem, Stale
from shuangyong.base.jobs.models import Alarm as JobAlarm
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, declared, rotating
from shuangyong.register.actions import TroopsDraft
from shuangyong.register.models import Alarm, Look
from shuangyong.register.rolls import Roll
from shuangyong.reports import releases
from shuangyong.reports.models import Release
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, quick_hashes
from tests.register.conftest import EAST, QIAN, ZHAO, own_keys

FIXTURES = (district, forgotten_definitions, quick_hashes, own_keys)
WHY = "八一慰问金发放前逐人核对"
SOON = NOW + timedelta(minutes=5)
FIELDS = ("name", "phone")
OURS = Roll("persons", EAST)


@pytest.fixture
def two(district):
    for draft in (ZHAO, QIAN):
        actions.add(district.actor("陆双"), draft, now=NOW)
    actions.add_troops(district.actor("陆双"), TroopsDraft("驻云溪某部", "990102"), now=NOW)
    return district


def asked(district, who: str = "简文", roll: Roll = OURS, fields=FIELDS, **more) -> Release:
    return releases.ask(district.actor(who), roll, fields, more.pop("form", "csv"), more.pop("why", WHY), now=NOW)


def agreed(district, who: str = "陆双", **more) -> Release:
    found = asked(district, **more)
    releases.decide(district.actor(who), found.pk, yes=True, note="", now=SOON)
    run_pending(SOON)
    return Release.objects.get(pk=found.pk)


def test_asked_agreed_built_taken(two) -> None:
    found = agreed(two)
    assert (found.state, found.rows, found.until) == ("built", 1, SOON + timedelta(hours=24))
    sealed = releases.place(found).read_bytes()
    for clear in ("赵小川", ZHAO.phone, "姓名"):
        assert clear.encode() not in sealed
    pieces, _ = releases.fetch(two.actor("简文"), found.pk, now=SOON)
    text = b"".join(pieces).decode("utf-8-sig")
    lines = text.splitlines()
    assert "未遮掩，陆双同意，用途：八一慰问金发放前逐人核对" in lines[0]
    assert lines[2].endswith("残疾军人,退役,赵小川,13900001234")
    assert ZHAO.id_number not in text and ZHAO.address not in text, "only what was asked for"
    said = [entry.says for entry in Entry.objects.filter(what__startswith="register.release").order_by("seq")]
    assert said[0] == f"申请人员名单（完整）：东河镇东河村（csv，姓名、联系电话），1 行，用途：{WHY}"
    assert said[1] == "同意简文申请的人员名单（完整）：东河镇东河村，03-03 09:05 前有效：无"
    assert said[2].startswith("生成人员名单（完整）：东河镇东河村（姓名、联系电话），1 行，摘要 ")
    assert said[3] == "下载人员名单（完整）：东河镇东河村（姓名、联系电话）"


def test_each_person_in_it_knows_who_looked_once(two) -> None:
    found = agreed(two)
    look = Look.objects.get(release=found.pk)
    assert (look.account_name, look.fields, look.purpose) == ("简文", "姓名、联系电话", f"完整导出：{WHY}")
    Release.objects.update(state="agreed")
    again = releases.build(two.actor("简文"), found.pk, now=SOON, progress=lambda done, total: None)
    assert again == {"rows": 1} and Look.objects.count() == 1


def test_the_security_administrator_is_told(two) -> None:
    agreed(two)
    alarm = Alarm.objects.get()
    assert alarm.sort == "release" and "陆双同意简文导出人员名单（完整）" in alarm.says


def test_it_is_built_once(two) -> None:
    found = agreed(two)
    before = releases.place(found).read_bytes()
    assert releases.build(two.actor("简文"), found.pk, now=SOON, progress=lambda done, total: None) == {"rows": 1}
    assert releases.place(found).read_bytes() == before
    with pytest.raises(Stale):
        releases.decide(two.actor("组长"), found.pk, yes=True, note="", now=SOON)


def test_it_expires(two) -> None:
    found = agreed(two)
    late = found.until
    with pytest.raises(NotFound, match="已经失效"):
        releases.fetch(two.actor("简文"), found.pk, now=late)
    assert releases.sweep(now=late) == 1
    assert not releases.place(found).exists()
    assert Release.objects.get().state == "over"
    waiting = asked(two)
    with pytest.raises(Stale):
        releases.decide(two.actor("陆双"), waiting.pk, yes=True, note="", now=waiting.until)


def test_only_whoever_asked_takes_it_while_he_holds_the_post(two) -> None:
    found = agreed(two)
    for who in ("陆双", "组长", "谢镇"):
        with pytest.raises((NotFound, Forbidden)):
            releases.fetch(two.actor(who), found.pk, now=SOON)
    Tenure.objects.filter(account=two.account("简文")).update(until=TODAY)
    with pytest.raises(Forbidden):
        releases.fetch(actor_of(Account.objects.get(pk=two.account("简文")), TODAY), found.pk, now=SOON)


# ── four eyes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_agrees_to_his_own(two) -> None:
    found = asked(two, "陆双")
    with pytest.raises(Forbidden, match="自己的申请"):
        releases.decide(two.actor("陆双"), found.pk, yes=True, note="", now=SOON)
    assert releases.to_decide(two.actor("陆双"), SOON) == []
    assert [one.pk for one in releases.to_decide(two.actor("组长"), SOON)] == [found.pk]
    releases.decide(two.actor("组长"), found.pk, yes=True, note="同意", now=SOON)


def newcomer(two, post: str, unit: str, name: str = "新来", **more):
    account, _ = organising.create_account(SYSTEM, "xin.lai", name, now=NOW)
    organising.assign(SYSTEM, account, two.units[unit], post, Term(LONG_AGO), now=NOW, **more)
    return actor_of(Account.objects.get(pk=account.pk), TODAY)


def test_no_deputy_agrees_for_whom_he_stands_in(two) -> None:
    found = asked(two, "陆双")
    head = Tenure.objects.get(account=two.account("陆双"))
    deputy = newcomer(two, "office_head", "双拥办")
    Tenure.objects.filter(account=deputy.account_id).update(deputising_for=head)
    with pytest.raises(Forbidden, match="代理"):
        releases.decide(deputy, found.pk, yes=True, note="", now=SOON)


def test_no_subordinate_agrees_for_his_superior(two) -> None:
    """In the group above the office somebody asks: the office's head serves below."""
    asker = newcomer(two, "office_head", "领导小组")
    found = releases.ask(asker, Roll("persons"), FIELDS, "csv", WHY, now=NOW)
    with pytest.raises(Forbidden, match="下级"):
        releases.decide(two.actor("陆双"), found.pk, yes=True, note="", now=SOON)
    releases.decide(two.actor("组长"), found.pk, yes=True, note="", now=SOON)


def test_whoever_serves_in_the_office_does_not_agree_for_its_head(two) -> None:
    """Not even where an office let its clerks agree."""
    found = asked(two, "陆双")
    clerk = two.actor("简文")
    seat = replace(clerk.seats[0], permissions=clerk.seats[0].permissions | {"register.agree"})
    with pytest.raises(Forbidden, match="下级"):
        releases.decide(replace(clerk, seats=(seat,)), found.pk, yes=True, note="", now=SOON)


def test_who_may_not_ask_or_agree(two) -> None:
    for who in ("谢镇", "向站", "督查", "宁联", "江军", "组长", "管安", "管系"):
        with pytest.raises(Forbidden):
            asked(two, who)
    found = asked(two)
    for who in ("简文", "谢镇", "督查", "宁联", "管安", "管审"):
        with pytest.raises(Forbidden):
            releases.decide(two.actor(who), found.pk, yes=True, note="", now=SOON)
    assert Release.objects.get().state == "waiting" and not Job.objects.exists()


def test_a_refusal_has_its_reason_and_builds_nothing(two) -> None:
    found = asked(two)
    with pytest.raises(Invalid):
        releases.decide(two.actor("陆双"), found.pk, yes=False, note="", now=SOON)
    releases.decide(two.actor("陆双"), found.pk, yes=False, note="用遮掩的名单即可", now=SOON)
    assert Release.objects.get().state == "declined"
    assert not Job.objects.exists() and not Alarm.objects.exists()
    assert Entry.objects.get(what="register.release_decline").says.endswith("用遮掩的名单即可")


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_asked_for(two, monkeypatch) -> None:
    with pytest.raises(Invalid) as told:
        asked(two, fields=(), why="看看")
    assert set(told.value.fields) == {"fields", "purpose"}
    for roll in (Roll("merchants"), Roll("no_such")):
        with pytest.raises(NotFound):
            asked(two, roll=roll)
    with pytest.raises(Problem, match="没有记录"):
        asked(two, roll=Roll("persons", category="no_such"))
    small = replace(declared.rules(), release_rows=1)
    monkeypatch.setattr(declared, "rules", lambda: small)
    with pytest.raises(Problem, match="一次最多 1 行"):
        asked(two, roll=Roll("persons"))
    assert not Release.objects.exists()


def test_the_list_of_the_troops_under_public_names(two) -> None:
    found = agreed(two, roll=Roll("troops"), fields=(), form="xlsx")
    assert releases.told(found) == "部队清单" and not Look.objects.exists()
    pieces, row = releases.fetch(two.actor("简文"), found.pk, now=SOON)
    from tests.desk.leaving import text_of

    text = text_of(b"".join(pieces))
    assert "驻云溪某部" in text and "用途：" in text
    assert releases.file_name(row) == "部队清单-20260302.xlsx"


def test_a_job_that_fails_leaves_nothing_and_says_so(two) -> None:
    found = asked(two)
    releases.decide(two.actor("陆双"), found.pk, yes=True, note="", now=SOON)
    Tenure.objects.filter(account=two.account("简文")).update(until=TODAY)
    run_pending(SOON)
    assert Job.objects.get().state == State.FAILED
    assert not releases.place(found).exists() and JobAlarm.objects.exists()


def test_a_changed_file_and_a_new_key(two) -> None:
    found = agreed(two)
    rotating.rotate(SYSTEM, now=SOON, progress=lambda done, total: None)
    pieces, _ = releases.fetch(two.actor("简文"), found.pk, now=SOON)
    assert b"".join(pieces)
    path = releases.place(found)
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Problem, match="改动过"):
        list(releases.fetch(two.actor("简文"), found.pk, now=SOON)[0])
    path.write_bytes(bytes(data)[:60])
    with pytest.raises(Problem, match="改动过"):
        list(releases.fetch(two.actor("简文"), found.pk, now=SOON)[0])


def test_who_serves_elsewhere_by_then_takes_nothing(two) -> None:
    """简文 goes to the office of another county within the day: what was agreed to was for this one."""
    found = agreed(two)
    organising.end_tenure(SYSTEM, Tenure.objects.get(account=two.people["简文"]), on=TODAY, now=SOON)
    there = organising.open_unit(
        SYSTEM, organising.UnitDraft("清河县双拥办", "县双拥办", "group", "990121"), on=LONG_AGO, now=NOW
    )
    organising.assign(
        SYSTEM, Account.objects.get(pk=two.people["简文"].pk), there, "office_clerk", Term(TODAY), now=SOON
    )
    mover = actor_of(Account.objects.get(pk=two.people["简文"].pk), TODAY)
    with pytest.raises(Forbidden, match="不在您管的区划以内"):
        releases.fetch(mover, found.pk, now=SOON)


def test_what_is_agreed_to_does_not_grow_with_the_askers_posts(two) -> None:
    """Asked for “everything that I see”: that is the county, also when the asker sees a city by the time it is built."""
    found = asked(two, roll=Roll("persons"))
    assert found.roll["place"] == found.place == "990102"
    assert releases.told(found) == "人员名单（完整）：云溪区"


def test_an_opinion_names_no_troops(two) -> None:
    found = asked(two)
    with pytest.raises(Invalid):
        releases.decide(two.actor("陆双"), found.pk, yes=True, note="给31234部队核对", now=SOON)
    assert Release.objects.get().state == "waiting"
