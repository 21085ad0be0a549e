"""Somebody has the database in hand: posts, accounts, units that were changed there are told by `trail verify`."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account, RecoveryCode, Tenure, Unit
from shuangyong.base.storing import writing
from shuangyong.base.trail import comparing
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import verify
from shuangyong.base.trail.witness import hear
from tests.base.organisation.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("behind_the_back")
LATER = NOW + timedelta(hours=3)


def test_an_untouched_district_is_answered_for(district) -> None:
    assert hear().good and verify().good


def test_a_post_put_in_directly_is_told_with_who_and_where(district) -> None:
    """It would give the rights of the office's head and leave no entry."""
    Tenure.objects.create(
        account=district.account("谢镇"), unit=district.unit("双拥办"), post="office_head", since=TODAY
    )
    (says,) = hear().says
    assert "xie.zhen在云溪区双拥工作领导小组办公室任双拥办主任" in says
    assert "没有登记的留痕，是直接写进数据库的" in says
    assert verify().good, "the chain itself is whole"


def test_a_post_given_another_name_is_told_with_when_it_was_last_right(district) -> None:
    held = district.tenure("宁联")
    Tenure.objects.filter(pk=held.pk).update(post="office_head")
    (says,) = hear().says
    assert f"任职（编号 {held.pk}：" in says and "有人直接改过数据库" in says
    assert "最近一次正确写入是 2026年3月2日 09:00" in says and "系统，任职" in says


@pytest.mark.parametrize(
    "changed",
    [{"password": "md5$x$y"}, {"active": False}, {"handed": "0"}, {"totp_secret": "x"}, {"phone": "13900000000"}],
)
def test_an_account_changed_directly_is_told(district, changed) -> None:
    Account.objects.filter(login="ning.lian").update(**changed)
    (says,) = hear().says
    assert "账号（编号" in says and "ning.lian" in says


def test_counters_of_an_account_say_nothing(district) -> None:
    Account.objects.filter(login="ning.lian").update(revision=7, logged_in_at=NOW, totp_step=3)
    assert hear().good


def test_a_unit_that_was_made_wider_and_one_taken_away_are_told(district) -> None:
    Unit.objects.filter(pk=district.unit("东河村站").pk).update(region="9901", path="0")
    Tenure.objects.filter(pk=district.tenure("向站").pk).delete()
    tenure, unit = hear().says
    assert "被直接从数据库里删掉了" in tenure and "任职" in tenure
    assert "东河村退役军人服务站" in unit


def test_what_the_program_wrote_over_it_does_not_hide_it(district) -> None:
    """A post put in directly and then ended on the page: the entry tells that it found what nobody had entered."""
    held = district.tenure("宁联")
    Tenure.objects.filter(pk=held.pk).update(since=date(2010, 1, 1))
    actions.end_tenure(SYSTEM, held, on=TODAY, now=LATER)
    (says,) = hear().says
    newest = Entry.objects.latest("seq").seq
    assert f"在第 {newest} 条留痕以前被直接改过" in says and "09:00" in says


def test_put_back_as_it_was_it_is_whole_again(district) -> None:
    held = district.tenure("宁联")
    Tenure.objects.filter(pk=held.pk).update(post="office_head")
    assert not hear().good
    Tenure.objects.filter(pk=held.pk).update(post="liaison")
    assert hear().good


def test_a_code_put_in_directly_opens_the_second_factor_and_is_told(district) -> None:
    RecoveryCode.objects.create(account=district.account("陆双"), digest="0" * 64)
    (says,) = hear().says
    assert "lu.shuang的恢复码" in says


def test_a_whole_list_is_bound_in_one_entry_and_each_row_is_known(district) -> None:
    rows = [["单位名称", "所在区划"], *([f"云溪区第{number}管理局", ""] for number in range(1, 9))]
    actions.open_units(SYSTEM, rows, on=TODAY, now=NOW)
    assert hear().good
    Unit.objects.filter(name="云溪区第3管理局").update(duties="别的")
    (says,) = hear().says
    assert "云溪区第3管理局" in says


def _fail(district) -> None:
    Unit.objects.filter(pk=district.unit("教育局").pk).update(duties="别的")
    raise ZeroDivisionError


def test_a_change_that_was_undone_is_no_change(district) -> None:
    with pytest.raises(ZeroDivisionError), writing():
        _fail(district)
    with writing():
        with suppress(ZeroDivisionError), transaction.atomic():
            _fail(district)
        actions.rename_unit(SYSTEM, district.unit("民政局"), "云溪区民政和事务局", "区民政局", now=LATER)
    assert hear().good


def test_a_write_that_nobody_enters_is_refused(district) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="nothing entered"), writing():
        Unit.objects.filter(pk=district.unit("教育局").pk).update(duties="别的")
    assert district.unit("教育局").duties == ""


@pytest.mark.parametrize("chunks", [1, 3, 1000])
def test_chunks_of_any_size_find_the_same(district, monkeypatch, chunks) -> None:
    """By their number: PostgreSQL goes on counting keys where the test before left off, and chunks are cut by keys."""
    last = Tenure.objects.latest("pk").pk
    monkeypatch.setattr(comparing, "CHUNK", max(1, last // chunks))
    monkeypatch.setattr(comparing, "TOGETHER", 2)
    assert hear().good
    for name in ("宁联", "向站"):
        Tenure.objects.filter(pk=district.tenure(name).pk).update(post="office_head")
    Tenure.objects.filter(pk=district.tenure("管审").pk).delete()
    assert len(hear().says) == 3


class TestAnOldOffice:
    """Its rows are older than the binding: taken as they stand, once, and from then on answered for."""

    def test_before_its_beginning_nothing_is_judged(self, district, monkeypatch) -> None:
        monkeypatch.setattr(comparing, "begun", set)
        Tenure.objects.filter(pk=district.tenure("宁联").pk).update(post="office_head")
        assert hear().good

    def test_it_begins_once(self, district) -> None:
        before = Entry.objects.count()
        comparing.begin(now=LATER)
        assert Entry.objects.count() == before


@pytest.fixture
def old(db) -> Tenure:
    """A row from before, put in while nothing was bound."""
    account = Account.objects.create(login="lao.zhang", name="老张")
    unit = Unit.objects.create(name="老单位", short="老单位", kind="other", path="0", valid_from=TODAY)
    return Tenure.objects.create(account=account, unit=unit, post="liaison", since=TODAY)


def test_rows_of_before_are_taken_as_they_stand(old, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "begun", set)
    comparing.begin(now=NOW)
    monkeypatch.undo()
    assert hear().good
    Tenure.objects.filter(pk=old.pk).update(post="office_head")
    (says,) = hear().says
    assert "把已有的 1 行绑定到留痕" in says


def test_a_term_handed_over_stays_whole(district) -> None:
    taker, _ = actions.create_account(SYSTEM, "xin.ren", "新人", now=NOW)
    actions.hand_over(SYSTEM, district.tenure("宁联"), taker, on=TODAY, now=LATER)
    actions.assign(SYSTEM, taker, district.unit("民政局"), "unit_head", Term(TODAY), now=LATER)
    assert hear().good
