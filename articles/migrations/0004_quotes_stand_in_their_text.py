"""The database refuses a standing quote that is not text[start:end], whoever writes it.

A row is checked as it is written; a text at the end of the transaction that changes it, so that what
changes together may change in any order.
"""

from django.db import migrations

PASSAGE_TEXT = """
CREATE FUNCTION articles_passage_text(passage text, article bigint, policy bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE passage
        WHEN 'article' THEN (SELECT text FROM articles_article WHERE id = article)
        WHEN 'notice' THEN (SELECT notice FROM articles_policy WHERE id = policy)
        WHEN 'introduction' THEN (SELECT introduction FROM articles_policy WHERE id = policy)
        WHEN 'addressees' THEN (SELECT addressees_text FROM articles_policy WHERE id = policy)
        WHEN 'issuers' THEN (
            SELECT string_agg(printed_name, E'\\n' ORDER BY "position")
            FROM articles_issuer WHERE policy_id = policy)
    END
$$;
"""

CHECK_ROW = """
CREATE FUNCTION articles_check_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.article_id IS NOT NULL
        AND NEW.policy_id IS DISTINCT FROM (SELECT policy_id FROM articles_article WHERE id = NEW.article_id)
    THEN
        RAISE EXCEPTION 'the article is not of this policy'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_article_of_policy';
    END IF;
    IF NEW.start IS NOT NULL AND NEW.status IN ('published', 'suggested') AND NEW.quote IS DISTINCT FROM
        substr(articles_passage_text(NEW.passage, NEW.article_id, NEW.policy_id),
               NEW.start + 1, NEW."end" - NEW.start)
    THEN
        RAISE EXCEPTION 'the quote does not stand at [%, %) of the text', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_quote_stands';
    END IF;
    RETURN NEW;
END $$;
"""

ROW_TRIGGER = """
CREATE TRIGGER {table}_quote BEFORE INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_check_quote();
"""

CHECK_TEXT = """
CREATE FUNCTION articles_check_quotes_of_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_behind bigint;
BEGIN
    IF TG_TABLE_NAME = 'articles_article' THEN
        SELECT count(*) INTO left_behind FROM (
            SELECT quote, start, "end", status, passage, article_id, policy_id FROM articles_mention
            WHERE article_id = NEW.id
            UNION ALL
            SELECT quote, start, "end", status, passage, article_id, policy_id FROM articles_reference
            WHERE article_id = NEW.id) evidence
        WHERE start IS NOT NULL AND status IN ('published', 'suggested')
            AND quote IS DISTINCT FROM substr(
                articles_passage_text(passage, article_id, policy_id), start + 1, "end" - start);
    ELSE
        SELECT count(*) INTO left_behind FROM articles_mention evidence
        WHERE policy_id = CASE TG_TABLE_NAME WHEN 'articles_policy' THEN (to_jsonb(NEW) ->> 'id')::bigint
                          ELSE (to_jsonb(COALESCE(NEW, OLD)) ->> 'policy_id')::bigint END
            AND article_id IS NULL
            AND start IS NOT NULL AND status IN ('published', 'suggested')
            AND quote IS DISTINCT FROM substr(
                articles_passage_text(passage, article_id, policy_id), start + 1, "end" - start);
    END IF;
    IF left_behind > 0 THEN
        RAISE EXCEPTION '% quotes do not stand in the changed text', left_behind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quotes_of_text_stand';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER articles_article_quotes AFTER UPDATE OF text ON articles_article
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)
EXECUTE FUNCTION articles_check_quotes_of_text();

CREATE CONSTRAINT TRIGGER articles_policy_quotes
AFTER UPDATE OF notice, introduction, addressees_text ON articles_policy
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
    (OLD.notice, OLD.introduction, OLD.addressees_text)
    IS DISTINCT FROM (NEW.notice, NEW.introduction, NEW.addressees_text))
EXECUTE FUNCTION articles_check_quotes_of_text();

CREATE CONSTRAINT TRIGGER articles_issuer_quotes
AFTER UPDATE OF printed_name, "position" OR DELETE ON articles_issuer
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION articles_check_quotes_of_text();
"""

TABLES = ("articles_mention", "articles_reference")

FORWARD = PASSAGE_TEXT + CHECK_ROW + "".join(ROW_TRIGGER.format(table=table) for table in TABLES) + CHECK_TEXT

BACKWARD = """
DROP TRIGGER articles_issuer_quotes ON articles_issuer;
DROP TRIGGER articles_policy_quotes ON articles_policy;
DROP TRIGGER articles_article_quotes ON articles_article;
DROP FUNCTION articles_check_quotes_of_text();
DROP TRIGGER articles_reference_quote ON articles_reference;
DROP TRIGGER articles_mention_quote ON articles_mention;
DROP FUNCTION articles_check_quote();
DROP FUNCTION articles_passage_text(text, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_entities_and_mentions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
