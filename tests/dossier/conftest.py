"""The district of the cases' tests with the small standard, and one task done and proved."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.running import Run, claim, perform
from shuangyong.base.organisation.models import Account
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import COUNTY, NOW, SMALL, TODAY, small  # noqa: F401
from tests.cases.conftest import at, district, forgotten_definitions, paper, quick_hashes  # noqa: F401

__all__ = ["COUNTY", "NOW", "SMALL", "TODAY", "alarm", "build", "done"]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Archives lie in the installation's folder."""
    settings.HOME = tmp_path


def build(moment) -> Job:
    """What the worker does next."""
    job = claim("w", moment)
    assert job is not None
    perform(Run(job, lambda: moment), heartbeat=False)
    job.refresh_from_db()
    return job


@pytest.fixture
def done(small, paper):  # noqa: F811
    """宁联 did what 陆双 had handed out, with a receipt; another task is still open."""
    who, lead = small.actor, {"lead": ((small.unit("教育局"), None),)}
    for title in ("建立驻军子女入学台账", "更新双拥标牌"):
        case = open_case(who("陆双"), "task", Form({"task": title, "deadline": date(2026, 6, 30)}, lead), now=NOW)
        if title.startswith("建立"):
            moment = at(4, 10)
            proofs = {"result": (paper("宁联", now=moment),)}
            steps = (("宁联", "sign", Form()), ("宁联", "ask_close", Form({"progress": "办成"}, proofs=proofs)))
            for name, action, form in (*steps, ("陆双", "close", Form())):
                take(who(name), case.pk, action, form, rev=Case.objects.get(pk=case.pk).rev, now=moment)
    return small


def alarm(district) -> Case:  # noqa: F811
    """督查 raises a bar; nobody has judged it."""
    values = {"matter": "整改反复", "bar": "B1", "sort": "不得申报", "found_on": TODAY, "facts": "督查通报"}
    return open_case(
        district.actor("督查"), "alarm", Form(values, {"lead": ((district.unit("教育局"), None),)}), now=NOW
    )


def account(district, who: str) -> Account:  # noqa: F811
    return Account.objects.get(pk=district.account(who))
