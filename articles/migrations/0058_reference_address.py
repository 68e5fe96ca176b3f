"""References to units that are no articles, by address; decimals of annexes are cited as 附件1第1.1项."""

from django.db import migrations, models

# The address of what a reference cites: its own, else that of its number.
CITED = """
CREATE FUNCTION articles_cited_place(its_address text, its_number integer, its_suffix integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(nullif(its_address, ''), articles_article_address(its_number, its_suffix))
$$;

CREATE FUNCTION articles_cited_at(its_policy bigint, its_address text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM articles_article WHERE policy_id = its_policy AND address = its_address
$$;
"""

# As in migration 0030, by the address of the reference.
FOLLOW_ARTICLE = """
CREATE OR REPLACE FUNCTION articles_article_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_keep_address('article', OLD.policy_id, OLD.address, NEW.id);
    IF OLD.policy_id <> NEW.policy_id THEN
        UPDATE articles_mention SET policy_id = NEW.policy_id WHERE article_id = NEW.id;
        UPDATE articles_reference
        SET policy_id = NEW.policy_id,
            target_id = CASE WHEN document_id IS NULL THEN articles_cited_at(NEW.policy_id, {place})
                        ELSE target_id END,
            status = CASE WHEN document_id IS NULL AND status IN ('published', 'suggested') THEN 'stale'
                     ELSE status END
        WHERE article_id = NEW.id;
    END IF;
    UPDATE articles_reference
    SET target_id = articles_cited_at(articles_cited_policy(document_id, policy_id), {place}),
        status = CASE
            WHEN articles_cited_at(articles_cited_policy(document_id, policy_id), {place}) IS NULL
                AND status IN ('published', 'suggested') THEN 'stale'
            ELSE status END
    WHERE target_id = NEW.id
        AND articles_cited_at(articles_cited_policy(document_id, policy_id), {place}) IS DISTINCT FROM NEW.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION articles_check_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM articles_article article
        WHERE article.id = NEW.target_id AND article.address = {new_place}
            AND article.policy_id = coalesce(
                articles_cited_policy(NEW.document_id, NEW.policy_id), article.policy_id))
    THEN
        RAISE EXCEPTION 'the target of a reference is the article of its number'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reference_target_has_its_number';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER articles_reference_target ON articles_reference;
CREATE TRIGGER articles_reference_target
BEFORE INSERT OR UPDATE OF target_id, document_id, policy_id, number, suffix{column} ON articles_reference
FOR EACH ROW WHEN (NEW.target_id IS NOT NULL) EXECUTE FUNCTION articles_check_target();
"""
BY_ADDRESS = FOLLOW_ARTICLE.format(
    place="articles_cited_place(address, number, suffix)",
    new_place="articles_cited_place(NEW.address, NEW.number, NEW.suffix)",
    column=", address",
)
BY_NUMBER = FOLLOW_ARTICLE.format(
    place="articles_article_address(number, suffix)",
    new_place="articles_article_address(NEW.number, NEW.suffix)",
    column="",
)
BACK = """
DROP FUNCTION articles_cited_place(text, integer, integer);
DROP FUNCTION articles_cited_at(bigint, text);
"""


def cite_decimals_behind_labels(apps, schema_editor):
    """附件11.1 becomes 附件1第1.1项. The lowest come first, as what stands below a unit follows it."""
    articles = apps.get_model("articles", "Article").objects
    behind = articles.filter(unit="decimal", address__contains="_").only("address", "place", "printed_label", "number")
    for unit in sorted(behind, key=lambda each: -each.address.count(".")):
        label = (unit.printed_label or str(unit.number)).rstrip(" .．、")
        above = unit.place.removesuffix(label)
        if above and above != unit.place and not above.endswith("第"):
            articles.filter(pk=unit.pk).update(place=f"{above}第{label}项")


class Migration(migrations.Migration):
    dependencies = [("articles", "0057_annex_suffix")]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="所引不是正文的条时填它的地址：附件1第三条为 att_1.3，第三部分第（六）项为 3.6。",
                max_length=120,
                verbose_name="单元地址",
            ),
        ),
        migrations.RunSQL(CITED + BY_ADDRESS, BY_NUMBER + BACK),
        migrations.RunPython(cite_decimals_behind_labels, migrations.RunPython.noop),
    ]
