"""The index in packed segments. It is derived from the articles: the next start fills it."""

import articles.models.search.index
import django.db.models.deletion
from django.db import migrations, models

# By a trigger, since articles also go by cascade and by hand.
_VACATE = """
CREATE FUNCTION articles_vacate_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_vacatedplace (segment_id, position) VALUES (OLD.segment_id, OLD.position);
    RETURN OLD;
END $$;
CREATE TRIGGER vacate_place AFTER DELETE ON articles_indexedarticle
FOR EACH ROW WHEN (OLD.segment_id IS NOT NULL) EXECUTE FUNCTION articles_vacate_place();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_call_counts"),
    ]

    operations = [
        migrations.DeleteModel(name="Posting"),
        migrations.DeleteModel(name="IndexedArticle"),
        migrations.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=articles.models.search.index._unused_number, primary_key=True, serialize=False
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("articles", models.BinaryField()),
                ("policies", models.BinaryField()),
                ("kinds", models.BinaryField()),
                ("chapter_of", models.BinaryField()),
                ("chapters", models.BinaryField()),
                ("chapter_lengths", models.BinaryField()),
            ],
            options={"verbose_name": "索引段", "verbose_name_plural": "索引段"},
        ),
        migrations.CreateModel(
            name="IndexedArticle",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=articles.models.search.index._unused_number, primary_key=True, serialize=False
                    ),
                ),
                ("tokenizer", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("heading", models.CharField(blank=True, max_length=200)),
                ("title", models.TextField()),
                ("context", models.TextField(blank=True)),
                ("folded", models.TextField()),
                ("tokens", models.TextField()),
                ("word_total", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "法律"),
                            ("regulation", "行政法规"),
                            ("interpretation", "司法解释"),
                            ("rule", "部门规章"),
                            ("local", "地方性法规"),
                            ("policy", "政策文件"),
                        ],
                        max_length=20,
                    ),
                ),
                ("policy", models.BigIntegerField()),
                ("chapter_key", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(null=True)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indexed",
                        to="articles.article",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="articles.segment",
                    ),
                ),
            ],
            options={"verbose_name": "已索引条文", "verbose_name_plural": "已索引条文"},
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term",
                        "field",
                        "segment",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("term", models.CharField(max_length=64)),
                ("field", models.SmallIntegerField()),
                ("packed", models.BinaryField()),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="articles.segment",
                    ),
                ),
            ],
            options={"verbose_name": "倒排项", "verbose_name_plural": "倒排项"},
        ),
        migrations.AddIndex(
            model_name="indexedarticle",
            index=models.Index(fields=["segment", "position"], name="indexed_place"),
        ),
        migrations.AddIndex(
            model_name="indexedarticle",
            index=models.Index(
                condition=models.Q(("segment", None)), fields=["id"], name="indexed_outside_segments"
            ),
        ),
        migrations.CreateModel(
            name="VacatedPlace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "segment", "position", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vacated",
                        to="articles.segment",
                    ),
                ),
            ],
            options={"verbose_name": "空出的位置", "verbose_name_plural": "空出的位置"},
        ),
        migrations.RunSQL(_VACATE, "DROP FUNCTION articles_vacate_place CASCADE"),
        # Random bytes do not compress; uncompressed they are read without work.
        migrations.RunSQL(
            "ALTER TABLE articles_posting ALTER COLUMN packed SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
