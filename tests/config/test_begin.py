"""The first day of a real office: three administrators, and nobody else; then the work of each is his own."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.timezone import localdate, now

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.config import begin_cli, cli
from shuangyong.config.district.acts import ZONE
from shuangyong.config.options import OptionError

NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
OFFICE = "云溪区双拥工作领导小组办公室"


@pytest.fixture
def ready(monkeypatch):
    """The database of the test is there already."""
    monkeypatch.setattr("shuangyong.config.serving.prepare", lambda: None)


@pytest.mark.slow
def test_an_office_begins_and_goes_on_by_itself(db, ready, capsys) -> None:
    args = ["begin", "--region", "990102", "--names", "云川省，澄江市，云溪区", "--office", OFFICE]
    assert cli.main(args) == 0
    said = capsys.readouterr().out
    assert all(login in said for login in begin_cli.ADMINISTRATORS)
    assert "密码只在这里显示一次" in said
    assert set(Account.objects.values_list("login", "must_change_password")) == {
        (login, True) for login in begin_cli.ADMINISTRATORS
    }
    today = localdate()
    assert "task" in kinds_in_force(today)
    system, security = (actor_of(Account.objects.get(login=login), today) for login in ("xitong", "anquan"))
    made, _ = organising.create_account(system, "lushuang", "陆双", now=now())
    organising.assign(security, made, Unit.objects.get(name=OFFICE), "office_head", Term(today), now=now())
    assert actor_of(made, today).seats[0].post == "office_head"
    assert cli.main(args) == 1
    assert "已经启用过" in capsys.readouterr().err


def test_nothing_begins_by_halves(db) -> None:
    organising.import_regions(SYSTEM, begin_cli.regions("99", "云川省"), now=NOW)
    with pytest.raises(Exception, match="已经启用过"):
        begin_cli.begin(begin_cli.regions("99", "云川省"), "99", OFFICE, NOW)
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    "code, names, says",
    [("5204x2", "甲省", "不是省、市、县的代码"), ("990102", "云川省,云溪区", "有 3 级，名称写了 2 个")],
)
def test_a_place_that_does_not_add_up_is_told(code: str, names: str, says: str) -> None:
    with pytest.raises(OptionError, match=says):
        begin_cli.regions(code, names)
