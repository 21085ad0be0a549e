"""Many at the same moment, and a power cut in the middle: one wins, nothing acknowledged is lost, nothing is half done."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.base.installation import SETUP, Installation

DISTRICT = """
from datetime import date, datetime
from zoneinfo import ZoneInfo
from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.regions_data import invented
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.catalog.actions import publish_shipped
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
organising.import_regions(SYSTEM, invented(), now=NOW)
draft = organising.UnitDraft("云溪区教育局", "区教育局", "government", "990102", None)
unit = organising.open_unit(SYSTEM, draft, on=date(2020, 1, 1), now=NOW)
for number in range(16):
    account, _ = organising.create_account(SYSTEM, f"lian.luo.{number}", f"联络{number}", now=NOW)
    organising.assign(SYSTEM, account, unit, "liaison", Term(date(2020, 1, 1)), now=NOW)
publish_shipped(SYSTEM, now=NOW)
for number in range(5):
    form = Form({"task": f"第{number}件", "deadline": date(2026, 6, 30)}, {"lead": ((unit.pk, None),)})
    open_case(SYSTEM, "task", form, now=NOW)
"""
ACTING = (
    SETUP
    + """
import threading, time
from datetime import datetime
from zoneinfo import ZoneInfo
from django.db import connection
from shuangyong.base.errors import Stale
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
actors = [actor_of(account, NOW.date()) for account in Account.objects.filter(login__startswith="lian").order_by("pk")]
"""
)
RACE = (
    ACTING
    + """
said = []
start = threading.Barrier(len(actors))
case = Case.objects.order_by("pk").last().pk  # the others are for the power cut
def work(actor):
    try:
        start.wait()
        take(actor, case, "sign", Form(), rev=1, now=NOW)
        said.append(["won", actor.name])
    except Stale as error:
        said.append(["stale", error.what])
    except Exception as error:
        said.append(["failed", repr(error)])
    finally:
        connection.close()
threads = [threading.Thread(target=work, args=(actor,)) for actor in actors]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
import json; print(json.dumps(said))
"""
)
REPORTING = (
    ACTING
    + """
cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))[:4]
def work(number):
    actor = actors[number]
    count = 0
    while True:
        pk = cases[(number + count) % len(cases)]
        row = Case.objects.get(pk=pk)
        action = "sign" if row.stage == "handed_out" else "report"
        form = Form() if action == "sign" else Form({"progress": f"{number} {count}"})
        try:
            take(actor, pk, action, form, rev=row.rev, now=NOW)
        except Stale:
            continue
        count += 1
        # Acknowledged: step `rev + 1` of the case is written. In one piece, or lines of several threads mix.
        os.write(1, f"{pk} {row.rev + 1}\\n".encode())
for number in range(4):
    threading.Thread(target=work, args=(number,), daemon=True).start()
time.sleep(60)
"""
)
AFTER = """
import json
from datetime import date
from shuangyong.base.trail.models import Entry
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
rows = Case.objects.order_by("pk")
print(json.dumps({
    "found": [finding.says for row in rows for finding in findings_of(row, date(2026, 3, 2))],
    "steps": {row.pk: list(row.steps.order_by("seq").values_list("seq", flat=True)) for row in rows},
    "entries": {row.pk: Entry.objects.filter(about_kind="cases.case", about_id=str(row.pk)).count() for row in rows},
}))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory, installed) -> Installation:
    with installed(Path(tmp_path_factory.mktemp("at-once"))) as made:
        made.python(DISTRICT)
        yield made


@pytest.mark.database
@pytest.mark.slow
def test_sixteen_take_the_same_step_and_one_wins(place: Installation) -> None:
    done = place.finish(place.start(RACE))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    winners = [text for verdict, text in said if verdict == "won"]
    told = [text for verdict, text in said if verdict == "stale"]
    assert (len(winners), len(told)) == (1, 15), said
    assert all(f"{winners[0]}签收" in text for text in told)
    state = json.loads(place.python(AFTER))
    assert state["found"] == []
    assert [1, 2] in state["steps"].values()


@pytest.mark.database
@pytest.mark.slow
def test_a_power_cut_loses_nothing_acknowledged_and_leaves_nothing_half_done(place: Installation) -> None:
    """kill -9 in the middle of writing, several times: what was acknowledged is there, and everything agrees."""
    acknowledged: set[tuple[str, int]] = set()
    for _ in range(2):
        process = place.start(REPORTING)
        assert process.stdout is not None
        for _ in range(12):
            acknowledged.add(_pair(process.stdout.readline()))
        time.sleep(0.05)
        process.kill()
        rest, _ = process.communicate(timeout=150)
        acknowledged |= {_pair(line) for line in rest.splitlines() if line.count(" ") == 1}
    state = json.loads(place.python(AFTER))
    assert state["found"] == []
    assert len(acknowledged) >= 24
    for case, seq in acknowledged:
        assert seq in state["steps"][case]
    for case, steps in state["steps"].items():
        assert steps == list(range(1, len(steps) + 1))
        assert state["entries"][case] == len(steps)
    assert place.command("trail", "verify").returncode == 0


def _pair(line: str) -> tuple[str, int]:
    case, _, seq = line.strip().partition(" ")
    return case, int(seq)
