"""What the worker does for dossiers."""

from __future__ import annotations

from datetime import timedelta

from shuangyong.base.jobs.registry import job
from shuangyong.base.jobs.running import Run
from shuangyong.dossier import actions
from shuangyong.dossier.models import Dossier


@job(actions.JOB, "制作申报材料", lease=timedelta(minutes=5))
def build(run: Run) -> dict[str, object]:
    """One dossier, from nothing."""
    row = Dossier.objects.select_related("account").get(pk=run.payload["dossier"])
    actions.build(run, row)
    return {"dossier": row.pk, "sha256": row.sha256}
