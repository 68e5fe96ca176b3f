from django.db import migrations

WATCH = """
SELECT articles_watch_content(
    'guidance_supportmeasure', 'guidance_measurequote', 'guidance_measureinstrument',
    'guidance_articlewithoutmeasure', 'guidance_fact', 'guidance_criterion', 'guidance_competentministry',
    'guidance_statedvalue', 'guidance_caution');
"""

NO_WATCH = """
DROP TRIGGER content_changed ON guidance_supportmeasure;
DROP TRIGGER content_changed ON guidance_measurequote;
DROP TRIGGER content_changed ON guidance_measureinstrument;
DROP TRIGGER content_changed ON guidance_articlewithoutmeasure;
DROP TRIGGER content_changed ON guidance_fact;
DROP TRIGGER content_changed ON guidance_criterion;
DROP TRIGGER content_changed ON guidance_competentministry;
DROP TRIGGER content_changed ON guidance_statedvalue;
DROP TRIGGER content_changed ON guidance_caution;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0007_editors_work_is_kept'),
        ('articles', '0025_content_versions'),
    ]

    operations = [
        migrations.RunSQL(WATCH, NO_WATCH),
    ]
