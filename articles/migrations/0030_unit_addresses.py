"""Units of any level: an address of their own, a unit above them; annexes as divisions.

The address of each article of today is what its page has had; the database keeps former addresses as before.
"""

import django.db.models.deletion
from django.db import migrations, models

from articles.text.citing.places.unit_names import cited_label

# Positions are checked at the end of a transaction; the table cannot be altered before they have been.
FILL = """
UPDATE articles_article SET address = articles_article_address(number, suffix);
SET CONSTRAINTS ALL IMMEDIATE;
"""

# The last part of an address is the unit's number, whoever writes; files from before units had addresses name none.
# Units go along with the unit and the division that they are addressed by.
ADDRESS = """
CREATE FUNCTION articles_number_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text := articles_article_address(NEW.number, NEW.suffix);
BEGIN
    NEW.address := CASE WHEN NEW.address = '' THEN own
                   ELSE regexp_replace(NEW.address, '[0-9]+(-[0-9]+)?$', own) END;
    RETURN NEW;
END $$;

CREATE TRIGGER articles_article_number BEFORE INSERT OR UPDATE OF number, suffix, address ON articles_article
FOR EACH ROW EXECUTE FUNCTION articles_number_address();

CREATE FUNCTION articles_below_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_article SET address = NEW.address || substr(address, length(OLD.address) + 1)
    WHERE parent_id = NEW.id AND starts_with(address, OLD.address || '.');
    RETURN NULL;
END $$;

CREATE TRIGGER articles_article_below AFTER UPDATE OF number, suffix, address ON articles_article
FOR EACH ROW WHEN (OLD.address <> NEW.address) EXECUTE FUNCTION articles_below_moved();

CREATE FUNCTION articles_place_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_article SET place = NEW.place || substr(place, length(OLD.place) + 1)
    WHERE parent_id = NEW.id AND starts_with(place, OLD.place);
    RETURN NULL;
END $$;

CREATE TRIGGER articles_article_place_below AFTER UPDATE OF place ON articles_article
FOR EACH ROW WHEN (OLD.place <> NEW.place AND OLD.place <> '') EXECUTE FUNCTION articles_place_moved();

CREATE FUNCTION articles_numbered_here_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_article SET address = NEW.eid || substr(address, length(OLD.eid) + 1)
    WHERE policy_id = NEW.policy_id AND parent_id IS NULL AND starts_with(address, OLD.eid || '.');
    RETURN NULL;
END $$;

CREATE TRIGGER articles_division_below AFTER UPDATE OF eid ON articles_division
FOR EACH ROW WHEN (OLD.eid <> NEW.eid) EXECUTE FUNCTION articles_numbered_here_moved();

CREATE TRIGGER articles_article_tree BEFORE INSERT OR UPDATE OF parent_id ON articles_article
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION articles_check_above();
"""

TREE = """
CREATE FUNCTION articles_check_above() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
    levels integer;
BEGIN
    IF NOT EXISTS (SELECT FROM articles_article WHERE id = NEW.parent_id AND policy_id = NEW.policy_id) THEN
        RAISE EXCEPTION 'a unit stands in a unit of its own policy'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'article_parent_of_its_policy';
    END IF;
    WITH RECURSIVE above(id, level) AS (
        SELECT NEW.parent_id, 1
        UNION ALL
        SELECT unit.parent_id, above.level + 1 FROM articles_article unit JOIN above ON unit.id = above.id
        WHERE unit.parent_id IS NOT NULL AND unit.id <> NEW.id AND above.level < 9)
    SELECT bool_or(id = NEW.id), max(level) FROM above INTO is_circle, levels;
    IF is_circle OR levels > 7 THEN
        RAISE EXCEPTION 'a unit stands below itself, or too deep'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'article_no_circle';
    END IF;
    RETURN NEW;
END $$;
"""

UNFILL = """
DROP TRIGGER articles_article_tree ON articles_article;
DROP FUNCTION articles_check_above();
DROP TRIGGER articles_division_below ON articles_division;
DROP FUNCTION articles_numbered_here_moved();
DROP TRIGGER articles_article_below ON articles_article;
DROP FUNCTION articles_below_moved();
DROP TRIGGER articles_article_place_below ON articles_article;
DROP FUNCTION articles_place_moved();
DROP TRIGGER articles_article_number ON articles_article;
DROP FUNCTION articles_number_address();
"""

