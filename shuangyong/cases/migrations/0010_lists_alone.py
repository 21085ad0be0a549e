"""Holdings say for themselves what lists ask of their case; a case how early it warns and where a post is awaited."""

from datetime import timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest, Substr

import shuangyong.cases.engine.clocks

OPEN = ("waiting", "doing", "judging")
WIDTH = 8
BANDS = ((7, 1), (31, 2))


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A fixed number of statements."""
    case: Any = apps.get_model("cases", "Case")
    holding: Any = apps.get_model("cases", "Holding")
    its = case.objects.filter(pk=OuterRef("case_id"))
    # The codes of a place are beginnings of each other, so the deepest is the greatest.
    deepest = Greatest("province", "city", "county", "town", "village")
    holding.objects.update(
        root=Substr("unit_path", 1, WIDTH),
        warn_on=Subquery(its.values("warn_on")),
        degree=Subquery(its.values("degree")),
        place=Subquery(its.values_list(deepest)),
    )
    holding.objects.exclude(phase__in=OPEN).update(open=False)
    for days, band in BANDS:
        # Taken from the term: after the last of all days there is none, and SQLite would say so.
        early = case.objects.filter(due__lt="9999-12-31", warn_on__lte=F("due") - timedelta(days + 1))
        early.update(band=band)


def say_phase(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    case: Any = apps.get_model("cases", "Case")
    case.objects.filter(awaited=True).update(awaits=F("phase"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_waits")]

    operations = [
        migrations.AddField("case", "band", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("case", "awaits", models.CharField(max_length=8, null=True)),
        migrations.AddField("holding", "root", models.CharField(default="", max_length=8)),
        migrations.AddField("holding", "open", models.BooleanField(default=True)),
        migrations.AddField("holding", "warn_on", models.DateField(default=shuangyong.cases.engine.clocks.NEVER)),
        migrations.AddField("holding", "degree", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("holding", "place", models.CharField(default="", max_length=12)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(say_phase, migrations.RunPython.noop),
    ]
