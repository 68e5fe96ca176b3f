"""The groups may upload documents and start tasks (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0008_edit_drafts"),
        ("articles", "0051_tables"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