# As in migration 0021, by address instead of number.
FOLLOW_ARTICLE = """
CREATE OR REPLACE FUNCTION articles_cited(its_policy bigint, its_number integer, its_suffix integer)
RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM articles_article
    WHERE policy_id = its_policy AND address = articles_article_address(its_number, its_suffix)
$$;

CREATE OR REPLACE FUNCTION articles_article_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address('article', OLD.policy_id, OLD.address, NEW.id);
    IF OLD.policy_id <> NEW.policy_id THEN
        UPDATE articles_mention SET policy_id = NEW.policy_id WHERE article_id = NEW.id;
        UPDATE articles_reference
        SET policy_id = NEW.policy_id,
            target_id = CASE WHEN document_id IS NULL THEN articles_cited(NEW.policy_id, number, suffix)
                        ELSE target_id END,
            status = CASE WHEN document_id IS NULL AND status IN ('published', 'suggested') THEN 'stale'
                     ELSE status END
        WHERE article_id = NEW.id;
    END IF;
    UPDATE articles_reference
    SET target_id = articles_cited(articles_cited_policy(document_id, policy_id), number, suffix),
        status = CASE
            WHEN articles_cited(articles_cited_policy(document_id, policy_id), number, suffix) IS NULL
                AND status IN ('published', 'suggested') THEN 'stale'
            ELSE status END
    WHERE target_id = NEW.id
        AND articles_cited(articles_cited_policy(document_id, policy_id), number, suffix)
            IS DISTINCT FROM NEW.id;
    RETURN NULL;
END $$;

DROP TRIGGER articles_article_place ON articles_article;
CREATE TRIGGER articles_article_place AFTER UPDATE OF policy_id, number, suffix, address ON articles_article
FOR EACH ROW WHEN ((OLD.policy_id, OLD.address) IS DISTINCT FROM (NEW.policy_id, NEW.address))
EXECUTE FUNCTION articles_article_moved();

CREATE OR REPLACE FUNCTION articles_check_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM articles_article article
        WHERE article.id = NEW.target_id AND article.address = articles_article_address(NEW.number, NEW.suffix)
            AND article.policy_id = coalesce(
                articles_cited_policy(NEW.document_id, NEW.policy_id), article.policy_id))
    THEN
        RAISE EXCEPTION 'the target of a reference is the article of its number'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reference_target_has_its_number';
    END IF;
    RETURN NEW;
END $$;
"""


def name_points(apps, schema_editor):
    """Points are cited as 第三部分, articles by their number."""
    articles = apps.get_model("articles", "Article").objects
    for number in articles.filter(unit="point").values_list("number", flat=True).distinct():
        articles.filter(unit="point", number=number).update(place=cited_label("point", "", number))


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_editorial_links_by_place")]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_number_unique",
        ),
        migrations.AddField(
            model_name="article",
            name="address",
            field=models.CharField(
                default="",
                editable=False,
                help_text="网址的最后一段：25、12-1；二（六）为 2.6。",
                max_length=120,
                verbose_name="地址",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="（一）所在的“一、”；条没有上级单元。",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="children",
                to="articles.article",
                verbose_name="上级单元",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="printed_label",
            field=models.CharField(
                blank=True,
                help_text="来源中的编号与通常写法不同时填，如“㈠”“1．”“2.1.1”。",
                max_length=40,
                verbose_name="编号照印",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="unit",
            field=models.CharField(
                choices=[
                    ("article", "条"),
                    ("point", "部分（一、）"),
                    ("subpoint", "项（（一））"),
                    ("item", "目（1.）"),
                    ("subitem", "小目（（1））"),
                    ("circled", "圈码（①）"),
                    ("decimal", "节（1.1）"),
                    ("question", "问答"),
                    ("paragraph", "段"),
                ],
                default="article",
                help_text="不分条的通知、意见以“一、”“（一）”“1.”分部分、项、目；没有编号的按段。",
                max_length=12,
                verbose_name="单位",
            ),
        ),
        migrations.AlterField(
            model_name="articlerevision",
            name="unit",
            field=models.CharField(
                choices=[
                    ("article", "条"),
                    ("point", "部分（一、）"),
                    ("subpoint", "项（（一））"),
                    ("item", "目（1.）"),
                    ("subitem", "小目（（1））"),
                    ("circled", "圈码（①）"),
                    ("decimal", "节（1.1）"),
                    ("question", "问答"),
                    ("paragraph", "段"),
                ],
                max_length=12,
                null=True,
                verbose_name="单位",
            ),
        ),
        migrations.AlterField(
            model_name="division",
            name="kind",
            field=models.CharField(
                choices=[
                    ("annex", "附件"),
                    ("part", "编"),
                    ("subpart", "分编"),
                    ("chapter", "章"),
                    ("section", "节"),
                ],
                max_length=10,
                verbose_name="层级",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="place",
            field=models.CharField(
                default="",
                editable=False,
                help_text="引用时的位置：第二部分第（六）项、附件1第三条；正文的条没有。",
                max_length=200,
                verbose_name="位置",
            ),
        ),
        migrations.RunPython(name_points, migrations.RunPython.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("policy", "address"),
                name="article_address_unique",
                violation_error_message="这件政策已有此条号。",
            ),
        ),
        migrations.RunSQL(TREE + ADDRESS, UNFILL),
        migrations.RunSQL(FOLLOW_ARTICLE, migrations.RunSQL.noop),
    ]
