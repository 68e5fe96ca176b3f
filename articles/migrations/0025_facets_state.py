"""Processes remember what facets count: these numbers tell them, in each query's own snapshot, whether it is still so.

Every change adds a number of its own and takes away those that no other transaction holds, so that two who write
links at the same time do not wait for each other.
"""

from django.db import migrations

TABLES = ("articles_policy", "articles_division", "articles_entity", "articles_mention")

STATE = """
CREATE TABLE articles_facets_state (version bigint NOT NULL);

CREATE FUNCTION articles_facets_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present bigint := (random() * 9e15)::bigint;
BEGIN
    INSERT INTO articles_facets_state VALUES (present);
    DELETE FROM articles_facets_state WHERE version IN (
        SELECT version FROM articles_facets_state WHERE version <> present FOR UPDATE SKIP LOCKED
    );
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER articles_facets_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION articles_facets_changed();
"""
NO_TRIGGER = "DROP TRIGGER articles_facets_state ON {table};"
NO_STATE = "DROP FUNCTION articles_facets_changed(); DROP TABLE articles_facets_state;"


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0024_decision_batches"),
    ]

    operations = [
        migrations.RunSQL(STATE, NO_STATE),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), NO_TRIGGER.format(table=table))
            for table in TABLES
        ),
    ]
