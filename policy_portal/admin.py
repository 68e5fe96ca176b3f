from policy_portal.accounts import admin, records_admin
from policy_portal.auditing import admin as auditing_admin

__all__ = ["admin", "auditing_admin", "records_admin"]
