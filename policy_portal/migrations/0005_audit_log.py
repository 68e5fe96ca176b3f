"""The audit log: the database numbers and chains its entries, and refuses to change or delete one.

What Django's own log of the administration held becomes its first entries; that log is written no more.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import migrations, models
from django.utils import translation

give = import_module("policy_portal.migrations.0002_roles").give

GUARDS = """
INSERT INTO policy_portal_audithead (id, number, digest) VALUES (1, 0, '');

CREATE FUNCTION portal_audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head policy_portal_audithead;
BEGIN
    SELECT * INTO STRICT head FROM policy_portal_audithead WHERE id = 1 FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.previous := head.digest;
    NEW.digest := encode(sha256(convert_to(json_build_array(
        NEW.previous, NEW.number, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        NEW.kind, NEW.user_id, NEW.user_name, NEW.what, NEW.model, NEW.row, NEW.row_name, NEW.address
    )::text, 'UTF8')), 'hex');
    UPDATE policy_portal_audithead SET number = NEW.number, digest = NEW.digest WHERE id = 1;
    RETURN NEW;
END $$;

CREATE TRIGGER portal_audit_chain BEFORE INSERT ON policy_portal_auditentry
FOR EACH ROW EXECUTE FUNCTION portal_audit_chain();

CREATE FUNCTION portal_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '审计日志只能追加，不能修改或删除' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER portal_audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_portal_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION portal_audit_refuse();
CREATE TRIGGER portal_audit_refuse BEFORE DELETE OR TRUNCATE ON policy_portal_audithead
FOR EACH STATEMENT EXECUTE FUNCTION portal_audit_refuse();
"""

NO_GUARDS = """
DROP TRIGGER portal_audit_refuse ON policy_portal_audithead;
DROP TRIGGER portal_audit_refuse ON policy_portal_auditentry;
DROP FUNCTION portal_audit_refuse();
DROP TRIGGER portal_audit_chain ON policy_portal_auditentry;
DROP FUNCTION portal_audit_chain();
DELETE FROM policy_portal_audithead;
"""

_OF_ACCOUNTS = ("auth", "policy_portal", "otp_totp", "otp_static", "axes")


def take_over(apps, schema_editor):
    """Copy Django's log of the administration; entries about readers' search words without the words."""
    entries, stored = apps.get_model("policy_portal.AuditEntry"), apps.get_model("admin.LogEntry")
    rows = stored.objects.order_by("pk").select_related("user", "content_type")
    copied = (_copied(entries, row) for row in rows.iterator(chunk_size=1000))
    with translation.override("zh-hans"):  # migrate itself runs without translations
        for batch in _batches(copied, 1000):
            entries.objects.bulk_create(batch)


def _batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def _copied(entries, row):
    of = row.content_type
    is_private = of is not None and of.model == "querylog"
    said = LogEntry(action_flag=row.action_flag, change_message=row.change_message).get_change_message()
    return entries(
        at=row.action_time,
        kind="account" if of is not None and of.app_label in _OF_ACCOUNTS else "content",
        user=row.user,
        user_name=row.user.username,
        what="关于输入建议的决定" if is_private else (said or row.get_action_flag_display())[:1000],
        model=f"{of.app_label}.{of.model}" if of is not None else "",
        row="" if is_private else (row.object_id or "")[:60],
        row_name="" if is_private else row.object_repr[:300],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("policy_portal", "0004_policy_versions"),
        ("articles", "0043_causes_of_revisions"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0, verbose_name="编号")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="校验值")),
            ],
            options={
                "verbose_name": "审计日志的末尾",
                "verbose_name_plural": "审计日志的末尾",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.BigIntegerField(default=0, editable=False, unique=True, verbose_name="编号"),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_in", "登录"),
                            ("account", "账号与权限"),
                            ("content", "内容的修改"),
                            ("publishing", "发布与撤下"),
                            ("import", "导入"),
                            ("settings", "设置生效"),
                            ("backup", "备份与恢复"),
                            ("export", "导出审计日志"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("user_name", models.CharField(max_length=150, verbose_name="由谁")),
                ("what", models.CharField(max_length=1000, verbose_name="做了什么")),
                ("model", models.CharField(blank=True, max_length=60, verbose_name="对象的种类")),
                ("row", models.CharField(blank=True, max_length=60, verbose_name="对象的编号")),
                ("row_name", models.CharField(blank=True, max_length=300, verbose_name="对象")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="来源地址")),
                (
                    "previous",
                    models.CharField(
                        default="", editable=False, max_length=64, verbose_name="前一条的校验值"
                    ),
                ),
                (
                    "digest",
                    models.CharField(default="", editable=False, max_length=64, verbose_name="校验值"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计日志",
                "verbose_name_plural": "审计日志",
                "ordering": ("-number",),
                "permissions": [("export_auditentry", "可以导出审计日志")],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["model", "row"], name="audit_entry_row"),
                    models.Index(fields=["at"], name="audit_entry_at"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
