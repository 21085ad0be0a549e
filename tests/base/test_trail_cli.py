"""The two commands as an administrator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.base.installation import installed

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


@pytest.mark.database
def test_verify_and_anchor(tmp_path: Path) -> None:
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
