"""The groups may see rules of names and answer readers (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0005_audit_log"),
        ("articles", "0045_review_queue"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
