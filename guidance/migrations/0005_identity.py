"""Former slugs of measures lead on; an entity that a measure uses keeps its kind."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION guidance_measure_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address('measure', 0, OLD.slug, NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER guidance_measure_address AFTER UPDATE OF slug ON guidance_supportmeasure
FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION guidance_measure_renamed();

CREATE FUNCTION guidance_check_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'instrument' AND EXISTS (SELECT FROM guidance_measureinstrument WHERE instrument_id = NEW.id)
        OR NEW.kind <> 'ministry' AND EXISTS (SELECT FROM guidance_competentministry WHERE ministry_id = NEW.id)
    THEN
        RAISE EXCEPTION 'a measure uses this entity as what it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_kind_of_measures';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER guidance_entity_kind AFTER UPDATE OF kind ON articles_entity
FOR EACH ROW WHEN (OLD.kind <> NEW.kind) EXECUTE FUNCTION guidance_check_kind();

INSERT INTO articles_formeraddress (kind, within, address, "row")
SELECT DISTINCT ON (revision.record ->> 'slug') 'measure', 0, revision.record ->> 'slug', measure.id
FROM guidance_measurerevision revision JOIN guidance_supportmeasure measure ON measure.id = revision.measure_id
WHERE revision.record ->> 'slug' <> measure.slug
ORDER BY revision.record ->> 'slug', revision.created_at DESC;
"""

BACKWARD = """
DROP TRIGGER guidance_entity_kind ON articles_entity;
DROP FUNCTION guidance_check_kind();
DROP TRIGGER guidance_measure_address ON guidance_supportmeasure;
DROP FUNCTION guidance_measure_renamed();
"""


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_publishing_permissions"), ("articles", "0021_identity")]

    operations = [
        migrations.AlterField(
            "supportmeasure",
            "slug",
            models.SlugField(
                help_text="永久地址的一部分；更改后旧地址自动转到新地址。",
                max_length=100,
                unique=True,
                verbose_name="网址标识",
            ),
        ),
        migrations.AlterField(
            "fact",
            "code",
            models.SlugField(
                help_text="小写英文与下划线；保存后不能更改。", max_length=60, unique=True, verbose_name="代码"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
