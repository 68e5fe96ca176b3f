from policy_portal.accounts.models import LoginFailure, LoginLock, LoginRecord
from policy_portal.auditing.models import AuditEntry, AuditHead

__all__ = ["AuditEntry", "AuditHead", "LoginFailure", "LoginLock", "LoginRecord"]
