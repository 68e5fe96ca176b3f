"""A kind of record: the number of a second body."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0060_titles_without_issuer"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policyrecord",
            name="kind",
            field=models.CharField(
                choices=[
                    ("index_number", "索引号"),
                    ("genre", "公文种类"),
                    ("topic", "主题分类"),
                    ("keywords", "主题词"),
                    ("signed", "成文日期（著录）"),
                    ("published", "发布日期（著录）"),
                    ("validity", "有效期"),
                    ("valid_until", "有效期至"),
                    ("openness", "公开方式"),
                    ("copy_number", "份号"),
                    ("secrecy", "密级和保密期限"),
                    ("urgency", "紧急程度"),
                    ("letterhead", "发文机关标志"),
                    ("approver", "签发人"),
                    ("other_number", "另一文号"),
                    ("registration", "规范性文件登记号"),
                    ("printed_by", "印发它的通知"),
                    ("annex_list", "附件说明"),
                    ("signatory", "署名"),
                    ("note", "附注"),
                    ("contact", "联系人和电话"),
                    ("copies", "抄送"),
                    ("printed", "印发机关和日期"),
                ],
                max_length=16,
                verbose_name="项目",
            ),
        ),
    ]
