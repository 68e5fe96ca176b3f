"""The groups may see and correct versions (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0003_later_rules"),
        ("articles", "0034_policy_versions"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
