"""Postings without a key of their own. The index is derived from the articles: the next start fills it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_chapter_openings"),
    ]

    operations = [
        migrations.DeleteModel(name="Posting"),
        migrations.RunSQL("DELETE FROM articles_indexedarticle", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term", "indexed", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("term", models.CharField(max_length=64)),
                ("heading_count", models.PositiveSmallIntegerField()),
                ("text_count", models.PositiveSmallIntegerField()),
                (
                    "indexed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="articles.indexedarticle",
                    ),
                ),
            ],
            options={
                "verbose_name": "倒排项",
                "verbose_name_plural": "倒排项",
            },
        ),
    ]
