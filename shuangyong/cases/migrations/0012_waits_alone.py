"""What waits for posts of a province or the nation: what lies in no place below, and the kinds that are sent up."""

from django.db import migrations, models

WAITS = models.Q(("awaits__isnull", False))


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_list_indexes"), ("catalog", "0001_initial")]

    operations = [
        migrations.RemoveIndex("case", "case_waits_all"),
        migrations.RemoveIndex("case", "case_waits_province"),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=WAITS,
                fields=["province", "city", "due", "id", "kind", "stage", "awaits"],
                name="case_waits_alone",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=WAITS, fields=["kind", "due", "id", "stage", "province", "awaits"], name="case_waits_kind"
            ),
        ),
    ]
