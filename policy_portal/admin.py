from policy_portal.accounts import admin, records_admin

__all__ = ["admin", "records_admin"]
