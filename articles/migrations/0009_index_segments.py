"""The index in packed segments. It is derived from the articles: the next start fills it."""

import django.db.models.deletion
from django.db import migrations, models


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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.PositiveIntegerField()),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tokenizer", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("heading", models.CharField(blank=True, max_length=200)),
                ("title", models.TextField()),
                ("context", models.TextField(blank=True)),
                ("folded", models.TextField()),
                ("tokens", models.TextField()),
                ("gram_total", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=[("law", "法律"), ("regulation", "行政法规"), ("interpretation", "司法解释"), ("rule", "部门规章"), ("local", "地方性法规"), ("policy", "政策文件")], max_length=20)),
                ("chapter_key", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(null=True)),
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="indexed", to="articles.article")),
                ("segment", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="members", to="articles.segment")),
            ],
            options={"verbose_name": "已索引条文", "verbose_name_plural": "已索引条文"},
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("pk", models.CompositePrimaryKey("term", "field", "segment", blank=True, editable=False, primary_key=True, serialize=False)),
                ("term", models.CharField(max_length=64)),
                ("field", models.SmallIntegerField()),
                ("packed", models.BinaryField()),
                ("segment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="postings", to="articles.segment")),
            ],
            options={"verbose_name": "倒排项", "verbose_name_plural": "倒排项"},
        ),
        migrations.AddIndex(
            model_name="indexedarticle",
            index=models.Index(fields=["segment", "position"], name="indexed_place"),
        ),
        migrations.AddIndex(
            model_name="indexedarticle",
            index=models.Index(condition=models.Q(("segment", None)), fields=["id"], name="indexed_outside_segments"),
        ),
        # Random bytes do not compress; uncompressed they are read without work.
        migrations.RunSQL(
            "ALTER TABLE articles_posting ALTER COLUMN packed SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
