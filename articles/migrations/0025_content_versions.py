from django.db import migrations, models

# Changes are noted without waiting for other writers: each transaction has a row of its own for each table. The
# version of a table is the XOR of the random numbers of all its rows, so that no two states share one: each
# statement draws another number, and a transaction that is rolled back takes its number with it. Now and then a
# writer merges the rows of others into its own, which leaves the XOR as it is.
NOTES = """
CREATE FUNCTION articles_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this bigint := pg_current_xact_id()::text::bigint;
BEGIN
    INSERT INTO articles_contentchange (changed, made_by, number)
    VALUES (TG_TABLE_NAME, this, (random() * 9e15)::bigint)
    ON CONFLICT (changed, made_by) DO UPDATE SET number = excluded.number;
    IF random() < 0.02 THEN
        WITH others AS (
            SELECT made_by FROM articles_contentchange
            WHERE changed = TG_TABLE_NAME AND made_by <> this FOR UPDATE SKIP LOCKED
        ), merged AS (
            DELETE FROM articles_contentchange AS change USING others
            WHERE change.changed = TG_TABLE_NAME AND change.made_by = others.made_by RETURNING change.number
        )
        UPDATE articles_contentchange SET number = number # (SELECT coalesce(bit_xor(merged.number), 0) FROM merged)
        WHERE changed = TG_TABLE_NAME AND made_by = this;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION articles_watch_content(VARIADIC watched text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY watched LOOP
        EXECUTE format('CREATE TRIGGER content_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION articles_content_changed()', name);
    END LOOP;
END $$;

SELECT articles_watch_content(
    'articles_formeraddress', 'articles_policy', 'articles_issuer', 'articles_addressee', 'articles_division',
    'articles_article', 'articles_entity', 'articles_alias', 'articles_mention', 'articles_reference',
    'articles_everydayquestion', 'articles_searchconfiguration', 'articles_indexedarticle');

DROP TRIGGER articles_everydayquestions_state ON articles_everydayquestion;
DROP FUNCTION articles_everydayquestions_changed();
DROP TABLE articles_everydayquestions_state;
"""

NO_NOTES = """
CREATE TABLE articles_everydayquestions_state (version bigint NOT NULL);
INSERT INTO articles_everydayquestions_state VALUES (1);
CREATE FUNCTION articles_everydayquestions_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_everydayquestions_state SET version = (random() * 9e15)::bigint;
    RETURN NULL;
END $$;
CREATE TRIGGER articles_everydayquestions_state
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON articles_everydayquestion
FOR EACH STATEMENT EXECUTE FUNCTION articles_everydayquestions_changed();

DROP FUNCTION articles_watch_content(VARIADIC text[]);
DROP FUNCTION articles_content_changed() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_decision_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "changed", "made_by", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("changed", models.CharField(max_length=63, verbose_name="表")),
                ("made_by", models.BigIntegerField(verbose_name="事务")),
                ("number", models.BigIntegerField(verbose_name="随机数")),
            ],
            options={
                "verbose_name": "内容变更",
                "verbose_name_plural": "内容变更",
            },
        ),
        migrations.RunSQL(NOTES, NO_NOTES),
    ]
