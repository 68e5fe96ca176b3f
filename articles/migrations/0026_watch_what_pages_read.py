from django.db import migrations

# Pages are kept whole (docs/decisions/0036): what only some of them show is watched, too.
WATCH = """
SELECT articles_watch_content('articles_articlerevision', 'articles_policyrevision', 'articles_entityrevision',
    'articles_knownword', 'articles_vocabularystate');
"""

NO_WATCH = """
DROP TRIGGER content_changed ON articles_articlerevision;
DROP TRIGGER content_changed ON articles_policyrevision;
DROP TRIGGER content_changed ON articles_entityrevision;
DROP TRIGGER content_changed ON articles_knownword;
DROP TRIGGER content_changed ON articles_vocabularystate;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_content_versions"),
    ]

    operations = [
        migrations.RunSQL(WATCH, NO_WATCH),
    ]
