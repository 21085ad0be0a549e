"""Where only the end of a period leads on, nobody is waited for any more (turns.awaited): said of cases kept before."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KIND = "kind"


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """By the stages of each published version; a fixed number of statements for each."""
    from shuangyong.cases.turns import awaited_at
    from shuangyong.catalog.reading import read_kind

    case: Any = apps.get_model("cases", "Case")
    holding: Any = apps.get_model("cases", "Holding")
    if not case.objects.exists():
        return
    for row in apps.get_model("catalog", "Definition").objects.filter(sort=KIND):
        kind = read_kind(row.content, row.name)
        endings = [step for key, step in kind.transitions.items() if kind.ended_by(key)]
        for stage in {stage for step in endings for stage in step.origins}:
            waits, at = awaited_at(kind, stage), case.objects.filter(definition=row.pk, stage=stage)
            if not waits.post:
                at.update(awaits=None)
            holding.objects.filter(case__in=at.values("pk")).exclude(part__in=waits.parts).update(awaited=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_waits_alone"), ("catalog", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
