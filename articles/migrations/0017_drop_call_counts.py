from django.db import migrations


class Migration(migrations.Migration):
    """Calls are counted in memory (policy_portal/limits.py); the counts of past minutes are of no use."""

    dependencies = [
        ("articles", "0016_policies_not_public"),
    ]

    operations = [
        migrations.DeleteModel(name="CallCount"),
    ]
