"""The two commands as an administrator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.base.installation import Install

ENTER = """
from datetime import UTC, datetime
from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM
from shuangyong.base.trail import actions, types
DONE = types.declare("test.done", "办了第{n}件事")
with storing.writing():
    for n in range(5):
        actions.record(SYSTEM, DONE, ("thing", n), {"n": n}, now=datetime.now(UTC))
"""
TAMPER = """
from django.db import connection
from shuangyong.base.trail.models import Entry
from tests.unsealing import unsealed
from django.db.models import QuerySet
with unsealed():
    QuerySet(Entry).filter(pk=3).update(actor_name="别人")
"""


OPEN = """
from django.db import connection
from shuangyong.base.trail import seals
with connection.cursor() as cursor:
    for seal in seals.ROWS[1:3]:
        cursor.execute(seal.off(connection.vendor))
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE trail_head DISABLE TRIGGER trail_head_forward")
        cursor.execute("DROP TRIGGER trail_entry_no_truncate ON trail_entry")
    else:
        cursor.execute("DROP TRIGGER trail_head_forward")
        cursor.execute("CREATE TRIGGER trail_head_forward BEFORE UPDATE ON trail_head WHEN 0 BEGIN SELECT 1; END")
"""


@pytest.mark.database
def test_seals_that_were_taken_off_are_named_and_put_on_again(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        place.python(ENTER)
        assert place.command("trail", "verify").returncode == 0
        assert "都在" in place.command("trail", "seal").stdout
        place.python(OPEN)
        bad = place.command("trail", "verify")
        assert (bad.returncode, bad.stdout) == (1, "")
        for name in ("trail_entry_no_delete（没有它，留痕可以删除）", "trail_head_no_delete", "trail_head_forward"):
            assert name in bad.stderr
        assert "trail_entry_no_update" not in bad.stderr
        assert ("trail_entry_no_truncate" in bad.stderr) == (
            "postgresql" in place.environment.get("SHUANGYONG_DATABASE_URL", "")
        )
        assert "shuangyong trail seal" in bad.stderr
        assert (
            "已重新装上：trail_entry_no_delete、trail_head_no_delete、trail_head_forward"
            in place.command("trail", "seal").stdout
        )
        good = place.command("trail", "verify")
        assert (good.returncode, good.stderr) == (0, "")
        assert "核对了 6 条" in good.stdout  # that they were put on is an entry


@pytest.mark.database
def test_verify_and_anchor(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        assert "没有锚文可取" in place.command("trail", "anchor").stdout
        place.python(ENTER)
        paper = place.command("trail", "anchor").stdout
        anchor = paper.split("：", 1)[1].split()[0]
        assert anchor.startswith("SY-5-")
        good = place.command("trail", "verify", "--anchor", anchor)
        assert (good.returncode, good.stderr) == (0, "")
        assert "留痕完好：核对了 5 条" in good.stdout
        assert "与留底的锚文相符" in good.stdout
        slip = place.command("trail", "verify", "--anchor", anchor[:-1])
        assert slip.returncode == 1
        assert "抄写有误" in slip.stderr
        place.python(TAMPER)
        bad = place.command("trail", "verify")
        assert (bad.returncode, bad.stdout) == (1, "")
        assert "第 3 条被改动过" in bad.stderr


def test_a_database_that_is_not_ready_is_told(tmp_path: Path) -> None:
    import os

    from tests.base.installation import ROOT, Installation

    environment = {
        **os.environ,
        "SHUANGYONG_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "SHUANGYONG_DATABASE_URL": "",
    }
    done = Installation(environment, tmp_path).command("trail", "verify")
    assert done.returncode == 1
    assert "数据库还没有建好" in done.stderr
    assert "Traceback" not in done.stderr


CHECK_AT_NIGHT = """
from django.utils import timezone
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail import checks
enqueue(checks.JOB, now=timezone.now(), key=checks.KEY)
run_pending(timezone.now())
"""


@pytest.mark.database
def test_verify_says_what_the_auditors_desk_says(tmp_path: Path, installed: Install) -> None:
    with installed(tmp_path) as place:
        place.python(ENTER)
        assert "自动核对，还没有核对过。" in place.command("trail", "verify").stdout
        place.python(CHECK_AT_NIGHT)
        assert "核对 5 条留痕，到第 5 条为止。" in place.command("trail", "verify").stdout
        place.python(TAMPER)
        bad = place.command("trail", "verify")
        assert "第 3 条被改动过" in bad.stderr and "最近一次全部完好：" in bad.stderr
        assert "核对 5 条留痕，到第 5 条为止。" in bad.stderr
