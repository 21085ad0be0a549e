"""A notice may be about no case: accounts and posts were changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_parts_of_desks")]

    operations = [
        migrations.AlterField(
            "notice",
            "case",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="cases.case"
            ),
        ),
    ]
