"""The groups may edit the table of synonyms (policy_portal/accounts/roles.py)."""

from importlib import import_module

from django.db import migrations

give = import_module("policy_portal.migrations.0002_roles").give


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0009_uploads"),
        ("articles", "0053_quotation_findings"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
