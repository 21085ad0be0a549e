"""What other tests begin with: each installation is migrated, sealed and its own, and the template stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.base.installation import Install

ENTER = """
from datetime import UTC, datetime
from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM
from shuangyong.base.trail import actions, types
with storing.writing():
    actions.record(SYSTEM, types.declare("test.done", "办了一件事"), ("thing", 1), {}, now=datetime.now(UTC))
"""
SAYS = """
from django.core.management import call_command
from shuangyong.base.trail import seals
from shuangyong.base.trail.models import Entry
call_command("migrate", check_unapplied=True, verbosity=0)
print(Entry.objects.count(), seals.missing())
"""


@pytest.mark.database
def test_each_begins_migrated_and_empty_with_a_key_of_its_own(tmp_path: Path, installed: Install) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for home in (first, second):
        home.mkdir()
    with installed(first) as place:
        place.python(ENTER)
        assert place.python(SAYS) == "1 ()"
        with installed(second) as other:
            assert other.python(SAYS) == "0 ()", "an entry of another one came along"
    assert (first / "secret.key").read_text() != (second / "secret.key").read_text()
