"""What waits says on which part of a desk it stands, so that each part is a short range of an index by itself.

`Case.awaits` was the phase, `Holding.awaited` a yes or no.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Case, Exists, OuterRef, Q, Value, When

LEADERS = "case.comment"
WAITS = Q(awaits__isnull=False)
AWAITED = Q(awaited=True)


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor, held: Q = AWAITED) -> None:
    """By the opening of each published version; two statements, over what waits alone (`held`: which holdings do)."""
    from shuangyong.catalog.reading import read_kind

    case: Any = apps.get_model("cases", "Case")
    holding: Any = apps.get_model("cases", "Holding")
    if not case.objects.exists():
        return
    kinds = apps.get_model("catalog", "Definition").objects.filter(sort="kind")
    leaders = {row.pk: row.key for row in kinds if read_kind(row.content, row.name).opening.may == LEADERS}
    parts = [When(phase="judging", then=Value("judge"))]
    words = When(definition__in=leaders, then=Value("words"))
    case.objects.filter(WAITS).update(awaits=Case(words, *parts, default=Value("do")))
    its = Exists(case.objects.filter(pk=OuterRef("case"), definition__in=leaders))
    words = When(Q(its, kind__in={*leaders.values()}), then=Value("words"))
    holding.objects.filter(held).update(awaits=Case(words, *parts, default=Value("do")))


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_words_of_titles"), ("catalog", "0001_initial")]

    operations = [
        migrations.RemoveIndex("case", "case_waits_alone"),
        migrations.RemoveIndex("holding", "holding_waiting"),
        migrations.RemoveIndex("holding", "holding_below"),
        migrations.AddField("holding", "awaits", models.CharField(max_length=8, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField("holding", "awaited"),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=WAITS,
                fields=["province", "city", "awaits", "due", "id", "kind", "stage"],
                name="case_waits_alone",
            ),
        ),
        migrations.AddIndex(
            "holding",
            models.Index(
                condition=WAITS,
                fields=["unit", "awaits", "due", "case", "kind", "stage", "part", "account", "degree"],
                name="holding_desk",
            ),
        ),
        migrations.AddIndex(
            "holding",
            models.Index(
                condition=Q(open=True),
                fields=["unit_path", "place", "due", "case", "phase", "warn_on", "degree", "open"],
                name="holding_under",
            ),
        ),
    ]
