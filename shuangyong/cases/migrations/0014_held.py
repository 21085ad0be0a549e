"""Who holds what becomes a column of the case, as lists show it: no list asks for it apart."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = 1000


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Out of the states, which hold it: a stretch of cases in two statements."""
    from shuangyong.cases.models import said_of

    case: Any = apps.get_model("cases", "Case")
    after = 0
    while rows := list(case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "state__holders")[:READ]):
        held = [case(pk=pk, held=said_of(holders)) for pk, holders in rows if holders]
        case.objects.bulk_update(held, ["held"])
        after = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_ended_by_time")]

    operations = [
        migrations.AddField("case", "held", models.TextField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
