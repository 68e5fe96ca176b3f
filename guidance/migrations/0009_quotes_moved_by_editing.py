from django.db import migrations

# Quotes follow an edited text in Python, by the same rule as those of links (guidance/measures/quote_updates.py).
# The database keeps the check: at the end of a transaction no measure may rest on words that are gone.
CHECK = """
DROP TRIGGER guidance_article_text ON articles_article;
DROP FUNCTION guidance_follow_text();
DROP FUNCTION guidance_place(text, integer, text, text);
DROP FUNCTION guidance_shared_length(text, text);

CREATE FUNCTION guidance_check_quotes_of_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_behind bigint;
BEGIN
    SELECT count(*) INTO left_behind FROM (
        SELECT measure_id, quote, start, "end" FROM guidance_measurequote
        UNION ALL
        SELECT measure_id, quote, start, "end" FROM guidance_criterion WHERE quote <> '') evidence
    JOIN guidance_supportmeasure measure ON measure.id = evidence.measure_id
    JOIN articles_article article ON article.id = measure.article_id
    WHERE article.id = NEW.id AND measure.status NOT IN ('stale', 'withdrawn')
        AND quote IS DISTINCT FROM substr(article.text, start + 1, "end" - start);
    IF left_behind > 0 THEN
        RAISE EXCEPTION '% quotes of measures do not stand in the changed text', left_behind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_quotes_of_text_stand';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER guidance_article_quotes AFTER UPDATE OF text ON articles_article
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)
EXECUTE FUNCTION guidance_check_quotes_of_text();
"""

# Going back, every measure of an edited article waits for another look: nothing moves its quotes then.
NO_CHECK = """
DROP TRIGGER guidance_article_quotes ON articles_article;
DROP FUNCTION guidance_check_quotes_of_text();
CREATE FUNCTION guidance_shared_length(one text, other text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE FUNCTION guidance_place(quote text, start integer, old text, new text) RETURNS integer
LANGUAGE sql IMMUTABLE AS 'SELECT NULL::integer';
CREATE FUNCTION guidance_follow_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE guidance_supportmeasure measure SET status = 'stale'
    WHERE measure.article_id = NEW.id AND measure.status NOT IN ('stale', 'withdrawn');
    RETURN NULL;
END $$;
CREATE TRIGGER guidance_article_text AFTER UPDATE OF text ON articles_article
FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION guidance_follow_text();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0008_content_versions'),
    ]

    operations = [
        migrations.RunSQL(CHECK, NO_CHECK),
    ]
