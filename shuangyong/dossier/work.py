"""What the worker does for dossiers."""

from __future__ import annotations

from datetime import timedelta

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.dossier import actions
from shuangyong.dossier.models import Dossier


@job(actions.JOB, "制作申报材料", lease=timedelta(minutes=5))
def build(run: Run) -> dict[str, object]:
    """One dossier, from nothing."""
    row = Dossier.objects.select_related("account").get(pk=run.payload["dossier"])
    actions.build(run, row)
    return {"dossier": row.pk, "sha256": row.sha256}


@job("dossier.clean", "清理过了保存期的申报材料档案")
def clean(run: Run) -> dict[str, int]:
    """What dossier.toml no longer keeps."""
    return {"cleaned": actions.clean(run.now)}


schedule("dossier.clean", "daily 04:20")
