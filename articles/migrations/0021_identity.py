"""Where a row stands, and what it is called, is part of its history; former addresses lead on.

The database itself keeps former addresses, lets links and references follow an article that gets another number or
policy, and refuses circles of parents, whoever writes.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# articles.text.citing.places.identifiers.work_name says the same.
ADDRESSES = """
CREATE FUNCTION articles_work_name(kind text, dated date, slug text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT kind || '/' || year || '/' || regexp_replace(slug, '-' || year || '-', '-')
    FROM (SELECT coalesce(lpad(extract(year FROM dated)::text, 4, '0'), 'undated') AS year) AS dating
$$;

CREATE FUNCTION articles_keep_address(its_kind text, its_policy bigint, its_address text, its_row bigint)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO articles_formeraddress (kind, within, address, "row")
    VALUES (its_kind, its_policy, its_address, its_row)
    ON CONFLICT (kind, within, address) DO UPDATE SET "row" = EXCLUDED."row", ended_at = now()
$$;

CREATE FUNCTION articles_article_address(number integer, suffix integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT number::text || CASE WHEN suffix > 0 THEN '-' || suffix ELSE '' END
$$;

CREATE FUNCTION articles_policy_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    work_then text := articles_work_name(
        OLD.kind, coalesce(OLD.adopted_on, OLD.signed_on, OLD.published_on), OLD.slug);
    work_now text := articles_work_name(
        NEW.kind, coalesce(NEW.adopted_on, NEW.signed_on, NEW.published_on), NEW.slug);
BEGIN
    IF OLD.slug <> NEW.slug THEN
        PERFORM articles_keep_address('policy', 0, OLD.slug, NEW.id);
    END IF;
    IF work_then <> work_now THEN
        PERFORM articles_keep_address('work', 0, work_then, NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER articles_policy_address
AFTER UPDATE OF slug, kind, adopted_on, signed_on, published_on ON articles_policy
FOR EACH ROW EXECUTE FUNCTION articles_policy_renamed();

CREATE FUNCTION articles_division_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address('division', OLD.policy_id, OLD.eid, NEW.id);
    IF OLD.kind = 'chapter' THEN
        PERFORM articles_keep_address('chapter', OLD.policy_id, OLD.address, NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER articles_division_address AFTER UPDATE OF policy_id, kind, eid, address ON articles_division
FOR EACH ROW WHEN ((OLD.policy_id, OLD.kind, OLD.eid, OLD.address)
    IS DISTINCT FROM (NEW.policy_id, NEW.kind, NEW.eid, NEW.address))
EXECUTE FUNCTION articles_division_renamed();

CREATE FUNCTION articles_entity_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address('entity', 0, OLD.kind || '/' || OLD.slug, NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER articles_entity_address AFTER UPDATE OF kind, slug ON articles_entity
FOR EACH ROW WHEN ((OLD.kind, OLD.slug) IS DISTINCT FROM (NEW.kind, NEW.slug))
EXECUTE FUNCTION articles_entity_renamed();
"""

# A reference means the number that is printed: its target has that number, or there is none.
CITED = """
CREATE FUNCTION articles_cited(its_policy bigint, its_number integer, its_suffix integer) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT id FROM articles_article WHERE policy_id = its_policy AND number = its_number AND suffix = its_suffix
$$;

CREATE FUNCTION articles_cited_policy(its_document bigint, its_policy bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN its_document IS NULL THEN its_policy
           ELSE (SELECT policy_id FROM articles_entity WHERE id = its_document) END
$$;
"""

# What waited for a look, or was refused, goes on to; only what readers or editors count on is put down.
FOLLOW_ARTICLE = """
CREATE FUNCTION articles_article_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address(
        'article', OLD.policy_id, articles_article_address(OLD.number, OLD.suffix), NEW.id);
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

CREATE TRIGGER articles_article_place AFTER UPDATE OF policy_id, number, suffix ON articles_article
FOR EACH ROW WHEN ((OLD.policy_id, OLD.number, OLD.suffix) IS DISTINCT FROM (NEW.policy_id, NEW.number, NEW.suffix))
EXECUTE FUNCTION articles_article_moved();
"""

CHECK_TARGET = """
CREATE FUNCTION articles_check_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM articles_article article
        WHERE article.id = NEW.target_id AND article.number = NEW.number AND article.suffix = NEW.suffix
            AND article.policy_id = coalesce(
                articles_cited_policy(NEW.document_id, NEW.policy_id), article.policy_id))
    THEN
        RAISE EXCEPTION 'the target of a reference is the article of its number'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reference_target_has_its_number';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER articles_reference_target
BEFORE INSERT OR UPDATE OF target_id, document_id, policy_id, number, suffix ON articles_reference
FOR EACH ROW WHEN (NEW.target_id IS NOT NULL) EXECUTE FUNCTION articles_check_target();
"""

# Two who each make the other's row the parent take turns: the second sees what the first has written.
TREES = """
CREATE FUNCTION articles_check_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
    above integer;
    below integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM pg_advisory_xact_lock(2322011, TG_RELID::integer);
    END IF;
    EXECUTE format('
        WITH RECURSIVE above(id, level) AS (
            SELECT $1, 1
            UNION ALL
            SELECT tree.parent_id, above.level + 1 FROM %1$I tree JOIN above ON tree.id = above.id
            WHERE tree.parent_id IS NOT NULL AND tree.id <> $2 AND above.level < 9)
        SELECT bool_or(id = $2), max(level) FROM above', TG_TABLE_NAME)
    INTO is_circle, above USING NEW.parent_id, NEW.id;
    IF is_circle THEN
        RAISE EXCEPTION 'a row stands below itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_no_circle';
    END IF;
    EXECUTE format('
        WITH RECURSIVE below(id, level) AS (
            SELECT $1, 0
            UNION ALL
            SELECT tree.id, below.level + 1 FROM %1$I tree JOIN below ON tree.parent_id = below.id
            WHERE below.level < 9)
        SELECT max(level) FROM below', TG_TABLE_NAME)
    INTO below USING NEW.id;
    IF above + 1 + below > 4 THEN
        RAISE EXCEPTION 'a tree has at most four levels'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_four_levels';
    END IF;
    RETURN NULL;
END $$;
"""

TREE_TRIGGERS = """
CREATE TRIGGER {table}_new_tree AFTER INSERT ON {table}
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION articles_check_tree();
CREATE TRIGGER {table}_tree AFTER UPDATE OF parent_id ON {table}
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id)
EXECUTE FUNCTION articles_check_tree();
"""

KINDS = """
CREATE FUNCTION articles_check_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_entity WHERE kind <> NEW.kind AND (parent_id = NEW.id OR id = NEW.parent_id)) THEN
        RAISE EXCEPTION 'entities of one tree are of one kind'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_kind_of_tree';
    END IF;
    IF NEW.kind <> 'document' AND EXISTS (SELECT FROM articles_reference WHERE document_id = NEW.id) THEN
        RAISE EXCEPTION 'references cite documents'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_kind_of_cited';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER articles_entity_new_kind AFTER INSERT ON articles_entity
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION articles_check_kind();
CREATE TRIGGER articles_entity_kind AFTER UPDATE OF kind, parent_id ON articles_entity
FOR EACH ROW WHEN ((OLD.kind, OLD.parent_id) IS DISTINCT FROM (NEW.kind, NEW.parent_id))
EXECUTE FUNCTION articles_check_kind();
"""

ONE_POLICY = """
ALTER TABLE articles_division ADD CONSTRAINT division_id_and_policy UNIQUE (id, policy_id);
ALTER TABLE articles_division ADD CONSTRAINT division_parent_of_policy FOREIGN KEY (parent_id, policy_id)
    REFERENCES articles_division (id, policy_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE articles_article ADD CONSTRAINT article_division_of_policy FOREIGN KEY (division_id, policy_id)
    REFERENCES articles_division (id, policy_id) DEFERRABLE INITIALLY DEFERRED;
"""

GUARDS = "".join(
    (
        FOLLOW_ARTICLE,
        CHECK_TARGET,
        TREES,
        *(TREE_TRIGGERS.format(table=table) for table in ("articles_division", "articles_entity")),
        KINDS,
        ONE_POLICY,
    )
)

UNGUARD = """
ALTER TABLE articles_article DROP CONSTRAINT article_division_of_policy;
ALTER TABLE articles_division DROP CONSTRAINT division_parent_of_policy;
ALTER TABLE articles_division DROP CONSTRAINT division_id_and_policy;
DROP TRIGGER articles_entity_kind ON articles_entity;
DROP TRIGGER articles_entity_new_kind ON articles_entity;
DROP FUNCTION articles_check_kind();
DROP TRIGGER articles_entity_tree ON articles_entity;
DROP TRIGGER articles_entity_new_tree ON articles_entity;
DROP TRIGGER articles_division_tree ON articles_division;
DROP TRIGGER articles_division_new_tree ON articles_division;
DROP FUNCTION articles_check_tree();
DROP TRIGGER articles_reference_target ON articles_reference;
DROP FUNCTION articles_check_target();
DROP TRIGGER articles_article_place ON articles_article;
DROP FUNCTION articles_article_moved();
"""

FORGET = """
DROP FUNCTION articles_cited_policy(bigint, bigint);
DROP FUNCTION articles_cited(bigint, integer, integer);
DROP TRIGGER articles_entity_address ON articles_entity;
DROP FUNCTION articles_entity_renamed();
DROP TRIGGER articles_division_address ON articles_division;
DROP FUNCTION articles_division_renamed();
DROP TRIGGER articles_policy_address ON articles_policy;
DROP FUNCTION articles_policy_renamed();
DROP FUNCTION articles_article_address(integer, integer);
DROP FUNCTION articles_keep_address(text, bigint, text, bigint);
DROP FUNCTION articles_work_name(text, date, text);
"""

# The latest revision says where its article stands; where earlier ones stood nobody wrote down: null.
PLACES = """
UPDATE articles_articlerevision revision
SET policy_id = article.policy_id, article_number = article.number, article_suffix = article.suffix,
    unit = article.unit, position = article.position, division_eid = coalesce(division.eid, '')
FROM articles_article article LEFT JOIN articles_division division ON division.id = article.division_id
WHERE article.id = revision.article_id
    AND revision.number = (SELECT max(number) FROM articles_articlerevision WHERE article_id = article.id);
"""

# Names that policies had before, as far as names and revisions tell.
ONCE = """
INSERT INTO articles_formeraddress (kind, within, address, "row")
SELECT 'work', 0, work.name, policy.id
FROM articles_workname work JOIN articles_policy policy ON policy.id = work.policy_id
WHERE work.name <> articles_work_name(
    policy.kind, coalesce(policy.adopted_on, policy.signed_on, policy.published_on), policy.slug);

INSERT INTO articles_formeraddress (kind, within, address, "row")
SELECT DISTINCT ON (revision.snapshot ->> 'slug') 'policy', 0, revision.snapshot ->> 'slug', policy.id
FROM articles_policyrevision revision JOIN articles_policy policy ON policy.id = revision.policy_id
WHERE revision.snapshot ->> 'slug' <> policy.slug
ORDER BY revision.snapshot ->> 'slug', revision.created_at DESC;
"""

# What was changed behind the back of links and references follows now.
MEND = """
UPDATE articles_mention link SET policy_id = article.policy_id
FROM articles_article article WHERE article.id = link.article_id AND article.policy_id <> link.policy_id;

UPDATE articles_reference link SET policy_id = article.policy_id
FROM articles_article article WHERE article.id = link.article_id AND article.policy_id <> link.policy_id;

UPDATE articles_reference
SET target_id = articles_cited(articles_cited_policy(document_id, policy_id), number, suffix),
    status = CASE
        WHEN articles_cited(articles_cited_policy(document_id, policy_id), number, suffix) IS NULL
            AND status IN ('published', 'suggested') THEN 'stale'
        ELSE status END
WHERE target_id IS NOT NULL
    AND target_id IS DISTINCT FROM articles_cited(articles_cited_policy(document_id, policy_id), number, suffix);

UPDATE articles_article article SET division_id = NULL
FROM articles_division division
WHERE division.id = article.division_id AND division.policy_id <> article.policy_id;

UPDATE articles_division division SET parent_id = NULL
FROM articles_division above WHERE above.id = division.parent_id AND above.policy_id <> division.policy_id;

SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def say_eids_in_latest_revisions(apps, schema_editor):
    """The latest revision of a policy tells the eIds and addresses of its divisions, which later ones do."""
    policies = apps.get_model("articles", "Policy").objects.order_by("pk")
    for policy in policies.iterator(chunk_size=500):
        revision = policy.revisions.order_by("-number").first()
        if revision is None:
            continue
        present = {division.position: division for division in policy.divisions.all()}
        for told in revision.snapshot.get("divisions", ()):
            division = present.get(told["position"])
            if division and (division.kind, division.number) == (told["kind"], told["number"]):
                told.update(eid=division.eid, address=division.address)
        revision.save(update_fields=["snapshot"])


SLUG_HELP = "永久地址的一部分；更改后旧地址自动转到新地址。"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_publishing_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "articlerevision", "article_number", models.PositiveIntegerField(null=True, verbose_name="条号")
        ),
        migrations.AddField(
            "articlerevision",
            "article_suffix",
            models.PositiveSmallIntegerField(null=True, verbose_name="之"),
        ),
        migrations.AddField(
            "articlerevision",
            "division_eid",
            models.CharField(max_length=120, null=True, verbose_name="所在章节"),
        ),
        migrations.AddField(
            "articlerevision", "is_move", models.BooleanField(default=False, verbose_name="只是换了位置")
        ),
        migrations.AddField(
            "articlerevision",
            "policy",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.policy",
                verbose_name="所在政策",
            ),
        ),
        migrations.AddField(
            "articlerevision", "position", models.PositiveIntegerField(null=True, verbose_name="次序")
        ),
        migrations.AddField(
            "articlerevision",
            "unit",
            models.CharField(
                choices=[("article", "条"), ("point", "点")], max_length=8, null=True, verbose_name="单位"
            ),
        ),
        migrations.AlterField(
            "entity", "slug", models.SlugField(help_text=SLUG_HELP, max_length=100, verbose_name="网址标识")
        ),
        migrations.AlterField(
            "policy",
            "slug",
            models.SlugField(help_text=SLUG_HELP, max_length=100, unique=True, verbose_name="网址标识"),
        ),
        migrations.CreateModel(
            name="EntityRevision",
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
                ("snapshot", models.JSONField(verbose_name="内容")),
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
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="articles.entity",
                        verbose_name="实体",
                    ),
                ),
            ],
            options={
                "verbose_name": "实体修订",
                "verbose_name_plural": "实体修订",
                "ordering": ("entity", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("entity", "number"), name="entity_revision_number_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "政策"),
                            ("work", "永久标识"),
                            ("division", "章节"),
                            ("chapter", "章"),
                            ("article", "条文"),
                            ("entity", "实体"),
                            ("measure", "支持措施"),
                        ],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("within", models.PositiveBigIntegerField(default=0, verbose_name="所在政策")),
                ("address", models.CharField(max_length=140, verbose_name="旧地址")),
                ("row", models.PositiveBigIntegerField(verbose_name="现在的记录")),
                (
                    "ended_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="停用时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "旧地址",
                "verbose_name_plural": "旧地址",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "within", "address"), name="former_address_once")
                ],
            },
        ),
        migrations.RunSQL(ADDRESSES + CITED, FORGET),
        migrations.RunSQL(PLACES + ONCE + MEND, migrations.RunSQL.noop),
        migrations.RunPython(say_eids_in_latest_revisions, migrations.RunPython.noop),
        migrations.RunSQL(GUARDS, UNGUARD),
        migrations.DeleteModel(name="WorkName"),
    ]
