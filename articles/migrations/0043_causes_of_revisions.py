"""Why a text changed: a correction of this portal, or an amendment of the document."""

from django.db import migrations, models

CAUSES = """
UPDATE articles_articlerevision SET cause = 'entered' WHERE number = 1;
UPDATE articles_articlerevision r SET cause = 'amended' WHERE number > 1 AND (
    note LIKE '%的版本设为现行文本%' OR note LIKE '由文件“%”更新%' AND EXISTS (
        SELECT FROM articles_policyversion v JOIN articles_article a ON a.policy_id = v.policy_id
        WHERE a.id = r.article_id
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0042_history"),
    ]

    operations = [
        migrations.DeleteModel(
            name="LaterRuleRevision",
        ),
        migrations.AddField(
            model_name="articlerevision",
            name="cause",
            field=models.CharField(
                choices=[("entered", "收录"), ("corrected", "更正"), ("amended", "修改")],
                default="corrected",
                editable=False,
                max_length=10,
                verbose_name="缘由",
            ),
        ),
        migrations.AddField(
            model_name="articlerevision",
            name="details",
            field=models.JSONField(null=True, verbose_name="编号写法与表格"),
        ),
        migrations.RunSQL(CAUSES, migrations.RunSQL.noop),
    ]
