from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User

from policy_portal.audit import AuditKind, record


class Command(createsuperuser.Command):
    """Django's, recorded in the audit log."""

    def handle(self, *args, **options):
        last = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        output = super().handle(*args, **options)
        for user in User.objects.filter(pk__gt=last, is_superuser=True):
            record(AuditKind.ACCOUNT, "建立超级用户", rows=[user], by_name="命令行")
        return output
