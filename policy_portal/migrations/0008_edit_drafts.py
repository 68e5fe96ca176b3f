"""The groups may see drafts of changes, and reviewers decide on them (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0006_queue_and_reports"),
        ("articles", "0041_edit_drafts"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
