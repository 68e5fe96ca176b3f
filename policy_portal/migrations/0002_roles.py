"""The groups 编辑, 审核 and 管理员 with their permissions (policy_portal/accounts/roles.py)."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from policy_portal.accounts.roles import ensure_roles


def give(apps, schema_editor):
    # Permissions are made after all migrations; those that are given here have to be there now.
    for label in ("auth", "articles", "guidance", "policy_portal"):
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps, using=schema_editor.connection.alias)
        app.models_module = None
    ensure_roles(apps)


class Migration(migrations.Migration):

    dependencies = [
        ("policy_portal", "0001_accounts"),
        ("articles", "0024_decision_batches"),
        ("guidance", "0007_editors_work_is_kept"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
