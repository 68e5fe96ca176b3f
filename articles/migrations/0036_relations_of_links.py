from django.db import migrations

# A link to a document cites it, as long as nothing more is known; `manage.py suggest_links` reads it again.
CITES = """
UPDATE articles_mention SET relation = 'cites'
FROM articles_entity entity WHERE entity.id = articles_mention.entity_id AND entity.kind = 'document';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_relations"),
    ]

    operations = [
        migrations.RunSQL(CITES, migrations.RunSQL.noop),
    ]
