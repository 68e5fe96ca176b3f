from django.db import migrations, models


# Quotes may stand in the statement of adoption, checked as those in the other texts (migrations 0004, 0035).
PASSAGES = """
CREATE OR REPLACE FUNCTION articles_passage_text(passage text, article bigint, policy bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE passage
        WHEN 'article' THEN (SELECT text FROM articles_article WHERE id = article)
        WHEN 'title' THEN (SELECT title FROM articles_policy WHERE id = policy)
        WHEN 'notice' THEN (SELECT notice FROM articles_policy WHERE id = policy)
        WHEN 'introduction' THEN (SELECT introduction FROM articles_policy WHERE id = policy)
        WHEN 'addressees' THEN (SELECT addressees_text FROM articles_policy WHERE id = policy)
        WHEN 'issuers' THEN (
            SELECT string_agg(printed_name, E'\\n' ORDER BY "position")
            FROM articles_issuer WHERE policy_id = policy)
        WHEN 'adoption' THEN (SELECT adoption FROM articles_policy WHERE id = policy)
    END
$$;

DROP TRIGGER articles_policy_quotes ON articles_policy;
CREATE CONSTRAINT TRIGGER articles_policy_quotes
AFTER UPDATE OF title, notice, introduction, addressees_text, adoption ON articles_policy
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
    (OLD.title, OLD.notice, OLD.introduction, OLD.addressees_text, OLD.adoption)
    IS DISTINCT FROM (NEW.title, NEW.notice, NEW.introduction, NEW.addressees_text, NEW.adoption))
EXECUTE FUNCTION articles_check_quotes_of_text();
"""
BEFORE = """
DELETE FROM articles_mention WHERE passage = 'adoption' OR relation = 'amended_by';
DELETE FROM articles_reference WHERE passage = 'adoption';
DROP TRIGGER articles_policy_quotes ON articles_policy;
CREATE CONSTRAINT TRIGGER articles_policy_quotes
AFTER UPDATE OF title, notice, introduction, addressees_text ON articles_policy
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
    (OLD.title, OLD.notice, OLD.introduction, OLD.addressees_text)
    IS DISTINCT FROM (NEW.title, NEW.notice, NEW.introduction, NEW.addressees_text))
EXECUTE FUNCTION articles_check_quotes_of_text();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0053_quotation_findings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="laterrule",
            name="passage",
            field=models.CharField(
                choices=[
                    ("article", "条文"),
                    ("notice", "印发通知"),
                    ("issuers", "落款"),
                    ("addressees", "主送机关"),
                    ("introduction", "引言"),
                    ("title", "标题"),
                    ("adoption", "制定与修改"),
                ],
                default="article",
                max_length=12,
                verbose_name="所在文字",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="passage",
            field=models.CharField(
                choices=[
                    ("article", "条文"),
                    ("notice", "印发通知"),
                    ("issuers", "落款"),
                    ("addressees", "主送机关"),
                    ("introduction", "引言"),
                    ("title", "标题"),
                    ("adoption", "制定与修改"),
                ],
                default="article",
                max_length=12,
                verbose_name="所在文字",
            ),
        ),
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
        migrations.AlterField(
            model_name="reference",
            name="passage",
            field=models.CharField(
                choices=[
                    ("article", "条文"),
                    ("notice", "印发通知"),
                    ("issuers", "落款"),
                    ("addressees", "主送机关"),
                    ("introduction", "引言"),
                    ("title", "标题"),
                    ("adoption", "制定与修改"),
                ],
                default="article",
                max_length=12,
                verbose_name="所在文字",
            ),
        ),
        migrations.RunSQL(PASSAGES, BEFORE),
    ]
