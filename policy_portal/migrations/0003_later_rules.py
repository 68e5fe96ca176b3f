"""The groups may write and publish later rules (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0002_roles"),
        ("articles", "0028_later_rules"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
