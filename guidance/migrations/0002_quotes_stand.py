"""The database refuses a quote that is not text[start:end] of the measure's article, whoever writes it.

When an article's text changes, its measures follow in the same statement: a quote outside of what changed
keeps its place, one inside it moves to where its words now stand, once only; a measure that has lost a quote is
put down for another look (stale) and is offered no more.
"""

from django.db import migrations

CHECK_ROW = """
CREATE FUNCTION guidance_check_quote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands boolean;
BEGIN
    IF NEW.quote = '' THEN
        RETURN NEW;
    END IF;
    SELECT measure.status = 'stale' OR substr(article.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    INTO stands
    FROM guidance_supportmeasure measure JOIN articles_article article ON article.id = measure.article_id
    WHERE measure.id = NEW.measure_id;
    IF NOT stands THEN
        RAISE EXCEPTION 'the quote does not stand at [%, %) of the article', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_quote_stands';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guidance_measurequote_quote BEFORE INSERT OR UPDATE ON guidance_measurequote
FOR EACH ROW EXECUTE FUNCTION guidance_check_quote();
CREATE TRIGGER guidance_criterion_quote BEFORE INSERT OR UPDATE ON guidance_criterion
FOR EACH ROW EXECUTE FUNCTION guidance_check_quote();
"""

CHECK_MEASURE = """
CREATE FUNCTION guidance_check_measure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_behind bigint;
BEGIN
    SELECT count(*) INTO left_behind FROM (
        SELECT quote, start, "end" FROM guidance_measurequote WHERE measure_id = NEW.id
        UNION ALL
        SELECT quote, start, "end" FROM guidance_criterion WHERE measure_id = NEW.id AND quote <> '') evidence
    WHERE quote IS DISTINCT FROM (
        SELECT substr(text, start + 1, "end" - start) FROM articles_article WHERE id = NEW.article_id);
    IF left_behind > 0 THEN
        RAISE EXCEPTION '% quotes of the measure do not stand in its article', left_behind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guidance_measure_quotes_stand';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER guidance_measure_quotes AFTER UPDATE OF status, article_id ON guidance_supportmeasure
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status <> 'stale')
EXECUTE FUNCTION guidance_check_measure();
"""

# Before the first changed character a place stays, behind the last one it shifts with the text's length.
FOLLOW = """
CREATE FUNCTION guidance_shared_length(one text, other text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    low integer := 0;
    high integer := least(length(one), length(other));
    middle integer;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF left(one, middle) = left(other, middle) THEN low := middle; ELSE high := middle - 1; END IF;
    END LOOP;
    RETURN low;
END $$;

CREATE FUNCTION guidance_place(quote text, start integer, old text, new text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    first integer;
BEGIN
    IF start + length(quote) <= guidance_shared_length(old, new) THEN
        RETURN start;
    END IF;
    IF length(old) - start <= guidance_shared_length(reverse(old), reverse(new)) THEN
        RETURN start + length(new) - length(old);
    END IF;
    first := strpos(new, quote);
    IF first > 0 AND strpos(substr(new, first + 1), quote) = 0 THEN
        RETURN first - 1;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION guidance_follow_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE guidance_supportmeasure measure SET status = 'stale'
    WHERE measure.article_id = NEW.id AND measure.status <> 'stale' AND EXISTS (
        SELECT FROM (
            SELECT quote, start FROM guidance_measurequote WHERE measure_id = measure.id
            UNION ALL
            SELECT quote, start FROM guidance_criterion WHERE measure_id = measure.id AND quote <> '') evidence
        WHERE guidance_place(evidence.quote, evidence.start, OLD.text, NEW.text) IS NULL);
    UPDATE guidance_measurequote row
    SET start = guidance_place(quote, start, OLD.text, NEW.text),
        "end" = guidance_place(quote, start, OLD.text, NEW.text) + length(quote)
    FROM guidance_supportmeasure measure
    WHERE measure.id = row.measure_id AND measure.article_id = NEW.id AND measure.status <> 'stale';
    UPDATE guidance_criterion row
    SET start = guidance_place(quote, start, OLD.text, NEW.text),
        "end" = guidance_place(quote, start, OLD.text, NEW.text) + length(quote)
    FROM guidance_supportmeasure measure
    WHERE measure.id = row.measure_id AND measure.article_id = NEW.id AND measure.status <> 'stale'
        AND row.quote <> '';
    RETURN NULL;
END $$;

CREATE TRIGGER guidance_article_text AFTER UPDATE OF text ON articles_article
FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION guidance_follow_text();
"""

BACKWARD = """
DROP TRIGGER guidance_article_text ON articles_article;
DROP FUNCTION guidance_follow_text();
DROP FUNCTION guidance_place(text, integer, text, text);
DROP FUNCTION guidance_shared_length(text, text);
DROP TRIGGER guidance_measure_quotes ON guidance_supportmeasure;
DROP FUNCTION guidance_check_measure();
DROP TRIGGER guidance_criterion_quote ON guidance_criterion;
DROP TRIGGER guidance_measurequote_quote ON guidance_measurequote;
DROP FUNCTION guidance_check_quote();
"""


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_measures")]

    operations = [migrations.RunSQL(CHECK_ROW + CHECK_MEASURE + FOLLOW, BACKWARD)]
