from policy_portal.accounts.models import LoginFailure, LoginLock, LoginRecord

__all__ = ["LoginFailure", "LoginLock", "LoginRecord"]
