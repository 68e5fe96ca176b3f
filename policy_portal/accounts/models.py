"""Proxies of django-axes' records of signing in, with Chinese names for the administration."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog


class LoginFailure(AccessFailureLog):
    class Meta:
        proxy = True
        app_label = "policy_portal"
        default_permissions = ("view",)
        verbose_name = "登录失败"
        verbose_name_plural = "登录失败"

    def __str__(self) -> str:
        return f"{self.username}（{self.ip_address or '来源不详'}）"


class LoginLock(AccessAttempt):
    """Failures of one name from one address that count towards a lock."""

    class Meta:
        proxy = True
        app_label = "policy_portal"
        default_permissions = ("view",)
        permissions = [("unlock_loginlock", "可以解除登录锁定")]
        verbose_name = "登录锁定"
        verbose_name_plural = "登录锁定"

    def __str__(self) -> str:
        return f"{self.username}（{self.ip_address or '来源不详'}）"

    @property
    def audit_name(self) -> str:
        """Without the name: somebody may have typed a password in its place."""
        return f"来源 {self.ip_address}"


class LoginRecord(AccessLog):
    class Meta:
        proxy = True
        app_label = "policy_portal"
        default_permissions = ("view",)
        verbose_name = "登录记录"
        verbose_name_plural = "登录记录"

    def __str__(self) -> str:
        return f"{self.username}（{self.ip_address or '来源不详'}）"
