"""The place of a picture stands in its original alone; here only that there is one."""

from typing import Any, ClassVar

from django.db import migrations, models


def mark(apps: Any, schema: Any) -> None:
    apps.get_model("files", "Blob").objects.filter(lat__isnull=False).update(placed=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("blob", "placed", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RemoveField("blob", "lat"),
        migrations.RemoveField("blob", "lon"),
    ]
