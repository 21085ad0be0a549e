"""The invented district in the browser's eyes: who logs in, what lies here, what lies in another county."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.test import Client

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.models import Job
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.proofs import file_proof
from shuangyong.intake.actions import take_in
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.receiving import Sent
from shuangyong.register import actions as registering
from tests.base.organisation.conftest import LONG_AGO, PEOPLE, UNITS
from tests.cases.conftest import NOW, TODAY, District
from tests.desk.cast import NOTICE

EVERYBODY = tuple(PEOPLE)
ADMINISTRATORS = ("管系", "管安", "管审")


def signed_in(district: District, who: str) -> Client:
    """A browser in which somebody has logged in."""
    client = Client()
    client.force_login(Account.objects.get(pk=district.account(who)))
    return client


def hand_out(district: District, title: str = "建立驻军子女入学台账", lead: str = "教育局") -> Case:
    """陆双 gives a unit a task, due in a month that lies behind the test's real day."""
    form = Form({"task": title, "deadline": date(2026, 6, 30)}, {"lead": ((district.unit(lead), None),)})
    return open_case(district.actor("陆双"), "task", form, now=NOW)


@dataclass(frozen=True)
class Elsewhere:
    """What lies in 清河县 and is nobody's business in 云溪区."""

    case: int
    unit: int
    account: int
    tenure: int
    proof: int
    document: int
    draft: int
    job: int
    person: int
    household: int
    merchant: int


def elsewhere(district: District) -> Elsewhere:
    """安远 of 清河县 with an office, a task and its evidence."""
    unit = organising.open_unit(
        SYSTEM, organising.UnitDraft("清河县双拥办", "县双拥办", "group", "990121", None), on=LONG_AGO, now=NOW
    )
    account, _ = organising.create_account(SYSTEM, "an.yuan", "安远", now=NOW)
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    organising.assign(SYSTEM, account, unit, "office_head", Term(LONG_AGO), now=NOW)
    actor = actor_of(Account.objects.get(pk=account.pk), TODAY)
    case = open_case(actor, "task", Form({"task": "清河县的事"}, {"lead": ((unit.pk, None),)}), now=NOW)
    proof = file_proof(actor, BytesIO(b"elsewhere"), "x.txt", title="清河材料", proves="", on=TODAY, now=NOW)
    tenure = Tenure.objects.get(account=account)
    taken = take_in(actor, [Sent("清河通知.txt", NOTICE.encode())], now=NOW)
    document = Document.objects.get()
    draft = Draft.objects.filter(document=document).first()
    assert taken.outcomes[0].document == document.pk and draft
    job = Job.objects.create(name="intake.take_in", run_at=NOW, created_at=NOW, created_by=actor.account_id)
    person, home, shop = _register_elsewhere()
    numbers = (case.pk, unit.pk, account.pk, tenure.pk, proof.pk, document.pk, draft.pk, job.pk)
    return Elsewhere(*numbers, person, home, shop)


def _register_elsewhere() -> tuple[int, int, int]:
    """A person with a household, and a merchant, of 清河县."""
    person = registering.add(SYSTEM, registering.PersonDraft("安小远", "990121101"), now=NOW)
    home = registering.make_household(SYSTEM, "990121101", [(person.pk, "户主")], now=NOW)
    shop = registering.MerchantDraft("清河面馆", "91350100M000100Y43", "990121101")
    return person.pk, home.pk, registering.add_merchant(SYSTEM, shop, now=NOW).pk


__all__ = ["ADMINISTRATORS", "EVERYBODY", "UNITS", "Elsewhere", "elsewhere", "hand_out", "signed_in"]
