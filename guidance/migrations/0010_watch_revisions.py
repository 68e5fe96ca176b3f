from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_watch_what_pages_read'),
        ('guidance', '0009_quotes_moved_by_editing'),
    ]

    operations = [
        migrations.RunSQL(
            "SELECT articles_watch_content('guidance_measurerevision');",
            "DROP TRIGGER content_changed ON guidance_measurerevision;",
        ),
    ]
