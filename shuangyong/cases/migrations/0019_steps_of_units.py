"""What a unit did is found by the case, as what a person did is (0011); the index by unit alone goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_notice_of_people"), ("organisation", "0004_handed")]

    operations = [
        migrations.AlterField(
            "steprow",
            "unit",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddIndex("steprow", models.Index(fields=["unit", "case", "action"], name="step_units")),
    ]
