"""The second half of the register's tables, and their indexes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(blank=True, max_length=12, verbose_name="所在区划")),
                ("province", models.CharField(blank=True, max_length=2)),
                ("city", models.CharField(blank=True, max_length=4)),
                ("county", models.CharField(blank=True, max_length=6)),
                ("town", models.CharField(blank=True, max_length=9)),
                ("village", models.CharField(blank=True, max_length=12)),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("sort", models.CharField(max_length=20, verbose_name="类别")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("closed", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地点位",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("opened", models.PositiveIntegerField(default=0)),
                ("looked_up", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("value", models.JSONField()),
                ("since", models.DateField(null=True, verbose_name="起")),
                ("until", models.DateField(null=True, verbose_name="止")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="traits", to="register.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Troops",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(blank=True, max_length=12, verbose_name="所在区划")),
                ("province", models.CharField(blank=True, max_length=2)),
                ("city", models.CharField(blank=True, max_length=4)),
                ("county", models.CharField(blank=True, max_length=6)),
                ("town", models.CharField(blank=True, max_length=9)),
                ("village", models.CharField(blank=True, max_length=12)),
                ("name", models.CharField(max_length=60, verbose_name="公开名称")),
                ("closed", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "部队",
            },
        ),
        migrations.CreateModel(
            name="ServiceEpisode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("义务兵", "义务兵"), ("军士", "军士"), ("军官", "军官"), ("文职人员", "文职人员")],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("enlisted", models.DateField(null=True, verbose_name="入伍日期")),
                ("discharged", models.DateField(null=True, verbose_name="退役日期")),
                ("manner", models.CharField(blank=True, max_length=20, verbose_name="退役安置方式")),
                ("troops_name", models.CharField(blank=True, max_length=60, verbose_name="部队公开名称")),
                ("from_region", models.CharField(blank=True, max_length=12, verbose_name="入伍地区划")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="episodes", to="register.person"
                    ),
                ),
                (
                    "troops",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="episodes",
                        to="register.troops",
                    ),
                ),
            ],
            options={
                "verbose_name": "服役经历",
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(max_length=12)),
                ("says", models.CharField(max_length=300)),
                ("place", models.CharField(blank=True, max_length=12)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("settled_at", None)), fields=["-id"], name="alarm_open")],
            },
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["county", "number"], name="household_number"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("head", None)), fields=["province", "name_key", "id"], name="person_province"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("head", None)), fields=["city", "name_key", "id"], name="person_city"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("head", None)), fields=["county", "name_key", "id"], name="person_county"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("head", None)), fields=["town", "name_key", "id"], name="person_town"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("head", None)), fields=["village", "name_key", "id"], name="person_village"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name", "born"], name="person_alike"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["born", "village"], name="person_born"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(condition=models.Q(("head__isnull", False)), fields=["head"], name="person_head"),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(fields=["state", "-weight", "id"], name="pair_queue"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="pair_once"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["person", "-id"], name="merge_person"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("since__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="membership_valid",
            ),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["person", "-id"], name="look_person"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["account", "at"], name="look_account"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["account", "until"], name="grant_account"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(condition=models.Q(("verdict", "")), fields=["at"], name="grant_to_review"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["person", "-id"], name="correction_person"),
        ),
        migrations.AddIndex(
            model_name="category",
            index=models.Index(fields=["key", "person"], name="category_key"),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("since__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="category_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("since__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="relation_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("other")), _negated=True), name="relation_other"
            ),
        ),
        migrations.AddIndex(
            model_name="secret",
            index=models.Index(fields=["sort", "blind"], name="secret_blind"),
        ),
        migrations.AddIndex(
            model_name="secret",
            index=models.Index(fields=["key", "id"], name="secret_key"),
        ),
        migrations.AddIndex(
            model_name="secret",
            index=models.Index(fields=["blind_key", "id"], name="secret_blind_key"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["province", "name", "id"], name="site_province"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["city", "name", "id"], name="site_city"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["county", "name", "id"], name="site_county"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["town", "name", "id"], name="site_town"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["village", "name", "id"], name="site_village"),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(fields=("region", "sort", "name"), name="site_once"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=("account", "day"), name="tally_once"),
        ),
        migrations.AddIndex(
            model_name="trait",
            index=models.Index(fields=["key", "person"], name="trait_key"),
        ),
        migrations.AddConstraint(
            model_name="trait",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("since__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="trait_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="troops",
            constraint=models.UniqueConstraint(fields=("county", "name"), name="troops_once"),
        ),
        migrations.AddIndex(
            model_name="serviceepisode",
            index=models.Index(fields=["discharged", "id"], name="episode_discharged"),
        ),
        migrations.AddIndex(
            model_name="serviceepisode",
            index=models.Index(fields=["enlisted", "id"], name="episode_enlisted"),
        ),
        migrations.AddConstraint(
            model_name="serviceepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discharged__isnull", True),
                    ("enlisted__isnull", True),
                    ("discharged__gt", models.F("enlisted")),
                    _connector="OR",
                ),
                name="episode_valid",
            ),
        ),
    ]
