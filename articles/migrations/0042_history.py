"""Revisions of rows without a table of their own, those of later rules among them; notes for colleagues."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TAKE_OVER = """
INSERT INTO articles_rowrevision (model, row, number, created_at, created_by_id, note, name, snapshot, is_deletion)
SELECT 'articles.laterrule', r.rule_id, r.number, r.created_at, r.created_by_id, r.note, rule.document,
    r.snapshot || jsonb_build_object('policy', rule.policy_id), false
FROM articles_laterrulerevision r JOIN articles_laterrule rule ON rule.id = r.rule_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0041_edit_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=60, verbose_name="种类")),
                ("row", models.BigIntegerField(verbose_name="编号")),
                ("text", models.TextField(max_length=2000, verbose_name="备注")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="改于")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作者",
                    ),
                ),
            ],
            options={
                "verbose_name": "内部备注",
                "verbose_name_plural": "内部备注",
                "ordering": ("written_at", "pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="RowRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="修订号")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("model", models.CharField(max_length=60, verbose_name="种类")),
                ("row", models.BigIntegerField(verbose_name="编号")),
                ("name", models.CharField(max_length=300, verbose_name="名称")),
                (
                    "snapshot",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容"
                    ),
                ),
                ("is_deletion", models.BooleanField(default=False, verbose_name="删除")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修订人",
                    ),
                ),
            ],
            options={
                "verbose_name": "修订",
                "verbose_name_plural": "修订（链接、问法、测试问题等）",
                "ordering": ("-created_at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddIndex(
            model_name="internalnote",
            index=models.Index(fields=["model", "row"], name="internal_note_row"),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="internal_note_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="rowrevision",
            index=models.Index(fields=["created_at"], name="row_revision_at"),
        ),
        migrations.AddConstraint(
            model_name="rowrevision",
            constraint=models.UniqueConstraint(
                fields=("model", "row", "number"), name="row_revision_number_unique", violation_error_message="刚才有人改过它，请看过之后再试。"),
        ),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
    ]
