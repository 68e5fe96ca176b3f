from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # indexes of a large table, made beside its writers

    dependencies = [
        ("articles", "0058_reference_address"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mention",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("basis", "依据"),
                    ("cites", "引用"),
                    ("amends", "修改"),
                    ("amended_by", "被修改"),
                    ("repeals", "废止"),
                    ("expires", "宣布失效"),
                    ("extends", "延长有效期"),
                    ("replaces", "替代"),
                    ("forwards", "转发"),
                    ("prints", "印发"),
                    ("implements", "配套"),
                    ("explains", "解读"),
                ],
                help_text="指文件的须选：这件政策对所指文件做了什么。",
                max_length=10,
                verbose_name="关系",
            ),
        ),
        AddIndexConcurrently(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("relation__in", ("repeals", "expires", "replaces", "extends"))),
                fields=["policy"],
                name="mention_of_validity",
            ),
        ),
        RemoveIndexConcurrently(model_name="mention", name="mention_ending"),
    ]
