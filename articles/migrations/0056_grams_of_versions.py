from django.db import migrations

from articles.versions.snapshots import grams_of


def number_the_grams(apps, schema_editor):
    """Of the texts that are stored already."""
    versions = apps.get_model("articles", "PolicyVersion").objects
    for pk in versions.filter(grams=None).values_list("pk", flat=True):
        version = versions.get(pk=pk)
        versions.filter(pk=pk).update(grams=grams_of(version.snapshot))


class Migration(migrations.Migration):
    """Row by row, each by itself: readers of the table need not wait."""

    atomic = False

    dependencies = [
        ('articles', '0055_version_grams'),
    ]

    operations = [
        migrations.RunPython(number_the_grams, migrations.RunPython.noop),
    ]
