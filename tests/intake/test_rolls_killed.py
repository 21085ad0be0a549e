"""The worker is killed in the middle of a long roll (kill -9): nothing half, and the next one finishes it once."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.base.installation import SETUP, Install

ROWS = 1800
FOUND = f"""
from datetime import date, timedelta
from django.utils import timezone
from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.base.organisation.regions_data import invented
from shuangyong.intake.ledgers import actions
from tests.intake.rolls import number
now = timezone.now()
organising.import_regions(SYSTEM, invented(), now=now)
draft = organising.UnitDraft("云溪区双拥办", "双拥办", "group", "990102", None)
unit = organising.open_unit(SYSTEM, draft, on=date(2020, 1, 1), now=now)
account, _ = organising.create_account(SYSTEM, "jian.wen", "简文", now=now)
organising.assign(SYSTEM, account, unit, "office_clerk", Term(date(2020, 1, 1)), now=now)
me = actor_of(Account.objects.get(pk=account.pk), timezone.localdate())
lines = ["户主,姓名,身份证号,所在村,联系电话"]
for n in range({ROWS}):
    born = date(1950, 1, 1) + timedelta(days=n)
    lines.append(f"某{{n // 3}},某某,{{number(born, 101)}},东河镇东河村,139{{n:08d}}")
table = actions.send(me, "人员登记册.csv", "\\n".join(lines).encode(), now=now)
actions.take(me, table.pk, only_good=True, now=now)
"""
WORK = (
    SETUP
    + """
from dataclasses import replace
from datetime import timedelta
from shuangyong.base.jobs import registry
registry.kinds["intake.ledger"] = replace(registry.kinds["intake.ledger"], lease=timedelta(seconds=3))
from shuangyong.config.cli import main
sys.exit(main(["work", *sys.argv[1:]]))
"""
)
KILLED = WORK.replace(
    "from shuangyong.config.cli",
    """
import os, signal
from shuangyong.intake.ledgers import actions
took, done = actions.TakenRow.objects.bulk_create, []
def killed(rows):
    done.append(took(rows))
    if len(done) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
actions.TakenRow.objects.bulk_create = killed
from shuangyong.config.cli""",
)
"""In the third batch's transaction, when all of it is written and nothing committed."""
COUNT = "from shuangyong.register.models import Person; print(Person.objects.count())"
WHOLE = """
from shuangyong.base.jobs.models import Job
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.witness import hear
from shuangyong.intake.models import Table, TakenRow
from shuangyong.register.models import Membership, Person, Secret
persons = Person.objects.count()
batches = sum(e.data["count"] for e in Entry.objects.filter(what="register.add_many"))
kept = {persons, TakenRow.objects.count(), Membership.objects.count(), batches}
kept |= {Secret.objects.filter(sort=sort).count() for sort in ("id_number", "phone")}
table, job = Table.objects.get(), Job.objects.get(name="intake.ledger")
print(len(kept), table.taken == persons, table.state, table.same, table.wrong, job.state, job.attempts, hear().good)
"""


@pytest.mark.database
@pytest.mark.slow
def test_a_killed_import_is_finished_once(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        done = place.finish(place.start(SETUP + FOUND))
        assert done.returncode == 0, done.stderr
        worker = place.finish(place.start(KILLED))
        assert worker.returncode == -signal.SIGKILL, worker.stderr
        assert place.python(COUNT) == "1002", "two batches, cut where a household ends"
        assert place.python(WHOLE) == "1 True taking 0 0 running 1 True", (
            "persons, marks, secrets, homes, entries agree"
        )
        time.sleep(3.1)
        again = place.finish(place.start(WORK, "--once"))
        assert again.returncode == 0, again.stderr
        assert place.python(COUNT) == str(ROWS)
        assert place.python(WHOLE) == "1 True taken 0 0 done 2 True"
