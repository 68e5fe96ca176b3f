from django.db import migrations

# A limit gives nothing: it may stand in an article that is marked as having no support measure.
FUNCTION = """
CREATE OR REPLACE FUNCTION guidance_check_one_of_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
    IF (TG_TABLE_NAME = 'guidance_supportmeasure'
            AND EXISTS (SELECT FROM guidance_articlewithoutmeasure WHERE article_id = NEW.article_id))
        OR (TG_TABLE_NAME = 'guidance_articlewithoutmeasure' AND EXISTS (
            SELECT FROM guidance_supportmeasure
            WHERE article_id = NEW.article_id AND status <> 'withdrawn'{supports}))
    THEN
        RAISE EXCEPTION 'the article has measures and a reason why it has none'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guidance_measure_or_reason';
    END IF;
    RETURN NEW;
END $$;
"""

FORWARD = """
DROP TRIGGER guidance_measure_not_again ON guidance_supportmeasure;
DROP TRIGGER guidance_measure_without_reason ON guidance_supportmeasure;
CREATE TRIGGER guidance_measure_without_reason BEFORE INSERT ON guidance_supportmeasure
FOR EACH ROW WHEN (NEW.status <> 'withdrawn' AND NEW.purpose = 'support')
EXECUTE FUNCTION guidance_check_one_of_two();
CREATE TRIGGER guidance_measure_not_again BEFORE UPDATE OF status, article_id, purpose ON guidance_supportmeasure
FOR EACH ROW WHEN (NEW.status <> 'withdrawn' AND NEW.purpose = 'support'
    AND (OLD.status = 'withdrawn' OR OLD.purpose <> 'support' OR OLD.article_id IS DISTINCT FROM NEW.article_id))
EXECUTE FUNCTION guidance_check_one_of_two();
"""

BACKWARD = """
DROP TRIGGER guidance_measure_not_again ON guidance_supportmeasure;
DROP TRIGGER guidance_measure_without_reason ON guidance_supportmeasure;
CREATE TRIGGER guidance_measure_without_reason BEFORE INSERT ON guidance_supportmeasure
FOR EACH ROW WHEN (NEW.status <> 'withdrawn') EXECUTE FUNCTION guidance_check_one_of_two();
CREATE TRIGGER guidance_measure_not_again BEFORE UPDATE OF status, article_id ON guidance_supportmeasure
FOR EACH ROW WHEN (NEW.status <> 'withdrawn'
    AND (OLD.status = 'withdrawn' OR OLD.article_id IS DISTINCT FROM NEW.article_id))
EXECUTE FUNCTION guidance_check_one_of_two();
"""


class Migration(migrations.Migration):
    dependencies = [("guidance", "0012_purpose_and_provisos")]

    operations = [
        migrations.RunSQL(
            FUNCTION.format(supports=" AND purpose = 'support'") + FORWARD,
            BACKWARD + FUNCTION.format(supports=""),
        )
    ]
