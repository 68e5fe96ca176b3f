"""Words to correct queries by and names to offer: derived rows, which the next start fills."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_golden_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="VocabularyState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "用词的来历",
                "verbose_name_plural": "用词的来历",
            },
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=64, unique=True)),
                ("sounds", models.CharField(max_length=400)),
                ("blurred", models.CharField(db_index=True, max_length=400)),
                ("initials", models.CharField(db_index=True, max_length=64)),
                ("count", models.PositiveIntegerField(default=0)),
                ("is_listed", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "知识库用词",
                "verbose_name_plural": "知识库用词",
                "indexes": [
                    models.Index(
                        fields=["sounds"], name="known_word_sounds", opclasses=["varchar_pattern_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordRemnant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("remnant", models.CharField(db_index=True, max_length=64)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remnants",
                        to="articles.knownword",
                        to_field="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "用词去一字",
                "verbose_name_plural": "用词去一字",
            },
        ),
        migrations.CreateModel(
            name="NameStart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.SmallIntegerField(choices=[(1, "政策"), (2, "实体"), (3, "章节"), (4, "条标")]),
                ),
                ("start", models.CharField(max_length=60)),
                ("sounds", models.CharField(max_length=400)),
                ("initials", models.CharField(max_length=60)),
                ("offset", models.PositiveSmallIntegerField()),
                ("length", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("about", models.CharField(max_length=400)),
                ("path", models.CharField(max_length=300)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.division",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.entity",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "名称的起头",
                "verbose_name_plural": "名称的起头",
                "indexes": [
                    models.Index(
                        fields=["kind", "start"],
                        name="name_start_start",
                        opclasses=["int2_ops", "varchar_pattern_ops"],
                    ),
                    models.Index(
                        fields=["kind", "sounds"],
                        name="name_start_sounds",
                        opclasses=["int2_ops", "varchar_pattern_ops"],
                    ),
                    models.Index(
                        fields=["kind", "initials"],
                        name="name_start_initials",
                        opclasses=["int2_ops", "varchar_pattern_ops"],
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True),
                                ("division__isnull", True),
                                ("entity__isnull", False),
                                ("kind", 2),
                                ("policy__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("division__isnull", True),
                                ("entity__isnull", True),
                                ("kind", 1),
                                ("policy__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("division__isnull", False),
                                ("entity__isnull", True),
                                ("kind", 3),
                                ("policy__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", False),
                                ("division__isnull", True),
                                ("entity__isnull", True),
                                ("kind", 4),
                                ("policy__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="name_start_names_one_thing",
                    )
                ],
            },
        ),
    ]
