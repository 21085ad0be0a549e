"""Who is waited for becomes a column, so that a desk need not walk through all that is open."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
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
        for stage in kind.stages:
            waits = awaited_at(kind, stage)
            if waits.post:
                case.objects.filter(definition=row.pk, stage=stage).update(awaited=True)
            if waits.parts:
                at = case.objects.filter(definition=row.pk, stage=stage).values("pk")
                holding.objects.filter(case__in=at, part__in=waits.parts).update(awaited=True)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_closed_on"),
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="awaited",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="holding",
            name="awaited",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
