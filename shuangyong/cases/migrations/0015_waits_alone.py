"""Holdings say by what their case waits, so that what waits for a unit is told by its index alone."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As their cases say; one statement."""
    case: Any = apps.get_model("cases", "Case").objects.filter(pk=OuterRef("case"))
    shown = {name: Subquery(case.values(name)) for name in ("kind", "stage")}
    apps.get_model("cases", "Holding").objects.update(**shown)


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_held")]

    operations = [
        migrations.AddField("holding", "kind", models.CharField(max_length=40, null=True)),
        migrations.AddField("holding", "stage", models.CharField(max_length=40, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("holding", "holding_waits"),
        migrations.AddIndex(
            "holding",
            models.Index(
                fields=["unit", "due", "case", "kind", "stage", "part", "account", "degree", "awaited"],
                name="holding_waiting",
                condition=models.Q(awaited=True),
            ),
        ),
        migrations.AddIndex(
            "holding",
            models.Index(fields=["unit", "part", "case", "open"], name="holding_part", condition=models.Q(open=True)),
        ),
    ]
