"""The indexes of desks; apart from the rows they are built on, which PostgreSQL would not have changed before in one go."""

from django.db import migrations, models

LEVELS = ("province", "city", "county", "town", "village")


def awaited(*scope: str, name: str) -> migrations.AddIndex:
    fields = [*scope, "due", "id", "kind", "stage"]
    index = models.Index(fields=fields, name=f"case_waits_{name}", condition=models.Q(awaited=True))
    return migrations.AddIndex("case", index)


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_awaited")]

    operations = [
        awaited(name="all"),
        *(awaited(level, name=level) for level in LEVELS),
        migrations.AddIndex(
            "holding",
            models.Index(fields=["unit", "due", "case"], name="holding_waits", condition=models.Q(awaited=True)),
        ),
    ]
