"""What stands in a title is marked among a case's words (cases.search): the words are made anew by the worker.

Until it has done so, old cases are found as before, behind those whose titles are marked.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

JOB = "cases.words"


def ask(apps: Any, editor: Any) -> None:
    """One job, where there is anything to be found."""
    job, now = apps.get_model("jobs", "Job"), timezone.now()
    waiting = job.objects.filter(key=JOB, state__in=("queued", "running")).exists()
    if apps.get_model("cases", "Case").objects.exists() and not waiting:
        job.objects.create(name=JOB, key=JOB, run_at=now, created_at=now)


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_waits_alone"), ("jobs", "0001_initial")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
