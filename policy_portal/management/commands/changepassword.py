from django.contrib.auth.management.commands import changepassword

from policy_portal.audit import AuditKind, record_command


class Command(changepassword.Command):
    """Django's, recorded in the audit log."""

    def handle(self, *args, **options):
        output = super().handle(*args, **options)
        record_command(AuditKind.ACCOUNT, f"修改了 {options['username'] or '当前用户'} 的密码")
        return output
